"""What an agent may read beforehand (resources), and how people may begin (prompts)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from triskele.terms import PREFIXES
from triskele.text import did_you_mean
from triskele_api.agents import facts
from triskele_api.agents.fitting import dump, fit
from triskele_api.agents.service import Document, Refused, Service

EXAMPLE = "triskele://examples/"
_PLACE = re.compile(r"\{(\w+)\}")

INSTRUCTIONS = """Triskele is a knowledge graph of an innovation ecosystem: actors (firms, universities, agencies,
clusters, ...) and the ties, figures and events that named documents state about them.

- Every fact carries its IRI, and evidence: document, section, lines, and what it says. Give them when you answer.
- modality says how the source speaks: stated, implied, planned, recommended. A plan is not a fact.
- Dates may be open. as_of=1999 asks for a year; when=certain keeps only what was surely there then.
- contradictions hold claims that cannot all be true, side by side. Tell all of them; do not choose.
- not_in_the_sources is an answer: say what was searched. It is not evidence that something is not so.
- Every answer tells its release, and is cut to what you can hold: next_cursor goes on, left_out says what is missing.
- Things are taken by IRI, kind/key, key or exact name, in Turkish or English; find gives near ones.

Begin with find for a name, questions for a question, sources for what was read."""


class Reading(NamedTuple):
    """One resource."""

    name: str
    description: str
    make: Callable[[Service], Awaitable[Document]]


async def _ontology(service: Service) -> Document:
    found = await service.get("/ontology", lang="en")
    used = await service.get("/completion")
    counts = {term["iri"]: term["count"] for part in ("classes", "properties") for term in used[part]}

    def term(item: Document) -> Document:
        parts = {"below": item.get("sub_class_of"), "domain": item.get("domain"), "range": item.get("range")}
        return facts.kept({"name": item["prefixed"], "says": item["definitions"].get("en") or item["label"],
                           **parts, "used": counts.get(item["iri"])})  # fmt: skip

    types = await service.get("/vocabularies/tie-types", lang="en")
    document: Document = {
        "release": found["release"],
        "prefixes": PREFIXES,
        "classes": [term(c) for c in found["classes"]],
        "properties": [term(p) for p in found["properties"] if counts.get(p["iri"])],
        "tie_types": [f"{t['key']}: {t['label']}" for t in types["concepts"]],
        "pattern": "?tie a tsk:Tie ; tsk:tieType tie:founding ; tsk:source ?a ; tsk:target ?b ; tsk:modality ?m ; "
        "tsk:evidence ?e . ?e prov:hadPrimarySource ?document ; tsk:section ?s ; tsk:lineFrom ?l . Symmetric ties have "
        "tsk:participant twice instead of source and target. Labels: skos:prefLabel with LANG tr or en.",
    }
    return fit(document, {"properties": "GET /ontology", "classes": "list with what=classes"})


async def _examples(service: Service) -> Document:
    found = await service.get("/examples", lang="en")
    items = [{"uri": EXAMPLE + e["name"], "question": e["question"]["en"], "parameters": e["parameters"]}
             for e in found["items"]]  # fmt: skip
    return fit({"release": found["release"], "examples": items}, {"examples": "the tool questions"})


async def _release(service: Service) -> Document:
    found = await service.get("/summary", lang="en")
    names = ("release", "counts", "spheres", "modalities", "coverage", "licence", "publisher", "digest")
    told: Document = {name: found[name] for name in names}
    told["title"] = found["title"]["en"]
    told["documents"] = [{"key": d["key"], "title": d["label"]} for d in found["documents"]]
    return fit(told, {"documents": "the tool sources"})


RESOURCES: dict[str, Reading] = {
    "triskele://ontology": Reading(
        "Summary of the ontology", "Classes and properties with what they mean and how often they are used, types of "
        "ties, prefixes, and the pattern of a tie with its evidence: what a query needs.", _ontology
    ),
    "triskele://examples": Reading(
        "Example questions", "The competency questions with their parameters; each at its own address with its SPARQL.",
        _examples,
    ),
    "triskele://release": Reading(
        "The release", "What the release holds: counts, years, coverage, documents, licence, digest.", _release
    ),
}  # fmt: skip


async def read(service: Service, uri: str) -> str:
    """The text of a resource, as JSON. Refused for an address nobody has."""
    if uri in RESOURCES:
        return dump(await RESOURCES[uri].make(service))
    name = uri.removeprefix(EXAMPLE)
    if uri.startswith(EXAMPLE) and name.replace("-", "").isalnum():
        found = await service.get(f"/examples/{name}", lang="en")
        names = ("name", "question", "parameters", "query", "filled")
        return dump({"release": found["release"]} | {part: found[part] for part in names})
    hint = did_you_mean(uri, RESOURCES, f"There are: {', '.join(RESOURCES)}, {EXAMPLE}NAME.")
    raise Refused("not-found", f"No resource is called {uri[:200]!r}.", hint=hint)


class Prompt(NamedTuple):
    """One prompt: ``arguments`` by name with what they are; ``text`` holds them in braces."""

    description: str
    arguments: dict[str, str]
    text: str


_ANSWER = (
    "Answer in {language}. After each fact give document, section and lines in brackets, and its modality where it is "
    "not stated. Where the answer holds contradictions, give all claims. Where the sources say nothing, say so, and "
    "what was searched. Close with the number of the release and the year asked for, if any."
)
PROMPTS: dict[str, Prompt] = {
    "answer_with_evidence": Prompt(
        "Answer a question from the sources alone, with evidence.",
        {"question": "What you want to know", "language": "Turkish or English"},
        "Answer this question from the Triskele tools alone: {question}\n\nLook first whether the tool questions has "
        "a ready one; else find the things it names and use ties, figures, list or query. " + _ANSWER,
    ),
    "profile": Prompt(
        "A profile of one actor: what it is, whom it is tied to, since when, and who says so.",
        {"thing": "Name or IRI", "language": "Turkish or English"},
        "Write a profile of {thing} with the Triskele tools: describe it, go through all pages of its ties, add its "
        "figures and events in the order of time, and its place in the network (measure degree, and one bridging "
        "metric with its null model). " + _ANSWER,
    ),
    "check_a_claim": Prompt(
        "Check whether a claim is supported, contradicted, only planned, or not in the sources.",
        {"claim": "The claim", "language": "Turkish or English"},
        "Check this claim with the Triskele tools: {claim}\n\nSay which it is: supported, supported only as a plan or "
        "by implication, contradicted, or not in the sources. " + _ANSWER,
    ),
}


def render(name: str, given: dict[str, Any]) -> str:
    """The text of a prompt; Refused for a prompt, or an argument, that is not there or too long."""
    if name not in PROMPTS:
        hint = did_you_mean(name, PROMPTS, f"There are: {', '.join(PROMPTS)}.")
        raise Refused("not-found", f"No prompt is called {name[:80]!r}.", hint=hint)
    prompt = PROMPTS[name]
    values = {"language": "English", **given}
    for argument in prompt.arguments:
        if not 0 < len(str(values.get(argument, ""))) <= facts.LONGEST:
            raise Refused("invalid-input", f"The prompt needs {argument}.", hint=prompt.arguments[argument])
    return _PLACE.sub(lambda place: str(values[place[1]]), prompt.text)
