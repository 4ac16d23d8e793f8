"""Permanent links are written by anybody: bounded in bytes, number and rate, and honest about the disk."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.serving import serve
from triskele.errors import NotFoundError, StorageError
from triskele.release import Release
from triskele.settings import Settings
from triskele_api.permalinks import Permalink
from triskele_api.shelf import PER_CLIENT, PER_MINUTE, Shelf, TooFast, TooManyLinks
from triskele_api.uploads import TooLarge


class Clock:
    """Seconds that pass when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def link(number: int, size: int = 0) -> Permalink:
    return Permalink("/sparql", {"query": f"ASK {{}} # {number} {'x' * size}"}, 1, "digest", "sha256:0")


def test_a_link_is_found_as_it_was_kept(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "links", 1 << 20)
    shelf.keep(link(1), "a")
    assert shelf.find(link(1).id) == link(1)
    for key in ("0123456789abcdef", "../current", "", link(1).id.upper() + "X"):
        with pytest.raises(NotFoundError):
            shelf.find(key)


def test_one_client_and_all_together_are_held_to_a_rate(tmp_path: Path) -> None:
    clock = Clock()
    shelf = Shelf(tmp_path, 1 << 30, clock)
    for number in range(PER_CLIENT):
        shelf.keep(link(number), "a")
    shelf.keep(link(0), "a")  # there already: counts for nobody
    with pytest.raises(TooFast, match="one client") as refused:
        shelf.keep(link(1000), "a")
    assert refused.value.retry_after == 61
    for number in range(PER_CLIENT, PER_MINUTE):
        shelf.keep(link(number), f"b{number}")
    with pytest.raises(TooFast):
        shelf.keep(link(2000), "somebody new")
    clock.now = 60.0
    shelf.keep(link(1000), "a")


def test_the_room_is_bounded_whoever_writes(tmp_path: Path) -> None:
    clock = Clock()
    shelf, other = Shelf(tmp_path, 10 * 4096, clock), Shelf(tmp_path, 10 * 4096, clock)
    with pytest.raises(TooLarge):
        shelf.keep(link(0, 65_536), "a")
    for number in range(5):
        shelf.keep(link(number, 3000), "a")  # a block each
    other.keep(link(5, 5000), "b")  # two blocks, after counting what is there
    assert len(list(tmp_path.iterdir())) == 6
    other.keep(link(6), "b")
    for number in range(7, 9):
        other.keep(link(number), "b")
    with pytest.raises(TooManyLinks):
        other.keep(link(9), "b")
    clock.now = 1000.0
    with pytest.raises(TooManyLinks):
        shelf.keep(link(10), "a")  # counted anew, the other's too
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10 * 4096


def test_a_disk_that_takes_nothing_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "links", 1 << 20)

    def full(path: Path, data: bytes) -> int:
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(StorageError, match="No space left"):
            shelf.keep(link(1), "a")
    assert list((tmp_path / "links").iterdir()) == []
    shelf.keep(link(1), "a")
    (tmp_path / "links" / f"{link(1).id}.json").write_text("{")
    with pytest.raises(StorageError, match="damaged"):
        shelf.find(link(1).id)


def test_over_http(settings: Settings, release: Release, tmp_path: Path) -> None:
    for name in ("current", "releases"):
        (tmp_path / name).symlink_to(os.readlink(settings.data / name) if name == "current" else settings.data / name)
    with serve(replace(settings, data=tmp_path)) as client:
        answers = [client.post("/permalinks", json={"query": f"ASK {{}} # {n}"}) for n in range(PER_CLIENT + 1)]
        assert {answer.status_code for answer in answers[:-1]} == {201}
        assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too-fast")
        assert 0 < int(answers[-1].headers["retry-after"]) <= 61
        assert client.get(answers[0].json()["url"]).json()["rerun"]["same"] is True
        assert client.post("/permalinks", json={"query": "ASK {} # 0"}).status_code == 201
        large = {"query": "ASK {} # " + "x" * 50_000}
        assert client.post("/permalinks", json=large | {"as_of": "2012"}).status_code == 429
        assert client.post("/permalinks", content=b"x" * 300_000).status_code == 413
        for path in (tmp_path / "permalinks").iterdir():
            path.unlink()
        (tmp_path / "permalinks").rmdir()
        (tmp_path / "permalinks").touch()  # what a broken disk looks like from here
        for answer in (
            client.get(answers[0].json()["url"]),
            client.post("/permalinks", json={"query": "ASK {} # new"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (507, "storage")


@pytest.mark.parametrize(
    "body",
    ['{"query": "ASK {} # \\ud800"}', '{"path": "/actors", "parameters": {"q": [[1]]}}',
     '{"path": "/actors", "parameters": {"q": {"a": 1}}}',
     '{"path": "/actors", "parameters": {"q": ' + "[" * 5000 + "]" * 5000 + "}}"],
)  # fmt: skip
def test_what_no_address_can_hold_is_told(client: httpx.Client, body: str) -> None:
    answer = client.post("/permalinks", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", "[" * 100_000, "{}", '{"path": "/releases"}', '{"path": "/../etc/passwd"}', '{"parameters": []}'],
)
def test_links_to_what_is_no_question_are_told(client: httpx.Client, body: str) -> None:
    answer = client.post("/permalinks", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text


def test_a_link_to_a_failing_question_fails_like_it(client: httpx.Client) -> None:
    answer = client.post("/permalinks", json={"query": "SELEC"})
    assert (answer.status_code, answer.json()["code"]) == (400, "query-syntax")


def test_the_same_question_is_the_same_link(client: httpx.Client) -> None:
    first, second = (client.post("/permalinks", json={"query": "ASK {}", "as_of": 2012}).json() for _ in range(2))
    assert first["id"] == second["id"]
    assert first["parameters"] == {"query": "ASK {}", "as_of": "2012"}
    again = client.get(first["url"]).json()
    assert again["rerun"]["same"] is True
    assert again["rerun"]["verdict"]["tr"]
