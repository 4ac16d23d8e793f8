"""Releases: which there are, what is in them, what changed between two, and downloads of the whole."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from triskele.errors import NotFoundError
from triskele.findable import schema_org
from triskele.findable.changes import kept_changes
from triskele.findable.facts import FILES, PARQUET, Facts
from triskele.findable.links import of_dataset, of_file, write_header
from triskele.findings import SEVERITIES
from triskele.formats import graph_format
from triskele.release.exports import export_path, kept_export
from triskele.release.library import Release
from triskele.sums import checked
from triskele_api.answers import Answer
from triskele_api.archive import write_difference, write_export, write_view
from triskele_api.asking import Ask, Asked, answer, only_known_parameters, while_connected
from triskele_api.describing import facts_of, feeds, published
from triskele_api.measuring import frame
from triskele_api.negotiate import JSON, media_of, prefers_html
from triskele_api.pages.shell import show
from triskele_api.recall import matches

router = APIRouter(tags=["releases"], dependencies=[Depends(only_known_parameters)])


def _row(it: Asked, release: Release) -> dict[str, Any]:
    manifest = release.manifest
    return {
        "number": release.number,
        "current": release.number == it.state.library.current_number(),
        "digest": f"sha256:{release.digest}",
        "statements": manifest["quads"],
        "counts": manifest["counts"],
        "findings": manifest["findings"],
        "views": manifest["views"],
        "ontology_version": manifest["ontology_version"],
        "code_version": manifest["code_version"],
        "url": f"/releases/{release.number}",
    }


def _shelf(it: Asked) -> str:
    """What decides an answer about the shelf: which releases stand on it and which is current."""
    return repr((it.state.library.numbers(), it.state.library.current_number()))


@router.get("/releases", summary="Every release / Bütün sürümler")
async def releases(it: Ask) -> Response:
    if prefers_html(it.request):
        return await _releases_page(it)

    def make() -> dict[str, Any]:
        library = it.state.library
        items = [_row(it, library.release(number)) for number in reversed(library.numbers())]
        return {"items": items, "meta": {"count": len(items), "truncated": False, "next": None}}

    return await answer(it, make, variant=_shelf(it), pure=False)


@router.get("/releases/{number}", summary="The manifest of a release / Bir sürümün bildirgesi")
async def release(it: Ask, number: int) -> Response:
    found = it.state.library.release(number)
    if prefers_html(it.request):
        return await _release_page(it, found)
    return await answer(it, lambda: {**found.manifest, **_row(it, found)}, variant=_shelf(it), pure=False)


async def _releases_page(it: Asked) -> Response:
    base, numbers = facts_of(it).base, published(it)

    def gather() -> dict[str, Any]:
        rows = [_entry(it, number) for number in numbers]
        title = {"en": "Releases", "tr": "Sürümler"}[it.language]
        return {"title": title, "rows": rows, "feeds": feeds("", it.language)}

    links = feeds(base, it.language)
    return await show(it, "releases.html", gather, links=links, variant=base + _shelf(it), pure=False)


async def _release_page(it: Asked, found: Release) -> Response:
    facts = facts_of(it, found)

    def gather() -> dict[str, Any]:
        entry = _entry(it, found.number)
        return {
            "title": facts.title(it.language), "entry": entry, "manifest": found.manifest, "facts": facts,
            "files": Facts(found, "", True).files, "feeds": feeds("", it.language),
            "description": facts.description(it.language), "digest": found.digest,
            "cite": found.owner.cite(it.language, found.number, found.digest, facts.edition),
        }  # fmt: skip

    return await show(
        it, "release.html", gather, links=(*of_dataset(facts), *feeds(facts.base, it.language)),
        head=lambda _: schema_org.embed(schema_org.describe_dataset(facts, it.language)),
        variant=facts.base + _shelf(it), pure=False,
    )  # fmt: skip


def _entry(it: Asked, number: int) -> dict[str, Any]:
    """A release with what is kept of its changes since the one before it."""
    library = it.state.library
    release, before = library.release(number), [n for n in library.numbers() if n < number]
    older = library.release(before[-1]) if before else None
    return {
        "number": number,
        "current": number == library.current_number(),
        "made": release.made.strftime("%Y-%m-%d %H:%M UTC"),
        "statements": release.manifest["quads"],
        "findings": release.manifest["findings"],
        "older": older.number if older else None,
        "changes": kept_changes(older, release) if older else None,
    }


@router.get("/releases/{number}/report", summary="The findings of a build / Bir derlemenin bulguları")
async def report(it: Ask, number: int, severity: Literal["error", "warning", "note"] | None = None) -> Response:
    found = it.state.library.release(number)

    def make() -> dict[str, Any]:
        rows = found.report()
        items = [
            {**row, "message": row[f"message_{it.language}"],
             "messages": {tag: row[f"message_{tag}"] for tag in ("tr", "en")}}
            for row in rows
            if severity in (None, row["severity"])
        ]  # fmt: skip
        counts = {name: sum(row["severity"] == name for row in rows) for name in SEVERITIES}
        return {
            "number": number,
            "items": items,
            "counts": counts,
            "meta": {"count": len(items), "truncated": False, "next": None},
        }

    return await answer(it, make, variant=found.digest)


@router.get("/releases/{number}/files/{name:path}", summary="A file of a release / Bir sürümün dosyası")
async def file(it: Ask, number: int, name: str) -> Response:
    found = it.state.library.release(number)
    tables = {f"tables/{table}.parquet": PARQUET for table in found.manifest.get("tables", ())}
    kinds = FILES | tables
    if name not in kinds or not (found.folder / name).is_file():
        raise NotFoundError(f"Release {number} has no file {name}.", hint=f"Files: {', '.join(kinds)}.")
    facts = found.manifest["files"].get(name, {})
    path = await to_thread.run_sync(checked, found.folder, name)
    return _send(it, found, path, kinds[name], facts.get("sha256", f"{found.digest[:16]}-{name}"))


def _send(it: Asked, release: Release, path: Path, media_type: str, tag: str) -> Response:
    headers = {"ETag": f'"{tag[:32]}"', "Cache-Control": "public, max-age=0, must-revalidate"}
    headers["Link"] = write_header(of_file(facts_of(it, release)))
    if matches(it.request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=media_type, filename=path.name, headers=headers)


@router.get("/releases/{older}/diff/{newer}", summary="What changed between two releases / İki sürüm arasındaki fark")
async def difference(it: Ask, older: int, newer: int, statements: bool = False) -> Response:
    first, second = it.state.library.reading(older), it.state.library.reading(newer)

    async def make() -> Answer:
        body = await it.state.metrics.run(
            frame, it.frame(), write_difference, str(first.folder), str(second.folder), it.language, statements,
            client=it.client,
        )  # fmt: skip
        return Answer(body, {"Content-Type": JSON.media_type})

    return await answer(it, make, variant=first.digest + second.digest)


@router.get("/exports/{form}", summary="The whole release in one format / Sürümün tamamı tek biçimde")
async def export(it: Ask, form: str) -> Response:
    found = graph_format(form.partition(".")[0])
    folder = str(it.served.release.folder)
    run = partial(it.state.metrics.run, client=it.client)
    if it.as_of is None:
        path = export_path(it.served.release, found.name)
        if not await to_thread.run_sync(kept_export, it.served.release, found.name):
            await while_connected(it.request, run(write_export, folder, found.name))
        return _send(it, it.served.release, path, media_of(found), f"{it.served.release.digest[:24]}-{found.name}")
    year = it.as_of

    async def make() -> Answer:
        release = it.served.release
        name = f"{release.owner.file_name}-{release.number}-{year}.{found.suffix}"
        headers = {"Content-Type": media_of(found), "Content-Disposition": f'attachment; filename="{name}"'}
        return Answer(await run(write_view, folder, found.name, year, it.when), headers)

    return await answer(it, make, chosen=found)
