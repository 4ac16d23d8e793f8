"""Whom should an actor approach next? Actors two steps away, and in missing spheres those its likes are tied to.

Each candidate with its reasons: through whom, by which ties, and where the sources say so. Sharing more partners than
the two numbers of partners give by chance is judged by the hypergeometric law, exactly, over all candidates named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triskele.engines.neighbours import METHODS, Dated, Trial, best, dated, scores, tried
from triskele.errors import InvalidInput
from triskele.identifiers import address
from triskele.ledger.arrays import SPHERES
from triskele.ledger.time import FUTURE, PAST
from triskele.measure.names import name_nodes
from triskele.measure.partner_words import say_candidate, say_partners
from triskele.metrics.parameter import Text
from triskele.metrics.record import Value
from triskele.metrics.verdicts import judged
from triskele.networks import Projected, Selection, open_arrays, project
from triskele.networks.choosing import check_known
from triskele.release.library import Release

ALIKE = 5
"""Actors like the one that asks: so many, those most alike."""
THROUGH = 3
"""Shared partners, or alike actors, named with each candidate."""
MOST = 100


@dataclass(frozen=True)
class Step:
    """A shared partner with its ties to who asks (``near``) and to the candidate (``far``); of an alike actor
    ``likeness`` (cosine of what they are tied to, 0 to 1) and its ties to the candidate."""

    actor: str
    near: Sequence[str] = ()
    far: Sequence[str] = ()
    likeness: float | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody to approach. ``kind``: two-steps or alike. ``shared`` partners against what chance alone gives
    (``expected``; ``p`` one-sided, ``p_adjusted`` over all candidates named). ``fills``: it is in a missing sphere."""

    actor: str
    kind: str
    sphere: str
    score: float
    fills: bool
    through: Sequence[Step]
    shared: int | None = None
    expected: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    verdict: str | None = None
    reason: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Partners:
    """Whom an actor should approach next. ``missing``: spheres none of its partners is in. ``by`` is the order of the
    two-step candidates, ``trial`` how the orders did when the last years of this network were hidden (None: too few
    dated ties to tell)."""

    actor: str
    release: int
    projection: str
    as_of: int | None
    by: str
    partners: int
    missing: Sequence[str]
    candidates: Sequence[Candidate]
    trial: Trial | None
    labels: Mapping[str, Text]
    ties: Mapping[str, Any]
    address: str
    sentence: Text = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and numbers; of a trial also which order did best."""
        plain = asdict(self)
        if self.trial is not None:
            plain["trial"] = {**asdict(self.trial), "best": self.trial.winner}
        return plain

    def to_json(self) -> str:
        """:meth:`to_dict` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)


def partners(
    release: Release,
    actor: str,
    *,
    by: str | None = None,
    limit: int = 10,
    projection: str = "organisations",
    selection: Selection | None = None,
) -> Partners:
    """Candidates for new ties of an actor, at most ``limit`` of each kind.

    Two steps away in the order ``by`` (:mod:`triskele.engines.neighbours`); unless it is named, the one that would have
    found most when the last years of this network are hidden, ``recent`` where there are too few dated ties to try it.
    Alike: actors in spheres that none of the partners is in, tied to the :data:`ALIKE` actors most like this one (those
    of its class, by the cosine of how many ties of which type they have to which sphere). O(m log m).
    """
    if by is not None and by not in METHODS:
        raise InvalidInput(f"by is {by!r}.", hint=f"Use one of {', '.join(METHODS)}.")
    if not 1 <= limit <= MOST:
        raise InvalidInput(f"limit is {limit}.", hint=f"Use a number from 1 to {MOST}.")
    asked = selection or Selection()
    projected = project(release, projection, asked)
    work = _Work(release, projected)
    check_known((actor,), work.keys, "actor")
    ego = work.index[actor]
    trial = tried(len(work.keys), work.u, work.v, work.when)
    order = by or (trial.winner if trial else METHODS[0])
    near = sorted(work.neighbours(ego))
    missing = work.missing(near)
    row = scores(work.graph, [ego], order)[0]
    found = [
        _two_steps(work, ego, c, float(row[c]), missing)
        for c in best(row, len(work.keys))
        if work.shared(ego, c)
    ][:limit]  # fmt: skip
    found = [*_judged(found), *_alike(work, ego, missing, {c.actor for c in found}, limit)]
    mentioned = [actor, *(c.actor for c in found), *(s.actor for c in found for s in c.through)]
    labels = name_nodes(open_arrays(release), mentioned)
    named = {key for c in found for step in c.through for key in (*step.near, *step.far)}
    more = {"actor": actor, "limit": limit, "by": order}
    made = Partners(
        actor=actor,
        release=release.number,
        projection=projection,
        as_of=asked.as_of,
        by=order,
        partners=len(near),
        missing=missing,
        candidates=[replace(c, reason=say_candidate(c, labels)) for c in found],
        trial=trial,
        labels=labels,
        ties=_evidence(release, named),
        address=address(release.root, release.number, f"networks/{projection}/partners", {**more, **asked.changed()}),
    )
    return replace(made, sentence=say_partners(made, chosen=by is not None))


