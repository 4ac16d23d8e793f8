"""Which kind of cluster is it: a score for every type, "mixed" when none stands alone, never a forced label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from triskele.errors import ParameterError
from triskele.metrics import rules, tables
from triskele.metrics.concentration import concentration_ratio, herfindahl
from triskele.metrics.record import Parameter, Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.tables import exact
from triskele.words import languages, phrase, word

Cell = Fraction | str | None
"""A known number, a known state, or unknown."""

EVIDENCE = "evidence"
"""The optional column that names what a row rests on."""

SHARES = frozenset(
    {
        "cr3",
        "hhi",
        "centralisation",
        "external_headquarters_share",
        "external_tie_share",
        "firm_density",
        "firm_density_null_median",
        "firm_density_null_p75",
        "public_tie_share",
        "public_employment_share",
    }
)


def holds(alternative: Sequence[str], row: Mapping[str, Cell]) -> bool | None:
    """Whether [column, comparison, number or column] holds for a row; None when a cell is unknown."""
    column, comparison, other = alternative
    left = row.get(column)
    if comparison == "is":
        return None if left is None else left == other
    right: Cell = row.get(other) if other in row or not _is_number(other) else Fraction(other)
    if left is None or right is None:
        return None
    assert isinstance(left, Fraction)
    assert isinstance(right, Fraction)
    if comparison == "<":
        return left < right
    if comparison == ">":
        return left > right
    raise ParameterError(f"a rule set compares with {comparison!r}", hint="Comparisons: <, >, is.")


def any_of(alternatives: Sequence[Sequence[str]], row: Mapping[str, Cell]) -> bool | None:
    """One alternative is enough; unknown when none holds and one is unknown."""
    states = [holds(alternative, row) for alternative in alternatives]
    return True if True in states else None if None in states else False


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _columns(rule: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The number columns and the state columns a rule set reads."""
    alternatives = [a for one in rule["types"] for condition in one["conditions"] for a in condition]
    states = {a[0] for a in alternatives if a[1] == "is"}
    numbers = {name for a in alternatives if a[1] != "is" for name in (a[0], a[2]) if not _is_number(name)}
    return sorted(numbers), sorted(states)


def read_profiles(data: Any, rule: Mapping[str, Any]) -> dict[str, dict[str, Cell]]:
    """Cluster -> column -> number, state or unknown; a column that is not there is unknown for all."""
    frame = tables.read(data, "cluster", name="cluster table")
    tables.labels(frame, "cluster", name="cluster table")
    tables.unique(frame, "cluster", name="cluster table")
    profiles: dict[str, dict[str, Cell]] = {name: {} for name in frame["cluster"]}
    numbers, states = _columns(rule)
    for column in numbers:
        if column in frame.columns:
            top = 1.0 if column in SHARES else None
            cells = tables.numbers(frame, column, name="cluster table", blank=True, maximum=top)
            for name, cell in zip(frame["cluster"], cells, strict=True):
                profiles[name][column] = None if np.isnan(cell) else exact(float(cell))
    for column in states:
        if column in frame.columns:
            words = tables.states(frame, column, tables.PRESENCE, name="cluster table")
            for name, state in zip(frame["cluster"], words, strict=True):
                profiles[name][column] = state
    if EVIDENCE in frame.columns:
        for name, cell in zip(frame["cluster"], frame[EVIDENCE], strict=True):
            profiles[name][EVIDENCE] = cell
    return profiles


@metric(
    name="cluster-typology",
    section="C9",
    range="[0, 1]",
    input="checklist",
    parameters=(
        Parameter(
            "rule_set",
            "rules",
            "triskele-2026",
            phrase("common.parameters.rule-set", names=", ".join(rules.rule_sets("typology"))),
        ),
    ),
    units=("ratio", "count"),
    example="test_types_by_hand",
)
def cluster_typology(data: Any, *, rule_set: Any) -> Result:
    """For every cluster and dimension the verdict (types met in full; the label is the category), then the scores."""
    rule = rules.rule_set("typology", rule_set)
    profiles = read_profiles(data, rule)
    dimensions = list(dict.fromkeys(one["dimension"] for one in rule["types"]))
    values: list[Value] = []
    open_inputs: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for cluster in sorted(profiles):
        for dimension in dimensions:
            types = [one for one in rule["types"] if one["dimension"] == dimension]
            met = {t["name"]: [any_of(c, profiles[cluster]) for c in t["conditions"]] for t in types}
            key = {"cluster": cluster, "dimension": dimension}
            rests = tuple(
                part.strip() for part in str(profiles[cluster].get(EVIDENCE) or "").split(";") if part.strip()
            )
            missing = {
                t["name"]: [] if False in met[t["name"]] else _missing(t["conditions"], profiles[cluster])
                for t in types
            }
            values.append(_verdict({**key, "quantity": "verdict"}, met, rests, missing))
            open_inputs[tuple(values[-1].key.items())] = sorted({c for columns in missing.values() for c in columns})
            values += [_score({**key, "quantity": "score", "type": name}, states) for name, states in met.items()]
    if not values:
        values.append(undefined({"quantity": "verdict"}, phrase("common.table-empty")))
    note = phrase(
        "typology.rule-set-and-proxies",
        title=rule["title"],
        name=rule["name"],
        date=rule["date"],
        reference=rule["reference"],
    )
    return Result(values, direction="none", weights="none", notes=[note], reading=_reading(values, open_inputs))


