"""A region with a namespace, a title and a publisher of its own, and no licence: no surface says the data are ours."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.serving import PATIENT, serve
from triskele.cli import main
from triskele.ecosystem import Ecosystem
from triskele.errors import SettingsError
from triskele.ownership import read_owner
from triskele.release import Library
from triskele.settings import Settings

MINE = "https://veri.kiyi.example/"
OURS = re.compile(r"https://w3id\.org/triskele(?:/[^\s\"'<>&,;)\\]*)?")
WORDS = re.compile(
    r"https://w3id\.org/triskele(?:/|/id/|/(?:ontology|vocabularies/|shapes|cube|alignments/|examples/|prefixes|problems/|"
    r"mapping/|id/metric/|graph/(?:ontology|vocabularies|shapes|void|dataset|examples|entities|span/|view/)).*)?"
)
"""What of ours may stand in any release: words of the ontology, definitions of metrics, questions, the prefix id: of
queries, the software itself,
and the graphs that a release makes, which have the same names everywhere."""
TAUGHT = tuple(f" <https://w3id.org/triskele/graph/{name}> .\n" for name in ("ontology", "vocabularies", "examples"))
"""Ends of the statements that teach, with examples from the seeds."""
SURFACES = [
    "/", "/dataset", "/dataset?format=json", "/dataset?format=ttl", "/dataset.jsonld", "/.well-known/void?format=ttl",
    "/sparql?format=ttl", "/context.jsonld", "/reconcile", "/changes.atom", "/changes.json", "/croissant.json",
    "/ro-crate-metadata.json", "/actors", "/actors?format=csv", "/ties?format=json", "/id/actor/a-dernegi?format=json",
    "/data/actor/a-dernegi?format=ttl", "/networks/organisations?format=json",
    "/networks/organisations?format=graphml", "/networks/organisations?format=gexf",
    "/metrics/cross-sphere-density?projection=organisations&format=json",
    "/metrics/degree-centrality?projection=organisations&format=ttl", "/reconcile/preview?id=actor/a-dernegi",
    "/reconcile?queries=" + '{"q":{"query":"A Derneği"}}', "/releases/1?format=json", "/llms.txt", "/sitemap.xml",
    "/releases/1/files/mapping.rml.ttl",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A region of four bodies; three of them are parts of each other in a circle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("whose"))
        assert main(["new", "kiyi"]) == 0
        patch.chdir("kiyi")
        about = Path("triskele.toml").read_text(encoding="utf-8")
        about = about.replace("https://example.org/kiyi/", MINE).replace('publisher = ""', 'publisher = "Kıyı Ajansı"')
        Path("triskele.toml").write_text(about, encoding="utf-8")
        names = [f"{letter} Derneği" for letter in "ABCD"]
        bodies = ["Kuruluş Adı;Türü;İl", *(f"{name};STK;Ankara" for name in names)]
        ties = ["Kaynak Kuruluş;Hedef Kuruluş;İlişki Türü", f"{names[3]};{names[0]};parçası"]
        ties += [f"{one};{other};parçası" for one, other in zip(names[:3], [*names[1:3], names[0]], strict=True)]
        for name, rows in (("kurumlar", bodies), ("baglar", ties)):
            Path("tables", f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        assert main(["build"]) == 0
        return Path.cwd()


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[httpx.Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        options = Settings.read({}, data=folder / "data", seeds=folder / "tables", **PATIENT)
    with serve(options) as client:
        yield client


def claimed(text: str) -> set[str]:
    """The addresses of ours in a text that are none of :data:`WORDS`."""
    return {found for found in OURS.findall(text) if not WORDS.fullmatch(found)}


@pytest.mark.parametrize("surface", SURFACES)
def test_no_surface_says_the_data_are_ours(service: httpx.Client, surface: str) -> None:
    answer = service.get(surface, headers={"Accept": "*/*"}, follow_redirects=True)
    assert answer.status_code == 200, answer.text[:300]
    assert claimed(answer.text) == set()
    assert "creativecommons.org/licenses/by/4.0" not in answer.text, "nobody gave a licence"
    assert "Triskele contributors" not in answer.text


def test_the_statements_are_in_their_own_graphs(folder: Path, service: httpx.Client) -> None:
    release = Library(folder / "data").current()
    with gzip.open(release.folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
        text = "".join(line for line in lines if not line.endswith(TAUGHT))
    assert claimed(text) == set()
    (own,) = (name for name in release.manifest["graphs"] if "/source/" in name)
    assert own.startswith(f"{MINE}graph/source/")
    assert Ecosystem(release).actor("a-dernegi").iri == f"{MINE}id/actor/a-dernegi"
    answer = service.get(own.removeprefix(MINE.rstrip("/")), params={"format": "ttl"})
    assert (answer.status_code, claimed(answer.text)) == (200, set())


def test_identifiers_to_reconcile_with_are_theirs(service: httpx.Client) -> None:
    manifest = service.get("/reconcile").json()
    assert manifest["identifierSpace"] == f"{MINE}id/"
    assert manifest["name"].startswith("kiyi")
    (best, *_) = service.get("/reconcile", params={"queries": '{"q":{"query":"A Derneği"}}'}).json()["q"]["result"]
    assert best["id"] == f"{MINE}id/actor/a-dernegi"


def test_a_name_that_one_language_has_is_the_name_in_both(service: httpx.Client) -> None:
    labels = service.get("/metrics/degree-centrality?projection=organisations&format=json").json()["labels"]
    assert labels["a-dernegi"] == {"tr": "A Derneği", "en": "A Derneği"}


def test_a_circle_of_parents_is_told_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads((Library(folder / "data").current().folder / "report.json").read_text(encoding="utf-8"))
    monkeypatch.chdir(folder)
    assert main(["import", "check", "--format", "json"]) == 0, "a warning stops no build"
    (told,) = [row for row in json.loads(capsys.readouterr().out) if row["shape"] == "table/circular-parents"]
    (found,) = [row for row in rows if row["shape"] == "table/circular-parents"]
    assert told == found, "before a build and in it"
    assert (found["file"], found["row"], found["value"]) == ("baglar.csv", 3, "a-dernegi b-dernegi c-dernegi")


def test_pages_say_whose_the_data_are(service: httpx.Client) -> None:
    home = service.get("/", headers={"Accept": "text/html"}).text
    assert "<h1>kiyi</h1>" in home
    assert "<p>kiyi · Kıyı Ajansı</p>" in home, "title and publisher, and no licence"


@pytest.mark.parametrize(
    "namespace",
    ["https://datsk:Actorta.example.org/", "https://h:999999/", "https://u@h/", "https://[h]/", "https://h/%zz/",
     "https://h/a", "http:///", "https://h/##", "https://h/a b/", "ftp://h/"],
)  # fmt: skip
def test_a_namespace_that_no_address_may_begin_with_is_refused(namespace: str, tmp_path: Path) -> None:
    (tmp_path / "triskele.toml").write_text(f'[about]\nnamespace = "{namespace}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="namespace"):
        read_owner(tmp_path)


@pytest.mark.parametrize(
    "namespace",
    ["https://data.example.org/", "http://h/#", "https://h:8080/a/b#", "https://ü.example/ş/", "https://h/a%20b/?q=/"],
)
def test_any_other_may(namespace: str, tmp_path: Path) -> None:
    (tmp_path / "triskele.toml").write_text(f'[about]\nnamespace = "{namespace}"\n', encoding="utf-8")
    owner, _ = read_owner(tmp_path)
    assert ox.NamedNode(f"{owner.root}id/actor/x").value.startswith(namespace)
