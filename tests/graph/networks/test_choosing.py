"""Who is chosen: the numbers that every surface tells alike, worked out by hand on the tiny ecosystem."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, OutdatedRelease
from triskele.ledger.selection import Selection
from triskele.measure import measure
from triskele.networks import choose, open_arrays
from triskele.release import Release
from triskele.release.build import build_release
from triskele.settings import Settings

# Eleven ties are stated or implied with a confidence of at least 0.5. Two have no date (t04, t09). The others count
# possibly from t01 2005, t03 2006, t02 2008 (to 2016), t05 2010, t06 and t07 2011 (t07 to 2013), t08 and t10 2012, t11
# 2013 on, and certainly only while both of their dates say so: t02 2008-2016, t07 2011-2013, the half-dated ones in the
# year of their date alone. The cluster was founded in 2015; no other of the twelve actors has a date.
YEARS = [
    # year, possible, certain, actors possibly, actors certainly
    (1900, 2, 0, 11, 0),  # t04 t09
    (2005, 3, 1, 11, 0),  # and t01, certain in that year
    (2011, 8, 3, 11, 0),  # t01-t07 t09; certain t02 t06 t07
    (2012, 10, 4, 11, 0),  # and t08 t10; certain t02 t07 t08 t10
    (2013, 11, 3, 11, 0),  # and t11; certain t02 t07 t11
    (2014, 10, 1, 11, 0),  # without t07; certain t02
    (2015, 10, 1, 12, 1),  # and the cluster
    (2017, 9, 0, 12, 0),  # without t02
    (9999, 9, 0, 12, 0),
]


@pytest.mark.parametrize(("year", "possible", "certain", "actors", "sure_actors"), YEARS)
def test_chosen_by_year(
    ecosystem: Ecosystem, year: int, possible: int, certain: int, actors: int, sure_actors: int
) -> None:
    both = {"certain": certain, "possible": possible, "never": 0}
    wide = ecosystem.project(as_of=year)
    assert wide.chosen == {"ties": possible, "actors": actors, **both}
    sure = ecosystem.project(as_of=year, when="certain")
    assert sure.chosen == {"ties": certain, "actors": sure_actors, **both}
    # no two ties are parallel and all ends are actors: every chosen tie is a link; whoever certainly has one is there
    assert (wide.network.number_of_edges(), sure.network.number_of_edges()) == (possible, certain)
    # SPARQL says the same, for all but the ties that never count
    for when, numbers in (("possible", wide.chosen), ("certain", sure.chosen)):
        told = ecosystem.release.chosen(year, when)
        assert told == {name: numbers[name] for name in told}


def test_chosen_without_a_year(ecosystem: Ecosystem) -> None:
    assert ecosystem.project().chosen == {"ties": 11, "actors": 12, "certain": None, "possible": None, "never": 0}
    # stated alone 10; all modalities 12; confidence over 0.9 is all but t09 (0.8) and t11 (0.6)
    assert ecosystem.project(modalities="stated").chosen["ties"] == 10
    assert ecosystem.project(modalities="all").chosen["ties"] == 12
    assert ecosystem.project(min_confidence=0.9).chosen["ties"] == 9
    # filters of actors say nothing of ties: the numbers are those before ends are looked at
    assert ecosystem.project(spheres="university").chosen["ties"] == 11


@pytest.fixture(scope="module")
def grown(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Ecosystem:
    """The tiny ecosystem with a guild that ended in 1950, an office that followed it in 1990, the firms of the hill as
    a collective, and grants in two currencies."""
    folder = tmp_path_factory.mktemp("grown")
    seeds = Path(shutil.copytree(tiny, folder / "seeds"))
    _add(seeds / "tiny/actors.csv", [
        {"id": "old-guild", "class": "BusinessAssociation", "founded": "1900", "ended": "1950"},
        {"id": "new-office", "class": "BusinessAssociation", "founded": "1990"},
        {"id": "hill-firms", "class": "OrganisationGroup", "collective": "true"},
    ])  # fmt: skip
    tie = {"modality": "stated", "confidence": "1"}
    _add(seeds / "tiny/ties.csv", [
        {"id": "tiny-t13", "type": "succession", "source": "old-guild", "target": "new-office", "valid_from": "1950",
         **tie},
        {"id": "tiny-t14", "type": "membership", "source": "hill-firms", "target": "new-office", **tie},
        {"id": "tiny-t15", "type": "funding", "source": "town-ministry", "target": "new-office", "amount": "10.5",
         "currency": "TRY", **tie},
        {"id": "tiny-t16", "type": "funding", "source": "coast-agency", "target": "new-office", "amount": "7",
         "currency": "TRY", **tie},
        {"id": "tiny-t17", "type": "funding", "source": "coast-agency", "target": "sail-firm", "amount": "3",
         "currency": "EUR", **tie},
    ])  # fmt: skip
    return Ecosystem(build_release(Settings.read({}, data=folder / "data", seeds=seeds)))


def _add(path: Path, rows: list[dict[str, str]]) -> None:
    """Rows at the end of a table, with evidence and whatever columns they need."""
    import csv

    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names, kept = list(reader.fieldnames or ()), list(reader)
    evidence = {"document": "novel", "section": "1", "line_from": "1", "line_to": "2"}
    for row in rows:
        label = row["id"].replace("-", " ").title()
        row |= {"label_tr": label, "label_en": label} if "class" in row else {}
        row |= {**evidence, "statement_en": f"It says so of {row['id']}.", "statement_tr": f"{row['id']} böyle geçer."}
    new = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in names]
    names += new
    schema = path.parents[1] / "schemas" / f"{path.stem}.json"
    described = json.loads(schema.read_text(encoding="utf-8"))
    described["fields"] += [{"name": name, "type": "string"} for name in new]
    schema.write_text(json.dumps(described), encoding="utf-8")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted([*kept, *rows], key=lambda row: row["id"]))


def test_a_tie_that_counts_in_no_year_is_told(grown: Ecosystem) -> None:
    """The guild ended in 1950, the office began in 1990: no year has both, so their succession counts in none."""
    for year in (1950, 1970, 1990, 2000):
        assert grown.project(as_of=year).chosen["never"] == 1
        assert not grown.project(as_of=year, tie_types="succession").network.number_of_edges()
    assert grown.project().network.has_edge("old-guild", "new-office"), "without a year ties of any date count"
    assert "old-guild" not in grown.network(as_of=1951)
    assert "old-guild" in grown.network(as_of=1950)


def test_collectives_stay_out_unless_asked_for(grown: Ecosystem) -> None:
    without, asked = grown.project(), grown.project(collectives=True)
    assert "hill-firms" not in without.network
    assert (without.dropped["collectives"], without.dropped["end_outside"]) == (1, 1)
    assert grown.project(types="Ministry").dropped["collectives"] == 0, "a group of firms was not asked for"
    assert asked.network.has_edge("hill-firms", "new-office")
    assert "collectives" not in asked.dropped
    assert without.chosen == asked.chosen, "they are chosen; they are not in the network"
    assert grown.project("membership").network.number_of_edges() == 0
    assert grown.project("membership", collectives=True).network.number_of_edges() == 1


def test_amounts_are_added_in_one_currency_and_what_has_none_is_counted(grown: Ecosystem) -> None:
    projected = grown.project(weight="amount")
    # 15 ties (11 of tiny, 4 of 5 new ones: one has an end that is a collective), 3 with amounts, 2 of them in lira
    assert (projected.dropped["no_amount"], projected.dropped["other_currency"]) == (12, 1)
    assert projected.network["town-ministry"]["new-office"]["weight"] == 10.5
    assert projected.network.number_of_edges() == 2
    assert projected.network.graph["currency"] == "TRY"


def test_a_key_that_no_tie_carries_is_known_and_near_ones_are_named(ecosystem: Ecosystem) -> None:
    assert ecosystem.network(tie_types="succession").number_of_edges() == 0
    assert ecosystem.network(layers="recognition").number_of_edges() == 0
    assert ecosystem.network(as_of=1900, types="SpinOff", isolates=False).number_of_nodes() == 0
    for name, wrong, near in (
        ("tie_types", "sucession", "succession"), ("layers", "recogniton", "recognition"),
        ("documents", "nvel", "novel"), ("types", "SpinOf", "SpinOff"), ("places", "harbor", "harbour"),
        ("clusters", "sea-clster", "sea-cluster"), ("without", "sail-frm", "sail-firm"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            ecosystem.network(**{name: wrong})
        assert near in caught.value.hint


def test_members_of_a_cluster_are_those_of_the_year(ecosystem: Ecosystem) -> None:
    """The park joins the cluster in 2020, as planned."""
    planned = {"clusters": "sea-cluster", "modalities": "all"}
    assert set(ecosystem.network(**planned)) == {"sea-cluster", "sea-park"}
    assert set(ecosystem.network(as_of=2019, **planned)) == {"sea-cluster"}
    assert set(ecosystem.network(as_of=2020, **planned)) == {"sea-cluster", "sea-park"}
    assert set(ecosystem.network(clusters="sea-cluster")) == {"sea-cluster"}
    # whoever belongs to it does whatever the types of the network's ties
    assert set(ecosystem.network(tie_types="funding", **planned)) == {"sea-cluster", "sea-park"}


def test_every_surface_of_this_library_tells_the_same(ecosystem: Ecosystem) -> None:
    from triskele.exports import write_network

    for selection in (Selection(), Selection(as_of=2012), Selection(as_of=2012, when="certain")):
        counts = choose(open_arrays(ecosystem.release), selection).counts
        public = selection.changed()
        for name in ("organisations", "membership", "layers", "hyperedges"):
            projected = ecosystem.project(name, **public)
            assert projected.chosen == counts
            assert json.loads(projected.network.graph["chosen"]) == counts
        document = json.loads(write_network(ecosystem.project(**public), "node-link"))
        assert document["graph"]["chosen"] == counts
        for metric in ("ei-index", "trilateral-transmission", "tie-turnover", "triple-helix-systems"):
            assert measure(ecosystem.release, metric, selection=selection).chosen == counts


def test_a_network_needs_no_frames_no_engine_and_no_pickle(release: Release) -> None:
    """A new process makes a network without frames, engines, scipy, what bounded processes need, or a pickle."""
    import subprocess
    import sys

    program = """
import sys
from pathlib import Path
from triskele.release.library import Release
from triskele.networks import project
projected = project(Release(Path(sys.argv[1])))
assert len(projected.network) == 12
print([name for name in ("pandas", "pyarrow", "duckdb", "scipy", "numba", "pyoxigraph", "asyncio", "numpy.ma")
       if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", program, release.folder], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
    assert not [path for path in release.folder.rglob("*") if path.suffix in (".pkl", ".pickle")]


def test_a_release_without_arrays_says_what_to_do(release: Release, tmp_path: Path) -> None:
    old = tmp_path / "7"
    shutil.copytree(release.folder, old, ignore=shutil.ignore_patterns("arrays", "store", "derived"))
    with pytest.raises(OutdatedRelease) as caught:
        open_arrays(Release(old))
    assert "triskele build" in caught.value.hint
