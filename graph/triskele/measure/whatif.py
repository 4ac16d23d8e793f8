"""What a scenario changes: metrics before and after with what chance alone gives, who gains and who loses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any

from triskele.errors import TriskeleError
from triskele.formats import write_csv
from triskele.identifiers import address
from triskele.measure import measure, reads_release, seen_release
from triskele.measure.claims import ranked, subject_of
from triskele.measure.names import name_nodes
from triskele.measure.whatif_words import say_effect, say_scenario
from triskele.metrics import registry
from triskele.metrics.metric import Metric
from triskele.metrics.parameter import Text
from triskele.metrics.reading import SHARED_KEYS
from triskele.metrics.record import Result, Value
from triskele.metrics.verdicts import DEAR
from triskele.networks import Selection, choose, open_arrays
from triskele.networks.changing import changed
from triskele.networks.scenario import Scenario
from triskele.pieces import map_pieces
from triskele.progress import SCENARIOS
from triskele.release.library import Release

NAMED = 5
"""So many of those who gain, and of those who lose, are named."""


@dataclass(frozen=True)
class Side:
    """A headline before or after: the value (of many: the highest, and whose it is), and its null model: mean, sd,
    the interval that holds 95 % of it if it is normal, and the verdict."""

    value: float | None
    subject: Mapping[str, str] = field(default_factory=dict)
    category: str | None = None
    expected: float | None = None
    sd: float | None = None
    null_low: float | None = None
    null_high: float | None = None
    p: float | None = None
    verdict: str | None = None
    n: int | None = None
    m: float | None = None
    reason: Text | None = None


@dataclass(frozen=True)
class Moved:
    """Whose value changed, and the place it takes among all of them."""

    subject: Mapping[str, str]
    before: float
    after: float
    place_before: int
    place_after: int


@dataclass(frozen=True)
class Effect:
    """One metric before and after. ``difference`` of the headline, in standard deviations of the null model before
    (``in_sd``). Of many values who gains and loses most, how many change, who comes and goes. ``error`` when it could
    not be measured one of the two times."""

    metric: str
    title: Text
    before: Side | None = None
    after: Side | None = None
    difference: float | None = None
    in_sd: float | None = None
    gains: Sequence[Moved] = ()
    losses: Sequence[Moved] = ()
    changed: int = 0
    came: Sequence[Mapping[str, str]] = ()
    went: Sequence[Mapping[str, str]] = ()
    error: Mapping[str, Any] | None = None
    sentence: Text = field(default_factory=dict)


@dataclass(frozen=True)
class WhatIf:
    """All that a scenario changes. ``address`` holds the scenario and gives the same again."""

    name: str
    changes: Sequence[str]
    release: int
    projection: str
    as_of: int | None
    selection: Mapping[str, Any]
    permutations: int
    seed: int
    chosen: Mapping[str, Mapping[str, int | None]]
    effects: Sequence[Effect]
    labels: Mapping[str, Text]
    address: str
    sentence: Text = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and numbers."""
        return asdict(self)

    def to_json(self) -> str:
        """:meth:`to_dict` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def rows(self) -> list[dict[str, Any]]:
        """One flat row a metric."""
        sides = ("value", "expected", "sd", "null_low", "null_high", "verdict")
        rows = []
        for effect in self.effects:
            row: dict[str, Any] = {"metric": effect.metric}
            for when, side in (("before", effect.before), ("after", effect.after)):
                row[f"{when}_of"] = " ".join(side.subject.values()) or None if side else None
                row |= {f"{when}_{name}": getattr(side, name, None) for name in sides}
            row |= {"difference": effect.difference, "in_sd": effect.in_sd, "changed": effect.changed}
            row["error"] = effect.error["detail"] if effect.error else None
            rows.append(row)
        return rows

    def to_csv(self) -> str:
        """RFC 4180 text with LF line ends, one row a metric."""
        rows = self.rows()
        return write_csv(rows[0], rows)


def what_if(
    release: Release,
    scenario: Scenario,
    *,
    metrics: Sequence[str] = (),
    projection: str = "organisations",
    selection: Selection | None = None,
    permutations: int = DEAR,
    seed: int = 1,
) -> WhatIf:
    """Run metrics (all that a release feeds, unless some are named) on a release and on what a scenario makes of it.

    Both times with ``permutations`` draws of the default null model where there is one. A metric that cannot be
    measured tells why; the others are measured. Metrics are independent and are spread on a cluster. InvalidInput for
    changes that cannot be made, UnknownMetric for names nobody has.
    """
    asked = selection or Selection()
    names = [registry.get(name).name for name in metrics] or [m.name for m in registry.all() if reads_release(m)]
    after = changed(release, scenario)
    shared = (str(release.folder), scenario, projection, asked, permutations, seed)
    effects = list(map_pieces(_effect, names, shared=shared, what=SCENARIOS))
    labels = _labels(after, effects)
    chosen = {
        when: choose(open_arrays(of), asked).counts for when, of in (("before", release), ("after", after))
    }  # fmt: skip
    own = {"metrics": ",".join(metrics) or None, "projection": projection, "permutations": permutations, "seed": seed}
    made = WhatIf(
        name=scenario.name,
        changes=[str(change) for change in scenario.changes],
        release=release.number,
        projection=projection,
        as_of=asked.as_of,
        selection=asked.changed(),
        permutations=permutations,
        seed=seed,
        chosen=chosen,
        effects=[replace(effect, sentence=say_effect(effect, labels)) for effect in effects],
        labels=labels,
        address=address(
            release.root,
            release.number,
            "what-if",
            {**scenario.asked(), **asked.changed(), **{k: v for k, v in own.items() if v is not None}},
        ),
    )
    return replace(made, sentence=say_scenario(made))


@lru_cache(maxsize=1)
def _sides(folder: str, scenario: Scenario) -> tuple[Release, Release]:
    """The release, and what the scenario makes of it: opened once for all metrics of a process."""
    release = seen_release(folder)
    return release, changed(release, scenario)


def _effect(
    name: str, folder: str, scenario: Scenario, projection: str, asked: Selection, permutations: int, seed: int
) -> Effect:
    metric = registry.get(name)
    takes = {parameter.name for parameter in metric.parameters}
    given: dict[str, Any] = {"seed": seed} if "seed" in takes else {}
    if "permutations" in takes:
        given["permutations"] = max(permutations, 1) if metric.needs_null else permutations
    try:
        before, after = (
            measure(of, name, projection=projection, selection=asked, **given) for of in _sides(folder, scenario)
        )
    except TriskeleError as error:  # of this metric alone; the others are measured
        return Effect(name, metric.title, error=error.told())
    return compare(metric, before, after)


def compare(metric: Metric, before: Result, after: Result) -> Effect:
    """What has become of a result."""
    quantity = before.headline.key.get("quantity")
    several = [v for v in before.values if v.key.get("quantity") == quantity]
    if len(several) > 1 and set(before.headline.key) - SHARED_KEYS:
        return _compare_many(metric, before, after, quantity)
    one, two = _side(before.headline), _side(after.headline)
    return Effect(metric.name, metric.title, one, two, *_difference(one, two))


def _side(value: Value, subject: Mapping[str, str] | None = None) -> Side:
    same = ("value", "category", "expected", "sd", "null_low", "null_high", "p", "verdict", "n", "m")
    return Side(**{name: getattr(value, name) for name in same}, subject=subject or {}, reason=value.reason)


def _difference(before: Side, after: Side) -> tuple[float | None, float | None]:
    """The difference of the values, and the same in standard deviations of the null model before."""
    if before.value is None or after.value is None:
        return None, None
    difference = after.value - before.value
    return difference, difference / before.sd if before.sd else None


def _compare_many(metric: Metric, before: Result, after: Result, quantity: str | None) -> Effect:
    first, second = ranked(before, quantity), ranked(after, quantity)
    if not first or not second:
        one, two = (_side(r[0] if r else result.headline) for r, result in ((first, before), (second, after)))
        return Effect(metric.name, metric.title, one, two)
    one, two = (_side(values[0], subject_of(values[0])) for values in (first, second))
    old, new = _placed(first), _placed(second)
    both = [key for key in old if key in new]
    moved = [
        Moved(dict(key), old[key][0], new[key][0], old[key][1], new[key][1])
        for key in both
        if abs(new[key][0] - old[key][0]) > 1e-9 * max(1.0, abs(old[key][0]))
    ]
    moved.sort(key=lambda move: move.before - move.after)
    return Effect(
        metric.name,
        metric.title,
        one,
        two,
        *_difference(one, two),
        gains=[move for move in moved if move.after > move.before][:NAMED],
        losses=[move for move in reversed(moved) if move.after < move.before][:NAMED],
        changed=len(moved),
        came=[dict(key) for key in new if key not in old][:NAMED],
        went=[dict(key) for key in old if key not in new][:NAMED],
    )


def _placed(values: Sequence[Value]) -> dict[tuple[tuple[str, str], ...], tuple[float, int]]:
    """The value and the place of each subject; equal values share the better place."""
    found: dict[tuple[tuple[str, str], ...], tuple[float, int]] = {}
    place, last = 0, None
    for number, value in enumerate(values, 1):
        if value.value != last:
            place, last = number, value.value
        found[tuple(subject_of(value).items())] = (value.value or 0.0, place)
    return found


def _labels(release: Release, effects: Sequence[Effect]) -> dict[str, Text]:
    """The names of the actors that the effects speak of."""
    subjects: list[Mapping[str, str]] = []
    for effect in effects:
        subjects += [side.subject for side in (effect.before, effect.after) if side]
        subjects += [move.subject for move in (*effect.gains, *effect.losses)]
        subjects += [*effect.came, *effect.went]
    return name_nodes(open_arrays(release), (name for subject in subjects for name in subject.values()))
