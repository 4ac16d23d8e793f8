"""The components of an ecosystem that a region has: those its own actors show, by class or by role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from triskele.ledger.arrays import Arrays
from triskele.ledger.selection import Selection
from triskele.measure.checklists import classified, shows
from triskele.networks.choosing import Mask

if TYPE_CHECKING:
    import pandas as pd

SCHEME = "ecosystem-components"


def region_components(arrays: Arrays, selection: Selection, about: str, inside: Mask) -> pd.DataFrame:
    """A checklist of one region for the metric ``ecosystem-completeness``; ``inside`` are its actors among the nodes.

    A component is present when a document says so of the region, or when an actor in it is of a class, or is said to
    have a role, that shows it; the actor's own evidence is the evidence then. Nothing is read as absent from silence.
    """
    import pandas as pd

    said = classified(arrays, selection)
    rows = np.flatnonzero(inside)
    keys = arrays.keys[rows].tolist()
    classes = dict(zip(keys, arrays.nodes.words("class", rows).tolist(), strict=True))
    found = []
    for item, what in shows(SCHEME).items():
        stated = [one for one in said if one.about == about and one.scheme == SCHEME and item in one.concepts]
        evidence = [key for key in keys if classes[key] in what.classes]
        evidence += [
            one.evidence
            for one in said
            if one.about in classes
            and one.value != "0"  # a document says that this one is none
            and one.scheme in ("institution-roles", SCHEME)
            and set(one.concepts) & {*what.roles, item}
        ]
        state = "present" if evidence else ""
        if stated:
            state = "absent" if stated[-1].value == "0" else "present"
            evidence = [one.evidence for one in stated]
        found.append({"about": about, "component": item, "state": state, "evidence": ";".join(evidence)})
    return pd.DataFrame(found)
