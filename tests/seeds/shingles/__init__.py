"""Fingerprints of every run of eight words in the source documents.

The documents themselves are not ours to publish; a hash of each run is enough to prove that no statement copies one.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

RUN = 8
BYTES = 6
HERE = Path(__file__).parent


def words(text: str) -> list[str]:
    """The words of a text, lower-cased by Turkish rules, without punctuation."""
    return re.findall(r"\w+", text.replace("İ", "i").replace("I", "ı").lower())


def fingerprints(text: str) -> set[bytes]:
    """The fingerprint of each run of RUN words."""
    found = words(text)
    runs = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return {hashlib.sha256(run.encode()).digest()[:BYTES] for run in runs}


def known(document: str) -> set[bytes]:
    """The fingerprints of a document, as kept in this folder."""
    content = (HERE / f"{document}.bin").read_bytes()
    return {content[i : i + BYTES] for i in range(0, len(content), BYTES)}
