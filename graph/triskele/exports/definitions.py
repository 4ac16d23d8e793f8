"""Metric definitions as linked data: what a result's ``tsk:metric`` points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from triskele import terms
from triskele.metrics.metric import Metric
from triskele.quads import Quad, iri, text
from triskele.store import Store


def definition_iri(name: str) -> str:
    """The IRI of the metric of this name."""
    return f"{terms.ID}metric/{name}"


def write_definitions(metrics: Iterable[Metric], form: str = "ttl") -> bytes:
    """The definitions in a graph format; the same metrics give the same bytes."""
    store = Store.create()
    store.load_quads("".join(f"{quad.line()}\n" for metric in metrics for quad in definition(metric)).encode())
    output = BytesIO()
    store.dump(output, form, merged=True)
    return output.getvalue()


def definition(metric: Metric) -> Iterator[Quad]:
    """What a metric is called and asks, its formula, range, undefined cases, null models and source."""
    pairs = [
        (terms.TYPE, iri(terms.TSK + "MetricDefinition")),
        *((terms.TSK + "possibleNullModel", iri(f"{terms.VOCABULARY}null-models#{name}")) for name in metric.nulls),
    ]
    for predicate, words in (
        (terms.RDFS + "label", metric.title),
        (terms.RDFS + "comment", metric.question),
        (terms.TSK + "undefinedWhen", metric.undefined_when),
        (terms.TSK + "formula", metric.formula),
        (terms.TSK + "valueRange", metric.range),
        (terms.DCT + "bibliographicCitation", metric.reference),
    ):
        if len(set(words.values())) == 1:  # symbols are of no language
            pairs.append((predicate, text(next(iter(words.values())))))
        else:
            pairs += [(predicate, text(word, tag)) for tag, word in words.items()]
    subject, graph = iri(definition_iri(metric.name)), iri(terms.GRAPH + "results")
    for predicate, value in pairs:
        yield Quad(subject, iri(predicate), value, graph)
