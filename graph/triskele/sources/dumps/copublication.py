"""Who publishes together: the works of OpenAlex as one tie a pair of institutions and year.

Authors only tell whether those who wrote for two institutions were different people; nothing of them is kept.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from triskele.sources.batch import Batch
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.snapshot import id_of
from triskele.sources.dumps.values import items, mapping, objects, text
from triskele.sources.dumps.writing import Where, Writer

MOST_AUTHORS = 100
"""How many authors of a work the snapshot keeps."""

Record = dict[str, Any]
Pair = tuple[str, str, int]


class Works:
    """Counts joint works by pair and year. ``end`` gives the actor of an institution that a work names, or nothing;
    ``deleted`` are the numbers of deleted works, sorted; ``day`` is that of the snapshot."""

    def __init__(
        self,
        write: Writer,
        chosen: Selection,
        end: Callable[[Where, Record, str], str],
        lineage: Mapping[str, frozenset[str]],
        merged: Mapping[str, str],
        deleted: array[int],
        day: str,
    ) -> None:
        self.write, self.chosen, self.end = write, chosen, end
        self.lineage, self.merged, self.deleted, self.day = lineage, merged, deleted, day
        self.joint: Counter[Pair] = Counter()
        self.first: dict[Pair, Where] = {}

    def batches(self) -> Iterator[Batch]:
        """The ties of all works that were taken."""
        for pair, count in self.joint.items():
            self._together(pair, count)
            yield from self.write.full()

    def take(self, where: Where, record: Record) -> str:
        number = int(record["id"][1:])
        at = bisect_left(self.deleted, number)
        if at < len(self.deleted) and self.deleted[at] == number:
            return "deleted"
        if not self.chosen.expansion and (record.get("is_xpac") is True or record.get("type") == "dataset"):
            return "expansion"
        year = _year(record)
        if not self.chosen.takes_years(str(year or ""), str(year or "")):
            return "not chosen"
        authors, known = self._authors(record)
        pairs = _pairs(authors)
        pairs = {(a, b) for a, b in pairs if not self._related(a, b, known)}
        ties: dict[tuple[str, str], None] = {}
        for a, b in sorted(pairs):
            left, right = self.end(where, known[a], "I"), self.end(where, known[b], "I")
            if left and right and left != right:
                ties[min(left, right), max(left, right)] = None
        if not pairs:
            return "without a pair"
        if not ties:
            return "not chosen"
        if not year:
            self.write.say(where, "publication_year", record["id"], "undated", "warning",
                           "The work has no year; who published together then is not told.",
                           "Yayının yılı yok; o yıl kimin birlikte yayın yaptığı söylenemez.")  # fmt: skip
            return "broken"
        self._notes(where, record, year, len(items(record.get("authorships"))))
        key = f"openalex-{record['id'].lower()}"
        self.write.evidence(key, where, [], f"{where.file} lists {len(authors)} authors with their institutions for "
                            f"{record['id']} of {year}.",
                            f"{where.file} {year} yılının {record['id']} yayını için kurumlarıyla {len(authors)} yazar "
                            "sayıyor.")  # fmt: skip
        for left, right in ties:
            pair = (left, right, year)
            self.joint[pair] += 1
            self.first.setdefault(pair, where)
            self.write.support(self.write.iri("tie", _key(pair)), key, where)
            self.write.support(self.write.iri("figure", _key(pair)), key, where)
        return "loaded"

    def _authors(self, record: Record) -> tuple[dict[str, set[str]], dict[str, Record]]:
        """The institutions of each author, and what is said of each institution. Authors only tell who wrote with
        whom; nothing of them is kept."""
        authors: dict[str, set[str]] = defaultdict(set)
        known: dict[str, Record] = {}
        for place, authorship in enumerate(objects(record.get("authorships"))):
            author = id_of(mapping(authorship.get("author")).get("id"), "A") or f"place {place}"
            for said in objects(authorship.get("institutions")):
                if one := id_of(said.get("id"), "I"):
                    one = self.merged.get(one, one)
                    authors[author].add(one)
                    known.setdefault(one, said)
        return authors, known

    def _related(self, a: str, b: str, known: dict[str, Record]) -> bool:
        """Whether one is part of the other: a child with its parent is no partnership."""
        above = [self.lineage.get(one) or lineage_of(known[one]) for one in (a, b)]
        return b in above[0] or a in above[1]

    def _notes(self, where: Where, record: Record, year: int, authors: int) -> None:
        if year > int(self.day[:4] or 9999):
            self.write.say(where, "publication_year", str(year), "future", "warning",
                           "This work appears after the snapshot was made; its year is probably wrong.",
                           "Bu yayın, dosyanın yapıldığı günden sonra; yılı büyük olasılıkla yanlış.")  # fmt: skip
        if authors >= MOST_AUTHORS or record.get("is_authors_truncated") is True:
            self.write.say(where, "authorships", str(authors), "authors-cut", "note",
                           f"The snapshot keeps {MOST_AUTHORS} authors of a work; there may be more.",
                           f"Dosya bir yayının {MOST_AUTHORS} yazarını tutar; daha fazlası olabilir.")  # fmt: skip
        if record.get("is_retracted") is True:
            self.write.say(where, "is_retracted", record["id"], "retracted", "note",
                           "This work was retracted; its authors had written it together all the same.",
                           "Bu yayın geri çekilmiş; yazarları yine de birlikte yazmıştı.")  # fmt: skip

    def _together(self, pair: Pair, count: int) -> None:
        left, right, year = pair
        where, key = self.first[pair], _key(pair)
        note = {"note_en": f"{count} joint publications" if count > 1 else "1 joint publication",
                "note_tr": f"{count} ortak yayın"}  # fmt: skip
        self.write.tie(key, "co-publication", [left, right], where, mutual=True, valid_from=str(year),
                       valid_to=str(year), **note)  # fmt: skip
        self.write.figure(key, left, "joint-publication-count", str(count), "one", where, year=str(year), part=right)


def _key(pair: Pair) -> str:
    left, right, year = pair
    return "-".join((left.rsplit("/", 1)[-1], right.rsplit("/", 1)[-1].removeprefix("openalex-"), str(year)))


def _pairs(authors: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The pairs of institutions that different authors stand for."""
    found: set[tuple[str, str]] = set()
    for first, second in combinations(list(authors.values()), 2):
        found.update((min(a, b), max(a, b)) for a in first for b in second if a != b)
    return found


def _year(record: Record) -> int:
    """The year of publication; 0 when none is given."""
    for said in (text(record.get("publication_year")), text(record.get("publication_date"))[:4]):
        if re.fullmatch(r"[12]\d{3}", said):
            return int(said)
    return 0


def lineage_of(record: Record) -> frozenset[str]:
    """An institution and those above it."""
    return frozenset(one for said in items(record.get("lineage")) if (one := id_of(said, "I")))
