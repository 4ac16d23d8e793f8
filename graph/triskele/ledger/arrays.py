"""A release as arrays that are mapped from files: what networks and metrics read, without an engine.

A node is an actor, a person, or anything that is an end of a tie; nodes and ties are in the order of their keys. Texts
lie end to end in one file with the place where each begins.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from triskele.sums import checked, read_checked

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

FOLDER = "arrays"
SPHERES = ("university", "industry", "government", "civil-society", "hybrid")
"""Codes 0 to 4 of the column ``sphere``; -1 is unknown."""

_NODES = """
CREATE OR REPLACE TABLE node AS
WITH ends_ AS (SELECT DISTINCT thing FROM ends)
SELECT row_number() OVER (ORDER BY t.key, t.iri) - 1 AS node, t.*, h.key AS cls, coalesce(h.actor, false) AS actor
FROM things t LEFT JOIN house h ON h.class = t.class
WHERE coalesce(h.actor, false) OR t.kind = 'person' OR t.iri IN (FROM ends_)
"""

_NODE_COLUMNS = """
SELECT n.key, n.iri, coalesce(n.cls, 'Thing') AS class, n.kind, n.actor, n.kind = 'person' AS person,
  coalesce(n.collective, false) AS collective,
  coalesce(list_position({spheres}, s.sphere) - 1, -1)::TINYINT AS sphere,
  coalesce(t.label_tr, t.label_en, '') AS label_tr, coalesce(t.label_en, t.label_tr, '') AS label_en,
  {shares}, t.possible_from::SMALLINT AS possible_from, t.possible_to::SMALLINT AS possible_to,
  t.certain_from::SMALLINT AS certain_from, t.certain_to::SMALLINT AS certain_to
FROM node n JOIN frozen_things t ON t.iri = n.iri LEFT JOIN sphere_of s ON s.iri = n.iri
LEFT JOIN (SELECT thing, {sums} FROM assigned GROUP BY thing) a ON a.thing = n.iri
ORDER BY n.node
"""

_PAIR_COLUMNS = """
SELECT k.tie::INTEGER AS tie, u.node::INTEGER AS u, v.node::INTEGER AS v, p.mutual, t.type_key AS type,
  coalesce(t.layer, '') AS layer, t.modality, t.certainty AS confidence, coalesce(t.amount_number, 'nan') AS amount,
  coalesce(t.currency, '') AS currency,
  t.occurrence, t.dated, coalesce(yr(t.valid_from), {past})::SMALLINT AS first,
  coalesce(latest(t.valid_to, t.valid_to_latest), {future})::SMALLINT AS last,
  p.possible_from::SMALLINT AS possible_from, p.possible_to::SMALLINT AS possible_to,
  p.certain_from::SMALLINT AS certain_from, p.certain_to::SMALLINT AS certain_to
FROM pairs p JOIN frozen_ties t ON t.iri = p.tie JOIN tie_order k ON k.iri = p.tie
JOIN node u ON u.iri = p.u JOIN node v ON v.iri = p.v ORDER BY k.tie, u.node, v.node
"""

# what a tie says of itself, in the order of ties
_TIE_COLUMNS = """
SELECT coalesce(regexp_extract(t.relation, '[^/#]*$'), '') AS relation
FROM tie_order k JOIN ties t ON t.iri = k.iri ORDER BY k.tie
"""

# every key that a filter may name, whether or not a tie carries it
_KNOWN = {
    "type": "SELECT key FROM tie_types",
    "layer": "SELECT layer FROM tie_types WHERE layer IS NOT NULL "
    "UNION SELECT key FROM concepts WHERE scheme = 'layers'",
    "place": "SELECT key FROM things WHERE kind = 'place'",
    "sector": "SELECT key FROM things WHERE kind = 'sector'",
    "document": "SELECT key FROM things WHERE kind = 'source'",
    "class": "SELECT key FROM house WHERE actor UNION SELECT coalesce(cls, 'Thing') FROM node",
}

_RESEARCHING = (
    "SELECT h.key FROM house h JOIN classes c ON c.iri = h.house WHERE c.researching GROUP BY h.key ORDER BY 1"
)

_TYPES = """
SELECT key, coalesce(relation, ''), coalesce(spaces, ''), CASE WHEN membership THEN 'true' ELSE '' END,
  coalesce(typical, ''), coalesce(parent, '') FROM tie_types ORDER BY key
