"""The triple helix of a country on a page: who is there, who works with whom across spheres, and who joins them.

Two bodies of a country work together when they share a consortium, cluster or board, or when a tie names both. Shared
consortia are derived here and nowhere stored. What chance gives is told by metrics that have a null model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from triskele.errors import InvalidInput
from triskele.identifiers import split
from triskele.ledger.arrays import SPHERES, Arrays
from triskele.measure import sphere_records
from triskele.measure.names import name_nodes
from triskele.metrics import registry
from triskele.metrics.record import Result
from triskele.networks import Hypergraph, Projected, Selection, open_arrays, project
from triskele.networks.choosing import choose, choose_actors
from triskele.progress import said
from triskele.release.library import Release
from triskele.text import did_you_mean
from triskele.words import Text, find, languages, say

if TYPE_CHECKING:
    from collections.abc import Iterator

METRICS = ("sphere-sets", "trilateral-transmission")
"""What is measured of a country's consortia, each beside its null model."""
BRIDGES = 10
DRAWS = 199
NAMES = (*SPHERES, "unknown")
_COUNTRIES = """
SELECT ?place ?tr ?en WHERE { ?place a tsk:Country
  OPTIONAL { ?place skos:prefLabel ?tr FILTER(LANG(?tr) = "tr") }
  OPTIONAL { ?place skos:prefLabel ?en FILTER(LANG(?en) = "en") } } ORDER BY ?place"""


@dataclass(frozen=True)
class Bridge:
    """An actor with its partners in other spheres than its own: how many, in which spheres, over how many consortia."""

    actor: str
    name: Text
    sphere: str
    partners: int
    spheres: Sequence[str]
    consortia: int


@dataclass(frozen=True)
class Country:
    """The triple helix of one country. ``actors`` by sphere; ``pairs`` of actors that work together, by the two
    spheres; ``consortia`` in which it has a member, ``joint`` ones in which it has two or more; ``results`` of
    :data:`METRICS`."""

    place: str
    name: Text
    release: int
    actors: Mapping[str, int]
    consortia: int
    joint: int
    pairs: Mapping[tuple[str, str], int]
    results: Mapping[str, Result]
    bridges: Sequence[Bridge]
    text: Text = field(default_factory=dict)

    @property
    def within(self) -> int:
        """Pairs of one known sphere."""
        return sum(n for (a, b), n in self.pairs.items() if a == b != "unknown")

    @property
    def between(self) -> int:
        """Pairs of two different known spheres."""
        return sum(n for (a, b), n in self.pairs.items() if a != b and "unknown" not in (a, b))

    def table(self, tag: str) -> list[list[str]]:
        """The pairs by the spheres of their two ends, each with a head in one language."""
        names = [name for name in NAMES if self.actors[name]]
        rows = [["", *(_sphere(name, tag) for name in names)]]
        for number, a in enumerate(names):
            counts = [str(self.pairs.get((a, b), 0)) for b in names[number:]]
            rows.append([_sphere(a, tag), *[""] * number, *counts])
        return rows

    def row(self) -> dict[str, Any]:
        """The country as one row of a table; an undefined number is None."""
        triple = self.results["sphere-sets"].headline
        transmission = self.results["trilateral-transmission"].headline
        return {
            "place": self.place,
            **{f"name_{tag}": self.name[tag] for tag in ("tr", "en")},
            "actors": sum(self.actors.values()),
            **{name: self.actors[name] for name in NAMES},
            "consortia": self.consortia,
            "joint_consortia": self.joint,
            "pairs_within": self.within,
            "pairs_between": self.between,
            "pairs_unknown": sum(self.pairs.values()) - self.within - self.between,
            **{f"{a}_{b}": self.pairs.get((a, b), 0) for i, a in enumerate(SPHERES[:4]) for b in SPHERES[i:4]},
            "uig": triple.value,
            "uig_expected": triple.expected,
            "uig_z": triple.z,
            "uig_p": triple.p,
            "transmission_mbit": transmission.value,
            "transmission_expected": transmission.expected,
            "transmission_z": transmission.z,
            "transmission_p": transmission.p,
            "bridge": self.bridges[0].actor if self.bridges else None,
        }


