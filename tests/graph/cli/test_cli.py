"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from triskele.cli import main
from triskele.release import Release
from triskele.settings import Settings


class Run:
    """Runs commands against the tiny release and keeps what they print."""

    def __init__(self, data: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        self.data, self.capsys = str(data), capsysbinary

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--data", self.data])
        captured = self.capsys.readouterr()
        return code, captured.out.decode(), captured.err.decode()


@pytest.fixture
def run(settings: Settings, release: Release, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    return Run(settings.data, capsysbinary)


def test_query_as_table_json_and_csv(run: Run) -> None:
    query = "SELECT ?a { ?a a tsk:Firm } ORDER BY ?a"
    code, out, err = run("query", query)
    assert code == 0
    assert "id:actor/paint-firm" in out
    assert err == "4 rows\n"
    code, out, _ = run("query", query, "--format", "json")
    assert len(json.loads(out)["results"]["bindings"]) == 4
    code, out, _ = run("query", query, "--format", "csv")
    assert out.splitlines()[0] == "a"


def test_query_obeys_as_of(run: Run) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?t a tsk:Tie }"
    assert [run("query", query, "--as-of", year, "--format", "csv")[1].split()[1] for year in ("2004", "2013")] == [
        "2",
        "11",
    ]


def test_query_graph_and_boolean(run: Run) -> None:
    assert run("query", "ASK { ?a a tsk:Firm }")[1] == "yes\n"
    code, out, _ = run("query", "CONSTRUCT { ?a a tsk:Firm } { ?a a tsk:Firm }", "--format", "nt")
    assert (code, len(out.splitlines())) == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["query", "SELECT * {"], "query-syntax"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1> { ?s ?p ?o } }"], "refused"),
        (["query", "@no/such/file"], "invalid-input"),
        (["query", "SELECT * { ?s ?p ?o }", "--format", "ttl"], "unknown-format"),
        (["show", "sea-clustr"], "unknown-thing"),
        (["show", "Sea Cluster"], "invalid-input"),
        (["query", "ASK {}", "--release", "7"], "unknown-release"),
        (["network", "organisation"], "unknown-projection"),
        (["network", "organisations", "--where", "colour=red"], "invalid-input"),
        (["metrics", "run", "brokrage"], "unknown-metric"),
        (["metrics", "run", "trilateral-transmission", "--permutations", "0"], "null-required"),
        (["questions", "run", "nothing"], "not-found"),
        (["build", "--seeds", "no/such/folder"], "unreadable-source"),
        (["network", "organisations", "--format", "gexf", "--output", "no/such/folder/x.gexf"], "storage"),
    ],
)
def test_errors_have_a_code_and_a_hint(run: Run, arguments: list[str], code: str) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert f"error[{code}]: " in err
    assert "\nhint: " in err


def test_show_in_both_languages(run: Run) -> None:
    assert run("show", "sea-cluster", "--lang", "tr")[1].splitlines()[0] == "İĞNE Deniz Kümesi"
    _, out, _ = run("show", "actor/sea-cluster", "--format", "json")
    shown = json.loads(out)
    assert [tie["other"].rpartition("/")[2] for tie in shown["ties"]] == ["sea-park"]
    assert shown["evidence"][0]["section"] == "2"


@pytest.mark.parametrize("text", ["İĞNE", "igne", "ığne", "needle", "nedle clustr", "deniz kümesi", "DENIZ KUMESI"])
def test_search_forgives(run: Run, text: str) -> None:
    code, out, _ = run("search", text, "--format", "json")
    assert code == 0
    assert json.loads(out)[0]["key"] == "sea-cluster"


def test_search_that_finds_nothing_says_so_by_its_exit_code(run: Run) -> None:
    assert run("search", "qqqqqq")[0] == 1


# rdflib warns about its own use of an attribute it deprecated
@pytest.mark.filterwarnings("ignore:(Dataset.default_context|ConjunctiveGraph) is deprecated:DeprecationWarning")
@pytest.mark.parametrize("form", ["nq", "nt", "ttl", "trig", "rdfxml", "jsonld"])
def test_export_is_read_back_by_rdflib(run: Run, form: str, tmp_path: Path) -> None:
    import rdflib

    file = tmp_path / "export"
    assert run("export", "--format", form, "--as-of", "2012", "--output", str(file))[0] == 0
    names = {"nq": "nquads", "rdfxml": "xml", "jsonld": "json-ld", "ttl": "turtle"}
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=file.read_bytes(), format=names.get(form, form))
    ship = rdflib.URIRef("https://w3id.org/triskele/id/actor/ship-firm")
    assert (ship, rdflib.RDF.type, rdflib.URIRef("https://w3id.org/triskele/ontology#Firm")) in graph


def test_releases(run: Run, release: Release) -> None:
    assert json.loads(run("releases", "list", "--format", "json")[1])[0]["current"] == "yes"
    assert json.loads(run("releases", "show")[1])["release"] == release.number
    assert run("releases", "diff", "1", "1")[0] == 0
    assert run("releases", "promote", "1")[0] == 0


def test_validate_reports_findings_with_exit_code_1(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text(
        "@prefix tsk: <https://w3id.org/triskele/ontology#> . <https://w3id.org/triskele/id/tie/x> a tsk:Tie ."
    )
    code, out, _ = run("validate", str(file), "--format", "json")
    findings = json.loads(out)
    assert code == 1
    assert all(f["message_en"] and f["message_tr"] for f in findings)


def test_validate_survives_an_entity_bomb(run: Run, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9))
    bomb = tmp_path / "bomb.rdf"
    bomb.write_text(
        f'<!DOCTYPE r [<!ENTITY e0 "{"a" * 60}">{entities}]><rdf:RDF xmlns:x="http://x/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="http://x/a">'
        "<x:p>&e8;</x:p></rdf:Description></rdf:RDF>"
    )
    code, _, err = run("validate", str(bomb))
    assert code == 2
    assert "error[memory-exceeded]" in err


def test_a_table_is_measured_without_a_release_and_what_must_be_said_is_said(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "regions.csv"
    table.write_text("region,sector,value\nİzmir,a,3\nİzmir,b,1\nManisa,a,1\nManisa,b,3\n", encoding="utf-8")
    run.data = str(tmp_path / "no-release-here")
    given = ["metrics", "run", "location-quotient", "territory=Ege", "base=firms", "--table", str(table)]
    code, said, _ = run(*given, "--lang", "tr")
    assert code == 0
    assert "- Belirtilen: başvuru bölgesi Ege; sayılan şey firma." in said
    assert "- Belirtilmedi: sektör sürümü, yıl." in said
    assert "version=" in said
    assert all(
        word in said for word in ("bölge", "sektör", "değer", "yargı", "boş modeli yok", "1,5")
    )  # heads and cells
    assert "no-null" not in said
    english = run(*given, "--lang", "en")[1]
    assert all(name in english for name in ("region", "value", "verdict", "no-null", "1.5"))  # as in JSON and CSV


def test_import_is_quick_and_light() -> None:
    """`import triskele` pulls in none of the heavy libraries; 150 ms is the promise, twenty times what it takes."""
    script = (
        "import sys, triskele; heavy = {'numpy', 'pandas', 'networkx', 'rdflib', 'pyoxigraph', 'numba', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
