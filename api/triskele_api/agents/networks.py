"""The tools over networks: the path between two, and metrics with their null models."""

from __future__ import annotations

from typing import Any

from triskele.text import did_you_mean
from triskele_api.agents import arguments, facts
from triskele_api.agents.answering import absent, contradictions, finish, frame, part
from triskele_api.agents.records import Asked, year
from triskele_api.agents.service import Document, Refused, Service

_OWN = ("as_of", "when", "lang", "format", "projection", "source", "target", "k", "from", "to", "step")
_STATISTICS = ("value", "unit", "category", "expected", "sd", "z", "low", "high", "p", "p_adjusted", "verdict", "draws",
               "needed", "n", "m", "coverage")  # fmt: skip


async def path(service: Service, given: arguments.Path) -> Document:
    asked = Asked(service, given.language)
    ends = [await asked.thing(end) for end in (given.source, given.target)]
    source, target = (end.key for end in ends if end is not None)
    found = await service.get(
        f"/networks/{_one(given.network)}/paths", source=source, target=target, k=given.paths,
        **_selection(given.selection), **year(given),
    )  # fmt: skip
    answer = frame(found, given.language, asked.names, network=given.network, chosen=facts.kept(found["chosen"]))
    paths = [_path(p) for p in found["paths"]]
    if not paths:
        searched = {"from": source, "to": target, "network": given.network, "selection": given.selection,
                    "as_of": given.as_of, "left_out_of_the_network": facts.kept(found["dropped"])}  # fmt: skip
        reason = {"reason": found["reason"][given.language]}
        return answer | reason | await absent(service, given.language, **searched)
    iris = [tie["iri"] for p in paths for step in p["steps"] for tie in step["ties"]]
    answer |= {"paths": paths, "contradictions": await contradictions(service, iris, given.language)}
    return finish(answer, {"paths": "fewer paths, or ties with thing and other for one step"})


def _path(document: Document) -> Document:
    steps = [{"from": s["from"], "to": s["to"], "ties": [facts.tie(t) for t in s["ties"]]} for s in document["steps"]]
    nodes = [facts.thing(node, whole=True) for node in document["nodes"]]
    return {"length": document["length"], "nodes": nodes, "steps": steps}


async def measure(service: Service, given: arguments.Measure) -> Document:
    if given.metric is None:
        found = await service.get("/metrics", lang=given.language)
        items = [_metric(metric, given.language) for metric in found["items"]]
        shown, told = part(items, 500, given.cursor)
        return finish({**frame(found, given.language), **told, "items": shown}, {"items": "explain one of them"})
    name = _one(given.metric)
    if given.explain:
        found = await service.get("/metrics", lang=given.language)
        known = {metric["name"]: metric for metric in found["items"]}
        if name not in known:
            hint = did_you_mean(name, known, "Without metric this tool lists them.")
            raise Refused("unknown-metric", f"No metric is called {name!r}.", hint=hint)
        return frame(found, given.language) | {"definition": _definition(known[name], given.language)}
    parameters = _selection(given.parameters)
    if given.from_year is not None or given.to_year is not None:
        span = {"from": given.from_year, "to": given.to_year, "step": given.step}
        found = await service.get(
            f"/metrics/{name}/series", projection=given.network, **span, **parameters, lang=given.language
        )
        points = [_value(point, given.language, {}) | {"as_of": point["as_of"]} for point in found["points"]]
        shown, told = part(points, given.limit, given.cursor)
        return finish({**_run(found, given), **told, "points": shown}, {"points": "a larger step"})
    found = await service.get(f"/metrics/{name}", projection=given.network, **parameters, **year(given))
    values = [_value(value, given.language, found["labels"]) for value in found["values"]]
    shown, told = part(values, given.limit, given.cursor)
    return finish({**_run(found, given), **told, "values": shown}, {"values": "a lower limit"})


def _run(found: Document, given: arguments.Measure) -> Document:
    """What the numbers rest on: network, selection, null model, and what they say in words."""
    names = ("metric", "version", "projection", "null", "permutations", "seed", "parameters", "selection", "chosen",
             "dropped", "address")  # fmt: skip
    told: Document = {name: found.get(name) for name in names}
    told["chosen"] = facts.kept(found.get("chosen") or {})
    told["reading"] = (found.get("reading") or {}).get(given.language)
    told["notes"] = [note[given.language] for note in found.get("notes", [])]
    return frame(found, given.language) | facts.kept(told)


def _value(value: Document, language: str, labels: Document) -> Document:
    told: Document = {name: value.get(name) for name in _STATISTICS}
    told["of"] = {n: labels.get(key, {}).get(language, key) for n, key in value["key"].items()}
    told["key"] = {n: key for n, key in value["key"].items() if key in labels and labels[key][language] != key}
    told["status"] = None if value.get("status") == "ok" else value.get("status")
    for name in ("reason", "sentence"):
        told[name] = (value.get(name) or {}).get(language)
    rests: list[str] = value.get("evidence") or []
    told["rests_on_ties"] = rests[: facts.EVIDENCE]
    told["ties_left_out"] = len(rests) - facts.EVIDENCE if len(rests) > facts.EVIDENCE else None
    return facts.kept(told)


def _metric(metric: Document, language: str) -> Document:
    said = {name: metric[name][language] for name in ("title", "question")}
    return facts.kept(
        {"name": metric["name"], **said, "nulls": metric["nulls"], "needs_null": metric["needs_null"] or None}
    )


def _definition(metric: Document, language: str) -> Document:
    def say(value: Any) -> Any:
        if isinstance(value, dict):
            return value[language] if language in value else {name: say(v) for name, v in value.items()}
        return [say(v) for v in value] if isinstance(value, list) else value

    left_out = ("example", "input", "cost", "section")
    definition: Document = facts.kept({name: say(value) for name, value in metric.items() if name not in left_out})
    definition["parameters"] = [facts.kept(p) for p in definition.get("parameters", [])]
    return definition


def _selection(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters as the service takes them; Refused for one that is an argument of its own."""
    for name in parameters:
        if name in _OWN:
            raise Refused("invalid-input", f"{name} is no parameter here.", hint="Give it as an argument of the tool.")
    return parameters


def _one(name: str) -> str:
    """A name that is one step of a path."""
    if not name.replace("-", "").isalnum():
        raise Refused("invalid-input", f"{name!r} is no name.", hint="Names have letters, digits and hyphens.")
    return name
