"""Jobs: how far they are and their end; new releases from uploads, for whoever holds the token."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile

from triskele.errors import InvalidInput, NotFoundError, ReleaseBusy, TriskeleError
from triskele.formats import Format
from triskele_api.asking import Ask, Asked, dump, only_known_parameters, while_connected
from triskele_api.intake import check_name, lay_out, unpack
from triskele_api.negotiate import JSON, UnsupportedMedia, negotiate
from triskele_api.preferences import LONGEST_WAIT, Prefer
from triskele_api.tokens import holder
from triskele_api.uploads import read_body

router = APIRouter(tags=["jobs"], dependencies=[Depends(only_known_parameters)])
EVENTS = Format("events", "text/event-stream", "txt", "page")
PULSE = 5.0
"""Seconds after which a stream says again what has not changed, so that nobody takes the silence for an end."""
PAUSE = 0.1
_UNDER_WAY = ("queued", "running")
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
    files = await _files(it)
    if not any(name.endswith((".csv", ".ttl")) for name in files):
        raise InvalidInput("The upload holds no table and no Turtle.", hint="Send actors.csv, ties.csv or a .ttl file.")
    jobs = it.state.jobs
    folder = jobs.open()
    try:
        await to_thread.run_sync(lay_out, files, it.state.settings.seeds, folder / "seeds")
    except TriskeleError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    jobs.start(folder, promote=promote)
    return _answer(it, jobs.look(folder.name), 202)


async def _files(it: Asked) -> dict[str, bytes]:
    kind = it.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    bound = it.state.settings.upload_mb
    body = await read_body(it.request, bound)
    if kind == "application/zip":
        return await to_thread.run_sync(unpack, body, bound)
    if kind == "text/turtle":
        return {"statements.ttl": body}
    if kind == "multipart/form-data":
        files = {}
        it.request._body = body  # the form is parsed out of the bounded bytes
        async with it.request.form(max_files=200, max_fields=200) as form:
            for _, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[check_name(value.filename or "")] = await value.read()
        return files
    raise UnsupportedMedia(
        f"The body is {kind or 'of no stated kind'}.",
        hint="Send application/zip, multipart/form-data with files, or text/turtle.",
    )


@router.get(
    "/jobs/{key}",
    summary="How a job is going / Bir iş ne durumda",
    responses={200: {"content": {JSON.media_type: {}, EVENTS.media_type: {}}}},
)
async def job(it: Ask, key: str, prefer: Prefer) -> Response:
    """A metric: state, fraction, what is being done, elapsed seconds, the address of the result. `Prefer: wait=N`
    answers when it is over or after N seconds; `Accept: text/event-stream` streams the same object as it changes
    (events `progress` and `end`). A build of a release: its messages and findings."""
    run = it.state.runs.find(key)
    if run is None:
        return _answer(it, it.state.jobs.look(key), 200)
    if negotiate(it.request, (JSON, EVENTS)) is EVENTS:
        return StreamingResponse(_events(it, key), headers=_NEWS, media_type=EVENTS.media_type)
    if prefer.wait:
        await while_connected(it.request, run.end(prefer.wait))
    return _told(it, key, 200)


@router.get("/jobs/{key}/result", summary="The result of a job / Bir işin sonucu")
async def result(it: Ask, key: str) -> Response:
    """The same bytes that the question answers, or the problem it ended with; 409 while it is under way."""
    run = it.state.runs.get(key)
    if run.error is not None:
        raise run.error
    if run.answer is None and run.over:
        raise NotFoundError(f"The job {key} was cancelled.", hint=f"Ask again: {run.question}")
    if run.answer is None:
        raise ReleaseBusy(f"The job {key} is not done.", hint=f"GET /jobs/{key} says how far it is.")
    headers = {"Triskele-Release": str(run.release), "Cache-Control": "no-store", "Content-Location": run.question}
    return Response(run.answer.body, headers=run.answer.headers | headers)


@router.delete("/jobs/{key}", summary="Cancel a job / Bir işi iptal et")
async def cancel(it: Ask, key: str, request: Request) -> Response:
    """A metric is stopped at once by whoever knows its address; a build asks for the token."""
    if it.state.runs.find(key) is not None:
        await it.state.runs.cancel(key)
        return _told(it, key, 200)
    await holder(request)
    return _answer(it, await to_thread.run_sync(it.state.jobs.cancel, key), 200)


def accepted(it: Asked, key: str) -> Response:
    """202 with the address of a job."""
    return _told(it, key, 202)


def _told(it: Asked, key: str, status: int) -> Response:
    document = it.state.runs.describe(key)
    headers = {**_NEWS, "Location": document["url"]}
    if document["state"] in _UNDER_WAY:
        headers["Retry-After"] = "1"
    if status == 202:
        headers["Preference-Applied"] = "respond-async"
    if document["result"]:
        headers["Link"] = f'<{document["result"]}>; rel="item"'
    return Response(dump(document), status, headers, JSON.media_type)


async def _events(it: Asked, key: str) -> AsyncIterator[bytes]:
    """The job as server-sent events. A stream ends after a while, so that a service can stop; clients come again."""
    runs, run = it.state.runs, it.state.runs.get(key)
    until = time.monotonic() + LONGEST_WAIT
    yield b"retry: 500\n\n"
    while time.monotonic() < until:
        document = runs.describe(key)
        name = "progress" if document["state"] in _UNDER_WAY else "end"
        yield f"event: {name}\ndata: ".encode() + dump(document) + b"\n\n"
        if name == "end":
            return
        await run.news(PULSE)
        await asyncio.sleep(PAUSE)  # what changes meanwhile is told at once


def _answer(it: Asked, job: dict[str, Any], status: int) -> Response:
    url = f"/jobs/{job['id']}"
    job = {"findings": [], "progress": [], "release": None, "promoted": False, "error": None, **job, "url": url}
    job["messages"] = {tag: [f.get(f"message_{tag}") for f in job["findings"]] for tag in ("tr", "en")}
    headers = {"Location": url, "Cache-Control": "no-store"}
    if status == 202:
        headers["Retry-After"] = "1"
    return Response(dump({"served": it.served.release.number, **job}), status, headers, "application/json")
