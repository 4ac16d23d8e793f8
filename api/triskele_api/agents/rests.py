"""What the rows of an answer rest on: for each thing or record in them its modality, dates and evidence."""

from __future__ import annotations

import re
from typing import Any

from triskele.terms import TSK
from triskele_api.agents import facts
from triskele_api.agents.answering import MOST_DISPUTED, contradictions
from triskele_api.agents.fitting import FOR_ITEMS, size
from triskele_api.agents.service import Document, Service, read

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]+")
_MOST_PIECES = 600
"""Pieces of evidence that are looked at for one answer."""
_EVIDENCE = """SELECT DISTINCT ?about ?place ?label ?modality ?confidence ?from ?to ?document ?section ?first ?last
  ?sheet ?row ?says WHERE {
  VALUES (?about ?place) { %(iris)s }
  { ?about tsk:evidence ?e } UNION { ?about a tsk:Evidence BIND(?about AS ?e) }
  ?e prov:hadPrimarySource ?document
  OPTIONAL { ?e tsk:section ?section } OPTIONAL { ?e tsk:lineFrom ?first } OPTIONAL { ?e tsk:lineTo ?last }
  OPTIONAL { ?e tsk:sheet ?sheet } OPTIONAL { ?e tsk:sheetRow ?row }
  OPTIONAL { ?e tsk:statement ?says FILTER(LANG(?says) = "%(language)s") }
  OPTIONAL { ?about skos:prefLabel ?label FILTER(LANG(?label) = "%(language)s") }
  OPTIONAL { ?about tsk:modality ?modality } OPTIONAL { ?about tsk:confidence ?confidence }
  OPTIONAL { ?about tsk:earliestStart ?from } OPTIONAL { ?about tsk:latestEnd ?to }
} ORDER BY ?place ?document ?first LIMIT %(most)s"""


def iris_of(binding: Document) -> list[str]:
    """The IRIs in a row that may have evidence: all but those of classes and properties."""
    found = (cell["value"] for cell in binding.values() if cell["type"] == "uri")
    return [iri for iri in found if _IRI.fullmatch(iri) and not iri.startswith(TSK)]


async def what_rows_rest_on(
    service: Service, rows: list[Any], iris: list[list[str]], language: str
) -> tuple[int, Document]:
    """How many of the rows fit together with what they rest on, and that: ``facts``, and ``contradictions`` that they
    are part of. ``iris`` are those of each row."""
    wanted = list(dict.fromkeys(iri for named in iris for iri in named))[:MOST_DISPUTED]
    known, seen = await _facts(service, wanted, language)
    looked_at = set(wanted[:seen])
    shown: dict[str, Document] = {}
    total = 0
    most = 0
    for row, named in zip(rows, iris, strict=True):
        if most and not looked_at.issuperset(named):
            break
        new = {iri: known[iri] for iri in named if iri in known and iri not in shown}
        total += size(row) + sum(size(fact) + 1 for fact in new.values())
        if most and total > FOR_ITEMS:
            break
        shown |= new
        most += 1
    named = [iri for row in iris[:most] for iri in row]
    return most, {"facts": list(shown.values()), "contradictions": await contradictions(service, named, language)}


async def _facts(service: Service, iris: list[str], language: str) -> tuple[dict[str, Document], int]:
    """Each thing or record with its modality, dates and evidence, as far as it has any; and how many of the IRIs were
    looked at before there was too much."""
    if not iris:
        return {}, 0
    values = " ".join(f"(<{iri}> {place})" for place, iri in enumerate(iris))
    text = _EVIDENCE % {"iris": values, "language": language, "most": _MOST_PIECES}
    found = (await read(await service.ask("/sparql", ACCEPT, query=text)))["results"]["bindings"]
    about: dict[str, list[Document]] = {}
    for binding in found:
        row = {name: cell["value"] for name, cell in binding.items()}
        about.setdefault(row["about"], []).append(row)
    seen = int(found[-1]["place"]["value"]) + 1 if len(found) == _MOST_PIECES else len(iris)
    return {iri: _fact(iri, rows) for iri, rows in about.items()}, seen


def _fact(iri: str, rows: list[Document]) -> Document:
    first = rows[0]
    pieces = [
        facts.kept(
            {
                "document": row["document"].rpartition("/")[2],
                "section": row.get("section"),
                "lines": facts.lines(int(row["first"]) if "first" in row else None,
                                     int(row["last"]) if "last" in row else None),
                "sheet": row.get("sheet"),
                "row": row.get("row"),
                "says": row.get("says"),
            }
        )
        for row in rows[: facts.EVIDENCE]
    ]  # fmt: skip
    more = len(rows) - len(pieces)
    return facts.kept(
        {
            "iri": iri,
            "label": first.get("label"),
            "modality": first.get("modality", "").rpartition("#")[2],
            "confidence": float(first["confidence"]) if "confidence" in first else None,
            "dates": facts.kept({"earliest_start": first.get("from"), "latest_end": first.get("to")}),
            "evidence": pieces,
            "evidence_left_out": more or None,
        }
    )
