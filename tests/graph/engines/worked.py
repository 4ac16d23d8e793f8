"""Graphs whose numbers are written out in the reference of metrics."""

import networkx as nx
import numpy as np

from triskele.networks.csr import Network

TOY_TIES = "U1-U2 U1-I1 U1-G1 I1-G1 U2-T1 T1-I2 I2-I3 I2-I4 I3-I4 T1-G2 G1-G2"
TOY_NODES = ["U1", "U2", "U3", "I1", "I2", "I3", "I4", "G1", "G2", "T1"]
SPHERES = "UIGT"


def toy() -> Network:
    """Ten actors, eleven ties; the first letter is the sphere, T1 the hybrid, U3 isolated."""
    ties = [tie.split("-") for tie in TOY_TIES.split()]
    place = {node: i for i, node in enumerate(TOY_NODES)}
    return Network.from_arrays(
        TOY_NODES,
        [place[a] for a, _ in ties],
        [place[b] for _, b in ties],
        node_data={"sphere": np.array([SPHERES.index(node[0]) for node in TOY_NODES], dtype=np.int8)},
        categories={"sphere": list("UIGH")},
    )


def karate() -> Network:
    return Network.from_networkx(nx.karate_club_graph(), edge_attributes={})


def florentine() -> Network:
    return Network.from_networkx(nx.florentine_families_graph())
