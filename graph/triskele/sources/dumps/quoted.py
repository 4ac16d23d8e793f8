"""CSV as CORDIS writes it: semicolons, every cell between quotes, quotes inside mostly doubled, line breaks inside."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_CELL = re.compile(r'"([^"]*(?:""[^"]*)*)"(?:;|$)')
_STRICT = re.compile(r'"[^"]*(?:""[^"]*)*"(?:;"[^"]*(?:""[^"]*)*")*')
_STARTS = re.compile(r'"\d+";"')
LONGEST = 1 << 20
"""Characters one record may have."""


@dataclass(frozen=True)
class Record:
    """One record and the line it begins in; ``cells`` is None when it does not have as many as the head."""

    line: int
    cells: list[str] | None
    text: str = ""


def cells_of(text: str, width: int) -> list[str] | None:
    """The cells of a whole record, when there are as many as expected: read by the rule, else with quotes inside that
    nobody doubled."""
    if not text.startswith('"'):
        found = next(csv.reader([text], delimiter=";"), [])
        return found if len(found) == width else None
    if _STRICT.fullmatch(text):
        exact = [cell.replace('""', '"') for cell in _CELL.findall(text)]
        return exact if len(exact) == width else None
    if len(text) < 2 or not text.endswith('"'):
        return None
    loose = text[1:-1].split('";"')
    return [cell.replace('""', '"') for cell in loose] if len(loose) == width else None


def resaved(lines: Iterable[tuple[int, str]], width: int) -> Iterator[Record]:
    """The records below the head of a file that another program saved again, with quotes only where they are needed."""
    at = 0

    def texts() -> Iterator[str]:
        nonlocal at
        for at, line in lines:  # noqa: B007  # the number of the line the reader is at
            yield line

    reader = csv.reader(texts(), delimiter=";")
    while True:
        begins = at + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Record(max(begins, 2), None)
            continue
        if cells is None:
            return
        if cells:
            yield Record(max(begins, 2), cells if len(cells) == width else None, ";".join(cells))


def records(lines: Iterable[tuple[int, str]], width: int) -> Iterator[Record]:
    """The records below the head. A record that never gets its cells ends where the next begins, and is told."""
    waiting, start = "", 0
    for number, line in lines:
        if waiting and _STARTS.match(line):
            yield Record(start, None, waiting)
            waiting = ""
        if not waiting:
            if not line.strip():
                continue
            start = number
        waiting += line
        text = waiting.rstrip("\r\n")
        if text.endswith('"') or not text.startswith('"'):
            found = cells_of(text, width)
            if found is not None or not text.startswith('"'):
                yield Record(start, found, text)
                waiting = ""
        if len(waiting) > LONGEST:
            yield Record(start, None, waiting)
            waiting = ""
    if waiting:
        yield Record(start, None, waiting)
