"""An ecosystem of any size as seed tables: organisations, projects and participations like a funding programme's.

Degrees are skewed (few bodies in many projects), dates spread over twenty years, each row with its evidence: what a
country's funding register looks like, with invented names. The same size and seed give the same bytes.
"""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

from triskele.settings import bundled

CLASSES = (("University", 0.08), ("ResearchInstitute", 0.05), ("Firm", 0.62), ("SME", 0.15), ("PublicBody", 0.05),
           ("CivilSocietyOrganisation", 0.05))  # fmt: skip
PLACES = 81


def generate(folder: Path, *, organisations: int, projects: int, participations: int, seed: int = 1) -> Path:
    """Write a seeds folder: ``participations`` are ties from organisations to projects (with amounts), and a tenth as
    many partnerships run between organisations."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "big").mkdir(exist_ok=True)
    schemas = folder / "schemas"
    schemas.mkdir(exist_ok=True)
    for path in (bundled("seeds") / "schemas").glob("*.json"):
        (schemas / path.name).write_bytes(path.read_bytes())
    tables = {
        "documents": _documents(),
        "places": _places(),
        "actors": _actors(organisations, chance),
        "things": _things(projects),
        "ties": _ties(organisations, projects, participations, chance),
    }
    for name, rows in tables.items():
        with open(folder / "big" / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows(rows)
    package = {
        "name": "big",
        "licenses": [{"path": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "resources": [{"name": n, "path": f"big/{n}.csv", "schema": f"schemas/{n}.json"} for n in tables],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return folder


_EVIDENCE = ("document", "section", "line_from", "line_to", "statement_en", "statement_tr")


def _said(row: int, en: str, tr: str) -> tuple[Any, ...]:
    return ("register", "1", row, row, en, tr)


def _documents() -> Any:
    yield ("id", "label_tr", "label_en", "title", "language", "file", "lines", "written_from", "written_to")
    yield ("register", "Destek kütüğü", "Register of grants", "Register of grants", "en", "register.csv", 1, 2025, 2026)


def _places() -> Any:
    yield ("id", "class", "label_tr", "label_en", "lat", "long", *_EVIDENCE)
    for i in range(PLACES):
        lat, long = 36 + i % 6, 26 + i % 18
        yield (
            f"p{i}",
            "Province",
            f"İl {i}",
            f"Province {i}",
            lat,
            long,
            *_said(i + 1, f"P{i} is a province.", f"P{i} bir ildir."),
        )


def _actors(count: int, chance: random.Random) -> Any:
    yield ("id", "class", "label_tr", "label_en", "place", *_EVIDENCE)
    names, weights = zip(*CLASSES, strict=True)
    for i, cls in enumerate(chance.choices(names, weights, k=count)):
        yield (
            f"o{i}", cls, f"Kuruluş Ş{i:06}", f"Body {i:06}", f"p{chance.randrange(PLACES)}",
            *_said(i + 1, f"Body {i} is registered.", f"Kuruluş {i} kayıtlıdır."),
        )  # fmt: skip


def _began(project: int) -> int:
    """The year a project begins in: no row may speak of it before."""
    return 2005 + project * 7919 % 18


def _things(count: int) -> Any:
    yield ("id", "class", "label_tr", "label_en", "date", *_EVIDENCE)
    for i in range(count):
        year = _began(i)
        yield (
            f"j{i}", "Project", f"Proje {i:06}", f"Project {i:06}", year,
            *_said(i + 1, f"Project {i} began in {year}.", f"Proje {i}, {year} yılında başladı."),
        )  # fmt: skip


def _ties(organisations: int, projects: int, participations: int, chance: random.Random) -> Any:
    yield ("id", "type", "source", "target", "valid_from", "valid_to", "modality", "confidence", "amount", "currency",
           *_EVIDENCE)  # fmt: skip

    def body() -> int:
        """Half of all rows go to the few bodies that are in everything."""
        if chance.random() < 0.5:
            return min(int(chance.paretovariate(0.7)) - 1, organisations - 1)
        return chance.randrange(organisations)

    for i in range(participations):
        project = chance.randrange(projects)
        year = _began(project) + chance.randrange(2)
        yield (
            f"t{i}", "participation", f"o{body()}", f"j{project}", year, year + chance.randrange(1, 5),
            "stated", "1", chance.randrange(1, 10**7) / 100, "EUR",
            *_said(i + 1, f"Row {i} is a participation.", f"{i}. satır bir katılımdır."),
        )  # fmt: skip
    for i in range(participations // 10):
        a, b = body(), chance.randrange(organisations)
        if a != b:
            yield (
                f"q{i}", "partnership", f"o{a}", f"o{b}", 2005 + chance.randrange(18), "", "stated", "0.8", "", "",
                *_said(i + 1, f"Row {i} is a partnership.", f"{i}. satır bir ortaklıktır."),
            )  # fmt: skip
