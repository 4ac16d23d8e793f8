"""What decisions do to the tables of a build: every row about a record speaks of the one it counts as.

Names, identifiers, ties, figures, events and their evidence move to the kept thing, each still in the graph of the set
it is from. What the record said of itself stands in ``decisions``; what the kept thing leaves open is filled from it,
and what the two say differently is a finding. Nothing is lost by it: the next build starts from the sources again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from triskele.findings import Finding
from triskele.identity.decisions import FILE, Decision, about, finding, resolve, settle
from triskele.ledger.schema import TABLES
from triskele.terms import SKOS

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

KINDS = ("actor", "thing", "place", "sector", "person")
_FILLED = ("place", "within", "note_tr", "note_en")
_TOGETHER = (
    ("lat", "long"), ("scheme", "code"), ("valid_from", "valid_from_latest"), ("valid_to", "valid_to_latest"),
)  # fmt: skip
"""Columns that say one thing between them: both of one record, never one of each."""
_BESIDE = (("supports", "thing"), ("claims", "claim"), ("concept_links", "target"), ("contradictions", "resolution"))
"""Columns that name things among others."""


def apply_decisions(ledger: Ledger, decisions: list[Decision]) -> list[Finding]:
    """Let the decisions count in the ledger, after all sources were read; what is wrong with them, and what two records
    of one body say differently. Contradictory ones change nothing."""
    if not decisions:
        return []
    _index(ledger)
    found, wrong = resolve(decisions, lambda name: _find(ledger, name))
    settled = settle(found)
    wrong += settled.findings
    if any(f.severity == "error" for f in wrong):
        return wrong
    ledger.execute("CREATE OR REPLACE TABLE becomes (other VARCHAR, thing VARCHAR, year VARCHAR, line INTEGER)")
    rows = [(other, kept, one.year or None, one.row) for other, (kept, one) in settled.becomes.items()]
    for row in rows:
        ledger.execute("INSERT INTO becomes VALUES (?, ?, ?, ?)", row)
    _keep_record(ledger, found, settled.becomes)
    if rows:
        wrong += _differences(ledger)
        _fill(ledger)
        _move(ledger)
    merged = [one for one in found if one.decision == "merged"]
    for one in merged:
        wrong += _merge(ledger, one)
    return wrong + _without_loops(ledger, {*(kept for kept, _ in settled.becomes.values()), *(m.keep for m in merged)})


def _index(ledger: Ledger) -> None:
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    ledger.execute(f"CREATE OR REPLACE TABLE named AS SELECT iri, key, kind FROM things WHERE kind IN ({kinds})")


def _find(ledger: Ledger, name: str) -> list[tuple[str, str]]:
    """(IRI, kind) of everything a cell may name: an IRI, kind/key, or a key; an actor before others."""
    sql = "SELECT iri, kind FROM named WHERE iri = ? UNION SELECT iri, kind FROM named WHERE kind || '/' || key = ?"
    if found := list(ledger.query(sql, [name, name])):
        return [(iri, kind) for iri, kind in found]
    by_key = [(iri, kind) for iri, kind in ledger.query("SELECT iri, kind FROM named WHERE key = ?", [name])]
    return [one for one in by_key if one[1] == "actor"] or by_key


def _keep_record(ledger: Ledger, found: list[Decision], becomes: dict[str, tuple[str, Decision]]) -> None:
    """Write ``decisions``: each row, with what the other record said of itself."""
    rows = []
    for one in found:
        other = one.other
        if one.decision == "same" and becomes.get(other, ("", one))[1] is not one:
            other = one.keep if becomes.get(one.keep, ("", one))[1] is one else one.other
        thing = becomes[other][0] if one.decision == "same" and other in becomes else one.keep
        rows.append(
            {"thing": thing, "other": other, "decision": one.decision, "year": one.year or None, "who": one.who or None,
             "day": one.when or None, "why": one.why or None, "file": FILE, "row": one.row}
        )  # fmt: skip
    ledger.append("decisions", rows)
    ledger.execute("""
UPDATE decisions SET key = t.key, kind = t.kind, "set" = t."set", class = t.class, place = t.place,
  valid_from = t.valid_from, valid_to = t.valid_to, label_tr = l.tr, label_en = l.en
FROM things t LEFT JOIN (
  SELECT thing, min(text) FILTER (language = 'tr') AS tr, min(text) FILTER (language = 'en') AS en
  FROM names WHERE preferred GROUP BY thing) l ON l.thing = t.iri
