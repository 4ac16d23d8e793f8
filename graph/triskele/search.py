"""Find things by name: typo-tolerant and at home in Turkish.

Names are folded (ı and i, ş and s are alike) and indexed by trigrams in SQLite, one small file per release that can be
rebuilt at will. The index proposes, a score decides; every hit says which of its names matched.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from triskele.catalogue import open_catalogue
from triskele.files import beside, storing
from triskele.folding import meaning, search_key
from triskele.identifiers import registered
from triskele.release.library import Release

INDEX = "search-4.db"
"""The number goes up when the tables in it change."""
THRESHOLD = 0.3
_NEAR = 0.7
_MEANT = 0.98
"""A name that says the same in other words counts a little less than the very name."""
_CALLED = ("name", "other-name")
_KEY = 0.03
"""A key of an address counts a little less than a name: people search for names."""
FAR = 0.6
"""What scores less than this share of the best is left out: beside a real hit it is noise."""
_WORDS = 4_000
"""Comparisons of words that are remembered: names of one release share theirs."""
_COMMON = 500
"""A trigram of more names than this tells little apart, and looking through them all takes long."""
_EVERYWHERE = 10_000
_FEW = 3
_BEGIN = 200
"""Names that begin with the text, so many are looked at: the shortest, which it covers most of."""

_THINGS = """SELECT number, iri, key, kind, cls, coalesce(label_tr, label_en, '') AS tr,
  coalesce(label_en, label_tr, '') AS en FROM thing ORDER BY number"""
# what a thing is called: its names, its key, what others call it and where
_NAMES = """SELECT number, text, CASE WHEN max(preferred) THEN 'name' ELSE 'other-name' END FROM naming GROUP BY 1, 2
UNION ALL SELECT number, key, 'key' FROM thing
UNION ALL SELECT i.number, i.text, 'identifier' FROM identity i JOIN thing t ON t.number = i.number
  WHERE i.text <> t.key
