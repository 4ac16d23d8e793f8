"""The tables of a ledger: which there are, and what each column holds.

Keys are IRIs. Dates stand as written (YYYY, YYYY-MM or YYYY-MM-DD), numbers too (``decimal`` is text that is a number:
1.0 and 1 are different texts and the same number). An empty cell is NULL: unknown, never guessed. ``verbatim`` marks
rows that were read out of statements which are kept word for word; they are not rendered a second time.
"""

from __future__ import annotations

from dataclasses import dataclass

from triskele.terms import ROOT

NAMESPACE = "namespace"
"""The variable of the engine that holds what the names of the data begin with."""
OWN = f"coalesce(getvariable('{NAMESPACE}'), '{ROOT}')"
"""It, as the engine reads it; ours while nobody said whose the data are."""
TEXT, FLAG, WHOLE, DECIMAL = "VARCHAR", "BOOLEAN", "INTEGER", "TEXT"
"""Types of the engine, for which the last is another name of the first: text that is a number."""


@dataclass(frozen=True)
class Table:
    """One table: its columns with their types in the engine, and which columns name rows of which tables."""

    name: str
    columns: dict[str, str]
    refers: dict[str, tuple[str, ...]]
    required: tuple[str, ...] = ()


_ROW = {"iri": TEXT, "key": TEXT, "set": TEXT}
_FROM = {"verbatim": FLAG, "file": TEXT, "row": WHOLE}
_NOTES = {"note_tr": TEXT, "note_en": TEXT}
_WRITTEN = {"valid_from": TEXT, "valid_from_latest": TEXT, "valid_to": TEXT, "valid_to_latest": TEXT}


