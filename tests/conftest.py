"""One ecosystem of a dozen organisations goes through the production path: tiny -> release -> ecosystem -> client."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.serving import PATIENT, serve
from triskele.ecosystem import Ecosystem
from triskele.publish import build_and_publish
from triskele.release import Library, Release
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


def built_once(factory: pytest.TempPathFactory, name: str, **given: Path) -> Settings:
    """Settings over a data folder whose release the first of all processes of the tests builds while others wait."""
    base = factory.getbasetemp()
    data = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    settings = Settings.read({}, data=data, **given, **PATIENT)
    with open(f"{data}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build_and_publish(settings)
    return settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings over the tiny seeds and a data folder of this process, for services write into theirs."""
    built = built_once(tmp_path_factory, "tiny", seeds=TINY)
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(built.data, data, dirs_exist_ok=True, symlinks=True)
    return replace(built, data=data)


@pytest.fixture(scope="session")
def release(settings: Settings) -> Release:
    """The tiny ecosystem as a release."""
    return Library(settings.data).current()


@pytest.fixture(scope="session")
def ecosystem(release: Release) -> Ecosystem:
    return Ecosystem(release)


@pytest.fixture(scope="session")
def library(settings: Settings, release: Release) -> Library:
    return Library(settings.data)


@pytest.fixture(scope="session")
def client(settings: Settings, release: Release) -> Iterator[httpx.Client]:
    """A client of the service over the tiny release, on a real port; its workers are real processes."""
    with serve(settings) as client:
        yield client


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """The release of the real seeds, built once for the tests that ask it something."""
    return Ecosystem(Library(built_once(tmp_path_factory, "seeds").data).current())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the browser's driver keeps an event loop in this thread, and others want their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)
