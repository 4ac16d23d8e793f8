"""What the keys in an answer are called in both languages, read off the arrays of a release."""

from __future__ import annotations

from collections.abc import Iterable

from triskele.ledger.arrays import Arrays
from triskele.metrics.parameter import Text


def name_nodes(arrays: Arrays, keys: Iterable[str]) -> dict[str, Text]:
    """The names of those of the keys that nodes have; what only one language names is called so in both."""
    texts = arrays.texts("node-key")
    found: dict[str, Text] = {}
    for key in sorted(set(keys)):
        place = texts.find(key)
        if place is not None:
            tr, en = (arrays.texts(f"node-label_{tag}")[place] for tag in ("tr", "en"))
            found[key] = {"tr": tr or en or key, "en": en or tr or key}
    return found
