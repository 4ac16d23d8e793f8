"""The documentation says what the code does: generated pages, commands of the README, links, doctests."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest
from docs.generate import REFERENCE, pages

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/**/*.md")])


@pytest.mark.parametrize("name", list(pages()))
def test_generated_pages_are_current(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "write them again: ./run docs"


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", ["triskele.text", "triskele.identifiers"])
def test_docstring_examples_of_plain_modules(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
