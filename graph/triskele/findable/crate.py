"""A release as an RO-Crate: its metadata document, whose files are fetched from the web (RO-Crate 1.1, web-based data
entities)."""

from __future__ import annotations

from typing import Any

import triskele
from triskele import terms
from triskele.findable.facts import Facts
from triskele.findable.schema_org import agent

NAME = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_SOFTWARE = "#triskele"
_MADE = "#made"
Node = dict[str, Any]


def write_crate(facts: Facts, language: str) -> Node:
    """The crate of one release: its files with sizes and sums, its sources, how and when it was made."""
    owner, release = facts.owner, facts.release
    creators = [_known(*who) for who in facts.creators]
    files = [
        _present(
            {
                "@id": file.url, "@type": "File", "name": file.name, "encodingFormat": file.media_type,
                "contentSize": None if file.bytes is None else str(file.bytes), "sha256": file.sha256,
                "sdDatePublished": facts.issued,
            }
        )
        for file in facts.files
    ]  # fmt: skip
    sources = [
        {"@id": iri, "@type": "CreativeWork", "name": titles.get(language) or next(iter(titles.values()), iri)}
        for iri, titles in facts.sources
    ]
    publisher = {"@id": "#publisher", "@type": "Organization", "name": owner.publisher} if owner.publisher else None
    licence = {"@id": owner.licence, "@type": "CreativeWork", "name": owner.licence_name} if owner.licence else None
    root = _present(
        {
            "@id": "./", "@type": "Dataset", "name": facts.title(language), "description":
            facts.description(language), "identifier": facts.edition, "url": facts.page, "version": facts.version,
            "datePublished": facts.issued, "inLanguage": list(owner.languages), "keywords":
            ", ".join(owner.keywords(language)) or None, "license": _to(licence), "publisher": _to(publisher),
            "creator": [{"@id": who["@id"]} for who in creators], "isBasedOn": [{"@id": s["@id"]} for s in sources],
            "hasPart": [{"@id": file["@id"]} for file in files], "mentions": [{"@id": _MADE}],
        }
    )  # fmt: skip
    descriptor = {
        "@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": _VERSION},
    }  # fmt: skip
    made = {
        "@id": _MADE, "@type": "CreateAction", "name": {"tr": "Derleme", "en": "Build"}[language],
        "endTime": release.made.isoformat().replace("+00:00", "Z"), "instrument": {"@id": _SOFTWARE},
        "object": [{"@id": s["@id"]} for s in sources], "result": {"@id": "./"},
    }  # fmt: skip
    software = {
        "@id": _SOFTWARE, "@type": "SoftwareApplication", "name": "Triskele", "url": terms.ROOT,
        "version": release.manifest.get("code_version", triskele.__version__),
    }  # fmt: skip
    context = [n for n in (licence, publisher, *creators, *sources, made, software) if n]
    return {"@context": f"{_VERSION}/context", "@graph": [descriptor, root, *files, *context]}


def _known(name: str, address: str) -> Node:
    node = agent(name, address)
    return node | {"@id": address or f"#creator-{'-'.join(name.split())}"}


def _to(node: Node | None) -> Node | None:
    return {"@id": node["@id"]} if node else None


def _present(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
