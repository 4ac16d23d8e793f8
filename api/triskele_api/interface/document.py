"""The OpenAPI document: what the framework knows of paths and parameters, with the answers and errors of each."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from triskele_api.interface.networks import Network
from triskele_api.interface.operation import ALWAYS, JSON, Operation, answer_of
from triskele_api.interface.operations import OPERATIONS, PARAMETERS
from triskele_api.interface.service import Problem
from triskele_api.problem_document import TITLES
from triskele_api.routes.selection import HELP

_REF = "#/components/schemas/{model}"
_PROBLEM = "application/problem+json"
INTRODUCTION = """Every path also answers below `/r/{n}/`, spoken to release n. Answers carry an `ETag`; whoever sends
it back in `If-None-Match` is told 304. Errors are problem documents (RFC 9457) with a stable `code` and a `hint`.

Her yol `/r/{n}/` altında da, n numaralı sürüme sorulmuş olarak yanıt verir. Yanıtlar `ETag` taşır; onu
`If-None-Match` ile geri gönderene 304 denir. Hatalar, değişmez bir `code` ve bir `hint` taşıyan belgelerdir
(RFC 9457)."""


def describe_interface(app: FastAPI) -> dict[str, Any]:
    """The document of all paths of the app."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=INTRODUCTION,
        license_info=app.license_info,
        routes=app.routes,
    )
    models = [Problem, *dict.fromkeys(o.model for o in OPERATIONS.values() if o.model is not None)]
    refs, definitions = models_json_schema([(m, "serialization") for m in models], ref_template=_REF)
    names = {model: ref["$ref"] for (model, _), ref in refs.items()}
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(definitions["$defs"])
    document["components"]["responses"] = {
        str(status): {
            "description": f"{title['en']} / {title['tr']}",
            "content": {_PROBLEM: {"schema": {"$ref": names[Problem]}}},
        }
        for status, title in TITLES.items()
    }
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            known = OPERATIONS.get((method, path))
            if known is not None:
                _describe(described, known, names)
            for parameter in described.get("parameters", ()):
                _explain(parameter)
    return document


def _describe(described: dict[str, Any], known: Operation, names: dict[Any, str]) -> None:
    texts = [described.get("description", ""), known.en, known.tr]
    described["description"] = "\n\n".join(filter(None, texts)) or described["summary"]
    if known.body:
        content = {media: {"schema": schema} for media, schema in known.body.items()}
        described["requestBody"] = {"required": True, "content": content}
    told = described.setdefault("responses", {})
    told.pop("422", None)
    if known.status != 200:
        told.pop("200", None)
    own = told.setdefault(str(known.status), {})
    own["description"] = "The answer / Yanıt"
    for media in _network_media() if known.model is Network else known.media:
        schema = {"$ref": names[known.model]} if media == JSON and known.model is not None else answer_of(media)
        own.setdefault("content", {})[media] = {"schema": schema}
    if known.model is None and JSON not in known.media:
        own.get("content", {}).pop(JSON, None)
    if known.status == 200:
        told["304"] = {"description": "The client has it already / İstemcide var"}
        if known.page or "text/html" in known.media or known.model is not None:
            told["303"] = {"description": "The page for people, or the place it moved to / İnsanlar için sayfası"}
    if "202" in told and known.status != 202:
        told["202"].setdefault("content", {})[JSON] = {"schema": {"$ref": _REF.format(model="Job")}}
    for status in sorted({*ALWAYS, *known.errors}):
        told[str(status)] = {"$ref": f"#/components/responses/{status}"}
    for status in known.spoken:
        content = {_PROBLEM: {"schema": {"$ref": names[Problem]}}, JSON: {"schema": {"$ref": names[known.model]}}}
        told[str(status)] = {"description": "Refused / Reddedildi", "content": content}
    if known.spoken:
        told["202"] = {"description": "Taken note of / Not alındı"}


def _network_media() -> tuple[str, ...]:
    from triskele_api.drawing import OFFERS  # slow to import

    return tuple(dict.fromkeys(offer.media_type for offer in OFFERS))


def _explain(parameter: dict[str, Any]) -> None:
    name = parameter["name"]
    if not parameter.get("description"):
        help_ = HELP.get(name)
        words = PARAMETERS.get(name) or (f"{help_['en']} / {help_['tr']}" if help_ else "")
        if words:
            parameter["description"] = words
