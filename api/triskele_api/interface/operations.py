"""What each path answers and how it fails: one row a path and method. A path without a row fails a test."""

from __future__ import annotations

from typing import Any, NamedTuple

from triskele.findable.facts import PARQUET
from triskele.formats import GRAPH_FORMATS, RESULT_FORMATS
from triskele_api.interface import records as r

JSON = "application/json"
HTML = "text/html"
CSV = "text/csv"
GRAPHS = tuple(f.media_type for f in GRAPH_FORMATS.values())
ROWS = tuple(f.media_type for f in RESULT_FORMATS.values())
LIST = (JSON, CSV)
RESOURCE = (JSON, *GRAPHS, HTML)

_TERMS = {"type": "object", "additionalProperties": {"type": "object", "required": ["type", "value"]}}
_ANSWERS: dict[str, dict[str, Any]] = {
    JSON: {"description": "JSON"},
    "application/ld+json": {"description": "JSON-LD 1.1", "type": ["object", "array"]},
    "application/sparql-results+json": {
        "description": "SPARQL 1.1 Query Results JSON Format",
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": _TERMS}},
            },
            "boolean": {"type": "boolean"},
        },
        "oneOf": [{"required": ["results"]}, {"required": ["boolean"]}],
    },
}


def answer_of(media: str) -> dict[str, Any]:
    """The schema of an answer in this media type where no model tells more: JSON of a standard, else text."""
    return _ANSWERS.get(media) or {"type": "string"}


ALWAYS = (400, 404, 406, 410, 414, 500)
"""Every path: a parameter nobody knows, a pinned release that is not there or no longer served, no format that fits, an
address too long."""
WORK = (502, 503, 504)
BODY = (413, 415)


class Operation(NamedTuple):
    """What one operation answers: status, the model of its JSON, its media types, further statuses of errors, and a
    sentence in English and in Turkish where the summary does not say enough."""

    model: Any = None
    media: tuple[str, ...] = (JSON,)
    errors: tuple[int, ...] = ()
    status: int = 200
    en: str = ""
    tr: str = ""


def _list(kind: Any, en: str = "", tr: str = "") -> Operation:
    return Operation(kind, LIST, (), 200, en, tr)


