"""Components, cut points and the adjacency matrix."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np

from triskele.engines.arrays import arc_weights
from triskele.engines.dispatch import Declined
from triskele.networks.csr import Network


def to_scipy_sparse_array(
    G: Network, nodelist: Any = None, dtype: Any = None, weight: Any = "weight", format: str = "csr"
) -> Any:
    """The adjacency matrix in the network's node order; another order or a part is left to networkx."""
    from scipy.sparse import csr_array

    if len(G) == 0:
        raise nx.NetworkXError("Graph has no nodes or edges")
    if nodelist is not None and nodelist != G.ids:
        raise Declined("the node list is not the network's own")
    values = arc_weights(G, weight)
    if dtype is None:
        values = np.ones(len(G.indices), dtype=np.int64) if values is None else values
    else:
        values = np.ones(len(G.indices), dtype) if values is None else values.astype(dtype)
    A = csr_array((values, G.indices, G.indptr), shape=(len(G), len(G)), copy=True)
    A.has_canonical_format = True
    try:
        return A.asformat(format)
    except ValueError as unknown:
        raise nx.NetworkXError(f"Unknown sparse matrix format: {format}") from unknown
