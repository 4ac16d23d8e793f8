"""What an innovation ecosystem is said to need, what it has, what it lacks, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from triskele.metrics import tables
from triskele.metrics.checklist import (
    Row,
    evidence_of,
    item_value,
    of_each,
    read_checklist,
    share_value,
    source_note,
    unknown_note,
)
from triskele.metrics.record import Result, Text, Value, undefined
from triskele.metrics.registry import metric
from triskele.metrics.rules import rule_file
from triskele.words import languages, phrase


@metric(
    name="ecosystem-completeness",
    section="C12",
    range="[0, 1]",
    input="checklist",
    units=("ratio", "count"),
    example="test_completeness_keeps_unknown_apart",
)
def ecosystem_completeness(data: Any) -> Result:
    """Completeness, connected completeness, counts, then every component. ``connected`` is an optional column."""
    rule = rule_file("ecosystem-components")
    found = read_checklist(data, "component", rule["items"], optional=("connected",), name="component table")
    required = [str(item["name"]) for item in rule["items"] if not item.get("optional")]
    optional = [str(item["name"]) for item in rule["items"] if item.get("optional")]
    names = {str(item["name"]): item["label"] for item in rule["items"]}
    values: list[Value] = []
    listed: list[Text] = []
    said: list[Text] = []
    for about, rows in found.each():
        states = {name: rows[name].state if name in rows else None for name in required}
        present = [name for name in required if states[name] == "present"]
        absent = [name for name in required if states[name] == "absent"]
        unknown = [name for name in required if states[name] is None]
        whole = found.key(about, quantity="completeness")
        sentence = _said(about, len(present), len(absent), len(unknown))
        said.append(sentence)
        first = share_value(whole, len(present), len(unknown), len(required))
        values.append(replace(first, sentence=sentence if found.named else None))
        values.append(_connected(found.key(about, quantity="connected-completeness"), rows, states))
        values.append(_gap(found.key(about, quantity="gap"), len(absent), len(unknown), len(required)))
        counts = {"unknown": len(unknown), "present": len(present)}
        values += [Value(found.key(about, quantity=name), number, "count") for name, number in counts.items()]
        for name in required:
            key = found.key(about, quantity="component", component=name)
            values.append(item_value(key, states[name], evidence_of(rows, name)))
        for name in optional:
            state = rows[name].state if name in rows else None
            key = found.key(about, quantity="optional-component", component=name)
            values.append(item_value(key, state, evidence_of(rows, name)))
        listed += _listed(about, absent, unknown, names)
    notes = [source_note(rule), *unknown_note(found.dropped), *listed]
    return Result(
        values,
        dropped=dict(found.dropped),
        notes=notes,
        reading=of_each(phrase("completeness.ecosystem-completeness.title"), said, values),
    )


def _gap(key: dict[str, str], absent: int, unknown: int, required: int) -> Value:
    """From what is proven absent (the value) to what is not proven present."""
    return Value(key, absent, "count", low=absent, high=absent + unknown, coverage=(required - unknown) / required)


def _said(about: str, present: int, absent: int, unknown: int) -> Text:
    whom, total = f"{about}: " if about else "", present + absent + unknown
    if not unknown:
        return phrase("completeness.gap", whom=whom, total=total, present=present, absent=absent)
    return phrase(
        "completeness.gap-with-unknown",
        whom=whom,
        total=total,
        present=present,
        absent=absent,
        at_most=absent + unknown,
        unknown=unknown,
    )


def _connected(key: dict[str, str], rows: dict[str, Row], states: dict[str, str | None]) -> Value:
    """Present and connected over required; a present component whose connection is unknown stays open."""
    cells = {name: rows[name].more.get("connected") for name in rows}
    if all(cell is None for cell in cells.values()):
        reason = phrase("completeness.no-column-connected")
        return undefined(key, reason, unit="ratio")
    met = unknown = 0
    for name, state in states.items():
        linked = _state(cells.get(name))
        if state == "present" and linked == "present":
            met += 1
        elif (state is None and linked != "absent") or (state == "present" and linked is None):
            unknown += 1
    return share_value(key, met, unknown, len(states))


def _state(cell: str | None) -> str | None:
    if cell is None:
        return None
    frame = tables.read([{"connected": cell}], "connected")
    return tables.states(frame, "connected", tables.PRESENCE, name="component table")[0]


def _listed(about: str, absent: list[str], unknown: list[str], names: dict[str, Text]) -> list[Text]:
    whom = f"{about}: " if about else ""
    notes = []
    if absent:
        listed = {tag: ", ".join(names[item][tag] for item in absent) for tag in languages()}
        notes.append(phrase("completeness.missing", whom=whom, listed=listed))
    if unknown:
        listed = {tag: ", ".join(names[item][tag] for item in unknown) for tag in languages()}
        notes.append(phrase("completeness.unknown", whom=whom, listed=listed))
    return notes
