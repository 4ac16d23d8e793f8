"""What one cell says: text, date, number, list. A missing value is the empty string, and stays missing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from triskele.text import fold

MISSING = frozenset(
    ["na", "n/a", "#n/a", "#yok", "#value!", "#deger!", "#ref!", "#basv!", "nan", "null", "none", "-", "--", "–", "—",
     "?", ".", "bilinmiyor", "belirsiz", "unknown"]
)  # fmt: skip
"""Cells that say that nothing is known, folded."""
_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        ("ocak january jan", "şubat february feb", "mart march mar", "nisan april apr", "mayıs may", "haziran june jun",
         "temmuz july jul", "ağustos august aug", "eylül september sep", "ekim october oct", "kasım november nov",
         "aralık december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_SCALES = {"bin": 3, "thousand": 3, "milyon": 6, "mn": 6, "million": 6, "milyar": 9, "mlr": 9, "billion": 9}
OPEN = frozenset(
    ["halen", "hala", "devam", "devam ediyor", "devam etmekte", "suruyor", "surmekte", "gunumuz", "bugun", "guncel",
     "ongoing", "current", "present", "today", "now", "still"]
)  # fmt: skip
"""Cells that say in the place of an end that there is none yet, folded."""
_SINCE = re.compile(
    r"(?:since |from )?(\d{4})(?:['’`]? ?[dt][ae]n (?:beri|bu yana|itibaren)| ?(?:[-–—/]|[dt][ae]n) ?(OPEN))?".replace(
        "OPEN", "|".join(sorted(OPEN, key=len, reverse=True))
    )
)
_BLANKS = re.compile("[\\s\\x00-\\x1f\\x7f\\u00a0\\u200b\\ufeff\\u202f]+")
_DECADE = re.compile(r"(\d{3}0)['’`]? ?(?:s|l[ae]r|l[iu] yillar|yillar|l[iu] yillari)")


def text(value: Any) -> str:
    """A cell as text: blanks of every kind are one blank, ``2016.0`` is 2016, what says "not known" is empty."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _BLANKS.sub(" ", str(value)).strip()
    return "" if fold(found) in MISSING else found


def when(value: Any) -> tuple[str, str]:
    """The first and last day, month or year that a cell says: the same twice for one date, ("", "") for none.

    ValueError when the cell says something else.
    """
    found = text(value)
    if not found:
        return "", ""
    if span := re.fullmatch(r"(\d{4})\s*[-–—/]\s*(\d{4})", found):
        return span[1], span[2]
    if decade := _DECADE.fullmatch(fold(found)):
        return decade[1], str(int(decade[1]) + 9)
    if len(ends := re.split(r"\s+[-–—]\s+", found)) == 2:
        first, last = map(_date, ends)
        if len(first) == len(last) and first <= last:
            return first, last
    one = _date(found)
    return one, one


def since(found: str) -> str:
    """The year of a cell that says from when on ("2017'den beri", "2017 - halen"); any other cell as it is."""
    said = _SINCE.fullmatch(fold(found))
    return said[1] if said else found


def _date(found: str) -> str:
    plain = fold(found).replace(" yili", "").rstrip(".")
    if re.fullmatch(r"\d{4}(\.0+)?", plain):
        return plain[:4]
    if got := re.fullmatch(r"(\d{4})-(\d\d?)(?:-(\d\d?))?(?:[t ][\d:.]+)?", plain):
        return _checked(int(got[1]), int(got[2]), int(got[3]) if got[3] else None)
    if got := re.fullmatch(r"(\d\d?)[./-](\d\d?)[./-](\d{4})(?: [\d:.]+)?", plain):
        return _checked(int(got[3]), int(got[2]), int(got[1]))
    if got := re.fullmatch(r"(\d\d?)[./-](\d{4})", plain):
        return _checked(int(got[2]), int(got[1]), None)
    if (got := re.fullmatch(r"(?:(\d\d?)\.? )?([a-z]+)\.? (\d{4})", plain)) and got[2] in _MONTHS:
        return _checked(int(got[3]), _MONTHS[got[2]], int(got[1]) if got[1] else None)
    raise ValueError(found)


def _checked(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"{year}-{month}-{day}")
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")


