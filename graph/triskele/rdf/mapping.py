"""Which statements the rows of each table stand for: the one mapping, of which the renderer and the published document
(:mod:`triskele.rdf.document`) are two readings.

Each entry is a query over the tables whose rows become one statement each. Columns named in ``subject`` and in the
object hold IRIs or texts; nothing else is computed outside the query, so any processor of the document gets the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from triskele import terms

GRAPH_OF = "graph_of"
"""The function of the engine that names the graph of a set: whose the data are decides."""
Kind = Literal["iri", "text", "typed", "date"]
Column = tuple[str, str, Kind, str]
"""A column, its predicate, and what its object is."""


@dataclass(frozen=True)
class Statement:
    """One kind of statement: subject column, predicate, and an object that is an IRI, a text or a typed literal.

    ``detail`` is the language of a text (a tag or, with ``@``, the column that holds it), or the XSD datatype. ``date``
    gives a gYear, gYearMonth or date by how exact the text is.
    """

    rows: str
    subject: str
    predicate: str
    object: str
    kind: Kind
    detail: str = ""
    graph: str = "set"


def _p(name: str) -> str:
    return terms.TSK + name


def _own(table: str, where: str = "") -> str:
    extra = f" AND {where}" if where else ""
    return f"FROM {table} WHERE verbatim IS NOT TRUE{extra}"


def _each(table: str, *columns: Column) -> tuple[Statement, ...]:
    """Statements about the ``iri`` of a table, one a column that is filled."""
    return tuple(
        Statement(_own(table, f'"{column}" IS NOT NULL'), "iri", predicate, column, kind, detail)
        for column, predicate, kind, detail in columns
    )


def _type(table: str, cls: str) -> Statement:
    return Statement(f"FROM (SELECT *, '{cls}' AS type_ {_own(table)})", "iri", terms.TYPE, "type_", "iri")


def _concept(table: str, column: str, predicate: str, scheme: str) -> Statement:
    rows = f"""FROM (SELECT *, '{terms.VOCABULARY}{scheme}#' || "{column}" AS concept_
      {_own(table, f'"{column}" IS NOT NULL')})"""
    return Statement(rows, "iri", predicate, "concept_", "iri")


_NOTES: tuple[Column, ...] = (
    ("note_tr", terms.SKOS + "editorialNote", "text", "tr"),
    ("note_en", terms.SKOS + "editorialNote", "text", "en"),
)

# a name or identifier lies in the graph of the set its thing is from
_SETS = {
    "names": """FROM (SELECT n.* REPLACE (coalesce(n.set, t.set) AS "set") FROM names n JOIN (
      SELECT iri, "set" FROM things UNION ALL SELECT iri, "set" FROM concepts) t ON t.iri = n.thing
      WHERE n.verbatim IS NOT TRUE)""",
    "concept_links": """FROM (SELECT l.*, c.set FROM concept_links l JOIN (SELECT iri, "set" FROM schemes UNION ALL
      SELECT iri, "set" FROM concepts) c ON c.iri = l.concept WHERE l.verbatim IS NOT TRUE)""",
    "identifiers": """FROM (SELECT i.* REPLACE (coalesce(i.set, t.set) AS "set") FROM identifiers i
      JOIN things t ON t.iri = i.thing WHERE i.verbatim IS NOT TRUE)""",
    "ends": "FROM (SELECT e.*, t.set FROM ends e JOIN ties t ON t.iri = e.tie WHERE e.verbatim IS NOT TRUE)",
    "participants": """FROM (SELECT p.*, e.set FROM participants p JOIN events e ON e.iri = p.event
      WHERE p.verbatim IS NOT TRUE)""",
    "claims": """FROM (SELECT c.*, k.set FROM claims c JOIN contradictions k ON k.iri = c.contradiction
      WHERE c.verbatim IS NOT TRUE)""",
    "supports": """FROM (SELECT s.*, e.set FROM supports s JOIN evidence e ON e.iri = s.evidence
      WHERE s.verbatim IS NOT TRUE)""",
}

_SET_COLUMNS: tuple[Column, ...] = (
    ("licence", terms.DCT + "license", "iri", ""),
    ("title_tr", terms.DCT + "title", "text", "tr"),
    ("title_en", terms.DCT + "title", "text", "en"),
)
_DOCUMENT_COLUMNS: tuple[Column, ...] = (
    ("title", terms.DCT + "title", "text", ""),
    ("language", terms.DCT + "language", "text", ""),
    ("identifier", terms.DCT + "identifier", "text", ""),
    ("type", terms.DCT + "type", "iri", ""),
    ("address", terms.FOAF + "page", "iri", ""),
    ("version", terms.OWL + "versionInfo", "text", ""),
    ("sha256", terms.SPDX + "checksumValue", "typed", "hexBinary"),
    ("written_from", _p("writtenFrom"), "typed", "integer"),
    ("written_to", _p("writtenTo"), "typed", "integer"),
)

SETS = tuple(
    Statement(
        f"FROM (SELECT *, {GRAPH_OF}(\"set\") AS iri FROM sets WHERE {column} IS NOT NULL)",
        "iri", predicate, column, kind, detail,
    )
    for column, predicate, kind, detail in _SET_COLUMNS
)  # fmt: skip

_SECTORS = _own("things", "kind = 'sector'")
_CODED = _own("things", "code IS NOT NULL")
_GROUPS = _own("things", "collective")
_KNOWN_SPHERES = _own("spheres", "share <> '0'")
_RULES = f"""FROM (SELECT thing, "set", '{terms.VOCABULARY}sphere-rules#' || min(rule) AS rule_
  {_own("spheres", "rule IS NOT NULL")} GROUP BY thing, "set" ORDER BY thing)"""
_READ = _own("identifiers", "iri IS NOT NULL")
_EXTENTS = _own("documents", "lines IS NOT NULL")

THINGS = (
    Statement(_own("things"), "iri", terms.TYPE, "class", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.SKOS}Concept' AS type_ {_SECTORS})",
        "iri", terms.TYPE, "type_", "iri",
    ),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}sectors' AS scheme_ {_SECTORS})",
        "iri", terms.SKOS + "inScheme", "scheme_", "iri",
    ),
    Statement(_own("things", "kind = 'actor'"), "iri", terms.ORG + "identifier", "key", "text"),
    *_each(
        "things",
        ("place", terms.DCT + "spatial", "iri", ""),
        ("lat", terms.GEO + "lat", "typed", "decimal"),
        ("long", terms.GEO + "long", "typed", "decimal"),
        *_NOTES,
    ),
    Statement(_own("things", "kind = 'place' AND within IS NOT NULL"), "iri", _p("within"), "within", "iri"),
    Statement(_own("things", "kind = 'sector' AND within IS NOT NULL"), "iri", terms.SKOS + "broader", "within", "iri"),
    Statement(
        f"FROM (SELECT *, trim(concat_ws(' ', scheme, code)) AS notation {_CODED})",
        "iri", terms.SKOS + "notation", "notation", "text",
    ),
    Statement(
        _own("things", "kind <> 'actor' AND valid_from IS NOT NULL AND valid_from_latest IS NULL"),
        "iri", _p("date"), "valid_from", "date",
    ),
    Statement(
        f"FROM (SELECT *, true AS collective_ {_GROUPS})",
        "iri", _p("isCollective"), "collective_", "typed", "boolean",
    ),
)  # fmt: skip

NAMES = (
    Statement(f"{_SETS['names']} WHERE preferred", "thing", terms.LABEL, "text", "text", "@language"),
    Statement(f"{_SETS['names']} WHERE NOT preferred", "thing", terms.ALT_LABEL, "text", "text", "@language"),
    Statement(f"{_SETS['identifiers']} WHERE match IS NOT NULL", "thing", terms.SKOS + "exactMatch", "match", "iri"),
    Statement(
        f"FROM (SELECT *, scheme || ':' || value AS text_ {_SETS['identifiers']} WHERE match IS NULL)",
        "thing", terms.ORG + "identifier", "text_", "text",
    ),
)  # fmt: skip

_REPLACED = "decision IN ('same', 'merged')"
DECISIONS = (
    Statement(_own("decisions", "decision = 'same'"), "other", terms.OWL + "sameAs", "thing", "iri"),
    Statement(_own("decisions", _REPLACED), "other", terms.DCT + "isReplacedBy", "thing", "iri"),
    Statement(_own("decisions", f"{_REPLACED} AND why IS NOT NULL"), "other", terms.SKOS + "changeNote", "why", "text"),
)

IDENTIFIERS = (
    Statement(_READ, "thing", terms.ADMS + "identifier", "iri", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.ADMS}Identifier' AS type_ {_READ})", "iri", terms.TYPE, "type_", "iri"
    ),
    Statement(_READ, "iri", terms.SKOS + "notation", "value", "text"),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}identifier-schemes#' || scheme AS scheme_ {_READ} AND scheme IS NOT NULL)",
        "iri", _p("identifierScheme"), "scheme_", "iri",
    ),
    _type("searches", _p("IdentifierSearch")),
    *_each(
        "searches",
        ("thing", _p("about"), "iri", ""),
        ("document", terms.PROV + "hadPrimarySource", "iri", ""),
        ("looked_for", _p("lookedFor"), "text", ""),
        *_NOTES,
    ),
)  # fmt: skip

SPHERES = (
    Statement(_KNOWN_SPHERES, "thing", _p("hasSphereAssignment"), "iri", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.TSK}SphereAssignment' AS type_ {_KNOWN_SPHERES})",
        "iri", terms.TYPE, "type_", "iri",
    ),
    Statement(_KNOWN_SPHERES, "iri", _p("assignedSphere"), "sphere", "iri"),
    Statement(_KNOWN_SPHERES, "iri", _p("sphereShare"), "share", "typed", "decimal"),
    Statement(_own("spheres", "share = '0'"), "thing", _p("sphere"), "sphere", "iri"),
    Statement(_RULES, "thing", _p("sphereRule"), "rule_", "iri"),
)  # fmt: skip

DOCUMENTS = (
    *(
        Statement(_own("documents", f"{column} IS NOT NULL"), "thing", predicate, column, kind, detail)
        for column, predicate, kind, detail in _DOCUMENT_COLUMNS
    ),
    Statement(
        f"FROM (SELECT *, lines || ' lines' AS extent {_EXTENTS})",
        "thing", terms.DCT + "extent", "extent", "text", "en",
    ),
)  # fmt: skip

TIES = (
    _type("ties", _p("Tie")),
    *_each(
        "ties",
        ("type", _p("tieType"), "iri", ""),
        ("confidence", _p("confidence"), "typed", "decimal"),
        ("amount", _p("amount"), "typed", "decimal"),
        ("currency", _p("currency"), "text", ""),
        ("relation", _p("thRelation"), "iri", ""),
        ("role", _p("role"), "iri", ""),
        *_NOTES,
    ),
    _concept("ties", "modality", _p("modality"), "modalities"),
    Statement(
        _own("ties", "valid_from IS NOT NULL AND valid_from_latest IS NULL"),
        "iri", _p("validFrom"), "valid_from", "date",
    ),
    Statement(
        _own("ties", "valid_to IS NOT NULL AND valid_to_latest IS NULL"), "iri", _p("validTo"), "valid_to", "date"
    ),
    *(
        Statement(f"{_SETS['ends']} WHERE role = '{role}'", "tie", _p(role), "thing", "iri")
        for role in ("source", "target", "participant")
    ),
)  # fmt: skip

FIGURES = (
    _type("figures", _p("Figure")),
    *_each(
        "figures",
        ("about", _p("about"), "iri", ""),
        ("measure", _p("measure"), "iri", ""),
        ("value", _p("value"), "typed", "decimal"),
        ("unit", _p("unit"), "text", ""),
        ("year", _p("year"), "typed", "gYear"),
        ("year_to", _p("yearTo"), "typed", "gYear"),
        ("part", _p("part"), "iri", ""),
        ("area", _p("area"), "iri", ""),
        ("whole", _p("whole"), "iri", ""),
        ("level", _p("level"), "iri", ""),
        ("class", _p("ofClass"), "iri", ""),
        *_NOTES,
    ),
    _concept("figures", "qualifier", _p("qualifier"), "qualifiers"),
    _concept("figures", "modality", _p("modality"), "modalities"),
)

EVENTS = (
    _type("events", _p("Event")),
    *_each(
        "events",
        ("type", _p("eventType"), "iri", ""),
        ("label_tr", terms.LABEL, "text", "tr"),
        ("label_en", terms.LABEL, "text", "en"),
        ("subject", _p("subject"), "iri", ""),
        ("date_to", _p("dateTo"), "date", ""),
        ("place", terms.DCT + "spatial", "iri", ""),
        *_NOTES,
    ),
    Statement(_own("events", "date IS NOT NULL AND date_latest IS NULL"), "iri", _p("date"), "date", "date"),
    _concept("events", "modality", _p("modality"), "modalities"),
    Statement(_SETS["participants"], "event", _p("participant"), "thing", "iri"),
)

CLASSIFICATIONS = (
    _type("classifications", _p("Classification")),
    *_each(
        "classifications",
        ("about", _p("about"), "iri", ""),
        ("concept", _p("classifiedAs"), "iri", ""),
        ("by", _p("classifiedBy"), "iri", ""),
        ("year", _p("year"), "typed", "gYear"),
        ("value", _p("value"), "typed", "decimal"),
        *_NOTES,
    ),
)

CONTRADICTIONS = (
    _type("contradictions", _p("Contradiction")),
    *_each(
        "contradictions",
        ("resolution", _p("resolution"), "iri", ""),
        ("rule", _p("rule"), "text", ""),
        ("note_tr", terms.SKOS + "note", "text", "tr"),
        ("note_en", terms.SKOS + "note", "text", "en"),
    ),
    Statement(_SETS["claims"], "contradiction", _p("claim"), "claim", "iri"),
)

EVIDENCE = (
    Statement(_SETS["supports"], "thing", _p("evidence"), "evidence", "iri"),
    _type("evidence", _p("Evidence")),
    *_each(
        "evidence",
        ("document", terms.PROV + "hadPrimarySource", "iri", ""),
        ("section", _p("section"), "text", ""),
        ("line_from", _p("lineFrom"), "typed", "integer"),
        ("line_to", _p("lineTo"), "typed", "integer"),
        ("sheet", _p("sheet"), "text", ""),
        ("sheet_row", _p("sheetRow"), "typed", "integer"),
        ("statement_tr", _p("statement"), "text", "tr"),
        ("statement_en", _p("statement"), "text", "en"),
    ),
)

_BOTH: tuple[Column, ...] = tuple(
    (f"{column}_{language}", predicate, "text", language)
    for column, predicate in (("label", terms.LABEL), ("definition", terms.SKOS + "definition"))
    for language in terms.LANGUAGES
)
_SCHEME_OF = f"""FROM (SELECT *, '{terms.VOCABULARY}' || scheme AS scheme_ {_own("concepts")})"""
_TOP = f"""FROM (SELECT *, '{terms.VOCABULARY}' || scheme AS scheme_ {_own("concepts")} AND NOT EXISTS (
      SELECT 1 FROM concept_links l WHERE l.concept = iri AND l.relation = 'broader'))"""
LINKS: dict[str, str] = {
    "broader": terms.SKOS + "broader",
    "related": terms.SKOS + "related",
    "exact_match": terms.SKOS + "exactMatch",
    "close_match": terms.SKOS + "closeMatch",
    "related_match": terms.SKOS + "relatedMatch",
    "table_row": _p("tableRow"),
    "table_column": _p("tableColumn"),
    "names": _p("names"),
    "replaced_by": terms.DCT + "isReplacedBy",
    "source": terms.DCT + "source",
}
"""What the relations of ``concept_links`` are as statements."""

CONCEPTS = (
    _type("schemes", terms.SKOS + "ConceptScheme"),
    *_each("schemes", *_BOTH),
    Statement(
        """FROM (SELECT s.*, t.licence FROM schemes s JOIN sets t ON t."set" = s."set"
      WHERE s.verbatim IS NOT TRUE AND t.licence IS NOT NULL)""",
        "iri", terms.DCT + "license", "licence", "iri",
    ),
    _type("concepts", terms.SKOS + "Concept"),
    Statement(_SCHEME_OF, "iri", terms.SKOS + "inScheme", "scheme_", "iri"),
    Statement(_TOP, "iri", terms.SKOS + "topConceptOf", "scheme_", "iri"),
    *_each(
        "concepts",
        ("key", terms.SKOS + "notation", "text", ""),
        *_BOTH,
        ("example_tr", terms.SKOS + "example", "text", "tr"),
        ("example_en", terms.SKOS + "example", "text", "en"),
        ("cited", terms.DCT + "source", "text", ""),
        ("required", _p("required"), "typed", "boolean"),
        ("range_from", _p("rangeFrom"), "typed", "decimal"),
        ("range_to", _p("rangeTo"), "typed", "decimal"),
        *_NOTES,
    ),
    Statement(
        f"FROM (SELECT *, true AS deprecated_ {_SETS['concept_links']} WHERE relation = 'replaced_by')",
        "concept", terms.OWL + "deprecated", "deprecated_", "typed", "boolean",
    ),
    *(
        Statement(f"{_SETS['concept_links']} WHERE relation = '{relation}'", "concept", predicate, "target", "iri")
        for relation, predicate in LINKS.items()
    ),
)  # fmt: skip

TRUTH: tuple[Statement, ...] = (
    *SETS, *THINGS, *NAMES, *DECISIONS, *IDENTIFIERS, *SPHERES, *DOCUMENTS, *TIES, *FIGURES, *EVENTS, *CLASSIFICATIONS,
    *CONTRADICTIONS, *EVIDENCE, *CONCEPTS,
)  # fmt: skip
"""What sources say, each in the graph of its set."""

BOUNDS: tuple[tuple[str, str], ...] = (
    ("earliest_start", _p("earliestStart")),
    ("latest_start", _p("latestStart")),
    ("earliest_end", _p("earliestEnd")),
    ("latest_end", _p("latestEnd")),
)

# ties that no source gives as a node: a shortcut between two things stands for them (rdf.reading)
_IMPLIED = "ties WHERE verbatim AND iri NOT IN (SELECT subject FROM statements)"
_IMPLIED_TIES = (
    Statement(f"FROM (SELECT *, '{terms.TSK}Tie' AS type_ FROM {_IMPLIED})", "iri", terms.TYPE, "type_", "iri"),
    Statement(f"FROM {_IMPLIED}", "iri", _p("tieType"), "type", "iri"),
    Statement(f"FROM {_IMPLIED}", "iri", _p("confidence"), "confidence", "typed", "decimal"),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}modalities#' || modality AS modality_ FROM {_IMPLIED})",
        "iri", _p("modality"), "modality_", "iri",
    ),
    *(
        Statement(
            f"FROM ends WHERE role = '{role}' AND tie IN (SELECT iri FROM {_IMPLIED})",
            "tie", _p(role), "thing", "iri",
        )
        for role in ("source", "target", "participant")
    ),
)  # fmt: skip

DERIVED: tuple[Statement, ...] = (
    *(replace(statement, graph="entities") for statement in _IMPLIED_TIES),
    *(
        Statement(
            f"FROM {table} WHERE {column} IS NOT NULL", "iri", predicate, column, "typed", "integer", "entities"
        )
        for table in ("bounds", "existence")
        for column, predicate in BOUNDS
    ),
    *(
        Statement(
            f"FROM (SELECT iri, yr({column}) AS year_ FROM events WHERE date_latest IS NOT NULL) "
            "WHERE year_ IS NOT NULL",
            "iri", predicate, "year_", "typed", "integer", "entities",
        )
        for column, predicate in (("date", _p("earliestStart")), ("date_latest", _p("latestStart")))
    ),
    Statement(
        f"FROM (SELECT *, '{terms.TSK}SphereAssignment' AS type_ FROM assigned WHERE basis = 'convention')",
        "iri", terms.TYPE, "type_", "iri", "", "entities",
    ),
    Statement(
        "FROM assigned WHERE basis = 'convention'",
        "iri", terms.PROV + "wasDerivedFrom", "convention", "iri", "", "entities",
    ),
)  # fmt: skip
"""What follows from the truth besides what describes entities (:mod:`triskele.rdf.spans`), in their graph."""
