"""What a query may hold, decided before any engine sees it."""

from __future__ import annotations

import pytest

from triskele.errors import InvalidInput, QuerySyntaxError, RefusedError
from triskele.sparql import bind, check_query
from triskele.store import Store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' . #\n SERVICE<http://x> {} }",
        "LOAD <http://127.0.0.1/>",
        "PREFIX a: <http://a/> INSERT DATA { a:a a:b a:c }",
        "DROP ALL",
    ],
)
def test_refused(query: str) -> None:
    with pytest.raises(RefusedError):
        check_query(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x> {}" }',
        "SELECT * { ?s ?p ?service # SERVICE\n }",
        "SELECT * { ?s <http://x/SERVICE> '''LOAD\nDROP''' }",
        "PREFIX service: <http://x/> SELECT * { ?s service:load ?o }",
    ],
)
def test_words_in_strings_iris_and_comments_are_no_orders(query: str) -> None:
    check_query(query)
    assert list(Store.create().query(query)) == []


DEEP = {
    "braces": "SELECT * " + "{" * 3000 + "}" * 3000,
    "parentheses": "SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "operators": "SELECT * { FILTER(" + "||".join(["?a"] * 50_000) + ") }",
    "length": "#" + "x" * 300_000,
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_too_deep_or_too_long(query: str) -> None:
    with pytest.raises(InvalidInput):
        check_query(query)


def test_a_syntax_error_says_where() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        Store.create().query("SELECT * {\n ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_an_unknown_prefix_is_named() -> None:
    with pytest.raises(QuerySyntaxError, match="foo:"):
        Store.create().query("SELECT * { ?s foo:bar ?o }")


def test_bind_takes_only_plain_iris() -> None:
    assert bind("ASK { ?thing ?p ?things }", {"thing": "http://x/a"}) == "ASK { <http://x/a> ?p ?things }"
    for value in ("http://x/> ?p ?o } #", "no iri", "http://x/a b"):
        with pytest.raises(InvalidInput):
            bind("ASK { ?thing ?p ?o }", {"thing": value})
