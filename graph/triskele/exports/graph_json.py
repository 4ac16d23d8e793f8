"""Networks as JSON: networkx's node-link form and Cytoscape's."""

from __future__ import annotations

import json
from typing import Any

from triskele.exports.document import NetworkDocument


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def write_node_link(document: NetworkDocument) -> bytes:
    """What ``networkx.node_link_graph(..., edges="links")`` reads."""
    return _dump(
        {
            "directed": document.directed,
            "multigraph": False,
            "graph": document.about,
            "nodes": document.nodes,
            "links": document.links,
        }
    )


def write_cytoscape(document: NetworkDocument) -> bytes:
    """Cytoscape.js elements; a position goes where Cytoscape looks for it."""
    nodes = []
    for node in document.nodes:
        data = {name: value for name, value in node.items() if name not in ("x", "y")}
        place = {"position": {"x": node["x"], "y": node["y"]}} if "x" in node else {}
        nodes.append({"data": {**data, "value": node["id"], "name": node["label_en"]}, **place})
    edges = [{"data": {"id": f"e{number}", **link}} for number, link in enumerate(document.links)]
    return _dump(
        {
            "data": document.about,
            "directed": document.directed,
            "multigraph": False,
            "elements": {"nodes": nodes, "edges": edges},
        }
    )
