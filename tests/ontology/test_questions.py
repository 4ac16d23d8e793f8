"""Competency questions: what anybody should be able to ask, in both languages, with parameters that are really used."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph

from tests.ontology.ontology_files import ONTOLOGY, TSK
from triskele.questions import Question, read_questions
from triskele.store import Store

QUESTIONS = read_questions(ONTOLOGY / "questions")
each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 42
    assert len({q.title["en"] for q in QUESTIONS}) == len({q.title["tr"] for q in QUESTIONS}) == len(QUESTIONS)


@each
def test_question_is_asked_in_both_languages(question: Question) -> None:
    for language in ("tr", "en"):
        assert question.title[language] != question.name
        assert question.question[language].endswith("?")


@each
def test_every_parameter_has_a_default_and_a_place(question: Question) -> None:
    assert set(re.findall(r"\$(\w+)", question.query)) == set(question.parameters)
    assert all(question.parameters.values())


@each
def test_answers_come_in_a_fixed_order(question: Question) -> None:
    # Without an order the answer beside the question would not be one answer.
    assert question.form == "SELECT"
    assert "ORDER BY" in question.query


@each
def test_question_only_uses_declared_terms(question: Question, core: Graph) -> None:
    for name in re.findall(r"\btsk:(\w+)", question.query):
        assert (TSK[name], None, None) in core, name


@each
def test_question_can_be_asked_of_an_empty_store(question: Question) -> None:
    assert len(list(Store.create().query(question.text()))) <= 30
