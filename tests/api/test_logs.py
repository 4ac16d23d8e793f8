"""What is logged: one line each, with the number of the request, without who asked or what."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.serving import serve_apart
from triskele.errors import SettingsError
from triskele.settings import Settings, keep_kernels
from triskele_api.logs import Lines, told_path


def test_every_answer_has_a_number_and_keeps_that_of_a_proxy(client: httpx.Client) -> None:
    first, second = (client.get("/actors?limit=1").headers["x-request-id"] for _ in range(2))  # the second is repeated
    assert first != second
    assert len(first) == 16
    assert client.get("/nowhere", headers={"X-Request-Id": "proxy-1234"}).headers["x-request-id"] == "proxy-1234"
    for bad in ("short", "with space in it", "x" * 65, "line%0Abreak"):
        assert client.head("/health", headers={"X-Request-Id": bad}).headers["x-request-id"] != bad


def record(message: str, **more: object) -> dict[str, object]:
    entry = logging.LogRecord("triskele.requests", logging.WARNING, "", 0, message, (), None)
    entry.__dict__.update(more)
    line = Lines().format(entry)
    assert line.isascii()
    assert line.isprintable()
    told: dict[str, object] = json.loads(line)
    return told


@pytest.mark.parametrize("text", ["a\nb", "a\r\n{}", "\x1b[2J", "\u2028", "\u202e", "\x00", "İĞNE"])
def test_nothing_ends_a_line(text: str) -> None:
    told = record(text, told={"path": text})
    assert (told["message"], told["path"]) == (text, text)


def test_an_exception_is_told_by_its_place_and_not_by_its_values() -> None:
    try:
        raise KeyError("Ada Kıyı, 0555")
    except KeyError:
        told = record("broke", exc_info=sys.exc_info())
    assert told["error"] == "KeyError"
    assert "test_logs.py" in str(told["raised"])
    assert "Ada" not in str(told)


def test_paths_are_short_and_hold_no_keys() -> None:
    assert told_path("/jobs/0123456789abcdef/result") == "/jobs/{key}/result"
    assert told_path("/r/3/permalinks/0123") == "/r/3/permalinks/{key}"
    assert told_path("/ties") == "/ties"
    assert len(told_path("/" + "x" * 60_000)) == 200


def test_requests_are_logged_when_asked_for(settings: Settings, release: object, capfd: pytest.CaptureFixture) -> None:
    with serve_apart(settings, log="requests") as (port, _), httpx.Client(base_url=f"http://127.0.0.1:{port}") as asks:
        number = asks.get("/search?q=gizli", headers={"User-Agent": "Ada/1", "X-Forwarded-For": "192.0.2.7"}).headers[
            "x-request-id"
        ]
        asks.get("/page/actor/a%0Ab%1B")
        link = asks.post("/permalinks", json={"query": "ASK { # gizli\n}"})
        asks.post("/sparql", content="ASK { # gizli\n}", headers={"Content-Type": "application/sparql-query"})
    said, deadline = "", time.monotonic() + 20
    while '"/sparql"' not in said and time.monotonic() < deadline:  # a thread passes on what the process said
        said += capfd.readouterr().out
        time.sleep(0.05)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    told = {line["path"]: line for line in lines}
    assert told["/search"]["request"] == number
    assert told["/search"]["status"] == 200
    assert told["/permalinks"]["request"] == told["/r/1/sparql"]["request"] == link.headers["x-request-id"]
    assert told["/page/actor/a\nb\x1b"]["status"] == 404
    assert {"/search", "/page/actor/a\nb\x1b", "/sparql"} <= set(told)
    assert set(lines[0]) == {"time", "level", "request", "message", "method", "path", "status", "ms"}
    for secret in ("gizli", "Ada", "192.0.2.7", "127.0.0.1"):
        assert secret not in json.dumps(lines)


def test_a_setting_that_nobody_knows_is_refused() -> None:
    with pytest.raises(SettingsError, match="TRISKELE_LOG"):
        Settings.read({"TRISKELE_LOG": "everything"})
    with pytest.raises(SettingsError, match="TRISKELE_KEEP_RELEASES"):
        Settings.read({"TRISKELE_KEEP_RELEASES": "0"})


def test_compiled_kernels_are_kept_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    keep_kernels(tmp_path / "nowhere")
    assert "NUMBA_CACHE_DIR" not in os.environ
    keep_kernels(tmp_path)
    monkeypatch.setenv("NUMBA_CACHE_DIR", os.environ["NUMBA_CACHE_DIR"])  # so that it is put back
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "kernels")
    assert (tmp_path / "kernels").stat().st_mode & 0o777 == 0o700
    keep_kernels(tmp_path.parent)  # what the environment says stays
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "kernels")
