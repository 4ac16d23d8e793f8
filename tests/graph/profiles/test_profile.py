"""What a profile tells of the harbour and of the sea cluster of the tiny ecosystem, counted by hand."""

from __future__ import annotations

import pytest

from triskele.catalogue import open_catalogue
from triskele.catalogue.lists import list_actors
from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, UnknownThing
from triskele.measure import region_checklist
from triskele.measure.checklists import Said
from triskele.networks import Selection
from triskele.profiles.document import profile
from triskele.release import Release


def test_a_region_counts_its_actors_and_what_leads_out(release: Release) -> None:
    """Seven actors are in the harbour. Of the eleven ties that count t02, t03, t04 and t11 stay inside; t01, t06, t07,
    t08 and t10 lead to the hill, which has no coordinates; t05 and t09 do not touch it, t12 is only planned."""
    made = profile(release, "region", "harbour")
    assert {one["sphere"]: one["count"] for one in made["members"]["spheres"]} == {
        "university": 1, "industry": 2, "government": 2, "hybrid": 2,
    }  # fmt: skip
    ties = made["ties"]
    assert (ties["all"], ties["inside"], ties["leaving"], ties["nowhere"]) == (9, 4, 5, 5)
    assert {tie["key"] for tie in ties["items"]} == {f"tiny-t{n}" for n in ("01", "06", "07", "08", "10")}
    assert all(tie["evidence"] for tie in ties["items"])
    assert ties["to"][0]["key"] == "transfer-office"
    assert [one["key"] for one in made["bodies"]["clusters"]] == ["sea-cluster"]
    assert [one["key"] for one in made["bodies"]["interfaces"]] == ["sea-park"]
    assert "7" in made["sentence"]["tr"]
    assert "7" in made["sentence"]["en"]
    # the list of actors and the profile have one rule of places
    listed = list_actors(open_catalogue(release), "en", {"place": {"harbour"}})
    named = {actor["key"] for one in made["members"]["spheres"] for actor in one["actors"]}
    assert {actor["key"] for actor in listed["items"]} == named


def test_a_zone_holds_whom_it_hosts_and_who_is_part_of_it(release: Release) -> None:
    """The university hosts the transfer office (t05); nobody is part of the park; a firm is no ground at all."""
    made = profile(release, "zone", "south-university", bridges=False)
    assert {actor["key"] for one in made["members"]["spheres"] for actor in one["actors"]} == {
        "south-university", "transfer-office",
    }  # fmt: skip
    assert profile(release, "zone", "sea-park", bridges=False)["members"]["count"] == 1
    with pytest.raises(InvalidInput, match="no zone"):
        profile(release, "zone", "sail-firm")


def test_a_component_is_shown_by_an_actor_and_otherwise_unknown(release: Release) -> None:
    items = {one["item"]: one for one in profile(release, "region", "harbour")["checklist"]["items"]}
    assert items["universities"]["state"] == "present"
    proof = items["universities"]["proof"][0]
    assert proof["iri"].endswith("/actor/north-university")
    assert proof["evidence"][0]["line_from"] == 1
    assert {one["state"] for one in items.values()} == {"present", "unknown"}


@pytest.mark.parametrize(("value", "state"), [("1", "present"), ("", "present"), ("0", "unknown")])
def test_what_a_document_says_an_actor_is_not_shows_nothing(
    release: Release, monkeypatch: pytest.MonkeyPatch, value: str, state: str
) -> None:
    said = Said("sail-firm", "ecosystem-components", ("angel-investment",), value, "tiny-v1")
    monkeypatch.setattr(region_checklist, "classified", lambda arrays, selection: [said])
    items = {one["item"]: one for one in profile(release, "region", "harbour")["checklist"]["items"]}
    assert items["angel-investment"]["state"] == state


def test_a_bridge_has_a_verdict_only_where_something_was_drawn(release: Release) -> None:
    bare = profile(release, "region", "harbour")["bridges"]
    judged = profile(release, "region", "harbour", permutations=19)["bridges"]
    assert [one["key"] for one in bare["items"]] == [one["key"] for one in judged["items"]] != []
    assert {one["verdict"] for one in bare["items"]} == {None}
    without = profile(release, "region", "harbour", bridges=False)
    assert without["bridges"] is None
    assert without["address"].endswith("bridges=false")
    assert all(one["verdict"] and one["expected"] is not None for one in judged["items"])


def test_a_cluster_has_the_members_of_the_selection(release: Release) -> None:
    """The park only plans to join: with the usual selection the cluster stands alone, with every modality it has the
    park, and the tie between them stays inside."""
    alone = profile(release, "cluster", "sea-cluster")
    assert (alone["members"]["count"], alone["ties"]["all"]) == (1, 0)
    assert "ties" in {one["what"] for one in alone["unknown"]}
    planned = profile(release, "cluster", "sea-cluster", selection=Selection(modalities=("all",)))
    assert (planned["members"]["count"], planned["ties"]["inside"]) == (2, 1)
    with pytest.raises(InvalidInput, match="no cluster"):
        profile(release, "cluster", "ship-firm")
    with pytest.raises(UnknownThing):
        profile(release, "region", "harbor")


def test_a_year_leaves_out_what_came_later(release: Release) -> None:
    """In 2007 of the ties of the harbour t01 (2005) and t03 (2006) had begun, t04 has no date and may have."""
    made = profile(release, "region", "harbour", selection=Selection(as_of=2007))
    assert made["ties"]["all"] == 3
    assert all(row["year"] <= 2007 for row in made["years"]["years"])
    assert made["address"].endswith("/profiles/region/harbour?as_of=2007")


def test_a_selection_of_documents_takes_what_they_attest(seeds: Ecosystem) -> None:
    """İzmir is told by both studies; with one of them left out fewer figures and contradictions stay, none from it."""
    both = profile(seeds.release, "region", "izmir", bridges=False)
    one = profile(seeds.release, "region", "izmir", bridges=False, selection=Selection(documents=("next-generation",)))
    for part in ("figures", "contradictions", "years"):
        assert 0 <= one[part]["count"] < both[part]["count"], part
    told = {e["document"]["key"] for figure in one["figures"]["items"] for e in figure["evidence"]}
    assert told <= {"next-generation"}
