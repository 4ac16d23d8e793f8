"""Who reads a release holds it, and nobody else's files are closed with it."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

from triskele.release.holding import hold


def test_a_copy_holds_nothing_and_closes_nothing(tmp_path: Path) -> None:
    """A release that is open is sent to other processes, where its descriptor would be that of another file."""
    held = hold(tmp_path, 1)
    descriptor = held._descriptor
    assert descriptor is not None
    for again in (pickle.loads(pickle.dumps(held)), copy.deepcopy(held)):
        again.release()
        os.fstat(descriptor)  # still open
    held.release()
