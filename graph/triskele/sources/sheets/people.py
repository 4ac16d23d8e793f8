"""Natural persons in tables: they are no organisations, and are not read."""

from __future__ import annotations

from triskele.sources.sheets.cells import text
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, plain
from triskele.sources.sheets.words import class_of_name


def persons_of(table: Table) -> set[str]:
    """The persons that the columns of a table name, as they are compared."""
    return {plain(part) for at, heading in table.columns.items() if is_personal(heading)
            for value in table.values(at) for part in text(value).split("/")
            if part.strip() and not class_of_name(part)}  # fmt: skip


def is_personal(heading: str) -> bool:
    """Whether a heading says that persons stand below it."""
    words = plain(heading)
    return any(f" {plain(phrase)} " in f" {words} " for phrase in data()["persons"]["headings"])


def is_person(name: str, known: frozenset[str]) -> bool:
    """Whether a name is one of a known person, or begins with a title of one."""
    words = plain(name)
    return words in known or words.startswith(tuple(f"{plain(title)} " for title in data()["persons"]["titles"]))
