"""Tables that metrics ask for, out of the columns of a release: dated ties, declared clusters, helix systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from triskele.ledger.arrays import SPHERES, Arrays
from triskele.ledger.selection import Selection
from triskele.ledger.time import FUTURE, PAST
from triskele.networks.choosing import Ties, memberships
from triskele.networks.projection import Projected

if TYPE_CHECKING:
    import pandas as pd

NOT_INSTITUTIONS = frozenset({"OrganisationGroup"})


def dated_ties(projected: Projected) -> pd.DataFrame:
    """The ties a projection kept, whatever the year: source, target, type, from, to ("" open), the years in which they
    count as the selection's ``when`` has it. Ties that count in no year are left out."""
    import pandas as pd

    when = projected.selection.when
    ties = projected.ties
    ties = ties.where(ties[f"{when}_from"] <= ties[f"{when}_to"])
    columns: dict[str, Any] = {
        "source": projected.keys[ties["u"]],
        "target": projected.keys[ties["v"]],
        "type": ties.words("type"),
        "from": ["" if year == PAST else str(year) for year in ties[f"{when}_from"].tolist()],
        "to": ["" if year == FUTURE else str(year) for year in ties[f"{when}_to"].tolist()],
    }
    return pd.DataFrame(columns)


def declared_clusters(arrays: Arrays, selection: Selection) -> pd.DataFrame:
    """Who is said to be a member of which cluster: cluster, actor."""
    import pandas as pd

    ties = Ties(arrays, memberships(arrays, selection))
    frame = pd.DataFrame({"cluster": arrays.keys[ties["v"]], "actor": arrays.keys[ties["u"]]})
    return frame.drop_duplicates(ignore_index=True)


def helix_system(arrays: Arrays, projected: Projected) -> dict[str, pd.DataFrame]:
    """Actors and ties of a projection as the measures of Triple Helix systems read them.

    A tie's own relation goes before the usual one of its type. Persons are no institutions; groups of unnamed actors
    are left out of the components.
    """
    import pandas as pd

    inside = [arrays.texts("node-key").find(key) for key in projected.network.ids]
    rows = np.array(inside, dtype=np.int64)
    nodes, classes = arrays.nodes, arrays.nodes.words("class")
    spheres = []
    for code, share in zip(nodes["sphere"][rows].tolist(), arrays.shares[rows].tolist(), strict=True):
        names = [name for name, part in zip(SPHERES, share, strict=False) if part > 0]
        spheres.append(";".join(names) if names else "hybrid" if code == SPHERES.index("hybrid") else "")
    kinds = classes[rows].tolist()
    rd = ["" if c in NOT_INSTITUTIONS else "yes" if c in arrays.researching else "no" for c in kinds]
    level = ["individual" if person else "institution" for person in nodes["person"][rows].tolist()]
    actors = pd.DataFrame({"actor": arrays.keys[rows], "spheres": spheres, "rd": rd, "level": level})
    ties, types = projected.ties, arrays.tie_types
    own = arrays.relations
    names = ties.words("type").tolist()
    frame = pd.DataFrame(
        {
            "source": projected.keys[ties["u"]],
            "target": projected.keys[ties["v"]],
            "relation": [
                own[tie] or types[name]["relation"] for tie, name in zip(ties["tie"].tolist(), names, strict=True)
            ],
            "space": [types[name]["spaces"] for name in names],
            "function": [types[name]["typical"] for name in names],
        }
    )
    return {"actors": actors, "ties": frame}
