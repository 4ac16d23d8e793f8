"""Networks as a pair of CSV files, for spreadsheets and data frames."""

from __future__ import annotations

import json

from triskele.exports.document import NetworkDocument
from triskele.exports.pajek import pack
from triskele.formats import write_csv


def write_csv_pair(document: NetworkDocument) -> bytes:
    """A zip with nodes.csv, links.csv and about.json; lists are joined by semicolons."""
    columns = list(dict.fromkeys(name for node in document.nodes for name in node)) or ["id"]
    links = [
        {
            **{k: v for k, v in link.items() if k != "spells"},
            "types": ";".join(link["types"]),
            "ties": ";".join(link["ties"]),
        }
        for link in document.links
    ]
    link_columns = ["source", "target", "weight", "types", "modality", "ties", "from", "to", "confidence"]
    if document.about["as_of"] is not None:
        link_columns.append("certain")
    about = json.dumps(document.about, ensure_ascii=False, indent=1) + "\n"
    return pack(
        {
            "nodes.csv": write_csv(columns, document.nodes).encode(),
            "links.csv": write_csv(link_columns, links).encode(),
            "about.json": about.encode(),
        }
    )