UNION ALL SELECT number, iri, 'identifier' FROM thing WHERE substr(iri, 1, length(?)) <> ? ORDER BY 1, 2"""


@dataclass(frozen=True)
class Hit:
    """One thing that was found.

    ``score`` is 1 for the very name, above ``THRESHOLD`` for a likely one; ``why`` says what ``matched`` is to the
    thing: name, other-name, key (of its address) or identifier.
    """

    number: int
    iri: str
    key: str
    kind: str
    cls: str
    label_tr: str
    label_en: str
    matched: str
    score: float
    why: str

    def row(self) -> dict[str, Any]:
        return asdict(self)


def build_index(release: Release) -> None:
    """Write the index of a release beside its data; an index already there is replaced in one rename."""
    folder = release.derived
    folder.mkdir(exist_ok=True)
    rows, own = open_catalogue(release).rows, release.root + "id/"  # what all addresses share tells none apart
    with storing(folder), beside(folder / INDEX) as making, closing(sqlite3.connect(making)) as database, database:
        database.execute("CREATE TABLE thing (number INTEGER PRIMARY KEY, iri, key, kind, class, tr, en)")
        database.execute(
            "CREATE TABLE name (id INTEGER PRIMARY KEY, thing INTEGER, name TEXT, folded TEXT, meant TEXT, why TEXT)"
        )
        database.execute(
            "CREATE VIRTUAL TABLE grams USING fts5 (folded, content=name, content_rowid=id, tokenize=trigram)"
        )
        database.executemany("INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?, ?)", rows.stream(_THINGS))
        database.executemany(
            "INSERT INTO name (thing, name, folded, meant, why) VALUES (?, ?, ?, ?, ?)",
            (
                (number, text, search_key(text), meaning(text) if why in _CALLED else None, why)
                for number, text, why in rows.stream(_NAMES, [own, own])
            ),
        )
        database.execute("CREATE INDEX name_folded ON name (folded)")
        database.execute("CREATE INDEX name_meant ON name (meant) WHERE meant IS NOT NULL")
        database.execute("INSERT INTO grams (grams) VALUES ('rebuild')")


def search(
    release: Release, text: str, *, limit: int = 10, kind: str | None = None, cls: str | None = None
) -> list[Hit]:
    """The things whose names are nearest to the text, best first; at most ``limit``.

    ``kind`` keeps only actors, places and so on, ``cls`` only one class (its key). An empty text finds nothing.
    """
    if not release.kept(INDEX):
        build_index(release)
    given = registered(text)  # an address of a public register: its identifier is what it says
    wanted = search_key(given[1] if given else text)
    if not wanted:
        return []
    meant = meaning(text) if not given and _says_more(text) else ""
    database = sqlite3.connect(f"file:{release.derived / INDEX}?mode=ro", uri=True)
    try:
        best: dict[int, tuple[float, str, str]] = {}
        most = limit if kind is None and cls is None else _BEGIN
        for number, name, folded, means, why in _candidates(database, wanted, meant, most):
            score = _score(wanted, folded) - (_KEY if why == "key" else 0)
            if meant and means and score < _MEANT:
                score = max(score, _MEANT * _score(meant, means))
            if score >= (1.0 if given else THRESHOLD) and score > best.get(number, (0.0, "", ""))[0]:
                best[number] = (score, name, why)
        things = database.execute(
            f"SELECT number, iri, key, kind, class, tr, en FROM thing WHERE number IN ({', '.join('?' * len(best))})",
            list(best),
        )
        hits = [
            Hit(number, iri, key, named, found, tr, en, best[number][1], round(best[number][0], 3), best[number][2])
            for number, iri, key, named, found, tr, en in things
            if kind in (None, named) and cls in (None, found)
        ]
    finally:
        database.close()
    least = FAR * max((hit.score for hit in hits), default=0.0)  # far from the best of what was asked for
    near = (hit for hit in hits if hit.score >= least)
    return sorted(near, key=lambda hit: (-hit.score, len(hit.matched), hit.iri))[:limit]


def _says_more(text: str) -> bool:
    """Whether a text is enough of a name for its words to be understood; the first letters of one are not."""
    words = text.split()
    return "." in text or (len(words) > 1 and (len(words[-1]) > 1 or words[-1] in "Üü"))


_Candidate = tuple[int, str, str, str | None, str]


def _candidates(database: sqlite3.Connection, wanted: str, meant: str, most: int) -> list[_Candidate]:
    grams = sorted(_grams(wanted))
    columns = "n.thing, n.name, n.folded, n.meant, n.why"
    rows = database.execute(
        f"SELECT {columns} FROM name n WHERE folded >= ? AND folded < ? ORDER BY length(folded), id LIMIT {_BEGIN}",
        (wanted, wanted + "\U0010ffff"),
    ).fetchall()
    if meant:
        rows += database.execute(
            f"SELECT {columns} FROM name n WHERE meant >= ? AND meant < ? ORDER BY length(meant), id LIMIT {_BEGIN}",
            (meant, meant + "\U0010ffff"),
        ).fetchall()
    if not meant and most < _BEGIN == len(rows) and len({row[0] for row in rows}) > most:
        return rows  # nothing that does not begin with the text scores as high
    plain = [g for g in grams if len(g) == 3 and g.strip() == g]
    plain, common = _rare(database, plain)
    if plain:
        quoted = ['"' + gram.replace('"', '""') + '"' for gram in plain]
        # of thousands that are all alike, some: to weigh them against each other would mean to read them all
        join, order = (" AND ", "") if common else (" OR ", "ORDER BY bm25(grams)")
        rows += database.execute(
            f"SELECT {columns} FROM grams g JOIN name n ON n.id = g.rowid WHERE grams MATCH ? {order} LIMIT 400",
            (join.join(quoted),),
        ).fetchall()
    return rows


def _rare(database: sqlite3.Connection, grams: list[str]) -> tuple[list[str], bool]:
    """Those of some trigrams by which names are looked for: the rare ones, and at least the rarest few; and whether
    each of these is in more than ``_EVERYWHERE`` names."""
    database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, grams, row)")
    marks = ", ".join("?" * len(grams))
    counted = database.execute(
        f"SELECT term, doc FROM vocabulary WHERE term IN ({marks}) ORDER BY doc, term", grams
    ).fetchall()
    found = [gram for place, (gram, names) in enumerate(counted) if names <= _COMMON or place < _FEW]
    return found, bool(counted) and counted[0][1] > _EVERYWHERE


def _score(wanted: str, folded: str) -> float:
    """1 for the same text; prefix, word and substring matches by how much of the name they cover; several words by how
    well each is found in the name; else by trigrams they share (Dice) or by letters."""
    if wanted == folded:
        return 1.0
    cover = len(wanted) / len(folded)
    if folded.startswith(wanted):
        return 0.85 + 0.1 * cover
    if f" {wanted}" in f" {folded}":
        return 0.75 + 0.1 * cover
    if wanted in folded:
        return 0.6 + 0.1 * cover
    if each := _each_word(wanted, folded):
        return each
    a, b = _grams(wanted), _grams(folded)
    whole = 2 * len(a & b) / (len(a) + len(b))
    word = max((2 * len(a & g) / (len(a) + len(g)) for g in map(_grams_of_word, folded.split())), default=0.0)
    shared = max(whole, 0.9 * word)
    return shared if shared >= 0.7 else max(shared, 0.7 * _near(wanted, folded))


def _each_word(wanted: str, folded: str) -> float:
    """How well every one of several words stands in the name, whatever stands between them and however it is inflected:
    ``kumesi`` is found in ``kumelenmesi`` by the stem they share. 0 when one is missing or there is only one."""
    words, names = wanted.split(), folded.split()
    if len(words) < 2:
        return 0.0
    found = [max(_stem(word, name) for name in names) for word in words]
    if not all(found):
        return 0.0
    return 0.7 * sum(found) / len(found) + 0.05 * min(1.0, len(words) / len(names))


@lru_cache(_WORDS)
def _stem(word: str, name: str) -> float:
    """1 for the same word, less for one that begins with it or shares a stem of at least four letters, else 0."""
    if word == name:
        return 1.0
    shared = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    if shared == len(word) >= 2:
        return 0.95
    return 0.85 if shared >= max(4, len(word) - 3) else 0.0


def _near(wanted: str, folded: str) -> float:
    """How near the text is to the nearest word of the name, or to its beginning, letter by letter; 0 when not very.

    A short word with a slip shares few trigrams with itself: ostm has one of the three of ostim.
    """
    best = 0.0
    for word in {*folded.split(), folded[: len(wanted)], folded[: len(wanted) + 1]}:
        if abs(len(word) - len(wanted)) <= 2:
            best = max(best, _letters(wanted, word))
    return best if best > _NEAR else 0.0


@lru_cache(_WORDS)
def _letters(wanted: str, word: str) -> float:
    """How much of the letters of two words is the same; 0 when not near."""
    matcher = SequenceMatcher(None, wanted, word, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > _NEAR else 0.0


def _grams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


_grams_of_word = lru_cache(_WORDS)(_grams)
