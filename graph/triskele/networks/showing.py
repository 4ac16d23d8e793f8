"""A network as a notebook shows it: how large it is, who is in it, who has most ties, and a small picture."""

from __future__ import annotations

from html import escape
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

import numpy as np

from triskele.ledger.arrays import SPHERES
from triskele.markup import paragraph, table
from triskele.words import word

if TYPE_CHECKING:
    from triskele.networks.csr import Network

MOST_DRAWN = 800
"""Ties of a picture; a larger network is told in numbers alone."""
FIRST = 10
"""Nodes with most ties that are named."""
# those of the explorer (web/src/styles/tokens.css)
COLOURS = dict(zip(SPHERES, ("#0072b2", "#d55e00", "#00835f", "#b2558a", "#a67a00"), strict=False))
_OTHERS = "#6c757d"
_SIZE, _RING = 460.0, 200.0


def show(network: Network) -> str:
    """The HTML of a network. O(n log n + m)."""
    n, m = len(network), network.number_of_edges()
    spheres = _spheres(network)
    kind = "directed · yönlü" if network.is_directed() else "undirected · yönsüz"
    about = [f"{name}: {network.graph[name]}" for name in ("projection", "release", "as_of") if name in network.graph]
    parts = [
        paragraph(f"{n} nodes, {m} ties · {n} düğüm, {m} bağ ({kind})", strong=True),
        paragraph(", ".join(about)),
    ]
    if n and 0 < m <= MOST_DRAWN:
        parts.append(_draw(network, spheres))
    if any(spheres):
        known = sorted(set(spheres), key=lambda s: (-spheres.count(s), s))
        heads = [f"{s or 'unknown'} · {word(s or 'unknown', 'tr')}" for s in known]
        parts.append(table(heads, [[spheres.count(s) for s in known]]))
    order = np.argsort(-network.degrees, kind="stable")[:FIRST].tolist()
    rows = [(network.ids[i], *_labels(network, i), spheres[i], int(network.degrees[i])) for i in order]
    heads = ["key · anahtar", "name", "ad", "sphere · alan", "ties · bağ"]
    return "".join([*parts, table(heads, rows)])


def _column(network: Network, name: str) -> list[Any]:
    column = network.node_data.get(name)
    if column is None:
        return [None] * len(network)
    values = column.tolist()
    if name in network.categories:
        names = network.categories[name]
        return [names[code] if code >= 0 else None for code in values]
    return list(values)


def _spheres(network: Network) -> list[str]:
    return [str(sphere or "") for sphere in _column(network, "sphere")]


def _labels(network: Network, row: int) -> tuple[str, str]:
    found = (network.node_data.get(f"label_{tag}") for tag in ("en", "tr"))
    english, turkish = (str(column[row]) if column is not None else "" for column in found)
    return english, turkish


def _draw(network: Network, spheres: list[str]) -> str:
    """Nodes on a circle, those of a sphere side by side and the best tied first; ties as curves through the inside."""
    places = {sphere: number for number, sphere in enumerate(SPHERES)}
    degrees = network.degrees.tolist()
    order = sorted(range(len(network)), key=lambda i: (places.get(spheres[i], len(places)), -degrees[i], i))
    turn = {row: 2 * pi * number / len(order) for number, row in enumerate(order)}
    middle = _SIZE / 2
    at = {row: (middle + _RING * cos(angle), middle + _RING * sin(angle)) for row, angle in turn.items()}
    lines = []
    sources, targets = network.edges_array
    for u, v in zip(sources.tolist(), targets.tolist(), strict=True):
        (x1, y1), (x2, y2) = at[u], at[v]
        lines.append(f"M{x1:.0f} {y1:.0f}Q{middle:.0f} {middle:.0f} {x2:.0f} {y2:.0f}")
    most = max(degrees)
    dots = []
    for row in order:
        (x, y), radius = at[row], 1.5 + 4 * (degrees[row] / most) ** 0.5
        name = escape(_labels(network, row)[0] or str(network.ids[row]))
        colour = COLOURS.get(spheres[row], _OTHERS)
        dots.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" fill="{colour}"><title>{name}</title></circle>'
        )
    return (
        f'<svg viewBox="0 0 {_SIZE:.0f} {_SIZE:.0f}" width="{_SIZE:.0f}" role="img" aria-label="network · ağ">'
        f'<path d="{"".join(lines)}" fill="none" stroke="#888" stroke-opacity="0.35"/>{"".join(dots)}</svg>'
    )
