"""The pages of the explorer: one list, read by the service and by the explorer.

An entry of ``pages.json`` is all a page needs besides its component ``web/src/pages/<name>.tsx``: ``paths`` it answers
at (a name in braces stands for one part of the address, with ``:path`` for all that follows), its ``title`` in both
languages, and whether it stands in the ``menu``, in the order of the list.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    """A page of the explorer."""

    name: str
    paths: tuple[str, ...]
    title: dict[str, str]
    menu: bool = False


def _read() -> tuple[Page, ...]:
    rows = json.loads(Path(__file__).with_name("pages.json").read_text(encoding="utf-8"))
    return tuple(Page(**{**row, "paths": tuple(row["paths"])}) for row in rows)


PAGES = _read()


def page_of(name: str) -> Page:
    """The page of this name."""
    return next(page for page in PAGES if page.name == name)
