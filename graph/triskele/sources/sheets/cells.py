"""What one cell says: text, number, list. A missing value is the empty string, and stays missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from triskele.text import fold

MISSING = frozenset(
    ["na", "n/a", "#n/a", "#yok", "#value!", "#deger!", "#ref!", "#basv!", "nan", "null", "none", "-", "--", "–", "—",
     "?", ".", "bilinmiyor", "belirsiz", "unknown", "yok", "yoktur", "belirtilmemis", "girilmemis", "not available",
     "not specified", "tbd"]
)  # fmt: skip
"""Cells that say that nothing is known, folded."""
_SCALES = {"bin": 3, "thousand": 3, "k": 3, "tsd": 3, "milyon": 6, "mn": 6, "mio": 6, "m": 6, "million": 6,
           "millionen": 6, "milyar": 9, "mlr": 9, "mlrd": 9, "mrd": 9, "bn": 9, "billion": 9}  # fmt: skip
_WRITTEN = {
    mark: re.compile(
        rf"[-+]?(?:\d+|[1-9]\d{{0,2}}(?:[{other}]\d{{3}})+|\d+(?:[{other}]\d{{3}})+(?=[{mark}]))(?:[{mark}]\d+)?"
    )
    for mark, other in (",.", ".,")
}
"""A number by its decimal mark: the other one parts groups of three digits."""
_BLANKS = re.compile("[\\s\\x00-\\x1f\\x7f\\u00a0\\u200b\\ufeff\\u202f]+")


_BESIDE = frozenset(
    ["tl", "try", "lira", "turk", "lirasi", "eur", "euro", "avro", "usd", "dolar", "dollar", "dollars", "abd", "gbp",
     "sterlin", "pesin", "toplam", "total",
     "kisi", "adet", "tane", "yuzde", "calisan", "personel", "person", "persons", "people", "employees"]
)  # fmt: skip
"""Words beside a number that say what it counts, folded."""
_QUALIFIERS = tuple(
    (qualifier, re.compile(pattern))
    for qualifier, pattern in (
        ("at-least", r"(?:en az|asgari|minimum|min\.?|at least|≥|>=)\s*(.+)|(.+?)\s*\+"),
        ("at-most", r"(?:en cok|en fazla|azami|maksimum|maks\.?|max\.?|maximum|at most|up to|≤|<=)\s*(.+)"),
        ("over", r"(?:>|over|more than|above)\s*(.+)|(.+?)['’`]?\s?(?:[dt][ae]n|n[dt][ae]n)? (?:fazla|cok)"
                 r"|(.+?)['’`]?(?:n?[iu]n|)? (?:uzeri|uzerinde|ustu|ustunde)"),
        ("under", r"(?:<|under|less than|below)\s*(.+)|(.+?)['’`]?\s?(?:[dt][ae]n|n[dt][ae]n)? az"
                  r"|(.+?)['’`]?(?:n?[iu]n)? (?:alti|altinda)"),
        ("about", r"(?:~|≈|yaklasik(?: olarak)?|yakl\.?|takriben|tahminen|about|around|approx\.?|approximately"
                  r"|circa|ca\.?|c\.)\s*(.+)|(.+?)\s*(?:civari|civarinda|dolayinda|\(tahmini\)|\(yaklasik\)"
                  r"|\(about\)|\(est\.?\))"),
    )
)  # fmt: skip


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


def decimal_mark(values: Iterable[Any], turkish: bool) -> str:
    """The decimal mark of a column: what its own numbers show, else that of the language."""
    marks = [_own_mark(re.sub(r"[^\d.,]", "", value)) for value in values if isinstance(value, str)]
    commas, dots = marks.count(","), marks.count(".")
    return "," if commas > dots or (commas == dots and turkish) else "."


def _own_mark(digits: str) -> str:
    """The decimal mark that a number shows by itself; empty when it may be either, as in ``1.250``."""
    for mark, other in (",.", ".,"):
        if _WRITTEN[mark].fullmatch(digits) and not _WRITTEN[other].fullmatch(digits):
            return mark
    return ""


def scales(found: str) -> list[str]:
    """The words of a text that say in thousands or millions of what a number is."""
    return [word for word in re.findall(r"\w+", found) if fold(word) in _SCALES]


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
    left = re.sub(r"[-+\d.,\s]", " ", re.sub("([€$₺£])", r" \1 ", found)).split()
    return " ".join(word for word in left if fold(word) not in _SCALES)


def qualified(found: str) -> tuple[str, str]:
    """How sure or how exact a number is by the words and signs about it, as a qualifier of ours (empty for none), and
    the cell without them: *~200*, *200'den fazla*, *en az 50*, *> 10*."""
    plain = fold(found).strip()
    for qualifier, pattern in _QUALIFIERS:
        if (said := pattern.fullmatch(plain)) and (rest := next((part for part in said.groups() if part), "").strip()):
            return qualifier, rest
    return "", found


_YEARLY = re.compile(
    r"\b(?:aylik|monthly|per month|monatlich|yillik|yilda|her yil|per year|a year|per annum|annually|yearly|pa|p\. ?a"
    r"|pro jahr|par an)\b|/ ?(?:yr|year|yil|jahr|ay|month)\b"
)


def yearly(found: str) -> bool:
    """Whether a text says of a sum that it is of each year."""
    return _YEARLY.search(fold(found)) is not None


def number(value: Any, mark: str) -> str:
    """A number as plain decimal text; ``mark`` is the decimal mark of cells that are text and do not show their own.
    Scales (``milyon``) count, signs of currency and per cent go. ValueError when the cell holds no number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text(value)
    found = text(value)
    if not found:
        return ""
    plain = re.sub(r"(?<=[a-z])\.", "", fold(qualified(found)[1]))
    words = re.findall(r"[a-z]+", plain)
    scale = sum(_SCALES.get(word, 0) for word in words)
    digits = re.sub(r"[a-z₺$€£%’' ]", "", plain)
    mark = _own_mark(digits) or mark
    if not _WRITTEN[mark].fullmatch(digits) or any(word not in _SCALES and word not in _BESIDE for word in words):
        raise ValueError(found)
    digits = digits.replace("." if mark == "," else ",", "").replace(",", ".")
    result = Decimal(digits) * Decimal(10) ** scale
    return format(result.quantize(Decimal(1)) if result == result.to_integral() else result.normalize(), "f")


def parts(found: str, known: Callable[[str], bool] = lambda name: False, separator: str = "") -> list[str]:
    """A cell as a list. A name that is ``known`` may hold the separator itself; a comma separates only what is
    known on both sides, a stroke between blanks what is known on one."""
    if not found or known(found):
        return [found] if found else []
    hard = (separator,) if separator else (";", "\n", "|")
    for mark in hard if separator else (*hard, " / ", ","):
        pieces = [piece.strip() for piece in found.split(mark)]
        if len(pieces) < 2:
            continue
        joined = _joined([p for p in pieces if p], mark, known)
        if mark in hard or all(map(known, joined)) or (mark == " / " and any(map(known, joined))):
            return [part for piece in joined for part in parts(piece, known, separator)]
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
