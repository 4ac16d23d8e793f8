"""Where the table in a sheet begins: title rows, heads of two rows, joined cells, empty columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from triskele.sources.sheets.cells import text
from triskele.sources.sheets.lists import data, plain
from triskele.sources.sheets.reading import Said, Sheet
from triskele.sources.sheets.roles import role
from triskele.sources.sheets.words import class_of_name

_BARE = re.compile(r"(?:19|20)\d\d(?: ?[-/] ?(?:\d\d|(?:19|20)\d\d))?")
"""A heading that says when and not what."""
_LOOK = 40
"""Rows in which the headings are looked for."""


@dataclass
class Table:
    """The table of a sheet: headings by column, rows below with the numbers that they have in the sheet."""

    sheet: Sheet
    head: int
    """The row of the headings, counted from 1; of two rows, the lower."""
    columns: dict[int, str]
    """Column number, counted from 0, to heading; columns without heading and cells are left out."""
    rows: list[tuple[int, list[Any]]]
    assumed: list[Said]
    titles: list[str] = field(default_factory=list)
    """The texts above the headings."""

    def cell(self, row: list[Any], column: int) -> Any:
        return row[column] if column < len(row) else None

    def values(self, column: int) -> list[Any]:
        return [self.cell(row, column) for _, row in self.rows]


def find_table(sheet: Sheet, known: Callable[[str], bool], head: int = 0) -> Table | None:
    """The table of a sheet; None when there is none. ``known`` says whether a text is a heading that means something;
    ``head`` is the row of the headings when somebody has said so."""
    rows = _unjoined(sheet)
    said = list(sheet.assumed)
    found = head - 1 if head else _head(rows[sheet.begins :], known)
    if found is None or found + sheet.begins * (not head) >= len(rows):
        return None
    at = found + sheet.begins * (not head)
    if not head and _has_second(sheet, rows, at):
        at += 1
    if found and not head:
        said.append(
            (
                f"Headings in row {at + 1}; the rows above are a title.",
                f"Başlıklar {at + 1}. satırda; üstü başlık yazısı.",
            )
        )
    names = _names(sheet, rows, at)
    below = [(number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(map(text, row))]
    columns: dict[int, str] = {}
    for column, name in names.items():
        filled = any(text(row[column]) for _, row in below if column < len(row))
        if name:
            columns[column] = name
        elif filled:
            letter = _letter(column)
            said.append(
                (f"Column {letter} has no heading and is not read.", f"{letter} sütununun başlığı yok, okunmuyor.")
            )
    beyond = [number for number, row in below if any(map(text, row[len(names) :]))]
    if beyond:
        said.append(
            (
                f"{len(beyond)} rows hold more cells than there are headings, first row {beyond[0]}; what stands "
                "beyond is not read.",
                f"{len(beyond)} satırda başlıklardan çok hücre var, ilki {beyond[0]}. satır; fazlası okunmuyor.",
            )
        )
    kept = []
    sums, joined = {plain(word) for word in data()["sums"]["words"]}, _joined_rows(sheet)
    last = max((number for number, row in below if len(set(filter(None, map(text, row)))) > 1), default=0)
    for number, row in below:
        said_here = list(dict.fromkeys(text(cell) for cell in row if text(cell)))
        first = next((one for one in said_here if not one.isdigit()), "")
        if len(said_here) == 1 and len(columns) > 2 and (number - 1 in joined or (number > last and _is_remark(first))):
            said.append((f"Row {number} is a line of text, “{first[:60]}”, and is not read.",
                         f"{number}. satır bir yazı (“{first[:60]}”), okunmuyor."))  # fmt: skip
        elif plain(first.partition(":")[0]) in ("ornek", "example") and ":" in first:
            said.append((f"Row {number} is an example and is not read.", f"{number}. satır örnektir, okunmuyor."))
        elif plain(first) in sums:
            said.append((f"Row {number} is a sum and is not read.", f"{number}. satır toplamdır, okunmuyor."))
        else:
            kept.append((number, row))
    above = [dict.fromkeys(text(cell) for cell in row if text(cell)) for row in rows[sheet.begins : at]]
    titles = [next(iter(said_)) for said_ in above if len(said_) == 1]
    return Table(sheet, at + 1, columns, kept, said, titles)


def parted(sheet: Sheet, known: Callable[[str], bool]) -> list[Sheet]:
    """The tables that stand below one another in a sheet, each as a sheet: a further one has an empty row before its
    headings, or before a title of one cell above them. It is called by that title, else by its number."""
    rows, begins = sheet.rows, list[tuple[int, str]]()
    empty = [not any(map(text, row)) for row in rows]
    for at in range(2, len(rows) - 1):
        above = [text(cell) for cell in rows[at - 1] if text(cell)] if empty[at - 2] or empty[at - 1] else ["", ""]
        titled = len(above) == 1 and empty[at - 2]
        if empty[at] or not (titled or empty[at - 1]):
            continue
        heads = {text(cell) for cell in rows[at] if text(cell)}
        if sum(map(known, heads)) < max(2, 0.6 * len(heads)) or any(map(class_of_name, heads)):
            continue
        since = begins[-1][0] if begins else 0
        if any(sum(map(bool, map(text, row))) > 1 for row in rows[since : at - titled]):
            begins.append((at - titled, above[0] if titled else ""))
    if not begins:
        return [sheet]
    parts = [replace(sheet, rows=sheet.rows[: begins[0][0]])]
    for number, (start, title) in enumerate(begins, start=2):
        end = begins[number - 1][0] if number - 1 < len(begins) else len(sheet.rows)
        told = (f"Another table begins in row {start + 1} of {sheet.name}; it is read on its own.",
                f"{sheet.name} sayfasının {start + 1}. satırında başka bir tablo başlıyor; ayrı okunuyor.")  # fmt: skip
        name = f"{sheet.name}: {title or number}"
        parts.append(replace(sheet, name=name, rows=sheet.rows[:end], begins=start, assumed=[told]))
    return parts


def _is_remark(line: str) -> bool:
    """Whether a text alone in a row below the last full one remarks on the table, and names nobody."""
    return not class_of_name(line) and (":" in line or line.startswith("*") or len(line.split()) > 6)


def _joined_rows(sheet: Sheet) -> set[int]:
    """Rows that a joined cell fills: titles of what follows."""
    return {top for (top, left), (bottom, right) in sheet.merged if top == bottom and right - left > 2}


def _unjoined(sheet: Sheet) -> list[list[Any]]:
    """The rows with the text of joined cells in each of them, as who looks at the sheet sees it."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for r in range(top, min(bottom, len(rows) - 1) + 1):
            rows[r] += [None] * (right + 1 - len(rows[r]))
            for c in range(left, right + 1):
                rows[r][c] = rows[top][left]
    return rows


