"""The reviewed lists of ``headings.toml``, and how words are compared with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from triskele.text import fold


@cache
def data() -> dict[str, Any]:
    """The reviewed lists of ``headings.toml``."""
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A word for comparing: folded, without what stands in brackets, dots gone, other marks as blanks."""
    return _short(text) if len(text) <= _LONGEST else _plain(text)


def _plain(text: str) -> str:
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text) if not text.startswith(("(", "[")) else text
    return " ".join(re.sub(r"[^\w₺€$]+|_", " ", fold(bare).replace(".", "")).split()) or fold(text)


_LONGEST = 200
"""Letters of a text that is remembered: the reviewed words are compared with again and again, cells come once."""
_short = lru_cache(maxsize=8192)(_plain)


def index(names: Mapping[str, Any]) -> dict[str, str]:
    """Plain name to what it names; the first of two claims counts."""
    found: dict[str, str] = {}
    for key, words in names.items():
        for word in words:
            if word:
                found.setdefault(plain(word), key)
    return found


def written_out(heading: str, names: Mapping[str, str], undotted: bool = False) -> str:
    """What a heading with abbreviations names (``Baş. Yılı``, ``İhr.``): the only thing that names of as many words do
    whose letters begin alike and hold those of the abbreviation in their order; empty when there are several.
    ``undotted``: a word alone may be the beginning of another without its dot, as ``Emp``."""
    words = [(_bare(word), word.endswith(".")) for word in heading.split()]
    words = [(word, short) for word, short in words if word]
    alone = undotted and len(words) == 1 and len(words[0][0]) > 2 and not words[0][1]
    if not alone and not any(short and len(word) > 1 for word, short in words):
        return ""
    found = {
        meant
        for name, meant in names.items()
        if len(name.split()) == len(words)
        and all(
            word == whole or (short and len(word) > 1 and _shortens(word, whole)) or (alone and whole.startswith(word))
            for (word, short), whole in zip(words, name.split(), strict=True)
        )
    }
    return found.pop() if len(found) == 1 else ""


def _bare(word: str) -> str:
    return plain(word) if any(letter.isalnum() for letter in word) else ""


def _shortens(word: str, whole: str) -> bool:
    """Whether a word is short for another: its beginning, or its first letter and others in their order."""
    if whole.startswith(word):
        return len(word) > 2 or len(whole) < 8
    letters = iter(whole)
    return len(word) > 2 and word[0] == whole[0] and all(letter in letters for letter in word)
