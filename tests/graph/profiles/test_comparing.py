"""Harbour and hill of the tiny ecosystem side by side, counted by hand."""

from __future__ import annotations

import pytest

from triskele.errors import InvalidInput
from triskele.networks import Selection
from triskele.profiles.comparing import compare_profiles
from triskele.release import Release


def test_two_towns_share_nobody_and_five_ties_join_them(release: Release) -> None:
    """t01, t06, t07, t08 and t10 join the two; t05 and t09 stay in the hill."""
    made = compare_profiles(release, ["region/harbour", "region/hill"])
    pair = made["pairs"][0]
    assert (pair["shared"], pair["ties"]) == ([], 5)
    assert {tie["key"] for tie in pair["items"]} == {f"tiny-t{n}" for n in ("01", "06", "07", "08", "10")}
    assert [one["members"]["count"] for one in made["subjects"]] == [7, 5]
    assert [one["ties"]["inside"] for one in made["subjects"]] == [4, 2]
    assert len({tuple(item["item"] for item in one["checklists"][0]["items"]) for one in made["subjects"]}) == 1


def test_a_part_shares_all_it_has_and_no_tie_lies_between(release: Release) -> None:
    """Seven of the twelve actors of the land are in the harbour; three of the land's ties join the two parts, but no
    actor is in the harbour alone. The cluster's figures of 2015 contradict each other and are not the land's."""
    selection = Selection(modalities=("all",))
    made = compare_profiles(release, ["region/land", "region/harbour", "cluster/sea-cluster"], selection=selection)
    by_pair = {tuple(pair["between"]): pair for pair in made["pairs"]}
    assert (len(by_pair["land", "harbour"]["shared"]), by_pair["land", "harbour"]["ties"]) == (7, 0)
    assert [one["key"] for one in by_pair["harbour", "sea-cluster"]["shared"]] == ["sea-cluster", "sea-park"]
    assert (made["figures"]["rows"], made["figures"]["alone"]) == ([], 2)


def test_one_or_the_same_twice_is_no_comparison(release: Release) -> None:
    for wanted in (
        ["region/harbour"],
        ["region/harbour"] * 2,
        ["region/harbour", "hill"],
        ["region/harbour", "x/hill"],
    ):
        with pytest.raises(InvalidInput):
            compare_profiles(release, wanted)
