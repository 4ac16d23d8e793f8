"""What was withdrawn on request is held back: its rows, and whatever says something about it, leave the tables before
anything is made of them.

A row of ``withdrawn`` names nothing: it holds the SHA-256 of kind and key, a date and a category of reason. What a
source gives is held back when its own kind and key have that sum, in whichever namespace, so that a source that is read
again brings nothing back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from triskele.findings import Finding
from triskele.identifiers import KINDS, split

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

MARK = "sha256:"
REASONS: dict[str, dict[str, str]] = {
    "request": {"tr": "ilgilinin isteği", "en": "at the request of whom it is about"},
    "personal-data": {"tr": "kişisel veri", "en": "personal data"},
    "confidential": {"tr": "gizlilik", "en": "confidential"},
    "licence": {"tr": "kaynağın lisansı", "en": "the licence of the source"},
    "legal": {"tr": "hukuki yükümlülük", "en": "a legal duty"},
}
"""Why something is withdrawn, by category: no more is said, since more would say what it was."""
STAYS = ("place", "sector", "source")
"""Kinds that other rows rest on: their rows are changed in the source."""

_RECORDS = {
    "ties": "'tie'", "figures": "'figure'", "events": "'event'", "classifications": "'classification'",
    "contradictions": "'contradiction'", "things": "kind",
}  # fmt: skip
_OWN = (*_RECORDS, "identifiers", "searches", "spheres", "evidence")
_POINTS = {
    "names": ("thing",), "identifiers": ("thing",), "searches": ("thing",), "spheres": ("thing",),
    "ends": ("tie", "thing"), "participants": ("event", "thing"), "claims": ("contradiction", "claim"),
    "supports": ("thing", "evidence"), "concept_links": ("target",), "statements": ("subject", "object"),
    "patches": ("subject", "object"),
}  # fmt: skip
"""Rows of other tables that go with what they point to."""
_ALONG = (
    "SELECT tie FROM ends WHERE thing IN (FROM gone)",
    "SELECT iri FROM figures WHERE about IN (FROM gone) OR part IN (FROM gone) OR whole IN (FROM gone)",
    "SELECT iri FROM events WHERE subject IN (FROM gone)",
    'SELECT iri FROM classifications WHERE about IN (FROM gone) OR "by" IN (FROM gone)',
    "SELECT iri FROM identifiers WHERE iri IS NOT NULL AND thing IN (FROM gone)",
    "SELECT iri FROM searches WHERE thing IN (FROM gone)",
    "SELECT iri FROM spheres WHERE thing IN (FROM gone)",
    "SELECT contradiction FROM claims WHERE claim IN (FROM gone)",
    "SELECT evidence FROM supports GROUP BY evidence HAVING bool_and(thing IN (FROM gone))",
    "SELECT contradiction FROM claims WHERE claim IN (FROM gone)",
    "SELECT evidence FROM supports GROUP BY evidence HAVING bool_and(thing IN (FROM gone))",
)
"""What goes along, in this order: what says something about the thing, then evidence of nothing else."""
_TEXTS = {
    "things": ("note_tr", "note_en"), "ties": ("note_tr", "note_en"), "figures": ("note_tr", "note_en"),
    "events": ("label_tr", "label_en", "note_tr", "note_en"), "classifications": ("note_tr", "note_en"),
    "contradictions": ("note_tr", "note_en"), "evidence": ("statement_tr", "statement_en"),
}  # fmt: skip
_SHORTEST_NAME = 4


def seal(kind: str, key: str) -> str:
    """What a tombstone says instead of a name."""
    return MARK + hashlib.sha256(f"{kind}/{key}".encode()).hexdigest()


NAMED = "regexp_extract({}, '/id/([a-z]+/[^/<>]+)$', 1)"
"""Kind and key out of an IRI that names things as we do, as SQL."""


def find_gone(ledger: Ledger, names: Iterable[str]) -> None:
    """Make the table ``gone``: the IRIs of the records with these sums, and of all that goes with them."""
    ledger.execute("CREATE OR REPLACE TABLE sums (what VARCHAR)")
    ledger.execute("INSERT INTO sums SELECT unnest(?)", [list(names)])
    records = " UNION ALL ".join(
        f"SELECT iri, {kind} AS kind, {kind} || '/' || key AS name FROM {table}" for table, kind in _RECORDS.items()
    )
    kinds = ", ".join(f"'{kind}'" for kind in STAYS)
    ledger.execute(
        f"CREATE OR REPLACE TABLE gone AS SELECT DISTINCT iri FROM ({records}) "
        f"WHERE '{MARK}' || sha256(name) IN (FROM sums) AND kind NOT IN ({kinds})"
    )
    for query in _ALONG:
        ledger.execute(
            f"INSERT INTO gone SELECT DISTINCT iri FROM ({query}) AS found(iri) "
            "WHERE iri IS NOT NULL AND iri NOT IN (FROM gone)"
        )


def seal_of(name: str) -> str:
    """The sum of what a person names: an IRI, kind/key, or the key of an actor."""
    kind, _, key = "/".join(split(name) or (name,)).rpartition("/")
    return seal(kind or "actor", key)


def is_withdrawn(ledger: Ledger, *names: str) -> bool:
    """Whether any of the things with these names has a tombstone. A key alone is an actor's, or of any kind when
    nothing that stays has it."""
    asked = [seal_of(name) for name in names]
    for name in names:
        if "/" not in name and not ledger.one("SELECT count(*) FROM things WHERE key = ?", [name]):
            asked += [seal(kind, name) for kind in KINDS]
    return bool(ledger.one("SELECT count(*) FROM withdrawn WHERE what IN (SELECT unnest(?::VARCHAR[]))", [asked]))


def hold_back(ledger: Ledger, findings: list[Finding], same: Sequence[tuple[str, str]] = ()) -> list[Finding]:
    """Take what was withdrawn out of the tables, and out of what was found in them; O(rows).

    ``same`` names pairs of records that are decided to be one body: with one of them goes the other. Texts of other
    rows that still hold one of its names are told, without saying the name.
    """
    ledger.execute(f"UPDATE withdrawn SET what = '{MARK}' || sha256(what) WHERE what NOT LIKE '{MARK}%'")
    ledger.execute(
        "CREATE OR REPLACE TABLE once AS SELECT what, min(date) AS date, min(reason) AS reason, "
        "any_value(file) AS file, any_value(row) AS row FROM withdrawn GROUP BY what ORDER BY what"
    )
    ledger.execute("DELETE FROM withdrawn")
    ledger.execute("INSERT INTO withdrawn BY NAME SELECT * FROM once")
    ledger.execute("DROP TABLE once")
    if not ledger.one("SELECT count(*) FROM withdrawn"):
        return findings
    _with_twins(ledger, [(seal_of(one), seal_of(other)) for one, other in same])
    sums = [name for (name,) in ledger.query("SELECT what FROM withdrawn")]
    find_gone(ledger, sums)
    ledger.execute(
        f"CREATE OR REPLACE TABLE gone_names AS SELECT DISTINCT text FROM names "
        f"WHERE thing IN (FROM gone) AND length(text) >= {_SHORTEST_NAME}"
    )
    rows = " UNION ".join(f"SELECT file, row FROM {table} WHERE iri IN (FROM gone)" for table in _OWN)
    places = {(file, row) for file, row in ledger.query(rows) if file and row}
    subjects = {iri for (iri,) in ledger.query("FROM gone")}
    _take_out(ledger)
    told = [*_still_named(ledger), *_stays(ledger)]
    for table in ("sums", "gone", "gone_names", "held", "loose"):
        ledger.execute(f"DROP TABLE {table}")
    kept = [f for f in findings if f.subject not in subjects and (f.file, f.row) not in places]
    return [*kept, *told]


_LOOSE = "SELECT DISTINCT object FROM statements WHERE subject IN ({}) AND starts_with(object, '_:')"


def _with_twins(ledger: Ledger, same: list[tuple[str, str]]) -> None:
    why = {what: rest for what, *rest in ledger.query("SELECT what, date, reason, file, row FROM withdrawn")}
    added: list[str] = []
    while more := [(b, a) for pair in same for a, b in (pair, pair[::-1]) if a in why and b not in why]:
        for other, one in more:
            why[other] = why[one]
            added.append(other)
    ledger.append("withdrawn", [
        dict(zip(("what", "date", "reason", "file", "row"), (what, *why[what]), strict=True))
        for what in dict.fromkeys(added)
    ])  # fmt: skip


def _take_out(ledger: Ledger) -> None:
    ledger.execute("CREATE OR REPLACE TABLE held AS " + _LOOSE.format("FROM gone"))
    for table in _OWN:
        ledger.execute(f"DELETE FROM {table} WHERE iri IN (FROM gone)")
    for table, columns in _POINTS.items():
        ledger.execute(f"DELETE FROM {table} WHERE " + " OR ".join(f"{c} IN (FROM gone)" for c in columns))
    ledger.execute(
        "CREATE OR REPLACE TABLE loose AS SELECT * FROM held WHERE object NOT IN (SELECT object FROM statements)"
    )
    while ledger.one("SELECT count(*) FROM loose"):  # blank nodes that nothing points to any more, and what they held
        ledger.execute("CREATE OR REPLACE TABLE next AS " + _LOOSE.format("FROM loose"))
        ledger.execute("DELETE FROM statements WHERE subject IN (FROM loose)")
        ledger.execute(
            "CREATE OR REPLACE TABLE loose AS SELECT * FROM next WHERE object NOT IN (SELECT object FROM statements)"
        )


def _still_named(ledger: Ledger) -> Iterable[Finding]:
    texts = " UNION ALL ".join(
        f"SELECT file, row, iri, '{column}' AS field, {column} AS said FROM {table} WHERE {column} IS NOT NULL"
        for table, columns in _TEXTS.items()
        for column in columns
    )
    query = (
        f"SELECT DISTINCT t.file, t.row, t.iri, t.field FROM ({texts}) t JOIN gone_names n ON contains(t.said, n.text) "
        "ORDER BY ALL"
    )
    for file, row, iri, field in ledger.query(query):
        yield Finding(
            file or "", row or 0, field, "", "table/names-withdrawn", "warning",
            "This text still holds a name of what was withdrawn; write it anew in the source.",
            "Bu metinde geri çekilen kaydın bir adı hâlâ geçiyor; kaynakta yeniden yazın.", subject=iri,
        )  # fmt: skip


def _stays(ledger: Ledger) -> Iterable[Finding]:
    kinds = ", ".join(f"'{kind}'" for kind in STAYS)
    query = (
        f"SELECT w.file, w.row, t.kind FROM things t JOIN withdrawn w ON w.what = '{MARK}' || "
        f"sha256(t.kind || '/' || t.key) WHERE t.kind IN ({kinds}) ORDER BY ALL"
    )
    for file, row, kind in ledger.query(query):
        yield Finding(
            file or "", row or 0, "what", kind, "table/not-withdrawn", "warning",
            f"A {kind} cannot be withdrawn, since other rows rest on it; take its rows out of the source.",
            "Yer, sektör ve belge geri çekilemez, başka satırlar onlara dayanır; satırlarını kaynaktan çıkarın.",
        )  # fmt: skip
