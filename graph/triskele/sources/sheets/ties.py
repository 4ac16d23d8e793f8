"""Rows of ties: which ends, of what type and from which end it is said, when, how much."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.sources.batch import Gathering
from triskele.sources.sheets import cells, dates
from triskele.sources.sheets.bodies import Body
from triskele.sources.sheets.grounds import Grounds
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lines import Line, Spot
from triskele.sources.sheets.lists import plain
from triskele.sources.sheets.mapping import TableMapping
from triskele.sources.sheets.words import is_turned, slug

_WITH_SHARES = ("founding", "partnership", "ownership")
"""Types of tie that a share in the cell makes one of ownership."""


class Ties(Grounds):
    """Writes the ties of one set, each once."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self._tie_keys: Counter[str] = Counter()
        self._seen_ties: dict[tuple[str, ...], str] = {}
        self._projects: dict[str, Body] = {}

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

    def _tie_row(self, out: Gathering, line: Line) -> None:
        if line.mapping.column("held"):  # the cell that says when it was says that it was
            if not line["held"]:
                return
            line.texts["from"], line.raw["from"] = line["held"], line.raw["held"]
        sources, targets = self._named_in(line, "source"), self._named_in(line, "target")
        if line["project"] and (line.mapping.column("project") and not line.mapping.column("target")):
            targets = [self._project(out, line)]
        if not sources or not targets:
            if line.mapping.always.get("type"):  # a column beside others is empty in most rows, or holds a person
                return
            missing = "target" if line["source"] else "source"
            self._left_out(line, missing, "One end of the tie is empty.", "Bağın bir ucu boş.")
            return
        if said := self.unreal(line):
            self._left_out(line, "note", f"“{said}”: by this it is no tie, or none yet.",
                           f"“{said}”: buna göre bağ yok ya da henüz yok.")  # fmt: skip
            return
        kind = self.word(line, "type", "tie-types", needed=True)
        if not kind:
            if not line["type"]:
                self._left_out(line, "type", "The tie has no type; give a column, or always: {type: …} in the mapping.",
                               "Bağın türü yok; sütun ekleyin ya da eşlemede always: {type: …} yazın.")  # fmt: skip
            return
        turned = is_turned(kind, line["type"])
        if turned and not line.mapping.always.get("type"):
            self.say(
                line.spot,
                line.mapping.column("type"),
                line["type"],
                "turned",
                "note",
                f"“{line['type']}” is said from the other end: here the target is the source of {kind}.",
                f"“{line['type']}” öbür uçtan söylenir: {kind} bağının kaynağı burada hedef sütunundadır.",
            )
        if turned:
            sources, targets = targets, sources
        mutual = self._below(kind) in self.words.symmetric
        shares = self._shares(line)
        for source in sources:
            others = [target for target in targets if target is not source]
            if not others and len(sources) == 1:
                self._left_out(line, "target", "Both ends are the same organisation.", "İki uç da aynı kuruluş.")
            if share := shares.get(id(source), ""):
                owned = replace(line, texts={**line.texts, "note": "; ".join(filter(None, (line["note"], share)))})
                for other in others:
                    self._tie(out, owned, "ownership", source, [other])
                continue
            for group in ([others] if others else []) if mutual else [[other] for other in others]:
                self._tie(out, line, kind, source, group)

    def _shares(self, line: Line) -> dict[int, str]:
        """Of those that a cell names as founders or partners with a share (*ODTÜ (%45)*), what it says of each."""
        if line.mapping.always.get("type") not in _WITH_SHARES:
            return {}
        named = [said for said in self._split(line, "source") if re.search(r"%\s?\d|\d\s?%", said)]
        return {id(body): said for said in named if (body := self.find(said)) is not None}

    def _amount(self, line: Line) -> str:
        """The sum of a tie; one of each year is no sum of the whole, and stays in the note."""
        said = line["amount"]
        heading = line.mapping.column("amount")
        if said and any(map(cells.yearly, (said, heading, line["note"]))):
            line.texts["note"] = "; ".join(filter(None, (line["note"], f"{heading}: {said}")))
            self.say(line.spot, heading, said, "yearly", "warning",
                     "This is a sum of each year or month and not of the whole; it stands in the note.",
                     "Bu toplam değil, her yılın ya da ayın tutarı; nota yazıldı.")  # fmt: skip
            return ""
        return self.number(line, heading, line.raw.get("amount")) if said else ""

    def _named_in(self, line: Line, name: str) -> list[Body]:
        """The organisations that a cell names."""
        found = [body for said in self._split(line, name) if (body := self.find(said)) is not None]
        return list({id(body): body for body in found}.values())

    def _project(self, out: Gathering, line: Line) -> Body:
        """The project that a row is about, written when it is first met."""
        name, spot = line["project"], line.spot
        if plain(name) not in self._projects:
            body = Body({self.owner.languages[0]: name}, {}, [spot], key=slug(name), kind="thing")
            self._projects[plain(name)] = body
            iri, place = self.iri("thing", body.key), {"file": spot.file, "row": spot.row}
            out.add("things", iri=iri, key=body.key, set=self.set, kind="thing", modality="stated",
                    **{"class": terms.TSK + "Project"}, **place)  # fmt: skip
            out.add("names", thing=iri, text=name, language=self.owner.languages[0], preferred=True, **place)
            self.evidence(out, "thing", body.key, [spot], ("names this project", "bu projeyi anıyor"), line)
        return self._projects[plain(name)]

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
        amount = self._amount(line)
        amount = cells.scaled(amount, " ".join(cells.scales(line.mapping.column("amount"))), line["amount"])[0]
        currency = self.vocabulary.find("currencies", line["currency"])[0] or line["currency"].upper()
        if amount and not re.fullmatch("[A-Z]{3}", currency):
            inside = re.findall(r"[(\[]([^)\]]*)[)\]]", line.mapping.column("amount"))
            beside = [cells.without_scale(line["amount"]), *(cells.without_scale(said) for said in inside)]
            currency = next(filter(None, map(self.vocabulary.currency, beside)), "")
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
        for number, body in enumerate((source, *targets)):
            role = "participant" if mutual else "source" if number == 0 else "target"
            out.add("ends", tie=iri, thing=self.iri(body.kind, body.key), role=role, place=number, **place)
        self.evidence(out, "tie", key, [line.spot], ("states this tie", "bu bağı bildiriyor"), line)