def _table(
    name: str, columns: dict[str, str], refers: dict[str, tuple[str, ...]] | None = None, required: str = ""
) -> Table:
    return Table(name, columns, refers or {}, tuple(required.split()))


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        # every set of sources, and whose it is; nothing is claimed where nothing is given
        _table(
            "sets",
            {"set": TEXT, "title_tr": TEXT, "title_en": TEXT, "licence": TEXT, "publisher": TEXT, "contact": TEXT,
             "file": TEXT},
            {},
            "set",
        ),
        # every named thing: actors, projects and programmes, places, sectors, persons, documents
        _table(
            "things",
            {
                **_ROW,
                "kind": TEXT,  # actor, thing, place, sector, person, source
                "class": TEXT,  # IRI, ours or one's own below ours
                "place": TEXT,
                "within": TEXT,  # the place or sector around it
                **_WRITTEN,  # founding and end as a column of the thing's own row states them
                "told": TEXT,  # present or past: how its document speaks of it
                "modality": TEXT,
                "collective": FLAG,  # a group that stands for many ("firms of the zone")
                "lat": DECIMAL,
                "long": DECIMAL,
                "scheme": TEXT,  # of a sector: the classification its code is from
                "code": TEXT,
                **_NOTES,
                **_FROM,
            },
            {"place": ("things",), "within": ("things",)},
            "iri kind class",
        ),
        _table(
            "names",
            # set: where it is another than the thing's own
            {"thing": TEXT, "text": TEXT, "language": TEXT, "preferred": FLAG, "valid_from": TEXT, "valid_to": TEXT,
             "set": TEXT, **_FROM},
            {"thing": ("things", "concepts")},
            "thing text",
        ),
        _table(
            "identifiers",
            # iri: of the row itself, where a public record was read for it; match: of the thing where others keep it
            {**_ROW, "thing": TEXT, "scheme": TEXT, "value": TEXT, "match": TEXT, "note": TEXT, **_FROM},
            {"thing": ("things",)},
            "thing value",
        ),
        # what somebody decided of two records, and what the other one said of itself: same (it counts as the thing),
        # merged (from a year on), different, undecided
        _table(
            "decisions",
            {"thing": TEXT, "other": TEXT, "decision": TEXT, "year": TEXT, "who": TEXT, "day": TEXT, "why": TEXT,
             "key": TEXT, "kind": TEXT, "set": TEXT, "class": TEXT, "label_tr": TEXT, "label_en": TEXT, "place": TEXT,
             "valid_from": TEXT, "valid_to": TEXT, **_FROM},
            {"thing": ("things",)},
            "thing other decision",
        ),
        # a register in which a thing was looked for, and is not
        _table(
            "searches",
            {**_ROW, "thing": TEXT, "document": TEXT, "looked_for": TEXT, **_NOTES, **_FROM},
            {"thing": ("things",), "document": ("things",)},
            "iri thing document looked_for",
        ),
        _table(
            "spheres",
            {"iri": TEXT, "set": TEXT, "thing": TEXT, "sphere": TEXT, "share": DECIMAL, "basis": TEXT, "rule": TEXT,
             **_WRITTEN, **_FROM},
            {"thing": ("things",)},
            "iri thing sphere share",
        ),
        _table(
            "documents",
            {"thing": TEXT, "set": TEXT, "type": TEXT, "title": TEXT, "language": TEXT, "identifier": TEXT,
             "address": TEXT, "version": TEXT, "lines": WHOLE, "sha256": TEXT, "written_from": WHOLE,
             "written_to": WHOLE, **_FROM},
            {"thing": ("things",)},
            "thing",
        ),
        _table(
            "ties",
            {
                **_ROW,
                "type": TEXT,  # IRI
                **_WRITTEN,
                "told": TEXT,
                "modality": TEXT,
                "confidence": DECIMAL,
                "amount": DECIMAL,
                "currency": TEXT,
                "relation": TEXT,  # IRI of a triple-helix relation, when a source says it
                "role": TEXT,  # IRI of a concept: the role of the source end
                **_NOTES,
                **_FROM,
            },
            {},
            "iri type modality confidence",
        ),
        _table(
            "ends",
            {"tie": TEXT, "thing": TEXT, "role": TEXT, "place": WHOLE, **_FROM},  # role: source, target, participant
            {"tie": ("ties",), "thing": ("things",)},
            "tie thing role",
        ),
        _table(
            "figures",
            {**_ROW, "about": TEXT, "measure": TEXT, "value": DECIMAL, "qualifier": TEXT, "unit": TEXT, "year": TEXT,
             "year_to": TEXT, "part": TEXT, "area": TEXT, "whole": TEXT, "level": TEXT, "class": TEXT,
             "modality": TEXT, **_NOTES, **_FROM},
            {"about": ("things",), "part": ("things",), "area": ("things",), "whole": ("things",)},
            "iri about measure value",
        ),
        _table(
            "events",
            {**_ROW, "type": TEXT, "label_tr": TEXT, "label_en": TEXT, "subject": TEXT, "date": TEXT,
             "date_latest": TEXT, "date_to": TEXT, "place": TEXT, "modality": TEXT, **_NOTES, **_FROM},
            {"subject": ("things",), "place": ("things",)},
            "iri type subject",
        ),
        _table(
            "participants",
            {"event": TEXT, "thing": TEXT, "place": WHOLE, **_FROM},
            {"event": ("events",), "thing": ("things",)},
            "event thing",
        ),
        _table(
            "classifications",
            {**_ROW, "about": TEXT, "concept": TEXT, "by": TEXT, "year": TEXT, "value": DECIMAL, **_NOTES, **_FROM},
            {"about": ("things",), "by": ("things",)},
            "iri about concept",
        ),
        _table(
            "contradictions",
            {**_ROW, "resolution": TEXT, "rule": TEXT, **_NOTES, **_FROM},
            {},
            "iri rule",
        ),
        _table("claims", {"contradiction": TEXT, "claim": TEXT, **_FROM}, {"contradiction": ("contradictions",)},
               "contradiction claim"),
        _table(
            "evidence",
            {**_ROW, "document": TEXT, "section": TEXT, "line_from": WHOLE, "line_to": WHOLE, "sheet": TEXT,
             "sheet_row": WHOLE, "statement_tr": TEXT, "statement_en": TEXT, **_FROM},
            {"document": ("things",)},
            "iri document",
        ),
        # what sources teach: schemes and their concepts, those of the ontology's own vocabularies among them (no set)
        _table(
            "schemes",
            {**_ROW, "label_tr": TEXT, "label_en": TEXT, "definition_tr": TEXT, "definition_en": TEXT, **_FROM},
            {},
            "iri key",
        ),
        _table(
            "concepts",
            {**_ROW, "scheme": TEXT, "label_tr": TEXT, "label_en": TEXT, "definition_tr": TEXT,
             "definition_en": TEXT, "example_tr": TEXT, "example_en": TEXT, "cited": TEXT, "required": FLAG,
             "range_from": DECIMAL, "range_to": DECIMAL, **_NOTES, **_FROM},
            {},
            "iri key scheme",
        ),
        # broader, related, exact_match, close_match, related_match, table_row, table_column, replaced_by: another
        # concept; names: the thing that a concept names; source: a document that a scheme is from
        _table("concept_links", {"concept": TEXT, "relation": TEXT, "target": TEXT, **_FROM}, {},
               "concept relation target"),
        # what a piece of evidence stands for: any row of the tables above
        _table("supports", {"thing": TEXT, "evidence": TEXT, **_FROM}, {"evidence": ("evidence",)}, "thing evidence"),
        # what fits no column, and the statements of RDF sources word for word; datatype NULL: an IRI or a blank node
        _table(
            "statements",
            {"graph": TEXT, "subject": TEXT, "predicate": TEXT, "object": TEXT, "datatype": TEXT, "language": TEXT,
             "file": TEXT},
            {},
            "graph subject predicate object",
        ),
        # what was withdrawn on request: sha256: of kind and key, a date, a category of reason; nothing else is kept
        _table("withdrawn", {"what": TEXT, "date": TEXT, "reason": TEXT, "file": TEXT, "row": WHOLE}, {},
               "what date reason"),
        # corrections of those statements, in the order of file and row: A adds, D takes away
        _table(
            "patches",
            {"action": TEXT, "graph": TEXT, "subject": TEXT, "predicate": TEXT, "object": TEXT, "datatype": TEXT,
             "language": TEXT, "file": TEXT, "row": WHOLE},
            {},
            "action graph subject predicate object",
        ),
    )
}  # fmt: skip
"""Every table by name, in the order in which statements are rendered."""