def _head(rows: list[list[Any]], known: Callable[[str], bool]) -> int | None:
    """The row with most headings that mean something; without any, the first row of texts as wide as the table."""
    looked = [[text(c) for c in row if isinstance(c, str) and text(c)] for row in rows[:_LOOK]]
    # who is named there heads nothing; "bulunduğu TGB" is named as a technopark and says what stands below it
    looked = [[] if any(class_of_name(cell) and not role(cell) for cell in row) else row for row in looked]
    hits = [sum(known(cell) for cell in set(row)) for row in looked]
    best = max(range(len(hits)), key=lambda number: hits[number], default=0)
    if hits and (hits[best] > 1 or (hits[best] == 1 and len(looked[best]) <= 3)):
        return best
    width = max((sum(bool(text(c)) for c in row) for row in rows[: _LOOK * 5]), default=0)
    return next((n for n, row in enumerate(looked) if len(set(row)) >= max(2, 0.6 * width)), None)


def _has_second(sheet: Sheet, rows: list[list[Any]], at: int) -> bool:
    """Whether the headings go on in the row below: cells joined with it, or texts only where this row is empty."""
    if any(top == at and bottom == at + 1 and left == right for (top, left), (bottom, right) in sheet.merged):
        return True
    if at + 2 >= len(rows):
        return False
    high, low = [[text(cell) for cell in row] for row in rows[at : at + 2]]
    filled = [n for n, cell in enumerate(low) if cell]
    heads = [n for n, cell in enumerate(high) if cell]
    return bool(
        len(filled) > 1 and len(heads) > 2 and filled[0] > heads[1]
        and any(n >= len(high) or not high[n] for n in filled)
        and all(_BARE.fullmatch(low[n]) or not re.search(r"\d", low[n]) for n in filled)
        and sum(map(bool, map(text, rows[at + 2]))) > len(filled)
    )  # fmt: skip


def _names(sheet: Sheet, rows: list[list[Any]], at: int) -> dict[int, str]:
    """Headings by column; where the row above heads several columns, its text goes before names that repeat."""
    low = [text(cell) for cell in rows[at]]
    joined_above = [span for span in sheet.merged if span[0][0] <= at - 1 <= span[1][0] and span[0][1] != span[1][1]]
    high = [text(cell) for cell in rows[at - 1]] if at else []
    spread = at > 0 and not sheet.merged and _has_second(sheet, rows, at - 1)
    if spread:  # a CSV has the text of a joined cell in the first of them
        for column in range(1, max(len(low), len(high))):
            high += [""] * (column + 1 - len(high))
            high[column] = high[column] or (high[column - 1] if column < len(low) and low[column] else "")
    two = spread or (at > 0 and bool(joined_above) and len({name for name in high if name}) > 1)
    width = max(len(low), len(high) if two else 0)
    low += [""] * (width - len(low))
    high += [""] * (width - len(high))
    repeated = {name for name, count in Counter(filter(None, low)).items() if count > 1}
    names: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for column in range(width):
        name = low[column]
        if two and high[column] != name and (not name or name in repeated or _BARE.fullmatch(name)):
            name = f"{high[column]} {name}".strip()
        seen[name] += 1
        names[column] = f"{name} ({seen[name]})" if name and seen[name] > 1 else name
    return names


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
