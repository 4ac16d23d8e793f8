"""The tools that ask in SPARQL: any query, and the competency questions; with what their rows rest on."""

from __future__ import annotations

import re
from typing import Any

from triskele.questions import Question
from triskele.text import fold
from triskele_api.agents import arguments, facts
from triskele_api.agents.answering import absent, finish, frame, part
from triskele_api.agents.records import Asked
from triskele_api.agents.rests import ACCEPT, iris_of, what_rows_rest_on
from triskele_api.agents.service import Document, Refused, Service, read

_NUMBER = re.compile(r".*#(integer|decimal|double|float|int|long|nonNegativeInteger)")
_PARAMETERS = {"place": "place", "sector": "sector", "cluster": "actor", "actor": "actor", "host": "actor"}
"""Parameters of questions that are keys of things, and of which kind."""
_PATHS = ("thing", "first", "second")
"""Parameters that are kind/key."""


async def query(service: Service, given: arguments.Query) -> Document:
    return await _ask(service, given.query, given, given.evidence, {"query": facts.kept({"text": given.query})["text"]})


async def questions(service: Service, given: arguments.Questions) -> Document:
    if given.name is None:
        return await _known(service, given)
    found = await service.get(f"/examples/{_plain(given.name)}", lang=given.language)
    question = Question(found["name"], found["question"], found["question"], found["parameters"], found["query"])
    asked = Asked(service, given.language)
    values: dict[str, str] = {"lang": given.language} if "lang" in question.parameters else {}
    for name, value in given.parameters.items():
        values[name] = await _parameter(asked, name, str(value))
    text = question.text(values)
    said = {"name": question.name, "question": question.question[given.language],
            "parameters": {**question.parameters, **values}}  # fmt: skip
    if given.show_query:
        return frame(found, given.language, asked.names) | {"question": said, "query": text}
    answer = await _ask(service, text, given, True, said)
    return frame(answer, given.language, asked.names) | {"question": said} | answer


async def _known(service: Service, given: arguments.Questions) -> Document:
    found = await service.get("/examples", lang=given.language)
    words = fold(given.about or "").split()
    items = []
    for example in found["items"]:
        texts = fold(" ".join([example["name"], *example["title"].values(), *example["question"].values()]))
        if all(word in texts for word in words):
            parameters = {name: value for name, value in example["parameters"].items() if name != "lang"}
            asks = example["question"][given.language]
            items.append(facts.kept({"name": example["name"], "question": asks, "parameters": parameters}))
    shown, told = part(items, 500, given.cursor)
    answer = frame(found, given.language) | told | {"items": shown}
    if not items:
        return answer | await absent(service, given.language, questions_about=given.about)
    return finish(answer, {"items": "about"})


async def _parameter(asked: Asked, name: str, value: str) -> str:
    """A parameter as the question takes it: things may be given by name."""
    if name in _PARAMETERS:
        named = await asked.thing(value, _PARAMETERS[name])
        return value if named is None else named.key
    return (await asked.path(value)) or value if name in _PATHS else value


def _plain(name: str) -> str:
    if not name.replace("-", "").isalnum():
        raise Refused("not-found", f"No question is called {name!r}.", hint="Without name this tool lists them.")
    return name


async def _ask(service: Service, text: str, given: Any, evidence: bool, searched: Document) -> Document:
    """Rows, truth or statements of a query; what the things and records in the rows rest on."""
    asked = {"as_of": given.as_of, "when": given.when if given.as_of is not None else None}
    found = await service.ask("/sparql", ACCEPT, query=text, **asked)
    release = int(found.headers["triskele-release"])
    answer: Document = frame({"release": release, "as_of": given.as_of}, given.language)
    if not found.media_type.endswith("json"):
        lines = [line for line in found.body.decode().splitlines() if line]
        statements, told = part(lines, given.limit, given.cursor)
        return finish({**answer, **told, "statements": statements}, {"statements": "a lower limit"})
    document = await read(found)
    if "boolean" in document:
        return answer | {"answer": document["boolean"]}
    columns, bindings = document["head"]["vars"], document["results"]["bindings"]
    if not bindings:
        nothing = await absent(service, given.language, **searched, as_of=given.as_of)
        return {**answer, "columns": columns, "rows": [], **nothing}
    rows = [[_value(binding.get(column)) for column in columns] for binding in bindings]
    shown, told = part(rows, given.limit, given.cursor)
    answer["columns"] = columns
    if evidence:
        start = int(given.cursor or 0)
        behind = [iris_of(binding) for binding in bindings[start : start + len(shown)]]
        most, rests = await what_rows_rest_on(service, shown, behind, given.language)
        shown, told = part(rows, most, given.cursor)
        answer |= rests
    return finish({**answer, **told, "rows": shown}, {"facts": "describe one of the things", "rows": "a lower limit"})


def _value(cell: Document | None) -> Any:
    if cell is None:
        return None
    text = cell["value"]
    if cell["type"] == "literal" and _NUMBER.fullmatch(cell.get("datatype", "")):
        try:
            return int(text) if text.lstrip("+-").isdecimal() else float(text)
        except ValueError:
            return text
    return facts.kept({"text": text}).get("text", "")
