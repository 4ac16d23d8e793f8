"""Permanent links: made by POST, re-run by GET, which says whether the answer is still the same."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from triskele.errors import InvalidInput, UnknownRelease
from triskele_api import permalinks
from triskele_api.asking import Ask, Asked, answer, dump
from triskele_api.inner import Inner, ask_inside
from triskele_api.negotiate import prefers_html
from triskele_api.permalinks import ACCEPT, Permalink, canonical, checksum
from triskele_api.uploads import read_body

router = APIRouter(tags=["permalinks"])


async def _run(it: Asked, path: str, query: str, release: int) -> Inner:
    return await ask_inside(it.request.app, f"/r/{release}{path}", query, ACCEPT, it.language)


@router.post("/permalinks", status_code=201, summary="Make a permanent link / Kalıcı bağlantı yap")
async def make(it: Ask, request: Request) -> Response:
    """Asks the question, keeps it with the release and the checksum of the answer; what the question answers with an
    error is answered with that error."""
    body = await read_body(request, 1)
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("The body is no JSON.", hint='{"query": "SELECT …", "as_of": 2015}') from error
    path, parameters = permalinks.read_question(asked)
    release = it.served.release
    found = await _run(it, path, urlencode(parameters), release.number)
    if found.status != 200:
        return Response(found.body, found.status, media_type=found.media_type)
    link = Permalink(path, parameters, release.number, release.digest, checksum(canonical(found)))
    permalinks.keep(it.state.settings.data / "permalinks", link)
    url = f"/permalinks/{link.id}"
    document = {**it.frame(), "id": link.id, "url": url, **asdict(link)}
    return Response(dump(document), 201, media_type="application/json", headers={"Location": url})


@router.get("/permalinks/{key}", summary="Ask again, and compare / Yeniden sor ve karşılaştır")
async def ask_again(it: Ask, key: str) -> Response:
    link = permalinks.find(it.state.settings.data / "permalinks", key)
    if prefers_html(it.request):
        page = "/query" if link.path == "/sparql" else link.path
        return RedirectResponse(f"/r/{link.release}{page}?{link.query}", 303, {"Vary": "Accept"})

    async def compare() -> bytes:
        now = await _run(it, link.path, link.query, it.served.release.number)
        parts = canonical(now) if now.status == 200 else []
        rerun: dict[str, Any] = {
            "release": it.served.release.number,
            "status": now.status,
            "checksum": checksum(parts) if now.status == 200 else None,
        }
        rerun["same"] = rerun["checksum"] == link.checksum
        rerun["verdict"] = {
            "tr": "Aynı." if rerun["same"] else "Yanıt değişti.",
            "en": "The same." if rerun["same"] else "The answer has changed.",
        }
        if not rerun["same"]:
            rerun["difference"] = await _differ(it, link, parts)
        document = {**it.frame(), "id": key, "url": f"/permalinks/{key}", **asdict(link), "rerun": rerun}
        document["release"], document["served"] = link.release, it.served.release.number
        return dump(document)

    return await answer(it, compare, pure=False)


async def _differ(it: Asked, link: Permalink, parts: list[str]) -> dict[str, Any] | None:
    """The difference to the answer of the release the link was made on; None when that release is gone."""
    try:
        it.state.library.release(link.release)
    except UnknownRelease:
        return None
    before = await _run(it, link.path, link.query, link.release)
    return permalinks.difference(canonical(before), parts) if before.status == 200 else None
