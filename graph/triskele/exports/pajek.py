"""Networks for Pajek: the .net file, and a zip that adds the sphere partition and vectors of the shares."""

from __future__ import annotations

import io
import json
import zipfile

from triskele.exports.document import NetworkDocument
from triskele.ledger.arrays import SPHERES

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_net(document: NetworkDocument) -> bytes:
    """A Pajek network in UTF-8. Comment lines carry licence, release and provenance.

    Intervals are left to GEXF: readers of Pajek files other than Pajek itself stop at them.
    """
    number = {node["id"]: position for position, node in enumerate(document.nodes, 1)}
    lines = [f"% {name}: {_plain(value)}" for name, value in document.about.items()]
    lines.append(f"*Vertices {len(number)}")
    for node in document.nodes:
        place = f" {node['x']} {node['y']} 0.0" if "x" in node else ""
        lines.append(f'{number[node["id"]]} "{node["id"]}"{place}')
    lines.append("*Arcs" if document.directed else "*Edges")
    for link in document.links:
        lines.append(f"{number[link['source']]} {number[link['target']]} {_number(link['weight'])}")
    return ("\n".join(lines) + "\n").encode()


def write_pajek(document: NetworkDocument) -> bytes:
    """A zip with network.net, spheres.clu (1 university … 5 hybrid, 0 unknown) and one .vec for each sphere's share."""
    codes = {name: code for code, name in enumerate(SPHERES, 1)}
    size = f"*Vertices {len(document.nodes)}"
    files = {"network.net": write_net(document)}
    files["spheres.clu"] = _column(size, [str(codes.get(node["sphere"], 0)) for node in document.nodes])
    for sphere in SPHERES[:4]:
        files[f"{sphere}.vec"] = _column(size, [_number(node[sphere]) for node in document.nodes])
    return pack(files)


def _column(head: str, values: list[str]) -> bytes:
    return ("\n".join([head, *values]) + "\n").encode()


def _number(value: float) -> str:
    """In full: what is read back is the same number."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def pack(files: dict[str, bytes]) -> bytes:
    """A zip whose bytes depend only on its content."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()
