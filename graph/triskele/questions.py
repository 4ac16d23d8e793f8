"""Competency questions: queries with a title and a question in both languages, parameters and an expected answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from triskele.errors import InvalidInput, NotFoundError
from triskele.terms import LANGUAGES
from triskele.text import did_you_mean

_HEAD = re.compile(r"^# ([a-z-]+): *(.*)$", re.MULTILINE)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_SAFE = re.compile(r'[^<>"\'{}|\\^`\x00-\x1f]*')


@dataclass(frozen=True)
class Question:
    """One question; ``query`` holds ``$name`` where a parameter goes."""

    name: str
    title: dict[str, str]
    question: dict[str, str]
    parameters: dict[str, str]
    query: str

    @property
    def form(self) -> str:
        """The form of the query in capitals: SELECT, ASK, CONSTRUCT or DESCRIBE."""
        found = _FORM.search(self.query)
        return found.group(1).upper() if found else "SELECT"

    def text(self, given: Mapping[str, str] | None = None) -> str:
        """The query with its parameters filled in: defaults, overridden by what is given.

        InvalidInput for a parameter the question does not have, or a value that could break out of its place.
        """
        values = dict(self.parameters)
        for name, value in (given or {}).items():
            if name not in values:
                raise InvalidInput(
                    f"{self.name} has no parameter {name}.", hint=f"It has: {', '.join(values) or 'none'}."
                )
            if not _SAFE.fullmatch(value):
                raise InvalidInput(
                    f"The value {value!r} of {name} holds quotes or brackets.", hint="Give a plain word, key or year."
                )
            values[name] = value
        text = self.query
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(f"${name}", values[name])
        return text


def read_questions(folder: Path) -> list[Question]:
    """Every ``.rq`` file of the folder, by name. Its head is made of ``# key: value`` lines."""
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def find_question(folder: Path, name: str) -> Question:
    """The question of this name, or NotFoundError with near matches."""
    questions = {q.name: q for q in read_questions(folder)}
    if name not in questions:
        hint = did_you_mean(name, questions, "List them: triskele questions list.")
        raise NotFoundError(f"No question is called {name!r}.", hint=hint)
    return questions[name]


def _read(path: Path) -> Question:
    source = path.read_text(encoding="utf-8")
    head = dict(_HEAD.findall(source))
    pairs = (part.partition("=") for part in head.get("params", "").split(";") if "=" in part)
    return Question(
        path.stem,
        {language: head.get(f"title-{language}", path.stem) for language in LANGUAGES},
        {language: head.get(f"question-{language}", "") for language in LANGUAGES},
        {name.strip(): re.sub(r"\s*\([^)]*\)\s*$", "", value).strip() for name, _, value in pairs},
        re.sub(r"^#.*\n", "", source, flags=re.MULTILINE).strip() + "\n",
    )
