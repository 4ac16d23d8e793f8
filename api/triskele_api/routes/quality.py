"""How good the data are: what is missing or doubtful by set, compared with the release before, and the rows behind."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response

from triskele.catalogue.quality import is_measured, list_faults, report_quality
from triskele.release.library import Release
from triskele_api.asking import Ask, Asked, answer, only_known_parameters, while_connected
from triskele_api.measuring import run_quality
from triskele_api.negotiate import prefers_html
from triskele_api.pages.listing import page_of
from triskele_api.pages.shell import show
from triskele_api.tables import LISTS

router = APIRouter(tags=["releases"], dependencies=[Depends(only_known_parameters)])

Set = Annotated[str, Query(max_length=200, description="Only this set of tables / Yalnız bu tablo seti")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Records a page")]
Cursor = Annotated[str | None, Query(description="Where the page begins; taken from meta.next")]


def _before(it: Asked) -> Release | None:
    """The release before the one that is served."""
    library = it.state.library
    numbers = [number for number in library.numbers() if number < it.served.release.number]
    return library.release(numbers[-1]) if numbers else None


async def _measured(it: Asked, *releases: Release | None) -> None:
    """Names are compared to find twins, which in a large release takes minutes: not where others are answered."""
    for release in releases:
        if release is not None and release.is_served and not await to_thread.run_sync(is_measured, release):
            what = f"quality {release.number}"
            await while_connected(it.request, it.state.made(what, run_quality, str(release.folder)))


@router.get("/quality", summary="How good the data are, by set / Veri ne kadar iyi, setlere göre")
async def quality(it: Ask, set: Set = "") -> Response:
    older = _before(it)
    variant = "" if older is None else f"{older.number} {older.digest}"
    await _measured(it, it.served.release, older)

    def make() -> dict[str, Any]:
        found = report_quality(it.served.release, older, it.language, set)
        for item in found["items"][1:]:
            item["url"] = f"{it.prefix}/quality/{item['key']}" + (f"?{urlencode({'set': set})}" if set else "")
        return found

    if prefers_html(it.request):
        title = page_of("quality").title[it.language]
        return await show(
            it, "quality.html", lambda: {"title": title, **make()}, drawn=True, variant=variant, pure=False
        )
    return await answer(it, make, LISTS, variant=variant, pure=False)


@router.get("/quality/{check}", summary="The rows a number counts / Bir sayının ardındaki satırlar")
async def faults(it: Ask, check: str, set: Set = "", limit: Limit = 50, cursor: Cursor = None) -> Response:
    await _measured(it, it.served.release)

    def make() -> dict[str, Any]:
        release = it.served.release
        return list_faults(it.catalogue, release, it.language, check, name=set, limit=limit, cursor=cursor)

    if prefers_html(it.request):

        def page() -> dict[str, Any]:
            found = make()
            following = found["meta"]["next"]
            return {"title": found["label"], "more": it.address(cursor=following) if following else "", **found}

        return await show(it, "faults.html", page, drawn=True)
    return await answer(it, make, LISTS)
