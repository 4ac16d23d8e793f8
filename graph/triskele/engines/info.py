"""What networkx asks when it is imported: which functions the backend has. Imports nothing heavy."""

from __future__ import annotations

from typing import Any

FUNCTIONS: dict[str, dict[str, str]] = {
    "centrality": {
        "betweenness_centrality": "Same pivots as networkx for the same seed; weights by Dijkstra.",
        "betweenness_centrality_subset": "Half the true value on undirected graphs, as in networkx; "
        "triskele.engines.centrality.cross_sphere_betweenness counts each pair once.",
        "closeness_centrality": "64 sources at a time when unweighted.",
        "degree_centrality": "",
        "edge_betweenness_centrality": "",
        "eigenvector_centrality": "Stops at err < n * tol, as networkx does: lower tol on large graphs.",
        "harmonic_centrality": "64 sources at a time when unweighted.",
        "hits": "networkx's own code over the arrays; an edge attribute named weight is used, as there.",
        "in_degree_centrality": "",
        "katz_centrality": "Stops at err < n * tol, as networkx does: lower tol on large graphs.",
        "out_degree_centrality": "",
        "pagerank": "Bit for bit networkx's; stops at err < n * tol: lower tol on large graphs.",
    },
    "cohesion": {
        "average_clustering": "",
        "clustering": "Directed and weighted too (Fagiolo).",
        "core_number": "",
        "transitivity": "Undirected.",
        "triangles": "",
    },
    "communities": {
        "leiden_communities": "networkx has no code of its own; the seed fixes the partition.",
        "leiden_partitions": "One partition a level.",
    },
    "distances": {
        "all_pairs_shortest_path_length": "",
        "average_shortest_path_length": "64 sources at a time when unweighted.",
        "eccentricity": "64 sources at a time when unweighted.",
        "global_efficiency": "",
        "multi_source_dijkstra_path_length": "",
        "single_source_dijkstra_path_length": "",
        "single_source_shortest_path_length": "",
        "single_target_shortest_path_length": "",
    },
    "mixing": {
        "attribute_mixing_dict": "",
        "constraint": "Sparse throughout.",
        "degree_assortativity_coefficient": "",
        "degree_mixing_dict": "",
        "effective_size": "Sparse throughout, where networkx needs n * n numbers.",
    },
    "structure": {
        "articulation_points": "",
        "biconnected_component_edges": "",
        "biconnected_components": "",
        "bridges": "",
        "connected_components": "",
        "is_biconnected": "",
        "is_connected": "",
        "is_strongly_connected": "",
        "is_weakly_connected": "",
        "node_connected_component": "",
        "number_connected_components": "",
        "number_strongly_connected_components": "",
        "number_weakly_connected_components": "",
        "strongly_connected_components": "",
        "to_scipy_sparse_array": "No copy of indices; feeds networkx's own linear algebra.",
        "weakly_connected_components": "",
    },
}
"""Family module -> function as networkx names it -> a remark for its documentation."""


def get_info() -> dict[str, Any]:
    """The record networkx keeps as ``nx.utils.backends.backend_info['triskele']``."""
    return {
        "backend_name": "triskele",
        "project": "Triskele",
        "package": "triskele",
        "short_summary": "compiled kernels over the arrays of a Triskele network.",
        "functions": {
            name: {"additional_docs": remark} if remark else {}
            for family in FUNCTIONS.values()
            for name, remark in family.items()
        },
    }
