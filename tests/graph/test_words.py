"""The words of results: one folder a language, the same keys in each, every one of them said; the ontology's words."""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import rdflib
from rdflib.namespace import SKOS

from triskele import metrics, words
from triskele.metrics import registry
from triskele.terms import LANGUAGES
from triskele.words import catalogue, languages, phrase, say

ROOT = Path(__file__).resolve().parents[2]
SAYING = ("phrase", "say")
CLOSED = ("spheres", "layers", "modalities", "null-models", "result-statuses", "verdicts")


def texts(language: str) -> dict[str, str]:
    """Every text of a language by its key: file, tables and name, with dots between."""

    def walk(node: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
        for name, found in node.items():
            if isinstance(found, dict):
                yield from walk(found, f"{at}.{name}")
            else:
                yield f"{at}.{name}", found

    files = sorted((words.FOLDER / language).glob("*.toml"))
    return {key: text for file in files for key, text in walk(tomllib.loads(file.read_text("utf-8")), file.stem)}


def holes(text: str) -> set[str]:
    """What a text leaves open. Names only: no attribute and no index of what fills it."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def asked() -> dict[str, list[tuple[str, set[str] | None]]]:
    """Every key that a module says (a whole table where the last name is computed), with where and what fills it (None:
    known when it runs)."""
    found: dict[str, list[tuple[str, set[str] | None]]] = {}
    known = texts("en")
    for metric in registry.all():
        module = metric.function.__module__.rpartition(".")[2]
        for part in registry.TEXTS:  # what has nothing to fill in, the registry says
            key = f"{module}.{metric.name}.{part.replace('_', '-')}"
            if key in known and not holes(known[key]):
                found[key] = [(metric.name, set())]
    for path in sorted((ROOT / "graph" / "triskele").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "from triskele.words import" not in source or path.name == "registry.py":
            continue
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING):
                continue
            fill = None if any(k.arg is None for k in node.keywords) else {str(k.arg) for k in node.keywords}
            first = node.args[0]
            keys = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            for key in keys:
                where = f"{path.name}:{node.lineno}"
                if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                    start = str(key.values[0].value)
                    names, fill = [name for name in texts("en") if start.endswith(".") and name.startswith(start)], None
                else:
                    assert isinstance(key, ast.Constant), f"{where}: write the key out, or its file at least"
                    names = [str(key.value)]
                for name in names:
                    found.setdefault(name, []).append((where, fill))
    return found


def test_every_text_stands_in_every_language_and_leaves_the_same_open() -> None:
    assert set(languages()) >= set(LANGUAGES)
    one = texts(languages()[0])
    for tag in languages():
        other = texts(tag)
        assert one.keys() == other.keys()
        assert {key for key in one if holes(one[key]) != holes(other[key])} == set()
        assert {key for key in one if not other[key].strip() and not key.startswith("labels.units.")} == set()
        assert all(name.isidentifier() for text in other.values() for name in holes(text))


def test_every_text_is_said_and_nothing_else() -> None:
    said, known = asked(), texts("en")
    numbers = {key for key in known if key.startswith("common.numbers.")}
    stand = {key for key in known if not key.startswith("labels.")}
    assert said.keys() - known.keys() == set(), "no such key"
    assert stand - said.keys() - numbers == set(), "nobody says these"
    for key, places in said.items():
        for where, fill in places:
            assert fill is None or fill == holes(known[key]), f"{where}: {key}"


def test_no_module_of_results_holds_a_pair_of_texts() -> None:
    for room in ("metrics", "measure", "exports"):
        for path in (ROOT / "graph" / "triskele" / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Dict):
                    pair = {
                        k.value: v for k, v in zip(node.keys, node.values, strict=True) if isinstance(k, ast.Constant)
                    }
                    spoken = [tag for tag in LANGUAGES if isinstance(pair.get(tag), (ast.Constant, ast.JoinedStr))]
                    assert not spoken, f"{path.name}:{node.lineno}"


ROWS = [{"university": u, "industry": i, "government": g} for u, i, g in ((1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1))]
SPOKEN = """
import json, sys
from pathlib import Path
from triskele import words
words.FOLDER = Path(sys.argv[2])
from triskele import metrics
print(metrics.run("bilateral-transmission", json.loads(sys.argv[1]), permutations=19).to_json())
"""


def test_a_third_language_is_a_folder(tmp_path: Path) -> None:
    """Every text of English with XX before it, as a language of its own: results say it, and the others as they did."""
    folder = tmp_path / "words"
    shutil.copytree(words.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shutil.copytree(folder / "en", folder / "xx")
    for file in (folder / "xx").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'^(.+ = ")', r"\1XX ", text, flags=re.MULTILINE), encoding="utf-8")
    given = [sys.executable, "-c", SPOKEN, json.dumps(ROWS), str(folder)]
    result = json.loads(subprocess.run(given, capture_output=True, check=True, text=True).stdout)
    usual = metrics.run("bilateral-transmission", ROWS, permutations=19)
    assert list(result["reading"]) == ["tr", "en", "xx"]
    assert result["notes"]
    for text in (result["reading"], *result["notes"]):
        assert text["xx"].startswith("XX ")
        assert text.pop("xx").replace("XX ", "")
    assert (result["reading"], result["notes"]) == (usual.reading, usual.notes)


def test_a_text_is_filled_in_its_language() -> None:
    said = phrase("complexity.weak-sign", correlation=0.125)
    assert "0,12" in said["tr"]
    assert "0.12" in said["en"]
    assert phrase("common.table-empty")["en"] == "The table is empty."
    assert say("localisation.bands", "tr", unit=phrase("localisation.kilometres"), share=95).count("km") == 1


def test_what_the_vocabularies_name_is_called_so_here_too() -> None:
    for scheme in (*CLOSED, "tie-types"):
        section = scheme if scheme == "tie-types" else "parts"
        graph = rdflib.Graph().parse(ROOT / "ontology" / "vocabularies" / f"{scheme}.ttl")
        for concept in graph.subjects(SKOS.inScheme):
            key = str(concept).rpartition("#")[2]
            for label in graph.objects(concept, SKOS.prefLabel):
                if key != "all":  # of layers there: all layers
                    assert catalogue(str(label.language))[section].get(key) == str(label), (scheme, key)


def test_every_parameter_null_and_unit_of_a_metric_has_its_word() -> None:
    labels = catalogue("en")
    found = registry.all()
    assert {p.name for m in found for p in m.parameters} <= labels["parameters"].keys()
    assert {null for m in found for null in m.nulls} <= labels["parts"].keys()
    assert {unit for m in found for unit in m.units} <= labels["units"].keys()
    assert {c for m in found for p in m.parameters for c in p.choices} <= labels["parts"].keys()


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
    assert rules
    assert rules - {""} <= catalogue("en")["parts"].keys()


def test_the_explorer_holds_no_word_of_a_result() -> None:
    """Neither a table of words by key, nor one of the catalogue's longer texts."""
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "web" / "src").rglob("*.ts*"))
    texts = {text for section in catalogue("tr").values() for text in section.values() if len(text) > 14}
    assert {text for text in texts if f'"{text}"' in sources} == set()
    assert not re.search(r'"[a-z]+(-[a-z]+)+": \["', sources), "a table of words"
