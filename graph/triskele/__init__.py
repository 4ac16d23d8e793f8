"""Triskele: an open knowledge graph of the innovation ecosystem.

Sources are read, validated, frozen into a release, projected into networks, measured, and published; nothing flows
back. ``triskele.open()`` opens a release; ``triskele.metrics`` measures networks; the command line is ``triskele``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Ecosystem", "TriskeleError", "__version__", "metrics", "networks", "open"]

if TYPE_CHECKING:
    from triskele import metrics, networks
    from triskele.ecosystem import Ecosystem
    from triskele.ecosystem import open_ecosystem as open
    from triskele.errors import TriskeleError

_LAZY = {
    "Ecosystem": ("triskele.ecosystem", "Ecosystem"),
    "TriskeleError": ("triskele.errors", "TriskeleError"),
    "open": ("triskele.ecosystem", "open_ecosystem"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: a short ``import triskele`` is worth more than a little indirection here."""
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(importlib.import_module(module), attribute)
    if name in ("metrics", "networks"):
        return importlib.import_module(f"triskele.{name}")
    raise AttributeError(f"module 'triskele' has no attribute {name!r}")
