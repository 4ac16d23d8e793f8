"""One ecosystem of a dozen organisations goes through the production path: tiny -> release -> ecosystem -> client."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from triskele.ecosystem import Ecosystem
from triskele.release import Library, Release
from triskele.release.build import build_release
from triskele.settings import Settings

HERE = Path(__file__).parent
TINY = HERE / "tiny" / "seeds"


def pytest_configure() -> None:
    """What numba compiles is kept for all processes of the tests and for the next run, not once in each data folder."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(HERE.parent / ".cache" / "kernels"))


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The seed tables of the tiny ecosystem: the graph of the metric reference, with dates, evidence and names."""
    return TINY


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings over an empty data folder and the tiny seeds."""
    return Settings.read({}, data=tmp_path_factory.mktemp("data"), seeds=TINY)


@pytest.fixture(scope="session")
def release(settings: Settings) -> Release:
    """The tiny ecosystem as a release, built once."""
    return build_release(settings)


@pytest.fixture(scope="session")
def ecosystem(release: Release) -> Ecosystem:
    return Ecosystem(release)


@pytest.fixture(scope="session")
def library(settings: Settings, release: Release) -> Library:
    return Library(settings.data)


@pytest.fixture(scope="session")
def client(settings: Settings, release: Release) -> Iterator[httpx.Client]:
    """A client of the service over the tiny release, on a real port; its workers are real processes."""
    from tests.serving import serve

    # patient, since the first who wants positions or a metric compiles kernels, and other tests compile theirs
    with serve(replace(settings, wait_seconds=60)) as client:
        yield client


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """The release of the real seeds, built once for the tests that ask it something."""
    return Ecosystem(build_release(Settings.read({}, data=tmp_path_factory.mktemp("seeds"))))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the browser's driver keeps an event loop in this thread, and others want their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
