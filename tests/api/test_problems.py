"""Every error of the tree reaches a client in one shape: problem+json with status, code and what to do."""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest

import triskele
import triskele_api
from triskele import errors
from triskele.findings import Report
from triskele_api import problems
from triskele_api.pages.advice import ADVICE, advice_for
from triskele_api.problem_document import TITLES

EXPECTED = {
    "SettingsError": 500,
    "EndpointError": 502,
    "UnknownThing": 404,
    "UnknownRelease": 404,
    "UnknownFormat": 406,
    "UnknownMetric": 404,
    "UnknownProjection": 404,
    "NotFoundError": 404,
    "Withdrawn": 410,
    "InvalidInput": 400,
    "SourceError": 400,
    "QuerySyntaxError": 400,
    "TableError": 400,
    "ParameterError": 400,
    "RefusedError": 403,
    "NullRequired": 403,
    "LimitError": 503,
    "QueryTimeout": 504,
    "ResultTooLarge": 503,
    "MemoryExceeded": 503,
    "InvalidRelease": 422,
    "ReleaseBusy": 409,
    "OutdatedRelease": 410,
    "DamagedRelease": 500,
    "StorageError": 507,
    "TriskeleError": 500,
}


def expected(kind: type) -> int:
    """The status of a class, or of the nearest class above it in the table."""
    return next(EXPECTED[above.__name__] for above in kind.__mro__ if above.__name__ in EXPECTED)


def tree() -> list[type[errors.TriskeleError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.TriskeleError)]
    return sorted(found, key=lambda kind: kind.__name__)


def make(kind: type[errors.TriskeleError]) -> errors.TriskeleError:
    more: dict[str, Any] = {}
    if issubclass(kind, errors.QuerySyntaxError):
        more = {"line": 3, "column": 5}
    if issubclass(kind, errors.InvalidRelease):
        more = {"report": Report()}
    if issubclass(kind, errors.Withdrawn):
        more = {"date": "2026-11-28", "reason": {"tr": "neden", "en": "reason"}}
    if issubclass(kind, errors.QueueFull):
        more = {"retry_after": 30}
    return kind("What was found.", hint="What to do.", **more)


@pytest.mark.parametrize("kind", tree(), ids=lambda kind: kind.__name__)
def test_every_error_has_the_shape_of_a_problem(kind: type[errors.TriskeleError]) -> None:
    error = make(kind)
    request = SimpleNamespace(method="GET", url=SimpleNamespace(path="/"), query_params={}, headers={})
    answer = anyio.run(problems._ours, request, error)
    body = json.loads(answer.body)
    assert answer.media_type == "application/problem+json"
    assert body["type"] == f"https://w3id.org/triskele/problems/{kind.code}"
    assert body["status"] == answer.status_code == expected(kind)
    assert (body["title"], body["titles"]) == (TITLES[answer.status_code]["en"], TITLES[answer.status_code])
    assert (body["detail"], body["hint"], body["code"]) == ("What was found.", "What to do.", kind.code)
    if issubclass(kind, errors.QuerySyntaxError):
        assert (body["line"], body["column"]) == (3, 5)


def test_codes_are_kebab_and_each_means_one_thing() -> None:
    codes = [kind.code for kind in tree()]
    assert len(codes) == len(set(codes))
    assert all(code == code.lower() and " " not in code and "_" not in code for code in codes)


