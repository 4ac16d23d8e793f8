"""The tables of a release: those of the ledger with what follows from them, each in a fixed order.

``number`` is the row of a thing or tie in its table, and what ``u``, ``v`` and ``tie`` of ``pairs`` point to. Counting
years are whole numbers without NULL: open is PAST or FUTURE of :mod:`triskele.ledger.time`, and from > to never counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.ledger.schema import TERMS
from triskele.ledger.time import FUTURE, PAST

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_LABELS = """
CREATE OR REPLACE TABLE labels AS
SELECT thing, min(text) FILTER (language = 'tr') AS tr, min(text) FILTER (language = 'en') AS en,
  min(text) AS any_language FROM names WHERE preferred GROUP BY thing
"""

TABLES: dict[str, str] = {
    "sets": "SELECT set, title_tr, title_en, licence, publisher, contact FROM sets ORDER BY set",
    "things": f"""
SELECT row_number() OVER (ORDER BY t.iri) - 1 AS number, t.iri, t.key, t.kind, t.set, t.class, h.key AS cls,
  coalesce(h.actor, false) AS actor, coalesce(t.collective, false) AS collective,
  coalesce(l.tr, CASE WHEN l.en IS NULL THEN l.any_language END) AS label_tr,
  coalesce(l.en, CASE WHEN l.tr IS NULL THEN l.any_language END) AS label_en,
  s.sphere, t.place, t.within, t.valid_from, t.valid_from_latest, t.valid_to, t.valid_to_latest, t.told, t.modality,
  f.date AS founded, f.latest AS founded_latest, e.earliest_start, e.latest_start, e.earliest_end, e.latest_end,
  coalesce(e.earliest_start, {PAST}) AS possible_from, coalesce(e.latest_end, {FUTURE}) AS possible_to,
  CASE WHEN e.lives THEN coalesce(e.latest_start, {FUTURE}) ELSE {PAST} END AS certain_from,
  CASE WHEN e.lives THEN coalesce(e.earliest_end, {PAST}) ELSE {FUTURE} END AS certain_to,
  t.lat, t.long, t.scheme, t.code, t.note_tr, t.note_en, t.file, t.row, t.verbatim
FROM things t LEFT JOIN house h ON h.class = t.class LEFT JOIN labels l ON l.thing = t.iri
LEFT JOIN sphere_of s ON s.iri = t.iri LEFT JOIN founded f ON f.iri = t.iri LEFT JOIN existence e ON e.iri = t.iri
ORDER BY t.iri""",
    "ties": """
SELECT row_number() OVER (ORDER BY t.iri) - 1 AS number, t.iri, t.key, t.set, t.type, k.key AS type_key, k.layer,
  k."symmetric" AS mutual, k.occurrence, t.valid_from, t.valid_from_latest, t.valid_to, t.valid_to_latest, t.told,
  b.earliest_start, b.latest_start, b.earliest_end, b.latest_end, b.ever, t.modality, t.confidence,
  CAST(t.confidence AS DOUBLE) AS certainty, t.amount, CAST(t.amount AS DOUBLE) AS amount_number, t.currency,
  t.relation, t.role, coalesce(t.valid_from, t.valid_from_latest, t.valid_to, t.valid_to_latest) IS NOT NULL AS dated,
  t.note_tr, t.note_en, t.file, t.row, t.verbatim
FROM ties t LEFT JOIN tie_types k ON k.iri = t.type LEFT JOIN bounds b ON b.iri = t.iri ORDER BY t.iri""",
    "ends": "SELECT tie, thing, role, place, verbatim FROM ends ORDER BY tie, role DESC, place",
    "pairs": """
SELECT t.number AS tie, u.number AS u, v.number AS v, p.mutual, p.possible_from, p.possible_to, p.certain_from,
  p.certain_to
