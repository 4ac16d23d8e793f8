"""Records that carry one address are one thing from the start: a country that ROR and CORDIS both bring, for instance.

Nobody has to decide that; the first row counts, and later ones fill what it leaves open. Only rows: statements of RDF
sources are kept word for word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def join_records(ledger: Ledger) -> None:
    """Make one row of all rows of ``things`` with one address, and one of what they say alike."""
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
