"""What every metric says about itself, and what every result can be turned into."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from triskele import metrics
from triskele.errors import NullRequired, ParameterError, UnknownMetric
from triskele.metrics import registry
from triskele.metrics.metric import Metric
from triskele.metrics.reading import number, part_word
from triskele.metrics.record import Parameter, Result, Value, undefined

ROOT = Path(__file__).parents[3]
RECORDS = [
    {"university": u, "industry": i, "government": g, "count": n}
    for (u, i, g), n in {(1, 0, 0): 60, (0, 1, 0): 20, (1, 1, 0): 6, (0, 1, 1): 2, (1, 1, 1): 4}.items()
]


def told_by(code: str) -> list[str]:
    """The words that some code prints in a process of its own, where nothing is imported yet."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_importing_the_package_does_not_import_numpy() -> None:
    code = "import sys, triskele.metrics, triskele.metrics.registry; print('numpy' in sys.modules)"
    assert told_by(code) == ["False"]


def test_a_service_holds_no_frames_and_no_engine_before_somebody_needs_them() -> None:
    """Each of these would take 10 to 50 MB of the process that answers, and of the one that measures."""
    code = (
        "import sys, triskele_api.app; from triskele_api.measuring import prepare; "
        "seen = lambda: print(*sorted({'pandas', 'pyarrow', 'duckdb', 'numba', 'networkx'} & set(sys.modules)), '|'); "
        "seen(); prepare(None); seen()"
    )
    assert told_by(code) == ["|", "networkx", "|"]


def test_a_metric_on_the_command_line_loads_no_other_and_nothing_slow() -> None:
    """scipy, pandas and pyarrow take longer to import than most metrics to run."""
    code = (
        "import sys, triskele.cli.main, triskele.measure; from triskele.metrics import registry; "
        "registry.get('ei-index'); print(*registry._metrics, *sorted({m.partition('.')[0] for m in sys.modules} & "
        "{'scipy', 'pandas', 'pyarrow', 'duckdb', 'numba', 'sklearn', 'igraph'}))"
    )
    told = told_by(code)
    assert "ei-index" in told
    assert len(told) < 12, told
    assert not {"scipy", "pandas", "pyarrow", "duckdb", "numba"} & set(told)


def test_the_text_of_the_modules_names_every_metric() -> None:
    assert registry._modules_of_names() == {m.name: m.function.__module__.rpartition(".")[2] for m in registry.all()}


@pytest.mark.parametrize("metric", registry.all(), ids=lambda m: m.name)
def test_every_record_is_complete(metric: Metric) -> None:
    for text in (metric.title, metric.question, metric.undefined_when, metric.direction, metric.weights):
        assert text["tr"]
        assert text["en"]
    assert metric.name == metric.name.lower().replace("_", "-")
    assert metric.formula
    assert metric.range
    assert metric.cost
    assert metric.reference
    assert metric.section[0] in "ABCD"
    assert metric.question["en"].endswith("?")
    assert not metric.needs_null or metric.nulls
    for parameter in metric.parameters:
        assert parameter.help["tr"]
        assert parameter.help["en"]
        if parameter.type not in ("rules", "table"):
            assert parameter.read(parameter.default) == parameter.default
    json.dumps(metric.describe(), default=dict, allow_nan=False)


