"""A release as Croissant (1.0): its files, and its tables as record sets that machine-learning tools load."""

from __future__ import annotations

from typing import Any

from triskele.findable.facts import PARQUET, Facts, File
from triskele.findable.links import CROISSANT_PROFILE
from triskele.findable.schema_org import agent

Node = dict[str, Any]
_CONTEXT: Node = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "dct": "http://purl.org/dc/terms/",
    "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"}, "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "conformsTo": "dct:conformsTo",
    **{
        name: f"cr:{name}"
        for name in (
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet",
            "format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
            "references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField",
            "transform",
        )
    },
}  # fmt: skip
"""The context the format prescribes."""
_TYPES = {
    "VARCHAR": "sc:Text", "BOOLEAN": "sc:Boolean", "INTEGER": "sc:Integer", "BIGINT": "sc:Integer",
    "DOUBLE": "sc:Float",
}  # fmt: skip
_PARQUET = "application/x-parquet"
"""What readers of the format look for; the registered type is younger."""
TABLES: dict[str, tuple[dict[str, str], str | None]] = {
    "things": ({"en": "Actors, places, sectors, projects, persons and documents, one a row.",
                "tr": "Aktörler, yerler, sektörler, projeler, kişiler ve belgeler; her satırda biri."}, "iri"),
    "names": ({"en": "What things are called, by language and time.",
               "tr": "Şeylerin adları, dile ve zamana göre."}, None),
    "identifiers": ({"en": "Identifiers of things in registers of others.",
                     "tr": "Şeylerin başka kütüklerdeki tanımlayıcıları."}, None),
    "ties": ({"en": "Ties, with their dates as written and the four bounds that follow from them.",
              "tr": "Bağlar; yazıldığı gibi tarihleri ve onlardan çıkan dört sınırla."}, "iri"),
    "ends": ({"en": "Which things are ends of which tie, and in which role.",
              "tr": "Hangi şeyin hangi bağın ucu olduğu ve rolü."}, None),
    "figures": ({"en": "Figures about things, with year and unit.",
                 "tr": "Şeylere ilişkin rakamlar, yıl ve birimle."}, "iri"),
    "events": ({"en": "What happened to whom, and when.", "tr": "Kime ne zaman ne oldu."}, "iri"),
    "participants": ({"en": "Who else took part in an event.", "tr": "Bir olaya başka kimler katıldı."}, None),
    "classifications": ({"en": "Which concept somebody put a thing under.",
                         "tr": "Birinin bir şeyi hangi kavramın altına koyduğu."}, "iri"),
    "contradictions": ({"en": "What sources contradict each other about.",
                        "tr": "Kaynakların birbiriyle çeliştiği konular."}, "iri"),
    "claims": ({"en": "The claims of a contradiction.", "tr": "Bir çelişkinin savları."}, None),
    "evidence": ({"en": "Where a document says something: section, lines, and the statement in other words.",
                  "tr": "Bir belgenin bir şeyi nerede söylediği: bölüm, satırlar ve başka sözlerle ifadesi."}, "iri"),
    "supports": ({"en": "Which evidence supports what.", "tr": "Hangi kanıtın neyi desteklediği."}, None),
    "documents": ({"en": "The documents that were read.", "tr": "Okunan belgeler."}, "thing"),
}  # fmt: skip
"""The tables that are record sets: what a row is, and which column names it."""


def write_croissant(facts: Facts, language: str) -> Node:
    """The description of one release. Every file that is listed has been made, with its checksum."""
    owner = facts.owner
    node: Node = {
        "@context": _CONTEXT | {"@language": language},
        "@type": "sc:Dataset",
        "@id": facts.edition,
        "name": facts.title(language),
        "description": facts.description(language),
        "conformsTo": CROISSANT_PROFILE,
        "url": facts.page,
        "version": f"{facts.release.number}.0.0",  # the format asks for three numbers
        "datePublished": facts.issued,
        "inLanguage": list(owner.languages),
        "isLiveDataset": False,
        "citeAs": owner.cite(language, facts.release.number, facts.release.digest, facts.edition),
        "distribution": [_file(file) for file in facts.files if file.sha256],
        "recordSet": _record_sets(facts, language),
    }
    if owner.licence:
        node["license"] = owner.licence
    if owner.publisher:
        node["publisher"] = agent(owner.publisher, "")
    if facts.creators:
        node["creator"] = [agent(*who) for who in facts.creators]
    if owner.keywords(language):
        node["keywords"] = list(owner.keywords(language))
    return node


def _file(file: File) -> Node:
    return {
        "@type": "cr:FileObject", "@id": file.name, "name": file.name, "contentUrl": file.url,
        "contentSize": f"{file.bytes} B", "sha256": file.sha256,
        "encodingFormat": _PARQUET if file.media_type == PARQUET else file.media_type,
    }  # fmt: skip


def _record_sets(facts: Facts, language: str) -> list[Node]:
    described, found = facts.release.manifest.get("tables", {}), []
    there = {file.name for file in facts.tables if file.media_type == PARQUET}
    for name, (what, key) in TABLES.items():
        file = f"tables/{name}.parquet"
        if file not in there:
            continue
        fields = [
            {
                "@type": "cr:Field", "@id": f"{name}/{column}", "name": f"{name}/{column}",
                "dataType": _TYPES.get(kind, "sc:Text"),
                "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
            }
            for column, kind in described[name]["columns"].items()
        ]  # fmt: skip
        records = {"@type": "cr:RecordSet", "@id": name, "name": name, "description": what[language], "field": fields}
        found.append(records | ({"key": {"@id": f"{name}/{key}"}} if key else {}))
    return found
