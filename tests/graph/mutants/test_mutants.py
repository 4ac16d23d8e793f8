"""Damaged input through every importer, in short; ``python -m tests.graph.mutants IMPORTER`` is the long form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.mutants.importers import IMPORTERS
from tests.graph.mutants.running import Mutants, upload_mutants
from triskele.ledger.vocabulary import Words, read_words
from triskele.release import Release
from triskele.release.gather import read_terms
from triskele.settings import Settings

COUNTS = {"tables": 60, "workbooks": 6, "exported-xlsx": 6, "graphs": 8}


@pytest.fixture(scope="module")
def words(settings: Settings) -> Words:
    return read_words(read_terms(settings).store)


@pytest.mark.parametrize("importer", IMPORTERS)
def test_damaged_input_is_read_told_or_refused(importer: str, release: Release, words: Words, tmp_path: Path) -> None:
    """Nothing falls that nobody foresaw."""
    tally = Mutants(importer, release, tmp_path, words).run(COUNTS.get(importer, 15), 7)
    assert tally.falls == {}
    assert tally.count == COUNTS.get(importer, 15)
    assert tally.ends.total() > tally.ends["read"], "damage that nobody notices tries nothing"


def test_a_build_from_damaged_tables_is_whole_or_is_not(release: Release, words: Words, tmp_path: Path) -> None:
    tally = Mutants("tables", release, tmp_path, words).run(1, 3, deepest=1)
    assert tally.falls == {}
    assert tally.ends["built"] + tally.ends["not built"] == 1


def test_damaged_uploads_are_laid_out_or_refused() -> None:
    tally = upload_mutants(100, 7)
    assert tally.falls == {}
    assert set(tally.ends) == {"laid out", "invalid-input"}
