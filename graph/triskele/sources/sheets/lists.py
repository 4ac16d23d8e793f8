"""The reviewed lists of ``headings.toml``, and how words are compared with them."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from triskele.text import fold


@cache
def data() -> dict[str, Any]:
    """The reviewed lists of ``headings.toml``."""
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A word for comparing: folded, without what stands in brackets, dots gone, other marks as blanks."""
    return _short(text) if len(text) <= _LONGEST else _plain(text)


def _plain(text: str) -> str:
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text) if not text.startswith(("(", "[")) else text
    return " ".join(re.sub(r"[^\w₺€$]+|_", " ", fold(bare).replace(".", "")).split()) or fold(text)


_LONGEST = 200
"""Letters of a text that is remembered: the reviewed words are compared with again and again, cells come once."""
_short = lru_cache(maxsize=8192)(_plain)
