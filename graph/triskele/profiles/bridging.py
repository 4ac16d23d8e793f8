"""Who bridges: the members of a region or a cluster that lie most between actors of different spheres."""

from __future__ import annotations

from typing import Any

from triskele.measure import measure
from triskele.measure.claims import ranked
from triskele.metrics import registry
from triskele.profiles.around import Around

METRIC = "cross-sphere-betweenness"
NAMED = 5


def write_bridges(around: Around, permutations: int) -> dict[str, Any]:
    """The members with the highest cross-sphere betweenness in the network of all actors of the selection, each with
    its place among them, and with ``permutations`` draws of the null model its verdict."""
    result = measure(around.release, METRIC, selection=around.selection, permutations=permutations)
    order = ranked(result, "gefura")
    inside = set(around.things)
    found = [(place, value) for place, value in enumerate(order, 1) if value.key.get("actor") in inside and value.value]
    return {
        "metric": METRIC,
        "title": dict(registry.get(METRIC).title),
        "of": len(order),
        "permutations": permutations,
        "null": result.null,
        "address": result.address,
        "items": [
            {
                **(around.writer.thing(around.things[value.key["actor"]].iri) or {}),
                "place_among": place,
                **{name: getattr(value, name) for name in
                   ("value", "expected", "sd", "p", "p_adjusted", "draws", "needed", "null")},
                "verdict": value.verdict if permutations else None,
                "sentence": dict(value.sentence) if value.sentence else None,
            }
            for place, value in found[:NAMED]
        ],
    }  # fmt: skip