def _resource(kind: Any, en: str = "", tr: str = "") -> Operation:
    return Operation(kind, RESOURCE, WORK, 200, en, tr)


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("get", "/actors"): _list(r.Page[r.Actor]),
    ("get", "/ties"): _list(r.Page[r.Tie]),
    ("get", "/figures"): _list(r.Page[r.Figure]),
    ("get", "/events"): _list(r.Page[r.Event]),
    ("get", "/clusters"): _list(r.Page[r.Cluster]),
    ("get", "/contradictions"): _list(r.Page[r.Contradiction]),
    ("get", "/search"): _list(r.Items[r.Found], "Names in both languages, other names and keys; slips are forgiven.",
                              "İki dilde adlar, öteki adlar ve anahtarlar; yazım yanlışları hoş görülür."),
    ("get", "/suggest"): Operation(r.Items[r.Found]),
    ("get", "/summary"): Operation(r.Summary),
    ("get", "/words"): Operation(r.Words, en="The same for every release of this version of the service.",
                                 tr="Hizmetin bu sürümünde her veri sürümü için aynıdır."),
    ("get", "/completion"): Operation(r.Completion),
    ("get", "/places/map"): _list(r.Items[r.Located]),
    ("get", "/id/{kind}/{key}"): Operation(status=303, media=(), en="The IRI of a thing: leads to its page or data.",
                                           tr="Bir şeyin IRI'si: sayfasına ya da verisine götürür."),
    ("get", "/id/metric/{name}"): Operation(status=303, media=()),
    ("get", "/page/{kind}/{key}"): Operation(media=(HTML,)),
    ("get", "/data/{kind}/{name}"): Operation(r.Description, (JSON, *GRAPHS), WORK, 200,
        "A suffix (.ttl, .jsonld, .json) says the format as well as Accept does.",
        "Biçimi Accept gibi uzantı da (.ttl, .jsonld, .json) söyler."),
    ("get", "/data/metric/{name}"): Operation(r.MetricAnswer, (JSON, *GRAPHS)),
    ("get", "/graph/{name}"): _resource(r.Statements),
    ("get", "/cube"): _resource(r.Statements),
    ("get", "/prefixes"): _resource(r.Statements),
    ("get", "/alignments"): Operation(r.Items[dict[str, Any]]),
    ("get", "/alignments/{name}"): _resource(r.Statements),
    ("get", "/context.jsonld"): Operation(media=("application/ld+json",)),
    ("get", "/ontology"): _resource(r.Ontology),
    ("get", "/vocabularies"): _resource(r.Schemes),
    ("get", "/vocabularies/{scheme}"): _resource(r.Scheme),
    ("get", "/shapes"): _resource(r.Shapes),
    ("get", "/dataset"): _resource(r.Dataset, "DCAT-AP, with the files of the release and their checksums.",
                                   "DCAT-AP; sürümün dosyaları ve sağlamalarıyla."),
    ("get", "/.well-known/void"): Operation(media=GRAPHS, errors=WORK),
    ("get", "/examples"): _resource(r.Items[r.Example]),
    ("get", "/examples/{name}"): _resource(r.ExampleAnswer),
    ("get", "/networks"): Operation(r.Items[r.Projection]),
    ("get", "/networks/{projection}"): Operation(r.Network),
    ("get", "/networks/{projection}/ego"): Operation(r.Network),
    ("get", "/networks/{projection}/partners"): Operation(r.Partners, (JSON,), WORK, 200,
        "Candidates two steps away, or tied to alike actors in a missing sphere, each with reasons, ties and evidence.",
        "İki adım ötedeki ya da eksik bir alanda benzerlerin ortağı olan adaylar; gerekçe, bağ ve kanıtlarıyla."),
    ("get", "/networks/{projection}/paths"): Operation(r.Paths),
    ("get", "/metrics"): Operation(r.Items[r.Metric]),
    ("get", "/metrics/{name}"): Operation(r.Result, (JSON, CSV, "text/turtle"), (403, *WORK), 200,
        "Parameters of the metric and of the network stand side by side; GET /metrics and /networks list them.",
        "Ölçünün ve ağın parametreleri yan yana yazılır; GET /metrics ve /networks sıralar."),
    ("post", "/metrics/{name}"): Operation(r.Result, (JSON, CSV, "text/turtle"), (403, *BODY, *WORK)),
    ("get", "/metrics/{name}/readings"): Operation(r.Readings, (JSON, CSV, "image/svg+xml"), (403, *WORK), 200,
        "At least 64 combinations of choices about the data; format=svg draws them. Long ones: Prefer: respond-async.",
        "Veriye ilişkin seçimlerin en az 64 birleşimi; format=svg çizer. Uzun sürerse Prefer: respond-async."),
    ("get", "/metrics/{name}/series"): Operation(r.Series, (JSON,), (403, *WORK)),
    ("get", "/what-if"): Operation(r.WhatIf, LIST, (403, *WORK), 200,
        "Changes are read, never evaluated; nothing is changed. All metrics take a while: Prefer: respond-async.",
        "Değişiklikler okunur, çalıştırılmaz; veri değişmez. Bütün ölçüler uzun sürer: Prefer: respond-async."),
    ("get", "/profiles/{kind}/{key}"): Operation(r.Profile, (JSON,), WORK, 200,
        "Members, who bridges, what is missing, ties that leave, years, figures, contradictions, what is unknown.",
        "Üyeler, köprü kuranlar, eksikler, dışarıya giden bağlar, yıllar, rakamlar, çelişkiler, bilinmeyenler."),
    ("get", "/comparisons"): Operation(r.Comparison, (JSON,), WORK, 200,
        "Members and shared members, ties between, checklists, figures of the same kind and year.",
        "Üyeler ve ortak üyeler, aradaki bağlar, denetim listeleri, aynı türden ve aynı yılın rakamları."),
    ("get", "/releases"): Operation(r.Items[r.ReleaseRow], (JSON, HTML)),
    ("post", "/releases"): Operation(r.Job, (JSON,), (401, 403, 409, 422, *BODY, 507), 202),
    ("get", "/releases/{number}"): Operation(r.ReleaseAnswer, (JSON, HTML)),
    ("get", "/releases/{number}/report"): Operation(r.Report),
    ("get", "/releases/{number}/files/{name}"): Operation(media=("application/gzip", "text/turtle", JSON, PARQUET)),
    ("get", "/releases/{older}/diff/{newer}"): Operation(r.Difference, (JSON,), WORK),
    ("get", "/quality"): Operation(r.Quality, (JSON, CSV, HTML), (), 200,
        "How many rows lack something or are doubtful, and how many in the release before; set names one set.",
        "Kaç satırda eksik ya da kuşkulu bir şey olduğu, önceki sürümdekiyle; set tek bir seti seçer."),
    ("get", "/quality/{check}"): Operation(r.Faults, (JSON, CSV, HTML)),
    ("get", "/changes.atom"): Operation(media=("application/atom+xml",), errors=WORK),
    ("get", "/changes.json"): Operation(media=("application/feed+json",), errors=WORK),
    ("get", "/ro-crate-metadata.json"): Operation(media=("application/ld+json",)),
    ("get", "/croissant.json"): Operation(media=("application/ld+json",)),
    ("get", "/linkset"): Operation(media=("application/linkset+json",)),
    ("get", "/linkset/{kind}/{key}"): Operation(media=("application/linkset+json",)),
    ("get", "/llms.txt"): Operation(media=("text/markdown",)),
    ("get", "/robots.txt"): Operation(media=("text/plain",)),
    ("get", "/sitemap.xml"): Operation(media=("application/xml",)),
    ("get", "/sitemap-{part}.xml"): Operation(media=("application/xml",)),
    ("get", "/exports/{form}"): Operation(media=GRAPHS, errors=(*WORK, 507)),
    ("get", "/jobs/{key}"): Operation(r.Job, (JSON, "text/event-stream")),
    ("delete", "/jobs/{key}"): Operation(r.Job, (JSON,), (401, 403)),
    ("get", "/jobs/{key}/result"): Operation(r.Computed, (JSON, CSV, "text/turtle", "image/svg+xml"), (409, *WORK)),
    ("post", "/permalinks"): Operation(r.Permalink, (JSON,), (413, 429, *WORK, 507), 201),
    ("get", "/permalinks/{key}"): Operation(r.Permalink, (JSON,), (*WORK, 507)),
    ("get", "/problems"): Operation(r.Items[r.ProblemKind]),
    ("get", "/problems/{code}"): Operation(r.ProblemAnswer, (JSON, HTML)),
    ("post", "/mcp"): Operation(r.Spoken, (JSON,), (413, 500, *WORK), 200,
        "JSON-RPC: a tool, resource or prompt for programs that reason; each request for itself.",
        "JSON-RPC: akıl yürüten programlar için araç, kaynak ve istemler; her istek kendi başınadır."),
    ("get", "/reconcile"): Operation(r.Manifest, en="With queries or extend: the answer to that batch.",
                                     tr="queries ya da extend ile: o demetin yanıtı."),
    ("post", "/reconcile"): Operation(r.Candidates, (JSON,), BODY, 200,
        "What is wrong with one query stands beside its empty result; the others are answered.",
        "Bir sorgudaki yanlış kendi boş sonucunun yanında yazar; ötekiler yanıtlanır."),
    ("get", "/reconcile/preview"): Operation(media=(HTML,)),
    ("get", "/reconcile/propose"): Operation(r.Proposal),
    ("get", "/reconcile/suggest/{kind}"): Operation(r.Suggestions),
    ("get", "/sparql"): Operation(media=(*ROWS, *GRAPHS), errors=(403, *WORK), en=
        "Unknown parameters are ignored and named in Triskele-Ignored. Without a query: the service description.",
        tr="Bilinmeyen parametreler yok sayılır ve Triskele-Ignored başlığında adlandırılır. Sorgu yoksa: hizmetin "
        "betimlemesi."),
    ("post", "/sparql"): Operation(media=(*ROWS, *GRAPHS), errors=(403, *BODY, *WORK)),
    ("get", "/health"): Operation(r.Health),
    ("get", "/ready"): Operation(r.Ready),
    ("get", "/telemetry"): Operation(media=("text/plain",)),
}  # fmt: skip

