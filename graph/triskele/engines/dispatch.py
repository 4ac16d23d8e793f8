"""The object networkx loads as the backend ``triskele``.

A function without a kernel, and a kernel that declines the arguments it got, leave the call to networkx, which
answers on the same object: a Network is an nx.Graph. Which of the two happened is logged and counted.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

import networkx as nx

from triskele.engines.info import FUNCTIONS
from triskele.errors import InvalidInput
from triskele.networks.csr import Network

FAST = "pip install 'triskele[fast]'"
log = logging.getLogger("triskele.engines")
calls: Counter[tuple[str, str]] = Counter()
"""(function, "kernel" or the reason it was left to networkx) -> how often in this process."""

_FAMILY = {name: family for family, names in FUNCTIONS.items() for name in names}


class Declined(NotImplementedError):
    """A kernel exists but not for these arguments; the text says why. networkx then answers itself."""


class Backend:
    """networkx's backend interface; the functions themselves are imported when first called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in _FAMILY:
            log.debug("%s: no kernel, networkx answers", name)
            raise AttributeError(name)
        run = _runner(name)
        setattr(self, name, run)
        return run

    @staticmethod
    def convert_from_nx(
        graph: nx.Graph,
        *,
        edge_attrs: dict[str, Any] | None = None,
        node_attrs: dict[str, Any] | None = None,
        preserve_edge_attrs: bool = False,
        preserve_node_attrs: bool = False,
        preserve_graph_attrs: bool = False,
        name: str | None = None,
        graph_name: str | None = None,
    ) -> Network:
        """A Network holding what the function needs of an ordinary graph."""
        if graph.is_multigraph():
            if name is None or not name.startswith("leiden") or not edge_attrs:
                raise Declined("kernels take no multigraphs")
            [(weight, default)] = edge_attrs.items()
            graph = _merged(graph, weight, default)
        return Network.from_networkx(
            graph,
            node_attributes=None if preserve_node_attrs else (node_attrs or {}),
            edge_attributes=None if preserve_edge_attrs else (edge_attrs or {}),
            graph=None if preserve_graph_attrs else {},
        )

    @staticmethod
    def convert_to_nx(result: Any, *, name: str | None = None) -> Any:
        """The object itself: a Network is an nx.Graph already."""
        return result


def _merged(graph: nx.Graph, weight: str, default: float) -> nx.Graph:
    """Parallel ties as one with the sum of their weights, which is all that modularity sees of them."""
    merged = nx.Graph()
    merged.add_nodes_from(graph)
    for u, v, value in graph.edges(data=weight, default=default):
        merged.add_edge(u, v, **{weight: merged.get_edge_data(u, v, {}).get(weight, 0) + value})
    return merged


def _runner(name: str) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            if importlib.util.find_spec("numba") is None:
                raise Declined(f"numba is not installed ({FAST})")
            family = importlib.import_module(f"triskele.engines.{_FAMILY[name]}")
            result = getattr(family, name)(*args, **kwargs)
        except Declined as declined:
            reason = str(declined)
        except InvalidInput as invalid:
            reason = invalid.message
        else:
            calls[name, "kernel"] += 1
            return result
        log.info("%s: the fast path is not taken: %s; networkx answers", name, reason)
        calls[name, reason] += 1
        raise Declined(reason)

    run.__name__ = run.__qualname__ = name
    return run


backend = Backend()