WHERE t.iri = decisions.other""")


_CLASH = """
SELECT b.line, '{column}', coalesce(k."{column}", '') || ' / ' || coalesce(o."{column}", ''), b.thing
FROM becomes b JOIN things o ON o.iri = b.other JOIN things k ON k.iri = b.thing
WHERE k."{column}" IS NOT NULL AND o."{column}" IS NOT NULL AND {differs}
"""
_DIFFERS = {
    "class": "NOT EXISTS (FROM class_above a WHERE (a.class = k.class AND a.above = o.class) "
    "OR (a.class = o.class AND a.above = k.class))",
    "valid_from": "NOT starts_with(k.valid_from, o.valid_from) AND NOT starts_with(o.valid_from, k.valid_from)",
    "valid_to": "NOT starts_with(k.valid_to, o.valid_to) AND NOT starts_with(o.valid_to, k.valid_to)",
    "place": "k.place <> o.place AND o.place NOT IN (SELECT iri FROM things t WHERE t.within = k.place)",
}


def _differences(ledger: Ledger) -> list[Finding]:
    """What the two records of one body say differently: the kept one's word counts, the other's is told."""
    found = []
    for column, differs in _DIFFERS.items():
        for row, name, values, iri in ledger.query(_CLASH.format(column=column, differs=differs)):
            found.append(
                Finding(
                    FILE, row, name, values, "twins/difference", "note",
                    "The two records say this differently; what the kept one says counts.",
                    "İki kayıt bunu farklı söylüyor; tutulan kaydınki geçerli.", subject=iri,
                )
            )  # fmt: skip
    return found


def _fill(ledger: Ledger) -> None:
    """Give the kept thing what it leaves open and the other record says, a class that is narrower among it."""
    for column in _FILLED:
        ledger.execute(f"""
UPDATE things SET "{column}" = f.value FROM (
  SELECT b.thing, min(o."{column}") AS value FROM becomes b JOIN things o ON o.iri = b.other GROUP BY b.thing) f
WHERE f.thing = things.iri AND things."{column}" IS NULL AND f.value IS NOT NULL""")
    for one, two in _TOGETHER:
        ledger.execute(f"""
UPDATE things SET {one} = f.pair.a, {two} = f.pair.b FROM (
  SELECT b.thing, arg_min({{'a': o.{one}, 'b': o.{two}}}, o.iri) AS pair FROM becomes b
  JOIN things o ON o.iri = b.other WHERE o.{one} IS NOT NULL OR o.{two} IS NOT NULL GROUP BY b.thing) f
WHERE f.thing = things.iri AND things.{one} IS NULL AND things.{two} IS NULL""")
    # a town in the country that the kept one names is the narrower word for the same place
    ledger.execute("""
UPDATE things SET place = f.place FROM (
  SELECT b.thing, min(o.place) AS place FROM becomes b JOIN things o ON o.iri = b.other
  JOIN things k ON k.iri = b.thing JOIN things p ON p.iri = o.place AND p.within = k.place GROUP BY b.thing) f
WHERE f.thing = things.iri""")
    ledger.execute("""
UPDATE things SET class = f.class FROM (
  SELECT b.thing, min(o.class) AS class FROM becomes b JOIN things o ON o.iri = b.other
  JOIN things k ON k.iri = b.thing JOIN class_above a ON a.class = o.class AND a.above = k.class
  WHERE o.class <> k.class GROUP BY b.thing HAVING count(DISTINCT o.class) = 1) f
WHERE f.thing = things.iri""")
    # shares of spheres are the kept one's where it has any
    ledger.execute("""DELETE FROM spheres WHERE thing IN (SELECT b.other FROM becomes b WHERE EXISTS (
      FROM spheres s WHERE s.thing = b.thing))""")
    ledger.execute("""DELETE FROM spheres WHERE thing IN (SELECT other FROM becomes) AND thing NOT IN (
      SELECT min(b.other) FROM becomes b JOIN spheres s ON s.thing = b.other GROUP BY b.thing)""")


def _move(ledger: Ledger) -> None:
    """Let every row speak of the kept thing; names become other names of it and stay in the graph of their set."""
    ledger.execute("""
UPDATE names SET "set" = coalesce(names."set", t."set"), preferred = false,
  valid_to = coalesce(names.valid_to, b.year) FROM becomes b JOIN things t ON t.iri = b.other
WHERE names.thing = b.other""")
    ledger.execute("""