PARAMETERS: dict[str, str] = {
    "about": "Key of what the figures are about / Rakamların konusunun anahtarı",
    "actor": "Key of an actor / Bir aktörün anahtarı",
    "as_of": "The ecosystem as of this year / Ekosistemin bu yılki hâli",
    "class": "Key of a class; what lies below counts / Bir sınıfın anahtarı; altındakiler de sayılır",
    "check": "Key of a check; GET /quality lists them / Bir denetimin anahtarı; GET /quality sıralar",
    "code": "Code of an error / Bir hatanın kodu",
    "extend": "JSON: things and properties to read of them / JSON: şeyler ve okunacak özellikleri",
    "form": "Name of a format / Bir biçimin adı",
    "from": "First year / İlk yıl",
    "id": "IRI, or kind and key / IRI ya da tür ve anahtar",
    "key": "Key, lower-case with hyphens / Anahtar: küçük harf ve tire",
    "kind": "Kind of thing, the first part of its address / Adresinin ilk parçası olan tür",
    "name": "Name; a suffix says the format where there are several / Ad; birden çok biçim varsa uzantı söyler",
    "newer": "Number of the newer release / Yeni sürümün numarası",
    "number": "Number of a release / Bir sürümün numarası",
    "older": "Number of the older release / Eski sürümün numarası",
    "other": "Key of what stands at another end of the same tie / Aynı bağın bir başka ucundakinin anahtarı",
    "part": "Number of a part, from 1 on / Bir parçanın numarası, 1'den başlar",
    "participant": "Key of an actor that took part / Katılan bir aktörün anahtarı",
    "positions": "With places on the map of the whole network / Bütün ağın haritasındaki yerleriyle",
    "prefix": "What has been typed so far / Şimdiye dek yazılan",
    "projection": "Name of a projection; GET /networks lists them / Bir izdüşümün adı; GET /networks sıralar",
    "q": "Part of a name / Adın bir parçası",
    "queries": "JSON: queries by their keys / JSON: anahtarlarıyla sorgular",
    "scheme": "Key of a vocabulary / Bir sözlüğün anahtarı",
    "severity": "Only findings of this severity / Yalnız bu ağırlıktaki bulgular",
    "sort": "By name or by number of ties / Ada ya da bağ sayısına göre",
    "source": "Key of the actor a tie or path begins at / Bağın ya da yolun başladığı aktörün anahtarı",
    "statements": "List the statements, not only their number / Yalnız sayılarını değil, önermeleri de sırala",
    "step": "Years from one point to the next / Bir noktadan ötekine yıl",
    "subject": "Key of what it happened to / Olayın başından geçenin anahtarı",
    "suffix": "Suffix of a format / Bir biçimin uzantısı",
    "target": "Key of the actor a tie or path ends at / Bağın ya da yolun bittiği aktörün anahtarı",
    "to": "Last year / Son yıl",
    "type": "Key of a type / Bir türün anahtarı",
    "limit": "At most so many / En çok bu kadar",
    "cursor": "Where to go on / Nereden sürdürüleceği",
}
"""What a parameter means, where its own declaration does not say."""
