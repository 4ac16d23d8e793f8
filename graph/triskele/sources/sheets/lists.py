"""The reviewed lists of ``headings.toml``, and how words are compared with them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from triskele.text import fold


@cache
def data() -> dict[str, Any]:
    """The reviewed lists of ``headings.toml``."""
    return tomllib.loads(Path(__file__).with_name("headings.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A word for comparing: folded, without what stands in brackets, dots gone, other marks as blanks."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text) if not text.startswith(("(", "[")) else text
    return " ".join(re.sub(r"[^\w₺€$]+|_", " ", fold(bare).replace(".", "")).split()) or fold(text)
