"""Find things by name: typo-tolerant and at home in Turkish.

Names are folded (ı and i, ş and s are alike) and indexed by trigrams in SQLite, one small file per release that can be
rebuilt at will. The index proposes, a score decides; every hit says which of its names matched.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from triskele.identifiers import split
from triskele.release.library import Release
from triskele.text import fold

INDEX = "search.db"
THRESHOLD = 0.3
_NEAR = 0.7

_NAMES = """
SELECT ?thing ?class ?name ?preferred ?language WHERE {
  VALUES (?property ?preferred) { (skos:prefLabel true) (skos:altLabel false) }
  ?thing ?property ?name ; a ?class .
  FILTER(?class != skos:Concept)
  FILTER(REGEX(STR(?thing), "/id/[a-z]+/[^/]+$"))
  FILTER NOT EXISTS { ?thing a tsk:Event }
  BIND(LANG(?name) AS ?language)
}
ORDER BY ?thing ?preferred ?language ?name
"""


@dataclass(frozen=True)
class Hit:
    """One thing that was found. ``score`` is 1 for the very name, above ``THRESHOLD`` for a likely one."""

    iri: str
    key: str
    kind: str
    cls: str
    label_tr: str
    label_en: str
    matched: str
    score: float

    def row(self) -> dict[str, Any]:
        return asdict(self)


def build_index(release: Release) -> None:
    """Write the index of a release beside its data; an index already there is replaced in one rename."""
    folder = release.folder / "derived"
    folder.mkdir(exist_ok=True)
    beside = folder / f".{INDEX}-{os.getpid()}"
    beside.unlink(missing_ok=True)
    things: dict[str, dict[str, Any]] = {}
    names: list[tuple[str, str, str]] = []
    for row in release.store.query(_NAMES):
        iri = row["thing"]
        thing = things.setdefault(iri, {"class": row["class"], "tr": "", "en": ""})
        if row["preferred"] and row["language"] in ("tr", "en"):
            thing[row["language"]] = row["name"]
        names.append((iri, row["name"], fold(row["name"])))
    for iri in things:
        key = (split(iri) or ("", ""))[1]
        names.append((iri, key, fold(key.replace("-", " "))))
    with sqlite3.connect(beside) as database:
        database.execute("CREATE TABLE thing (iri TEXT PRIMARY KEY, class TEXT, tr TEXT, en TEXT) WITHOUT ROWID")
        database.execute("CREATE TABLE name (id INTEGER PRIMARY KEY, iri TEXT, name TEXT, folded TEXT)")
        database.execute("CREATE INDEX name_folded ON name (folded)")
        database.execute(
            "CREATE VIRTUAL TABLE grams USING fts5 (folded, content=name, content_rowid=id, tokenize=trigram)"
        )
        database.executemany(
            "INSERT INTO thing VALUES (?, ?, ?, ?)",
            [(iri, t["class"], t["tr"] or t["en"], t["en"] or t["tr"]) for iri, t in things.items()],
        )
        database.executemany("INSERT INTO name (iri, name, folded) VALUES (?, ?, ?)", sorted(set(names)))
        database.execute("INSERT INTO grams (grams) VALUES ('rebuild')")
    database.close()
    os.replace(beside, folder / INDEX)


def search(
    release: Release, text: str, *, limit: int = 10, kind: str | None = None, cls: str | None = None
) -> list[Hit]:
    """The things whose names are nearest to the text, best first; at most ``limit``.

    ``kind`` keeps only actors, places and so on, ``cls`` only one class (its IRI). An empty text finds nothing.
    """
    path = release.folder / "derived" / INDEX
    if not path.exists() or not path.stat().st_size:  # not there, or cut off by a crash
        build_index(release)
    wanted = fold(text)
    if not wanted:
        return []
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        best: dict[str, tuple[float, str]] = {}
        for iri, name, folded in _candidates(database, wanted):
            score = _score(wanted, folded)
            if score >= THRESHOLD and score > best.get(iri, (0.0, ""))[0]:
                best[iri] = (score, name)
        hits = []
        for iri, (score, name) in best.items():
            thing_kind, key = split(iri) or ("", "")
            found, tr, en = database.execute("SELECT class, tr, en FROM thing WHERE iri = ?", (iri,)).fetchone()
            if kind in (None, thing_kind) and cls in (None, found):
                hits.append(Hit(iri, key, thing_kind, found, tr, en, name, round(score, 3)))
    finally:
        database.close()
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.matched), hit.iri))[:limit]


def _candidates(database: sqlite3.Connection, wanted: str) -> list[tuple[str, str, str]]:
    grams = sorted(_grams(wanted))
    rows = database.execute(
        "SELECT iri, name, folded FROM name WHERE folded >= ? AND folded < ? LIMIT 200", (wanted, wanted + "\U0010ffff")
    ).fetchall()
    plain = [g.replace('"', '""') for g in grams if len(g) == 3 and g.strip() == g]
    if plain:
        rows += database.execute(
            "SELECT n.iri, n.name, n.folded FROM grams g JOIN name n ON n.id = g.rowid WHERE grams MATCH ? "
            "ORDER BY bm25(grams) LIMIT 400",
            (" OR ".join(f'"{g}"' for g in plain),),
        ).fetchall()
    return rows


def _score(wanted: str, folded: str) -> float:
    """1 for the same text; prefix, word and substring matches by how much of the name they cover; else by trigrams they
    share (Dice) or by letters."""
    if wanted == folded:
        return 1.0
    cover = len(wanted) / len(folded)
    if folded.startswith(wanted):
        return 0.85 + 0.1 * cover
    if f" {wanted}" in f" {folded}":
        return 0.75 + 0.1 * cover
    if wanted in folded:
        return 0.6 + 0.1 * cover
    a, b = _grams(wanted), _grams(folded)
    whole = 2 * len(a & b) / (len(a) + len(b))
    word = max((2 * len(a & g) / (len(a) + len(g)) for g in map(_grams, folded.split())), default=0.0)
    return max(whole, 0.9 * word, 0.7 * _near(wanted, folded))


def _near(wanted: str, folded: str) -> float:
    """How near the text is to the nearest word of the name, or to its beginning, letter by letter; 0 when not very.

    A short word with a slip shares few trigrams with itself: ostm has one of the three of ostim.
    """
    best = 0.0
    for word in {*folded.split(), folded[: len(wanted)], folded[: len(wanted) + 1]}:
        if abs(len(word) - len(wanted)) <= 2:
            matcher = SequenceMatcher(None, wanted, word, autojunk=False)
            if matcher.quick_ratio() > _NEAR:
                best = max(best, matcher.ratio())
    return best if best > _NEAR else 0.0


def _grams(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
