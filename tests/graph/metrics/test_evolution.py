"""B23: as-of tie sets and their turnover."""

from __future__ import annotations

import networkx as nx
import pytest

from triskele import metrics
from triskele.errors import ParameterError, TableError


def tie(source: str, target: str, first: str = "", last: str = "", **more: str) -> dict[str, str]:
    return {"source": source, "target": target, "from": first, "to": last, **more}


TIES = [tie("a", "b", "2000", "2003"), tie("c", "b", "2002-05-01"), tie("c", "d", "", "2002")]


def test_turnover_by_hand() -> None:
    result = metrics.run("tie-turnover", TIES, years="2001,2002,2003,2004")
    # with undated: {ab, cd}, {ab, bc, cd}, {ab, bc}, {bc}
    expected = {"2002": 1 - 2 / 3, "2003": 1 - 2 / 3, "2004": 1 - 1 / 2}
    for year, value in expected.items():
        assert result.pick(to=year, undated="with").value == pytest.approx(value)
    # without: {ab}, {ab, bc}, {ab, bc}, {bc}
    assert result.pick(to="2002", undated="without").value == pytest.approx(1 / 2)
    assert result.pick(to="2003", undated="without").value == 0.0
    assert result.pick(quantity="undated-share").value == pytest.approx(1 / 3)
    assert result.pick(year="2002", undated="with").value == 3


def test_cumulative_is_not_active() -> None:
    result = metrics.run("tie-turnover", TIES, years=[2001, 2004], mode="cumulative")
    assert result.pick(year="2004", undated="without").value == 2
    assert any("not active" in note["en"] for note in result.notes)
    assert metrics.run("tie-turnover", TIES, years=[2001, 2004]).pick(year="2004", undated="without").value == 1


def test_years_of_change_are_the_default() -> None:
    result = metrics.run("tie-turnover", TIES)
    years = [v.key["year"] for v in result.values if v.key.get("undated") == "with" and "year" in v.key]
    assert years == ["2000", "2001", "2002", "2003", "2004"]
    # a tie ends with its last year: sixty years are told one by one, of more only those in which something changes
    for first, told in (("1940", 61), ("1939", 3)):
        long = metrics.run("tie-turnover", [tie("a", "b", first, "1999")])
        assert sum(v.key.get("undated") == "with" and "year" in v.key for v in long.values) == told


def test_both_empty_is_null_and_direction_can_matter() -> None:
    result = metrics.run("tie-turnover", TIES, years=[1980, 1990])
    assert result.pick(undated="without", quantity="turnover").value is None
    two = [tie("a", "b", "2000", "2000"), tie("b", "a", "2001", "2001")]
    assert metrics.run("tie-turnover", two, years=[2000, 2001]).headline.value == 0.0
    assert metrics.run("tie-turnover", two, years=[2000, 2001], directed=True).headline.value == 1.0
    typed = [tie("a", "b", "2000", "2000", type="funding"), tie("a", "b", "2001", "2001", type="training")]
    assert metrics.run("tie-turnover", typed, years=[2000, 2001]).headline.value == 1.0


def test_sets_that_were_cut_before() -> None:
    result = metrics.run("tie-turnover", {2000: nx.path_graph(3), 2001: [(1, 0)], 2002: []})
    assert result.pick(to="2001").value == pytest.approx(1 / 2)
    assert result.pick(to="2002").value == 1.0
    assert metrics.run("tie-turnover", {2000: []}).headline.value is None


def test_bad_dates_are_named() -> None:
    with pytest.raises(TableError, match="'soon'"):
        metrics.run("tie-turnover", [tie("a", "b", "soon")])
    with pytest.raises(TableError, match="ends before"):
        metrics.run("tie-turnover", [tie("a", "b", "2001", "2000")])
    with pytest.raises(ParameterError, match="years"):
        metrics.run("tie-turnover", TIES, years=["x"])
    assert metrics.run("tie-turnover", [tie("a", "b")]).headline.reason["en"] == "There is no dated tie."