def countries(release: Release) -> dict[str, Text]:
    """The countries of a release by the key of their place, in the order of these, with their names."""
    found: dict[str, Text] = {}
    for row in release.store.query(_COUNTRIES):
        if kind := split(str(row["place"])):
            tr, en = row.get("tr"), row.get("en")
            found[kind[1]] = {"tr": str(tr or en or kind[1]), "en": str(en or tr or kind[1])}
    return found


def country_reports(
    release: Release,
    asked: Sequence[str] = (),
    *,
    selection: Selection | None = None,
    permutations: int = DRAWS,
    seed: int = 1,
) -> Iterator[Country]:
    """The report of each country asked for, by the key of its place or its ISO code; of every country that has an
    actor when none is. The selection filters ties and actors besides. O(Σk²) over the consortia of a country, and
    ``permutations`` draws of its memberships. InvalidInput for a country that is not there.
    """
    arrays, known = open_arrays(release), countries(release)
    places = [_find(one, known) for one in asked] or list(known)
    chosen = selection or Selection()
    work = _Work(arrays, chosen, project(release, "hyperedges", chosen))
    for place in dict.fromkeys(places):
        here = work.nodes & arrays.linked("place", (place,))
        if asked or here.any():
            yield _report(release, work, place, known[place], here, permutations, seed)


def _find(one: str, known: Mapping[str, Text]) -> str:
    for key in (one, f"iso-{one.lower()}"):
        if key in known:
            return key
    hint = did_you_mean(one, known, f"There are: {', '.join(known)}.")
    raise InvalidInput(f"No country of the release is called {one!r}.", hint=hint)


class _Work:
    """What all countries are cut out of: memberships and ties of the release, read once."""

    def __init__(self, arrays: Arrays, selection: Selection, consortia: Projected) -> None:
        assert consortia.hypergraph is not None
        self.arrays, self.whole = arrays, consortia.hypergraph
        place = {key: number for number, key in enumerate(arrays.keys.tolist())}
        self.members = np.array([place[key] for key in self.whole.actors], dtype=np.int64)
        chosen = choose(arrays, selection)
        self.nodes, _ = choose_actors(arrays, selection, chosen)
        u, v = (np.asarray(arrays.pairs[end])[chosen.pairs] for end in ("u", "v"))
        inside = self.nodes[u] & self.nodes[v]
        ones = np.ones(int(inside.sum()), dtype=np.int32)
        self.direct = csr_array((ones, (u[inside], v[inside])), shape=(len(place), len(place)))

    def cut(self, here: NDArray[np.bool_]) -> Hypergraph:
        """The consortia with the members that are ``here``; those without one are left out."""
        columns = np.flatnonzero(here[self.members])
        incidence = csr_array(self.whole.incidence[:, columns])
        rows = np.flatnonzero(np.diff(incidence.indptr))
        incidence = csr_array(incidence[rows])
        incidence.sort_indices()
        return replace(
            self.whole,
            actors=[self.whole.actors[i] for i in columns.tolist()],
            edges=[self.whole.edges[i] for i in rows.tolist()],
            incidence=incidence,
            sphere=self.whole.sphere[columns],
            shares=self.whole.shares[columns],
        )


def _report(
    release: Release, work: _Work, place: str, name: Text, here: NDArray[np.bool_], permutations: int, seed: int
) -> Country:
    said({tag: name.get(tag, name["en"]) for tag in languages()})
    arrays, cut = work.arrays, work.cut(here)
    index = np.flatnonzero(here)
    sphere = arrays.nodes["sphere"][index].astype(np.int64)
    together = _together(work, cut, index)
    records = sphere_records(cut)
    results = {
        metric: registry.get(metric)(
            records if registry.get(metric).input == "records" else cut,
            **({"form": "graph"} if registry.get(metric).input == "records" else {}),
            permutations=permutations,
            seed=seed,
        )
        for metric in METRICS
    }
    counted = np.bincount(np.where(sphere < 0, len(SPHERES), sphere), minlength=len(NAMES))
    made = Country(
        place=place,
        name=name,
        release=release.number,
        actors=dict(zip(NAMES, counted.tolist(), strict=True)),
        consortia=len(cut.edges),
        joint=int((np.diff(cut.incidence.indptr) > 1).sum()),
        pairs=_pairs(together, sphere),
        results=results,
        bridges=_bridges(arrays, cut, together, sphere, index),
    )
    return replace(made, text={tag: _text(made, tag) for tag in languages()})


