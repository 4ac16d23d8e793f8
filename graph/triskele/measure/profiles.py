"""What a release knows of the inputs of the cluster typology: the rest stays unknown.

Ties show that something is there, never that it is absent. Employment, headquarters and the null of the density are not
in ties, so a type that needs them stays open. The correspondences are this project's reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from triskele.ledger.arrays import SPHERES, Arrays
from triskele.ledger.selection import Selection
from triskele.measure.checklists import Neighbourhoods

if TYPE_CHECKING:
    import pandas as pd

FIRMS = frozenset({"Firm", "SME", "Startup", "SpinOff"})
VERTICAL = frozenset({"supply", "service", "production"})
HORIZONTAL = frozenset({"cooperation", "partnership", "rnd-partnership"})
SUPPORT = frozenset({"support", "funding"})
SOCIAL = frozenset({SPHERES.index("government"), SPHERES.index("civil-society")})
FEWEST_MEMBERS = 3
"""A centralisation needs three members and a tie among them."""


def cluster_profiles(arrays: Arrays, selection: Selection) -> pd.DataFrame:
    """One row a cluster for the metric ``cluster-typology``; ``evidence`` holds the keys of the ties it rests on."""
    import pandas as pd

    near = Neighbourhoods(arrays, selection)
    return pd.DataFrame([_profile(cluster, near) for cluster in near.clusters])


def _profile(cluster: str, near: Neighbourhoods) -> dict[str, str]:
    own = near.ties.get(cluster, ())
    members = sorted({other for other, kind, way, _ in own if kind == "cluster-membership" and way == "in"})
    firms = [name for name in members if near.classes.get(name) in FIRMS]
    rests: dict[str, list[str]] = {name: [] for name in ("vertical_ties", "horizontal_ties", "policy_support")}
    rests["social_and_public_actors"] = []
    public, known = [], 0
    for other, kind, way, tie in own:
        share = near.shares.get(other, ())
        sphere = int(np.argmax(share)) if len(share) and max(share) == 1.0 else -1
        known += sphere >= 0
        if sphere in SOCIAL:
            rests["social_and_public_actors"].append(tie)
        if sphere == SPHERES.index("government"):
            public.append(tie)
            if kind in SUPPORT and way == "in":
                rests["policy_support"].append(tie)
    for firm in firms:
        for other, kind, _, tie in near.ties.get(firm, ()):
            if kind in VERTICAL and near.classes.get(other) in FIRMS:
                rests["vertical_ties"].append(tie)
            if kind in HORIZONTAL and other in firms:
                rests["horizontal_ties"].append(tie)
    among = rests["vertical_ties"] + rests["horizontal_ties"]
    row = {"cluster": cluster, **{name: "present" if ties else "" for name, ties in rests.items()}}
    row["ties"] = "present" if among else ""
    row["public_tie_share"] = repr(len(public) / known) if known else ""
    row["centralisation"] = _centralisation(members, near)
    found = dict.fromkeys([*public, *(tie for ties in rests.values() for tie in ties)])
    return {**row, "evidence": ";".join(found)}


def _centralisation(members: Sequence[str], near: Neighbourhoods) -> str:
    """Freeman's degree centralisation of the ties among members: Σ(max − d)/((n − 1)(n − 2))."""
    inside, n = set(members), len(members)
    degree = np.array([len({o for o, *_ in near.ties.get(m, ()) if o in inside and o != m}) for m in members])
    if n < FEWEST_MEMBERS or not degree.any():
        return ""
    return repr(float((degree.max() - degree).sum() / ((n - 1) * (n - 2))))
