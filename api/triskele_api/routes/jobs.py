"""Jobs: how far they are and their end; new releases from uploads, for whoever holds the token."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from triskele.bounded.jobs import UNDER_WAY, Run
from triskele.errors import NotFoundError, ReleaseBusy
from triskele.formats import Format
from triskele_api.asking import Ask, Asked, dump, only_known_parameters, while_connected
from triskele_api.building import build_upload, read_upload
from triskele_api.forms import FORM, TURTLE, ZIP, Sent
from triskele_api.negotiate import JSON, UnsupportedMedia, negotiate
from triskele_api.preferences import LONGEST_WAIT, Prefer
from triskele_api.tokens import holder
from triskele_api.uploads import read_body

router = APIRouter(tags=["jobs"], dependencies=[Depends(only_known_parameters)])
EVENTS = Format("events", "text/event-stream", "txt", "page")
PULSE = 5.0
"""Seconds after which a stream says again what has not changed, so that nobody takes the silence for an end."""
PAUSE = 0.1
LESS = "Send less at once, or build it with the command line."
_NEWS = {"Cache-Control": "no-store", "Vary": "Accept"}


@router.post(
    "/releases",
    status_code=202,
    dependencies=[Depends(holder)],
    summary="Build a release from an upload / Yüklemeden sürüm derle",
)
async def build(
    it: Ask, promote: Annotated[bool, Query(description="Make it current when it is valid")] = True
) -> Response:
    """The body is a zip (of a seeds folder, or of tables), a form of CSV and Turtle files, or Turtle. Answered at once
    with the address of a job; the served release changes only when the new one is valid."""
    upload = await _read(it)
    jobs, builders, settings = it.state.jobs, it.state.builders, it.state.settings
    key = jobs.open("build", it.address())
    seeds = jobs.folder(key) / "seeds"
    try:
        await builders.run(read_upload, upload, settings.seeds, seeds, settings.upload_mb)
    except BaseException:  # also when the client leaves: its place is for others
        jobs.abandon(key)
        raise

    async def work(run: Run) -> None:
        try:
            run.outcome = await builders.run(build_upload, replace(settings, seeds=seeds), tell=run.told, hint=LESS)
            if promote and not run.over:
                it.state.library.promote(run.outcome["release"])
                run.outcome["promoted"] = True
                run.told("Promoted")
        finally:
            shutil.rmtree(seeds, ignore_errors=True)

    jobs.begin(key, work)
    return _told(it, key, 202)


async def _read(it: Asked) -> Sent:
    """The upload as it came; it is taken apart in the process that lays it out."""
    sent = Sent(it.request.headers.get("content-type", ""), await read_body(it.request, it.state.settings.upload_mb))
    if sent.media_type not in (ZIP, FORM, TURTLE):
        raise UnsupportedMedia(
            f"The body is {sent.media_type or 'of no stated kind'}.",
            hint="Send application/zip, multipart/form-data with files, or text/turtle.",
        )
    return sent


@router.get(
    "/jobs/{key}",
    summary="How a job is going / Bir iş ne durumda",
    responses={200: {"content": {JSON.media_type: {}, EVENTS.media_type: {}}}},
)
async def job(it: Ask, key: str, prefer: Prefer) -> Response:
    """A metric: state, fraction, what is being done, elapsed seconds, the address of the result. `Prefer: wait=N`
    answers when it is over or after N seconds; `Accept: text/event-stream` streams the same object as it changes
    (events `progress` and `end`). A build of a release: its messages and findings."""
    run = it.state.jobs.find(key)
    if run is None:  # one before the last restart, or none
        return _told(it, key, 200)
    if negotiate(it.request, (JSON, EVENTS)) is EVENTS:
        return StreamingResponse(_events(it, key), headers=_NEWS, media_type=EVENTS.media_type)
    if prefer.wait:
        await while_connected(it.request, run.end(prefer.wait))
    return _told(it, key, 200)


@router.get("/jobs/{key}/result", summary="The result of a job / Bir işin sonucu")
async def result(it: Ask, key: str) -> Response:
    """The same bytes that the question answers, or the problem it ended with; 409 while it is under way."""
    run = it.state.jobs.get(key)
    if run.error is not None:
        raise run.error
    if run.kind != "metric" and run.over:
        raise NotFoundError(f"The job {key} made no document.", hint=f"GET /jobs/{key} says what came of it.")
    if run.answer is None and run.over:
        raise NotFoundError(f"The job {key} was cancelled.", hint=f"Ask again: {run.question}")
    if run.answer is None:
        raise ReleaseBusy(f"The job {key} is not done.", hint=f"GET /jobs/{key} says how far it is.")
    headers = {"Triskele-Release": str(run.release), "Cache-Control": "no-store", "Content-Location": run.question}
    return Response(run.answer.body, headers=run.answer.headers | headers)


@router.delete("/jobs/{key}", summary="Cancel a job / Bir işi iptal et")
async def cancel(it: Ask, key: str, request: Request) -> Response:
    """A metric is stopped at once by whoever knows its address; a build asks for the token."""
    run = it.state.jobs.find(key)
    if run is None or run.kind != "metric":
        await holder(request)
    if run is not None:
        await it.state.jobs.cancel(key)
    return _told(it, key, 200)


def accepted(it: Asked, key: str, *, preferred: bool) -> Response:
    """202 with the address of a job; ``preferred`` by the client, or because its time was too short."""
    answer = _told(it, key, 202)
    if preferred:
        answer.headers["Preference-Applied"] = "respond-async"
    return answer


def _told(it: Asked, key: str, status: int) -> Response:
    document = _document(it, key)
    headers = {**_NEWS, "Location": document["url"]}
    if document["state"] in UNDER_WAY:
        headers["Retry-After"] = "1"
    if document["result"]:
        headers["Link"] = f'<{document["result"]}>; rel="item"'
    return Response(dump(document), status, headers, JSON.media_type)


def _document(it: Asked, key: str) -> dict[str, Any]:
    """What is told of a job of any kind: the same members."""
    document = it.state.jobs.describe(key)
    found = document["findings"]
    messages = {tag: [f.get(f"message_{tag}") for f in found] for tag in ("tr", "en")}
    return {"served": it.served.release.number, **document, "messages": messages}


async def _events(it: Asked, key: str) -> AsyncIterator[bytes]:
    """The job as server-sent events. A stream ends after a while, so that a service can stop; clients come again."""
    run = it.state.jobs.get(key)
    until = time.monotonic() + LONGEST_WAIT
    yield b"retry: 500\n\n"
    while time.monotonic() < until:
        document = _document(it, key)
        name = "progress" if document["state"] in UNDER_WAY else "end"
        yield f"event: {name}\ndata: ".encode() + dump(document) + b"\n\n"
        if name == "end":
            return
        await run.news(PULSE)
        await asyncio.sleep(PAUSE)  # what changes meanwhile is told at once
