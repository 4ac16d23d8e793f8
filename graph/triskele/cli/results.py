"""A result of a metric for people: the sentence first, the highest of many values, the rest counted by reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from triskele.cli.terminal import print_rows
from triskele.words import catalogue, say, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from triskele.measure.readings import Readings
    from triskele.metrics.record import Result, Value

ENGLISH = "en"
SHOWN = 15
"""Values of one quantity that a terminal shows unless all are asked for."""
_COLUMNS = ("value", "unit", "expected", "sd", "z", "p_low", "p_high", "p", "p_adjusted", "tests", "verdict", "needed",
            "low", "high", "n", "m", "coverage", "category", "evidence")  # fmt: skip
_RUN = ("null", "permutations", "seed", "exact", "direction", "weights", "hybrids", "as_of", "release", "layer",
        "projection", "version", "address")  # fmt: skip


def print_result(result: Result, language: str, *, all_values: bool = False) -> None:
    """Print reading, values and the run. Of a quantity that many actors or pairs have, the ``SHOWN`` highest; what has
    no value is counted by reason, unless it is the only value of its quantity."""
    if result.reading:
        print(result.reading[language])
    for note in result.notes:
        print(f"- {note[language]}")
    left_out: list[str] = []
    shown: list[Value] = []
    for quantity, values in _by_quantity(result).items():
        name = quantity if language == ENGLISH else word(quantity, language)
        known = [v for v in values if v.value is not None]
        if all_values or len(values) <= SHOWN:
            shown += values
            continue
        shown += sorted(known, key=lambda v: -(v.value or 0))[:SHOWN]
        if len(known) > SHOWN:
            left_out.append(say("results.lower-not-shown", language, name=name, count=len(known) - SHOWN))
        for reason, count in Counter(v.reason[language] for v in values if v.reason).most_common():
            left_out.append(say("results.undefined", language, name=name, count=count, reason=reason))
    rows = [_row(value, language) for value in shown]
    _print_told(rows, list(dict.fromkeys(name for value in shown for name in value.key)), language)
    for line in left_out:
        print(f"  {line}")
    if left_out:
        print(f"  {say('results.everything', language)}")
    run = {name: getattr(result, name) for name in _RUN if name != "exact" or result.null}
    run["dropped"] = ",".join(f"{name}:{count}" for name, count in result.dropped.items()) or None
    print("  ".join(f"{name}={value}" for name, value in run.items() if value is not None))


def print_series(values: Mapping[int, Value], language: str) -> None:
    """Print one value a year."""
    _print_told([{"as_of": year, **_row(value, language)} for year, value in values.items()], ["as_of"], language)


def _print_told(rows: Sequence[dict[str, Any]], keys: Sequence[str], language: str) -> None:
    """Values of results, with the columns that any row has."""
    print_told(rows, _held(rows, (*keys, *_COLUMNS, "reason", "sentence")), language)


def _held(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> list[str]:
    return [c for c in columns if any(row.get(c) not in (None, "") for row in rows)]


def print_told(
    rows: Sequence[dict[str, Any]], columns: Sequence[str], language: str, titles: Mapping[str, str] | None = None
) -> None:
    """A table in a language, ``titles`` being heads that are no fields; in English fields and codes stand as JSON and
    CSV have them, to be copied."""
    if language == ENGLISH:
        print_rows(rows, columns, "table")
        return
    known = {**catalogue(language)["fields"], **(titles or {})}
    heads = {name: known.get(name) or word(name, language) for name in columns}
    told = [{heads[name]: _cell(name, row.get(name), language) for name in columns} for row in rows]
    print_rows(told, list(heads.values()), "table")


_TOLD = frozenset({"choice", "option", "evidence", "reason", "sentence", "first", "ties", "lines"})
"""Columns of what is said already, or of keys."""


def _cell(name: str, cell: Any, language: str) -> Any:
    if not isinstance(cell, str) or name in _named() or name in _TOLD:
        return cell
    if name == "unit":
        return catalogue(language)["units"].get(cell, cell)
    return cell.replace(".", say("common.numbers.decimal", language)) if _is_number(cell) else word(cell, language)


def _named() -> frozenset[str]:
    from triskele.metrics.reading import NAMES  # beside the metrics, which take time to import

    return NAMES


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _by_quantity(result: Result) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for value in result.values:
        groups.setdefault(value.key.get("quantity", result.metric), []).append(value)
    return groups


def _row(value: Value, language: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(value, name) for name in _COLUMNS}
    row["evidence"] = ";".join(value.evidence)
    row |= {"reason": value.reason[language] if value.reason else None, **value.key}
    row |= {"sentence": value.sentence[language] if value.sentence else None}
    return {name: f"{part:.6g}" if isinstance(part, float) else part for name, part in row.items()}


def _state(state: str, language: str) -> str:
    return state if language == ENGLISH else say(f"curve.states.{state}", language)


def print_readings(found: Readings, language: str, *, all_readings: bool = False) -> None:
    """Print in how many readings the headline holds, with each option the same, and with ``all_readings`` every one."""
    print(found.sentence[language])
    words = {(c.name, o.name): (c.title[language], o.words[language]) for c in found.choices for o in c.options}
    rows: list[dict[str, Any]] = []
    for share in found.shares:
        title, option = words[share.choice, share.option]
        alone = _state(share.alone, language)
        rows.append({"choice": title, "option": option, "held": share.held, "of": share.of, "alone": alone})
    _print_told(rows, ("choice", "option", "held", "of", "alone"), language)
    if all_readings:
        lines = [{k: f"{v:.6g}" if isinstance(v, float) else v for k, v in row.items() if k != "address"}
                 for row in found.rows()]  # fmt: skip
        titles = {choice.name: choice.title[language] for choice in found.choices}
        if language != ENGLISH:
            for line in lines:
                line |= {name: words[name, line[name]][1] for name in titles}
                line["state"] = _state(line["state"], language)
        print_told(lines, _held(lines, list(lines[0])), language, titles)
    print(f"address={found.address}")
