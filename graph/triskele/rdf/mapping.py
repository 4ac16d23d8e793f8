"""Which statements the rows of each table stand for: the one mapping, of which the renderer and the published document
(:mod:`triskele.rdf.document`) are two readings.

Each entry is a query over the tables whose rows become one statement each. Columns named in ``subject`` and in the
object hold IRIs or texts; nothing else is computed outside the query, so any processor of the document gets the same.
"""

from __future__ import annotations

from dataclasses import replace

from triskele import terms
from triskele.rdf.statement import GRAPH_OF, Column, Statement, concept, each, ours, own, typed

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
    ("written_from", ours("writtenFrom"), "typed", "integer"),
    ("written_to", ours("writtenTo"), "typed", "integer"),
)

SETS = tuple(
    Statement(
        f"FROM (SELECT *, {GRAPH_OF}(\"set\") AS iri FROM sets WHERE {column} IS NOT NULL)",
        "iri", predicate, column, kind, detail,
    )
    for column, predicate, kind, detail in _SET_COLUMNS
)  # fmt: skip

_SECTORS = own("things", "kind = 'sector'")
_CODED = own("things", "code IS NOT NULL")
_GROUPS = own("things", "collective")
_KNOWN_SPHERES = own("spheres", "share <> '0'")
_RULES = f"""FROM (SELECT thing, "set", '{terms.VOCABULARY}sphere-rules#' || min(rule) AS rule_
  {own("spheres", "rule IS NOT NULL")} GROUP BY thing, "set" ORDER BY thing)"""
_READ = own("identifiers", "iri IS NOT NULL")
_EXTENTS = own("documents", "lines IS NOT NULL")

THINGS = (
    Statement(own("things"), "iri", terms.TYPE, "class", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.SKOS}Concept' AS type_ {_SECTORS})",
        "iri", terms.TYPE, "type_", "iri",
    ),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}sectors' AS scheme_ {_SECTORS})",
        "iri", terms.SKOS + "inScheme", "scheme_", "iri",
    ),
    Statement(own("things", "kind = 'actor'"), "iri", terms.ORG + "identifier", "key", "text"),
    *each(
        "things",
        ("place", terms.DCT + "spatial", "iri", ""),
        ("lat", terms.GEO + "lat", "typed", "decimal"),
        ("long", terms.GEO + "long", "typed", "decimal"),
        *_NOTES,
    ),
    Statement(own("things", "kind = 'place' AND within IS NOT NULL"), "iri", ours("within"), "within", "iri"),
    Statement(own("things", "kind = 'sector' AND within IS NOT NULL"), "iri", terms.SKOS + "broader", "within", "iri"),
    Statement(
        f"FROM (SELECT *, trim(concat_ws(' ', scheme, code)) AS notation {_CODED})",
        "iri", terms.SKOS + "notation", "notation", "text",
    ),
    Statement(
        own("things", "kind <> 'actor' AND valid_from IS NOT NULL AND valid_from_latest IS NULL"),
        "iri", ours("date"), "valid_from", "date",
    ),
    Statement(
        f"FROM (SELECT *, true AS collective_ {_GROUPS})",
        "iri", ours("isCollective"), "collective_", "typed", "boolean",
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
    Statement(own("decisions", "decision = 'same'"), "other", terms.OWL + "sameAs", "thing", "iri"),
    Statement(own("decisions", _REPLACED), "other", terms.DCT + "isReplacedBy", "thing", "iri"),
    Statement(own("decisions", f"{_REPLACED} AND why IS NOT NULL"), "other", terms.SKOS + "changeNote", "why", "text"),
)

IDENTIFIERS = (
    Statement(_READ, "thing", terms.ADMS + "identifier", "iri", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.ADMS}Identifier' AS type_ {_READ})", "iri", terms.TYPE, "type_", "iri"
    ),
    Statement(_READ, "iri", terms.SKOS + "notation", "value", "text"),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}identifier-schemes#' || scheme AS scheme_ {_READ} AND scheme IS NOT NULL)",
        "iri", ours("identifierScheme"), "scheme_", "iri",
    ),
    typed("searches", ours("IdentifierSearch")),
    *each(
        "searches",
        ("thing", ours("about"), "iri", ""),
        ("document", terms.PROV + "hadPrimarySource", "iri", ""),
        ("looked_for", ours("lookedFor"), "text", ""),
        *_NOTES,
    ),
)  # fmt: skip

