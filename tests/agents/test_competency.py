"""The competency questions, asked by the tools without a model: each by its name, and most again out of simpler tools.

What is expected is what stands beside each question in ``ontology/questions``: the same answer that SPARQL gives.
"""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp_types import CallToolResult

from tests.agents.talking import Call, read
from tests.serving import PATIENT, serve
from triskele.ecosystem import Ecosystem
from triskele.questions import read_questions
from triskele.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "ontology" / "questions"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
DEFAULTS = {question.name: question.parameters for question in read_questions(FOLDER)}
RECORDS = ("/id/tie/", "/id/figure/", "/id/event/", "/id/contradiction/")
ALL = {"modality": ["all"], "min_confidence": 0, "limit": 200}
STATED = {"modality": ["stated"], "min_confidence": 0, "limit": 200}
EVERY = {"modality": ["all"], "limit": 200}

# question: what is compared (columns of its answer), the calls, and where in their answers it stands;
# "<" where a tool gives more by its nature (places inside, actors without ties), and the answer must hold all
Found = tuple[str, list[Call], str]
TOOLS: dict[str, Found] = {
    "actors-by-sphere": ("sphere actors", [("list", {"what": "actors", "count_by": "sphere", "limit": 1})], "counts"),
    "actors-in-place": ("actor <", [("list", {"what": "actors", "place": ["Ankara"], "limit": 200})], "iri"),
    "all-ties": ("tie", [("ties", {"thing": DEFAULTS["all-ties"]["thing"], **ALL})], "iri"),
    "certificates-and-awards": (
        "holder honour", [("ties", {"type": ["certificate-holding", "award-winning"], **ALL})], "source target"),
    "claims-of-contradiction": ("claim", [("describe", {"thing": "contradiction/nga-k001"})], "contradictions claims"),
    "cluster-initiatives": ("cluster", [("list", {"what": "actors", "type": ["ClusterInitiative"], "limit": 200})],
                            "iri"),
    "cluster-members": (
        "actor",
        [("ties", {"target": "inoviz", "type": ["membership", "cluster-membership", "founding", "board-membership",
                                                "stakeholder", "participation"], **ALL})], "source"),
    "cluster-memberships": ("actor", [("ties", {"type": ["membership", "cluster-membership"], **ALL})], "source"),
    "cluster-sizes": ("figure <", [("figures", {"measure": ["member-count"], **EVERY})], "iri"),
    "concepts-of-scheme": ("concept", [("list", {"what": "concepts", "scheme": "next-generation-features",
                                                 "limit": 200})], "iri"),
    "contradictions": ("contradiction", [("list", {"what": "contradictions", "limit": 200})], "iri"),
    "evidence-for": ("lineFrom", [("describe", {"thing": "actor/silicon-valley"})], "lines"),
    "events-by-year": ("event <", [("list", {"what": "events", **EVERY})], "iri"),
    "figures-about": ("figure", [("figures", {"about": "actor/ostim", **EVERY})], "iri"),
    "figures-by-measure": ("measure figures", [("figures", {"count_by": "measure", "limit": 1})], "counts"),
    "firm-counts": ("figure", [("figures", {"measure": ["firm-count"], **EVERY})], "iri"),
    "founded-with-whom": ("founded", [("ties", {"type": ["founding"], **STATED})], "target"),
    "founders": ("tie", [("ties", {"type": ["founding"], **STATED})], "iri"),
    "funding-and-support": ("tie", [("ties", {"type": ["funding", "support", "investment"], **ALL})], "iri"),
    "hosted-in": (
        "tenant",
        [("ties", {"source": "ostim", "type": ["hosting", "contains"], **ALL}),
         ("ties", {"target": "ostim", "type": ["office", "part-of"], **ALL})], "target|source ostim"),
    "hybrid-actors": ("actor", [("list", {"what": "actors", "sphere": ["hybrid"], "limit": 200})], "iri"),
    "interface-organisations": ("interface <", [("list", {"what": "actors", "type": ["InterfaceOrganisation"],
                                                          "limit": 200})], "iri"),
    "knowledge-flows": (
        "tie", [("ties", {"type": ["technology-transfer", "rnd-partnership", "licensing", "spin-off",
                                   "alumni-founding", "training"], **ALL})], "iri"),
    "maturity-classes": ("class", [("list", {"what": "concepts", "scheme": "maturity", "limit": 200})], "iri"),
    "models-and-inspiration": ("follower model", [("ties", {"type": ["inspiration", "likeness"], **ALL})],
                               "source target"),
    "neighbours-in-year": ("other <", [("ties", {"thing": "ostim", "as_of": 2015, "limit": 200, "min_confidence": 0})],
                           "target|source ostim"),
    "planned-ties": ("tie", [("ties", {"modality": ["planned", "recommended"], "min_confidence": 0, "limit": 200})],
                     "iri"),
    "potential-of-sectors": ("tie", [("ties", {"type": ["potential-finding"], **ALL})], "iri"),
    "products-and-makers": ("maker product", [("ties", {"type": ["production", "development"], **ALL})],
                            "source target"),
    "renamings": (
        "body", [("list", {"what": "events", "type": ["renaming", "conversion"], **EVERY}),
                 ("ties", {"type": ["succession"], **ALL})], "subject|source"),
    "sector-tree": ("sector", [("list", {"what": "concepts", "scheme": "sectors", "limit": 200})], "iri"),
    "sources": ("document", [("sources", {})], "documents"),
    "specialisations-of-places": ("who", [("ties", {"type": ["specialisation"], **ALL})], "source"),
    "table-of-scheme": ("cell <", [("list", {"what": "concepts", "scheme": "policy-trends", "limit": 200})], "iri"),
    "technoparks": ("park", [("list", {"what": "actors", "type": ["Technopark"], "limit": 200})], "iri"),
    "tie-types": ("type", [("list", {"what": "concepts", "scheme": "tie-types", "limit": 200})], "iri"),
    "ties-by-type": ("type ties", [("ties", {"count_by": "type", **ALL, "limit": 1})], "counts"),
    "ties-of-actor": ("tie", [("ties", {"thing": "actor/odtu-teknokent", **ALL})], "iri"),
    "undated-share": ("modality ties", [("ties", {"count_by": "modality", **ALL, "limit": 1})], "counts"),
    "vocabularies": ("scheme", [("list", {"what": "vocabularies", "limit": 200})], "iri"),
    "who-answers-for": ("tie", [("ties", {"type": ["responsibility", "coordination", "consultation", "management",
                                                   "initiation"], **ALL})], "iri"),
    "who-works-in-sector": ("who <", [("list", {"what": "actors", "sector": ["defence"], "limit": 200})], "iri"),
    "why-linked": ("tie", [("ties", {"thing": "actor/odtu-teknokent", "other": "actor/odtu", **ALL})], "iri"),
}  # fmt: skip


