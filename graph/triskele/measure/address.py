"""The address of a result: the release and all that was asked, so that whoever follows it gets the result again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triskele.identifiers import address
from triskele.ledger.selection import Selection
from triskele.metrics.metric import Metric
from triskele.metrics.record import Result
from triskele.release.library import Release

_ALWAYS = ("null", "permutations", "seed")
"""Written down even where they are the defaults: a default may change, what was computed may not."""
_NETWORK = ("directed", "hybrids", "parallel", "weight", "without")
"""Parameters of metrics that follow the network's of the same name."""


def result_address(
    metric: Metric,
    result: Result,
    release: Release,
    projection: str,
    selection: Selection,
    given: Mapping[str, Any],
) -> str | None:
    """The address of a result of a release; None when something went into it that no address can hold (a table or rules
    of the caller's, or two parameters of one name).

    ``given`` are the parameters as the caller gave them, ``result.parameters`` what they were read as.
    """
    own = {p.name: p for p in metric.parameters if p.name not in _NETWORK}
    asked = selection.changed()
    if asked.keys() & own.keys() or any(given.get(p.name) is not None for p in own.values() if p.type == "table"):
        return None
    for name, parameter in own.items():
        value = result.parameters.get(name)
        if parameter.type == "table" or value is None:
            continue
        if parameter.type == "rules" and not isinstance(given.get(name), str | None):
            return None
        if name in _ALWAYS or value != parameter.default:
            asked[name] = value
    return address(release.root, release.number, f"metrics/{metric.name}", {"projection": projection, **asked})
