"""Metric results as an RDF Data Cube, in the structure ``ontology/cube.ttl`` defines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from io import BytesIO

from triskele import __version__, terms
from triskele.exports.definitions import definition, definition_iri
from triskele.identifiers import KEY, address
from triskele.metrics import registry
from triskele.metrics.metric import Metric
from triskele.metrics.record import NUMBERS, WHOLE, Result, Value
from triskele.quads import Quad, flag, iri, text, typed
from triskele.store import Store

STRUCTURE = terms.ROOT + "cube#metric-results"
_SPHERES = ("university", "industry", "government", "civil-society", "hybrid", "unknown")
_KINDS = {"actor": "actor", "cluster": "actor", "place": "place", "sector": "sector"}
_NAMES = {"p_low": "pLow", "p_high": "pHigh", "p_adjusted": "pAdjusted", "p_least": "pLeast", "p_most": "pMost"}


def write_cube(result: Result) -> bytes:
    """The result as Turtle: one data set, one observation a value. The same result gives the same bytes.

    The data set is named by the address that gives the result again, and the snapshot by that of the network.
    """
    store = Store.create()
    store.load_quads("".join(f"{q.line()}\n" for q in _quads(result)).encode())
    output = BytesIO()
    store.dump(output, "ttl")
    return output.getvalue()


def _p(name: str) -> str:
    return iri(terms.TSK + name)


def _quads(result: Result) -> Iterator[Quad]:
    graph = iri(terms.GRAPH + "results")
    dataset = result.address or f"{terms.ID}result/{_digest(result)}"
    snapshot = _snapshot(result)

    def say(subject: str, *pairs: tuple[str, str]) -> Iterator[Quad]:
        for predicate, value in pairs:
            yield Quad(iri(subject), predicate, value, graph)

    metric = registry.get(result.metric)
    yield from say(
        dataset,
        (iri(terms.TYPE), iri(terms.QB + "DataSet")),
        (iri(terms.QB + "structure"), iri(STRUCTURE)),
        *((iri(terms.RDFS + "label"), text(value, tag)) for tag, value in metric.title.items()),
        *((iri(terms.RDFS + "comment"), text(value, tag)) for tag, value in result.reading.items()),
        *((iri(terms.SKOS + "note"), text(value, tag)) for note in result.notes for tag, value in note.items()),
    )
    yield from definition(metric)
    yield from say(snapshot, (iri(terms.TYPE), _p("Snapshot")), (_p("projection"), text(result.projection or "none")))
    if result.release:
        release = f"{_root(result)}id/release/{result.release}"
        yield from say(release, (iri(terms.TYPE), _p("Release")))
        yield from say(snapshot, (_p("ofRelease"), iri(release)))
    if result.as_of:
        yield from say(snapshot, (_p("asOf"), typed(f"{int(result.as_of):04d}", "gYear")))
    shared = list(_shared(result, metric, dataset, snapshot))
    for number, value in enumerate(result.values, 1):
        yield from say(f"{dataset}#{number}", *shared, *_observation(value, _root(result)))


def _digest(result: Result) -> str:
    """For a result that no address gives again: the same data and parameters have the same name."""
    run = {name: getattr(result, name) for name in ("metric", "version", "null")}
    run |= {"parameters": dict(result.parameters), "dropped": dict(result.dropped)}
    run["values"] = [[dict(value.key), value.value] for value in result.values]
    return hashlib.sha256(json.dumps(run, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _root(result: Result) -> str:
    """What the names of the data that were measured begin with: the result's own address does."""
    return result.address.partition("r/" + str(result.release) + "/")[0] if result.address else terms.ROOT


def _snapshot(result: Result) -> str:
    """The network that was measured, at its address; for a table nobody else has, a name."""
    if result.release is None or result.projection is None:
        return f"{terms.ID}snapshot/table"
    return address(_root(result), int(result.release), f"networks/{result.projection}", result.selection)


def _shared(result: Result, metric: Metric, dataset: str, snapshot: str) -> Iterator[tuple[str, str]]:
    """What every observation of a run says."""
    yield iri(terms.TYPE), iri(terms.QB + "Observation")
    yield iri(terms.TYPE), _p("MetricResult")
    yield iri(terms.QB + "dataSet"), iri(dataset)
    yield _p("metric"), iri(definition_iri(metric.name))
    yield _p("metricVersion"), text(result.version)
    yield _p("codeVersion"), text(__version__)
    yield _p("ofSnapshot"), iri(snapshot)
    yield _p("layer"), iri(f"{terms.VOCABULARY}layers#{result.layer or 'all'}")
    yield _p("nullModel"), iri(f"{terms.VOCABULARY}null-models#{result.null or 'none'}")
    if result.null:
        # an exact null draws nothing, and a seed is still asked for: 0 stands for "no random choice was made"
        yield _p("seed"), typed(str(result.seed or 0), "integer")
    if result.permutations is not None:
        yield _p("permutations"), typed(str(result.permutations), "integer")
    yield _p("exact"), flag(result.exact)
    for name in ("direction", "weights", "hybrids"):
        if getattr(result, name):
            yield _p(name), text(getattr(result, name))
    for name, mapping in (("dropped", result.dropped), ("parameters", result.parameters)):
        yield _p(name), text(json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True))


def _observation(value: Value, root: str) -> Iterator[tuple[str, str]]:
    unit, quantity = place(value.key, root)
    yield _p("analysisUnit"), iri(unit)
    yield _p("quantity"), text(quantity)
    yield _p("unit"), text(value.unit or "one")
    yield _p("status"), iri(f"{terms.VOCABULARY}result-statuses#{value.status}")
    if value.verdict:
        yield _p("verdict"), iri(f"{terms.VOCABULARY}verdicts#{value.verdict}")
    for name in NUMBERS:
        number = getattr(value, name)
        if number is not None:
            kind = "integer" if name in WHOLE else "double"
            yield _p(_NAMES.get(name, name)), typed(repr(number), kind)
    if value.category:
        yield _p("category"), text(value.category)
    for part in value.evidence:
        yield _p("restsOn"), text(part)
    for tag, reason in (value.reason or {}).items():
        yield _p("reason"), text(reason, tag)


def place(key: Mapping[str, str], root: str = terms.ROOT) -> tuple[str, str]:
    """What a value speaks of (an actor, a place, a pair of spheres, else the whole network) and which number it is.

    Parts of the key that do not name the thing stay in the quantity, so that no two observations share both.
    """
    rest = dict(key)
    quantity = rest.pop("quantity", "")
    unit = f"{terms.VOCABULARY}analysis-units#network"
    if rest.get("from") in _SPHERES and rest.get("to") in _SPHERES:
        unit = f"{terms.VOCABULARY}analysis-units#{rest.pop('from')}-to-{rest.pop('to')}"
    else:
        for name, kind in _KINDS.items():
            if KEY.fullmatch(rest.get(name, "")):
                unit = f"{root}id/{kind}/{rest.pop(name)}"
                break
    parts = [f"{name}={value}" for name, value in sorted(rest.items())]
    return unit, " ".join([quantity, *parts] if quantity else parts) or "value"
