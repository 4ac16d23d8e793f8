"""Yearly views, spheres by convention: worked out by hand on the tiny ecosystem."""

from __future__ import annotations

import pytest

from triskele.ecosystem import Ecosystem
from triskele.release import Release

ID = "https://w3id.org/triskele/id/actor/"


def pairs(ecosystem: Ecosystem, property: str, year: int) -> set[tuple[str, str]]:
    rows = ecosystem.query(f"SELECT ?a ?b {{ ?a {property} ?b }}", as_of=year)
    return {(r["a"].removeprefix(ID), r["b"].removeprefix(ID)) for r in rows}


def test_a_tie_is_there_from_its_first_to_its_last_year(ecosystem: Ecosystem) -> None:
    # sail-firm - rope-firm: 2011 to 2013, inclusive, symmetric, so both ways
    both = {("sail-firm", "rope-firm"), ("rope-firm", "sail-firm")}
    assert not both & pairs(ecosystem, "tsk:partnersWith", 2010)
    for year in (2011, 2012, 2013):
        assert both <= pairs(ecosystem, "tsk:partnersWith", year)
    assert not both & pairs(ecosystem, "tsk:partnersWith", 2014)


def test_every_shortcut_can_be_walked_back(ecosystem: Ecosystem) -> None:
    assert ("south-university", "transfer-office") in pairs(ecosystem, "tsk:hosts", 2010)
    assert ("transfer-office", "south-university") in pairs(ecosystem, "tsk:hostedBy", 2010)


def test_undated_ties_are_always_there_and_planned_ones_never(ecosystem: Ecosystem) -> None:
    for year in (1000, 2004, 2030):
        assert ("town-ministry", "ship-firm") in pairs(ecosystem, "tsk:supports", year)
        assert pairs(ecosystem, "tsk:memberOfCluster", year) == set()


def test_a_year_is_like_those_since_the_last_change(release: Release) -> None:
    """The first tie begins in 2005; nothing changes in 2009; the last change is the year after the last end, 2017."""
    assert release.view_year(1500) == 2004
    assert release.view_year(2009) == 2008
    assert release.view_year(2050) == release.manifest["views"][-1] == 2017


def test_the_truth_has_no_shortcuts(ecosystem: Ecosystem) -> None:
    assert ecosystem.query("ASK { ?a tsk:partnersWith ?b }")[0]["boolean"] is False


@pytest.mark.parametrize(
    ("actor", "sphere"),
    [("north-university", "university"), ("rope-firm", "industry"), ("town-ministry", "government"),
     ("transfer-office", "hybrid"), ("sea-park", "hybrid")],
)  # fmt: skip
def test_spheres_follow_the_convention_of_the_class(ecosystem: Ecosystem, actor: str, sphere: str) -> None:
    rows = ecosystem.query(f"SELECT ?s {{ <{ID}{actor}> tsk:sphere ?s }}")
    assert [r["s"].rpartition("#")[2] for r in rows] == [sphere]


def test_shares_sum_to_one(ecosystem: Ecosystem) -> None:
    rows = ecosystem.query(
        "SELECT ?a (SUM(?share) AS ?sum) { ?a tsk:hasSphereAssignment/tsk:sphereShare ?share } GROUP BY ?a"
    )
    assert len(rows) == 12
    assert all(row["sum"] == pytest.approx(1, abs=1e-6) for row in rows)


def test_founding_dates_come_from_events(ecosystem: Ecosystem) -> None:
    assert ecosystem.actor("sea-cluster").properties["https://schema.org/foundingDate"] == ["2015-03"]


def test_implied_ties_stand_in_the_years_they_hold(ecosystem: Ecosystem) -> None:
    """t11, a cooperation protocol of 2013 that the source only implies, is a tie of its years as much as others are."""
    tied = ("coast-agency", "town-ministry")
    assert [tied in pairs(ecosystem, "tsk:hasProtocolWith", year) for year in (2012, 2013, 2020)] == [False, True, True]
