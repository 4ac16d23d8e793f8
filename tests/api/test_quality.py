"""How good the data are, over HTTP: numbers that can be counted in the tiny tables, and the rows behind each."""

from __future__ import annotations

import csv
import io
import shutil
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.serving import serve
from triskele.catalogue import open_catalogue, quality
from triskele.catalogue.quality import TWINS_FILE, list_faults, measure_quality
from triskele.cli import main
from triskele.release import Release
from triskele.settings import Settings


def test_each_number_is_what_the_tables_show(client: httpx.Client) -> None:
    answer = client.get("/quality", params={"lang": "en"}).json()
    counts = {item["key"]: (item["count"], item["of"]) for item in answer["items"]}
    assert counts["tie-undated"] == (2, 12), "tiny-t04 and tiny-t09 have no date"
    assert counts["actor-without-identifier"] == (12, 12), "the tiny tables give none"
    assert (counts["contradiction"], counts["contradiction-open"]) == ((1, 1), (0, 1)), (
        "tiny-c1 takes one claim as valid"
    )
    assert counts["tie-never"] == (0, 12)
    # of 12 actors with 6 fields, 12 ties with 2, 2 figures with 3 and 1 event with 2: 72 + 24 + 6 + 2
    of = 104
    missing = sum(
        count for key, (count, _) in counts.items()
        if key.startswith(("actor", "tie-undated", "tie-without", "figure", "event")) and key != "actor-without-tie"
    )  # fmt: skip
    assert counts["complete"] == (of - missing, of)
    assert answer["compared_with"] is None
    assert [one["key"] for one in answer["sets"]] == ["tiny"]
    assert client.get("/quality", params={"set": "tiny"}).json()["items"][1:] == [
        item | {"url": item["url"] + "?set=tiny"} for item in answer["items"][1:]
    ]


def test_each_number_opens_its_rows(client: httpx.Client) -> None:
    for item in client.get("/quality").json()["items"][1:]:
        assert client.get(item["url"]).json()["meta"]["count"] == item["count"], item["key"]
    found = client.get("/quality/tie-undated", params={"lang": "tr", "limit": 1}).json()
    assert found["label"] == "Tarihsiz bağ, her kiplikte"
    (first,) = found["items"]
    assert (first["key"], first["set"], first["row"]) == ("tiny-t04", "tiny", 5)
    following = client.get(found["meta"]["next"]).json()
    assert ([one["key"] for one in following["items"]], following["meta"]["next"]) == (["tiny-t09"], None)


def test_the_file_and_the_page_in_both_languages(client: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/quality", params={"format": "csv"}).text)))
    assert rows[0]["key"] == "complete"
    assert {row["label_tr"] for row in rows} & {"Tarihsiz bağ, her kiplikte"}
    for lang, text in (("tr", "Tarihsiz bağ, her kiplikte"), ("en", "Ties without a date, every modality")):
        page = client.get("/quality", params={"lang": lang}, headers={"Accept": "text/html"}).text
        assert f'<td>{text}</td><td><a href="/quality/tie-undated">2</a></td><td>12</td>' in page
        assert text in client.get("/quality/tie-undated", params={"lang": lang}, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("path", ["/quality?set=nowhere", "/quality/tie-undatd", "/quality/tie-undated?set=nowhere"])
def test_what_is_not_there_is_said(path: str, client: httpx.Client) -> None:
    assert client.get(path).status_code == 404


def test_the_command_says_the_same(
    settings: Settings, client: httpx.Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["quality", "tie-undated", "--data", str(settings.data), "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines] == ["key", "tiny-t04", "tiny-t09"]
    assert main(["quality", "--data", str(settings.data), "--format", "csv"]) == 0
    assert 'tie-undated,"Ties without a date, every modality",2,12' in capsys.readouterr().out


def test_a_file_of_twins_that_is_gone_is_made_again(release: Release, tmp_path: Path) -> None:
    copy = Release(Path(shutil.copytree(release.folder, tmp_path / str(release.number))))
    measure_quality(copy)
    (copy.folder / "derived" / TWINS_FILE).unlink()
    assert list_faults(open_catalogue(copy), copy, "en", "twins")["meta"]["count"] == 0


def test_names_are_compared_in_a_process_of_their_own(
    settings: Settings, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which may take minutes; whoever waits longer than a request may is told to come again, and then it is there."""

    def here(_: object) -> None:
        raise AssertionError("names are compared where others are answered")

    monkeypatch.setattr(quality, "_propose", here)
    data = Path(shutil.copytree(settings.data, tmp_path / "data", symlinks=True))
    shutil.rmtree(data / "releases" / "1" / "derived", ignore_errors=True)
    with serve(replace(settings, data=data, wait_seconds=0.01)) as client:
        first = client.get("/quality", params={"lang": "tr"})
        assert (first.status_code, first.json()["code"]) == (503, "queue-full")
        assert first.headers["retry-after"] == "5"
        assert first.json()["detail"] == "Sorduğunuz şey bu sürüm için şu anda hazırlanıyor."
        until = time.monotonic() + 30
        while (answer := client.get("/quality/twins")).status_code == 503 and time.monotonic() < until:
            time.sleep(0.1)
        assert answer.json()["meta"]["count"] == 0
        assert client.get("/quality").status_code == 200
