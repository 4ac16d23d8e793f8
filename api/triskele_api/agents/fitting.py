"""No answer is larger than an agent can hold: what is too much is left out, and told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from triskele_api.agents.service import Document

MOST_TOKENS = 20_000
BYTES_PER_TOKEN = 2
"""Bytes of our answers that a token stands for at the least (docs/decisions/0070-what-agents-are-told.md)."""
MOST_BYTES = MOST_TOKENS * BYTES_PER_TOKEN
FOR_FRAME = 3_000
FOR_ITEMS = MOST_BYTES * 3 // 4
"""What the items of a page may take; the rest is for contradictions, counts and the frame."""


def dump(document: Any) -> str:
    """A document as it is sent: JSON without spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def size(document: Any) -> int:
    """Bytes of a document as it is sent."""
    return len(dump(document).encode())


def how_many(items: Sequence[Any], most: int) -> int:
    """How many of the first items fit into so many bytes; at least one."""
    total = 0
    for number, item in enumerate(items):
        total += size(item) + 1
        if total > most:
            return max(1, number)
    return len(items)


def fit(document: Document, cuttable: dict[str, str], most: int = MOST_BYTES) -> Document:
    """The document within so many bytes: lists are cut at their ends, those named first before the others, until it
    fits. ``cuttable`` says of each list how to get the rest; ``left_out`` tells how many are missing."""
    room = most - size({"left_out": {name: _missing(10**6, how) for name, how in cuttable.items()}})
    for name, how in cuttable.items():
        over = size(document) - room
        if over <= 0:
            break
        found = document.get(name)
        if not found:
            continue
        keep = _within(found, size(found) - over)
        document[name] = found[:keep]
        document.setdefault("left_out", {})[name] = _missing(len(found) - keep, how)
    return document


def _missing(count: int, how: str) -> Document:
    return {"count": count, "how": how}


def _within(items: Sequence[Any], most: int) -> int:
    total = 2
    for number, item in enumerate(items):
        total += size(item) + 1
        if total > most:
            return number
    return len(items)
