"""Small damage, drawn at random: to bytes, to a cell of a table, to a node of a document, to a member of a zip."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import yaml

Change = Callable[[random.Random, bytes], bytes]

TEXTS = [
    "", " ", "\u00a0", "\0", "\ufeff", "²", "٢٠١٢", "0", "-1", "1e999", "nan", "2012-02-30", "9" * 30, "-0001", "12.5",
    "a" * 70_000, "\r", '"', "'", ";", ",", "|", "\t", "../../etc/passwd", "=1+1", "true", "null", "Ünlü", "İi",
    "\U0001f600", "e\u0301", "tr;en", "<", "&", "%", "<http://x", "http://[",
    "https://w3id.org/triskele/id/actor/x", "_:b", "a b",
    "tsk:Actor", "actors", "datapackage.json", "\\", "{", "]", "#", "@", "𐏿", "\u202e", "xsd:date", "2012/2013", "--",
]  # fmt: skip
"""What people, programs and attackers put where something else was meant."""
_NUMBERS: list[Any] = [0, -1, 2**31, 2**63, 2**64, 10**40, 1.5, float("inf"), float("nan"), True, None]


def _value(draw: random.Random) -> Any:
    nested: Any = []
    for _ in range(draw.choice((1, 50))):
        nested = [nested]
    return draw.choice([*TEXTS, *_NUMBERS, [], {}, [[]], {"": {}}, [None], nested])


def in_bytes(draw: random.Random, content: bytes) -> bytes:
    """One change that knows nothing of what it changes."""
    start = draw.randrange(len(content) + 1)
    end = min(len(content), start + draw.choice((1, 2, 8, 60, 500)))
    kind = draw.randrange(7)
    if kind == 0:
        return content[:start] + bytes([draw.randrange(256)]) + content[start + 1 :]
    if kind == 1:
        return content[:start] + content[end:]
    if kind == 2:
        return content[:end] + content[start:]
    if kind == 3:
        return content[:start]
    if kind == 4:
        return content[:start] + draw.choice(TEXTS).encode() + content[draw.choice((start, end)) :]
    if kind == 5:
        return content[:start] + draw.randbytes(draw.choice((1, 3, 20))) + content[start:]
    other = draw.randrange(len(content) + 1)
    return content[:start] + content[other : other + end - start] + content[end:]


def in_cells(draw: random.Random, content: bytes) -> bytes:
    """One change of a table in CSV: of a cell, a row, a column or the heading."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode())))
    except (ValueError, csv.Error):
        rows = []
    if not rows or not all(rows):
        return in_bytes(draw, content)
    row, kind = draw.choice(rows), draw.randrange(10)
    column = draw.randrange(len(row))
    if kind < 4:
        row[column] = draw.choice(TEXTS)
    elif kind == 4:
        other = draw.choice(rows)
        row[column] = draw.choice(other)
    elif kind == 5:
        row[column] = in_bytes(draw, row[column].encode()).decode(errors="surrogateescape")
    elif kind == 6:
        rows.insert(draw.randrange(len(rows) + 1), list(draw.choice(rows)))
    elif kind == 7:
        rows.remove(row)
    elif kind == 8:
        row.insert(column, draw.choice(TEXTS)) if draw.randrange(2) else row.pop(column)
    else:
        for other in rows:
            del other[column : column + 1]
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode(errors="surrogateescape")


def _in_tree(draw: random.Random, document: Any) -> Any:
    """One change of a node somewhere in a document of lists and objects."""
    document = copy.deepcopy(document)
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                walk(node[key])

    if not isinstance(document, dict | list):
        return _value(draw)
    walk(document)
    if not places:
        return _value(draw)
    node, key = draw.choice(places)
    kind = draw.randrange(6)
    if kind == 0:
        del node[key]
    elif kind == 1 and isinstance(node, dict):
        node[draw.choice(TEXTS)] = node.pop(key)
    elif kind == 2:
        other, its = draw.choice(places)
        node[key] = copy.deepcopy(other[its]) if its in other or isinstance(other, list) else None
    elif kind == 3 and isinstance(node, list):
        node.insert(key, copy.deepcopy(node[key]))
    else:
        node[key] = _value(draw)
    return document


def in_json(draw: random.Random, content: bytes) -> bytes:
    """One change of a JSON document."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return in_bytes(draw, content)
    return json.dumps(_in_tree(draw, document), ensure_ascii=False).encode(errors="surrogatepass")


def in_yaml(draw: random.Random, content: bytes) -> bytes:
    """One change of a YAML document."""
    try:
        document = yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return in_bytes(draw, content)
    return str(yaml.safe_dump(_in_tree(draw, document), allow_unicode=True)).encode(errors="surrogatepass")


def in_members(draw: random.Random, content: bytes) -> bytes:
    """One change of a member of a zip, which is then packed anew; seldom of the zip's own bytes or its list."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception:  # it was damaged before
        return in_bytes(draw, content)
    kind = draw.randrange(12)
    if kind == 0 or not members:
        return in_bytes(draw, content)
    name = draw.choice(list(members))
    if kind == 1:
        del members[name]
    elif kind == 2:
        members[draw.choice(TEXTS)[:1000].replace("\0", "") or name] = members.pop(name)
    elif kind == 3:
        members[draw.choice(list(members))] = members[name]
    else:
        members[name] = change_of(name)(draw, members[name])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), inner, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def in_packed(draw: random.Random, content: bytes) -> bytes:
    """One change of a line of a gz, which is then packed anew: of the document that it is, or of its bytes."""
    try:
        lines = gzip.decompress(content).split(b"\n")
    except (OSError, EOFError, zlib.error):  # it was damaged before
        return in_bytes(draw, content)
    place = draw.randrange(len(lines))
    comma = lines[place].endswith(b",")
    kind = draw.randrange(10)
    if kind == 0:
        lines = in_bytes(draw, b"\n".join(lines)).split(b"\n")
    elif kind == 1:
        lines.insert(place, draw.choice(lines))
    elif kind == 2:
        del lines[place]
    else:
        lines[place] = in_json(draw, lines[place].rstrip(b",")) + (b"," if comma else b"")
    return gzip.compress(b"\n".join(lines), mtime=0)


_CHANGES: dict[str, Change] = {
    "csv": in_cells, "json": in_json, "jsonld": in_json, "yaml": in_yaml,
    "gz": in_packed, "zip": in_members, "xlsx": in_members, "ods": in_members,
}  # fmt: skip


def change_of(name: str) -> Change:
    """The change that knows most of a file of this name; one in five knows nothing of it."""
    known = _CHANGES.get(name.rpartition(".")[2].lower(), in_bytes)
    return lambda draw, content: (known if draw.randrange(5) else in_bytes)(draw, content)