def decimal_mark(values: Iterable[Any], turkish: bool) -> str:
    """The decimal mark of a column: what its own numbers show, else that of the language."""
    commas = dots = 0
    for value in values:
        if isinstance(value, str):
            number = re.sub(r"[^\d.,]", "", value)
            if "," in number and "." in number:
                mark = max(number.rfind(","), number.rfind("."))
                commas += number[mark] == ","
                dots += number[mark] == "."
            elif number.count(".") > 1:
                commas += 1
            elif number.count(",") > 1:
                dots += 1
            elif re.search(r",\d{1,2}$|,\d{4,}$", number):
                commas += 1
            elif re.search(r"\.\d{1,2}$|\.\d{4,}$", number):
                dots += 1
    return "," if commas > dots or (commas == dots and turkish) else "."


def scaled(value: str, unit: str, cell: str = "") -> tuple[str, str]:
    """A number and its unit with the scale of the unit in the number: ("124.7", "milyon dolar") is 124700000 dolar. A
    scale that the cell of the number says too counts once."""
    words = {word: fold(word).rstrip(".") for word in unit.split()}
    if not value or not set(words.values()) & set(_SCALES):
        return value, unit
    counted = re.findall("[a-z]+", fold(cell))
    scale = sum(_SCALES.get(plain, 0) for plain in words.values() if plain not in counted)
    rest = " ".join(word for word, plain in words.items() if plain not in _SCALES)
    return number(format(Decimal(value).scaleb(scale), "f"), "."), rest


def without_scale(found: str) -> str:
    """What stands beside a number: a sign or word of currency."""
    left = re.sub(r"[-+\d.,\s]", " ", found).split()
    return " ".join(word for word in left if fold(word) not in _SCALES)


def number(value: Any, mark: str) -> str:
    """A number as plain decimal text; ``mark`` is the decimal mark of cells that are text. Scales (``milyon``) count,
    signs of currency and per cent go. ValueError when the cell holds no number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text(value)
    found = text(value)
    if not found:
        return ""
    plain = fold(found)
    words = re.findall(r"[a-z]+", plain)
    scale = sum(_SCALES.get(word, 0) for word in words)
    digits = re.sub(r"[a-z₺$€£%’' ]", "", plain)
    other = "." if mark == "," else ","
    digits = digits.replace(other, "").replace(mark, ".")
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?", digits) or any(
        word not in (*_SCALES, "tl", "try", "eur", "euro", "usd", "kisi", "adet", "yuzde", "m") for word in words
    ):
        raise ValueError(found)
    result = Decimal(digits) * Decimal(10) ** scale
    return format(result.quantize(Decimal(1)) if result == result.to_integral() else result.normalize(), "f")


def month_span(one: str) -> tuple[str, str]:
    """First and last day of a month; a year or a day is itself, with nothing after it."""
    if re.fullmatch(r"\d{4}-\d\d", one):
        year, month = map(int, one.split("-"))
        return f"{one}-01", f"{one}-{monthrange(year, month)[1]:02}"
    return one, ""


def parts(found: str, known: Callable[[str], bool] = lambda name: False, separator: str = "") -> list[str]:
    """A cell as a list. A name that is ``known`` may hold the separator itself; a comma separates only what is
    known on both sides."""
    if not found or known(found):
        return [found] if found else []
    for mark in [separator] if separator else [";", "\n", "|", " / ", ","]:
        pieces = [piece.strip() for piece in found.split(mark)]
        if len(pieces) < 2:
            continue
        joined = _joined([p for p in pieces if p], mark, known)
        if mark in (";", "\n", "|", separator) or all(map(known, joined)):
            return joined
    return [found]


def _joined(pieces: list[str], mark: str, known: Callable[[str], bool]) -> list[str]:
    """The pieces, neighbours put together again where that gives a known name; the longest first."""
    result, at = [], 0
    while at < len(pieces):
        for end in range(len(pieces), at + 1, -1):
            whole = (mark if mark.isspace() or mark == " / " else f"{mark} ").join(pieces[at:end])
            if known(whole) or known(mark.join(pieces[at:end])):
                result.append(whole)
                at = end
                break
        else:
            result.append(pieces[at])
            at += 1
    return result
