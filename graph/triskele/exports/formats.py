"""The table of network formats: name, media type, suffix, writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triskele.errors import UnknownFormat
from triskele.exports import graph_json, graph_xml, pajek, sheets
from triskele.exports.document import NetworkDocument, describe_network
from triskele.networks import Projected


@dataclass(frozen=True)
class NetworkFormat:
    """One way to write a network."""

    name: str
    media_type: str
    suffix: str
    writer: Callable[[NetworkDocument], bytes]


NETWORK_FORMATS = {
    f.name: f
    for f in (
        NetworkFormat("node-link", "application/json", "json", graph_json.write_node_link),
        NetworkFormat("cytoscape", "application/json", "cyjs", graph_json.write_cytoscape),
        NetworkFormat("graphml", "application/graphml+xml", "graphml", graph_xml.write_graphml),
        NetworkFormat("gexf", "application/gexf+xml", "gexf", graph_xml.write_gexf),
        NetworkFormat("pajek", "application/zip", "zip", pajek.write_pajek),
        NetworkFormat("net", "text/plain", "net", pajek.write_net),
        NetworkFormat("csv", "application/zip", "zip", sheets.write_csv_pair),
    )
}


def network_format(name: str) -> NetworkFormat:
    """The format of this name, or UnknownFormat."""
    if name not in NETWORK_FORMATS:
        raise UnknownFormat(f"No network format is called {name!r}.", hint=f"Use one of {', '.join(NETWORK_FORMATS)}.")
    return NETWORK_FORMATS[name]


def write_network(projected: Projected, name: str, positions: Mapping[str, tuple[float, float]] | None = None) -> bytes:
    """The network as a file of this format; the same network gives the same bytes."""
    return network_format(name).writer(describe_network(projected, positions))
