"""Networks: which actors, which ties, as of when, with which weights -> a networkx graph over arrays."""

from __future__ import annotations

from triskele.networks.hypergraph import Hypergraph
from triskele.networks.projection import PROJECTIONS, Projected, Projection, project
from triskele.networks.selection import Selection

__all__ = ["PROJECTIONS", "Hypergraph", "Projected", "Projection", "Selection", "project"]