def _reading(values: Sequence[Value], open_inputs: Mapping[tuple[tuple[str, str], ...], Sequence[str]]) -> Text:
    """The verdicts of up to three; of more, how many of each label, and what to find out to decide the open ones."""
    heads = [v for v in values if v.key.get("quantity") == "verdict" and v.sentence]
    if not heads:
        return {}
    if len({v.key["cluster"] for v in heads}) <= 3:
        return {tag: " ".join((v.sentence or {})[tag] for v in heads) for tag in languages()}
    labels = Counter(v.category or "unknown" for v in heads)
    wanted = Counter(column for v in heads for column in open_inputs.get(tuple(v.key.items()), ()))
    counts = {
        tag: "; ".join(f"{word(name, tag)} {count}" for name, count in labels.most_common()) for tag in languages()
    }
    told = {
        tag: ", ".join(f"{word(name, tag)} ({count})" for name, count in wanted.most_common()) for tag in languages()
    }
    said = phrase("typology.verdicts", count=len(heads), counts=counts)
    if not wanted:
        return said
    return phrase("typology.what-would-decide", said=said, told=told)


def _missing(conditions: Sequence[Sequence[Sequence[str]]], row: Mapping[str, Cell]) -> list[str]:
    """The unknown inputs that would settle the conditions of a type that are open."""
    found: dict[str, None] = {}
    for alternatives in conditions:
        if any_of(alternatives, row) is None:
            for column, comparison, other in alternatives:
                names = (column,) if comparison == "is" or _is_number(other) else (column, other)
                found.update(dict.fromkeys(name for name in names if row.get(name) is None))
    return list(found)


def _verdict(
    key: dict[str, str],
    met: dict[str, list[bool | None]],
    rests: tuple[str, ...],
    missing: Mapping[str, Sequence[str]],
) -> Value:
    """The types met in full; while a type is open, which inputs would decide."""
    full = [name for name, states in met.items() if all(state is True for state in states)]
    still_open = [name for name, states in met.items() if False not in states and None in states]
    if still_open:
        inputs = {name: _listed(missing[name]) for name in still_open}
        told = {
            tag: "; ".join(f"{word(name, tag)}: {listed[tag]}" for name, listed in inputs.items())
            for tag in languages()
        }
        wanted = _listed(list(dict.fromkeys(column for name in still_open for column in missing[name])))
        reason = phrase("typology.open-types", told=told)
        sentence = phrase("typology.open", cluster=key["cluster"], dimension=_listed([key["dimension"]]), wanted=wanted)
        bounds: dict[str, Any] = {"low": len(full), "high": len(full) + len(still_open)}
        return undefined(key, reason, unit="count", category="unknown", evidence=rests, sentence=sentence, **bounds)
    label = full[0] if len(full) == 1 else "mixed"
    which = _listed(full or ["–"])
    sentence = phrase(
        "typology.decided",
        cluster=key["cluster"],
        dimension=_listed([key["dimension"]]),
        label=_listed([label]),
        which=which,
    )
    return Value(key, len(full), "count", category=label, evidence=rests, sentence=sentence)


def _listed(names: Sequence[str]) -> Text:
    return {tag: ", ".join(word(name, tag) for name in names) for tag in languages()}


def _score(key: dict[str, str], states: list[bool | None]) -> Value:
    sure, unsure = states.count(True), states.count(None)
    bounds: dict[str, Any] = {"low": sure / len(states), "high": (sure + unsure) / len(states)}
    coverage = 1 - unsure / len(states)
    if unsure:
        reason = phrase("typology.unknown-inputs", unsure=unsure)
        return undefined(key, reason, unit="ratio", coverage=coverage, category="unknown", **bounds)
    return Value(key, sure / len(states), "ratio", coverage=coverage, **bounds)


def profile_firms(data: Any) -> list[dict[str, Any]]:
    """Rows for the typology from a table of firms: cluster, firm, employment, external_headquarters, public.

    Gives cr3, hhi, external_headquarters_share and public_employment_share of employment; the two states are present
    or absent (of an external headquarters, of public ownership) and a share is unknown when one firm's state is.
    """
    frame = tables.read(data, "cluster", "firm", "employment", name="firm table")
    tables.labels(frame, "cluster", "firm", name="firm table")
    tables.unique(frame, "cluster", "firm", name="firm table")
    sizes = tables.numbers(frame, "employment", name="firm table")
    shares = {"external_headquarters": "external_headquarters_share", "public": "public_employment_share"}
    states = {
        column: tables.states(frame, column, tables.PRESENCE, name="firm table")
        for column in shares
        if column in frame.columns
    }
    rows = []
    for cluster in sorted(set(frame["cluster"])):
        inside = (frame["cluster"] == cluster).to_numpy()
        row: dict[str, Any] = {
            "cluster": cluster,
            "cr3": concentration_ratio(sizes[inside]),
            "hhi": herfindahl(sizes[inside]),
        }
        for column, known in states.items():
            here = [state for state, i in zip(known, inside, strict=True) if i]
            total = sizes[inside].sum()
            yes = np.array([state == "present" for state in here])
            row[shares[column]] = float(sizes[inside][yes].sum() / total) if total and None not in here else None
        rows.append(row)
    return rows
