"""New releases from uploads, for whoever holds the token."""

from __future__ import annotations

import shutil
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response
from starlette.datastructures import UploadFile

from triskele.errors import InvalidInput, TriskeleError
from triskele_api.asking import Ask, Asked, dump, only_known_parameters
from triskele_api.intake import check_name, lay_out, unpack
from triskele_api.negotiate import UnsupportedMedia
from triskele_api.tokens import holder
from triskele_api.uploads import read_body

router = APIRouter(tags=["releases"], dependencies=[Depends(only_known_parameters)])


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


@router.get("/jobs/{key}", summary="How a build is going / Derleme ne durumda")
async def job(it: Ask, key: str) -> Response:
    return _answer(it, it.state.jobs.look(key), 200)


@router.delete("/jobs/{key}", dependencies=[Depends(holder)], summary="Cancel a build / Derlemeyi iptal et")
async def cancel(it: Ask, key: str) -> Response:
    return _answer(it, await to_thread.run_sync(it.state.jobs.cancel, key), 200)


def _answer(it: Asked, job: dict[str, Any], status: int) -> Response:
    url = f"/jobs/{job['id']}"
    job = {"findings": [], "progress": [], "release": None, "promoted": False, "error": None, **job, "url": url}
    job["messages"] = {tag: [f.get(f"message_{tag}") for f in job["findings"]] for tag in ("tr", "en")}
    headers = {"Location": url, "Cache-Control": "no-store"}
    if status == 202:
        headers["Retry-After"] = "1"
    return Response(dump({"served": it.served.release.number, **job}), status, headers, "application/json")