TERMS: dict[str, dict[str, str]] = {
    "classes": {
        "iri": TEXT,
        "key": TEXT,
        "label_tr": TEXT,
        "label_en": TEXT,
        "researching": FLAG,  # its actors' work is research and development
    },
    "class_above": {"class": TEXT, "above": TEXT},  # every class with itself and all classes above it
    "property_above": {"property": TEXT, "above": TEXT},  # every property of a hierarchy with itself and all above it
    "concept_above": {"concept": TEXT, "above": TEXT},
    "conventions": {"class": TEXT, "iri": TEXT, "sphere": TEXT, "share": TEXT},
    "tie_types": {
        "iri": TEXT,
        "key": TEXT,
        "layer": TEXT,
        "symmetric": FLAG,
        "occurrence": FLAG,
        "coexist": FLAG,
        "shortcut": TEXT,
        "inverse": TEXT,
        "relation": TEXT,
        "spaces": TEXT,  # keys separated by semicolons
        "membership": FLAG,  # the source belongs to the target
        "typical": TEXT,  # the sphere whose typical work it is
        "parent": TEXT,  # source or target: where the body stands that the other end is part of
    },
    "deprecated": {"iri": TEXT, "replaced_by": TEXT},  # what is kept only for those who used it before
    "event_types": {"iri": TEXT, "key": TEXT, "begins": FLAG, "ends": FLAG},
}
"""What the ontology and its vocabularies say that the tables are read by."""
