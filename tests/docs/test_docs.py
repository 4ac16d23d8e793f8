"""The documentation says what the code does: generated pages, commands of the README, links, doctests."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
from pathlib import Path

import pytest

from docs.generate import NOTEBOOKS, PAGES, REFERENCE, render
from docs.notebooks import running
from triskele.cli import main
from triskele.ecosystem import Ecosystem

ROOT = Path(__file__).resolve().parents[2]
MARKDOWN = sorted(p for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/**/*.md")])


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == render(name), "write them again: ./run docs"


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", ["triskele.text", "triskele.identifiers"])
def test_docstring_examples_of_plain_modules(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial/ostim-and-izmir.md"])
def test_the_python_of_the_pages_runs(
    page: str, seeds: Ecosystem, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRISKELE_DATA", str(seeds.release.folder.parents[1]))
    namespace: dict[str, object] = {}
    found = blocks(ROOT / page, "python")
    assert found
    for block in found:
        exec(compile(block, page, "exec"), namespace)
    assert capsys.readouterr().out


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebooks_run_and_show_what_they_say_they_show(
    path: Path, seeds: Ecosystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRISKELE_DATA", str(seeds.release.folder.parents[1]))
    notebook = running.read(path)
    again = running.run(notebook)
    for number, (told, shown) in enumerate(zip(notebook["cells"], again["cells"], strict=True)):
        assert told == shown, f"cell {number} shows something else now: ./run docs writes the notebook again"
    assert path.read_text(encoding="utf-8") == running.write(notebook), "written as ./run docs writes it"


def test_the_commands_of_the_readme_run(
    seeds: Ecosystem, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("TRISKELE_DATA", str(seeds.release.folder.parents[1]))
    monkeypatch.chdir(tmp_path)
    starts = [
        part for block in blocks(ROOT / "README.md", "sh") for part in re.split(r"^(?=triskele )", block, flags=re.M)
    ]
    commands = [shlex.split(part)[1:] for part in starts if part.startswith("triskele ")]  # one may take several lines
    assert len(commands) >= 8
    for command in commands:
        assert main(command) == 0, command
        assert capsysbinary.readouterr().out or "--output" in command, command


def test_the_doctests_of_the_library_run(seeds: Ecosystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRISKELE_DATA", str(seeds.release.folder.parents[1]))
    result = doctest.testmod(importlib.import_module("triskele.ecosystem"))
    assert result.attempted > 5
    assert result.failed == 0
