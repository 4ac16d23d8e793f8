"""One metric under every defensible reading of the data: in how many its headline holds, and which choice turns it.

After Simonsohn, Simmons and Nelson 2020 (specification curve): nothing here is estimated, all combinations are run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from triskele.errors import InvalidInput, TableError
from triskele.formats import write_csv
from triskele.identifiers import address
from triskele.measure import measure, reads_release, seen_release
from triskele.measure.choices import Choice, choices, combinations
from triskele.measure.claims import FIRST, HELD, TURNED, UNDEFINED, Claim, Outcome, judge, make_claim, turned_by
from triskele.measure.names import name_nodes
from triskele.measure.reading_words import say_readings
from triskele.metrics import registry
from triskele.metrics.metric import COSTS, WORK, Metric
from triskele.metrics.parameter import Text
from triskele.metrics.reading import titled
from triskele.metrics.record import Result
from triskele.metrics.verdicts import DEAR, UNDECIDED
from triskele.networks import Selection, open_arrays
from triskele.pieces import map_pieces
from triskele.progress import READINGS, counted
from triskele.release.library import Release
from triskele.terms import LANGUAGES
from triskele.words import languages

DRAWS_COST = 2 * WORK
"""Nanoseconds of a core, about, that draws may cost over all readings together when nobody says how many."""
_FOLLOWED = ("weight", "parallel", "hybrids")
"""Parameters of metrics that readings choose about through the network."""


@dataclass(frozen=True)
class Reading:
    """One reading: its option of each choice, the selection where it differs from the usual, its outcome, the address
    of its result."""

    choices: Mapping[str, str]
    selection: Mapping[str, Any]
    outcome: Outcome
    address: str | None
    digest: str


@dataclass(frozen=True)
class Share:
    """In how many readings with an option the claim holds, and what comes of changing nothing else."""

    choice: str
    option: str
    held: int
    of: int
    alone: str


@dataclass(frozen=True)
class Readings:
    """A metric under all readings, the selection as it was asked for first.

    ``held`` of the ``readings`` bear the ``claim`` out; ``different`` counts how many different results they gave.
    ``turned_by`` are conditions (options of choices) under which it never holds, ``unexplained`` the readings in which
    it turns outside of them. ``labels`` name the actors that stand in it.
    """

    metric: str
    title: Text
    release: int
    projection: str
    as_of: int | None
    claim: Claim
    choices: Sequence[Choice]
    readings: Sequence[Reading]
    shares: Sequence[Share]
    turned_by: Sequence[Mapping[str, str]]
    unexplained: int
    permutations: int | None
    parameters: Mapping[str, Any]
    labels: Mapping[str, Text]
    address: str
    sentence: Text = field(default_factory=dict)

    def count(self, state: str) -> int:
        """How many readings are held, turned, undecided or undefined."""
        return sum(reading.outcome.state == state for reading in self.readings)

    @property
    def held(self) -> int:
        """In how many readings the claim holds."""
        return self.count(HELD)

    @property
    def different(self) -> int:
        """How many different results the readings gave."""
        return len({reading.digest for reading in self.readings})

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and numbers."""
        return {
            **{name: getattr(self, name) for name in ("metric", "release", "as_of", "projection", "permutations")},
            "title": dict(self.title),
            "sentence": dict(self.sentence),
            "claim": asdict(self.claim),
            "of": len(self.readings),
            **{state: self.count(state) for state in (HELD, TURNED, UNDECIDED, UNDEFINED)},
            "different": self.different,
            "turned_by": [dict(condition) for condition in self.turned_by],
            "unexplained": self.unexplained,
            "choices": [self._choice(choice) for choice in self.choices],
            "readings": [
                {"number": number, "choices": dict(r.choices), "selection": dict(r.selection), **asdict(r.outcome),
                 "address": r.address}
                for number, r in enumerate(self.readings, 1)
            ],
            "parameters": dict(self.parameters),
            "labels": {key: dict(text) for key, text in self.labels.items()},
            "address": self.address,
        }  # fmt: skip

    def _choice(self, choice: Choice) -> dict[str, Any]:
        options = []
        for option in choice.options:
            share = next(s for s in self.shares if (s.choice, s.option) == (choice.name, option.name))
            options.append({"name": option.name, "words": dict(option.words), "held": share.held, "of": share.of,
                            "alone": share.alone})  # fmt: skip
        return {"name": choice.name, "title": dict(choice.title), "options": options}

    def to_json(self) -> str:
        """:meth:`to_dict` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def rows(self) -> list[dict[str, Any]]:
        """One flat row a reading: a column a choice, then the outcome."""
        shown = (
            "state",
            "place",
            "value",
            "expected",
            "sd",
            "null_low",
            "null_high",
            "p",
            "verdict",
            "category",
            "n",
            "m",
        )
        rows = []
        for number, reading in enumerate(self.readings, 1):
            outcome = reading.outcome
            first = ";".join(" ".join(subject.values()) for subject in outcome.first)
            rows.append({"reading": number, **reading.choices, **{name: getattr(outcome, name) for name in shown},
                         "first": first or None, "address": reading.address})  # fmt: skip
        return rows

    def to_csv(self) -> str:
        """RFC 4180 text with LF line ends, one row a reading."""
        rows = self.rows()
        return write_csv(rows[0], rows)


def read_all(
    release: Release,
    name: str,
    *,
    projection: str = "organisations",
    selection: Selection | None = None,
    about: str | None = None,
    top: int = 1,
    lowest: bool = False,
    **parameters: Any,
) -> Readings:
    """Run a metric of a release under all combinations of the choices that bear on it (:mod:`choices`).

    The claim is the headline of the selection as asked for: of many values that the highest (``lowest``: the lowest)
    is first, or that ``about`` is among the first ``top``; of one value its verdict, its class, or the number within a
    tenth. A claim about places needs no draws; a verdict takes 199 in each reading, unless ``permutations`` says
    otherwise or they would cost more than :data:`DRAWS_COST`. Readings are independent and are spread on a cluster.
    TableError for metrics that no release feeds.
    """
    metric, asked = registry.get(name), selection or Selection()
    if not reads_release(metric):
        raise TableError(
            f"{name} needs a table of kind {metric.input}: there is nothing to choose about in it.",
            hint="Readings are of metrics that a release feeds; triskele metrics list shows their inputs.",
        )
    if not 1 <= top <= 1000:
        raise InvalidInput(f"top is {top}.", hint="Use a number from 1 to 1000.")
    metric.resolve(parameters)
    given = {key: value for key, value in parameters.items() if key not in _FOLLOWED and value is not None}
    found = choices(open_arrays(release), metric, asked, _titles(release))
    rows = combinations(asked, found)
    _draws(metric, given, 0 if not metric.needs_null else DEAR)
    wished = parameters.get("permutations")
    stages = counted(range(2), READINGS, sizes=[1, len(rows) - 1])
    next(stages)
    usual = measure(release, name, projection=projection, selection=asked, **given)
    claim = make_claim(usual, about=about, top=top, lowest=lowest)
    # what is undefined may be so for want of draws: a small world is one beside its null model alone
    if wished is None and claim.kind != FIRST and metric.nulls and _affordable(metric, usual, rows):
        _draws(metric, given, DEAR)
        usual = measure(release, name, projection=projection, selection=asked, **given)
        claim = make_claim(usual)
    next(stages)
    shared = (str(release.folder), name, projection, claim, given)
    others = map_pieces(_read_one, [chosen for _, chosen in rows[1:]], shared=shared, what=READINGS)
    outcomes = [_outcome(claim, usual), *others]
    next(stages, None)
    readings = [
        Reading(names, chosen.changed(), *outcome)
        for (names, chosen), outcome in zip(rows, outcomes, strict=True)
    ]  # fmt: skip
    states = [(reading.choices, reading.outcome.state) for reading in readings]
    conditions, unexplained = turned_by(states)
    own = {"about": about, "top": top if top != 1 else None, "lowest": lowest or None}
    more = {key: value for key, value in {**parameters, **own}.items() if value is not None}
    made = Readings(
        metric=name,
        title={tag: titled(metric, usual.parameters, tag) for tag in languages()},
        release=release.number,
        projection=usual.projection or projection,
        as_of=asked.as_of,
        claim=claim,
        choices=found,
        readings=readings,
        shares=_shares(found, readings),
        turned_by=conditions,
        unexplained=unexplained,
        permutations=given.get("permutations"),
        parameters=usual.parameters,
        labels=_labels(release, claim, readings),
        address=address(
            release.root,
            release.number,
            f"metrics/{name}/readings",
            {"projection": projection, **asked.changed(), **more},
        ),
    )
    return replace(made, sentence=say_readings(made))


def _draws(metric: Metric, given: dict[str, Any], count: int) -> None:
    if any(parameter.name == "permutations" for parameter in metric.parameters):
        given.setdefault("permutations", count)
        if count:
            given["permutations"] = given["permutations"] or count


def _affordable(metric: Metric, result: Result, rows: Sequence[Any]) -> bool:
    n = max([1, *(int(v.n or 0) for v in result.values)])
    m = max([1, *(int(v.m or 0) for v in result.values)])
    return DEAR * len(rows) * COSTS[metric.a_draw](n, m) <= DRAWS_COST


def _read_one(
    chosen: Selection, folder: str, name: str, projection: str, claim: Claim, given: Mapping[str, Any]
) -> tuple[Outcome, str | None, str]:
    result = measure(seen_release(folder), name, projection=projection, selection=chosen, **given)
    return _outcome(claim, result)


def _outcome(claim: Claim, result: Result) -> tuple[Outcome, str | None, str]:
    """(what a reading says of the claim, the address of its result, a digest of its values)."""
    values = repr([(dict(v.key), v.value, v.category) for v in result.values])
    return judge(claim, result), result.address, hashlib.sha256(values.encode()).hexdigest()[:16]


def _shares(found: Sequence[Choice], readings: Sequence[Reading]) -> list[Share]:
    usual = readings[0].choices
    shares = []
    for choice in found:
        for option in choice.options:
            rows = [r for r in readings if r.choices[choice.name] == option.name]
            alone = next(r for r in rows if r.choices == {**usual, choice.name: option.name})
            held = sum(r.outcome.state == HELD for r in rows)
            shares.append(Share(choice.name, option.name, held, len(rows), alone.outcome.state))
    return shares


def _titles(release: Release) -> dict[str, Text]:
    """What the documents of a release are called, by key."""
    from triskele.catalogue import Writer, open_catalogue

    catalogue = open_catalogue(release)
    writer = Writer(catalogue, LANGUAGES[0])
    keys = catalogue.rows.tuples("SELECT iri, key FROM thing WHERE kind = 'source' ORDER BY iri")
    writer.records.bring(iri for iri, _ in keys)
    return {key: (writer.thing(iri) or {})["labels"] for iri, key in keys}


def _labels(release: Release, claim: Claim, readings: Sequence[Reading]) -> dict[str, Text]:
    """The names of the actors that a claim and the first of each reading speak of."""
    subjects = [claim.subject, *(subject for reading in readings for subject in reading.outcome.first)]
    return name_nodes(open_arrays(release), (name for subject in subjects for name in subject.values()))
