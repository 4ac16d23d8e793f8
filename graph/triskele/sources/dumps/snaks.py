"""What Wikidata's statements hold: which count by rank, whom they name, and dates of their precision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.sources.dumps.opening import lines
from triskele.sources.dumps.streams import array, parsed
from triskele.sources.dumps.values import mapping, objects, text

DAY, MONTH, YEAR = 11, 10, 9
JULIAN = "Q1985786"
_TIME = re.compile(r"([+-]?)(\d{1,16})-(\d\d)-(\d\d)T")
_AMOUNT = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")
_BACK = {1, 3, 4, 6, 9}
"""Tens whose Turkish name ends in a back vowel: onlar, otuzlar, but yirmiler."""
_WHOLE = 32 << 20
"""Bytes of a file that may be one document over many lines, as Special:EntityData gives it."""

Statement = dict[str, Any]
Entity = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """A date as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD; empty when coarser than a year or before our era,
    which ``note`` then tells in both languages."""

    text: str = ""
    julian: bool = False
    note: tuple[str, str] = ("", "")


def entities(path: Path, worth: Callable[[str], bool] = lambda line: True) -> Iterator[tuple[int, str, Any]]:
    """(line, text, entity) of a dump, one a line in one array or without it, or of what the web service answers; None
    for a line that is no JSON. Lines that are not ``worth`` it are not parsed. SourceError when the array does not end:
    the file is cut."""
    begun = ended = False
    for number, line in lines(path):
        body = line.strip()
        if not begun and body.startswith("["):
            begun, body = True, body[1:].strip()
            if not body and _spread(path, number):
                yield from ((at, "", one) for at, one in array(path))
                return
        if begun and body.endswith("]") and parsed(body.rstrip(",")) is None:
            ended, body = True, body[:-1].strip()
        body = body.rstrip(",").strip()
        if not body or not worth(body):
            continue
        value = parsed(body)
        if value is None and number == 1 and path.suffix == ".json" and path.stat().st_size <= _WHOLE:
            value = parsed(path.read_text("utf-8-sig", "replace"))
            if value is not None:
                yield from _answered(number, value)
                return
        several = parsed(f"[{body}]") if value is None and begun else None
        if isinstance(several, list):
            yield from ((number, "", one) for one in several)
        elif isinstance(value, dict):
            yield from _answered(number, value)
        else:
            yield number, body, value
    if begun and not ended:
        raise SourceError(f"{path.name} ends before its list does.", hint="Fetch the file again: it was cut.")


def _spread(path: Path, number: int) -> bool:
    """Whether an array has its entities over many lines: the line below its bracket opens one and no more."""
    return next((line.strip() == "{" for at, line in lines(path) if at > number and line.strip()), False)


def _answered(number: int, value: Any) -> Iterator[tuple[int, str, Any]]:
    """The entities of an answer of the web service, or the one that a line is; an answer that says that more follows
    elsewhere is told by ``continue`` as an entity of its own."""
    found = value.get("entities") if isinstance(value, dict) else None
    if isinstance(found, dict | list):
        yield from ((number, "", one) for one in (found.values() if isinstance(found, dict) else found))
        if "continue" in value:
            yield number, "", {"type": "continue"}
    else:
        yield number, "", value


def statements(entity: Entity, name: str) -> list[Statement]:
    """The statements of a property that count for ties with dates: normal and preferred ones, never deprecated."""
    found = objects(mapping(entity.get("claims")).get(name))
    return [one for one in found if one.get("rank") in ("normal", "preferred", None)]


def best(entity: Entity, name: str) -> list[Statement]:
    """The preferred statements of a property, or the normal ones when none is preferred."""
    found = statements(entity, name)
    return [one for one in found if one.get("rank") == "preferred"] or found


def value_of(snak: Any) -> Any:
    """The value of a snak; None for an unknown value and for none."""
    snak = mapping(snak)
    return mapping(snak.get("datavalue")).get("value") if snak.get("snaktype") == "value" else None


def item_of(snak: Any) -> str:
    """The item that a snak names, also where only its number is given; empty when it names none."""
    value = mapping(value_of(snak))
    if (one := value.get("id")) is not None:
        return one if isinstance(one, str) and re.fullmatch(r"Q[1-9]\d{0,14}", one) else ""
    number = value.get("numeric-id")
    if isinstance(number, bool) or value.get("entity-type", "item") != "item":
        return ""
    return f"Q{number}" if re.fullmatch(r"[1-9]\d{0,14}", text(number)) else ""


def items_of(entity: Entity, name: str) -> list[str]:
    """The items that the best statements of a property name."""
    return [one for said in best(entity, name) if (one := item_of(said.get("mainsnak")))]


def texts_of(entity: Entity, name: str) -> list[tuple[str, str]]:
    """(text, language) of the best statements of a property; the language is empty for identifiers and addresses."""
    found = []
    for said in best(entity, name):
        value = value_of(said.get("mainsnak"))
        if isinstance(value, dict):
            found.append((text(value.get("text")), text(value.get("language"))))
        else:
            found.append((text(value), ""))
    return [one for one in found if one[0]]


def amount_of(snak: Any) -> tuple[str, str]:
    """(number, unit) of a quantity: the unit is an item, or empty for a pure number."""
    value = mapping(value_of(snak))
    number, unit = text(value.get("amount")), text(value.get("unit"))
    return (number.lstrip("+"), re.sub(r".*/", "", unit) if "/" in unit else "") if _AMOUNT.fullmatch(number) else (
        "", "")  # fmt: skip


def is_about(snak: Any) -> bool:
    """Whether a quantity says within which bounds it is right, and they leave room."""
    value = mapping(value_of(snak))
    bounds = {text(value.get(bound)) for bound in ("upperBound", "lowerBound")} - {""}
    return bool(bounds - {text(value.get("amount"))})


def moment_of(snak: Any) -> Moment | None:
    """The date of a snak as precisely as it is meant: month and day that only fill the place are left away. None when
    there is none or it cannot be read."""
    value = mapping(value_of(snak))
    found, precision = _TIME.match(text(value.get("time"))), value.get("precision")
    if not found or isinstance(precision, bool) or not isinstance(precision, int) or not int(found[2]):
        return None
    year = int(found[2])
    julian = text(value.get("calendarmodel")).endswith(JULIAN)
    if found[1] == "-":
        return Moment(julian=julian, note=(f"MÖ {year}", f"{year} BCE"))
    if precision < YEAR or year > 9999:
        return Moment(julian=julian, note=_coarse(year, precision))
    said = f"{year:04d}"
    month, day = int(found[3]), int(found[4])
    if precision >= MONTH and 1 <= month <= 12:
        said += f"-{month:02d}"
        if precision >= DAY and _is_day(year, month, day):
            said += f"-{day:02d}"
    return Moment(said, julian)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _coarse(year: int, precision: int) -> tuple[str, str]:
    if precision == 8:
        decade = year // 10 * 10
        return f"{decade}'{'lar' if decade // 10 % 10 in _BACK else 'ler'}", f"the {decade}s"
    if precision == 7:
        century = -(-year // 100)  # 1801 to 1900 are the 19th: Wikidata writes a century as its last year too
        ending = "th" if 10 <= century % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(century % 10, "th")
        return f"{century}. yüzyıl", f"the {century}{ending} century"
    return f"{year} dolayları", f"about {year}"


def has_ended(statement: dict[str, Any]) -> bool:
    """Whether a statement is stated as ended."""
    said = objects(mapping(statement.get("qualifiers")).get("P582"))
    return any(snak.get("snaktype") in ("value", "somevalue") for snak in said)
