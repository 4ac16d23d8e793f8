"""What every row refers to: the file as a document, evidence, places, classes and types of tie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triskele import terms
from triskele.identifiers import concept
from triskele.sources.batch import Gathering
from triskele.sources.sheets.bodies import Bodies
from triskele.sources.sheets.lines import Line, Spot
from triskele.sources.sheets.words import slug


class Grounds(Bodies):
    """Writes documents, evidence and places of one set, and names its things."""

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self._places: dict[str, tuple[str, str, str, Spot]] = {}
        self._documents: dict[str, str] = {}

    def iri(self, kind: str, key: str) -> str:
        return f"{self.owner.namespace}id/{kind}/{key}"

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

    def _class(self, key: str) -> str:
        return f"{self.owner.namespace}class/{key}" if key in self.mapping.classes else terms.TSK + key

    def _type(self, key: str) -> str:
        return f"{self.owner.namespace}tie-type/{key}" if key in self.mapping.tie_types else concept(f"tie-types/{key}")

    def _below(self, kind: str) -> str:
        return self.mapping.tie_types[kind]["below"] if kind in self.mapping.tie_types else kind

    def _notes(self, line: Line) -> dict[str, str]:
        return {f"note_{self.owner.languages[0]}": line["note"]} if line["note"] else {}

    def _left_out(self, line: Line, name: str, en: str, tr: str) -> None:
        self.say(line.spot, line.mapping.column(name) or name, line[name], "left-out", "warning",
                 f"{en} The row is left out.", f"{tr} Satır dışarıda bırakıldı.")  # fmt: skip

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
