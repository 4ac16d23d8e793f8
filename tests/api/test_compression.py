"""Packed answers: the same bytes once unpacked, for whoever takes gzip and for nobody else."""

from __future__ import annotations

import gzip

import httpx
import pytest

from triskele_api.compression import accepts_gzip, is_text
from triskele_api.pages.bundle import ADDRESS

PACKED = (
    "/actors",
    "/networks/organisations?positions=true",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20tsk%3ATie%20%3B%20%3Fp%20%3Fo%20%7D",
    "/data/actor/sea-cluster.ttl",
    "/exports/nq",  # a file, sent in parts
    f"{ADDRESS}/app.js",
    "/page/actor/sea-cluster",
)


def raw(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("path", PACKED)
def test_text_is_packed_for_whoever_takes_it(client: httpx.Client, path: str) -> None:
    plain, whole = raw(client, path, **{"Accept-Encoding": "identity"})
    packed, body = raw(client, path, **{"Accept-Encoding": "br;q=1, gzip;q=0.5"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == whole
    assert len(body) < 0.6 * len(whole)
    assert int(packed.headers.get("content-length", len(body))) == len(body)
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["content-type"] == plain.headers["content-type"]
    again, same = raw(client, path, **{"Accept-Encoding": "gzip"})
    assert (again.status_code, same) == (200, body)
    seen = client.get(path, headers={"If-None-Match": packed.headers["etag"]})
    assert (seen.status_code, seen.content) == (304, b"")
    head = client.head(path, headers={"Accept-Encoding": "gzip"})
    assert (head.headers["content-encoding"], head.headers["etag"]) == ("gzip", packed.headers["etag"])


@pytest.mark.parametrize("path", ["/health", "/sparql?query=ASK%7B%7D", "/releases/1/files/data.nq.gz", "/nowhere"])
def test_small_answers_and_packed_files_travel_as_they_are(client: httpx.Client, path: str) -> None:
    answer, body = raw(client, path, **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(body)


def test_a_part_of_a_file_is_a_part_of_the_file(client: httpx.Client) -> None:
    answer, body = raw(client, "/exports/nq", **{"Accept-Encoding": "gzip", "Range": "bytes=0-99"})
    assert (answer.status_code, len(body)) == (206, 100)


@pytest.mark.parametrize(
    ("header", "takes"),
    [(b"gzip", True), (b"gzip;q=0", False), (b"*", True), (b"*;q=0, gzip", True), (b"br, deflate", False),
     (b"", False), (b"GZIP ; q=0.1", True), (b"gzip;q=x", False)],
)  # fmt: skip
def test_who_takes_gzip(header: bytes, takes: bool) -> None:
    assert accepts_gzip(header) is takes


@pytest.mark.parametrize(
    ("media", "text"),
    [(b"application/sparql-results+json", True), (b"application/gexf+xml", True), (b"text/csv; charset=utf-8", True),
     (b"application/n-quads", True), (b"application/zip", False), (b"image/png", False), (b"", False)],
)  # fmt: skip
def test_what_is_text(media: bytes, text: bool) -> None:
    assert is_text(media) is text
