"""Fetching over a server of our own: whole, broken off and resumed, changed, damaged, gone."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from triskele.cli import main
from triskele.errors import InvalidInput, SourceError, UnknownThing
from triskele.sources.dumps import fetching, source
from triskele.sources.dumps.fetching import fetch, place, recipe_named
from triskele.sources.dumps.source import Recipe, recipe_of, recipes


def packed(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.csv", (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


class Server:
    """Files by path. ``breaks`` says after how many bytes the next answers are cut."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks: list[int] = []
        self.moved: dict[str, str] = {}
        self.ranges = self.lengths = True
        self.asked: list[tuple[str, str]] = []
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        content = self.files.get(request.path.partition("?")[0])
        if (elsewhere := self.moved.get(request.path)) is not None:
            request.send_response(302)
            request.send_header("Location", elsewhere)
            request.end_headers()
            return
        self.asked.append((request.path, request.headers.get("Range", "")))
        if content is None:
            request.send_error(404)
            return
        tag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
        if request.headers.get("If-None-Match") == tag:
            request.send_response(304)
            request.end_headers()
            return
        start, wanted = 0, request.headers.get("Range", "")
        if self.ranges and wanted and request.headers.get("If-Range") == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            request.send_response(206)
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            request.send_response(200)
        request.send_header("ETag", tag)
        if self.lengths:
            request.send_header("Content-Length", str(len(content) - start))
        request.end_headers()
        end = start + self.breaks.pop(0) if self.breaks else len(content)
        request.wfile.write(content[start:end])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(fetching, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(fetching, "WAIT_SECONDS", 10)
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def recipe(server: Server, name: str = "a.zip", **more: object) -> Recipe:
    plain = Recipe("some", {"tr": "a", "en": "a"}, "Somebody", "https://x", "https://x/page", "", "ror", ["*.zip"])
    return replace(plain, address=f"{server.address}/{name}", **more)


def test_a_file_is_fetched_once_and_asked_about_after(server: Server, tmp_path: Path) -> None:
    server.files["/a.zip"] = packed("x" * 5000)
    (one,) = fetch(recipe(server), tmp_path)
    assert (one.how, one.path.read_bytes()) == ("fetched", server.files["/a.zip"])
    assert one.sha256 == hashlib.sha256(server.files["/a.zip"]).hexdigest()
    (again,) = fetch(recipe(server), tmp_path)
    assert again == replace(one, how="unchanged")
    kept = json.loads((tmp_path / "fetched/some/fetched.json").read_text())["a.zip"]
    assert (kept["sha256"], kept["licence"], kept["publisher"]) == (one.sha256, "https://x", "Somebody")
    server.files["/a.zip"] = packed("y" * 5000)
    (new,) = fetch(recipe(server), tmp_path)
    assert (new.how, new.path.read_bytes()) == ("fetched", server.files["/a.zip"])


def test_a_broken_connection_goes_on_where_it_was(server: Server, tmp_path: Path) -> None:
    server.files["/a.zip"] = packed("x" * 5000)
    server.breaks = [1000, 2000]
    told: list[tuple[int, int]] = []
    (one,) = fetch(recipe(server), tmp_path, lambda name, done, total: told.append((done, total)))
    assert (one.how, one.path.read_bytes()) == ("resumed", server.files["/a.zip"])
    assert [asked for _, asked in server.asked] == ["", "bytes=1000-", "bytes=3000-"]
    assert told[-1] == (len(server.files["/a.zip"]),) * 2


def test_a_later_call_goes_on_too_and_a_changed_file_begins_again(server: Server, tmp_path: Path) -> None:
    server.files["/a.zip"] = packed("x" * 5000)
    server.breaks = [500] * fetching.TRIES
    with pytest.raises(SourceError, match="could not be fetched") as caught:
        fetch(recipe(server), tmp_path)
    assert "goes on from there" in caught.value.hint
    assert not (tmp_path / "fetched/some/a.zip").exists()
    (one,) = fetch(recipe(server), tmp_path)
    assert server.asked[-1][1] == f"bytes={500 * fetching.TRIES}-"
    assert one.path.read_bytes() == server.files["/a.zip"]
    server.files["/a.zip"] = packed("y" * 5000)
    server.breaks = [700] * fetching.TRIES
    with pytest.raises(SourceError):
        fetch(recipe(server), tmp_path)
    server.files["/a.zip"] = packed("z" * 6000)
    assert fetch(recipe(server), tmp_path)[0].path.read_bytes() == server.files["/a.zip"]


def test_a_server_without_ranges_begins_again(server: Server, tmp_path: Path) -> None:
    server.files["/a.zip"], server.ranges, server.breaks = packed("x" * 5000), False, [1000]
    assert fetch(recipe(server), tmp_path)[0].path.read_bytes() == server.files["/a.zip"]


@pytest.mark.parametrize(("content", "checksum", "why"), [
    (packed("x"), "0" * 64, "its sum is not sha256:0000"), (b"<html>moved</html>", "", "is no whole zip file"),
])  # fmt: skip
def test_what_is_not_what_its_publisher_says_is_not_kept(
    server: Server, tmp_path: Path, content: bytes, checksum: str, why: str
) -> None:
    server.files["/a.zip"] = content
    with pytest.raises(SourceError, match=why):
        fetch(recipe(server, sha256=checksum), tmp_path)
    assert [path.name for path in (tmp_path / "fetched/some").iterdir()] == []


def test_what_is_gone_names_the_page(server: Server, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is gone \(HTTP 404\)") as caught:
        fetch(recipe(server), tmp_path)
    assert "https://x/page" in caught.value.hint
    with pytest.raises(InvalidInput, match="has no address"):
        fetch(replace(recipe(server), address=""), tmp_path)
    with pytest.raises(SourceError, match="no address of the web"):
        fetch(replace(recipe(server), address="file:///etc/passwd"), tmp_path)


def test_a_redirect_leads_on_over_the_web_only(server: Server, tmp_path: Path) -> None:
    server.files["/b.zip"], server.moved["/a.zip"] = packed("x"), "/b.zip"
    assert fetch(recipe(server), tmp_path)[0].path.read_bytes() == server.files["/b.zip"]
    for elsewhere in ("file:///etc/passwd", "ftp://127.0.0.1/a.zip"):
        server.moved["/c.zip"] = elsewhere
        with pytest.raises(SourceError, match=r"not allowed|no address of the web"):
            fetch(recipe(server, "c.zip"), tmp_path)
    handler, asked = fetching._Redirects(), urllib.request.Request("https://x/a.zip")
    with pytest.raises(SourceError, match="anybody on the way could answer"):
        handler.redirect_request(asked, None, 302, "Found", {}, "http://169.254.169.254/")


def test_what_has_no_length_does_not_go_on_without_end(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["/a.zip"], server.lengths = packed("x" * 5000), False
    assert fetch(recipe(server), tmp_path)[0].path.read_bytes() == server.files["/a.zip"]
    monkeypatch.setattr(fetching, "_LARGEST_FILE", 4000)
    with pytest.raises(SourceError, match="sends more than 4000 bytes"):
        fetch(recipe(server), tmp_path / "other")


def test_a_change_that_breaks_off_at_once_is_not_taken_for_unchanged(server: Server, tmp_path: Path) -> None:
    server.files["/a.zip"] = packed("x" * 5000)
    fetch(recipe(server), tmp_path)
    server.files["/a.zip"], server.breaks = packed("y" * 5000), [0] * fetching.TRIES
    with pytest.raises(SourceError, match="could not be fetched"):
        fetch(recipe(server), tmp_path)
    (new,) = fetch(recipe(server), tmp_path)
    assert (new.how, new.path.read_bytes()) == ("fetched", server.files["/a.zip"])


def test_a_list_that_cannot_be_reached_says_so(server: Server, tmp_path: Path) -> None:
    listed = replace(recipe(server), address="", listing="http://127.0.0.1:9/list")
    with pytest.raises(SourceError, match="could not be fetched"):
        fetch(listed, tmp_path)


def test_the_newest_deposit_with_its_sum(server: Server, tmp_path: Path) -> None:
    server.files["/v2.zip"] = packed("new")
    digest = hashlib.md5(server.files["/v2.zip"], usedforsecurity=False).hexdigest()
    file = {"key": "v2.zip", "size": len(server.files["/v2.zip"]), "checksum": f"md5:{digest}",
            "links": {"self": "/v2.zip"}}  # fmt: skip
    hits = [{"files": [{"key": "note.txt", "links": {"self": "/n"}}, file]}, {"files": [{"key": "v1.zip"}]}]
    server.files["/list"] = json.dumps({"hits": {"hits": hits}}).encode()
    listed = replace(recipe(server), address="", listing=f"{server.address}/list?q=")
    assert [one.how for one in (*fetch(listed, tmp_path), *fetch(listed, tmp_path))] == ["fetched", "unchanged"]
    file["checksum"] = "md5:" + "0" * 32
    server.files["/list"] = json.dumps({"hits": {"hits": hits}}).encode()
    with pytest.raises(SourceError, match="its sum is not md5:0"):
        fetch(listed, tmp_path)
    server.files["/list"] = b'{"hits": []}'
    with pytest.raises(SourceError, match="names no file"):
        fetch(listed, tmp_path)


def test_all_that_a_manifest_names(server: Server, tmp_path: Path) -> None:
    part = gzip.compress(b"{}\n", mtime=0)
    name = "data/jsonl/funders/updated_date=2026-01-01/part_0000.gz"
    entry = {"url": f"s3://openalex/{name}", "meta": {"content_length": len(part)}}
    server.files |= {f"/{name}": part, "/data/jsonl/funders/manifest.json": json.dumps({"files": [entry]}).encode()}
    asked = replace(recipe(server, ""), manifests=(f"{server.address}/data/jsonl/funders/manifest.json",))
    found = fetch(asked, tmp_path)
    placed = place(found, tmp_path / "fetched/some", tmp_path / "set")
    assert [path.relative_to(tmp_path / "set").as_posix() for path in placed] == [
        name, "data/jsonl/funders/manifest.json"
    ]  # fmt: skip
    assert all(recipe_of(path.relative_to(tmp_path / "set").as_posix()) for path in placed)
    entry["meta"] = {"content_length": 1}
    server.files["/data/jsonl/funders/manifest.json"] = json.dumps({"files": [entry]}).encode()
    (tmp_path / "fetched/some" / name).unlink()
    with pytest.raises(SourceError, match="its publisher says 1"):
        fetch(asked, tmp_path)
    entry["url"] = "s3://openalex/../../etc/passwd"
    server.files["/data/jsonl/funders/manifest.json"] = json.dumps({"files": [entry]}).encode()
    with pytest.raises(SourceError, match="names a file"):
        fetch(asked, tmp_path)


def test_recipes_say_whose_they_are_and_their_files_are_recognised() -> None:
    for one in recipes():
        assert one.title.keys() == {"tr", "en"}
        assert one.licence.startswith("https://")
        assert one.page.startswith("https://")
        assert one.reader in source.READERS
        for address in filter(None, (one.address, one.listing, *one.manifests)):
            assert address.startswith("https://")
    assert recipe_named("cordis-h2020").address.endswith("/cordis-h2020projects-csv.zip")
    with pytest.raises(UnknownThing, match="No public source is called 'cordis-h2021'"):
        recipe_named("cordis-h2021")


def test_the_command_lists_and_fetches(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", "--format", "csv"]) == 0
    assert "cordis-horizon" in capsys.readouterr().out
    server.files["/a.zip"] = packed("x")
    monkeypatch.setattr(fetching, "recipe_named", lambda name: recipe(server))
    assert main(["fetch", "some", "--data", str(tmp_path / "data"), "--into", str(tmp_path / "set")]) == 0
    assert (tmp_path / "set" / "a.zip").read_bytes() == server.files["/a.zip"]
    monkeypatch.setattr(fetching, "recipe_named", lambda name: recipe(server, "b.zip"))
    assert main(["fetch", "some", "--data", str(tmp_path / "data")]) == 2
    assert "error[unreadable-source]" in capsys.readouterr().err
