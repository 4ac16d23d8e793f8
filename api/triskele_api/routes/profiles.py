"""Profiles of regions, clusters and zones, alone and side by side."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response
from starlette.responses import RedirectResponse

from triskele.text import listed
from triskele_api.asking import Ask, only_known_parameters
from triskele_api.measuring import run_comparison, run_profile
from triskele_api.negotiate import JSON, negotiate, prefers_html
from triskele_api.preferences import Prefer
from triskele_api.routes.metrics import LATER, measured
from triskele_api.routes.selection import Chosen

router = APIRouter(tags=["profiles"], dependencies=[Depends(only_known_parameters)])
Draws = Annotated[
    int, Query(ge=0, le=100_000, description="Draws of the null model that judge who bridges; 0: no verdict")
]


@router.get(
    "/profiles/{kind}/{key:path}",
    summary="What is known of a region, a cluster or a zone / Bir bölge, küme ya da sanayi bölgesi hakkında bilinenler",
    responses=LATER,
)
async def profile(
    it: Ask,
    kind: Literal["region", "cluster", "zone"],
    key: str,
    chosen: Chosen,
    prefer: Prefer,
    permutations: Draws = 0,
    bridges: Annotated[bool, Query(description="Who bridges too; takes longest in a large network")] = True,
) -> Response:
    if prefers_html(it.request, (JSON,)):
        query = f"?{it.request.url.query}" if it.request.url.query else ""
        return RedirectResponse(f"{it.prefix}/{kind}/{quote(key, safe='')}{query}", 303, {"Vary": "Accept"})
    form = negotiate(it.request, (JSON,))
    folder = str(it.served.release.folder)
    return await measured(
        it, prefer, form, (run_profile, folder, kind, key, chosen, it.language, permutations, bridges)
    )


@router.get(
    "/comparisons",
    summary="Two or three regions or clusters side by side / İki ya da üç bölge ya da küme yan yana",
    responses=LATER,
)
async def comparison(
    it: Ask,
    chosen: Chosen,
    prefer: Prefer,
    of: Annotated[
        str, Query(max_length=600, description="Two or three, separated by commas: region/KEY, cluster/KEY or zone/KEY")
    ],
) -> Response:
    if prefers_html(it.request, (JSON,)):
        return RedirectResponse(f"{it.prefix}/compare?{it.request.url.query}", 303, {"Vary": "Accept"})
    form = negotiate(it.request, (JSON,))
    wanted = listed(of)
    return await measured(
        it, prefer, form, (run_comparison, str(it.served.release.folder), wanted, chosen, it.language)
    )
