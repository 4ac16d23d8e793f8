"""What a table holds, guessed as a person would: from its name, its headings and its cells. Every guess is told."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from triskele.sources.sheets import seen
from triskele.sources.sheets.cells import decimal_mark, number, scales, text
from triskele.sources.sheets.dates import when
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.mapping import FIELDS, Column, TableMapping
from triskele.sources.sheets.reading import Said
from triskele.sources.sheets.words import (
    EVENTS,
    FIGURES,
    HOLDS,
    ORGANISATIONS,
    TIES,
    Vocabulary,
    data,
    headings,
    index,
    nearest,
    plain,
)

SCHEMES = {
    ORGANISATIONS: {"class": "classes", "sphere": "spheres"},
    TIES: {"type": "tie-types", "modality": "modalities"},
    FIGURES: {"measure": "measures", "qualifier": "qualifiers"},
    EVENTS: {"type": "event-types"},
}
"""Fields whose cells are words of ours, and where these stand."""
_DATES = ("founded", "ended", "from", "to", "date", "date_to")


@cache
def _fields(holds: str) -> dict[str, str]:
    return index({**data()[holds], **data()["evidence"]})


@cache
def _identifiers() -> dict[str, str]:
    return index(data()["identifiers"])


@cache
def _all() -> frozenset[str]:
    lists = [_fields(holds) for holds in HOLDS]
    return frozenset(name for names in (*lists, _identifiers(), index(data()["measures"])) for name in names)


def is_heading(cell: str) -> bool:
    """Whether a text is a heading that means something in some table."""
    return len(cell) < 80 and any(name in _all() for name in headings(_without_year(cell)))


def _counts(heading: str) -> bool:
    return plain(heading) in {plain(word) for word in data()["counters"]["words"]}


def _without_year(heading: str) -> str:
    return re.sub(r"\b(19|20)\d\d\b", " ", heading)


def guess(
    table: Table, file: str, vocabulary: Vocabulary, names: frozenset[str] = frozenset()
) -> tuple[TableMapping, list[Said], list[Said]]:
    """A mapping for one table, what was assumed in making it, and what of that may well be wrong. ``names`` are the
    organisations that other tables list, as :func:`names_of` gives them."""
    holds = _holds(table, file)
    listed = names_of(table) - names
    named = _has(table, TIES, "source") and _has(table, TIES, "target")
    ends = [] if named or len(listed) > len(names_of(table)) / 2 else seen.ends_here(table, names)
    typed = _has(table, TIES, "type") or seen.words_here(table, table.columns, vocabulary, "tie-types") is not None
    if len(ends) > 1 and (typed or not listed):
        holds = TIES
    columns: dict[str, Column] = {}
    said: list[Said] = []
    doubted: list[Said] = []
    heads = sorted(table.columns.items(), key=lambda item: _exact(item[1], holds), reverse=True)
    for number_, heading in heads:
        taken = {column.field for column in columns.values()}
        column, near = _column(heading, table.values(number_), holds, taken, vocabulary)
        columns[heading] = column
        if near:
            said.append(_told(heading, near))
        if column.measure and (money := _assumed_currency(heading, column, vocabulary)):
            doubted.append((f"Nobody says in which currency “{heading}” is: {money} is assumed where a cell has none.",
                            f"“{heading}” sütununun para birimi yok: hücrede yazmıyorsa {money} sayıldı."))  # fmt: skip
    said += _by_cells(table, holds, columns, ends, vocabulary)
    if holds == TIES and len(ends) > 1 and not (_has(table, TIES, "source") or _has(table, TIES, "target")):
        doubted.append(("No heading says who is the source of these ties; the first column of names counts.",
                        "Bağların kaynağını söyleyen başlık yok; ad bulunan ilk sütun sayıldı."))  # fmt: skip
    for heading, column in columns.items():
        if column == Column() and not _counts(heading):
            said.append((f"Column “{heading}” is not read: say in the mapping what it is.",
                         f"“{heading}” sütunu okunmuyor: ne olduğunu eşlemede yazın."))  # fmt: skip
    ordered = {heading: columns[heading] for heading in table.columns.values()}
    result = TableMapping(file, holds, ordered, table.sheet.name, table.head, delimiter=table.sheet.delimiter)
    result.decimal = _decimal(table, result)
    result.values = _values(table, result, vocabulary)
    return result, said, doubted


def names_of(table: Table) -> set[str]:
    """The organisations that a table lists, as names are compared."""
    return seen.names_of(table, _is_name)


def _is_name(heading: str) -> bool:
    return any(_fields(ORGANISATIONS).get(name) == "name" for name in headings(heading))


def _has(table: Table, holds: str, field: str) -> bool:
    """Whether a heading says that a table has a field."""
    return any(_fields(holds).get(name) == field for heading in table.columns.values() for name in headings(heading))


def _assumed_currency(heading: str, column: Column, vocabulary: Vocabulary) -> str:
    """The currency that a column has because nobody says another; empty when the heading does, or it holds none."""
    money = str(data()["units"].get(column.measure, ""))
    words = [word for part in re.findall(r"[(\[]([^)\]]*)[)\]]", heading) for word in (part, *part.split())]
    given = any(vocabulary.find("currencies", word)[0] for word in words)
    return money if vocabulary.find("currencies", money)[0] and not given else ""


def _told(heading: str, field: str, cells: Said = ("", "")) -> Said:
    return (
        f"Column “{heading}” is read as {field}{cells[0]}.",
        f"“{heading}” sütunu {field} olarak okunuyor{cells[1]}.",
    )


def _by_cells(
    table: Table, holds: str, columns: dict[str, Column], ends: list[int], vocabulary: Vocabulary
) -> list[Said]:
    """Fill in what no heading said and the cells say; what was assumed of which column."""
    said: list[Said] = []

    def free() -> list[int]:
        return [at for at, h in table.columns.items() if not columns[h].written() and not _counts(h)]

    def lacks(*fields: str) -> bool:
        return not any(column.field in fields for column in columns.values())

    def take(at: int | None, field: str, cells: Said) -> None:
        if at is not None:
            columns[table.columns[at]] = Column(field)
            said.append(_told(table.columns[at], field, cells))

    named = (": its cells name organisations", ": hücrelerinde kuruluş adları var")
    if holds == TIES and len(ends) > 1:
        for field, at in zip(("source", "target"), ends, strict=False):
            if lacks(field):
                take(at, field, named)
    if holds == ORGANISATIONS and lacks("name", "name_tr", "name_en"):
        take(seen.names_here(table, free()), "name",
             (": its cells end as names of organisations do", ": hücreleri kuruluş adları gibi bitiyor"))  # fmt: skip
    field, scheme = next(iter(SCHEMES[holds].items()))
    if lacks(field):
        take(seen.words_here(table, free(), vocabulary, scheme), field,
             (": its cells are such words", ": hücrelerinde böyle sözcükler var"))  # fmt: skip
    dated = {TIES: "from", EVENTS: "date"}.get(holds, "")
    if dated and lacks(dated):
        take(seen.dates_here(table, free()), dated, (": its cells are dates", ": hücrelerinde tarihler var"))
    return said


def _exact(heading: str, holds: str) -> bool:
    return any(name in _fields(holds) for name in headings(heading))


def _holds(table: Table, file: str) -> str:
    names = {name for heading in table.columns.values() for name in headings(heading)}
    score: Counter[str] = Counter()
    for holds in HOLDS:
        fields = {f for name, f in _fields(holds).items() if name in names}
        score[holds] = len(fields)
        if holds == TIES:
            score[holds] += 3 if {"source", "target"} <= fields else -9
        if holds == FIGURES:
            score[holds] += 2 if {"measure", "value"} <= fields else -9
        if holds == EVENTS:
            score[holds] += 0 if {"date", "type"} <= fields else -9
        if holds == ORGANISATIONS:
            score[holds] += len({i for name, i in _identifiers().items() if name in names})
    named = any(f == "name" for name, f in _fields(ORGANISATIONS).items() if name in names)
    by_name = index(data()["sheets"])
    for name in (table.sheet.name, file.rpartition(".")[0]):
        words = plain(name).split()
        for holds in HOLDS:
            if by_name.get(plain(name)) == holds or any(by_name.get(word) == holds for word in words):
                score[holds] += 2 if named or holds != TIES or score[TIES] > 0 else 12
    return max(HOLDS, key=lambda holds: score[holds])


def _column(heading: str, values: list[Any], holds: str, taken: set[str], vocabulary: Vocabulary) -> tuple[Column, str]:
    """What a heading means, and under which name when that was only near."""
    if _counts(heading):
        return Column(), ""
    fields = _fields(holds)
    known = [n for n in headings(heading) if n in fields or n in _identifiers() or n in index(data()["measures"])]
    name = next(iter(known), plain(heading))
    if name in _identifiers() and holds == ORGANISATIONS:
        return Column(identifier=_identifiers()[name]), ""
    if name in fields:
        field = fields[name]
        if field == "name" and name == "kurulus" and any(map(text, values)) and seen.share(values, when) > 0.8:
            field = "founded"
        fits = field != "sphere" or seen.share(values, lambda v: _known(vocabulary, "spheres", v)) > 0.5
        if field not in taken and fits:
            return Column(field), ""
    if holds == ORGANISATIONS and (
        tie := next(filter(None, map(index(data()["tie-columns"]).get, headings(heading))), "")
    ):
        return Column(tie=tie), ""
    if holds == ORGANISATIONS:
        lists = index(data()["measures"])
        bare = next((n for n in headings(_without_year(heading)) if n in lists), plain(_without_year(heading)))
        measure = lists.get(bare) or vocabulary.find("measures", bare)[0]
        if measure and seen.share(values, lambda value: number(value, ",")) > 0.5:
            year = re.search(r"\b(19|20)\d\d\b", heading)
            return Column(measure=measure, unit=_unit(heading, measure, vocabulary), year=year[0] if year else ""), ""
    near = nearest(name, {n: f for n, f in fields.items() if f not in taken}) if len(name) > 3 else None
    if near and fields[near] in FIELDS[holds]:
        return Column(fields[near]), fields[near]
    return Column(), ""


def _known(vocabulary: Vocabulary, scheme: str, value: Any) -> None:
    if not vocabulary.find(scheme, text(value))[0]:
        raise ValueError(value)


def _unit(heading: str, measure: str, vocabulary: Vocabulary) -> str:
    inside = " ".join(re.findall(r"[(\[]([^)\]]*)[)\]]", heading))
    unit = next(
        (unit for word in [inside, *inside.split()] if word and (unit := vocabulary.find("currencies", word)[0])),
        str(data()["units"].get(measure, "one")),
    )
    return " ".join([*scales(inside), unit])


def _decimal(table: Table, mapping: TableMapping) -> str:
    turkish = table.sheet.delimiter == ";" or any(re.search("[çğıöşüÇĞİÖŞÜ]", name) for name in table.columns.values())
    numbers = [
        value
        for at, heading in table.columns.items()
        if mapping.columns[heading].measure or mapping.columns[heading].field in ("value", "amount", "lat", "long")
        for value in table.values(at)
    ]
    return decimal_mark(numbers, turkish) if any(isinstance(value, str) and text(value) for value in numbers) else ""


def _values(table: Table, mapping: TableMapping, vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for field, scheme in SCHEMES[mapping.holds].items():
        at = next((at for at, h in table.columns.items() if mapping.columns[h].field == field), None)
        if at is None:
            continue
        words = dict.fromkeys(text(value) for value in table.values(at))
        found[field] = {word: vocabulary.find(scheme, word)[0] for word in words if word}
    return found