FROM pairs p JOIN (SELECT iri, row_number() OVER (ORDER BY iri) - 1 AS number FROM ties) t ON t.iri = p.tie
JOIN (SELECT iri, row_number() OVER (ORDER BY iri) - 1 AS number FROM things) u ON u.iri = p.u
JOIN (SELECT iri, row_number() OVER (ORDER BY iri) - 1 AS number FROM things) v ON v.iri = p.v
ORDER BY t.number, u.number, v.number""",
    "names": "SELECT thing, text, language, preferred, valid_from, valid_to, set, verbatim FROM names "
    "ORDER BY thing, preferred DESC, language, text, set",
    "decisions": "SELECT thing, other, decision, year, who, day, why, key, kind, set, class, label_tr, label_en, "
    "place, valid_from, valid_to, file, row, verbatim FROM decisions ORDER BY other, thing, row",
    "identifiers": "SELECT iri, key, set, thing, scheme, value, match, note, verbatim FROM identifiers "
    "ORDER BY thing, scheme, value, iri",
    "searches": "SELECT iri, key, set, thing, document, looked_for, note_tr, note_en, file, row, verbatim "
    "FROM searches ORDER BY iri",
    "spheres": "SELECT a.thing, a.sphere, a.share, a.written, a.iri, a.basis, a.convention, s.rule, s.valid_from, "
    "s.valid_to, s.verbatim FROM assigned a LEFT JOIN spheres s ON s.iri = a.iri AND a.basis = 'stated' "
    "ORDER BY a.thing, a.sphere",
    "documents": "SELECT thing, set, type, title, language, identifier, address, version, lines, sha256, written_from, "
    "written_to, verbatim FROM documents ORDER BY thing",
    "figures": """
SELECT iri, key, set, about, measure, value, CAST(value AS DOUBLE) AS number, qualifier, unit, yr(year) AS year,
  yr(year_to) AS year_to, part, area, whole, level, class, modality, note_tr, note_en, file, row, verbatim
FROM figures ORDER BY iri""",
    "events": """
SELECT iri, key, set, type, label_tr, label_en, subject, date, date_latest, date_to, yr(date) AS year, place, modality,
  note_tr, note_en, file, row, verbatim FROM events ORDER BY iri""",
    "participants": "SELECT event, thing, place, verbatim FROM participants ORDER BY event, place",
    "classifications": """
SELECT iri, key, set, about, concept, "by", yr(year) AS year, value, CAST(value AS DOUBLE) AS number, note_tr, note_en,
  file, row, verbatim FROM classifications ORDER BY iri""",
    "contradictions": "SELECT iri, key, set, resolution, rule, note_tr, note_en, file, row, verbatim "
    "FROM contradictions ORDER BY iri",
    "claims": "SELECT contradiction, claim, verbatim FROM claims ORDER BY contradiction, claim",
    "evidence": """
SELECT iri, key, set, document, section, line_from, line_to, sheet, sheet_row, statement_tr, statement_en, file, row,
  verbatim FROM evidence ORDER BY iri""",
    "schemes": """
SELECT iri, key, set, label_tr, label_en, definition_tr, definition_en, file, row, verbatim FROM schemes
ORDER BY iri""",
    "concepts": """
SELECT iri, key, set, scheme, label_tr, label_en, definition_tr, definition_en, example_tr, example_en, cited, required,
  range_from, range_to, note_tr, note_en, file, row, verbatim FROM concepts ORDER BY iri""",
    "concept_links": "SELECT concept, relation, target, verbatim FROM concept_links ORDER BY ALL",
    "supports": "SELECT thing, evidence, verbatim FROM supports ORDER BY thing, evidence",
    "withdrawn": "SELECT what, date, reason FROM withdrawn ORDER BY what",
    "statements": 'SELECT graph, subject, predicate, object, datatype, "language" FROM statements ORDER BY ALL',
    "patches": 'SELECT file, row, action, graph, subject, predicate, object, datatype, "language" FROM patches '
    "ORDER BY ALL",
    **{name: f"SELECT * FROM {name} ORDER BY ALL" for name in TERMS},
}
"""The query behind each table of a release."""


def prepare(ledger: Ledger) -> None:
    """Make what the queries of ``TABLES`` read besides the ledger's own tables."""
    ledger.execute(_LABELS)


def freeze(ledger: Ledger, folder: Path) -> dict[str, dict[str, Any]]:
    """Write every table as Parquet into a folder; rows and columns, with their types, of each."""
    folder.mkdir()
    return {name: ledger.freeze(name, query, folder) for name, query in TABLES.items()}
