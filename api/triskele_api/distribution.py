"""The dataset of one release: where its files are, how large, with which checksum; as JSON and as DCAT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from typing import Any

from triskele import terms
from triskele.findable.facts import Facts
from triskele.quads import Quad, iri, text, typed
from triskele.release.library import Release
from triskele.store import Store


def describe_dataset(release: Release, language: str) -> dict[str, Any]:
    """Title, licence, digest, distributions and how to cite the release."""
    dataset = _name(release)
    titles = {"tr": release.owner.title_tr, "en": release.owner.title_en}
    labels = {tag: title for tag, title in titles.items() if title}
    manifest = release.manifest
    here, files = f"/r/{release.number}", [asdict(file) for file in Facts(release, "").files]
    owner = release.owner
    cite = {tag: owner.cite(tag, release.number, release.digest, dataset) for tag in terms.LANGUAGES}
    return {
        "title": release.owner.title(language),
        "iri": dataset,
        "labels": labels,
        "licence": manifest["licence"],
        "publisher": owner.publisher or None,
        "number": release.number,
        "digest": f"sha256:{release.digest}",
        "statements": manifest["quads"],
        "inputs": manifest["inputs"],
        "distributions": files,
        "sparql": f"{here}/sparql",
        "cite": {"text": cite[language], "labels": cite},
    }


_SERVICES = {
    "sparql": (
        {"en": "SPARQL endpoint", "tr": "SPARQL uç noktası"},
        "https://www.w3.org/TR/sparql11-protocol/",
        "sparql",
    ),
    "": (
        {"en": "HTTP interface: lists, networks, metrics", "tr": "HTTP arayüzü: listeler, ağlar, ölçüler"},
        "https://spec.openapis.org/oas/v3.1.0",
        "openapi.json",
    ),
}
"""Services over the dataset: path, titles, the standard it conforms to, where it is described."""
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_LANGUAGES = {
    "tr": "http://publications.europa.eu/resource/authority/language/TUR",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}


def write_dataset(release: Release, form: str) -> bytes:
    """The release's own DCAT graph, and with it what that could not say yet: the files of the release, which could not
    name themselves in it, and the services that serve it. It breaks no shape of DCAT-AP 3."""
    own = BytesIO()
    release.store.dump(own, "nq", [terms.DATASET_GRAPH])
    store = Store.create()
    more = (*_about(release), *_files(release), *_services(release))
    store.load_quads(own.getvalue() + "".join(f"{quad.line()}\n" for quad in more).encode())
    output = BytesIO()
    store.dump(output, form, merged=True)
    return output.getvalue()


def _say(subject: str, predicate: str, *values: str) -> Iterator[Quad]:
    for value in values:
        yield Quad(iri(subject), iri(predicate), value, iri(terms.DATASET_GRAPH))


def _name(release: Release) -> str:
    return release.root + "dataset"


def _about(release: Release) -> Iterator[Quad]:
    dataset, facts = _name(release), Facts(release, release.root.rstrip("/"))
    said = {tag: (facts.description(tag), release.owner.keywords(tag)) for tag in terms.LANGUAGES}
    yield from _say(dataset, terms.DCT + "description", *(text(words, tag) for tag, (words, _) in said.items()))
    for tag, (_, keywords) in said.items():
        yield from _say(dataset, terms.DCAT + "keyword", *(text(word, tag) for word in keywords))
    yield from _say(dataset, terms.DCT + "issued", typed(facts.issued, "date"))
    if release.owner.public:
        yield from _say(dataset, terms.DCT + "accessRights", iri(_PUBLIC))
    for place, (name, address) in enumerate(facts.creators, 1):
        node = address or f"{dataset}#creator-{place}"
        yield from _say(dataset, terms.DCT + "creator", iri(node))
        yield from _say(node, terms.TYPE, iri(terms.FOAF + "Agent"))
        yield from _say(node, terms.FOAF + "name", text(name))
    yield from _say(dataset, terms.DCT + "source", *(iri(source) for source, _ in facts.sources))
    yield from _say(dataset, terms.DCT + "language", *(iri(_LANGUAGES[tag]) for tag in release.owner.languages))
    yield from _say(dataset, terms.DCAT + "landingPage", iri(release.root))


def _files(release: Release) -> Iterator[Quad]:
    dataset = _name(release)
    yield from _say(dataset, terms.DCAT + "version", text(str(release.number)))
    place = f"{release.root}releases/{release.number}"
    for file in Facts(release, release.root.rstrip("/")).files:
        if file.sha256 is None or not file.url.startswith(place):
            continue  # what is written in every format stands in the release's own graph
        name = file.name
        node, check = f"{dataset}#file-{name}", f"{dataset}#file-{name}-checksum"
        yield from _say(dataset, terms.DCAT + "distribution", iri(node))
        yield from _say(node, terms.TYPE, iri(terms.DCAT + "Distribution"))
        yield from _say(node, terms.DCT + "title", text(name))
        if release.owner.licence:
            yield from _say(node, terms.DCT + "license", iri(release.owner.licence))
        kind = f"https://www.iana.org/assignments/media-types/{file.media_type}"
        yield from _say(node, terms.DCAT + "mediaType", iri(kind))
        yield from _say(node, terms.DCAT + "accessURL", iri(place))
        yield from _say(node, terms.DCAT + "downloadURL", iri(file.url))
        yield from _say(node, terms.DCAT + "byteSize", typed(str(file.bytes), "decimal"))  # as DCAT-AP 3.0.0 has it
        yield from _say(node, terms.SPDX + "checksum", iri(check))
        yield from _say(check, terms.TYPE, iri(terms.SPDX + "Checksum"))
        yield from _say(check, terms.SPDX + "algorithm", iri(terms.SPDX + "checksumAlgorithm_sha256"))
        yield from _say(check, terms.SPDX + "checksumValue", typed(file.sha256, "hexBinary"))


def _services(release: Release) -> Iterator[Quad]:
    dataset = _name(release)
    for path, (titles, standard, description) in _SERVICES.items():
        node = f"{dataset}#service-{path or 'http'}"
        yield from _say(node, terms.TYPE, iri(terms.DCAT + "DataService"))
        yield from _say(node, terms.DCT + "title", *(text(words, tag) for tag, words in titles.items()))
        if release.owner.licence:
            yield from _say(node, terms.DCT + "license", iri(release.owner.licence))
        yield from _say(node, terms.DCT + "conformsTo", iri(standard))
        yield from _say(node, terms.DCAT + "endpointURL", iri(release.root + path))
        yield from _say(node, terms.DCAT + "endpointDescription", iri(release.root + description))
        yield from _say(node, terms.DCAT + "servesDataset", iri(dataset))
