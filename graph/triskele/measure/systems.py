"""Tables that metrics ask for, out of the columns of a release: dated ties, declared clusters, helix systems."""

from __future__ import annotations

from typing import Any

import pandas as pd

from triskele.networks import Projected, Selection
from triskele.networks.ties import SPHERES, UNKNOWN_YEAR, TieTable, tie_table
from triskele.release.library import Release

RESEARCHING = frozenset(
    {"University", "FacultyOrUnit", "ResearchInstitute", "RDCentre", "TestLaboratory", "Technopark", "SpinOff"}
)
"""Classes of actors whose work is research and development, in this project's reading."""

NOT_INSTITUTIONS = frozenset({"OrganisationGroup"})

TYPICAL: dict[str, str] = {
    "training": "university",
    "authorship": "university",
    "invention-at": "university",
    "research-field": "university",
    "spin-off": "industry",
    "production": "industry",
    "supply": "industry",
    "investment": "industry",
    "export-market": "industry",
    "funding": "government",
    "regulation": "government",
    "certification": "government",
    "award-giving": "government",
    "responsibility": "government",
    "support": "government",
}
"""The sphere whose typical work a tie of this type is, in this project's reading; other types have no code."""

_RELATIONS = """SELECT ?tie ?own ?usual ?space WHERE {
  ?tie a tsk:Tie ; tsk:tieType ?type .
  OPTIONAL { ?tie tsk:thRelation ?own }
  OPTIONAL { ?type tsk:thRelation ?usual }
  OPTIONAL { ?type tsk:thSpace ?space } }"""


def _key(iri: str | None) -> str:
    return "" if iri is None else iri.replace("#", "/").rpartition("/")[2]


def dated_ties(projected: Projected) -> pd.DataFrame:
    """The ties a projection kept, whatever their date: source, target, type, from, to ("" unknown or open)."""
    ties, keys = projected.ties, projected.keys
    columns: dict[str, Any] = {
        "source": keys[ties["u"].to_numpy()],
        "target": keys[ties["v"].to_numpy()],
        "type": ties["type"].astype(str).to_numpy(),
    }
    for name in ("from", "to"):
        columns[name] = ["" if year == UNKNOWN_YEAR else str(year) for year in ties[name].tolist()]
    return pd.DataFrame(columns)


def active(table: TieTable, selection: Selection) -> pd.DataFrame:
    """Ties of the selected modality, confidence and year, with the keys of both ends; ends need not be actors."""
    ties = table.ties
    mask = ties["modality"].isin(selection.modalities) & (ties["confidence"] >= selection.min_confidence)
    if selection.as_of is not None:
        mask &= (ties["from"] == UNKNOWN_YEAR) | (ties["from"] <= selection.as_of)
        mask &= (ties["to"] == UNKNOWN_YEAR) | (ties["to"] >= selection.as_of)
    kept = ties[mask]
    keys = table.nodes["key"].to_numpy()
    return kept.assign(
        source=keys[kept["u"].to_numpy()], target=keys[kept["v"].to_numpy()], kind=kept["type"].astype(str)
    )


def declared_clusters(release: Release, selection: Selection) -> pd.DataFrame:
    """Who is said to be a member of which cluster: cluster, actor."""
    ties = active(tie_table(release), selection)
    ties = ties[ties["kind"] == "cluster-membership"]
    frame = pd.DataFrame({"cluster": ties["target"].to_numpy(), "actor": ties["source"].to_numpy()})
    return frame.drop_duplicates(ignore_index=True)


def helix_system(release: Release, projected: Projected) -> dict[str, pd.DataFrame]:
    """Actors and ties of a projection as the measures of Triple Helix systems read them.

    A tie's own relation goes before the usual one of its type. Persons are not recorded, so every actor is an
    institution; groups of unnamed actors are left out of the components.
    """
    table = tie_table(release)
    inside = table.nodes[table.nodes["key"].isin(set(projected.network.ids))]
    spheres = []
    for code, row in zip(inside["sphere"].tolist(), table.shares[inside.index], strict=True):
        names = [name for name, share in zip(SPHERES, row, strict=False) if share > 0]
        spheres.append(";".join(names) if names else "hybrid" if code == SPHERES.index("hybrid") else "")
    classes = inside["class"].tolist()
    rd = ["" if c in NOT_INSTITUTIONS else "yes" if c in RESEARCHING else "no" for c in classes]
    actors = pd.DataFrame({"actor": inside["key"].to_numpy(), "spheres": spheres, "rd": rd, "level": "institution"})
    relations: dict[str, str] = {}
    spaces: dict[str, set[str]] = {}
    for found in release.store.query(_RELATIONS):
        tie = _key(found["tie"])
        relations[tie] = _key(found["own"]) or relations.get(tie) or _key(found["usual"])
        spaces.setdefault(tie, set()).update({_key(found["space"])} - {""})
    ties = projected.ties
    names = ties["tie"].tolist()
    frame = pd.DataFrame(
        {
            "source": projected.keys[ties["u"].to_numpy()],
            "target": projected.keys[ties["v"].to_numpy()],
            "relation": [relations.get(tie, "") for tie in names],
            "space": [";".join(sorted(spaces.get(tie, ()))) for tie in names],
            "function": [TYPICAL.get(kind, "") for kind in ties["type"].astype(str)],
        }
    )
    return {"actors": actors, "ties": frame}
