"""What a query may hold, decided before any engine sees it."""

from __future__ import annotations

import contextlib
import random
import time

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Store as Engine

from triskele.errors import InvalidInput, QuerySyntaxError, RefusedError, TriskeleError
from triskele.sparql import MAX_LENGTH, bind, check_query
from triskele.store import Store

HERE = "http://127.0.0.1:9/"
"""The engine refuses to speak HTTP to this port, and says so: that it tried is what the tests look for."""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' . #\n SERVICE<http://x> {} }",
        "SELECT * { ?s ?p 1SERVICE <http://x> {} }",
        "SELECT * { ?s ?p trueSERVICE <http://x> {} }",
        "SELECT * { SERVICEe: {} }",
        "PREFIX SERVICEe: <http://x/> SELECT * { SERVICEe: # here\n {} }",
        "SELECT * { SERVICESILENTe:x {} }",
        "SELECT * { ?s ?p id:a\\#b . SERVICE <http://x> {} }",
        "SELECT * { ?s ?p id:a\\'b . SERVICE <http://x> {} # '\n }",
        "SELECT * { ?s ?p id:a.b.SERVICE e: {} }",
        "SELECT * { ?s <http://x/\\u0041#'> ?o . SERVICE e: {} #'\n }",
        "SELECT * { ?s ?p ''''a'''SERVICE e: {} }",
        "SELECT * { LATERAL { SERVICE e: {} } }",
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
        "PREFIX service: <http://x/> SELECT * FROM service:g { GRAPH service:g { ?s ?service ?o } }",
        "SELECT * { ?s id:service 'a'@service , _:service . ?s (<http://x/service>|<urn:x:service>) ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o < 1 && ?o > <http://x/service#a>) }",
    ],
)
def test_words_in_strings_iris_and_comments_are_no_orders(query: str) -> None:
    check_query(query)
    assert list(Store.create().query(query)) == []


def test_what_could_be_read_in_two_ways_is_told() -> None:
    """The engine reads < here as a comparison, so that what follows # is a comment and what follows that is not."""
    query = "SELECT * { BIND(1 AS ?x) FILTER(?x<2)#>'''\n SERVICE <http://x/> {} #'''\n }"
    with pytest.raises(QuerySyntaxError) as caught:
        check_query(query)
    assert (caught.value.line, caught.value.column) == (1, 35)


_GLUE = [
    "?s ?p ?o", "?s ?p 1", "?s ?p true", "?s ?p .5", "?s ?p id:a", "?s ?p id:a.b", ".", "FILTER(1<2", "FILTER(?x<id:",
    "FILTER(1<2)", ")", "#", "'", '"', "'''", '"""', "\\#", "\\'", ">", "<", "<#>", "\n", " ", "{", "}", "[]", "''",
    "@en", "^^e:", "id:a\\'", "id:\\#", "_:b", "_:b.", "<<", ">>", "OPTIONAL{", "{}UNION", "GRAPH ?g{", "EXISTS{",
    "true", "VALUES(?x ?y){(<a> <b>)", "<a\\u0041#'>", "1<1", "%41", "?x<'>", "\u00e9", "\u2028", "--ltr",
]  # fmt: skip


def test_no_disguise_passes_that_the_engine_sees_through() -> None:
    """Random glue around SERVICE: whatever makes the engine call out is refused. (A million of these were tried.)"""
    draw, engine, called = random.Random(3), Engine(), 0
    engine.add(Quad(BlankNode(), NamedNode("http://p"), BlankNode()))
    prefixes = {"e": HERE, "id": "http://x/", "SERVICEe": HERE}
    for _ in range(15_000):
        glue = ["".join(draw.choice(["", " "]) + draw.choice(_GLUE) for _ in range(draw.randint(0, n))) for n in (3, 1)]
        begin = draw.choice(["SELECT * {", "ASK {", "SELECT * { BIND(1 AS ?o) FILTER(?o<2"])
        word = draw.choice(["SERVICE", "service", "SERVICESILENT"]) + draw.choice(["e:", " e:x", f"<{HERE}>"])
        query = f"{begin}{glue[0]}{word}{draw.choice(['', '#', '#>'])}\n{{}}{glue[1]}"
        query += "#'''\n" + "}" * max(0, query.count("{") - query.count("}"))
        try:
            list(engine.query(query, prefixes=prefixes))
        except OSError:
            called += 1
            with pytest.raises(TriskeleError):
                check_query(query)
        except (SyntaxError, RuntimeError, TypeError):
            continue
    assert called > 100, "the glue must leave some queries alive"


