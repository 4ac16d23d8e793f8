"""What is missing against the checklists: each item with its state and what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from triskele.catalogue.lists import CLUSTERS
from triskele.catalogue.records import Evidence, Thing
from triskele.catalogue.sentences import say
from triskele.measure import measure
from triskele.measure.region_checklist import region_components
from triskele.metrics import registry
from triskele.metrics.record import Result, Value
from triskele.metrics.rules import rule_file
from triskele.profiles.around import Around
from triskele.terms import LANGUAGES

COMPONENTS = "ecosystem-completeness"
CHECKLISTS = {
    COMPONENTS: ("component", "ecosystem-components"),
    "next-generation-scorecard": ("feature", "next-generation-features"),
    "diamond-coverage": ("facet", "diamond-facets"),
}
"""The metrics of checklists, what each calls its items, and the rule file that names them."""
PROVEN = 4
"""So many records behind an item are written with their evidence."""
_RANK = {"unknown": 0, "absent": 1, "unmet": 1, "partial": 2, "present": 3, "met": 3}


def write_checklist(around: Around, name: str = COMPONENTS) -> dict[str, Any]:
    """The items of a checklist with their states. A cluster has them as the metric gives them; the components of a
    region or zone are those its own actors show; in the other checklists an item has the best state of its clusters.
    """
    part, rules = CHECKLISTS[name]
    result = _result(around, name)
    best: dict[str, Value] = {}
    for value in result.values if result else ():
        item = value.key.get(part)
        if item is None or value.category not in _RANK:
            continue
        if item not in best or _RANK[value.category] > _RANK[best[item].category or "unknown"]:
            best[item] = value
    items = []
    for one in rule_file(rules)["items"]:
        held = best.get(str(one["name"]))
        state = (held.category if held else None) or "unknown"
        items.append(
            {"item": one["name"], "labels": dict(one["label"]), "state": state, "optional": bool(one.get("optional")),
             "proof": _proof(around, held.evidence if held else ())}
        )  # fmt: skip
    states = [item["state"] for item in items if not item["optional"]]
    return {
        "metric": name,
        "title": dict(registry.get(name).title),
        "items": items,
        "of": len(states),
        "known": sum(state != "unknown" for state in states),
        "there": sum(_RANK[state] > 1 for state in states),
    }


def _result(around: Around, name: str) -> Result | None:
    chosen = around.selection
    if name == COMPONENTS and around.kind != "cluster":
        table = region_components(around.arrays, chosen, around.key, around.inside)
        return measure(around.release, name, selection=chosen, table=table)
    if around.kind == "cluster":
        clusters: Sequence[str] = (around.key,) if around.inside.any() else ()
    else:
        clusters = [thing.key for thing in around.things.values() if thing.cls in CLUSTERS]
    if not clusters:
        return None
    return measure(around.release, name, selection=replace(chosen, clusters=tuple(clusters)))


def _proof(around: Around, keys: Sequence[str]) -> list[dict[str, Any]]:
    """What the keys of a result's evidence stand for: actors, ties and places in documents, each with its evidence."""
    shown = keys[:PROVEN]
    named = around.catalogue.by_key(shown)
    records = around.writer.records
    iris = [named.get(key) or f"{around.release.root}id/evidence/{key}" for key in shown]
    records.bring(iris)
    found = []
    for iri in iris:
        record = records.get(iri)
        if record is None:
            continue
        if isinstance(record, Thing):
            told = tuple(e.iri for e in records.evidence_of("thing", [record.number]).get(record.number, ()))
        else:
            told = (record.iri,) if isinstance(record, Evidence) else record.evidence
        texts = {tag: say(records, iri, tag) for tag in LANGUAGES}
        found.append({"iri": iri, "labels": texts, "evidence": around.writer.evidence(told)})
    return found
