"""What is withdrawn stays away: from every table, statement and answer, through rebuilding and reading again."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from pathlib import Path

import httpx
import pytest

from tests.serving import PATIENT, serve
from triskele.catalogue.quality import measure_quality
from triskele.cli import main
from triskele.ecosystem import Ecosystem
from triskele.errors import InvalidInput, SourceError
from triskele.ledger.tables import opened
from triskele.ledger.withdrawing import is_withdrawn, seal
from triskele.publish import build_and_publish
from triskele.release import Library, Release, compare_releases
from triskele.release.tables import export_tables
from triskele.release.withdrawing import sums_of
from triskele.search import search
from triskele.settings import Settings
from triskele.sources.withdrawals import FILE, read_file


@pytest.fixture(scope="module")
def place(tiny: Path, release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny tables in a folder of their own, with a release before and one after Ship Inc. was withdrawn."""
    folder = tmp_path_factory.mktemp("withdrawn")
    shutil.copytree(tiny, folder / "seeds")
    shutil.copytree(release.folder, folder / "data" / "releases" / "1")
    Library(folder / "data").promote(1)
    command = ["withdraw", "actor/ship-firm", "--reason", "request", "--date", "2026-11-28"]
    assert main([*command, "--data", str(folder / "data"), "--seeds", str(folder / "seeds")]) == 0
    build_and_publish(Settings.read({}, data=folder / "data", seeds=folder / "seeds"))
    return folder


def test_the_record_and_what_is_said_of_it_are_nowhere(place: Path) -> None:
    release = Library(place / "data").current()
    assert release.number == 2
    with gzip.open(release.folder / "data.nq.gz", "rt", encoding="utf-8") as lines:
        text = lines.read()
    assert "ship-firm" not in text
    assert "Gemi A.Ş." not in text
    # tiny-t02 (North University to Ship Inc.) and tiny-t04 (the ministry to Ship Inc.) go along
    assert "tiny-t02" not in text
    assert "tiny-t04" not in text
    assert "tiny-t01" in text
    with opened() as ledger:
        for path in sorted((release.folder / "tables").glob("*.parquet")):
            cells = ledger.query(f"SELECT CAST(t AS VARCHAR) FROM read_parquet('{path}') t")
            assert not any("ship-firm" in cell or "Gemi A.Ş." in cell for (cell,) in cells), path.name
    assert release.manifest["counts"]["Tie"] == 10
    assert not [hit for hit in search(release, "Gemi A.Ş.") if "ship-firm" in hit.iri]
    assert {"ship-firm", "rope-firm"} & set(map(str, Ecosystem(release).network("organisations").nodes)) == {
        "rope-firm"
    }
    totals = {item["key"]: item for item in measure_quality(release)["sets"]}[""]["checks"]
    assert totals["tie-undated"] == {"count": 1, "of": 10}, "tiny-t09 is left"


def test_tombstones_hold_no_name(place: Path) -> None:
    rows = read_file(place / "seeds" / FILE)
    assert {(row["date"], row["reason"]) for row in rows} == {("2026-11-28", "request")}
    assert seal("actor", "ship-firm") in {row["what"] for row in rows}
    assert seal("tie", "tiny-t02") in {row["what"] for row in rows}
    for text in ((place / "seeds" / FILE).read_text(), str(Library(place / "data").current().manifest["withdrawn"])):
        assert "ship" not in text


def test_the_difference_tells_it_without_names(place: Path) -> None:
    library = Library(place / "data")
    found = compare_releases(library.release(1), library.release(2))
    assert (found.died, found.removed) == ((), ())
    assert found.counts["withdrawn"] > 3, "the firm, two ties, their evidence"
    assert [one["reason"] for one in found.withdrawn] == ["request"] * len(found.withdrawn)
    kept = json.loads((library.release(2).folder / "derived" / "changes-from-1.json").read_bytes())
    assert "ship" not in json.dumps({**kept, "digest": ""})


def test_it_is_gone_and_says_since_when(place: Path) -> None:
    with serve(Settings.read({}, data=place / "data", seeds=place / "seeds", **PATIENT)) as client:
        for path in ("/data/actor/ship-firm.json", "/data/tie/tiny-t02.ttl", "/id/actor/ship-firm"):
            answer = client.get(path)
            assert answer.status_code == 410, path
            assert (answer.json()["code"], answer.json()["date"]) == ("withdrawn", "2026-11-28")
        for lang, words in (
            ("tr", ("Geri çekildi", "ilgilinin isteği", "tutulmuyor")),
            ("en", ("Withdrawn", "at the request of")),
        ):
            page = client.get(f"/page/actor/ship-firm?lang={lang}", headers={"Accept": "text/html"})
            assert page.status_code == 410
            assert all(word in page.text for word in (*words, "2026-11-28"))
            assert "Gemi" not in page.text
        assert client.get("/page/actor/nobody", headers={"Accept": "text/html"}).status_code == 404
        assert client.get("/r/1/data/actor/ship-firm.json").status_code == 200, "earlier releases stay as they are"
        assert _keys(client) & {"ship-firm", "rope-firm"} == {"rope-firm"}
        assert client.get("/releases/1/diff/2").json()["counts"]["withdrawn"] > 3


def _keys(client: httpx.Client) -> set[str]:
    return {item["key"] for item in client.get("/actors", params={"limit": 100}).json()["items"]}


def test_exported_tables_bring_nothing_back(place: Path, tmp_path: Path) -> None:
    release = Library(place / "data").current()
    export_tables(release, tmp_path / "seeds", "csv")
    with open(tmp_path / "seeds" / "withdrawn.csv", encoding="utf-8", newline="") as file:
        assert {row["what"] for row in csv.DictReader(file)} == set(release.withdrawn)


def test_what_others_rest_on_cannot_be_withdrawn(release: Release) -> None:
    with pytest.raises(InvalidInput, match="rest on it"):
        sums_of(release, "place", "harbour")


def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("name\nGemi\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no table of"):
        read_file(tmp_path / FILE)


def test_a_key_alone_may_be_of_any_kind() -> None:
    """The file of decisions may name a person by the key alone; a finding about that row would tell the key."""
    with opened() as ledger:
        ledger.append("withdrawn", [{"what": seal("person", "a-person"), "date": "2026-11-28", "reason": "request"}])
        assert is_withdrawn(ledger, "person/a-person", "other")
        assert is_withdrawn(ledger, "a-person", "other")
        ledger.append("things", [{"iri": "i/actor/a-person", "key": "a-person", "kind": "actor"}])
        assert not is_withdrawn(ledger, "a-person", "other")
