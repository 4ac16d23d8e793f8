"""Small HTML for notebooks: whatever it is given is text and is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

MOST_ROWS = 20
"""Rows that are shown; how many more there are stands below."""
_STYLE = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], count: int | None = None) -> str:
    """A table of the first ``MOST_ROWS`` rows; ``count`` is how many there are in all. None is an empty cell, numbers
    are shown with six digits."""
    shown = [row for _, row in zip(range(MOST_ROWS), rows, strict=False)]
    cells = "".join(f'<th style="{_STYLE}">{escape(name)}</th>' for name in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{_STYLE}">{escape(text(cell))}</td>' for cell in row) + "</tr>" for row in shown
    )
    more = (count or 0) - len(shown)
    below = paragraph(f"… {more} more / {more} daha") if more > 0 else ""
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>{below}"


def paragraph(*parts: str, strong: bool = False) -> str:
    """A paragraph of one or several lines."""
    inside = "<br/>".join(escape(part) for part in parts if part)
    return f"<p><strong>{inside}</strong></p>" if strong else f"<p>{inside}</p>" if inside else ""


def text(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
