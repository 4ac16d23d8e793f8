"""Which graphs a query sees: those of a year, those it was sent with or names itself, or all but those of the years.

A year is asked for by ``as_of``, or by the name of its graph (``…/graph/view/2015``) as the only graph of the default
graph, which is what clients can send that know nothing but the protocol. Such a graph is a name for those on a path of
the tree (:mod:`triskele.rdf.tree`): there is nothing under the name itself, so wherever else it stands the query would
silently find nothing, and is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from triskele.errors import InvalidInput
from triskele.ledger.time import When, parse_when, parse_year
from triskele.rdf.tree import SPAN_GRAPH, Tree
from triskele.sparql import Facts
from triskele.store import Dataset
from triskele.terms import ONTOLOGY_GRAPH, VIEW_GRAPH, VOCABULARIES_GRAPH


class Asked(Protocol):
    """What a question says of its graphs besides its text (:class:`triskele.bounded.queries.Question`)."""

    @property
    def as_of(self) -> int | None: ...
    @property
    def when(self) -> str: ...
    @property
    def default_graphs(self) -> Sequence[str] | None: ...
    @property
    def named_graphs(self) -> Sequence[str] | None: ...


@dataclass(frozen=True)
class Scope:
    """The graphs of one release: the tree of its years, the named graphs besides those of the years, and those of the
    years that hold anything (each one of a path costs the engine a look)."""

    tree: Tree
    graphs: tuple[str, ...]
    spans: frozenset[str]

    def __call__(self, question: Asked, facts: Facts) -> Dataset:
        """The graphs a query sees; InvalidInput where a year and a dataset, or two of one, were asked for."""
        sent = bool(question.default_graphs or question.named_graphs)
        default = tuple(question.default_graphs or ()) if sent else facts.default
        named = tuple(question.named_graphs or ()) if sent else facts.named
        if question.as_of is not None and (sent or facts.default or facts.named):
            raise InvalidInput(
                "as_of and a dataset were both given.",
                hint="as_of chooses the default graph: leave out FROM and the parameters of the dataset, or as_of.",
            )
        as_of = question.as_of
        views = [name for name in (*default, *named, *facts.graphs) if name.startswith(VIEW_GRAPH)]
        if views:
            if named or facts.graphs.count(views[0]) or len(default) > 1:
                raise _misplaced(views[0])
            as_of, default = parse_year(views[0].removeprefix(VIEW_GRAPH), "year"), ()
            sent = False
        when = parse_when(question.when, as_of)
        if as_of is not None:
            return Dataset(self.held(as_of, when), self._named(facts), as_of)
        if sent:
            return Dataset(default, named)
        return Dataset(None, None if facts.default or facts.named else self._named(facts))

    def held(self, year: int, when: When = "possible") -> tuple[str, ...]:
        """The graphs that together are the default graph of a year."""
        path = [name for name in self.tree.path(year, when) if name in self.spans]
        return (*path, ONTOLOGY_GRAPH, VOCABULARIES_GRAPH)

    def _named(self, facts: Facts) -> tuple[str, ...] | None:
        # the engine is slower with a list (2 times where GRAPH has a variable, 1.1 where it has a name)
        if not facts.asks_graphs:
            return None
        return (*self.graphs, *(name for name in facts.graphs if name.startswith(SPAN_GRAPH)))


def _misplaced(name: str) -> InvalidInput:
    return InvalidInput(
        f"<{name}> was asked for among other graphs, or by GRAPH: it is a name for what holds in a year.",
        hint=f"Ask with as_of={name.removeprefix(VIEW_GRAPH)[:6]}, or give it alone as FROM or default-graph-uri.",
    )
