"""Networks: which actors, which ties, as of when, with which weights -> a networkx graph over arrays."""

from __future__ import annotations

from triskele.ledger.selection import Selection
from triskele.networks.choosing import choose, open_arrays
from triskele.networks.hypergraph import Hypergraph
from triskele.networks.projection import PROJECTIONS, Projected, Projection, project

__all__ = ["PROJECTIONS", "Hypergraph", "Projected", "Projection", "Selection", "choose", "open_arrays", "project"]
