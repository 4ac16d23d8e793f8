"""Turkish done right: folding for search, and an order for lists.

Python's ``lower()`` turns ``I`` into ``i`` and ``İ`` into ``i`` plus a combining dot, which loses Turkish words and
invents others. Everything here is a plain translation table, so it is the same on every machine and locale.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LOWER = str.maketrans({"I": "ı", "İ": "i", "Â": "â", "Î": "î", "Û": "û"})
_FOLD = str.maketrans("ıçğöşüâîûøłđ", "icgosuaiuold") | {ord("æ"): "ae", ord("œ"): "oe"}
_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
_RANK = {letter: index for index, letter in enumerate(_ALPHABET)}


def lower(text: str) -> str:
    """The text in lower case by Turkish rules: I becomes ı, İ becomes i."""
    return text.translate(_LOWER).lower()


def fold(text: str) -> str:
    """The text as a search key: lower case, no diacritics, ı and i alike, spaces collapsed.

    ``fold("IŞIK") == fold("ışık") == fold("isik") == "isik"``; other scripts keep their letters.
    """
    if text.isascii():  # most names and all keys: a third of the time
        return " ".join(text.lower().split())
    folded = lower(unicodedata.normalize("NFC", text)).translate(_FOLD)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def collation_key(text: str) -> str:
    """A sort key in the order of the Turkish alphabet (ç after c, ı before i); digits first, others last.

    A circumflex counts only when all else is equal, by leaving the letters without it the same. Each letter is two
    characters, its group and its place in it; keys compare by code point, in Python as in UTF-8.
    """
    plain = lower(unicodedata.normalize("NFC", text)).translate(str.maketrans("âîû", "aiu"))
    return "".join(map(_place, plain))


@lru_cache(maxsize=4096)
def _place(c: str) -> str:
    if c in " -." or c.isdigit():
        return f"0{c}"
    return f"1{chr(ord('a') + _RANK[c])}" if c in _RANK else f"2{c}"


def near(name: str, known: Iterable[str], most: int = 3, cutoff: float = 0.6) -> list[str]:
    """The known names that look most like this one, the nearest first; a very long name looks like none."""
    return difflib.get_close_matches(name[:_LONGEST], list(known), n=most, cutoff=cutoff)


def did_you_mean(name: str, known: Iterable[str], otherwise: str, most: int = 3, cutoff: float = 0.6) -> str:
    """A hint for a name that nobody carries: near ones, or what to do when there is none."""
    found = near(name, known, most, cutoff)
    return f"Did you mean {', '.join(found)}?" if found else otherwise


_LONGEST = 200
"""Letters of a name that are compared: the time grows with their square."""


def listed(text: str) -> list[str]:
    """The keys of a text, separated by commas; a comma inside a key stands behind a backslash.

    >>> listed(r"a, b\\,c,")
    ['a', 'b,c']
    """
    return [key for part in re.split(r"(?<!\\),", text) if (key := part.replace("\\,", ",").strip())]