UPDATE identifiers SET "set" = coalesce(identifiers."set", t."set") FROM becomes b JOIN things t ON t.iri = b.other
WHERE identifiers.thing = b.other""")
    ledger.execute("DELETE FROM things WHERE iri IN (SELECT other FROM becomes)")
    columns = [(table.name, column) for table in TABLES.values() if table.name != "decisions"
               for column, refers in table.refers.items() if "things" in refers]  # fmt: skip
    for table, column in (*columns, *_BESIDE):
        ledger.execute(f"""UPDATE {table} SET "{column}" = b.thing FROM becomes b WHERE {table}."{column}" = b.other""")
    # where one of the two lay in the other, the kept one does not lie in itself
    ledger.execute("UPDATE things SET within = NULL WHERE within = iri AND iri IN (SELECT thing FROM becomes)")
    labels = ", ".join(f"'{p}'" for p in _PREFERRED)
    ledger.execute(f"""
UPDATE statements SET predicate = CASE WHEN predicate IN ({labels}) THEN '{SKOS}altLabel' ELSE predicate END,
  subject = b.thing FROM becomes b WHERE statements.subject = b.other""")
    ledger.execute("""
UPDATE statements SET object = b.thing FROM becomes b
WHERE statements.object = b.other AND datatype IS NULL AND "language" IS NULL""")
    # a name that the kept one carries already is not said twice
    ledger.execute("""
CREATE OR REPLACE TABLE said_names AS SELECT DISTINCT thing, text, "language" FROM names
WHERE preferred AND thing IN (SELECT thing FROM becomes)""")
    ledger.execute("""
DELETE FROM names USING said_names s WHERE names.thing = s.thing AND names.text = s.text
  AND names."language" IS NOT DISTINCT FROM s."language" AND NOT names.preferred AND names.verbatim IS NOT TRUE""")


_PREFERRED = (SKOS + "prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")


def _without_loops(ledger: Ledger, kept: set[str]) -> list[Finding]:
    """Leave out ties that are between the two records of one body, or that begin when two are one, and say which."""
    ledger.execute(
        """
CREATE OR REPLACE TABLE loops AS SELECT e.tie FROM ends e
WHERE e.tie IN (SELECT tie FROM ends WHERE thing IN (SELECT unnest(?::VARCHAR[])))
GROUP BY e.tie HAVING count(*) > 1 AND count(DISTINCT e.thing) = 1""",
        [sorted(kept)],
    )
    told = [
        Finding(
            file or "", row or 0, "", iri, "twins/loop", "warning",
            "The tie is between two records that are decided to be one body by then; it is left out.",
            "Bağ, o sırada bir sayılmasına karar verilen iki kayıt arasında; dışarıda bırakıldı.", subject=iri,
        )
        for iri, file, row in ledger.query("SELECT iri, file, row FROM ties WHERE iri IN (SELECT tie FROM loops)")
    ]  # fmt: skip
    ledger.execute("DELETE FROM supports WHERE thing IN (SELECT tie FROM loops)")
    ledger.execute("DELETE FROM ties WHERE iri IN (SELECT tie FROM loops)")
    ledger.execute("DELETE FROM ends WHERE tie IN (SELECT tie FROM loops)")
    return told


def _merge(ledger: Ledger, one: Decision) -> list[Finding]:
    """Two bodies until a year, one from then on: the other ends the year before, and what begins in that year or later
    is of the kept one. What began earlier stays with the body it began with. A body that begins in that year or later
    cannot have ended before: told, and nothing is changed."""
    last = f"{int(one.year) - 1:04}"
    begins = ledger.one("SELECT min(valid_from) FROM things WHERE iri = ?", [one.other])
    if begins and begins[:4] >= one.year:
        return [finding(one.row, "year", one.year, "merged-before", "warning", *about("merged-before", begins))]
    ledger.execute(
        "UPDATE things SET valid_to = ?, valid_to_latest = NULL WHERE iri = ? AND (valid_to IS NULL OR valid_to > ?)",
        [last, one.other, last],
    )
    since = (
        ("ends", "thing", "tie IN (SELECT iri FROM ties WHERE valid_from >= ?)"),
        ("figures", "about", "year >= ?"),
        ("events", "subject", "date >= ?"),
        ("participants", "thing", "event IN (SELECT iri FROM events WHERE date >= ?)"),
        ("classifications", "about", "year >= ?"),
    )
    for table, column, later in since:
        ledger.execute(
            f'UPDATE {table} SET "{column}" = ? WHERE "{column}" = ? AND {later}', [one.keep, one.other, one.year]
        )
    return []
