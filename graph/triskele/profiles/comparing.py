"""Two or three regions, clusters or countries side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np

from triskele.catalogue.records import Figure
from triskele.errors import InvalidInput
from triskele.identifiers import address
from triskele.networks import Selection
from triskele.networks.choosing import Mask, Ties
from triskele.profiles.around import Around, distinct
from triskele.profiles.figures import find_figures
from triskele.profiles.lacking import CHECKLISTS, write_checklist
from triskele.profiles.leaving import write_documents
from triskele.profiles.members import write_members
from triskele.release.library import Release
from triskele.words import phrase

FEWEST, MOST = 2, 3
SHOWN = 30


def compare_profiles(
    release: Release, wanted: Sequence[str], *, selection: Selection | None = None, language: str = "en"
) -> dict[str, Any]:
    """``wanted`` names two or three subjects as ``region/izmir`` or ``cluster/inoviz``; InvalidInput for other numbers.

    Shared actors belong to both of a pair; ties between them join an actor of the one alone with an actor of the other
    alone. Figures stand side by side when they have the measure, the unit, the year and the part in common.
    """
    asked = selection or Selection()
    if not FEWEST <= len(dict.fromkeys(wanted)) == len(wanted) <= MOST:
        raise InvalidInput(
            f"{len(wanted)} were named, or one of them twice.",
            hint="Name two or three different ones: of=region/izmir,region/ankara.",
        )
    around = [Around(release, *_split(name), asked, language) for name in wanted]
    pairs = [_pair(one, other) for one, other in combinations(around, 2)]
    rows, alone = _figures(around)
    return {
        "subjects": [_subject(one) for one in around],
        "selection": asked.changed(),
        "chosen": around[0].chosen.counts,
        "pairs": pairs,
        "figures": {"count": len(rows), "rows": rows, "alone": alone},
        "address": address(release.root, release.number, "comparisons", {"of": list(wanted), **asked.changed()}),
    }


def _split(name: str) -> tuple[str, str]:
    kind, slash, key = name.partition("/")
    if not slash:
        raise InvalidInput(f"{name!r} is no subject.", hint="Write region/KEY, cluster/KEY or zone/KEY.")
    return kind, key


def _subject(around: Around) -> dict[str, Any]:
    leaving = distinct(around.leaving)
    return {
        "kind": around.kind,
        "thing": around.writer.thing(around.thing.iri),
        "class": around.writer.cls(around.thing.cls),
        "members": write_members(around),
        "ties": {
            "all": distinct(around.ties),
            "inside": distinct(around.ties) - leaving,
            "leaving": leaving,
            "dated": distinct(around.ties.where(around.ties["dated"])),
        },
        "checklists": [write_checklist(around, name) for name in CHECKLISTS],
    }


def _pair(one: Around, other: Around) -> dict[str, Any]:
    shared: Mask = one.inside & other.inside
    first, second = one.inside & ~other.inside, other.inside & ~one.inside
    u, v = one.ties["u"], one.ties["v"]
    ties: Ties = one.ties.where((first[u] & second[v]) | (second[u] & first[v]))
    actors = one.find(np.flatnonzero(shared).tolist())
    keys = list(dict.fromkeys(ties.keys))
    names = [around.writer.thing(around.thing.iri) or {} for around in (one, other)]
    return {
        "between": [name["key"] for name in names],
        "shared": one.write(actors.values()),
        "ties": len(keys),
        "items": write_documents(one, keys[:SHOWN]),
        "sentence": dict(
            phrase(
                "profiles.pair",
                one=names[0]["labels"],
                other=names[1]["labels"],
                shared=len(actors),
                ties=len(keys),
            )
        ),
    }


def _figures(around: Sequence[Around]) -> tuple[list[dict[str, Any]], int]:
    """(rows that at least two subjects have, how many figures stand alone). Of several of one kind and year (a
    contradiction) all are written."""
    cells: dict[tuple[Any, ...], list[list[Figure]]] = {}
    for place, one in enumerate(around):
        for figure in find_figures(one, members=False):
            own = figure.about == one.thing.iri
            about = "" if own else figure.about
            part = figure.part if own and figure.part else ""
            key = (figure.measure, figure.unit, figure.year or 0, figure.year_to or 0, part, about)
            cells.setdefault(key, [[] for _ in around])[place].append(figure)
    rows = []
    for key in sorted(cells):
        held = cells[key]
        if sum(map(bool, held)) < FEWEST:
            continue
        written = [[one.writer.figure(figure) for figure in some] for one, some in zip(around, held, strict=True)]
        first = next(figure for some in written for figure in some)
        whose = first["part"] if key[4] else first["about"] if key[5] else None
        rows.append({"measure": first["measure"], "part": whose, "unit": first["unit"],
                     "year": first["year"], "year_to": first["year_to"], "cells": written})  # fmt: skip
    alone = sum(len(some) for held in cells.values() if sum(map(bool, held)) < FEWEST for some in held)
    return rows, alone
