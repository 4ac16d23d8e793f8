"""The triple helix of a country: counted anew by hand from what networks and metrics say of the same place."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from triskele.cli import main
from triskele.errors import InvalidInput
from triskele.measure import measure
from triskele.measure.countries import Country, countries, country_reports
from triskele.networks import Selection, project
from triskele.release import Release
from triskele.settings import Settings

LAND = Selection(places=("land",))


@pytest.fixture(scope="module")
def land(release: Release) -> Country:
    (found,) = country_reports(release, ["land"], permutations=19)
    return found


def test_actors_by_sphere_are_those_of_the_network(release: Release, land: Country) -> None:
    network = project(release, "organisations", LAND).network
    spheres = [data.get("sphere", "unknown") for _, data in network.nodes(data=True)]
    assert {name: count for name, count in land.actors.items() if count} == {
        name: spheres.count(name) for name in sorted(set(spheres))
    }
    assert sum(land.actors.values()) == len(network) > 0


def test_pairs_are_those_that_share_a_consortium_or_a_tie(release: Release, land: Country) -> None:
    network = project(release, "organisations", LAND).network
    whole = project(release, "hyperedges", LAND).hypergraph
    assert whole is not None
    together = {frozenset(edge) for edge in network.edges()}
    for number in range(len(whole.edges)):
        together |= {frozenset(pair) for pair in combinations([whole.actors[i] for i in whole.members(number)], 2)}
    sphere = {node: data.get("sphere", "unknown") for node, data in network.nodes(data=True)}
    ends = [[sphere[one] for one in pair] for pair in together]
    assert sum(land.pairs.values()) == len(together)
    assert land.within == sum(a == b != "unknown" for a, b in ends)
    assert land.between == sum(a != b and "unknown" not in (a, b) for a, b in ends)
    assert (land.consortia, land.joint) == (len(whole.edges), sum(len(whole.members(i)) > 1 for i in
                                                                   range(len(whole.edges))))  # fmt: skip
    first = land.bridges[0]
    others = [next(iter(pair - {first.actor})) for pair in together if first.actor in pair]
    partners = [one for one in others if sphere[one] not in (first.sphere, "unknown")]
    assert (first.partners, set(first.spheres)) == (len(partners), {sphere[one] for one in partners})


@pytest.mark.parametrize("name", ["sphere-sets", "trilateral-transmission"])
def test_numbers_are_those_of_the_metrics(release: Release, land: Country, name: str) -> None:
    alone = measure(release, name, selection=LAND, permutations=19, seed=1)
    assert land.results[name].values == alone.values


def test_both_languages_say_it(land: Country) -> None:
    assert land.text["tr"].startswith("Ülke: ")
    assert land.text["en"].startswith("Land: ")
    assert land.bridges[0].name["en"] in land.text["en"]


def test_all_countries_and_one_that_is_not_there(release: Release) -> None:
    assert countries(release) == {"land": {"tr": "Ülke", "en": "Land"}}
    assert [one.place for one in country_reports(release, permutations=1)] == ["land"]
    with pytest.raises(InvalidInput, match="No country of the release is called 'TR'"):
        next(country_reports(release, ["TR"]))


def test_the_command_writes_a_table_and_texts(
    settings: Settings, release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["report", "--data", str(settings.data), "--permutations", "5"]
    assert main([*given, "--output", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["countries.csv", "land.md"]
    text = (tmp_path / "out" / "land.md").read_text()
    assert text.index("# Ülke: üçlü sarmal") < text.index("# Triple helix of Land")
    assert main([*given, "--country", "land", "--where", "spheres=university"]) == 0
    assert "university" in capsys.readouterr().out
