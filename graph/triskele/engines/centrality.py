"""Centralities: degree and spectral ones by numpy and scipy, path-based ones by compiled kernels."""

from __future__ import annotations

from typing import Any

from networkx.utils.backends import _registered_algorithms as networkx_functions

from triskele.networks.csr import Network


def pagerank(G: Network, *args: Any, **kwargs: Any) -> dict:
    """networkx's own power iteration; what it spends its time on, the conversion to scipy, costs nothing here."""
    return networkx_functions["pagerank"].orig_func(G, *args, **kwargs)


def hits(G: Network, *args: Any, **kwargs: Any) -> tuple[dict, dict]:
    """networkx's own singular vectors over the arrays."""
    return networkx_functions["hits"].orig_func(G, *args, **kwargs)
