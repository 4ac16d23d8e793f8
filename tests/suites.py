"""The standards' own suites: the folder ``shared/suites`` beside the checkout, or the one TRISKELE_SUITES names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("TRISKELE_SUITES") or Path(__file__).resolve().parents[2] / "shared" / "suites")


def suite(name: str) -> Path:
    """The file of this name; the test is skipped, with the reason, where the folder is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not here: the standards' own suites are not part of the checkout (TRISKELE_SUITES)")
    return path
