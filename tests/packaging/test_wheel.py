"""A wheel carries everything the program needs: ontology, seeds, explorer, data files of the metrics."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import triskele

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive


@pytest.mark.parametrize(
    "name",
    [
        "triskele/__init__.py",
        "triskele/py.typed",
        "triskele/_bundled/ontology/triskele.ttl",
        "triskele/_bundled/ontology/shapes.ttl",
        "triskele/_bundled/seeds/datapackage.json",
        "triskele/_bundled/seeds/izmir/ties.csv",
        "triskele_api/app.py",
        "triskele_api/pages/static/index.html",
    ],
)
def test_the_wheel_holds(wheel: zipfile.ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_the_wheel_holds_the_rules_of_the_metrics(wheel: zipfile.ZipFile) -> None:
    assert any(name.startswith("triskele/metrics/data/") for name in wheel.namelist())


def test_the_wheel_speaks_of_its_entry_points_and_licence(wheel: zipfile.ZipFile) -> None:
    points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    content = zipfile.ZipFile(wheel.filename).read(points).decode()
    assert "triskele = triskele.cli:run" in content
    assert "[networkx.backends]" in content
    assert any("LICENSE" in name for name in wheel.namelist())


def test_the_public_names() -> None:
    assert sorted(triskele.__all__) == sorted(
        ["Ecosystem", "TriskeleError", "__version__", "metrics", "networks", "open"]
    )
    for name in triskele.__all__:
        assert getattr(triskele, name) is not None
