"""Every field of a selection against everything a release feeds: no field is said and then not looked at, and every
address gives its result again."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from triskele.catalogue import lists, open_catalogue
from triskele.catalogue.summary import summarize
from triskele.ecosystem import Ecosystem
from triskele.exports import write_network
from triskele.ledger.selection import Selection
from triskele.ledger.time import When
from triskele.measure import _input, measure, reads_release
from triskele.metrics import registry
from triskele.networks import PROJECTIONS, Hypergraph, choose, open_arrays, project
from triskele.networks.csr import Network
from triskele.terms import TSK, TYPE

METRICS = [metric for metric in registry.all() if reads_release(metric)]

# field: what the others are meanwhile, and the value it takes
FIELDS: dict[str, tuple[dict[str, Any], Any]] = {
    "as_of": ({}, 1995),
    "when": ({"as_of": 2010}, "certain"),
    "tie_types": ({}, ("membership", "cluster-membership", "hosting", "contains")),
    "layers": ({}, ("membership", "governance")),
    "modalities": ({}, ("planned", "recommended")),
    "spheres": ({}, ("university", "industry", "hybrid", "unknown")),
    "places": ({}, ("izmir", "ankara")),
    "sectors": ({}, ()),
    "types": ({}, ("University", "Firm", "ClusterInitiative", "PublicBody")),
    "clusters": ({}, ()),
    "documents": ({}, ("izmir",)),
    "without": ({}, ()),
    "min_confidence": ({}, 0.95),
    "occurrences": ({}, "none"),
    "persons": ({}, True),
    "collectives": ({}, True),
    "directed": ({}, True),
    "weight": ({}, "confidence"),
    "parallel": ({"weight": "confidence"}, "max"),
    "hybrids": ({}, "fractional"),
    "isolates": ({}, False),
    "undated": ({}, False),
}
# what does not concern what a metric of this kind measures: sets have no direction, weight or isolates; a checklist
# looks at clusters, so classes of actors say nothing; turnover reads all years at once; persons are of no sphere and
# show nothing of a cluster
_SETS = {"directed", "weight", "parallel", "isolates", "hybrids"}
INERT: dict[str, set[str]] = {
    "layers": {"parallel"},  # no pair of the seeds has two ties of one type
    "records": _SETS | {"persons"},
    "incidence": _SETS,
    "checklist": _SETS | {"types", "persons"},
    "tie-sets": _SETS - {"directed"} | {"as_of"},
    "system": {"weight", "parallel", "hybrids", "directed"},
}


@pytest.fixture(scope="module")
def fields(seeds: Ecosystem) -> dict[str, tuple[dict[str, Any], Any]]:
    """The fields with keys that the release has: its largest cluster and sector, and its most tied actors left out."""
    projected, arrays = project(seeds.release), open_arrays(seeds.release)
    ties, keys = projected.ties, projected.keys
    members = keys[ties["v"][ties.words("type") == "cluster-membership"]].tolist()
    cluster = Counter(members).most_common(1)[0][0]
    degree = Counter(keys[[*ties["u"], *ties["v"]]].tolist())
    busy = tuple(key for key, _ in degree.most_common(20) if key != cluster)
    sector = max(arrays.known["sector"], key=lambda key: int(arrays.linked("sector", (key,)).sum()))
    return {**FIELDS, "clusters": ({}, (cluster,)), "without": ({}, busy), "sectors": ({}, (sector,))}


def digest(value: Any) -> str:
    """What a metric is handed, as one number."""
    return hashlib.sha256(repr(_plain(value)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case Network():
            arrays = [value.indptr, value.indices, value.node_data["sphere"]]
            arrays += [] if value.weights is None else [value.weights]
            return (
                value.ids,
                value.is_directed(),
                value.graph["hybrids"],
                *(None if a is None else a.tolist() for a in arrays),
            )
        case Hypergraph():
            return value.actors, value.edges, value.incidence.toarray().tolist(), value.shares.tolist()
        case pd.DataFrame():
            return value.to_csv(index=False)
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case str() | int() | float() | None:
            return value
        case _:
            raise TypeError(f"{type(value)} has no plain form")


@pytest.fixture(scope="module")
def held() -> dict[Any, str]:
    """What was handed over already: metrics of one kind and with the same parameters are handed the same."""
    return {}


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_every_field_changes_what_is_measured(
    seeds: Ecosystem, fields: dict[str, Any], held: dict[Any, str], metric: Any
) -> None:
    kind = metric.name if metric.input == "checklist" else metric.input
    takes = frozenset({"form", "weight", "members", "clusters", "directed"} & {p.name for p in metric.parameters})

    def measured(given: dict[str, Any]) -> str:
        key = kind, takes, *sorted(given.items())
        if key not in held:
            data, _, parameters = _input(seeds.release, metric, "organisations", Selection(**given), {})
            held[key] = digest((data, parameters))
        return held[key]

    without_effect = {
        name for name, (others, value) in fields.items() if measured({**others, name: value}) == measured(others)
    }
    assert without_effect == without_effect & INERT.get(metric.input, set())


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_every_field_changes_the_network_and_its_export(
    seeds: Ecosystem, fields: dict[str, Any], projection: str
) -> None:
    for name, (others, value) in fields.items():
        before, after = (
            project(seeds.release, projection, Selection(**one)) for one in (others, {**others, name: value})
        )
        single = name == "parallel" and projection in ("membership", "hyperedges")  # nobody is a member twice over
        if name != "hybrids" and not single:  # the network carries both readings of hybrids; a metric takes one
            assert digest(before.network) != digest(after.network), name
            bare = [write_network(one, "node-link").partition(b'"nodes"')[2] for one in (before, after)]
            assert bare[0] != bare[1], name
        assert Selection.read(after.selection.changed()) == after.selection


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_an_address_gives_its_result_again(ecosystem: Ecosystem, metric: Any) -> None:
    quick = {"permutations": 2, "seed": 5} if any(p.name == "permutations" for p in metric.parameters) else {}
    selection = Selection(as_of=2020, modalities=("all",), min_confidence=0.7, directed=False, undated=True,
                          documents=("novel",), hybrids="fractional", without=("idle-university",))  # fmt: skip
    result = measure(ecosystem.release, metric.name, selection=selection, **quick)
    assert result.address is not None
    asked = dict(parse_qsl(urlsplit(result.address).query))
    projection = asked.pop("projection")
    own = {p.name for p in metric.parameters}
    chosen = {name: value for name, value in asked.items() if name in FIELDS}
    parameters = {name: value for name, value in asked.items() if name in own and name not in FIELDS}
    again = measure(
        ecosystem.release, metric.name, projection=projection, selection=Selection.read(chosen), **parameters
    )
    assert Selection.read(chosen) == selection
    assert (again.values, again.chosen, again.address) == (result.values, result.chosen, result.address)


_IS_TIE = f"<{TYPE}> <{TSK}Tie> .".encode()
_TIES = "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a tsk:Tie }"
_ACTORS = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a ?c . ?c rdfs:subClassOf* tsk:Actor }"


@pytest.mark.parametrize("when", ["possible", "certain"])
def test_chosen_is_the_same_on_every_surface_in_ten_years(seeds: Ecosystem, when: When) -> None:
    """Counted by the engine of queries, the two of lists, the arrays and what was written down at the build."""
    catalogue, release = open_catalogue(seeds.release), seeds.release
    seen = set()
    for year in (1900, 1950, 1976, 1985, 1992, 1999, 2005, 2010, 2015, 2026):
        selection = Selection(as_of=year, when=when)
        chosen = choose(open_arrays(release), selection).counts
        ties, actors = chosen["ties"], chosen["actors"]
        projected = seeds.project(as_of=year, when=when)
        exported = json.loads(write_network(projected, "node-link"))["graph"]["chosen"]
        measured = measure(release, "ei-index", selection=selection, permutations=0).chosen
        listed = [
            lists.list_ties(catalogue, "tr", {}, selection=selection, limit=1),
            lists.list_actors(catalogue, "en", {}, selection=selection, limit=1),
        ]
        total = summarize(catalogue, release, "tr", selection)
        for told in (projected.chosen, exported, measured, total["chosen"], *(page["chosen"] for page in listed)):
            assert told == chosen, year
        assert [page["meta"]["count"] for page in listed] == [ties, actors]
        assert (total["counts"]["ties"], total["counts"]["actors"]) == (ties, actors)
        asked = [next(iter(seeds.query(query, as_of=year, when=when)))["n"] for query in (_TIES, _ACTORS)]
        assert asked == [ties, actors], year
        if year in (1950, 2010):
            statements = io.BytesIO()
            release.store.dump(statements, "nt", release.scope.held(year, when))
            told_of = {line.split(b" ", 1)[0] for line in statements.getvalue().splitlines() if line.endswith(_IS_TIE)}
            assert len(told_of) == ties, year
        written = release.chosen(year, when)
        assert written == {name: chosen[name] for name in written}
        seen.add(ties)
    assert len(seen) > 6, "the years differ"


@pytest.mark.parametrize(
    ("given", "facets"),
    [
        ({"tie_types": ("membership", "hosting")}, {"type": {"membership", "hosting"}}),
        ({"layers": ("membership",)}, {"layer": {"membership"}}),
        ({"modalities": ("planned", "recommended")}, {"modality": {"planned", "recommended"}}),
        ({"documents": ("izmir",)}, {"document": {"izmir"}}),
        ({"min_confidence": 0.95}, {}),
        ({"occurrences": "none"}, {}),
        ({"undated": False}, {}),
        ({"as_of": 1995}, {}),
        ({"as_of": 2010, "when": "certain"}, {}),
    ],
    ids=lambda value: next(iter(value), "") if isinstance(value, dict) else "",
)
def test_every_field_of_ties_keeps_the_same_in_lists(
    seeds: Ecosystem, given: dict[str, Any], facets: dict[str, set[str]]
) -> None:
    """What the list is told in its own words, or by the selection, is what the arrays keep; degrees add up to it."""
    catalogue, selection = open_catalogue(seeds.release), Selection(**given)
    own = Selection(**{name: value for name, value in given.items() if not facets})
    chosen = choose(open_arrays(seeds.release), selection).counts
    page = lists.list_ties(catalogue, "en", facets, selection=own, limit=1)
    assert (page["meta"]["count"], page["chosen"]) == (chosen["ties"], chosen)
    assert chosen != choose(open_arrays(seeds.release), Selection()).counts
    numbers = catalogue.rows.column("SELECT number FROM thing")
    by_columns = dict(catalogue.columns.tuples(lists._degrees(catalogue, selection)))
    assert lists.degrees_of(catalogue, numbers, selection) == by_columns, "the two engines count alike"
    assert by_columns
