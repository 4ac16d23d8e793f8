"""What an error says, in the language of whoever reads it.

Errors are written in English where they are raised; their Turkish stands in ``errors/tr.toml`` beside this module, one
line a sentence, with braces for what is filled in (``{1}`` where the order differs). A test fails for a sentence
without a line. A further language is one more file.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "errors"
LONGEST = 20_000
"""Characters of a text that is looked at; a longer one stays as it is."""
_DEPTH = 3
_OFTEN = 300
"""Characters of a text that is remembered: hints are told again and again."""
_OWN = 8
"""A filled-in part is itself a sentence of the catalogue when so many of its characters are."""


class _Sentence(NamedTuple):
    """The fixed parts of an English sentence, and the other language's, between which stands what is filled in."""

    parts: tuple[str, ...]
    told: str

    @property
    def fixed(self) -> int:
        return sum(map(len, self.parts))


@cache
def _sentences(language: str) -> tuple[_Sentence, ...]:
    """Every sentence, the one with most fixed characters first: it says most about what it fits."""
    found = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    rows = [_Sentence(tuple(re.split(r"\{\}", english)), told) for english, told in found["sentences"].items()]
    return tuple(sorted(rows, key=lambda row: (-row.fixed, row.parts)))


@lru_cache(maxsize=256)
def _beginning(language: str, letter: str) -> tuple[_Sentence, ...]:
    """Those of the sentences that may begin with this letter, in their order."""
    return tuple(row for row in _sentences(language) if row.parts[0][:1] in ("", letter))


def tell(text: str, language: str) -> str:
    """A message or hint of an error in a language; as it stands when nobody has written it in that language.

    Fixed parts are looked for from left to right, each once: time grows with the length of the text, whatever it holds.
    """
    if language == "en" or not text or len(text) > LONGEST:
        return text
    return (_short if len(text) <= _OFTEN else _said)(text, language)


def _said(text: str, language: str) -> str:
    return _tell(text, language, _DEPTH, 0) or text


def _tell(text: str, language: str, depth: int, least: int) -> str | None:
    for sentence in _beginning(language, text[:1]):
        if sentence.fixed < least and len(sentence.parts) > 1:
            continue
        filled = _fill(sentence.parts, text)
        if filled is not None:
            inside = [_tell(part, language, depth - 1, _OWN) or part if depth else part for part in filled]
            return _write(sentence.told, inside)
    return None


def _write(told: str, filled: list[str]) -> str:
    """What is filled in, in the places of the braces; other braces are text."""
    turn = iter(range(len(filled)))
    return re.sub(r"\{(\d?)\}", lambda brace: filled[int(brace[1]) if brace[1] else next(turn)], told)


def _fill(parts: tuple[str, ...], text: str) -> list[str] | None:
    """What stands between the fixed parts; None when the text is another sentence."""
    first, *middle = parts
    if not middle:
        return [] if text == first else None
    last = middle.pop()
    place, end = len(first), len(text) - len(last)
    if place > end or not text.startswith(first) or not text.endswith(last):
        return None
    found = []
    for part in middle:
        at = text.find(part, place, end)
        if at < 0:
            return None
        found.append(text[place:at])
        place = at + len(part)
    return [*found, text[place:end]]


_short = lru_cache(maxsize=2_000)(_said)
