"""Records that carry one address are one thing from the start: a country that ROR and CORDIS both bring, for instance.

Nobody has to decide that; the first row counts, and later ones fill what it leaves open. Ties, figures, events and the
rest that several sets tell in the same words (a project that two regions both take from CORDIS) are told once; where
the words differ both stay, and a finding says where (two ages of one file, most often). Only rows: statements of RDF
sources are kept word for word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triskele.findings import Finding
from triskele.ledger.schema import TABLES

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_ONCE = {
    "names": ("thing", "text", "language"),
    "identifiers": ("thing", "scheme", "value", "match"),
    "documents": ("thing",),
    "spheres": ("thing", "sphere"),
}
"""What a thing has once, whoever says it: by these columns."""


_TOLD: dict[str, tuple[tuple[str, str], ...]] = {
    "ties": (("ends", "tie"), ("supports", "thing")),
    "figures": (("supports", "thing"),),
    "events": (("participants", "event"), ("supports", "thing")),
    "classifications": (("supports", "thing"),),
    "contradictions": (("claims", "contradiction"), ("supports", "thing")),
    "evidence": (("supports", "evidence"),),
}
"""Records that are told once, and the rows that belong to them, by the column that names the record."""
_WHERE = {"set", "file", "row", "verbatim"}
"""Columns that say where a row is from, not what it tells."""
_TOLD_EACH = 50
"""So many records of a table are told one by one; of the rest how many there are."""
_WEIGHTY = ("class", "place", "valid_from", "valid_to")
"""Columns of things in which records of one address should not differ."""


def join_records(ledger: Ledger) -> list[Finding]:
    """Make one row of all rows of ``things`` with one address, and one of what they say alike; of everything else one
    row of those that several sets tell in the same words. Findings name what sets tell otherwise. O(rows)."""
    told = _otherwise(ledger, "things", _WEIGHTY, "note", "The first counts.", "İlki geçerli sayıldı.")
    _join_things(ledger)
    for table, belonging in _TOLD.items():
        ledger.execute(f"""
CREATE OR REPLACE TABLE again AS SELECT iri FROM {table} WHERE verbatim IS NOT TRUE
GROUP BY iri HAVING min("set") <> max("set")""")
        if ledger.one("SELECT count(*) FROM again"):
            for one, names in ((table, "iri"), *belonging):
                _tell_once(ledger, one, names)
            columns = [column for column in TABLES[table].columns if column not in _WHERE]
            if table != "evidence":
                told += _otherwise(ledger, table, columns, "warning", "Both stay.", "İkisi de duruyor.")
    return told


def _otherwise(ledger: Ledger, table: str, columns: Sequence[str], severity: str, en: str, tr: str) -> list[Finding]:
    """What several sets tell differently of records of one address: two ages of one file, most often."""
    differ = ", ".join(f"CASE WHEN count(DISTINCT \"{name}\") > 1 THEN '{name}' END" for name in columns)
    rows = list(
        ledger.query(f"""
SELECT * FROM (
  SELECT iri, arg_max(file, rowid), arg_max("row", rowid), arg_min("set", rowid), array_to_string([{differ}], ', ') AS d
  FROM {table} WHERE verbatim IS NOT TRUE GROUP BY iri HAVING min("set") <> max("set")) WHERE d <> '' ORDER BY iri""")
    )
    told = [
        Finding(
            file or "", number or 0, said, iri, f"joining/{table}", severity,
            f"The set {first} tells this record otherwise ({said}): two ages of one file? {en}",
            f"{first} kümesi bu kaydı başka türlü anlatıyor ({said}): aynı dosyanın iki sürümü mü? {tr}", subject=iri,
        )
        for iri, file, number, first, said in rows[:_TOLD_EACH]
    ]  # fmt: skip
    if len(rows) > _TOLD_EACH:
        more = len(rows) - _TOLD_EACH
        told.append(Finding(
            rows[_TOLD_EACH][1] or "", 0, "", "", f"joining/{table}", severity,
            f"{more} more records are told otherwise by another set. {en}",
            f"{more} kaydı daha başka bir küme başka türlü anlatıyor. {tr}",
        ))  # fmt: skip
    return told


def _tell_once(ledger: Ledger, table: str, names: str) -> None:
    """Leave out the rows about the records in ``again`` that say what an earlier row says."""
    cells = ", ".join(f'"{column}"' for column in TABLES[table].columns if column not in _WHERE)
    about = f"{names} IN (FROM again) AND verbatim IS NOT TRUE"
    ledger.execute(f"""
DELETE FROM {table} WHERE {about} AND rowid NOT IN (SELECT min(rowid) FROM {table} WHERE {about} GROUP BY {cells})""")


def _join_things(ledger: Ledger) -> None:
    ledger.execute("""
CREATE OR REPLACE TABLE several AS SELECT iri, min(rowid) AS first, arg_min("set", rowid) AS "set" FROM things
WHERE verbatim IS NOT TRUE GROUP BY iri HAVING count(*) > 1""")
    if not ledger.one("SELECT count(*) FROM several"):
        return
    columns = [column for column in TABLES["things"].columns if column != "iri"]
    picked = ", ".join(f'arg_min(t."{column}", t.rowid) AS "{column}"' for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    ledger.execute(f"""
CREATE OR REPLACE TABLE joined AS SELECT t.iri, {picked} FROM things t
WHERE t.iri IN (SELECT iri FROM several) AND t.verbatim IS NOT TRUE GROUP BY t.iri ORDER BY min(t.rowid)""")
    ledger.execute("DELETE FROM things WHERE iri IN (SELECT iri FROM several) AND verbatim IS NOT TRUE")
    ledger.execute(f"INSERT INTO things (iri, {named}) SELECT iri, {named} FROM joined")
    # shares of spheres are those of the first set that gives any
    ledger.execute("""
DELETE FROM spheres WHERE thing IN (SELECT iri FROM several) AND "set" <> (
  SELECT arg_min(s."set", s.rowid) FROM spheres s WHERE s.thing = spheres.thing)""")
    for table, once in _ONCE.items():
        cells = ", ".join(f'"{column}"' for column in once)
        ledger.execute(f"""
DELETE FROM {table} WHERE thing IN (SELECT iri FROM several) AND verbatim IS NOT TRUE AND rowid NOT IN (
  SELECT min(rowid) FROM {table} WHERE thing IN (SELECT iri FROM several) GROUP BY {cells})""")
    # one preferred name a language; the others are other names
    ledger.execute("""
UPDATE names SET preferred = false WHERE preferred AND verbatim IS NOT TRUE
  AND thing IN (SELECT iri FROM several) AND rowid NOT IN (
    SELECT min(rowid) FROM names WHERE preferred AND thing IN (SELECT iri FROM several) GROUP BY thing, "language")""")