@pytest.fixture(scope="module")
def address(seeds: Ecosystem) -> Iterator[str]:
    """A service over the release of the seeds."""
    with serve(Settings.read({}, data=seeds.release.folder.parents[1], **PATIENT)) as client:
        yield f"{client.base_url}/mcp"


def expected(name: str) -> list[dict[str, str]]:
    with open(FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(address: str, calls: list[Call]) -> list[list[dict[str, Any]]]:
    """Every page of each call, of questions the first, over one connection."""
    pages: list[list[tuple[dict[str, Any], CallToolResult]]] = []

    async def run() -> None:
        async with Client(address) as client:
            for name, given in calls:
                found: list[tuple[dict[str, Any], CallToolResult]] = []
                asked = dict(given)
                while True:
                    answer = await client.call_tool(name, asked)
                    found.append((asked, answer))
                    cursor = json.loads(answer.content[0].text).get("next_cursor")
                    if cursor is None or given.get("limit") == 1 or name == "questions":
                        break
                    asked = given | {"cursor": cursor}
                pages.append(found)

    asyncio.run(run())
    names = [name for name, _ in calls]
    return [[read((name, asked), answer) for asked, answer in found] for name, found in zip(names, pages, strict=True)]


def test_every_question_is_answered_by_its_name_with_evidence(address: str) -> None:
    with_facts = 0
    calls: list[Call] = [("questions", {"name": name, "limit": 8}) for name in NAMES]
    for name, (page,) in zip(NAMES, answers(address, calls), strict=True):
        rows = expected(name)
        columns = page["columns"]
        wanted = {tuple(row[column] for column in columns) for row in rows}
        assert page["count"] == len(rows), name
        for row in page["rows"]:
            assert any(_same(row, want) for want in wanted), (name, row)
        records = {cell for row in page["rows"] for cell in row if any(kind in str(cell) for kind in RECORDS)}
        facts = {fact["iri"]: fact for fact in page.get("facts", [])}
        assert records <= set(facts), f"{name}: a record without what it rests on"
        for fact in facts.values():
            assert all(piece["document"] and ("lines" in piece or "row" in piece) for piece in fact["evidence"]), name
        with_facts += bool(facts)
    assert with_facts > len(NAMES) / 2


def _same(row: list[Any], want: tuple[str, ...]) -> bool:
    for cell, text in zip(row, want, strict=True):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            if not text or float(cell) != float(text):
                return False
        elif ("" if cell is None else str(cell)) != text.replace("False", "false").replace("True", "true"):
            return False
    return True


def test_most_questions_can_also_be_put_together_from_simpler_tools(address: str) -> None:
    wrong = {}
    calls = [call for _, calls, _ in TOOLS.values() for call in calls]
    pages = iter(answers(address, calls))
    for name, (columns, own, where) in TOOLS.items():
        names = [column for column in columns.split() if column != "<"]
        wanted = {tuple(_short(row[column]) for column in names) for row in expected(name)}
        found = {part for _ in own for page in next(pages) for part in _parts(page, where)}
        right = wanted <= found if columns.endswith("<") else wanted == found
        if not right:
            wrong[name] = (sorted(wanted - found)[:5], sorted(found - wanted)[:5])
    assert not wrong, wrong
    assert len(TOOLS) / len(NAMES) > 0.6, "how many of all questions the simpler tools can express"


def _short(text: str) -> str:
    return text.rpartition("#")[2].rpartition("/")[2]


def _parts(page: dict[str, Any], where: str) -> Iterator[tuple[str, ...]]:
    """What an answer holds at a place of the table above."""
    if where == "counts":
        yield from ((value["key"], str(value["count"])) for value in page["counts"])
    elif where == "documents":
        yield from ((document["key"],) for document in page["documents"])
    elif where == "lines":
        yield from ((piece["lines"].partition("-")[0],) for piece in page["evidence"])
    elif where == "contradictions claims":
        yield from ((_short(claim["iri"]),) for claim in page["record"]["claims"])
    elif "|" in where:
        ends, _, own = where.partition(" ")
        for item in page["items"]:
            parties = [item[end] for end in ends.split("|") if end in item] or item["participants"]
            yield from ((key,) for party in parties if (key := _short(party["iri"])) != own)
    else:
        for item in page["items"]:
            parts = [item.get(part) for part in where.split()]
            if all(parts):
                yield tuple(_short(part if isinstance(part, str) else part["iri"]) for part in parts)
