"""Which ties and actors of a release are chosen: the one answer for networks, measures and exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput, OutdatedRelease
from triskele.ledger.arrays import FOLDER, SPHERES, Arrays, Texts
from triskele.ledger.selection import Selection, mask, meets
from triskele.text import did_you_mean

if TYPE_CHECKING:
    from triskele.release.library import Release

Mask = NDArray[np.bool_]
MEMBERSHIP = "cluster-membership"
_REASONS = {
    "modality": "other_modality", "confidence": "low_confidence", "type": "other_type", "layer": "other_layer",
    "document": "other_document", "occurrence": "occurrences", "dated": "dropped_undated_ties",
}  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What a selection keeps of a release.

    ``pairs``: which pairs of ends belong to a chosen tie and count in the year. ``nodes``: which nodes count in the
    year, by their own bounds or as an end of such a pair: whoever certainly has a tie is certainly there.
    ``dropped``: pairs that fell out, by the first reason that applies.

    ``counts`` are the numbers that are equal on every surface (lists, summary, SPARQL, networks, metrics, exports).
    Nothing about ends, isolates or parallel ties has been looked at; a tie counts once however many ends it has.

    - ``ties``: ties with two ends or more that meet :meth:`Selection.tie_conditions` and, when a year is asked for,
      of which a pair of ends counts in it (``<when>_from <= year <= <when>_to`` in the table ``pairs``)
    - ``actors``: things whose class is an actor's (column ``actor`` of the table ``things``), collectives included,
      that by their own bounds count in the year (the same comparison there); all of them without a year
    - ``certain``, ``possible``: how many ties that meet the conditions certainly, and possibly, count in the year,
      whichever of the two ``when`` asks for; null without a year
    - ``never``: ties that meet the conditions and count in no year at all (``possible_from > possible_to`` for every
      pair of ends), so that their dates or those of their ends leave no year
    """

    pairs: Mask
    nodes: Mask
    counts: dict[str, int | None]
    dropped: dict[str, int]


