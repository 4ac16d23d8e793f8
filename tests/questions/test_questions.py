"""Every competency question, asked of the release of the seeds, gives the answer written down beside it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from triskele.ecosystem import Ecosystem
from triskele.questions import read_questions

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "questions"
QUESTIONS = read_questions(FOLDER)


def test_there_are_enough_and_each_has_its_texts() -> None:
    assert len(QUESTIONS) >= 40
    for question in QUESTIONS:
        for language in ("tr", "en"):
            assert question.title[language] != question.name, question.name
            assert question.question[language].rstrip().endswith("?"), question.name
        assert not re.search(r"\$[a-z]", question.text()), f"{question.name}: a parameter without a default"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_the_answer_is_the_one_written_down(seeds: Ecosystem, question) -> None:
    answer = seeds.answer(question.text())
    columns = answer.variables or (["subject", "predicate", "object"] if answer.kind == "graph" else ["boolean"])
    found = sorted(["" if row[c] is None else str(row[c]) for c in columns] for row in answer)
    with open(FOLDER / f"{question.name}.csv", encoding="utf-8", newline="") as file:
        header, *expected = list(csv.reader(file))
    assert header == columns
    assert expected, "a question whose answer is empty shows nothing"
    assert found == expected, f"if the change is meant: ./run docs writes ontology/questions/{question.name}.csv again"