def test_errors_of_the_service_have_a_status_of_their_own() -> None:
    """A class that only inherits the last row of the table would be answered with 500."""
    names = set()
    for package in (triskele, triskele_api):
        for path in Path(next(iter(package.__path__))).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                bases = (
                    {b.id for b in node.bases if isinstance(b, ast.Name)} if isinstance(node, ast.ClassDef) else set()
                )
                if "TriskeleError" in bases and isinstance(node, ast.ClassDef):
                    names.add(node.name)
    rows = {kind.__name__ for kind, _ in problems.STATUS}
    # raised by code that edits a network, and by work that is spread over a cluster, and what a tool tells an agent
    unlisted = names - rows - {"ImmutableNetwork", "MissingPackage", "ClusterError", "Refused"}
    assert unlisted <= {"NotFoundError"}, unlisted


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("PUT", "/actors", 405, "method-not-allowed"),
        ("GET", "/r/99/actors", 404, "unknown-release"),
        ("GET", "/r/99/", 404, "unknown-release"),
        ("GET", "/sparql?query=SELEC", 400, "query-syntax"),
        ("GET", "/sparql?query=ASK%20%7B%20%3Fs%20nope:x%201%20%7D", 400, "query-syntax"),
        ("POST", "/releases", 403, "refused"),
        ("DELETE", "/jobs/0", 403, "refused"),
        ("GET", "/jobs/0123456789abcdef0123456789abcdef", 404, "not-found"),
        ("GET", "/jobs/..%2F..%2Fcurrent", 404, "not-found"),
        ("GET", "/permalinks/0123456789abcdef", 404, "not-found"),
        ("GET", "/releases/1/files/..%2F..%2Fcurrent", 404, "not-found"),
        ("GET", "/exports/xlsx", 406, "unknown-format"),
        ("GET", "/sparql?query=ASK%7B%7D&asof=1", 400, "invalid-input"),
    ],
)
def test_problems_over_http(client: httpx.Client, method: str, path: str, status: int, code: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    body = answer.json()
    assert body["code"] == code
    assert body["hint"]
    assert body["status"] == status


def test_a_problem_is_told_in_the_language_asked_for_and_in_both(client: httpx.Client) -> None:
    turkish = client.get("/networks/organisation", headers={"Accept-Language": "tr"}).json()
    assert turkish["detail"] == "'organisation' adında bir izdüşüm yok."
    assert turkish["hint"] == "Şunu mu demek istediniz: organisations?"
    english = client.get("/networks/organisation").json()
    assert (english["detail"], english["hint"]) == (turkish["details"]["en"], turkish["hints"]["en"])
    assert english["details"] == turkish["details"]
    number = client.get("/actors?limit=many&lang=tr").json()
    assert number["detail"] == "query.limit: tam sayı olmalı"
    page = client.get("/releases/99?lang=tr", headers={"Accept": "text/html"}).text
    assert "99. sürüm yok." in page
    assert "There is no release 99." in page, "and in the other language below"


def test_a_syntax_error_has_line_and_column(client: httpx.Client) -> None:
    body = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}).json()
    assert (body["line"], body["code"]) == (2, "query-syntax")
    assert body["column"] > 1


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nonsense", 404, "Böyle bir sayfa yok"),
        ("/id/actor/sea-clutser", 404, "actor/sea-cluster"),  # the near key
        ("/actors?limit=many", 400, "valid integer"),
        ("/page/actor/sea-cluster?as_of=soon", 400, "as_of"),
        ("/page/actor/sea-cluster?lang=de", 400, "lang"),
        ("/sparql?query=ASK%7B%7D&asof=1&format=json", 400, "as_of"),
        ("/r/99/page/actor/sea-cluster", 404, "There is no release 99"),
        ("/exports/xlsx", 406, "xlsx"),
    ],
)
def test_a_browser_gets_a_page_in_both_languages(client: httpx.Client, path: str, status: int, said: str) -> None:
    answer = client.get(path, headers={"Accept": BROWSER, "Accept-Language": "tr"})
    if "format=json" in path:  # who asks for a format is a program
        assert answer.headers["content-type"] == "application/problem+json"
        return
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "Accept" in answer.headers["vary"]
    assert said in answer.text
    title, advice = advice_for(status)
    for text in (title["tr"], title["en"], advice["tr"], advice["en"]):
        assert text in answer.text
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_the_type_of_a_problem_leads_to_what_it_means(client: httpx.Client) -> None:
    found = client.get("/nowhere").json()
    path = found["type"].removeprefix("https://w3id.org/triskele")
    meaning = client.get(path).json()
    assert (meaning["code"], meaning["status"]) == ("not-found", 404)
    assert meaning["titles"]["tr"]
    page = client.get(path, headers={"Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    codes = {item["code"] for item in client.get("/problems").json()["items"]}
    assert {kind.code for kind in tree()} <= codes
    assert client.get("/problems/nothing").status_code == 404


def test_every_status_has_words_of_its_own_for_a_page() -> None:
    statuses = {status for _, status in problems.STATUS} | {405}
    assert statuses - {415, 499, 500, 507} <= set(ADVICE)  # no browser sends bodies; nobody reads 499
    for title, advice in ADVICE.values():
        assert set(title) == set(advice) == {"tr", "en"}
