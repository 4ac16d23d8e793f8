"""Permanent links: made by POST, re-run by GET, which says whether the answer is still the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from triskele.errors import UnknownRelease
from triskele_api import permalinks
from triskele_api.asking import Ask, Asked, answer, dump, while_connected, written
from triskele_api.bodies import read_json
from triskele_api.clients import client_of
from triskele_api.negotiate import prefers_html
from triskele_api.own_request import Inner, ask_inside
from triskele_api.permalinks import ACCEPT, Body, Permalink, checksum, difference
from triskele_api.preferences import LONGEST_WAIT
from triskele_api.uploads import read_body

router = APIRouter(tags=["permalinks"])
MAX_BODY = 256 * 1024
SHORT = 1 << 17
"""Bytes of answers that are sooner read than sent to another process."""
T = TypeVar("T")
WAITS = f"wait={LONGEST_WAIT:g}"


async def _run(it: Asked, path: str, query: str, release: int) -> Inner:
    """The answer itself: a job has no checksum."""
    address = f"/r/{release}{path}"
    return await ask_inside(it.request.app, address, query, ACCEPT, it.language, it.client, prefer=WAITS)


@router.post("/permalinks", status_code=201, summary="Make a permanent link / Kalıcı bağlantı yap")
async def make(it: Ask, request: Request) -> Response:
    """Asks the question, keeps it with the release and the checksum of the answer; what the question answers with an
    error is answered with that error. Anybody may make links, 20 a minute; they share the room of the settings."""
    body = await read_body(request, bound=MAX_BODY)
    path, parameters = permalinks.read_question(read_json(body, '{"query": "SELECT …", "as_of": 2015}'))
    release = it.served.release
    found = await _run(it, path, urlencode(parameters), release.number)
    if found.status != 200:
        return Response(found.body, found.status, media_type=found.media_type)
    link = Permalink(path, parameters, release.number, release.digest, await _read(it, checksum, _body(found)))
    await to_thread.run_sync(it.state.links.keep, link, client_of(request))
    url = f"/permalinks/{link.id}"
    document = {**it.frame(), "id": link.id, "url": url, **asdict(link)}
    return Response(dump(document), 201, media_type="application/json", headers={"Location": url})


@router.get("/permalinks/{key}", summary="Ask again, and compare / Yeniden sor ve karşılaştır")
async def ask_again(it: Ask, key: str) -> Response:
    link = await to_thread.run_sync(it.state.links.find, key)
    if prefers_html(it.request):
        page = "/query" if link.path == "/sparql" else link.path
        return RedirectResponse(f"/r/{link.release}{page}?{link.query}", 303, {"Vary": "Accept"})

    async def compare() -> bytes:
        now = await _run(it, link.path, link.query, it.served.release.number)
        rerun: dict[str, Any] = {
            "release": it.served.release.number,
            "status": now.status,
            "checksum": await _read(it, checksum, _body(now)) if now.status == 200 else None,
        }
        rerun["same"] = rerun["checksum"] == link.checksum
        rerun["verdict"] = {
            "tr": "Aynı." if rerun["same"] else "Yanıt değişti.",
            "en": "The same." if rerun["same"] else "The answer has changed.",
        }
        if not rerun["same"]:
            rerun["difference"] = await _differ(it, link, _body(now))
        document = {**it.frame(), "id": key, "url": f"/permalinks/{key}", **asdict(link), "rerun": rerun}
        document["release"], document["served"] = link.release, it.served.release.number
        return dump(document)

    return await answer(it, compare, pure=False)


async def _differ(it: Asked, link: Permalink, now: Body) -> dict[str, Any] | None:
    """The difference to the answer of the release the link was made on; None when that release is gone."""
    try:
        it.state.library.release(link.release)
    except UnknownRelease:
        return None
    before = await _run(it, link.path, link.query, link.release)
    if before.status != 200:
        return None
    return await _read(it, difference, _body(before), now)


def _body(found: Inner) -> Body:
    return (found.media_type, found.body) if found.status == 200 else ("application/json", b"{}")


async def _read(it: Asked, function: Callable[..., T], *answers: Body) -> T:
    """What a function reads in answers: in a process of its own where they are long."""
    if sum(len(body) for _, body in answers) <= SHORT:
        return await written(it, lambda: function(*answers))
    found: T = await while_connected(it.request, it.state.metrics.run(function, *answers, client=it.client))
    return found