SPHERES = (
    Statement(_KNOWN_SPHERES, "thing", ours("hasSphereAssignment"), "iri", "iri"),
    Statement(
        f"FROM (SELECT *, '{terms.TSK}SphereAssignment' AS type_ {_KNOWN_SPHERES})",
        "iri", terms.TYPE, "type_", "iri",
    ),
    Statement(_KNOWN_SPHERES, "iri", ours("assignedSphere"), "sphere", "iri"),
    Statement(_KNOWN_SPHERES, "iri", ours("sphereShare"), "share", "typed", "decimal"),
    Statement(own("spheres", "share = '0'"), "thing", ours("sphere"), "sphere", "iri"),
    Statement(_RULES, "thing", ours("sphereRule"), "rule_", "iri"),
)  # fmt: skip

DOCUMENTS = (
    *(
        Statement(own("documents", f"{column} IS NOT NULL"), "thing", predicate, column, kind, detail)
        for column, predicate, kind, detail in _DOCUMENT_COLUMNS
    ),
    Statement(
        f"FROM (SELECT *, lines || ' lines' AS extent {_EXTENTS})",
        "thing", terms.DCT + "extent", "extent", "text", "en",
    ),
)  # fmt: skip

TIES = (
    typed("ties", ours("Tie")),
    *each(
        "ties",
        ("type", ours("tieType"), "iri", ""),
        ("confidence", ours("confidence"), "typed", "decimal"),
        ("amount", ours("amount"), "typed", "decimal"),
        ("currency", ours("currency"), "text", ""),
        ("relation", ours("thRelation"), "iri", ""),
        ("role", ours("role"), "iri", ""),
        *_NOTES,
    ),
    concept("ties", "modality", ours("modality"), "modalities"),
    Statement(
        own("ties", "valid_from IS NOT NULL AND valid_from_latest IS NULL"),
        "iri", ours("validFrom"), "valid_from", "date",
    ),
    Statement(
        own("ties", "valid_to IS NOT NULL AND valid_to_latest IS NULL"), "iri", ours("validTo"), "valid_to", "date"
    ),
    *(
        Statement(f"{_SETS['ends']} WHERE role = '{role}'", "tie", ours(role), "thing", "iri")
        for role in ("source", "target", "participant")
    ),
)  # fmt: skip

FIGURES = (
    typed("figures", ours("Figure")),
    *each(
        "figures",
        ("about", ours("about"), "iri", ""),
        ("measure", ours("measure"), "iri", ""),
        ("value", ours("value"), "typed", "decimal"),
        ("unit", ours("unit"), "text", ""),
        ("year", ours("year"), "typed", "gYear"),
        ("year_to", ours("yearTo"), "typed", "gYear"),
        ("part", ours("part"), "iri", ""),
        ("area", ours("area"), "iri", ""),
        ("whole", ours("whole"), "iri", ""),
        ("level", ours("level"), "iri", ""),
        ("class", ours("ofClass"), "iri", ""),
        *_NOTES,
    ),
    concept("figures", "qualifier", ours("qualifier"), "qualifiers"),
    concept("figures", "modality", ours("modality"), "modalities"),
)

EVENTS = (
    typed("events", ours("Event")),
    *each(
        "events",
        ("type", ours("eventType"), "iri", ""),
        ("label_tr", terms.LABEL, "text", "tr"),
        ("label_en", terms.LABEL, "text", "en"),
        ("subject", ours("subject"), "iri", ""),
        ("date_to", ours("dateTo"), "date", ""),
        ("place", terms.DCT + "spatial", "iri", ""),
        *_NOTES,
    ),
    Statement(own("events", "date IS NOT NULL AND date_latest IS NULL"), "iri", ours("date"), "date", "date"),
    concept("events", "modality", ours("modality"), "modalities"),
    Statement(_SETS["participants"], "event", ours("participant"), "thing", "iri"),
)

CLASSIFICATIONS = (
    typed("classifications", ours("Classification")),
    *each(
        "classifications",
        ("about", ours("about"), "iri", ""),
        ("concept", ours("classifiedAs"), "iri", ""),
        ("by", ours("classifiedBy"), "iri", ""),
        ("year", ours("year"), "typed", "gYear"),
        ("value", ours("value"), "typed", "decimal"),
        *_NOTES,
    ),
)

CONTRADICTIONS = (
    typed("contradictions", ours("Contradiction")),
    *each(
        "contradictions",
        ("resolution", ours("resolution"), "iri", ""),
        ("rule", ours("rule"), "text", ""),
        ("note_tr", terms.SKOS + "note", "text", "tr"),
        ("note_en", terms.SKOS + "note", "text", "en"),
    ),
    Statement(_SETS["claims"], "contradiction", ours("claim"), "claim", "iri"),
)

