"""Whatever an error says is said in Turkish as well: every message and hint of the sources has its line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from triskele.errors import InvalidInput
from triskele.words.telling import _sentences, tell

ROOT = Path(__file__).parents[2]
PACKAGES = (ROOT / "graph/triskele", ROOT / "api/triskele_api")
# agents speak to programs
ELSEWHERE = {"agents"}
# functions that take what an error says by position: which arguments
SAYING = {
    "did_you_mean": (2,),
    "_syntax": (2, 3),
    "_refuse": (4, 5),
    "wrong": (0, 1),
    "in_both": (0,),
    "_full": (0,),
    "broken": (0,),
}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            if not ELSEWHERE & set(path.relative_to(package).parts):
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def sentences(node: ast.expr, constants: dict[str, str]) -> list[str]:
    """The sentences an expression may come to, with braces for what is filled in; none for what only passes through."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Name(id=name):
            return [constants[name]] if name in constants else []
        case ast.JoinedStr(values=parts):
            return ["".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)]
        case ast.IfExp(body=one, orelse=other):
            return sentences(one, constants) + sentences(other, constants)
        case ast.BoolOp(values=several):
            return [text for one in several for text in sentences(one, constants)]
    return []


def said() -> dict[str, str]:
    """Every sentence of an error and where it stands."""
    found: dict[str, str] = {}
    for path, tree in trees():
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            match node:  # a hint that is put into a variable first
                case ast.Assign(targets=[ast.Name(id="hint")], value=value):
                    for text in sentences(value, constants):
                        found.setdefault(text, f"{path.name}:{node.lineno}")
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            told = [node.args[i] for i in SAYING.get(name, ()) if i < len(node.args)]
            if hint := next((k.value for k in node.keywords if k.arg == "hint"), None):
                told += [*node.args[:1], hint]
            for expression in told:
                for text in sentences(expression, constants):
                    found.setdefault(text, f"{path.name}:{node.lineno}")
    return found


def test_every_sentence_of_an_error_has_its_turkish() -> None:
    there = {"{}".join(sentence.parts) for sentence in _sentences("tr")}
    found = {text: place for text, place in said().items() if text.strip("{}.: ")}
    assert len(found) > 500, "the sources are not where they were"
    missing = {text: place for text, place in found.items() if text not in there}
    assert not missing, "write these in graph/triskele/words/errors/tr.toml"


def test_each_line_fills_what_its_sentence_fills() -> None:
    for sentence in _sentences("tr"):
        marks = [f"<{i}>" for i in range(len(sentence.parts) - 1)]
        english = "".join(part + mark for part, mark in zip(sentence.parts, [*marks, ""], strict=True))
        told = tell(english, "tr")
        assert sorted(marks) == sorted(mark for mark in marks if told.count(mark) == 1), english


@pytest.mark.parametrize(
    ("english", "turkish"),
    [
        ("limit is 0.", "limit 0 olarak verildi."),
        ("No projection is called 'xy'.", "'xy' adında bir izdüşüm yok."),
        ("Did you mean layers?", "Şunu mu demek istediniz: layers?"),
        ("There are 0 to 8. See level=communities.", "0 ile 8 arasında olanlar var. Bkz. level=communities."),
        ("Nobody has written this one down", "Nobody has written this one down"),
        ("The schema a of b cannot be read: cut.", "b için a şeması okunamıyor: cut."),
        ("Change 2 (remove-actor): sea is no actor.", "2. değişiklik (remove-actor): sea bir aktör değil."),
    ],
)
def test_a_sentence_is_told_with_what_is_filled_in(english: str, turkish: str) -> None:
    assert tell(english, "tr") == turkish
    assert tell(english, "en") == english


def test_an_error_tells_both(monkeypatch: pytest.MonkeyPatch) -> None:
    told = InvalidInput("k is 99.", hint="Give a number of steps from 0 to 10.").told()
    assert told["details"] == {"en": "k is 99.", "tr": "k 99 olarak verildi."}
    assert told["hints"]["tr"] == "0 ile 10 arasında bir adım sayısı verin."


def test_time_grows_with_the_text_alone() -> None:
    """No text makes the search go back: fixed parts are looked for from left to right, each once."""
    assert tell("is ; expected one of " * 900, "tr")
    assert tell("x" * 30_000, "tr") == "x" * 30_000
