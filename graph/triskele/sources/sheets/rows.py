"""What was understood, as rows of the ledger: documents, organisations, places, ties, figures, events, evidence."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.identifiers import address_elsewhere, concept
from triskele.sources.batch import Gathering
from triskele.sources.sheets import cells, dates
from triskele.sources.sheets.bodies import Bodies, Body
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lines import Line, Spot
from triskele.sources.sheets.lists import data
from triskele.sources.sheets.mapping import TableMapping
from triskele.sources.sheets.words import is_turned, slug
from triskele.text import fold


class Rows(Bodies):
    """Writes the rows of one set."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self._places: dict[str, tuple[str, str, str, Spot]] = {}
        self._documents: dict[str, str] = {}
        self._tie_keys: Counter[str] = Counter()
        self._seen_ties: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()

    def iri(self, kind: str, key: str) -> str:
        return f"{self.owner.namespace}id/{kind}/{key}"

    # -- writing -------------------------------------------------------------------------------------------------------

    def write_document(self, out: Gathering, path: Path, digest: str) -> None:
        """The file itself as the document that evidence stands in."""
        key = slug(path.name)
        iri = self.iri("source", key)
        self._documents[path.name] = iri
        place = {"file": path.name, "row": 0}
        out.add(
            "things", iri=iri, key=key, set=self.set, kind="source", **{"class": terms.TSK + "SourceDocument"}, **place
        )
        out.add("names", thing=iri, text=path.name, language=self.owner.languages[0], preferred=True, **place)
        out.add("documents", thing=iri, set=self.set, title=path.name, identifier=path.name, sha256=digest, **place)

    def evidence(
        self, out: Gathering, kind: str, key: str, spots: list[Spot], what: tuple[str, str], said: Line | None = None
    ) -> None:
        """Where the rows stand that say it, as evidence."""
        for number, spot in enumerate(spots):
            name = f"{kind}-{key}" + (f"-{number + 1}" if number else "")
            iri = self.iri("evidence", name)
            en = f"Row {spot.row} of sheet “{spot.sheet}” in {spot.path.name} {what[0]}."
            tr = f"{spot.path.name} dosyasının “{spot.sheet}” sayfasındaki {spot.row}. satır {what[1]}."
            if said is not None and (said["document"] or said["statement"]):
                source = ", ".join(filter(None, (said["document"], said["section"])))
                en = " ".join(
                    filter(
                        None, (said["statement"], f"(Row {spot.row}; source given there: {source}.)" if source else "")
                    )
                )
                tr = " ".join(
                    filter(
                        None,
                        (said["statement"], f"({spot.row}. satır; orada verilen kaynak: {source}.)" if source else ""),
                    )
                )
            out.add(
                "evidence", iri=iri, key=name, set=self.set, document=self._documents[spot.path.name],
                section=spot.sheet, line_from=spot.row, line_to=spot.row, sheet=spot.sheet, sheet_row=spot.row,
                statement_tr=tr, statement_en=en, file=spot.file, row=spot.row,
            )  # fmt: skip
            out.add("supports", thing=self.iri(kind, key), evidence=iri, file=spot.file, row=spot.row)

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

    def _class(self, key: str) -> str:
        return f"{self.owner.namespace}class/{key}" if key in self.mapping.classes else terms.TSK + key

    def _notes(self, line: Line) -> dict[str, str]:
        return {f"note_{self.owner.languages[0]}": line["note"]} if line["note"] else {}

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

    def _place(self, said: dict[str, str], spot: Spot) -> str | None:
        """The smallest place that the cells name; the larger ones around it."""
        around = ""
        for name, cls in (("province", "Province"), ("place", "City"), ("district", "District")):
            if text := said.get(name, ""):
                key = slug(text) if name != "district" or not around else f"{around}-{slug(text)}"
                if key != around:
                    self._places.setdefault(key, (text, cls, around, spot))
                around = key
        return self.iri("place", around) if around else None

    def write_places(self, out: Gathering) -> None:
        """Every place that was named."""
        for key, (name, cls, around, spot) in self._places.items():
            iri, place = self.iri("place", key), {"file": spot.file, "row": spot.row}
            within = self.iri("place", around) if around else None
            out.add(
                "things",
                iri=iri,
                key=key,
                set=self.set,
                kind="place",
                within=within,
                **{"class": terms.TSK + cls},
                **place,
            )
            out.add("names", thing=iri, text=name, language=self.owner.languages[0], preferred=True, **place)
            self.evidence(out, "place", key, [spot], ("names this place", "bu yeri anıyor"))

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

    def _type(self, key: str) -> str:
        return f"{self.owner.namespace}tie-type/{key}" if key in self.mapping.tie_types else concept(f"tie-types/{key}")

    # -- ties, figures, events -----------------------------------------------------------------------------------------

    def write_table(self, out: Gathering, path: Path, table: Table, mapping: TableMapping) -> None:
        """The rows of a table of ties, figures or events."""
        write = {"ties": self._tie_row, "figures": self._figure_row, "events": self._event_row}[mapping.holds]
        if self.is_blind(path, table, mapping) or self._is_untyped(path, table, mapping):
            return
        for line in self.lines(path, table, mapping):
            write(out, line)

    def _is_untyped(self, path: Path, table: Table, mapping: TableMapping) -> bool:
        """Whether a table of ties says nowhere of what type they are; told once for the table."""
        untyped = mapping.holds == "ties" and not mapping.column("type") and not mapping.always.get("type")
        if untyped:
            self.say(Spot(path, table.sheet.name, 0), "", "", "untyped", "warning",
                     f"The ties of this table have no type ({len(table.rows)} rows, none is read): give a column, or "
                     "always: {type: …} in the mapping, as cooperation.",
                     f"Bu tablodaki bağların türü yok ({len(table.rows)} satır, hiçbiri okunmadı): sütun ekleyin ya da "
                     "eşlemede always: {type: …} yazın, örneğin cooperation.")  # fmt: skip
        return untyped

    def _left_out(self, line: Line, name: str, en: str, tr: str) -> None:
        self.say(line.spot, line.mapping.column(name) or name, line[name], "left-out", "warning",
                 f"{en} The row is left out.", f"{tr} Satır dışarıda bırakıldı.")  # fmt: skip

    def _tie_row(self, out: Gathering, line: Line) -> None:
        source = self.find(line["source"])
        targets = [found for name in self._split(line, "target") if (found := self.find(name)) is not None]
        if source is None or not targets:
            missing = "target" if line["source"] else "source"
            self._left_out(line, missing, "One end of the tie is empty.", "Bağın bir ucu boş.")
            return
        kind = self.word(line, "type", "tie-types", needed=True)
        if not kind:
            if not line["type"]:
                self._left_out(line, "type", "The tie has no type; give a column, or always: {type: …} in the mapping.",
                               "Bağın türü yok; sütun ekleyin ya da eşlemede always: {type: …} yazın.")  # fmt: skip
            return
        others = [target for target in targets if target is not source]
        if not others:
            self._left_out(line, "target", "Both ends are the same organisation.", "İki uç da aynı kuruluş.")
            return
        if is_turned(kind, line["type"]):
            self.say(
                line.spot,
                line.mapping.column("type"),
                line["type"],
                "turned",
                "note",
                f"“{line['type']}” is said from the other end: here the target is the source of {kind}.",
                f"“{line['type']}” öbür uçtan söylenir: {kind} bağının kaynağı burada hedef sütunundadır.",
            )
            for target in others:
                self._tie(out, line, kind, target, [source])
            return
        mutual = self._below(kind) in self.words.symmetric
        groups = [others] if mutual else [[other] for other in others]
        for group in groups:
            self._tie(out, line, kind, source, group)

    def _below(self, kind: str) -> str:
        return self.mapping.tie_types[kind]["below"] if kind in self.mapping.tie_types else kind

    def _tie(self, out: Gathering, line: Line, kind: str, source: Body, targets: list[Body]) -> None:
        first, last = self.date(line, "from"), self.date(line, "to")
        if first[1] not in (first[0], "..") and not last[0] and re.search(r"\d\s*[-–—/]", line["from"]):
            first, last = (first[0], first[0]), (first[1], first[1])  # "2010-2015" is a span, not a doubt
        start, start_latest = dates.month_span(first[0]) if first[0] == first[1] else first
        end = dates.month_span(last[1])[1] or last[1]
        if start and end and end + "~" < start:
            self.say(line.spot, line.mapping.column("to"), end, "order", "warning",
                     f"The tie ends ({end}) before it begins ({start}); both dates are left out.",
                     f"Bağ başladığından ({start}) önce bitiyor ({end}); iki tarih de dışarıda bırakıldı.")  # fmt: skip
            start = start_latest = end = ""
        mutual = self._below(kind) in self.words.symmetric
        ends = [source.key, *(target.key for target in targets)]
        named = sorted(ends) if mutual else ends
        amount = self.number(line, line.mapping.column("amount"), line.raw.get("amount")) if line["amount"] else ""
        amount = cells.scaled(amount, " ".join(cells.scales(line.mapping.column("amount"))), line["amount"])[0]
        currency = self.vocabulary.find("currencies", line["currency"])[0] or line["currency"].upper()
        if amount and not re.fullmatch("[A-Z]{3}", currency):
            inside = re.findall(r"[(\[]([^)\]]*)[)\]]", line.mapping.column("amount"))
            beside = [cells.without_scale(line["amount"]), *(cells.without_scale(said) for said in inside)]
            currency = next(filter(None, (self.vocabulary.find("currencies", word)[0] for word in beside)), "")
            if not currency:
                self.say(line.spot, line.mapping.column("amount"), line["amount"], "currency", "warning",
                         "The amount has no currency; it is left out.",
                         "Tutarın para birimi yok; okunmadı.")  # fmt: skip
                amount = ""
        said = (kind, *named, start, end, amount, line["note"], line["id"])
        if said in self._seen_ties:
            self.say(line.spot, "", " – ".join(named), "same-tie", "warning",
                     f"The same tie stands in {self._seen_ties[said]}; it is read once.",
                     f"Aynı bağ {self._seen_ties[said]} konumunda da var; bir kez okundu.")  # fmt: skip
            return
        self._seen_ties[said] = f"{line.spot.file} {line.spot.row}"
        key = (
            slug(line["id"])
            if line["id"] and not line["id"].isdigit()
            else slug("-".join([kind, *named, start[:4]]), 120)
        )
        self._tie_keys[key] += 1
        key = key if self._tie_keys[key] == 1 else f"{key}-{self._tie_keys[key]}"
        iri, place = self.iri("tie", key), {"file": line.spot.file, "row": line.spot.row}
        confidence = self.number(line, "confidence", line.raw.get("confidence")) if line["confidence"] else "1"
        out.add(
            "ties", iri=iri, key=key, set=self.set, type=self._type(kind), valid_from=start or None,
            valid_from_latest=start_latest or None, valid_to=end or None,
            modality=self.word(line, "modality", "modalities") or "stated", confidence=confidence or "1",
            amount=amount or None, currency=currency if amount else None, **self._notes(line), **place,
        )  # fmt: skip
        for number, end_key in enumerate(ends):
            role = "participant" if mutual else "source" if number == 0 else "target"
            out.add("ends", tie=iri, thing=self.iri("actor", end_key), role=role, place=number, **place)
        self.evidence(out, "tie", key, [line.spot], ("states this tie", "bu bağı bildiriyor"), line)

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
        body, kind = self.find(line["subject"]), self.word(line, "type", "event-types", needed=True)
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
        named = [body, *(found for said in cells.parts(line["participants"], self._named)
                         if (found := self.find(said)) is not None)]  # fmt: skip
        for number, one in enumerate(dict.fromkeys(one.key for one in named)):
            out.add("participants", event=iri, thing=self.iri("actor", one), place=number, **place)
        self.evidence(out, "event", key, [line.spot], ("states this event", "bu olayı bildiriyor"), line)
