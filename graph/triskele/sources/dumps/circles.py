"""Bodies that are parts of each other in a circle: kept as stated, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from triskele.sources.dumps.writing import Where, Writer

SHOWN = 10
"""How many bodies of a circle are named."""


def tell_circles(write: Writer, parents: Mapping[str, Sequence[str]], where: Mapping[str, Where]) -> None:
    """Say which bodies are above themselves. Time and memory grow with the number of ties."""
    above = nx.DiGraph((child, parent) for child, all_parents in parents.items() for parent in all_parents)
    circles = [sorted(found) for found in nx.strongly_connected_components(above) if len(found) > 1]
    for circle in sorted(circles):
        names = " ".join(circle[:SHOWN]) + (" …" if len(circle) > SHOWN else "")
        write.say(where[circle[0]], "", names, "circular-parents", "warning",
                  f"{len(circle)} bodies are stated as parts of each other in a circle; the ties stay as they are.",
                  f"{len(circle)} kuruluş çember biçiminde birbirinin parçası olarak yazılmış; "
                  "bağlar olduğu gibi kaldı.")  # fmt: skip
