"""The graphs of the years hold each statement once on the path of every year in which it holds, and of no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triskele import terms
from triskele.ledger.spheres import assign_spheres
from triskele.ledger.tables import Ledger, opened
from triskele.ledger.time import FUTURE, PAST, date_things, date_ties
from triskele.rdf import spans
from triskele.rdf.render import prepare
from triskele.rdf.spans import date_statements, grow_tree, span_query

YEAR = st.one_of(st.integers(1990, 2000), st.sampled_from([PAST, FUTURE, -300, 0]))


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with opened() as ledger:
        yield ledger


BOUND = st.tuples(YEAR, YEAR, YEAR, YEAR)
"""Possible from and to, certain from and to, in any order: what does not fit is no span."""


def dated(drawn: list[tuple[int, tuple[int, int, int, int]]]) -> list[tuple[int, int, int, int, int]]:
    """Rows as :func:`triskele.rdf.spans.date_statements` makes them: certain inside possible, or nothing."""
    rows = []
    for statement, (pf, pt, cf, ct) in drawn:
        if pf <= pt:
            cf, ct = max(cf, pf), min(ct, pt)
            rows.append((statement, pf, pt, *((cf, ct) if cf <= ct else (FUTURE, PAST))))
    return rows


def fill(ledger: Ledger, rows: list[tuple[int, int, int, int, int]]) -> None:
    ledger.execute(
        "CREATE OR REPLACE TABLE dated (s VARCHAR, p VARCHAR, o VARCHAR, pf INTEGER, pt INTEGER, cf INTEGER, "
        "ct INTEGER)"
    )
    for statement, *bounds in rows:
        ledger.execute("INSERT INTO dated VALUES (?, '<p>', '<o>', ?, ?, ?, ?)", [f"<s{statement}>", *bounds])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 2), BOUND), max_size=7), st.lists(YEAR, max_size=4))
def test_the_path_of_a_year_holds_what_holds_in_it_each_once(
    ledger: Ledger, drawn: list[tuple[int, tuple[int, int, int, int]]], more: list[int]
) -> None:
    rows = dated(drawn)
    fill(ledger, rows)
    tree = grow_tree(ledger)
    lines = [line for (line,) in ledger.query(span_query(ledger, tree))]
    for year in {*more, 1989, *range(1990, 2003)} - {PAST, FUTURE}:
        for when in ("possible", "certain"):
            path = {f"<{graph}>" for graph in tree.path(year, when)}
            found = Counter(line.split(" ")[0] for line in lines if line.split(" ")[3] in path)
            place = 1 if when == "possible" else 3
            assert found == Counter({f"<s{row[0]}>" for row in rows if row[place] <= year <= row[place + 1]})


def test_equal_spans_are_one_however_many_there_are(ledger: Ledger) -> None:
    """50,000 statements of three ties each, two from 2012 to 2014 and one to 2016: with so many rows the engine sorts
    equal ones in one order here and in another there."""
    many = 50_000
    fill(ledger, [])
    ledger.execute(
        f"INSERT INTO dated SELECT '<s' || i % {many} || '>', '<p>', '<o>', 2012, last, 2012, last FROM ("
        f"SELECT i, CASE WHEN i < {many} THEN 2016 ELSE 2014 END AS last FROM range({3 * many}) t(i) ORDER BY hash(i))"
    )
    grow_tree(ledger)
    assert list(ledger.query("SELECT family, a, b, count(*) FROM spanned GROUP BY ALL")) == [
        ("certain", 2012, 2016, many)
    ]


def test_a_register_is_cut_where_it_was_read(ledger: Ledger) -> None:
    """Sixteen bodies are certain from their founding, 1990 to 2005, to 2010, and possible from then on.

    The second half begins with 2011: one piece for all of them. The first half holds the sixteen leaves that begin with
    1990 to 2005: those from leaf k on are as many pieces as 16 - k has ones in binary (1990: all, 1 piece), 33 in all.
    """
    fill(ledger, [(year, year, FUTURE, year, 2010) for year in range(1990, 2006)])
    tree = grow_tree(ledger)
    assert tree.leaf(2011) == tree.middle == 17  # before 1990 lies a leaf as well
    lines = [line for (line,) in ledger.query(span_query(ledger, tree))]
    assert len([line for line in lines if "/possible/" in line]) == 16
    assert len([line for line in lines if "/certain/" in line]) == sum((16 - k).bit_count() for k in range(16)) == 33


def test_what_would_stand_twice_in_a_year_is_noticed(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule that merges is left out: two overlapping spans of one statement then meet in a year."""
    cut = "CREATE OR REPLACE TABLE spanned AS SELECT 'possible' AS family, s, p, o, pf AS a, pt AS b FROM dated"
    monkeypatch.setattr(spans, "_SPANNED", cut)
    fill(ledger, [(1, 1990, 1995, FUTURE, PAST), (1, 1995, 1999, FUTURE, PAST)])
    with pytest.raises(AssertionError, match="<s1>"):
        span_query(ledger, grow_tree(ledger))


def test_what_the_words_say_is_in_no_graph_of_the_years(tmp_path: Path) -> None:
    thing, kind = "urn:x", "urn:Kind"
    words = tmp_path / "words.nq"
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    words.write_text(f"<{thing}> {type_} <{kind}> <urn:ontology> .\n")
    with opened() as ledger:
        ledger.append("things", [{"iri": iri, "kind": "thing", "class": kind} for iri in (thing, "urn:y")])
        assign_spheres(ledger)
        date_things(ledger)
        date_ties(ledger)
        prepare(ledger, terms.ROOT)
        date_statements(ledger, words)
        assert list(ledger.query("SELECT s FROM dated")) == [("<urn:y>",)]
