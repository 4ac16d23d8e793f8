"""Networks that others published numbers about, as their arcs: facts, each with where it was printed."""

from __future__ import annotations

import networkx as nx

# Krackhardt 1987, the managers of a high-tech company; as printed in Wasserman & Faust 1994, appendix B
FRIENDS = {
    1: (2, 4, 8, 12, 16),
    2: (1, 18, 21),
    3: (14, 19),
    4: (1, 2, 8, 12, 16, 17),
    5: (2, 9, 11, 14, 17, 19, 21),
    6: (2, 7, 9, 12, 17, 21),
    8: (4,),
    10: (3, 5, 8, 9, 12, 16, 20),
    11: (1, 2, 3, 4, 5, 8, 9, 12, 13, 15, 17, 18, 19),
    12: (1, 4, 17, 21),
    13: (5, 11),
    14: (7, 15),
    15: (1, 3, 5, 6, 9, 11, 14, 19),
    16: (1, 2),
    17: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 19, 20, 21),
    18: (2,),
    19: (1, 2, 3, 5, 11, 12, 14, 15, 20),
    20: (11, 18),
    21: (2, 12, 17, 18),
}
ADVICE = {
    1: (2, 4, 8, 16, 18, 21),
    2: (6, 7, 21),
    3: (1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 14, 17, 18, 20, 21),
    4: (1, 2, 6, 8, 10, 11, 12, 16, 17, 18, 20, 21),
    5: (1, 2, 6, 7, 8, 10, 11, 13, 14, 16, 17, 18, 19, 20, 21),
    6: (21,),
    7: (2, 6, 11, 12, 14, 17, 18, 21),
    8: (2, 4, 6, 7, 10, 11, 18, 21),
    9: (1, 2, 6, 7, 8, 10, 11, 12, 14, 16, 17, 18, 21),
    10: (1, 2, 3, 4, 5, 8, 11, 13, 15, 16, 17, 18, 19, 20),
    11: (1, 2, 7),
    12: (7, 21),
    13: (1, 2, 5, 9, 14, 18),
    14: (2, 7, 18, 21),
    15: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21),
    16: (1, 2, 10, 18),
    17: (1, 2, 4, 7, 21),
    18: (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14, 15, 16, 19, 20, 21),
    19: (1, 2, 3, 5, 7, 10, 11, 14, 15, 18, 20),
    20: (1, 2, 6, 8, 11, 12, 14, 15, 16, 17, 18, 21),
    21: (2, 3, 4, 6, 7, 8, 12, 14, 17, 18, 20),
}
DEPARTMENTS = (4, 4, 2, 4, 2, 1, 0, 1, 2, 3, 3, 1, 2, 2, 2, 4, 1, 3, 2, 2, 1)

# Padgett & Ansell 1993, sixteen families of Florence; as printed in Breiger & Pattison 1986
FAMILIES = (
    "Acciaiuoli", "Albizzi", "Barbadori", "Bischeri", "Castellani", "Ginori", "Guadagni", "Lamberteschi", "Medici",
    "Pazzi", "Peruzzi", "Pucci", "Ridolfi", "Salviati", "Strozzi", "Tornabuoni",
)  # fmt: skip
BUSINESS = (
    (3, 5), (3, 6), (3, 9), (3, 11), (4, 7), (4, 8), (4, 11), (5, 8), (5, 11), (6, 9), (7, 8), (8, 11), (9, 10),
    (9, 14), (9, 16),
)  # fmt: skip
MARRIAGE = (
    (1, 9), (2, 6), (2, 7), (2, 9), (3, 5), (3, 9), (4, 7), (4, 11), (4, 15), (5, 11), (5, 15), (7, 8), (7, 16),
    (9, 13), (9, 14), (9, 16), (10, 14), (11, 15), (13, 15), (13, 16),
)  # fmt: skip


def managers(arcs: dict[int, tuple[int, ...]]) -> nx.DiGraph:
    """The managers 1 to 21 with these arcs and their department."""
    graph = nx.DiGraph()
    for i, department in enumerate(DEPARTMENTS, start=1):
        graph.add_node(i, sphere=f"department {department}")
    graph.add_edges_from((a, b) for a, targets in arcs.items() for b in targets)
    return graph


def families(pairs: tuple[tuple[int, int], ...]) -> nx.Graph:
    """The sixteen families with these ties."""
    graph = nx.Graph()
    graph.add_nodes_from(FAMILIES, sphere="family")
    graph.add_edges_from((FAMILIES[a - 1], FAMILIES[b - 1]) for a, b in pairs)
    return graph
