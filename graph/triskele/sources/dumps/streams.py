"""JSON as dumps hold it: one long array, or one document a line, read record by record."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.sources.dumps.opening import lines, opened

_PART = 1 << 18
_LONGEST = 32 << 20
"""Characters one record may have."""
_BLANK = " \t\r\n"
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How JSON writes one of the two halves of a letter beyond the first 65,536."""


def parsed(text: str) -> Any:
    """The value of a JSON text; None when it is none. NaN and infinities, which JSON does not have, are refused."""
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return _whole(value) if _HALF.search(text) else value


def _whole(value: Any) -> Any:
    """The value with � for halves of letters that stand alone, which no text may hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(one) for name, one in value.items()}
    return value


def _refuse(name: str) -> None:
    raise ValueError(name)


def documents(path: Path) -> Iterator[tuple[int, str, Any]]:
    """(line, text, value) of every line of a file that has one JSON document a line; None for what is none."""
    for number, line in lines(path):
        if text := line.strip(_BLANK):
            yield number, text, parsed(text)


def array(path: Path, member: str = "") -> Iterator[tuple[int, Any]]:
    """(line, record) of every record of one JSON array. SourceError where it is cut or broken: nothing after it can be
    trusted to be whole."""
    decoder, text, at, line = json.JSONDecoder(), "", 0, 1
    decode = codecs.getincrementaldecoder("utf-8-sig")()
    begun = expects = False
    with opened(path, member) as stream:

        def broken(why: str) -> SourceError:
            return SourceError(
                f"{stream.name} is broken in line {line}: {why}.",
                hint="Fetch the file again; a JSON array that is cut holds no whole list.",
            )

        while True:
            part = stream.read(_PART)
            try:
                text = text[at:] + decode.decode(part, final=not part)
            except UnicodeDecodeError as error:
                raise broken("a byte is not UTF-8") from error
            at = 0
            while True:
                start = at
                while at < len(text) and (text[at] in _BLANK or (begun and text[at] == "," and not expects)):
                    expects = expects or text[at] == ","
                    at += 1
                line += text.count("\n", start, at)
                if at == len(text):
                    break
                if not begun:
                    if text[at] != "[":
                        raise broken("it does not begin with [")
                    begun = expects = True
                    at += 1
                    continue
                if text[at] == "]":
                    return
                if not expects:
                    raise broken("a comma is missing between records")
                try:
                    record, end = decoder.raw_decode(text, at)
                except (ValueError, RecursionError) as error:
                    if part and len(text) - at < _LONGEST:
                        break  # the record goes on in the next part
                    raise broken("a record does not end or is no JSON") from error
                if _HALF.search(text, at, end):
                    record = _whole(record)
                if end == len(text) and part:
                    break  # a number might go on
                yield line, record
                line += text.count("\n", at, end)
                at, expects = end, False
            if not part:
                raise broken("the array does not end")