EVIDENCE = (
    Statement(_SETS["supports"], "thing", ours("evidence"), "evidence", "iri"),
    typed("evidence", ours("Evidence")),
    *each(
        "evidence",
        ("document", terms.PROV + "hadPrimarySource", "iri", ""),
        ("section", ours("section"), "text", ""),
        ("line_from", ours("lineFrom"), "typed", "integer"),
        ("line_to", ours("lineTo"), "typed", "integer"),
        ("sheet", ours("sheet"), "text", ""),
        ("sheet_row", ours("sheetRow"), "typed", "integer"),
        ("statement_tr", ours("statement"), "text", "tr"),
        ("statement_en", ours("statement"), "text", "en"),
    ),
)

_BOTH: tuple[Column, ...] = tuple(
    (f"{column}_{language}", predicate, "text", language)
    for column, predicate in (("label", terms.LABEL), ("definition", terms.SKOS + "definition"))
    for language in terms.LANGUAGES
)
_SCHEME_OF = f"""FROM (SELECT *, '{terms.VOCABULARY}' || scheme AS scheme_ {own("concepts")})"""
_TOP = f"""FROM (SELECT *, '{terms.VOCABULARY}' || scheme AS scheme_ {own("concepts")} AND NOT EXISTS (
      SELECT 1 FROM concept_links l WHERE l.concept = iri AND l.relation = 'broader'))"""
LINKS: dict[str, str] = {
    "broader": terms.SKOS + "broader",
    "related": terms.SKOS + "related",
    "exact_match": terms.SKOS + "exactMatch",
    "close_match": terms.SKOS + "closeMatch",
    "related_match": terms.SKOS + "relatedMatch",
    "table_row": ours("tableRow"),
    "table_column": ours("tableColumn"),
    "names": ours("names"),
    "replaced_by": terms.DCT + "isReplacedBy",
    "source": terms.DCT + "source",
}
"""What the relations of ``concept_links`` are as statements."""

CONCEPTS = (
    typed("schemes", terms.SKOS + "ConceptScheme"),
    *each("schemes", *_BOTH),
    Statement(
        """FROM (SELECT s.*, t.licence FROM schemes s JOIN sets t ON t."set" = s."set"
      WHERE s.verbatim IS NOT TRUE AND t.licence IS NOT NULL)""",
        "iri", terms.DCT + "license", "licence", "iri",
    ),
    typed("concepts", terms.SKOS + "Concept"),
    Statement(_SCHEME_OF, "iri", terms.SKOS + "inScheme", "scheme_", "iri"),
    Statement(_TOP, "iri", terms.SKOS + "topConceptOf", "scheme_", "iri"),
    *each(
        "concepts",
        ("key", terms.SKOS + "notation", "text", ""),
        *_BOTH,
        ("example_tr", terms.SKOS + "example", "text", "tr"),
        ("example_en", terms.SKOS + "example", "text", "en"),
        ("cited", terms.DCT + "source", "text", ""),
        ("required", ours("required"), "typed", "boolean"),
        ("range_from", ours("rangeFrom"), "typed", "decimal"),
        ("range_to", ours("rangeTo"), "typed", "decimal"),
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
    ("earliest_start", ours("earliestStart")),
    ("latest_start", ours("latestStart")),
    ("earliest_end", ours("earliestEnd")),
    ("latest_end", ours("latestEnd")),
)

# ties that no source gives as a node: a shortcut between two things stands for them (rdf.reading)
_IMPLIED = "ties WHERE verbatim AND iri NOT IN (SELECT subject FROM statements)"
_IMPLIED_TIES = (
    Statement(f"FROM (SELECT *, '{terms.TSK}Tie' AS type_ FROM {_IMPLIED})", "iri", terms.TYPE, "type_", "iri"),
    Statement(f"FROM {_IMPLIED}", "iri", ours("tieType"), "type", "iri"),
    Statement(f"FROM {_IMPLIED}", "iri", ours("confidence"), "confidence", "typed", "decimal"),
    Statement(
        f"FROM (SELECT *, '{terms.VOCABULARY}modalities#' || modality AS modality_ FROM {_IMPLIED})",
        "iri", ours("modality"), "modality_", "iri",
    ),
    *(
        Statement(
            f"FROM ends WHERE role = '{role}' AND tie IN (SELECT iri FROM {_IMPLIED})",
            "tie", ours(role), "thing", "iri",
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
        for column, predicate in (("date", ours("earliestStart")), ("date_latest", ours("latestStart")))
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
