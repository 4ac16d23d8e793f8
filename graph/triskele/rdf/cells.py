"""What of RDF is understood: which classes and properties are read as which rows and columns of the ledger."""

from __future__ import annotations

from typing import NamedTuple

from triskele import terms
from triskele.terms import DCT, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX, TSK

OLD_SCHEMA = SCHEMA.replace("https", "http")
PREFERRED = (SKOS + "prefLabel", RDFS + "label", FOAF + "name", SCHEMA + "name", OLD_SCHEMA + "name", DCT + "title")
"""What a thing is called, best first: in each language the first of these that is there."""
OTHER = (SKOS + "altLabel", SCHEMA + "alternateName", OLD_SCHEMA + "alternateName", FOAF + "nick")
SAME = (SKOS + "exactMatch", OWL + "sameAs")
NUMBERS = (ORG + "identifier", DCT + "identifier", SCHEMA + "identifier", OLD_SCHEMA + "identifier")

KINDS = {
    "Actor": "actor", "Place": "place", "Sector": "sector", "Person": "person", "SourceDocument": "source",
    "Tie": "tie", "Figure": "figure", "Event": "event", "Classification": "classification",
    "Contradiction": "contradiction", "Evidence": "evidence", "SphereAssignment": "assignment",
    "Thing": "thing", "StatisticalCluster": "thing",
}  # fmt: skip
"""What a class is read as when it is, or lies below, one of these; the first that fits."""
NAMED = ("actor", "thing", "place", "sector", "person", "source")
OF_TERMS = (RDF, RDFS, OWL, SKOS, terms.SH, "http://www.w3.org/ns/shacl#")
"""Classes in these namespaces are of words, not of things: what carries them is no thing nobody understood."""


class Cell(NamedTuple):
    """A column and the properties it is read from; ``as_`` is a macro over the text, ``language`` picks one."""

    column: str
    properties: tuple[str, ...]
    as_: str = ""
    language: str = ""


def ours(*names: str) -> tuple[str, ...]:
    return tuple(TSK + name for name in names)


_NOTES = (
    Cell("note_tr", (SKOS + "editorialNote",), language="tr"),
    Cell("note_en", (SKOS + "editorialNote",), language="en"),
)
_MODALITY = Cell("modality", ours("modality"), "local_name")
_STARTED = (*ours("validFrom"), SCHEMA + "foundingDate", OLD_SCHEMA + "foundingDate")
_ENDED = (*ours("validTo"), SCHEMA + "dissolutionDate", OLD_SCHEMA + "dissolutionDate")
_DATES = (
    Cell("started", _STARTED, "written"),
    Cell("ended", _ENDED, "written"),
    Cell("es", ours("earliestStart"), "as_year"),
    Cell("ls", ours("latestStart"), "as_year"),
    Cell("ee", ours("earliestEnd"), "as_year"),
    Cell("le", ours("latestEnd"), "as_year"),
)
# a bound without its partner leaves that partner open: 9999 is "nobody knows"
_BOUNDED = {
    "valid_from": "coalesce(started, es)",
    "valid_from_latest": "CASE WHEN started IS NULL THEN coalesce(ls, CASE WHEN es IS NOT NULL THEN '9999' END) END",
    "valid_to": "coalesce(ended, ee)",
    "valid_to_latest": "CASE WHEN ended IS NULL THEN coalesce(le, CASE WHEN ee IS NOT NULL THEN '9999' END) END",
}

