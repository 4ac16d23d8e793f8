"""What a table holds: organisations, ties, figures or events, by its headings, its name and who stands in it."""

from __future__ import annotations

from collections import Counter

from triskele.sources.sheets import seen
from triskele.sources.sheets.fields import fields_of, has, identifier_headings, is_of_event
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, index, plain
from triskele.sources.sheets.roles import role
from triskele.sources.sheets.views import tie_of_title
from triskele.sources.sheets.words import EVENTS, FIGURES, HOLDS, ORGANISATIONS, TIES, Vocabulary, headings


def holds_of(
    table: Table, file: str, listed: bool, naming: list[int], vocabulary: Vocabulary, around: seen.Around
) -> str:  # fmt: skip
    """What a table holds: by its headings and name, and by how many of its columns name organisations."""
    holds = _by_headings(table, file)
    ends = has(table, TIES, "source") and has(table, TIES, "target")
    if holds == FIGURES:
        return holds
    dated = has(table, EVENTS, "date")
    titled = any(by == EVENTS for by in _named_as(table, file))
    happens = [heading for heading in table.columns.values() if is_of_event(heading)]
    if dated and naming and (happens or (titled and not ends)) and not (ends and has(table, TIES, "type")):
        return EVENTS
    if ends:
        return TIES
    if listed:
        return ORGANISATIONS if holds == EVENTS else holds
    heads = [table.columns[at] for at in naming]
    typed = seen.words_here(table, table.columns, vocabulary, "tie-types", around) is not None
    if len(heads) > 1 or (heads and (typed or tie_of_title(table, file) or any(map(role, heads)))):
        return TIES
    return holds


def _named_as(table: Table, file: str) -> list[str]:
    """What the name of a sheet, its title and its file say that it holds."""
    by_name, found = index(data()["sheets"]), []
    for name in (table.sheet.name, *table.titles, file.rpartition(".")[0]):
        words = plain(name)
        found += [by_name[said] for said in (words, *words.split()) if said in by_name]
    return found


def _by_headings(table: Table, file: str) -> str:
    names = {name for heading in table.columns.values() for name in headings(heading)}
    score: Counter[str] = Counter()
    for holds in HOLDS:
        fields = {f for name, f in fields_of(holds).items() if name in names}
        score[holds] = len(fields)
        if holds == TIES:
            score[holds] += 3 if {"source", "target"} <= fields else -9
        if holds == FIGURES:
            score[holds] += 2 if {"measure", "value"} <= fields else -9
        if holds == EVENTS:
            score[holds] += 0 if {"date", "type"} <= fields else -9
        if holds == ORGANISATIONS:
            score[holds] += len({i for name, i in identifier_headings().items() if name in names})
    named = any(f == "name" for name, f in fields_of(ORGANISATIONS).items() if name in names)
    for holds in set(_named_as(table, file)):
        score[holds] += 2 if named or holds != TIES or score[TIES] > 0 else 12
    return max(HOLDS, key=lambda holds: score[holds])