"""

TIE_TYPE = ("relation", "spaces", "membership", "typical", "parent")
"""What is kept of a tie type: its usual triple-helix relation, its spaces (separated by semicolons), ``true`` for a
membership, the sphere whose typical work it is, and at which end the body stands that the other is part of."""

# one row a piece of evidence: about whom, in which scheme, the concept and those above it, year, value, and where from
_CLASSIFIED = """
WITH wider AS (
  SELECT a.concept, list(c.key ORDER BY c.key) AS above FROM concept_above a JOIN concepts c ON c.iri = a.above
  WHERE a.above <> a.concept GROUP BY a.concept
)
SELECT t.key, c.scheme, c.key, coalesce(w.above, []), yr(k.year), CAST(k.value AS DOUBLE), e.key, d.key
FROM classifications k JOIN things t ON t.iri = k.about JOIN concepts c ON c.iri = k.concept
LEFT JOIN wider w ON w.concept = k.concept JOIN supports s ON s.thing = k.iri JOIN evidence e ON e.iri = s.evidence
JOIN things d ON d.iri = e.document ORDER BY t.key, c.scheme, c.key, k.key, e.key
"""

# (name, what it is about: node or tie, query for row and key)
_LINKS = {
    "place": """
WITH RECURSIVE inside AS (
  SELECT iri AS place, iri AS above FROM things WHERE kind = 'place'
  UNION SELECT i.place, t.within FROM inside i JOIN things t ON t.iri = i.above WHERE t.within IS NOT NULL
), located AS (
  SELECT iri AS thing, place FROM things WHERE place IS NOT NULL
  UNION SELECT a.thing, b.thing FROM ties t JOIN ends a ON a.tie = t.iri AND a.role = 'source'
    JOIN ends b ON b.tie = t.iri AND b.role = 'target' JOIN tie_types k ON k.iri = t.type AND k.key = 'location'
)
SELECT DISTINCT n.node AS row, p.key FROM located l JOIN node n ON n.iri = l.thing
JOIN inside i ON i.place = l.place JOIN things p ON p.iri = i.above ORDER BY ALL""",
    "sector": """
WITH RECURSIVE inside AS (
  SELECT iri AS sector, iri AS above FROM things WHERE kind = 'sector'
  UNION SELECT i.sector, t.within FROM inside i JOIN things t ON t.iri = i.above WHERE t.within IS NOT NULL
)
SELECT DISTINCT n.node AS row, s.key
FROM ends a JOIN ends b ON b.tie = a.tie AND a.role = 'source' AND b.role = 'target'
JOIN inside i ON i.sector = b.thing JOIN things s ON s.iri = i.above JOIN node n ON n.iri = a.thing ORDER BY ALL""",
    "document": """