ROWS: dict[str, tuple[tuple[Cell, ...], dict[str, str]]] = {
    "things": (
        (
            Cell("place", (DCT + "spatial",)),
            Cell("inside", ours("within")),
            Cell("broader", (SKOS + "broader",)),
            Cell("dated", ours("date"), "written"),
            *_DATES,
            _MODALITY,
            Cell("collective_", ours("isCollective")),
            Cell("lat", (GEO + "lat",), "number"),
            Cell("long", (GEO + "long",), "number"),
            Cell("notation", (SKOS + "notation",)),
            *_NOTES,
        ),
        {
            "kind": "kind",
            "class": "class",
            "place": "place",
            "within": "CASE kind WHEN 'place' THEN inside WHEN 'sector' THEN broader END",
            **_BOUNDED,
            "valid_from": "coalesce(started, dated, es)",
            "modality": "modality",
            "collective": "CASE WHEN collective_ IN ('true', '1') THEN true WHEN kind = 'actor' THEN false END",
            "lat": "lat",
            "long": "long",
            "scheme": "CASE WHEN notation LIKE '% %' THEN split_part(notation, ' ', 1) END",
            "code": "CASE WHEN notation LIKE '% %' THEN split_part(notation, ' ', 2) ELSE notation END",
            "note_tr": "note_tr",
            "note_en": "note_en",
        },
    ),
    "documents": (
        (
            Cell("title", (DCT + "title",)),
            Cell("language", (DCT + "language",)),
            Cell("identifier", (DCT + "identifier",)),
            Cell("type", (DCT + "type",)),
            Cell("address", (FOAF + "page",)),
            Cell("version", (OWL + "versionInfo",)),
            Cell("sha256", (SPDX + "checksumValue",)),
            Cell("extent", (DCT + "extent",)),
            Cell("w1", ours("writtenFrom"), "as_year"),
            Cell("w2", ours("writtenTo"), "as_year"),
        ),
        {
            "title": "title",
            "language": "language",
            "identifier": "identifier",
            "type": "type",
            "address": "address",
            "version": "version",
            "sha256": "sha256",
            "lines": "TRY_CAST(regexp_extract(extent, '^([0-9]+) lines$', 1) AS INTEGER)",
            "written_from": "TRY_CAST(w1 AS INTEGER)",
            "written_to": "TRY_CAST(w2 AS INTEGER)",
        },
    ),
    "ties": (
        (
            Cell("type", ours("tieType")),
            *_DATES,
            _MODALITY,
            Cell("confidence", ours("confidence"), "number"),
            Cell("amount", ours("amount"), "number"),
            Cell("currency", ours("currency")),
            Cell("relation", ours("thRelation")),
            Cell("role", ours("role")),
            *_NOTES,
        ),
        {
            "type": "type",
            **_BOUNDED,
            "modality": "coalesce(modality, 'stated')",
            "confidence": "coalesce(confidence, '1.0')",
            **{name: name for name in ("amount", "currency", "relation", "role", "note_tr", "note_en")},
        },
    ),
    "figures": (
        (
            Cell("about", ours("about")),
            Cell("measure", ours("measure")),
            Cell("value", ours("value"), "number"),
            Cell("qualifier", ours("qualifier"), "local_name"),
            Cell("unit", ours("unit")),
            Cell("year", ours("year"), "written"),
            Cell("year_to", ours("yearTo"), "written"),
            Cell("part", ours("part")),
            Cell("area", ours("area")),
            Cell("whole", ours("whole")),
            Cell("level", ours("level")),
            Cell("class_", ours("ofClass")),
            _MODALITY,
            *_NOTES,
        ),
        {
            **{name: name for name in ("about", "measure", "value", "unit", "year", "year_to", "part", "area",
                                       "whole", "level", "note_tr", "note_en")},
            "class": "class_",
            "qualifier": "coalesce(qualifier, 'exact')",
            "modality": "coalesce(modality, 'stated')",
        },
    ),
    "events": (
        (
            Cell("type", ours("eventType")),
            Cell("label_tr", PREFERRED, language="tr"),
            Cell("label_en", PREFERRED, language="en"),
            Cell("subject_", ours("subject")),
            Cell("date", ours("date"), "written"),
            Cell("date_to", ours("dateTo"), "written"),
            Cell("place", (DCT + "spatial",)),
            _MODALITY,
            *_NOTES,
        ),
        {
            **{name: name for name in ("type", "label_tr", "label_en", "date", "date_to", "place", "note_tr",
                                       "note_en")},
            "subject": "subject_",
            "modality": "coalesce(modality, 'stated')",
        },
    ),
    "classifications": (
        (
            Cell("about", ours("about")),
            Cell("concept", ours("classifiedAs")),
            Cell("by", ours("classifiedBy")),
            Cell("year", ours("year"), "written"),
            Cell("value", ours("value"), "number"),
            *_NOTES,
        ),
        {name: f'"{name}"' for name in ("about", "concept", "by", "year", "value", "note_tr", "note_en")},
    ),
    "contradictions": (
        (
            Cell("resolution", ours("resolution")),
            Cell("rule", ours("rule")),
            Cell("note_tr", (SKOS + "note",), language="tr"),
            Cell("note_en", (SKOS + "note",), language="en"),
        ),
        {name: name for name in ("resolution", "rule", "note_tr", "note_en")},
    ),
    "evidence": (
        (
            Cell("document", (PROV + "hadPrimarySource",)),
            Cell("section", ours("section")),
            Cell("l1", ours("lineFrom")),
            Cell("l2", ours("lineTo")),
            Cell("sheet", ours("sheet")),
            Cell("r", ours("sheetRow")),
            Cell("statement_tr", ours("statement"), language="tr"),
            Cell("statement_en", ours("statement"), language="en"),
        ),
        {
            **{name: name for name in ("document", "section", "sheet", "statement_tr", "statement_en")},
            "line_from": "TRY_CAST(l1 AS INTEGER)",
            "line_to": "TRY_CAST(l2 AS INTEGER)",
            "sheet_row": "TRY_CAST(r AS INTEGER)",
        },
    ),
}  # fmt: skip
"""Of each table what its rows are read from, and what its columns are made of."""
KIND_OF = {
    "documents": ("source",), "ties": ("tie",), "figures": ("figure",), "events": ("event",),
    "classifications": ("classification",), "contradictions": ("contradiction",), "evidence": ("evidence",),
    "things": NAMED,
}  # fmt: skip
REQUIRED = {
    "ties": "type IS NOT NULL",
    "figures": "about IS NOT NULL AND measure IS NOT NULL AND value IS NOT NULL",
    "events": "type IS NOT NULL AND subject_ IS NOT NULL",
    "classifications": "about IS NOT NULL AND concept IS NOT NULL",
    "evidence": "document IS NOT NULL",
}
"""Without these a node is no row; the shapes say what it lacks."""

# (table, properties, kind of subject, columns of subject and object, what else)
LINKS = (
    *(
        ("ends", ours(role), "tie", "tie", "thing", {"role": f"'{role}'"})
        for role in ("source", "target", "participant")
    ),
    ("participants", ours("participant"), "event", "event", "thing", {}),
    ("claims", ours("claim"), "contradiction", "contradiction", "claim", {}),
)