@pytest.mark.parametrize(
    "piece",
    [
        '\\"',
        "a.",
        "a",
        '"""',
        '"""\\"',
        "(?x<?y>",
        "<a",
        "<",
        "_:a.",
        "a:",
        ":%4",
        "\\",
        ".",
        "'\\'",
        "?x<",
        "@a-",
        "1.",
    ],
)
def test_reading_takes_time_in_proportion_to_length(piece: str) -> None:
    start = time.process_time()
    with contextlib.suppress(InvalidInput):
        check_query("SELECT * { (?x" + piece * (MAX_LENGTH // len(piece) - 10))
    assert time.process_time() - start < 2, "a quadratic reading takes minutes"


def test_an_unknown_prefix_far_along_a_line_is_named_at_once() -> None:
    start = time.process_time()
    with pytest.raises(QuerySyntaxError, match="foo:"):
        Store.create().query(f"ASK {{ ?{'x' * 150_000} foo:bar ?o }}")
    assert time.process_time() - start < 2


@pytest.mark.parametrize("name", ["http://x/f", "http://www.w3.org/2001/XMLSchema#hexBinary"])
def test_an_unknown_function_is_named(name: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        list(Store.create().query(f"SELECT (<{name}>('a') AS ?x) {{}}"))


def test_what_answers_anew_each_time_is_known() -> None:
    for query in ("SELECT (NOW() AS ?n) {}", "SELECT (1+rand() AS ?n) {}", "ASK { FILTER(1<1||NOW()>1) }"):
        assert check_query(query).changing, query
    for query in ("SELECT ?now { ?now ?p 'NOW()' }", "ASK { ?s <http://x/RAND> ?o # UUID()\n }"):
        assert not check_query(query).changing, query


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
    assert bind("ASK { ?s ?p '?s' # ?s\n }", {"s": "http://x/a"}) == "ASK { <http://x/a> ?p '?s' # ?s\n }"
    for value in ("http://x/> ?p ?o } #", "no iri", "http://x/a b"):
        with pytest.raises(InvalidInput):
            bind("ASK { ?thing ?p ?o }", {"thing": value})


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("SELECT * { ?s ?p ?o }", ["s", "p", "o"]),
        ("select*{ ?z ?b ?a }", ["z", "b", "a"]),
        ("SELECTDISTINCT*{ ?z ?b ?a }", ["z", "b", "a"]),
        ("# SELECT ?a\nSELECT REDUCED * { ?z ?b ?a FILTER(?unbound > 1) }", ["z", "b", "a"]),
        ("SELECT * { { SELECT ?b { ?hidden ?b ?c } } ?y ?b <relative> }", ["b", "y"]),
        ("PREFIX select: <http://x/> SELECT * { ?b select:a ?a }", ["b", "a"]),
        ("SELECT ?b { SELECT * { ?z ?a ?b } }", ["b"]),
        ("SELECT (COUNT(*) AS ?n) ?a { ?z ?a ?b } GROUP BY ?a", ["n", "a"]),
        ("SELECT * {}", []),
        ("CONSTRUCT { ?z ?a ?b } WHERE { SELECT * { ?z ?a ?b } }", []),
    ],
)
def test_columns_come_in_the_order_of_the_query(query: str, columns: list[str]) -> None:
    assert Store.create().query(query, base="http://example.org/").variables == columns
