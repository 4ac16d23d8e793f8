"""What stands in the JSON of others, read as the kind of value that was promised, and empty when it is another."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_ROR = re.compile(r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?", re.IGNORECASE)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def text(value: Any) -> str:
    """A text on one line without control signs; empty for null, lists and objects."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
    return " ".join(_UNSEEN.sub(" ", value).split())


def mapping(value: Any) -> dict[str, Any]:
    """An object; empty for anything else. PHP writes empty objects as ``[]``."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list; of one, where a single value stands instead of it; empty for null."""
    return value if isinstance(value, list) else [] if value is None or value == {} else [value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [one for one in items(value) if isinstance(one, dict)]


def is_day(said: str) -> bool:
    """Whether a text is a day as YYYY-MM-DD."""
    try:
        return len(said) == 10 and bool(date.fromisoformat(said))
    except ValueError:
        return False


def ror_of(value: Any) -> str:
    """The nine signs of a ROR id, given bare or as an address, when its check digits are right.

    >>> ror_of("https://ror.org/02mhbdp94")
    '02mhbdp94'
    """
    found = _ROR.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return ""
    bare, number = found[1].lower(), 0
    for sign in bare[1:7]:
        number = number * 32 + _ALPHABET.index(sign)
    return bare if 98 - (number * 100) % 97 == int(bare[7:]) else ""


def isni_of(value: Any) -> str:
    """The sixteen signs of an ISNI whose check digit is right (ISO 7064 mod 11-2).

    >>> isni_of("0000 0001 2103 2683")
    '0000000121032683'
    """
    bare = re.sub(r"[ -]|^https?://(?:www\.)?isni\.org/(?:isni/)?", "", value).upper() if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9]{15}[0-9X]", bare):
        return ""
    total = 0
    for sign in bare[:15]:
        total = (total + int(sign)) * 2
    return bare if "0123456789X"[(12 - total % 11) % 11] == bare[15] else ""


def lei_of(value: Any) -> str:
    """The twenty signs of an LEI whose check digits are right (ISO 7064 mod 97-10).

    >>> lei_of("5493001KJTIIGC8Y1R12")
    '5493001KJTIIGC8Y1R12'
    """
    bare = value.strip().upper() if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", bare):
        return ""
    return bare if int("".join(str(int(sign, 36)) for sign in bare)) % 97 == 1 else ""
