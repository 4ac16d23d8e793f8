"""The profile of a region or a cluster as one document."""

from __future__ import annotations

from typing import Any

from triskele.catalogue.lists import list_contradictions
from triskele.identifiers import address
from triskele.networks import Selection
from triskele.profiles.around import Around
from triskele.profiles.bridging import write_bridges
from triskele.profiles.figures import write_figures
from triskele.profiles.lacking import write_checklist
from triskele.profiles.leaving import write_ties
from triskele.profiles.members import write_bodies, write_members
from triskele.profiles.words import say_profile, say_unknown
from triskele.profiles.years import write_years
from triskele.release.library import Release

CONTRADICTIONS = 20
"""So many are written; all are counted."""


def profile(
    release: Release,
    kind: str,
    key: str,
    *,
    selection: Selection | None = None,
    language: str = "en",
    permutations: int = 0,
    bridges: bool = True,
) -> dict[str, Any]:
    """Everything a profile tells, with evidence in each part, labels in both languages beside ``label`` in one.

    ``permutations`` draws of the null model judge who bridges; without any there is no verdict. ``bridges=False``
    leaves that part out (None): it looks at all shortest paths of the network, O(nm), everything else at the ties.
    """
    asked = selection or Selection()
    around = Around(release, kind, key, asked, language)
    made: dict[str, Any] = {
        "kind": kind,
        "thing": around.writer.thing(around.thing.iri),
        "class": around.writer.cls(around.thing.cls),
        "within": around.writer.thing(around.thing.within or around.thing.place),
        "selection": asked.changed(),
        "chosen": around.chosen.counts,
        "members": write_members(around),
        "bodies": write_bodies(around),
        "bridges": write_bridges(around, permutations) if bridges else None,
        "checklist": write_checklist(around),
        "ties": write_ties(around),
        "years": write_years(around),
        "figures": write_figures(around),
        "contradictions": _contradictions(around),
        "address": address(
            release.root,
            release.number,
            f"profiles/{kind}/{key}",
            {
                **asked.changed(),
                **({"permutations": permutations} if permutations else {}),
                **({} if bridges else {"bridges": False}),
            },
        ),
    }
    made["unknown"] = say_unknown(around, made)
    made["sentence"] = say_profile(made)
    return made


def _contradictions(around: Around) -> dict[str, Any]:
    """Contradictions that the subject or a member is part of."""
    iris = [around.thing.iri, *(thing.iri for thing in around.things.values())]
    found = list_contradictions(
        around.catalogue,
        around.writer.language,
        {"document": set(around.selection.documents)} if around.selection.documents else {},
        concerning=iris,
        selection=around.selection,
        limit=CONTRADICTIONS,
    )
    return {"count": found["meta"]["count"], "items": found["items"]}