class _Work:
    """A projection as ties between numbered actors, with their dates, types and spheres."""

    def __init__(self, release: Release, projected: Projected) -> None:
        arrays = open_arrays(release)
        self.keys = list(projected.network.ids)
        self.index = {key: i for i, key in enumerate(self.keys)}
        place = np.array([self.index.get(key, -1) for key in projected.keys.tolist()])
        ties = projected.ties
        u, v = place[ties["u"]], place[ties["v"]]
        kept = (u >= 0) & (v >= 0) & (u != v)
        ties = ties.where(kept)
        self.u, self.v = u[kept], v[kept]
        self.tie_keys, self.types = ties.keys, ties["type"]
        first, last = ties["first"].astype(float), ties["last"].astype(float)
        # a tie is as recent as its beginning; where only its end is known, as that
        self.when = np.where(first != PAST, first, np.where(last != FUTURE, last, np.nan))
        self.graph: Dated = dated(len(self.keys), self.u, self.v, self.when)
        rows = np.array([arrays.texts("node-key").find(key) for key in self.keys], dtype=np.int64)
        self.sphere = arrays.nodes["sphere"][rows].astype(int)
        self.shares: NDArray[np.bool_] = np.asarray(arrays.shares[rows] > 0)
        self.kind = arrays.nodes["class"][rows]

    def neighbours(self, row: int) -> set[int]:
        return set(self.graph.ties[[row]].indices.tolist())

    def shared(self, a: int, b: int) -> list[int]:
        """Partners of both, those with fewest partners first: they say most."""
        return sorted(self.neighbours(a) & self.neighbours(b), key=lambda z: (self.graph.degree[z], z))

    def ties(self, a: int, b: int) -> list[str]:
        """The keys of the ties between two actors."""
        between = ((self.u == a) & (self.v == b)) | ((self.u == b) & (self.v == a))
        return list(dict.fromkeys(self.tie_keys[i] for i in np.flatnonzero(between).tolist()))

    def spheres(self, row: int) -> list[str]:
        """The spheres an actor is in: of a hybrid all it has a share of."""
        mine = [SPHERES[i] for i in np.flatnonzero(self.shares[row]).tolist()]
        return mine or ([SPHERES[self.sphere[row]]] if self.sphere[row] >= 0 else [])

    def missing(self, near: Sequence[int]) -> list[str]:
        """The spheres in which none of these actors is."""
        there = {sphere for row in near for sphere in self.spheres(row)}
        return [sphere for sphere in SPHERES[:4] if sphere not in there]

    def word(self, row: int) -> str:
        return SPHERES[self.sphere[row]] if self.sphere[row] >= 0 else "unknown"

    def profiles(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """How many ties of each type to each sphere these actors have, one row each."""
        width = len(SPHERES) + 1
        size = (int(self.types.max()) + 1 if len(self.types) else 1) * width
        table = np.zeros((len(rows), size))
        for number, row in enumerate(rows):
            for end, other in ((self.u, self.v), (self.v, self.u)):
                mine = end == row
                np.add.at(table[number], self.types[mine].astype(int) * width + self.sphere[other[mine]] + 1, 1.0)
        return table


def _two_steps(work: _Work, ego: int, row: int, score: float, missing: Sequence[str]) -> Candidate:
    from scipy.stats import hypergeom

    through = work.shared(ego, row)
    mine, theirs = int(work.graph.degree[ego]), int(work.graph.degree[row])
    others = len(work.keys) - 2
    law = hypergeom(others, min(mine, others), min(theirs, others))
    steps = [Step(work.keys[z], work.ties(ego, z), work.ties(z, row)) for z in through[:THROUGH]]
    fills = bool(set(work.spheres(row)) & set(missing))
    return Candidate(
        work.keys[row], "two-steps", work.word(row), score, fills, steps,
        shared=len(through), expected=float(law.mean()), p=float(law.sf(len(through) - 1)),
    )  # fmt: skip


def _judged(found: Sequence[Candidate]) -> list[Candidate]:
    values = [Value({"actor": c.actor}, float(c.shared or 0), expected=c.expected, p=c.p, p_high=c.p, exact=True)
              for c in found]  # fmt: skip
    return [
        replace(c, p_adjusted=v.p_adjusted, verdict=v.verdict)
        for c, v in zip(found, judged(values, upper=True), strict=True)
    ]


def _alike(work: _Work, ego: int, missing: Sequence[str], named: set[str], limit: int) -> list[Candidate]:
    """Actors in missing spheres that the likes of an actor are tied to, by how alike these are."""
    if not missing:
        return []
    same = np.flatnonzero((work.kind == work.kind[ego]) & (work.graph.degree > 0))
    rows = [ego, *(int(row) for row in same if row != ego)]
    table = work.profiles(rows)
    lengths = np.linalg.norm(table, axis=1)
    if len(rows) < 2 or not lengths[0]:
        return []
    cosine = table[1:] @ table[0] / np.maximum(lengths[1:] * lengths[0], 1e-12)
    order = [i for i in np.argsort(-cosine, kind="stable")[:ALIKE] if cosine[i] > 0]
    near = work.neighbours(ego)
    through: dict[int, list[tuple[float, int]]] = {}
    for i in order:
        for other in work.neighbours(rows[i + 1]):
            fits = set(work.spheres(other)) & set(missing)
            if fits and other != ego and other not in near and work.keys[other] not in named:
                through.setdefault(other, []).append((float(cosine[i]), rows[i + 1]))
    found = []
    for other, several in through.items():
        steps = [Step(work.keys[row], far=work.ties(row, other), likeness=round(likeness, 6))
                 for likeness, row in several[:THROUGH]]  # fmt: skip
        score = sum(likeness for likeness, _ in several)
        found.append(Candidate(work.keys[other], "alike", work.word(other), score, True, steps))
    return sorted(found, key=lambda c: (-c.score, c.actor))[:limit]


def _evidence(release: Release, keys: set[str]) -> dict[str, Any]:
    """Type, dates and evidence (document, section, lines, what it says) of the ties of these keys."""
    from triskele.catalogue import Writer, open_catalogue
    from triskele.catalogue.records import Tie

    catalogue = open_catalogue(release)
    writer = Writer(catalogue, "en")
    iris = catalogue.by_key(keys)
    writer.records.bring(iris.values())
    found = {}
    for key in sorted(keys):
        record = writer.records.get(iris.get(key))
        if isinstance(record, Tie):
            tie = writer.tie(record)
            found[key] = {
                name: tie[name]
                for name in (
                    "iri",
                    "type",
                    "from",
                    "to",
                    "from_latest",
                    "to_latest",
                    "modality",
                    "confidence",
                    "evidence",
                )
            }
    return found
