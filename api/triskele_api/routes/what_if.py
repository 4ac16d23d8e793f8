"""What if, and whom next: metrics before and after changes to actors and ties, candidates for new ties."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from starlette.responses import RedirectResponse

from triskele.formats import Format
from triskele_api.asking import Ask, keys, only_known_parameters
from triskele_api.measuring import run_partners, run_what_if
from triskele_api.negotiate import JSON, negotiate, prefers_html
from triskele_api.preferences import Prefer
from triskele_api.routes.metrics import LATER, measured
from triskele_api.routes.selection import Chosen, Many

router = APIRouter(tags=["metrics"], dependencies=[Depends(only_known_parameters)])
OFFERS = (JSON, Format("csv", "text/csv", "csv", "rows"))
LONGEST = 30_000


@router.get(
    "/what-if", summary="Metrics before and after changes / Değişikliklerden önce ve sonra ölçüler", responses=LATER
)
async def what_if(
    it: Ask,
    chosen: Chosen,
    prefer: Prefer,
    changes: Annotated[
        str,
        Query(
            max_length=LONGEST, description="Changes, separated by semicolons: remove-actor:KEY; add-tie:A,B,TYPE; …"
        ),
    ],
    name: Annotated[str, Query(max_length=120, description="Name of the scenario")] = "",
    metrics: Annotated[Many, Query(description="Names of metrics; all that a release feeds if not given")] = None,
    projection: Annotated[str, Query(description="Name of the projection")] = "organisations",
    permutations: Annotated[int, Query(ge=0, le=100_000, description="Draws from each null model")] = 199,
    seed: Annotated[int, Query(ge=0, description="Seed of the draws")] = 1,
) -> Response:
    if prefers_html(it.request, OFFERS):
        return RedirectResponse(f"{it.prefix}/measures?{it.request.url.query}#what-if", 303, {"Vary": "Accept"})
    form = negotiate(it.request, OFFERS)
    folder = str(it.served.release.folder)
    scenario = {"name": name, "changes": changes}
    call = (run_what_if, folder, scenario, sorted(keys(metrics)), projection, chosen, permutations, seed, form.name)
    return await measured(it, prefer, form, call)


@router.get(
    "/networks/{projection}/partners",
    summary="Whom an actor should approach next / Bir aktör sırada kime yaklaşmalı",
    responses=LATER,
)
async def partners(
    it: Ask,
    projection: str,
    chosen: Chosen,
    prefer: Prefer,
    actor: Annotated[str, Query(max_length=200, description="Key of the actor that asks")],
    by: Annotated[
        Literal["recent", "adamic-adar", "degree"] | None,
        Query(description="Order of those two steps away; what does best on the hidden last years if not given"),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="At most so many of each kind")] = 10,
) -> Response:
    form = negotiate(it.request, (JSON,))
    folder = str(it.served.release.folder)
    return await measured(it, prefer, form, (run_partners, folder, actor, by, limit, projection, chosen))
