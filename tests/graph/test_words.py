"""The words of results: one catalogue a language, the same keys in each, the ontology's words among them."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import rdflib
from rdflib.namespace import SKOS

from triskele.metrics import registry
from triskele.terms import LANGUAGES
from triskele.words import catalogue, languages

ROOT = Path(__file__).resolve().parents[2]
CLOSED = ("spheres", "layers", "modalities", "null-models", "result-statuses", "verdicts")


def test_every_key_stands_in_every_language_with_as_many_braces() -> None:
    assert set(languages()) >= set(LANGUAGES)
    for one, other in pairwise(languages()):
        assert catalogue(one).keys() == catalogue(other).keys()
        for section, texts in catalogue(one).items():
            theirs = catalogue(other)[section]
            assert texts.keys() == theirs.keys(), section
            assert {k for k in texts if texts[k].count("{}") != theirs[k].count("{}")} == set(), section
            if section != "units":
                assert {k for k in texts if not texts[k].strip() or not theirs[k].strip()} == set(), section


def test_what_the_vocabularies_name_is_called_so_here_too() -> None:
    for scheme in CLOSED:
        graph = rdflib.Graph().parse(ROOT / "ontology" / "vocabularies" / f"{scheme}.ttl")
        for concept in graph.subjects(SKOS.inScheme):
            key = str(concept).rpartition("#")[2]
            for label in graph.objects(concept, SKOS.prefLabel):
                if key != "all":  # of layers there: all layers
                    assert catalogue(str(label.language))["parts"].get(key) == str(label), (scheme, key)


def test_every_parameter_null_and_unit_of_a_metric_has_its_word() -> None:
    words = catalogue("en")
    found = registry.all()
    assert {p.name for m in found for p in m.parameters} <= words["parameters"].keys()
    assert {null for m in found for null in m.nulls} <= words["parts"].keys()
    assert {unit for m in found for unit in m.units} <= words["units"].keys()
    assert {c for m in found for p in m.parameters for c in p.choices} <= words["parts"].keys()


def test_columns_of_the_ready_questions_have_words() -> None:
    columns: set[str] = set()
    for path in (ROOT / "ontology" / "questions").glob("*.csv"):
        columns |= set(path.read_text(encoding="utf-8").partition("\n")[0].strip().split(","))
    shown = {name for name in columns if not (name.endswith("Label") and name.removesuffix("Label") in columns)}
    assert shown - catalogue("en")["columns"].keys() - catalogue("en")["parts"].keys() == set()


def test_rules_of_the_seeds_have_words() -> None:
    rules: set[str] = set()
    for path in (ROOT / "seeds").glob("*/contradictions.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            rules |= {row["rule"] for row in csv.DictReader(rows)}
    assert len(rules) > 3
    assert rules - {""} <= catalogue("en")["parts"].keys()


def test_the_explorer_holds_no_word_of_a_result() -> None:
    """Neither a table of words by key, nor one of the catalogue's longer texts."""
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "web" / "src").rglob("*.ts*"))
    texts = {text for section in catalogue("tr").values() for text in section.values() if len(text) > 14}
    assert {text for text in texts if f'"{text}"' in sources} == set()
    assert not re.search(r'"[a-z]+(-[a-z]+)+": \["', sources), "a table of words"
