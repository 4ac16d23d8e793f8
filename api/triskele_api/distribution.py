"""The dataset of one release: where its files are, how large, with which checksum; as JSON and as DCAT."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from triskele import terms
from triskele.formats import GRAPH_FORMATS
from triskele.quads import Quad, iri, text, typed
from triskele.release.description import DATASET
from triskele.release.library import Release
from triskele.store import Store

FILES = {
    "data.nq.gz": "application/gzip",
    "report.ttl": "text/turtle",
    "report.json": "application/json",
    "manifest.json": "application/json",
}
"""The files of a release that anybody may fetch, by their names in its folder."""


def describe_dataset(release: Release, language: str) -> dict[str, Any]:
    """Title, licence, digest, distributions and how to cite the release."""
    labels = {
        row["l"]: row["t"] for row in release.store.query(f"SELECT ?t (LANG(?t) AS ?l) {{ <{DATASET}> dct:title ?t }}")
    }
    manifest = release.manifest
    here = f"/r/{release.number}"
    exports = [
        {"name": f.name, "media_type": f.media_type, "url": f"{here}/exports/{f.name}", "bytes": None, "sha256": None}
        for f in GRAPH_FORMATS.values()
    ]
    files = [
        {
            "name": name,
            "media_type": FILES[name],
            "url": f"/releases/{release.number}/files/{name}",
            "bytes": facts["bytes"],
            "sha256": facts["sha256"],
        }
        for name, facts in manifest["files"].items()
        if name in FILES
    ]
    cite = {
        "tr": f"Triskele: yenilik ekosistemi bilgi çizgesi, sürüm {release.number} "
        f"(sha256:{release.digest[:16]}…). {DATASET}. CC BY 4.0.",
        "en": f"Triskele: knowledge graph of the innovation ecosystem, release {release.number} "
        f"(sha256:{release.digest[:16]}…). {DATASET}. CC BY 4.0.",
    }
    return {
        "title": labels.get(language, "Triskele"),
        "iri": DATASET,
        "labels": labels,
        "licence": manifest["licence"],
        "number": release.number,
        "digest": f"sha256:{release.digest}",
        "statements": manifest["quads"],
        "inputs": manifest["inputs"],
        "distributions": [*files, *exports],
        "sparql": f"{here}/sparql",
        "cite": {"text": cite[language], "labels": cite},
    }


def write_dataset(release: Release, form: str) -> bytes:
    """The release's own DCAT graph, and with it the files of the release, which could not yet name themselves in it."""
    own = BytesIO()
    release.store.dump(own, "nq", [terms.DATASET_GRAPH])
    store = Store.create()
    store.load_quads(own.getvalue() + "".join(f"{q.line()}\n" for q in _files(release)).encode())
    output = BytesIO()
    store.dump(output, form, merged=True)
    return output.getvalue()


def _files(release: Release) -> Iterator[Quad]:
    graph, dataset = iri(terms.DATASET_GRAPH), iri(DATASET)

    def dcat(name: str) -> str:
        return iri(terms.DCAT + name)

    yield Quad(dataset, iri(terms.DCAT + "version"), text(str(release.number)), graph)
    for name, facts in release.manifest["files"].items():
        if name not in FILES:
            continue
        node, check = iri(f"{DATASET}#file-{name}"), iri(f"{DATASET}#file-{name}-checksum")
        kind = iri(f"https://www.iana.org/assignments/media-types/{FILES[name]}")
        place = iri(f"{terms.ROOT}releases/{release.number}/files/{name}")
        yield Quad(dataset, dcat("distribution"), node, graph)
        yield Quad(node, iri(terms.TYPE), dcat("Distribution"), graph)
        yield Quad(node, iri(terms.DCT + "title"), text(name), graph)
        yield Quad(node, iri(terms.DCT + "license"), iri(terms.CC_BY), graph)
        yield Quad(node, dcat("mediaType"), kind, graph)
        yield Quad(node, dcat("downloadURL"), place, graph)
        yield Quad(node, dcat("byteSize"), typed(str(facts["bytes"]), "nonNegativeInteger"), graph)
        yield Quad(node, iri(terms.SPDX + "checksum"), check, graph)
        yield Quad(check, iri(terms.SPDX + "algorithm"), iri(terms.SPDX + "checksumAlgorithm_sha256"), graph)
        yield Quad(check, iri(terms.SPDX + "checksumValue"), typed(facts["sha256"], "hexBinary"), graph)