@pytest.mark.parametrize("metric", registry.all(), ids=lambda m: m.name)
def test_the_worked_number_of_every_record_is_a_test(metric: Metric) -> None:
    path, name = metric.example.split("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), metric.example


def test_no_module_carries_the_name_of_a_metric() -> None:
    for metric in registry.all():
        assert importlib.util.find_spec(f"triskele.metrics.{metric.name.replace('-', '_')}") is None


def test_all_of_sections_a_and_c_is_there() -> None:
    sections = {metric.section for metric in registry.all()}
    assert {f"A{i}" for i in range(1, 13)} | {f"C{i}" for i in range(1, 13)} <= sections


def test_an_unknown_metric_offers_the_nearest() -> None:
    with pytest.raises(UnknownMetric, match="location-quotent") as caught:
        registry.get("location-quotent")
    assert caught.value.code == "unknown-metric"
    assert "location-quotient" in caught.value.hint
    with pytest.raises(AttributeError, match="no metric"):
        _ = metrics.location_quotent


def test_metrics_are_functions_that_return_tables() -> None:
    frame = metrics.sphere_entropy(RECORDS)
    assert isinstance(frame, pd.DataFrame)
    assert frame["value"].dtype == "Float64"
    assert "sphere_entropy" in dir(metrics)


def test_parameters_are_checked_before_anything_runs() -> None:
    with pytest.raises(ParameterError, match="no parameter 'sead'") as caught:
        metrics.run("trilateral-transmission", RECORDS, sead=1)
    assert "seed" in caught.value.hint
    with pytest.raises(ParameterError, match="expected int"):
        metrics.run("trilateral-transmission", RECORDS, permutations="many")
    with pytest.raises(ParameterError, match="at least 0"):
        metrics.run("trilateral-transmission", RECORDS, permutations=-1)
    with pytest.raises(ParameterError, match="one of record, firm, graph"):
        metrics.run("trilateral-transmission", RECORDS, form="patent")
    with pytest.raises(ParameterError, match="expected bool"):
        metrics.run("trilateral-transmission", RECORDS, enumerate="perhaps")


def test_parameters_are_read_from_text() -> None:
    help_ = {"tr": "x", "en": "x"}
    assert Parameter("b", "int", 1, help_).read("999") == 999
    assert Parameter("x", "float", 1.0, help_).read("0.95") == 0.95
    assert Parameter("y", "bool", True, help_).read("false") is False
    assert Parameter("z", "list", None, help_).read("a, b;c") == ("a", "b", "c")


NEEDS_NULL = [m.name for m in registry.all() if m.needs_null and m.section[0] == "A"]


@pytest.mark.parametrize("name", NEEDS_NULL)
def test_no_t_without_its_null(name: str) -> None:
    with pytest.raises(NullRequired, match="permutations=0") as caught:
        metrics.run(name, RECORDS, permutations=0)
    assert caught.value.code == "null-required"
    assert "999" in caught.value.hint


def test_all_measures_that_contain_t_need_a_null() -> None:
    needing = {registry.get(name).section for name in NEEDS_NULL}
    assert needing == {"A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10"}


def test_a_value_is_a_number_or_null_with_a_reason_never_nan() -> None:
    with pytest.raises(ValueError, match="nan"):
        Value({}, float("nan"))
    with pytest.raises(ValueError, match="does not go with status"):
        Value({}, None)
    with pytest.raises(ValueError, match="without a reason"):
        Value({}, None, status="undefined", reason={"tr": "", "en": ""})
    with pytest.raises(ValueError, match="does not go with status"):
        Value({}, 1.0, status="undefined", reason={"tr": "a", "en": "b"})


def test_csv_json_and_frame_carry_the_same_columns_and_nulls() -> None:
    result = Result(
        [
            Value({"region": "R1"}, 0.5, "ratio", n=3),
            undefined({"region": "R2"}, {"tr": "Toplam sıfır.", "en": "The total is 0."}, unit="ratio"),
        ],
        metric="m",
        permutations=9,
        seed=1,
        exact=False,
        dropped={"self-ties": 2},
        parameters={"cutoff": "1"},
    )
    rows = list(csv.DictReader(io.StringIO(result.to_csv())))
    frame = result.to_frame()
    assert list(rows[0]) == list(frame.columns) == result.columns()
    assert rows[0]["region"] == "R1"
    assert rows[1]["value"] == ""
    assert rows[1]["reason_en"] == "The total is 0."
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["value"].iloc[1] is pd.NA
    plain = json.loads(result.to_json())
    assert plain["values"][1]["value"] is None
    assert plain["values"][1]["reason"]["tr"] == "Toplam sıfır."
    assert plain["dropped"] == {"self-ties": 2}
    assert "NaN" not in result.to_json()


def test_every_result_carries_what_could_have_changed_it() -> None:
    result = metrics.run("trilateral-transmission", RECORDS).with_context(
        as_of="2015", release="7", projection="hyperedges", layer="participation"
    )
    row = result.rows()[0]
    assert row["metric"] == "trilateral-transmission"
    assert row["null"] == "both-margins"
    assert row["exact"] is True
    assert row["as_of"] == "2015"
    assert row["release"] == "7"
    assert row["version"]
    assert json.loads(row["parameters"])["form"] == "record"
    assert row["n"] == 92


def test_the_words_say_when_chance_explains_the_number() -> None:
    # every record has one sphere: only one table has these margins, so chance gives exactly the same T
    alone = [{"university": u, "industry": i, "government": 1 - u - i} for u, i in ((1, 0), (0, 1), (0, 0))]
    result = metrics.run("trilateral-transmission", alone)
    assert result.headline.value == pytest.approx(-415.037, abs=5e-4)
    assert (result.headline.p, result.headline.z) == (1.0, None)
    assert "not distinguishable from its null model" in result.reading["en"]
    assert "boş modelden ayırt edilemiyor" in result.reading["tr"]


@pytest.mark.parametrize("count", [9, 10])
def test_the_words_say_on_how_few_ties_a_number_rests(count: int) -> None:
    ring = nx.cycle_graph(count)
    nx.set_node_attributes(ring, {i: "UI"[i % 2] for i in ring}, "sphere")
    said = metrics.run("ei-index", ring, permutations=0).reading["en"]
    assert ("rests on" in said) == (f"{count} ties" in said) == (count < 10)


def test_the_words_name_synergy_only_after_the_null() -> None:
    firms = [{"geography": g, "technology": t, "size": g ^ t, "count": 20} for g in (0, 1) for t in (0, 1)]
    said = metrics.run("firm-transmission", firms).reading["en"]
    assert said.index("Expected from class sizes") < said.index("±") < said.index("Distinguishably lower")
    assert said.index("±") < said.lower().index("synergy")
    higher = metrics.run("trilateral-transmission", RECORDS).reading["en"]
    assert "less synergy than sizes alone produce" in higher


def test_one_of_many_is_summarised_in_words() -> None:
    def said(*counts: int) -> dict[str, str]:
        cells = zip(("R1", "R1", "R2", "R2"), "abab", counts, strict=True)
        table = [{"region": region, "sector": sector, "value": value} for region, sector, value in cells]
        return dict(metrics.run("location-quotient", table).reading)

    # R1 has 1 of 4, sector a 2 of 4: (1/1)/(2/4) = 2; nobody else has that, and only R1, b has nothing
    assert said(1, 0, 1, 2)["en"] == "Location quotient LQ (LQ): 4 values; highest 2 (R1, a), lowest 0 (R1, b)."
    assert said(1, 0, 0, 1)["en"] == "Location quotient LQ (LQ): 4 values; highest 2 (2 of them), lowest 0 (2 of them)."
    assert said(1, 0, 0, 1)["tr"].endswith("en büyüğü 2 (2 tanesi), en küçüğü 0 (2 tanesi).")


def test_numbers_and_layers_of_a_key_say_what_they_are() -> None:
    net = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    assert metrics.run("rich-club", net, permutations=0, k=1).reading["en"].startswith("Rich club (φ, k = 1): ")
    assert part_word("layer", "investment", "tr") == "yatırım"
    assert part_word("from", "1996", "tr") == "1996"
    assert part_word("from", "hybrid", "tr") == "karma"
    assert part_word("outcome", "hosting", "tr") == "barındırma"
    ends = (("a", "b", "2001"), ("b", "c", "2002"), ("c", "d", "2004"), ("d", "e", ""))
    ties = [{"source": a, "target": b, "from": first, "to": ""} for a, b, first in ends]
    # one of the two dated ties of 2002 is new: 1/2; with the undated one one of three, then one of three, of four
    said = metrics.run("tie-turnover", ties).reading
    assert "highest 0.5 (2001, 2002, without undated ties; ties: 2)" in said["en"]
    assert "(2001, 2002, tarihsizler olmadan; bağ: 2)" in said["tr"]


@pytest.mark.parametrize(
    ("value", "turkish", "english"),
    [(1234.5, "1234,5", "1234.5"), (-0.25, "−0,25", "−0.25"), (100, "100", "100"), (0.0, "0", "0"), (None, "–", "–")],
)
def test_numbers_are_written_as_the_language_does(value: float | None, turkish: str, english: str) -> None:
    assert number(value, "tr") == turkish
    assert number(value, "en") == english


def test_a_small_group_is_told_by_its_percentile_and_a_large_one_by_z() -> None:
    names = ("university", "industry", "government", "count")
    rows = ((1, 0, 0, 1), (0, 1, 0, 1), (1, 1, 0, 1), (1, 0, 1, 1))
    small = [dict(zip(names, row, strict=True)) for row in rows]
    said = metrics.run("trilateral-transmission", small).reading  # 4 records, and then 120
    assert "percentile " in said["en"]
    assert "yüzdelik " in said["tr"]
    assert "(z " not in said["en"]
    large = [{**row, "count": 30} for row in small]
    assert "(z " in metrics.run("trilateral-transmission", large).reading["en"]


def test_what_is_said_about_the_run_stands_in_the_first_row() -> None:
    rows = metrics.run("location-quotient", [{"region": "R", "sector": s, "value": 1} for s in "ab"]).rows()
    assert rows[0]["reading_tr"].startswith("Yer katsayısı LQ")
    assert "Not stated: reference territory" in rows[0]["notes_en"]
    assert all(row["notes_en"] is None for row in rows[1:])
