"""What a row of CORDIS holds in its cells: what only fills a place, countries, points, sums, natural persons."""

from __future__ import annotations

import re

from triskele.sources.dumps.writing import Where, Writer, countries

_EMPTY = {"", "-", "--", ".", "n/a", "na", "none", "null", "not applicable", "notapplicable", "0"}
_EU_CODES = {"EL": "GR", "UK": "GB"}
_WORD = re.compile(r"[^\W\d_]+(?:[-'.][^\W\d_]+)*[.']?")
_TRADER = re.compile(r"\be\. ?k(?:fm|fr)?\.?$", re.IGNORECASE)

Cells = dict[str, str]


def is_person(cells: Cells) -> bool:
    """Whether a row is about a natural person: written as a surname in capitals and given names, without any address,
    or a sole trader by the ending of its name."""
    name = cells["name"].strip()
    if cells["activityType"] not in ("PRC", ""):
        return False
    if _TRADER.search(name):
        return True
    if any(said(cells, column) for column in ("street", "postCode", "city", "vatNumber")):
        return False
    words = name.split()
    return (
        2 <= len(words) <= 5
        and all(_WORD.fullmatch(word) for word in words)
        and len(words[0]) > 1
        and words[0].isupper()
        and not words[-1].isupper()
        and words[-1][0].isupper()
    )


def said(cells: Cells, column: str) -> str:
    """The cell, empty when it only fills the place."""
    value = cells.get(column, "").strip()
    return "" if value.lower() in _EMPTY or not value.strip("-. 0") else value


def country(cells: Cells) -> str:
    """The ISO code of the country; empty when there is none, or not one."""
    code = cells["country"].strip().upper()
    code = _EU_CODES.get(code, code)
    return code if code in countries() else ""


def point(text: str) -> tuple[str | None, str | None]:
    """Latitude and longitude out of ``38.4,27.2``, with or without brackets."""
    found = re.fullmatch(r"\(?\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?", text)
    return (found[1], found[2]) if found else (None, None)


def amount(write: Writer, where: Where, column: str, given: str) -> str:
    """A sum as decimal text, read with a decimal comma or point; empty when unknown."""
    if not given:
        return ""
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", given):
        write.say(where, column, given, "amount", "warning", "This is no sum of money; it is unknown.",
                       "Bu bir tutar değil; bilinmiyor.")  # fmt: skip
        return ""
    return given.replace(",", ".")