def _together(work: _Work, cut: Hypergraph, index: NDArray[np.int64]) -> csr_array:
    """Which of these actors work together, as a symmetric matrix of ones without a diagonal."""
    row = {key: number for number, key in enumerate(work.arrays.keys[index].tolist())}
    where = np.array([row[key] for key in cut.actors], dtype=np.int64)
    shared = csr_array(cut.incidence.T.astype(np.int32) @ cut.incidence.astype(np.int32)).tocoo()
    direct = csr_array(work.direct[index][:, index]).tocoo()
    u = np.r_[where[shared.coords[0]], direct.coords[0], direct.coords[1]]
    v = np.r_[where[shared.coords[1]], direct.coords[1], direct.coords[0]]
    apart = u != v
    found = csr_array((np.ones(int(apart.sum()), dtype=np.int32), (u[apart], v[apart])), shape=(len(index),) * 2)
    found.sum_duplicates()
    found.data[:] = 1
    return found


def _pairs(together: csr_array, sphere: NDArray[np.int64]) -> dict[tuple[str, str], int]:
    upper = triu(together, 1).tocoo()
    codes = np.where(sphere < 0, len(SPHERES), sphere)
    low, high = (function(codes[upper.coords[0]], codes[upper.coords[1]]) for function in (np.minimum, np.maximum))
    table = np.bincount(low * len(NAMES) + high, minlength=len(NAMES) ** 2)
    return {(NAMES[at // len(NAMES)], NAMES[at % len(NAMES)]): int(table[at]) for at in np.flatnonzero(table).tolist()}


def _bridges(
    arrays: Arrays, cut: Hypergraph, together: csr_array, sphere: NDArray[np.int64], index: NDArray[np.int64]
) -> list[Bridge]:
    """The actors with most partners in other spheres than their own, of those whose sphere is known. Ties in the
    number go by the spheres reached, the consortia, the key."""
    kinds = np.zeros((len(index), len(SPHERES)))
    known = np.flatnonzero(sphere >= 0)
    kinds[known, sphere[known]] = 1
    by_sphere = np.asarray(together @ kinds).astype(np.int64)
    by_sphere[known, sphere[known]] = 0
    by_sphere[sphere < 0] = 0
    total = by_sphere.sum(axis=1)
    keys: list[str] = arrays.keys[index].tolist()
    taking = dict(zip(cut.actors, np.bincount(cut.incidence.indices, minlength=len(cut.actors)).tolist(), strict=True))
    order = sorted(
        np.flatnonzero(total).tolist(),
        key=lambda i: (-total[i], -int((by_sphere[i] > 0).sum()), -taking.get(keys[i], 0), keys[i]),
    )[:BRIDGES]
    names = name_nodes(arrays, [keys[i] for i in order])
    return [
        Bridge(
            keys[i],
            names[keys[i]],
            SPHERES[sphere[i]],
            int(total[i]),
            [SPHERES[s] for s in np.flatnonzero(by_sphere[i])],
            taking.get(keys[i], 0),
        )
        for i in order
    ]


def _sphere(name: str, tag: str) -> str:
    text = find("parts", name)
    return text[tag] if text else name


def _text(made: Country, tag: str) -> str:
    """The report as sentences in one language."""
    counted = [f"{_sphere(n, tag)} {made.actors[n]}" for n in NAMES if made.actors[n]]
    lines = [
        say("countries.actors", tag, name=made.name, count=sum(made.actors.values()), spheres=", ".join(counted)),
        say("countries.consortia", tag, count=made.consortia, joint=made.joint),
        say("countries.pairs", tag, pairs=sum(made.pairs.values()), within=made.within, between=made.between,
            unknown=sum(made.pairs.values()) - made.within - made.between),
        *(made.results[name].reading[tag] for name in METRICS if made.results[name].reading),
    ]  # fmt: skip
    if made.bridges:
        named = "; ".join(
            say("countries.bridge", tag, name=b.name, sphere=_sphere(b.sphere, tag), partners=b.partners)
            for b in made.bridges[:5]
        )
        lines.append(say("countries.bridges", tag, named=named))
    else:
        lines.append(say("countries.no-bridge", tag))
    return "\n".join(lines)
