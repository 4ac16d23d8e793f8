"""The figures of a region or a cluster."""

from __future__ import annotations

import json
from typing import Any

from triskele.catalogue.description import by_weight
from triskele.catalogue.records import Figure
from triskele.ledger.selection import until
from triskele.profiles.around import Around

SHOWN = 60
"""So many are written; all are counted."""


def write_figures(around: Around) -> dict[str, Any]:
    """The figures of the subject, then those about its members; first the measures that most figures of the release
    have, since they can be compared; within each the newest first."""
    found = find_figures(around)
    return {"count": len(found), "items": [around.writer.figure(figure) for figure in found[:SHOWN]]}


def find_figures(around: Around, *, members: bool = True) -> list[Figure]:
    """The figures about the subject, or of which it is the part or the area, and those about its members; of the year
    of the selection those that a list of figures shows."""
    own = around.thing.iri
    others = [thing.iri for thing in around.things.values() if members and thing.iri != own]
    numbers = around.catalogue.rows.column(
        "SELECT number FROM figure WHERE (?1 IN (about, part, area) OR about IN (SELECT value FROM json_each(?2)) "
        f"OR part IN (SELECT value FROM json_each(?2))) AND ({until(around.selection, 'about')})",
        [own, json.dumps(sorted(others))],
    )
    found = around.writer.records.take("figure", numbers)
    return by_weight(around.catalogue, [figure for figure in found if around.taken(figure)], own)
