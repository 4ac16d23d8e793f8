"""Whom a profile is about, who belongs to it, and which ties the selection keeps inside and out of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from triskele.catalogue import Writer, open_catalogue
from triskele.catalogue.lists import CLUSTERS
from triskele.catalogue.records import Event, Evidence, Figure, Thing
from triskele.errors import InvalidInput
from triskele.networks import Selection, open_arrays
from triskele.networks.choosing import Mask, Ties, choose, choose_actors, find_nodes, members
from triskele.release.library import Release

KINDS = {"region": "place", "cluster": "actor", "zone": "actor"}
"""The kinds of profiles, and of what kind the thing is that each is about. A country is a region."""
ZONES = ("IndustrialZone", "Technopark")
"""Grounds with actors on them: an actor of these classes has the profile of a zone."""
PART, WHOLE = ("part-of",), ("hosting", "contains")
"""Tie types from an actor to the zone it is part of, and from a zone to whom it hosts."""


class Around:
    """One region, cluster or zone in a release under a selection.

    ``everyone`` are the actors of the selection, ``inside`` those that belong to the subject: in a region whoever lies
    in it or in a place inside it, as ``places`` of a selection says; in a cluster its members, as ``clusters`` says,
    and itself; in a zone itself, whom it hosts and who is part of it. UnknownThing for a key nobody has, InvalidInput
    for an actor that nobody is a member or part of.
    """

    def __init__(self, release: Release, kind: str, key: str, selection: Selection, language: str = "en") -> None:
        if kind not in KINDS:
            raise InvalidInput(f"No profile is about a {kind!r}.", hint=f"Kinds are {', '.join(KINDS)}.")
        self.release, self.kind, self.key, self.selection = release, kind, key, selection
        self.catalogue, self.arrays = open_catalogue(release), open_arrays(release)
        self.writer = Writer(self.catalogue, language, selection.as_of)
        found = self.catalogue.find(KINDS[kind], key)
        assert isinstance(found, Thing)
        self.thing = found
        self.chosen = choose(self.arrays, selection)
        self.everyone, _ = choose_actors(self.arrays, selection, self.chosen)
        self.inside, self.left_out = self._members()

    def _members(self) -> tuple[Mask, dict[str, int]]:
        if self.kind == "region":
            there = self.arrays.linked("place", (self.key,))
        else:
            itself = find_nodes(self.arrays, (self.key,), self.kind)
            zone = self.kind == "zone"
            there = itself | (self._parts(itself) if zone else members(self.arrays, self.selection, itself))
            if self.thing.cls not in (ZONES if zone else CLUSTERS) and int(there.sum()) < 2:
                if zone:
                    raise InvalidInput(
                        f"{self.key} is no zone, and nobody is part of it.",
                        hint=f"Zones are of the classes {', '.join(ZONES)}.",
                    )
                raise InvalidInput(
                    f"{self.key} is no cluster, and nobody is a member of it.", hint="GET /clusters lists clusters."
                )
        anybody = replace(self.selection, persons=True, collectives=True)
        apart = choose_actors(self.arrays, anybody, self.chosen)[0] & there & ~self.everyone
        nodes = self.arrays.nodes
        left_out = {name: int((apart & nodes[f"{name[:-1]}"]).sum()) for name in ("persons", "collectives")}
        return np.asarray(there & self.everyone), left_out

    def _parts(self, zone: Mask) -> Mask:
        """Who is part of a zone or hosted by it, whatever types and layers the network's ties have."""
        pairs = self.arrays.pairs
        u, v = np.asarray(pairs["u"]), np.asarray(pairs["v"])
        kept = choose(self.arrays, replace(self.selection, tie_types=(), layers=())).pairs
        found = np.zeros(len(self.arrays.nodes), dtype=bool)
        found[u[kept & pairs.carries("type", PART) & zone[v]]] = True
        found[v[kept & pairs.carries("type", WHOLE) & zone[u]]] = True
        return found

    @cached_property
    def ties(self) -> Ties:
        """The ties between actors of the selection of which an end is inside."""
        pairs = self.arrays.pairs
        u, v = np.asarray(pairs["u"]), np.asarray(pairs["v"])
        kept = self.chosen.pairs & self.everyone[u] & self.everyone[v] & (self.inside[u] | self.inside[v])
        return Ties(self.arrays, np.flatnonzero(kept))

    @cached_property
    def leaving(self) -> Ties:
        """Those of the ties whose other end is outside."""
        return self.ties.where(self.inside[self.ties["u"]] != self.inside[self.ties["v"]])

    @cached_property
    def things(self) -> dict[str, Thing]:
        """The records of the members by key, in the order of keys."""
        return self.find(np.flatnonzero(self.inside).tolist())

    def find(self, rows: Iterable[int]) -> dict[str, Thing]:
        """The records of some nodes by key."""
        iris = self.arrays.texts("node-iri")
        wanted = [iris[row] for row in rows]
        self.writer.records.bring(wanted)
        found = (self.writer.records.thing(iri) for iri in wanted)
        return {thing.key: thing for thing in found if thing is not None}

    def taken(self, record: Figure | Event) -> bool:
        """Whether the selection takes a figure or event: its modality, and a document that attests it."""
        wanted = self.selection.documents
        if record.modality not in self.selection.modalities:
            return False
        found = (self.writer.records.get(iri) for iri in record.evidence)
        return not wanted or any(
            isinstance(one, Evidence) and one.document.rpartition("/")[2] in wanted for one in found
        )

    def write(self, things: Iterable[Thing], most: int | None = None) -> list[dict[str, Any]]:
        """Things as documents, at most so many, in the order of their names."""
        some = list(things)
        rank = self._rank([thing.number for thing in some])
        some.sort(key=lambda thing: rank.get(thing.number, 0))
        return [document for thing in some[:most] if (document := self.writer.thing(thing.iri))]

    def _rank(self, numbers: list[int]) -> dict[int, int]:
        return dict(
            self.catalogue.columns.tuples(
                f"SELECT number, rank_{self.writer.language} FROM thing WHERE number IN (SELECT unnest(?))", [numbers]
            )
        )


def distinct(ties: Ties) -> int:
    """How many ties there are, however many pairs of ends each has."""
    return len(np.unique(ties["tie"]))