SELECT DISTINCT k.tie AS row, d.key FROM supports s JOIN tie_order k ON k.iri = s.thing
JOIN evidence e ON e.iri = s.evidence JOIN things d ON d.iri = e.document ORDER BY ALL""",
}


def write_arrays(ledger: Ledger, frozen: dict[str, str], folder: Path) -> None:
    """Write the arrays of a ledger whose spheres and dates are derived; ``frozen`` are the queries of its tables."""
    from triskele.ledger.time import FUTURE, PAST

    folder.mkdir()
    for name in ("things", "ties"):
        ledger.execute(f"CREATE OR REPLACE TABLE frozen_{name} AS {frozen[name]}")
    ledger.execute(_NODES)
    ledger.execute(
        "CREATE OR REPLACE TABLE tie_order AS "
        "SELECT iri, key, row_number() OVER (ORDER BY key, iri) - 1 AS tie FROM ties"
    )
    shares = ", ".join(f"coalesce(a.share_{i}, 0.0) AS share_{i}" for i in range(4))
    sums = ", ".join(f"sum(share) FILTER (sphere = '{sphere}') AS share_{i}" for i, sphere in enumerate(SPHERES[:4]))
    categories: dict[str, list[str]] = {}
    nodes = ledger.columns(_NODE_COLUMNS.format(spheres=list(SPHERES), shares=shares, sums=sums))
    _write(nodes, folder, "node", {"class", "kind"}, categories)
    pairs = ledger.columns(_PAIR_COLUMNS.format(past=PAST, future=FUTURE))
    _write(pairs, folder, "pair", {"type", "layer", "modality", "currency"}, categories)
    _write(ledger.columns(_TIE_COLUMNS), folder, "tie", {"relation"}, categories)
    _texts([key for (key,) in ledger.query("SELECT key FROM tie_order ORDER BY tie")], folder / "tie-key")
    for name, query in _LINKS.items():
        found = ledger.columns(query)
        values, codes = np.unique(np.asarray(found["key"], dtype=object).astype(str), return_inverse=True)
        categories[name] = values.tolist()
        np.save(folder / f"{name}-row.npy", np.asarray(found["row"], dtype=np.int32))
        np.save(folder / f"{name}-code.npy", codes.astype(np.int32))
    known = {name: sorted(key for (key,) in ledger.query(query)) for name, query in _KNOWN.items()}
    types = {key: dict(zip(TIE_TYPE, said, strict=True)) for key, *said in ledger.query(_TYPES)}
    researching = [key for (key,) in ledger.query(_RESEARCHING)]
    classified = [list(row) for row in ledger.query(_CLASSIFIED)]
    for name, value in (
        ("categories", categories), ("known", known), ("tie-types", types), ("classifications", classified),
        ("researching", researching),
    ):  # fmt: skip
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, sort_keys=True), "utf-8")


def _write(
    columns: dict[str, Any], folder: Path, prefix: str, coded: set[str], categories: dict[str, list[str]]
) -> None:
    for name, column in columns.items():
        values = np.ma.filled(column) if isinstance(column, np.ma.MaskedArray) else column
        if name in coded:
            found, codes = np.unique(np.asarray(values, dtype=object).astype(str), return_inverse=True)
            categories[name] = found.tolist()
            np.save(folder / f"{prefix}-{name}.npy", codes.astype(np.int16))
        elif values.dtype == object:
            _texts(values.tolist(), folder / f"{prefix}-{name}")
        else:
            np.save(folder / f"{prefix}-{name}.npy", values)


def _texts(values: Sequence[str], path: Path) -> None:
    ends, text = packed(values)
    np.save(path.with_name(f"{path.name}-ends.npy"), ends)
    np.save(path.with_name(f"{path.name}-text.npy"), text)


def packed(values: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Texts end to end, as :class:`Texts` reads them: where each ends, and their bytes."""
    encoded = [value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(value) for value in encoded], out=ends[1:])
    return ends, np.frombuffer(b"".join(encoded), dtype=np.uint8)


