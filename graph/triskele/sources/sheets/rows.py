"""What was understood, as rows of the ledger: documents, organisations, places, ties, figures, events, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triskele import terms
from triskele.identifiers import address_elsewhere, concept
from triskele.sources.batch import Gathering
from triskele.sources.sheets import cells
from triskele.sources.sheets.bodies import Body
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lines import Line, Spot
from triskele.sources.sheets.lists import data
from triskele.sources.sheets.mapping import TableMapping
from triskele.sources.sheets.ties import Ties
from triskele.sources.sheets.words import slug
from triskele.text import fold


class Rows(Ties):
    """Writes the rows of one set."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self._taken: set[str] = set()

    def write_bodies(self, out: Gathering) -> None:
        """Every organisation with names, identifiers, sphere, place and figures."""
        for body in self.bodies:
            spot = body.spots[0]
            line = Line(spot, body.cells, {}, body.mapping)
            iri, place = self.iri("actor", body.key), {"file": spot.file, "row": spot.row}
            founded, ended = self.date(line, "founded"), self.date(line, "ended")
            if founded[0] and ended[1] and ended[1] + "~" < founded[0]:
                self.say(spot, body.mapping.column("ended") or "ended", ended[1], "order", "warning",
                         f"It ends ({ended[1]}) before it begins ({founded[0]}); both dates are left out.",
                         f"Kuruluşundan ({founded[0]}) önce bitiyor ({ended[1]}); iki tarih de okunmadı.")  # fmt: skip
                founded = ended = ("", "")
            out.add(
                "things", iri=iri, key=body.key, set=self.set, kind="actor",
                place=self._place(body.cells, spot), valid_from=founded[0] or None,
                valid_from_latest=founded[1] if founded[1] != founded[0] else None, valid_to=ended[1] or None,
                collective=fold(body.cells.get("collective", "")) in ("true", "evet", "yes", "x", "1"),
                lat=self._coordinate(line, "lat"), long=self._coordinate(line, "long"),
                **{"class": self._class(body.cls), **self._notes(line)}, **place,
            )  # fmt: skip
            for language, name in body.names.items():
                out.add("names", thing=iri, text=name, language=language, preferred=True, **place)
            for alias in body.aliases:
                if alias not in body.names.values():
                    out.add("names", thing=iri, text=alias, language=self.owner.languages[0], preferred=False, **place)
            for scheme, value in body.identifiers.items():
                match = address_elsewhere(scheme, value) or None
                out.add("identifiers", thing=iri, scheme=scheme, value=value, match=match, **place)
            self._spheres(out, body, line)
            self.evidence(out, "actor", body.key, body.spots, ("names this organisation", "bu kuruluşu anıyor"), line)
            for measure, value, unit, year, qualifier, where in body.figures:
                self._figure(out, body, measure, value, unit, year, qualifier, where, {})
            for tie, other, where in body.ties:
                target = self.find(other)
                if target is body:
                    self.say(where, "", other, "left-out", "warning",
                             "Both ends of this tie are the same organisation; it is left out.",
                             "Bu bağın iki ucu da aynı kuruluş; dışarıda bırakıldı.")  # fmt: skip
                elif target is not None:
                    self._tie(out, Line(where, {}, {}, TableMapping("", "ties", {})), tie, body, [target])

    def _coordinate(self, line: Line, name: str) -> str | None:
        return self.number(line, name, line[name].replace(",", ".")) or None if line[name] else None

    def _spheres(self, out: Gathering, body: Body, line: Line) -> None:
        said = line["sphere"]
        shares: dict[str, str] = {}
        for part in cells.parts(said):
            name, _, share = part.partition(":")
            sphere = self.vocabulary.find("spheres", name)[0]
            if sphere in ("", "hybrid"):
                self.say(line.spot, "sphere", part, "sphere", "warning",
                         "Write one sphere, or several with shares: university:0.5;industry:0.5. The cell is left out.",
                         "Bir alan ya da paylarıyla birkaç alan yazın: üniversite:0.5;sanayi:0.5. Hücre dışarıda "
                         "bırakıldı.")  # fmt: skip
                return
            shares[sphere] = share.strip().replace(",", ".") or ""
        if shares and not all(shares.values()):
            shares = dict.fromkeys(shares, format(1 / len(shares), ".12g"))
        for sphere, share in shares.items():
            out.add(
                "spheres", iri=self.iri("assignment", f"{body.key}-{sphere}"), set=self.set,
                thing=self.iri("actor", body.key), sphere=concept(f"spheres/{sphere}"),
                share="0" if sphere == "unknown" else share, basis="stated",
                file=line.spot.file, row=line.spot.row,
            )  # fmt: skip

    def write_own(self, out: Gathering) -> None:
        """Classes and tie types of one's own, as narrower ones of ours."""
        graph = self.owner.graphs + self.set

        def state(subject: str, predicate: str, value: str, language: str = "", datatype: str = "") -> None:
            out.add("statements", graph=graph, subject=subject, predicate=predicate, object=value,
                    language=language or None, datatype=datatype or None, file=f"{self.set}/mapping.yaml")  # fmt: skip

        for key, said in self.mapping.classes.items():
            iri = self._class(key)
            state(iri, terms.TYPE, terms.OWL + "Class")
            state(iri, terms.RDFS + "subClassOf", terms.TSK + said["below"])
            for language in terms.LANGUAGES:
                if said[language]:
                    state(iri, terms.RDFS + "label", said[language], language)
        for key, said in self.mapping.tie_types.items():
            iri = self._type(key)
            state(iri, terms.TYPE, terms.SKOS + "Concept")
            state(iri, terms.SKOS + "inScheme", terms.VOCABULARY + "tie-types")
            state(iri, terms.SKOS + "broader", concept(f"tie-types/{said['below']}"))
            mutual = str(said["below"] in self.words.symmetric).lower()
            state(iri, terms.TSK + "isSymmetric", mutual, datatype=terms.XSD + "boolean")
            for language in terms.LANGUAGES:
                if said[language]:
                    state(iri, terms.LABEL, said[language], language)

    # -- ties, figures, events -----------------------------------------------------------------------------------------

    def write_table(self, out: Gathering, path: Path, table: Table, mapping: TableMapping) -> None:
        """The rows of a table of ties, figures or events."""
        write = {"ties": self._tie_row, "figures": self._figure_row, "events": self._event_row}[mapping.holds]
        if self.is_blind(path, table, mapping) or self._is_untyped(path, table, mapping):
            return
        for line in self.lines(path, table, mapping):
            write(out, line)

    def _figure(
        self, out: Gathering, body: Body, measure: str, value: str, unit: str, year: str, qualifier: str, spot: Spot,
        notes: dict[str, str], said: Line | None = None, year_to: str = "",
    ) -> None:  # fmt: skip
        key = base = slug("-".join(filter(None, (body.key, measure, year))), 120)
        number = 1
        while key in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._taken.add(key)
        out.add(
            "figures", iri=self.iri("figure", key), key=key, set=self.set, about=self.iri("actor", body.key),
            measure=concept(f"measures/{measure}"), value=value, qualifier=qualifier, unit=unit, year=year or None,
            year_to=year_to or None,
            modality="stated", **notes, file=spot.file, row=spot.row,
        )  # fmt: skip
        self.evidence(out, "figure", key, [spot], ("gives this figure", "bu rakamı veriyor"), said)

    def _figure_row(self, out: Gathering, line: Line) -> None:
        body, measure = self.find(line["about"]), self.word(line, "measure", "measures", needed=True)
        value = self.number(line, line.mapping.column("value"), line.raw.get("value", line["value"]))
        if body is None or not measure or not value:
            if line["measure"] and not measure:
                return
            missing = "about" if body is None else "measure" if not measure else "value"
            self._left_out(line, missing, "A figure needs whom it is about, a measure and a value.",
                           "Rakamın kimin hakkında olduğu, ölçüsü ve değeri gerekir.")  # fmt: skip
            return
        unit = line["unit"] or " ".join(cells.scales(line.mapping.column("value")))
        value, said = cells.scaled(value, unit, line["value"])
        said = said or cells.without_scale(cells.qualified(line["value"])[1])
        unit = (
            self.vocabulary.find("currencies", said)[0]
            or self.vocabulary.find("unit-words", said)[0]
            or said
            or str(data()["units"].get(measure, "one"))
        )
        qualifier = self.word(line, "qualifier", "qualifiers") or cells.qualified(line["value"])[0] or "exact"
        first, last = self.date(line, "year")
        self._figure(
            out,
            body,
            measure,
            value,
            unit,
            (first or last)[:4],
            qualifier,
            line.spot,
            self._notes(line),
            line,
            last[:4] if first and last[:4] != first[:4] else "",
        )

    def _event_row(self, out: Gathering, line: Line) -> None:
        subjects, kind = self._named_in(line, "subject"), self.word(line, "type", "event-types", needed=True)
        body = next(iter(subjects), None)
        if line["type"] and not kind:
            return
        if body is None or not kind:
            self._left_out(line, "subject" if body is None else "type", "An event needs a subject and a type.",
                           "Olayın öznesi ve türü olmalı.")  # fmt: skip
            return
        date, date_to = self.date(line, "date"), self.date(line, "date_to")
        key = base = slug("-".join(filter(None, (body.key, kind, date[0][:4]))), 120)
        number = 1
        while f"event {key}" in self._taken:
            number += 1
            key = f"{base}-{number}"
        self._taken.add(f"event {key}")
        iri, place = self.iri("event", key), {"file": line.spot.file, "row": line.spot.row}
        names = self.words.concepts.get("event-types", {}).get(kind, (kind, kind))
        label = line["label"]
        labels = {f"label_{t}": f"{body.name}: {names[n]}" for n, t in enumerate(terms.LANGUAGES)}
        if label:
            labels = {f"label_{self.owner.languages[0]}": label}
        out.add(
            "events", iri=iri, key=key, set=self.set, type=concept(f"event-types/{kind}"), **labels,
            subject=self.iri("actor", body.key), date=date[0] or None,
            date_latest=date[1] if date[1] != date[0] else None, date_to=date_to[1] or None,
            place=self._place({"place": line["place"]}, line.spot), modality="stated", **self._notes(line), **place,
        )  # fmt: skip
        named = [*subjects, *self._named_in(line, "participants")]
        for number, one in enumerate(dict.fromkeys(one.key for one in named)):
            out.add("participants", event=iri, thing=self.iri("actor", one), place=number, **place)
        self.evidence(out, "event", key, [line.spot], ("states this event", "bu olayı bildiriyor"), line)
