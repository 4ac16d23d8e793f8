"""Statements as text: the one shape in which sources hand over what they read.

A term is a string already written as N-Triples (``<iri>``, ``"text"@tr``, ``"2012"^^<…gYear>``). Sorted and joined,
quads are an N-Quads document, so the same facts are always the same bytes, whoever read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from triskele.terms import XSD

_ESCAPE = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Quad(NamedTuple):
    """One statement in one named graph; each part an N-Triples term."""

    subject: str
    predicate: str
    object: str
    graph: str

    def line(self) -> str:
        """The statement as one line of N-Quads, without the line end."""
        return f"{self.subject} {self.predicate} {self.object} {self.graph} ."


_GRAPH = re.compile(rb" (?:<[^<>]*>|_:[A-Za-z0-9]+) \.$", re.MULTILINE)
_BLOCK = 1 << 22


def without_graphs(lines: bytes) -> bytes:
    """Lines of N-Quads, each of which names its graph, as N-Triples."""
    graph = lines[lines.rfind(b" ", 0, -3) : -3]
    bare = lines.replace(graph + b" .\n", b" .\n")  # lines of one graph: a tenth of the time
    if len(lines) - len(bare) == len(graph) * lines.count(b"\n"):
        return bare
    return _GRAPH.sub(b" .", lines)


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """A file in pieces that end with a line."""
    while block := file.read(_BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline()


def iri(value: str) -> str:
    """The IRI as a term; characters an IRI cannot hold are percent-encoded."""
    return "<" + _UNSAFE.sub(lambda m: f"%{ord(m.group()):02X}", value) + ">"


def text(value: str, language: str | None = None) -> str:
    """A string literal, with its language when it has one."""
    literal = f'"{value.translate(_ESCAPE)}"'
    return f"{literal}@{language}" if language else literal


def typed(value: str, datatype: str) -> str:
    """A literal of an XSD datatype named without its prefix, for instance ``typed("3", "integer")``."""
    return f'"{value.translate(_ESCAPE)}"^^<{XSD}{datatype}>'


def date(value: str) -> str:
    """A date as exact as it is known: YYYY is a gYear, YYYY-MM a gYearMonth, YYYY-MM-DD a date."""
    return typed(value, {4: "gYear", 7: "gYearMonth"}.get(len(value), "date"))


def flag(value: bool) -> str:
    """A boolean literal."""
    return typed("true" if value else "false", "boolean")