@dataclass(frozen=True)
class Texts:
    """Texts that are read when asked for."""

    ends: NDArray[np.int64]
    text: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, position: int) -> str:
        return self.text[self.ends[position] : self.ends[position + 1]].tobytes().decode()

    def all(self) -> NDArray[np.object_]:
        """All of them as an array of Python texts."""
        whole, ends = self.text.tobytes(), self.ends.tolist()
        return np.fromiter((whole[a:b].decode() for a, b in pairwise(ends)), dtype=object, count=len(self))

    def some(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Those of some rows as an array that holds their letters and no Python texts: a third of the room."""
        whole, begin, end = self.text.tobytes(), self.ends[rows].tolist(), self.ends[rows + 1].tolist()
        texts = [whole[a:b].decode() for a, b in zip(begin, end, strict=True)]
        return np.array(texts, dtype=np.dtypes.StringDType())

    def find(self, wanted: str) -> int | None:
        """The position of a text among texts that are in the order of their characters; None when it is not there."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == wanted else None


class Classified(NamedTuple):
    """One classification by one piece of evidence: who, in which scheme, the concept and those above it."""

    about: str
    scheme: str
    concept: str
    above: list[str]
    year: int | None
    value: float | None
    evidence: str
    document: str


class Arrays:
    """The arrays of one release, each mapped when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, NDArray[Any]] = {}

    def _load(self, name: str) -> NDArray[Any]:
        if name not in self._open:
            path = checked(self.folder.parent, f"{FOLDER}/{name}.npy")
            self._open[name] = np.load(path, mmap_mode="r", allow_pickle=False)
        return self._open[name]

    def _json(self, name: str) -> Any:
        return json.loads(read_checked(self.folder.parent, f"{FOLDER}/{name}.json"))

    @cached_property
    def categories(self) -> dict[str, list[str]]:
        """What the codes of coded columns mean."""
        found: dict[str, list[str]] = self._json("categories")
        return found

    @cached_property
    def known(self) -> dict[str, list[str]]:
        """Every key that a filter may name, by what it names: type, layer, place, sector, document, class."""
        found: dict[str, list[str]] = self._json("known")
        return found

    @cached_property
    def tie_types(self) -> dict[str, dict[str, str]]:
        """What the ontology says of each tie type, by the names of ``TIE_TYPE``; empty: nothing."""
        found: dict[str, dict[str, str]] = self._json("tie-types")
        return found

    def types_that(self, name: str, value: str) -> list[str]:
        """The keys of the tie types of which the ontology says this."""
        return [key for key, said in self.tie_types.items() if said[name] == value]

    @cached_property
    def researching(self) -> frozenset[str]:
        """The classes of actors whose work is research and development, as the ontology says."""
        return frozenset(self._json("researching"))

    @cached_property
    def classifications(self) -> list[Classified]:
        """What is classified as what, one row a piece of evidence."""
        return [Classified(*row) for row in self._json("classifications")]

    @property
    def nodes(self) -> Frame:
        return Frame(self, "node")

    @property
    def pairs(self) -> Frame:
        return Frame(self, "pair")

    def texts(self, name: str) -> Texts:
        """A column of texts: ``node-key``, ``node-iri``, ``node-label_tr``, ``node-label_en`` or ``tie-key``."""
        return Texts(self._load(f"{name}-ends"), self._load(f"{name}-text"))

    @cached_property
    def keys(self) -> NDArray[np.object_]:
        """The key of every node."""
        return self.texts("node-key").all()

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Membership of each node in the first four spheres, rows summing to 1 or, when unknown, to 0."""
        return np.column_stack([self._load(f"node-share_{i}") for i in range(4)])

    @cached_property
    def relations(self) -> list[str]:
        """The triple-helix relation that a source says of each tie; empty when it says none."""
        words = self.categories["relation"]
        return [words[code] for code in self._load("tie-relation").tolist()]

    def carried(self, name: str) -> dict[str, int]:
        """How many nodes (place, sector) or ties (document) carry each key, in the order of the keys."""
        keys = self.categories[name]
        return dict(zip(keys, np.bincount(self._load(f"{name}-code"), minlength=len(keys)).tolist(), strict=True))

    def linked(self, name: str, keys: Sequence[str]) -> NDArray[np.bool_]:
        """Which nodes (place, sector) or ties (document) carry any of these keys."""
        codes = [code for code, key in enumerate(self.categories[name]) if key in set(keys)]
        size = len(self.texts("tie-key")) if name == "document" else len(self.nodes)
        found = np.zeros(size, dtype=bool)
        found[self._load(f"{name}-row")[np.isin(self._load(f"{name}-code"), codes)]] = True
        return found


@dataclass(frozen=True)
class Frame:
    """The columns of nodes or of pairs, as :class:`triskele.ledger.selection.Columns` has them."""

    arrays: Arrays
    prefix: str

    def __len__(self) -> int:
        return len(self.arrays._load("pair-u" if self.prefix == "pair" else "node-sphere"))

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays._load(f"{self.prefix}-{name}")

    def carries(self, name: str, keys: Sequence[str]) -> NDArray[np.bool_]:
        if name == "document":
            return np.asarray(self.arrays.linked(name, keys)[self["tie"]])
        wanted = set(keys)
        codes = [code for code, value in enumerate(self.arrays.categories[name]) if value in wanted]
        return np.isin(self[name], codes)

    def words(self, name: str, rows: NDArray[Any] | slice = slice(None)) -> NDArray[np.object_]:
        """What a coded column says in these rows, as texts."""
        values = np.array(self.arrays.categories[name], dtype=object)
        return np.asarray(values[self[name][rows]], dtype=object)
