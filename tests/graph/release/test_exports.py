"""The whole of a release in every format: the same statements, numbers as written, the same bytes each time."""

from __future__ import annotations

import gzip
import io
import shutil
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from triskele.cli import main
from triskele.errors import ResultTooLarge
from triskele.formats import GRAPH_FORMATS
from triskele.release import Release, exports
from triskele.release.exports import export_path, write_exports, write_whole

_READ = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "trig": ox.RdfFormat.TRIG,
         "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML}  # fmt: skip


@pytest.fixture(scope="module")
def copy(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Release:
    target = tmp_path_factory.mktemp("exports") / "releases" / "1"
    shutil.copytree(release.folder, target, ignore=shutil.ignore_patterns("derived"))
    write_exports(Release(target))
    return Release(target)


def packed(release: Release) -> list[ox.Quad]:
    with gzip.open(release.folder / "data.nq.gz", "rb") as lines:
        return list(ox.parse(lines.read(), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_every_format_holds_the_same_statements_as_written(copy: Release, name: str) -> None:
    graph = GRAPH_FORMATS[name].kind == "graph"
    found = ox.Dataset(ox.parse(path=str(export_path(copy, name)), format=_READ[name]))
    wanted = ox.Dataset(ox.Quad(*q.triple) if graph else q for q in packed(copy))
    for dataset in (found, wanted):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(found) == set(wanted)
    assert any(isinstance(q.object, ox.Literal) and q.object.value == "1.0" for q in found)  # as its source wrote it


@pytest.mark.parametrize("name", ["ttl", "trig", "rdfxml"])
def test_the_same_release_is_the_same_bytes(copy: Release, name: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write_whole(copy, first, name)
    write_whole(copy, second, name)
    assert first.getvalue() == second.getvalue()
    kept = export_path(copy, name).read_bytes()
    export_path(copy, name).unlink()
    write_exports(copy)
    assert export_path(copy, name).read_bytes() == kept
    assert len(kept) < len(first.getvalue()) or name == "rdfxml"  # a subject's statements stand together


def test_parts_of_a_file_can_be_asked_for(client: httpx.Client) -> None:
    plain = {"Accept-Encoding": "identity"}
    whole = client.get("/exports/nt", headers=plain)
    for condition in ({}, {"If-Range": whole.headers["etag"]}):
        part = client.get("/exports/nt", headers={**plain, "Range": "bytes=100-199", **condition})
        assert (part.status_code, part.content) == (206, whole.content[100:200]), condition


def test_a_very_large_release_says_where_its_statements_are(
    copy: Release, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exports, "MOST", 1000)
    with pytest.raises(ResultTooLarge) as caught:
        export_path(copy, "ttl")
    assert "data.nq.gz" in caught.value.hint
    written = tmp_path / "all.nt"
    data = str(copy.folder.parent.parent)
    assert main(["export", "--data", data, "--release", "1", "--format", "nt", "--output", str(written)]) == 0
    assert written.read_bytes().count(b"\n") == len(packed(copy))
