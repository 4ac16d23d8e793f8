"""Releases over HTTP: looked at, downloaded, compared; built from uploads beside the served one."""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import threading
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.serving import PATIENT, serve
from triskele.release import Library, Release
from triskele.settings import Settings

TOKEN = {"Authorization": "Bearer open-sesame"}
HEAD = (
    "id,class,label_tr,label_en,alt_tr,alt_en,spheres,place,note,document,section,line_from,line_to,statement_en,"
    "statement_tr"
)
LAKE = "lake-firm,Firm,Göl A.Ş.,Lake Inc.,,,,harbour,,novel,1,2,3,Lake Inc. is new in town.,Göl A.Ş. kentte yenidir."

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = {"en": "What each release changed", "tr": "Her sürümün değiştirdikleri"}


@pytest.fixture(scope="module")
def open_service(release: Release, tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A service over a copy of the tiny release that takes uploads from whoever has the token."""
    data = tmp_path_factory.mktemp("open")
    shutil.copytree(release.folder, data / "releases" / "1")
    Library(data).promote(1)
    settings = Settings.read({}, data=data, seeds=tiny, write_token="open-sesame", upload_mb=1, **PATIENT)
    with serve(settings) as client:
        yield client


def finished(client: httpx.Client, answer: httpx.Response) -> dict[str, Any]:
    """The job an upload started, once it has ended."""
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/jobs/{answer.json()['id']}"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(answer.headers["location"]).json()
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_a_release_is_described(client: httpx.Client, release: Release) -> None:
    (row,) = client.get("/releases").json()["items"]
    assert (row["number"], row["current"], row["statements"]) == (1, True, release.manifest["quads"])
    manifest = client.get("/releases/1").json()
    assert manifest["inputs"] == release.manifest["inputs"]
    report = client.get("/releases/1/report?lang=tr").json()
    assert report["counts"] == {"error": 0, "warning": 0, "note": 0}


@pytest.mark.parametrize("form", ["nq", "nt", "ttl", "trig", "jsonld", "rdfxml"])
def test_the_whole_release_in_every_format(client: httpx.Client, form: str) -> None:
    answer = client.get(f"/exports/{form}")
    assert answer.status_code == 200
    assert 'filename="triskele-1.' in answer.headers["content-disposition"]
    assert b"sea-cluster" in answer.content
    view = client.get(f"/exports/{form}?as_of=2005")
    assert view.headers["triskele-as-of"] == "2005"
    assert b"tiny-t12" not in view.content
    certain = client.get(f"/exports/{form}?as_of=2005&when=certain").content
    assert len(certain) < len(view.content)


def test_who_may_write(client: httpx.Client, open_service: httpx.Client) -> None:
    closed = client.post("/releases", headers=TOKEN)
    assert (closed.status_code, closed.json()["code"]) == (403, "refused")
    nobody = open_service.post("/releases")
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (401, "Bearer")
    assert open_service.post("/releases", headers={"Authorization": "Bearer wrong"}).status_code == 403
    assert open_service.delete("/jobs/" + "0" * 32).status_code == 401


def test_tables_become_a_release_and_a_difference(open_service: httpx.Client) -> None:
    link = open_service.post(
        "/permalinks", json={"query": 'SELECT ?l { ?a a tsk:Firm ; skos:prefLabel ?l FILTER(LANG(?l) = "en") }'}
    ).json()
    listed = open_service.post("/permalinks", json={"path": "/actors", "parameters": {"type": "University"}}).json()
    before = {n["key"]: (n["x"], n["y"])
              for n in open_service.get("/networks/organisations?positions=true").json()["nodes"]}  # fmt: skip

    job = finished(
        open_service,
        open_service.post("/releases", headers=TOKEN, files={"actors": ("actors.csv", f"{HEAD}\n{LAKE}\n")}),
    )
    assert (job["state"], job["release"], job["promoted"]) == ("done", 2, True)
    assert "Reading sources" in job["progress"]
    assert [r["number"] for r in open_service.get("/releases").json()["items"] if r["current"]] == [2]
    assert open_service.get("/search?q=göl").json()["items"][0]["key"] == "lake-firm"
    assert open_service.get("/r/1/search?q=lake inc").json()["items"][:1] != ["lake-firm"]

    difference = open_service.get("/releases/1/diff/2").json()
    assert "lake-firm" in {thing.get("key") for thing in difference["born"]}
    assert (difference["died"], difference["removed"]) == ([], 0)
    lines = open_service.get("/releases/1/diff/2?statements=true").json()["added"]
    assert len(lines) == difference["added"]
    assert any("Göl A.Ş." in line for line in lines)

    after = {n["key"]: (n["x"], n["y"])
             for n in open_service.get("/networks/organisations?positions=true").json()["nodes"]}  # fmt: skip
    assert {key: after[key] for key in before} == before

    rerun = open_service.get(link["url"]).json()["rerun"]
    assert (rerun["same"], rerun["release"]) == (False, 2)
    assert [row["l"]["value"] for row in rerun["difference"]["added"]] == ["Lake Inc."]
    assert rerun["difference"]["removed"] == []
    assert open_service.get(listed["url"]).json()["rerun"]["same"] is True
    assert open_service.get(f"/r/1{link['url']}").json()["rerun"]["same"] is True
    page = open_service.get(link["url"], headers={"Accept": "text/html"})
    assert page.status_code == 303
    assert page.headers["location"].startswith("/r/1/query?query=SELECT")


def test_feeds_and_pages_tell_what_a_release_changed(open_service: httpx.Client) -> None:
    """The upload of the test before, or the same made here: one firm more."""
    if open_service.get("/ready").json()["release"] == 1:
        files = {"actors": ("actors.csv", f"{HEAD}\n{LAKE}\n")}
        finished(open_service, open_service.post("/releases", headers=TOKEN, files=files))
    counts = open_service.get("/releases/1/diff/2").json()["counts"]
    for language, name, line in (("en", "Lake Inc.", "Since release 1: "), ("tr", "Göl A.Ş.", "1. sürümden bu yana: ")):
        asked = open_service.get(f"/changes.json?lang={language}")
        assert asked.headers["content-type"] == "application/feed+json"
        feed = asked.json()
        assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", language)
        newest, first = feed["items"]
        assert newest["_triskele"] == counts
        assert newest["summary"].startswith(line)
        assert str(counts["born"]) in newest["summary"]
        assert f'/r/2/page/actor/lake-firm">{name}</a>' in newest["content_html"]
        assert [item["id"].rpartition("/")[2] for item in (newest, first)] == ["2", "1"]
        assert open_service.get(newest["url"], headers={"Accept": "text/html"}).status_code == 200

        atom = open_service.get(f"/changes.atom?lang={language}")
        assert atom.headers["content-type"].startswith("application/atom+xml")
        root = ET.fromstring(atom.content)
        entries = root.findall(f"{ATOM}entry")
        told = [(e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}summary")) for e in entries]
        assert told == [(item["id"], item["summary"]) for item in feed["items"]]
        for element in (root, *entries):  # what RFC 4287 asks of each
            assert all(element.findtext(f"{ATOM}{part}") for part in ("id", "title", "updated"))
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Triskele contributors"
        dates = [e.findtext(f"{ATOM}updated") or "" for e in entries]
        assert dates == sorted(dates, reverse=True)

        page = open_service.get("/releases/2", headers={"Accept": "text/html", "Accept-Language": language}).text
        assert name in page
        assert f'type="application/atom+xml" title="{FEED[language]}"' in page
        assert "/releases/1/diff/2" in page
        listed = open_service.get("/releases", headers={"Accept": "text/html", "Accept-Language": language})
        assert f"<td>{counts['born']}</td>" in listed.text
        assert "/changes.atom?lang=" in listed.headers["link"]
    assert open_service.get("/releases/1", headers={"Accept": "application/json"}).json()["number"] == 1


def test_bad_data_are_findings_and_the_served_release_stays(open_service: httpx.Client) -> None:
    before = open_service.get("/ready").json()["release"]
    broken = LAKE.replace(",Firm,", ",Frim,").replace("harbour", "harbuor")
    job = finished(
        open_service,
        open_service.post("/releases", headers=TOKEN, files={"actors": ("actors.csv", f"{HEAD}\n{broken}\n")}),
    )
    assert (job["state"], job["release"], job["error"]["code"]) == ("refused", None, "invalid-release")
    finding = next(f for f in job["findings"] if f["field"] == "place")
    assert (finding["file"], finding["row"], finding["value"]) == ("uploaded/actors.csv", 2, "harbuor")
    assert finding["message_tr"]
    assert open_service.get("/ready").json()["release"] == before


def test_turtle_becomes_a_release_that_waits(open_service: httpx.Client) -> None:
    before = open_service.get("/ready").json()["release"]
    turtle = """
        @prefix tsk: <https://w3id.org/triskele/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <https://w3id.org/triskele/id/actor/turtle-firm> a tsk:Firm ; skos:prefLabel "Kaplumbağa"@tr , "Turtle"@en .
    """
    job = finished(
        open_service,
        open_service.post("/releases?promote=false", content=turtle, headers={**TOKEN, "Content-Type": "text/turtle"}),
    )
    assert (job["state"], job["promoted"]) == ("done", False)
    assert {f["severity"] for f in job["findings"]} == {"warning"}
    assert open_service.get("/ready").json()["release"] == before
    number = job["release"]
    assert open_service.get(f"/r/{number}/page/actor/turtle-firm").status_code == 200
    assert open_service.get("/page/actor/turtle-firm").status_code == 404
    told = {item["id"].rpartition("/")[2] for item in open_service.get("/changes.json").json()["items"]}
    assert str(number) not in told  # what waits is not announced


def archive(files: dict[str, str]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"../actors.csv": HEAD}, 400),
        ({"/etc/actors.csv": HEAD}, 400),
        ({"a/b/actors.csv": HEAD}, 400),
        ({"x\\..\\actors.csv": HEAD}, 400),
        ({"actors.exe": HEAD}, 400),
        ({"people.csv": HEAD}, 400),
        ({"README.md": "nothing else"}, 400),
        ({"datapackage.json": '{"resources": [{"path": "../../etc/passwd", "schema": {}}]}', "t/a.csv": HEAD}, 400),
        ({"datapackage.json": '{"resources": [{"path": "t/a.csv", "schema": "/etc/passwd"}]}', "t/a.csv": HEAD}, 400),
        ({"datapackage.json": "[]", "t/a.csv": HEAD}, 400),
        ({"actors.csv": "0" * 20_000_000}, 413),
    ],
)
def test_an_upload_never_leaves_its_folder(open_service: httpx.Client, files: dict[str, str], status: int) -> None:
    headers = {**TOKEN, "Content-Type": "application/zip"}
    answer = open_service.post("/releases", content=archive(files), headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.json()["hint"]


def double() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        packed.writestr("actors.csv", HEAD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("actors.csv", LAKE)
    return output.getvalue()


def locked() -> bytes:
    """A zip whose members say that they are encrypted: bit 0 of the flags in both of their headers."""
    body = bytearray(archive({"actors.csv": HEAD}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + place] |= 1
    return bytes(body)


def damaged() -> bytes:
    """A zip whose stream begins with a kind of block that does not exist."""
    body = bytearray(archive({"actors.csv": HEAD * 20}))
    body[30 + len("actors.csv")] |= 0b110
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (double(), "'actors.csv' twice"),
        (archive({"actors.csv": HEAD, "Actors.csv": HEAD}), "'Actors.csv' twice"),
        (locked(), "encrypted"),
        (damaged(), "invalid block type"),
        (archive({"actors.csv": HEAD})[:-30], "not a zip"),
        (archive({"actors.csv": HEAD}).replace(b"actors.csv", b"act\xffrs.csv"), "no file name"),
    ],
    ids=["double", "double but for case", "encrypted", "damaged", "cut", "name"],
)
def test_what_is_wrong_with_a_zip_is_told(open_service: httpx.Client, body: bytes, cause: str) -> None:
    answer = open_service.post("/releases", content=body, headers={**TOKEN, "Content-Type": "application/zip"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
    assert cause in answer.json()["detail"]


@pytest.mark.parametrize(
    "descriptor",
    ['{"resources": 3}', '{"resources": [3]}', '{"resources": [{"path": ["a"], "schema": "s.json"}]}',
     '{"resources": [{"path": "t/a.csv"}]}', '{"resources": [{"path": "t/a.csv", "schema": {"fields": 1}}]}',
     '{"resources": [{"path": "t/a.csv", "schema": {"fields": [{"name": 1}]}}]}', "[" * 100_000],
)  # fmt: skip
def test_descriptors_with_missing_or_mistyped_parts_are_none(open_service: httpx.Client, descriptor: str) -> None:
    headers = {**TOKEN, "Content-Type": "application/zip"}
    content = archive({"datapackage.json": descriptor, "t/a.csv": HEAD})
    answer = open_service.post("/releases", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), answer.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 2_000_000, "application/zip", 413),
        (b"not a zip", "application/zip", 400),
        (b"a,b", "text/csv", 415),
        (b"", "", 415),
    ],
)
def test_bodies_that_are_not_taken(open_service: httpx.Client, body: bytes, kind: str, status: int) -> None:
    answer = open_service.post("/releases", content=body, headers={**TOKEN, **({"Content-Type": kind} if kind else {})})
    assert answer.status_code == status, answer.text


def test_one_build_at_a_time_and_one_can_be_cancelled(open_service: httpx.Client) -> None:
    row = LAKE.replace("lake", "pond").replace("Lake", "Pond").replace("Göl", "Gölet")
    files = {"actors": ("actors.csv", f"{HEAD}\n{row}\n")}
    before = open_service.get("/ready").json()["release"]
    started = open_service.post("/releases", headers=TOKEN, files=files)
    busy = open_service.post("/releases", headers=TOKEN, files=files)
    assert (busy.status_code, busy.json()["code"]) == (409, "release-busy")
    cancelled = open_service.delete(started.headers["location"], headers=TOKEN).json()
    assert cancelled["state"] == "cancelled"
    assert open_service.get("/ready").json()["release"] == before


def test_of_two_uploads_at_once_one_is_refused_and_the_other_tracked(open_service: httpx.Client) -> None:
    """Both are read at the same time; none of them is told it failed while it goes on."""
    answers: list[httpx.Response] = []
    turtle = "".join(f"<urn:x> <urn:p{n}> <urn:y> .\n" for n in range(3000))

    def send() -> None:
        with httpx.Client(base_url=open_service.base_url, timeout=60) as client:
            kind = {**TOKEN, "Content-Type": "text/turtle"}
            answers.append(client.post("/releases?promote=false", content=turtle, headers=kind))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [202, 409]
    started = next(answer for answer in answers if answer.status_code == 202)
    assert open_service.delete(started.headers["location"], headers=TOKEN).json()["state"] == "cancelled"


def test_a_build_has_the_members_of_every_job(open_service: httpx.Client) -> None:
    metric = open_service.get("/metrics/ei-index?permutations=9", headers={"Prefer": "respond-async"}).json()
    build = open_service.post("/releases?promote=false", content="", headers={**TOKEN, "Content-Type": "text/turtle"})
    assert build.status_code == 202
    assert (metric["kind"], build.json()["kind"]) == ("metric", "build")
    assert set(metric) == set(build.json())
    open_service.delete(build.headers["location"], headers=TOKEN)


def test_a_promotion_lets_the_processes_of_the_release_before_go(release: Release, tiny: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        shutil.copytree(release.folder, tmp_path / "releases" / number)
    library = Library(tmp_path)
    library.promote(1)
    with serve(Settings.read({}, data=tmp_path, seeds=tiny, **PATIENT)) as client:

        def ask(number: int) -> tuple[int, int]:
            library.promote(number)
            for _ in range(2):
                assert (
                    client.get("/sparql", params={"query": f"ASK {{ ?s ?p {time.monotonic_ns()} }}"}).status_code == 200
                )
            for _ in range(100):
                if len(multiprocessing.active_children()) == 1 + others:
                    break
                time.sleep(0.05)
            return len(multiprocessing.active_children()) - others, len(os.listdir("/proc/self/fd"))

        others = len(multiprocessing.active_children()) - 1
        seen = [ask(number) for number in (1, 2, 1, 2, 1, 2)]
        assert {children for children, _ in seen} == {1}, seen
        assert seen[-1][1] <= seen[1][1] + 2, "no descriptor stays"


def test_opening_pinned_releases_ends_nobodys_query(release: Release, tiny: Path, tmp_path: Path) -> None:
    for number in range(1, 7):
        shutil.copytree(release.folder, tmp_path / "releases" / str(number))
    Library(tmp_path).promote(6)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?d))) > 1) }"
    with serve(Settings.read({}, data=tmp_path, seeds=tiny, **PATIENT)) as client:
        answers: list[httpx.Response] = []

        def ask() -> None:
            with httpx.Client(base_url=client.base_url, timeout=60) as other:
                answers.append(other.get("/r/1/sparql", params={"query": slow, "timeout": "3"}))

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.5)
        for number in (2, 3, 4, 5):
            assert client.get(f"/r/{number}/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
        thread.join()
        assert answers[0].status_code == 200 or answers[0].json()["code"] == "query-timeout", answers[0].text
