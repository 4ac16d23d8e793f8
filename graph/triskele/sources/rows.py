"""A row of the seed tables as rows of the ledger."""

from __future__ import annotations

from typing import Any

from triskele import terms
from triskele.identifiers import address_elsewhere, concept, mint
from triskele.sources.batch import Gathering
from triskele.sources.cells import Row
from triskele.sources.keys import KIND_OF_TABLE, REFERENCES, Index, iri_of


class Writer:
    """Writes one row. Each ``_<table>`` method adds the rows of the ledger that the row comes to."""

    def __init__(self, row: Row, index: Index, symmetric: frozenset[str], gathering: Gathering) -> None:
        self.row, self.index, self.symmetric, self.gathering = row, index, symmetric, gathering
        self.iri = iri_of(KIND_OF_TABLE[row.table], row["id"], index.root)
        self.place = {"file": row.file, "row": row.number}

    def add(self, table: str, **cells: Any) -> None:
        self.gathering.add(table, **{name: value for name, value in cells.items() if value != ""}, **self.place)

    def head(self) -> dict[str, Any]:
        return {"iri": self.iri, "key": self.row["id"], "set": self.row.set}

    def ref(self, key: str) -> str:
        return self.index.iri(key) if key else ""

    def notes(self) -> dict[str, str]:
        return {"note_en": self.row["note"], "note_tr": self.row["note_tr"]}

    def written(self) -> dict[str, str]:
        return {name: self.row[name] for name in ("valid_from", "valid_from_latest", "valid_to", "valid_to_latest")}

    def write(self) -> None:
        row = self.row
        getattr(self, f"_{row.table}")()
        if "statement_en" not in row.cells:
            return
        key = row["id"].replace("/", "-")
        evidence = mint("evidence", key, self.index.root)
        self.add("supports", thing=self.ref(row["about"]) if row.table == "evidence" else self.iri, evidence=evidence)
        self.add(
            "evidence",
            **(self.head() | {"iri": evidence, "key": key}),
            document=mint("source", row["document"], self.index.root),
            section=row["section"],
            line_from=int(row["line_from"]),
            line_to=int(row["line_to"]),
            statement_tr=row["statement_tr"],
            statement_en=row["statement_en"],
        )

    def _evidence(self) -> None:
        """Further evidence for a row that exists: all of it is written by ``write``."""

    def _thing(self, cls: str, **cells: Any) -> None:
        row = self.row
        self.add(
            "things",
            **self.head(),
            **{"kind": KIND_OF_TABLE[row.table], "class": terms.TSK + cls},
            **(self.notes() | cells),
            told=row["told"],
        )
        for language in terms.LANGUAGES:
            names = [(row[f"label_{language}"], True), *((name, False) for name in row.many(f"alt_{language}"))]
            for name, preferred in names:
                if name:
                    self.add("names", thing=self.iri, text=name, language=language, preferred=preferred)

    def _actors(self) -> None:
        row = self.row
        collective = row["collective"] == "true"
        dates = {"valid_from": row["founded"], "valid_from_latest": row["founded_latest"], "valid_to": row["ended"]}
        self._thing(row["class"], place=self.ref(row["place"]), collective=collective, **dates)
        for part in row.many("spheres"):
            name, _, share = part.partition(":")
            known = name != "unknown"
            self.add(
                "spheres",
                iri=mint("assignment", f"{row['id']}-{name}", self.index.root),
                set=row.set,
                thing=self.iri,
                sphere=concept(f"spheres/{name}"),
                share=(share or "1") if known else "0",
                basis="stated",
                rule=row["sphere_rule"],
            )

    def _persons(self) -> None:
        self._thing("Person")

    def _things(self) -> None:
        self._thing(self.row["class"], valid_from=self.row["date"], valid_from_latest=self.row["date_latest"])

    def _places(self) -> None:
        row = self.row
        self._thing(row["class"], within=self.ref(row["within"]), lat=row["lat"], long=row["long"])

    def _sectors(self) -> None:
        row = self.row
        self._thing("Sector", within=self.ref(row["broader"]), scheme=row["scheme"], code=row["code"])

    def _documents(self) -> None:
        row = self.row
        self._thing("SourceDocument")
        years = {n: int(row[n]) for n in ("written_from", "written_to", "lines") if row[n]}
        self.add(
            "documents",
            thing=self.iri,
            set=row.set,
            title=row["title"],
            language=row["language"],
            identifier=row["file"],
            type=concept(f"document-kinds/{row['kind']}") if row["kind"] else "",
            address=row["address"],
            version=row["version"],
            sha256=row["sha256"],
            **years,
        )

    def _ties(self) -> None:
        row = self.row
        self.add(
            "ties",
            **self.head(),
            type=concept(f"tie-types/{row['type']}"),
            **self.written(),
            told=row["told"],
            modality=row["modality"],
            confidence=row["confidence"],
            amount=row["amount"],
            currency=row["currency"] if row["amount"] else "",
            relation=concept(f"th-relations/{row['th_relation']}") if row["th_relation"] else "",
            role=concept(row["role"]) if row["role"] else "",
            **self.notes(),
        )
        first, others = ("participant", "participant") if row["type"] in self.symmetric else ("source", "target")
        ends = [(row["source"], first), *((key, others) for key in row.many("target"))]
        for place, (key, role) in enumerate(ends):
            self.add("ends", tie=self.iri, thing=self.ref(key), role=role, place=place)

    def _figures(self) -> None:
        row = self.row
        self.add(
            "figures",
            **self.head(),
            about=self.ref(row["about"]),
            measure=concept(f"measures/{row['measure']}"),
            value=row["value"],
            qualifier=row["qualifier"],
            unit=row["unit"],
            year=row["year"],
            year_to=row["year_to"],
            part=self.ref(row["part"]),
            area=self.ref(row["area"]),
            whole=self.ref(row["whole"]),
            level=concept(row["level"]) if row["level"] else "",
            **({"class": concept(row["class"])} if row["class"] else {}),
            modality=row["modality"] or "stated",
            **self.notes(),
        )

    def _events(self) -> None:
        row = self.row
        self.add(
            "events",
            **self.head(),
            type=concept(f"event-types/{row['type']}"),
            label_tr=row["label_tr"],
            label_en=row["label_en"],
            subject=self.ref(row["subject"]),
            date=row["date"],
            date_latest=row["date_latest"],
            date_to=row["date_to"],
            place=self.ref(row["place"]),
            modality=row["modality"] or "stated",
            **self.notes(),
        )
        for place, key in enumerate(dict.fromkeys([row["subject"], *row.many("participants")])):
            self.add("participants", event=self.iri, thing=self.ref(key), place=place)

    def _classifications(self) -> None:
        row = self.row
        self.add(
            "classifications",
            **self.head(),
            about=self.ref(row["about"]),
            concept=concept(row["concept"]),
            by=self.ref(row["by"]),
            year=row["year"],
            value=row["value"],
            **self.notes(),
        )

    def _identifiers(self) -> None:
        row = self.row
        self.add(
            "identifiers",
            **self.head(),
            thing=self.ref(row["about"]),
            scheme=row["scheme"],
            value=row["value"],
            match=address_elsewhere(row["scheme"], row["value"]),
        )

    def _searches(self) -> None:
        row = self.row
        self.add(
            "searches",
            **self.head(),
            thing=self.ref(row["about"]),
            document=mint("source", row["document"], self.index.root),
            looked_for=row["looked_for"],
            **self.notes(),
        )

    def _contradictions(self) -> None:
        row = self.row
        self.add(
            "contradictions",
            **self.head(),
            resolution=self.ref(row["resolution"]),
            rule=row["rule"],
            note_tr=row["note_tr"],
            note_en=row["note_en"],
        )
        for key in row.many("claims"):
            self.add("claims", contradiction=self.iri, claim=self.ref(key))

    def _schemes(self) -> None:
        self.add("schemes", **self.head(), **self._texts("label", "definition"))
        for key in self.row.many("documents"):
            self.add("concept_links", concept=self.iri, relation="source", target=mint("source", key, self.index.root))

    def _concepts(self) -> None:
        row = self.row
        scheme, _, key = row["id"].partition("/")
        self.add(
            "concepts",
            **(self.head() | {"key": key}),
            scheme=scheme,
            **self._texts("label", "definition", "example"),
            cited=row["cited"],
            required=row["required"] == "true" if row["required"] else None,
            range_from=row["range_from"],
            range_to=row["range_to"],
            **self.notes(),
        )
        for relation in REFERENCES["concepts"]:
            for other in row.many(relation):
                self.add("concept_links", concept=self.iri, relation=relation, target=self.ref(other))
        for language in terms.LANGUAGES:
            for name in row.many(f"alt_{language}"):
                self.add("names", thing=self.iri, text=name, language=language, preferred=False)

    def _texts(self, *columns: str) -> dict[str, str]:
        names = [f"{column}_{language}" for column in columns for language in terms.LANGUAGES]
        return {name: self.row[name] for name in names}
