"""Metrics on a release: the tiny ecosystem is the toy graph of the reference plus three isolated actors."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, ParameterError, TableError
from triskele.measure import measure
from triskele.measure.checklists import Neighbourhoods, classified
from triskele.metrics import registry
from triskele.metrics.rules import SUBJECTS, rule_file
from triskele.networks import Selection
from triskele.networks.choosing import open_arrays

ALL = Selection(modalities=("stated", "implied"))
ROOT = Path(__file__).parents[3]


def run(ecosystem: Ecosystem, name: str, selection: Selection = ALL, **parameters):
    return measure(ecosystem.release, name, selection=selection, **parameters)


@pytest.mark.parametrize("metric", [m for m in registry.all() if m.section[0] in "BD"], ids=lambda m: m.name)
def test_every_network_metric_runs_on_a_release(ecosystem: Ecosystem, metric) -> None:
    quick = {"permutations": 2} if any(p.name == "permutations" for p in metric.parameters) else {}
    result = run(ecosystem, metric.name, **quick)
    assert result.release == str(ecosystem.release.number)
    assert result.projection
    assert result.values
    assert result.direction == "undirected"


def test_the_toy_numbers_come_out_of_the_release(ecosystem: Ecosystem) -> None:
    ei = run(ecosystem, "ei-index", Selection(modalities=("stated", "implied"), isolates=False)).headline
    assert ei.value == pytest.approx(1 / 11)
    liaison = run(ecosystem, "brokerage", permutations=0).pick(
        actor="transfer-office", role="liaison", quantity="count"
    )
    assert liaison.value == 6
    lost = run(ecosystem, "interface-removal", actors="transfer-office", permutations=0)
    assert lost.pick(quantity="lost-cross-pairs").value == 12


def test_what_was_dropped_and_which_year_is_said(ecosystem: Ecosystem) -> None:
    result = run(ecosystem, "ei-index", Selection(modalities=("stated", "implied"), as_of=2017), permutations=9)
    assert result.as_of == "2017"
    assert result.headline.m == 9
    assert result.dropped["isolates"] == 3
    assert result.dropped["not_active"] == 2
    before = run(ecosystem, "ei-index", Selection(as_of=1000, undated=False))
    assert before.headline.value is None
    assert before.headline.reason["tr"]


def test_hybrids_are_spread_as_the_selection_says(ecosystem: Ecosystem) -> None:
    apart = run(ecosystem, "mixing-matrix", permutations=0)
    assert apart.hybrids == "exclusive"
    spread = run(
        ecosystem, "mixing-matrix", Selection(modalities=("stated", "implied"), hybrids="fractional"), permutations=0
    )
    assert spread.hybrids == "fractional"
    assert "hybrid" not in {v.key["from"] for v in spread.values}
    assert sum(v.value for v in spread.values) == pytest.approx(22)


def test_a_weighed_selection_weighs(ecosystem: Ecosystem) -> None:
    result = run(ecosystem, "strength-centrality", Selection(weight="confidence", modalities=("stated", "implied")))
    assert result.weights == "weight"
    # supply 0.8 and partnership 1
    assert result.pick(actor="rope-firm").value == pytest.approx(1.8)
    with pytest.raises(ParameterError, match="does not weigh"):
        run(ecosystem, "strength-centrality", weight="weight")


def test_turnover_reads_all_dates_whatever_the_year(ecosystem: Ecosystem) -> None:
    result = run(
        ecosystem, "tie-turnover", Selection(as_of=2012, modalities=("stated", "implied")), years="2012,2013,2014"
    )
    # 2012: 10 of 11; 2013 adds the protocol; 2014 loses the partnership of 2011-2013
    assert result.pick(year="2012", undated="with").value == 10
    assert result.pick(to="2013", undated="with").value == pytest.approx(1 / 11)
    assert result.pick(to="2014", undated="with").value == pytest.approx(1 / 11)
    assert result.pick(quantity="undated-share").value == pytest.approx(2 / 11)


def test_layers_are_tie_types(ecosystem: Ecosystem) -> None:
    result = run(ecosystem, "multiplex-participation", permutations=0)
    assert result.pick(layer="funding", quantity="ties").value == 2
    assert result.pick(layer="funding", quantity="ei-of-layer").value == 1.0


def test_helix_systems_read_spaces_and_relations_of_tie_types(ecosystem: Ecosystem) -> None:
    result = run(ecosystem, "triple-helix-systems")
    assert result.pick(relation="technology-transfer", quantity="relation").value >= 3
    assert result.pick(space="knowledge", quantity="ei-of-space").m == 2
    # ministry and agency fund, as is theirs; the firms supply
    assert result.pick(quantity="substitution-index").value == 0.0


def test_silence_is_unknown_on_every_checklist(ecosystem: Ecosystem) -> None:
    for name in SUBJECTS:
        result = run(ecosystem, name, Selection(clusters=("sea-cluster",), modalities=("stated", "planned")))
        assert all(v.key["about"] == "sea-cluster" for v in result.values)
        assert not any(v.category in ("absent", "unmet") for v in result.values)
        assert any(v.category == "unknown" for v in result.values)
    planned = run(ecosystem, "ecosystem-completeness", Selection(clusters=("sea-cluster",), modalities=("planned",)))
    park = planned.pick(component="business-centres-and-ttos", quantity="component")
    assert park.category == "present"
    assert planned.headline.value == pytest.approx(0.1)
    assert planned.headline.high == 1.0
    with pytest.raises(InvalidInput, match="see-cluster") as caught:
        run(ecosystem, "ecosystem-completeness", Selection(clusters=("see-cluster",)))
    assert "sea-cluster" in caught.value.hint


def test_what_was_classified_in_a_year_counts_in_it(ecosystem: Ecosystem) -> None:
    arrays = open_arrays(ecosystem.release)  # one of 2016
    assert [len(classified(arrays, Selection(as_of=year))) for year in (2015, 2016)] == [0, 1]


def test_a_hybrid_stands_for_no_sphere_of_a_cluster() -> None:
    ties = {"c": [("h", "membership", "in", "t1"), ("u", "membership", "in", "t2")]}
    near = SimpleNamespace(ties=ties, shares={"h": [0.5, 0.5, 0.0, 0.0], "u": [1.0, 0.0, 0.0, 0.0]})
    assert Neighbourhoods.spheres(near, "c") == ({0}, ["t2"])


def test_a_verdict_names_the_ties_it_rests_on(seeds: Ecosystem) -> None:
    ties = {row["tie"] for row in seeds.query("SELECT ?tie { ?tie a tsk:Tie }")}
    held = {tie.rpartition("/")[2] for tie in ties}
    for name in SUBJECTS:
        for value in measure(seeds.release, name, selection=Selection(clusters=("ossa", "silicon-valley"))).values:
            if value.category not in (None, "unknown"):
                assert value.evidence, value.key
                assert set(value.evidence) & held or all("-c" in key for key in value.evidence), value
    assert measure(seeds.release, "trilateral-transmission").notes[0]["en"].startswith("Form of the data: graph form")


def test_a_typology_out_of_ties_leaves_open_what_no_tie_shows(seeds: Ecosystem) -> None:
    found = measure(seeds.release, "cluster-typology", selection=Selection(clusters=("ossa", "silicon-valley")))
    verdicts = [v for v in found.values if v.key["quantity"] == "verdict"]
    assert {v.key["cluster"] for v in verdicts} == {"ossa", "silicon-valley"}
    assert all(v.category == "unknown" for v in verdicts)  # employment and headquarters stand in no tie
    assert found.release == str(seeds.release.number)
    assert any(v.evidence for v in verdicts)
    anchored = found.pick(cluster="ossa", type="state-anchored")
    assert (anchored.low, anchored.high) in ((0.0, 1.0), (1.0, 1.0))


def test_metrics_of_regions_still_need_a_table(ecosystem: Ecosystem) -> None:
    with pytest.raises(TableError, match="needs a table"):
        run(ecosystem, "location-quotient")
    rows = [{"region": "r", "sector": "s", "value": "1"}]
    assert run(ecosystem, "location-quotient", table=rows).headline.value is not None


def test_the_tables_of_correspondence_name_what_exists() -> None:
    ontology = (ROOT / "ontology/triskele.ttl").read_text(encoding="utf-8")
    types = (ROOT / "ontology/vocabularies/tie-types.ttl").read_text(encoding="utf-8")
    roles = (ROOT / "seeds/next-generation/concepts.csv").read_text(encoding="utf-8")
    known = {"classes": (ontology, "tsk:{} a owl:Class"), "roles": (roles, "\ninstitution-roles/{},")}
    known |= dict.fromkeys(("out", "into"), (types, "tie:{} a skos:Concept"))
    files = ("ecosystem-components", "next-generation-features", "diamond-facets")
    given = [item["shows"] for name in files for item in rule_file(name)["items"] if "shows" in item]
    shows = [what for one in given for what in (one.values() if "classes" not in one and "out" not in one else [one])]
    assert len(shows) == 10 + 7 + 10
    for what in shows:
        for place, names in what.items():
            text, form = known[place]
            assert all(form.format(name) in text for name in names), names


def test_the_ontology_says_what_ties_of_a_type_are(ecosystem: Ecosystem) -> None:
    arrays = open_arrays(ecosystem.release)
    assert arrays.types_that("parent", "source") == ["hosting", "management"]
    assert arrays.types_that("parent", "target") == ["part-of"]
    assert {"membership", "cluster-membership", "board-membership"} < set(arrays.types_that("membership", "true"))
    assert "training" in arrays.types_that("typical", "university")
    assert {said["typical"] for said in arrays.tie_types.values()} == {"", "university", "industry", "government"}


def test_the_ontology_says_whose_work_is_research(ecosystem: Ecosystem) -> None:
    assert open_arrays(ecosystem.release).researching == {
        "University", "FacultyOrUnit", "ResearchInstitute", "RDCentre", "TestLaboratory", "Technopark", "SpinOff",
    }  # fmt: skip