def open_arrays(release: Release) -> Arrays:
    """The arrays of a release, opened once a process (those of a scenario when it has them); OutdatedRelease when an
    earlier version made it."""
    if release.arrays is not None:
        return release.arrays
    folder = release.folder / FOLDER
    if not folder.is_dir():
        raise OutdatedRelease(
            f"Release {release.number} was made by an earlier version of Triskele and has no networks.",
            hint="Build it again from its sources: triskele build.",
        )
    return _opened(folder, folder.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _opened(folder: Path, _: int) -> Arrays:
    return Arrays(folder)


def choose(arrays: Arrays, selection: Selection) -> Chosen:
    """The ties and actors a selection keeps; InvalidInput for keys that nothing in the release has. O(ties)."""
    for keys, name, what in (
        (selection.tie_types, "type", "tie type"), (selection.layers, "layer", "layer"),
        (selection.documents, "document", "document"),
    ):  # fmt: skip
        check_known(keys, arrays.known[name], what)
    return _choose(arrays, selection)


def count_chosen(arrays: Arrays, selection: Selection) -> dict[str, int | None]:
    """The numbers of :class:`Chosen` alone, for whoever has looked at the keys; the layer ``none`` is that of ties
    without one."""
    layers = tuple("" if key == "none" else key for key in selection.layers)
    return _choose(arrays, replace(selection, layers=layers)).counts


def _choose(arrays: Arrays, selection: Selection) -> Chosen:
    pairs, nodes = arrays.pairs, arrays.nodes
    kept = np.ones(len(pairs), dtype=bool)
    dropped: dict[str, int] = {}
    for condition in selection.tie_conditions():
        met = meets(condition, pairs)
        dropped[_REASONS[condition.column]] = int((kept & ~met).sum())
        kept &= met
    tie = np.asarray(pairs["tie"])
    met_ties = count_distinct(tie[kept])
    counts: dict[str, int | None] = {"ties": met_ties, "certain": None, "possible": None}
    counts["never"] = met_ties - count_distinct(tie[kept & (pairs["possible_from"] <= pairs["possible_to"])])
    counting = mask(selection.year_conditions(), nodes, len(nodes))
    if selection.as_of is not None:
        for when in ("certain", "possible"):
            there = (pairs[f"{when}_from"] <= selection.as_of) & (pairs[f"{when}_to"] >= selection.as_of)
            counts[when] = count_distinct(tie[kept & there])
        active = mask(selection.year_conditions(), pairs, len(pairs))
        dropped["not_active"] = int((kept & ~active).sum())
        kept &= active
        counts["ties"] = counts[selection.when]
    counts["actors"] = int((nodes["actor"] & counting).sum())
    there = counting.copy()
    for end in ("u", "v"):
        there[pairs[end][kept]] = True
    order = ("ties", "actors", "certain", "possible", "never")
    return Chosen(kept, there, {name: counts[name] for name in order}, dropped)


def choose_actors(arrays: Arrays, selection: Selection, chosen: Chosen) -> tuple[Mask, dict[str, int]]:
    """Which nodes a network of actors holds, and how many persons and collectives stayed out of it.

    Members of the selection's clusters are those whose membership counts in the year, whatever the types and layers of
    the network's ties.
    """
    nodes = arrays.nodes
    kept = (nodes["actor"] | nodes["person"]) & chosen.nodes
    if selection.types:
        check_known(selection.types, arrays.known["class"], "class")
        kept &= nodes.carries("class", selection.types)
    if selection.spheres:
        check_known(selection.spheres, (*SPHERES, "unknown"), "sphere")
        kept &= np.isin(nodes["sphere"], [SPHERES.index(s) if s in SPHERES else -1 for s in selection.spheres])
    for keys, name in ((selection.places, "place"), (selection.sectors, "sector")):
        if keys:
            check_known(keys, arrays.known[name], name)
            kept &= arrays.linked(name, keys)
    if selection.clusters:
        clusters = find_nodes(arrays, selection.clusters, "cluster")
        kept &= clusters | members(arrays, selection, clusters)
    if selection.without:
        kept &= ~find_nodes(arrays, selection.without, "actor")
    dropped = {}
    for name, column in (("persons", "person"), ("collectives", "collective")):
        if not getattr(selection, name):
            dropped[name] = int((kept & nodes[column]).sum())
            kept &= ~nodes[column]
    return kept, dropped


def members(arrays: Arrays, selection: Selection, clusters: Mask) -> Mask:
    """Which nodes are members of any of these clusters, by the ties that :func:`memberships` takes."""
    pairs = arrays.pairs
    rows = memberships(arrays, selection)
    rows = rows[clusters[pairs["v"][rows]]]
    found = np.zeros(len(arrays.nodes), dtype=bool)
    found[pairs["u"][rows]] = True
    return found


def memberships(arrays: Arrays, selection: Selection) -> NDArray[np.int64]:
    """The pairs (member, cluster) of memberships that are chosen, whatever types and layers the network's ties have:
    who belongs to a cluster does not depend on which ties are looked at."""
    chosen = choose(arrays, replace(selection, tie_types=(), layers=()))
    return np.flatnonzero(chosen.pairs & arrays.pairs.carries("type", (MEMBERSHIP,)))


def find_nodes(arrays: Arrays, keys: Iterable[str], what: str) -> Mask:
    """The nodes of these keys; InvalidInput with near keys for one that no node has."""
    keys, texts = tuple(keys), arrays.texts("node-key")
    found = np.zeros(len(texts), dtype=bool)
    for key in keys:
        position = texts.find(key)
        if position is None:
            check_known((key,), arrays.keys.tolist(), what)
        found[position] = True
    return found


def check_known(keys: Sequence[str], there: Iterable[str], what: str) -> None:
    """Raise InvalidInput with near names for a key that is not there."""
    if not keys:
        return
    known = set(there)
    for key in keys:
        if key not in known:
            raise InvalidInput(
                f"No {what} of the release is called {key!r}.",
                hint=did_you_mean(key, known, f"There are: {', '.join(sorted(known)[:30])}."),
            )


@dataclass(frozen=True)
class Ties:
    """Some pairs of ends of a release, as columns: ``ties["u"]``, ``["v"]`` (rows of nodes), ``["tie"]`` (rows of
    :attr:`names`), ``["mutual"]``, ``["first"]``, ``["last"]`` (years as written, PAST and FUTURE when nothing is),
    ``["confidence"]``, ``["amount"]`` (NaN: none), and what :class:`triskele.ledger.arrays.Frame` has besides."""

    arrays: Arrays
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return np.asarray(self.arrays.pairs[name][self.rows])

    def where(self, kept: Mask) -> Ties:
        """Those of them that a mask keeps."""
        return Ties(self.arrays, self.rows[kept])

    def words(self, name: str) -> NDArray[np.object_]:
        """A column of words: type, layer, modality or currency."""
        return self.arrays.pairs.words(name, self.rows)

    @property
    def keys(self) -> list[str]:
        """The key of the tie of each pair."""
        texts: Texts = self.arrays.texts("tie-key")
        return [texts[row] for row in self["tie"].tolist()]


def count_distinct(values: NDArray[Any]) -> int:
    """How many different values there are in ascending ones."""
    return int(np.count_nonzero(np.diff(values))) + 1 if len(values) else 0
