"""Networks as XML: GraphML, and GEXF with the real interval of every tie."""

from __future__ import annotations

import json
from xml.etree import ElementTree as Tree

from triskele.exports.document import NetworkDocument

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_SHAPES = {
    "university": ("disc", "#0072b2"),
    "industry": ("square", "#d55e00"),
    "government": ("triangle", "#009e73"),
    "civil-society": ("diamond", "#cc79a7"),
    "hybrid": ("disc", "#7f6000"),
    "unknown": ("disc", "#777777"),
}
_NODE_TEXTS = ("iri", "label_tr", "label_en", "class", "sphere")
_NODE_NUMBERS = ("university", "industry", "government", "civil-society")


def _bytes(root: Tree.Element) -> bytes:
    Tree.indent(root)
    return Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def write_graphml(document: NetworkDocument) -> bytes:
    """GraphML with typed keys; lists (types, ties) are joined by spaces, unknown years are absent."""
    root = Tree.Element("graphml", xmlns=GRAPHML)
    numbers = [*_NODE_NUMBERS, *(name for name in ("x", "y", "mode") if any(name in node for node in document.nodes))]
    keys = [("graph", name, "string") for name in document.about]
    keys += [("node", name, "string") for name in _NODE_TEXTS] + [("node", name, "double") for name in numbers]
    keys += [("edge", name, "string") for name in ("types", "modality", "ties")]
    keys += [
        ("edge", "from", "int"),
        ("edge", "to", "int"),
        ("edge", "weight", "double"),
        ("edge", "confidence", "double"),
    ]
    for scope, name, kind in keys:
        Tree.SubElement(root, "key", {"id": f"{scope}-{name}", "for": scope, "attr.name": name, "attr.type": kind})
    graph = Tree.SubElement(root, "graph", edgedefault="directed" if document.directed else "undirected")

    def data(parent: Tree.Element, scope: str, name: str, value: object) -> None:
        if value is not None:
            Tree.SubElement(parent, "data", key=f"{scope}-{name}").text = _plain(value)

    for name, value in document.about.items():
        data(graph, "graph", name, value)
    for node in document.nodes:
        element = Tree.SubElement(graph, "node", id=node["id"])
        for name in (*_NODE_TEXTS, *numbers):
            data(element, "node", name, node.get(name))
    for link in document.links:
        element = Tree.SubElement(graph, "edge", source=link["source"], target=link["target"])
        for name in ("types", "ties"):
            data(element, "edge", name, " ".join(link[name]))
        for name in ("modality", "from", "to", "weight", "confidence"):
            data(element, "edge", name, link[name])
    return _bytes(root)


def write_gexf(document: NetworkDocument) -> bytes:
    """GEXF 1.3, dynamic: a link with one tie has its start and end, one with several has a spell for each.

    A missing year is left out, which GEXF reads as open; the attribute ``undated`` says so where no year is known.
    """
    Tree.register_namespace("viz", f"{GEXF}/viz")
    root = Tree.Element("gexf", xmlns=GEXF, version="1.3")
    meta = Tree.SubElement(root, "meta")
    Tree.SubElement(meta, "creator").text = "triskele"
    Tree.SubElement(meta, "keywords").text = str(document.about["projection"])
    Tree.SubElement(meta, "description").text = json.dumps(document.about, ensure_ascii=False)
    graph = Tree.SubElement(
        root,
        "graph",
        mode="dynamic",
        defaultedgetype="directed" if document.directed else "undirected",
        timeformat="integer",
    )
    node_columns = [*((name, "string") for name in _NODE_TEXTS), *((name, "double") for name in _NODE_NUMBERS)]
    edge_columns = [
        ("types", "string"),
        ("modality", "string"),
        ("ties", "string"),
        ("confidence", "double"),
        ("undated", "boolean"),
    ]
    for scope, columns in (("node", node_columns), ("edge", edge_columns)):
        attributes = Tree.SubElement(graph, "attributes", {"class": scope, "mode": "static"})
        for name, kind in columns:
            Tree.SubElement(attributes, "attribute", id=name, title=name, type=kind)
    nodes = Tree.SubElement(graph, "nodes", count=str(len(document.nodes)))
    for node in document.nodes:
        element = Tree.SubElement(nodes, "node", id=node["id"], label=node["label_en"])
        values = Tree.SubElement(element, "attvalues")
        for name, _ in node_columns:
            Tree.SubElement(values, "attvalue", {"for": name, "value": _plain(node[name])})
        shape, colour = _SHAPES[node["sphere"]]
        red, green, blue = (str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
        Tree.SubElement(element, f"{{{GEXF}/viz}}color", r=red, g=green, b=blue)
        Tree.SubElement(element, f"{{{GEXF}/viz}}shape", value=shape)
        if "x" in node:
            Tree.SubElement(element, f"{{{GEXF}/viz}}position", x=str(node["x"]), y=str(node["y"]), z="0")
    edges = Tree.SubElement(graph, "edges", count=str(len(document.links)))
    for number, link in enumerate(document.links):
        element = Tree.SubElement(
            edges, "edge", id=str(number), source=link["source"], target=link["target"], weight=str(link["weight"])
        )
        spells = [_spell(*spell) for spell in link["spells"] if spell != (None, None)]
        if len(spells) == 1 and len(link["spells"]) == 1:
            element.attrib.update(spells[0])
        elif len(spells) == len(link["spells"]):
            holder = Tree.SubElement(element, "spells")
            for spell in spells:
                Tree.SubElement(holder, "spell", spell)
        values = Tree.SubElement(element, "attvalues")
        undated = "true" if (None, None) in link["spells"] else "false"
        texts = {"types": " ".join(link["types"]), "ties": " ".join(link["ties"]), "undated": undated}
        for name, _ in edge_columns:
            value = texts.get(name, link.get(name))
            Tree.SubElement(values, "attvalue", {"for": name, "value": _plain(value)})
    return _bytes(root)


def _spell(first: int | None, last: int | None) -> dict[str, str]:
    return {**({"start": str(first)} if first is not None else {}), **({"end": str(last)} if last is not None else {})}
