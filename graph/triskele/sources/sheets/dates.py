"""What a cell says of a time: a day, month or year, a span, a decade, "about", "after", "since", "not ended".

A time that a cell leaves open is a range, never a guess: ``1990'lar`` is 1990 to 1999, ``2016 başı`` its first months.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

from triskele.sources.sheets.cells import text
from triskele.text import fold

Span = tuple[str, str]
_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        ("ocak january jan", "şubat february feb", "mart march mar", "nisan april apr", "mayıs may", "haziran june jun",
         "temmuz july jul", "ağustos august aug", "eylül september sep sept", "ekim october oct",
         "kasım november nov", "aralık december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
OPEN = frozenset(
    ["halen", "hala", "devam", "devam ediyor", "devam etmekte", "devam etmektedir", "suruyor", "surmekte", "gunumuz",
     "gunumuze kadar", "bugun", "guncel", "aktif", "yururlukte", "bitmedi", "ongoing", "current", "currently",
     "present", "to date", "today", "now", "still", "active", "in force", "open"]
)  # fmt: skip
"""Cells that say in the place of an end that there is none yet, folded."""
_OPEN = "|".join(sorted(OPEN, key=len, reverse=True))
_SINCE = re.compile(
    r"(?:since |from |as of |signed (?:in |on )?|imza(?:landi)?:? )?(?P<at>.*?\d{4})(?: yil[iu]n?)?"
    r"(?:['’`]? ?[dt][ae]n (?:beri|bu yana|itibaren|gunumuze)| itibariyla| itibari ile|\+| onwards?"
    rf"| ?(?:[-–—/]|[dt][ae]n|to) ?(?:{_OPEN})?| ?[-–—])?"
)
_DECADE = re.compile(
    r"(?:(?P<part>early|mid|late)[- ](?:the )?)?(?:the )?(?P<year>\d{3}0)['’`]?[ -]?"
    r"(?:s|l[ae]r|l[iu] yillar|yillar|l[iu] yillari)(?:[iu]n)? ?(?P<ending>basi|baslari|ortasi|ortalari|sonu|sonlari)?"
)
_PART = re.compile(
    r"(?:(?P<part>early|mid|late|(?:beginning|start|middle|end) of)[- ])?"
    r"(?P<year>\d{4})(?: yil[iu])?(?:['’`]?[iu]?n[iu]n)?"
    r" ?(?P<ending>basi|baslari|ortasi|ortalari|sonu|sonlari)?"
)
_PARTS = {"early": 0, "bas": 0, "beg": 0, "sta": 0, "mid": 1, "ort": 1, "late": 2, "son": 2, "end": 2}
_QUARTER = re.compile(
    r"(?:q(?P<a>[1-4])[ /-]?(?P<y>\d{4})|(?P<y2>\d{4})[ /.-]*(?:q(?P<b>[1-4])|(?P<c>[1-4])\.? ?(?:ceyrek|ceyregi)))"
)
_ABOUT = re.compile(r"(?:yaklasik|yakl\.?|takriben|tahminen|circa|ca\.?|c\.|about|around|approx\.?|~|≈)\s*(.+)")
_ABOUT_AFTER = re.compile(r"(.+?)\s*(?:civari|civarinda|dolaylari|dolaylarinda|\(\??\)|\?|~|\(tahmini\)|\(yaklasik\))")
_AFTER = re.compile(r"(?:after )?(.*?\d{4})(?: yil[iu]n?)?(?:['’`]? ?[dt][ae]n)? ?(?:sonrasi|sonrasinda|sonra)?")
_BEFORE = re.compile(r"(?:before |until |till |by |up to )?(.*?\d{4})(?:['’`]? ?(?:y[ae]|[ae]) (?:kadar|dek))?"
                     r"(?:['’`]?(?:[dt][ae]n)? ?(?:oncesi|oncesinde|once))?")  # fmt: skip
_AROUND = re.compile(r" (?:yil[iu]|yilinda|tarihinde|tarihi|egitim yili|akademik yili|donemi|mali yili)$")


def when(value: Any) -> Span:
    """The first and last day, month or year that a cell says: the same twice for one date, ("", "") for none; an open
    beginning is empty.

    ValueError when the cell says something else.
    """
    found = text(value)
    if not found:
        return "", ""
    plain = _AROUND.sub("", fold(found).strip())
    for read in (_span, _decade, _part_of_year, _quarter, _about, _before, _months):
        if said := read(plain):
            return said
    one = _date(plain)
    return one, one


def since(found: str) -> tuple[str, bool]:
    """What a cell says from when on (*2017'den beri*, *2017 - halen*) without these words, and whether it said *after*
    (*2013 sonrası*); any other cell as it is."""
    plain = fold(found)
    if plain.startswith("since ") and _DECADE.fullmatch(plain[6:]):
        return plain[6:], False
    if (said := _AFTER.fullmatch(plain)) and said[0] != said[1]:
        return said[1], True
    said = _SINCE.fullmatch(plain)
    return (said["at"], False) if said and said["at"] != plain else (found, False)


def month_span(one: str) -> Span:
    """First and last day of a month; a year or a day is itself, with nothing after it."""
    if re.fullmatch(r"\d{4}-\d\d", one):
        year, month = map(int, one.split("-"))
        return f"{one}-01", f"{one}-{monthrange(year, month)[1]:02}"
    return one, ""


def is_literal(found: str) -> bool:
    """Whether a cell holds a date as one writes it: nothing about how sure or how wide."""
    try:
        _date(fold(found))
    except ValueError:
        return bool(re.fullmatch(r"\d{4}\s*[-–—/]\s*\d{4}", found))
    return True


def _span(plain: str) -> Span | None:
    if got := re.fullmatch(r"(\d{4})\s*[-–—/]\s*(\d{4})", plain):
        return got[1], got[2]
    if (got := re.fullmatch(r"(\d{2})(\d{2})\s*[-–—/]\s*(\d{2})", plain)) and int(got[3]) > max(12, int(got[2])):
        return got[1] + got[2], got[1] + got[3]  # 2015-18; 2015-03 is a month
    ends = re.split(r"\s+[-–—]\s+|\s*[–—]\s*|(?<=\d{4}) ?-(?=\d\d?\.|\d{4}$|[a-z]{3,} \d{4}$)", plain)
    if len(ends) == 2:
        try:
            first, last = map(_date, ends)
        except ValueError:
            return None
        if first[: len(last)] <= last[: len(first)]:
            return first, last
    return None


def _decade(plain: str) -> Span | None:
    if not (said := _DECADE.fullmatch(plain)):
        return None
    first, part = int(said["year"]), said["part"] or said["ending"]
    if not part:
        return str(first), str(first + 9)
    begin, end = ((0, 3), (4, 6), (7, 9))[_PARTS[part if part in _PARTS else part[:3]]]
    return str(first + begin), str(first + end)


def _part_of_year(plain: str) -> Span | None:
    said = _PART.fullmatch(plain)
    part = said and (said["part"] or said["ending"])
    if not said or not part:
        return None
    third = _PARTS[part if part in _PARTS else part[:3]]
    return f"{said['year']}-{4 * third + 1:02}", f"{said['year']}-{4 * third + 4:02}"


def _quarter(plain: str) -> Span | None:
    if not (said := _QUARTER.fullmatch(plain)):
        return None
    number, year = int(said["a"] or said["b"] or said["c"]), said["y"] or said["y2"]
    return f"{year}-{3 * number - 2:02}", f"{year}-{3 * number:02}"


def _about(plain: str) -> Span | None:
    """About a year is a year more or less; about a month or a span is what it says."""
    said = _ABOUT.fullmatch(plain) or _ABOUT_AFTER.fullmatch(plain)
    if not said or not said[1].strip():
        return None
    first, last = when(said[1].strip())
    if first == last and re.fullmatch(r"\d{4}", first):
        return f"{int(first) - 1:04}", f"{int(first) + 1:04}"
    return first, last


def _before(plain: str) -> Span | None:
    said = _BEFORE.fullmatch(plain)
    if not said or said[1] == plain:
        return None
    return "", _date(said[1])


def _months(plain: str) -> Span | None:
    got = re.fullmatch(r"([a-z]+)\s*[-–—/]\s*([a-z]+) (\d{4})", plain)
    first, last = (_MONTHS.get(got[1], 0), _MONTHS.get(got[2], 0)) if got else (0, 0)
    return (f"{got[3]}-{first:02}", f"{got[3]}-{last:02}") if got and 0 < first <= last else None


def _date(plain: str) -> str:
    plain = plain.replace(" yili", "").rstrip(".").strip()
    if re.fullmatch(r"\d{4}([.,]0+)?", plain):
        return plain[:4]
    if got := re.fullmatch(r"(\d{4})[-/.](\d\d?)(?:[-/.](\d\d?))?(?:[t ][\d:.]+(?:z|[+-][\d:]+)?)?", plain):
        return _checked(int(got[1]), int(got[2]), int(got[3]) if got[3] else None)
    if got := re.fullmatch(r"(\d\d?)\s?[./-]\s?(\d\d?)\s?[./-]\s?(\d{4})(?: [\d:.]+)?", plain):
        return _checked(int(got[3]), int(got[2]), int(got[1]))
    if got := re.fullmatch(r"(\d\d?)\s?[./-]\s?(\d{4})", plain):
        return _checked(int(got[2]), int(got[1]), None)
    if (got := re.fullmatch(r"(?:(\d\d?)\.? )?([a-z]+)\.?,? (\d{4})(?: [a-z]+)?", plain)) and got[2] in _MONTHS:
        return _checked(int(got[3]), _MONTHS[got[2]], int(got[1]) if got[1] else None)
    if (got := re.fullmatch(r"([a-z]+)\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})", plain)) and got[1] in _MONTHS:
        return _checked(int(got[3]), _MONTHS[got[1]], int(got[2]))
    if (got := re.fullmatch(r"(\d{4}),? ([a-z]+)", plain)) and got[2] in _MONTHS:
        return _checked(int(got[1]), _MONTHS[got[2]], None)
    raise ValueError(plain)


def _checked(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"{year}-{month}-{day}")
    return f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")
