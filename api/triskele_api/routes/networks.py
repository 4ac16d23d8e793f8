"""Networks in every format, neighbourhoods, and the paths between two actors."""

from __future__ import annotations

from typing import Annotated, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Response

from triskele_api.asking import Ask, Asked, answer, keys, load, only_known_parameters, while_connected
from triskele_api.measuring import run_positions
from triskele_api.negotiate import JSON, negotiate
from triskele_api.routes.selection import Chosen, Many

router = APIRouter(tags=["networks"], dependencies=[Depends(only_known_parameters)])
DRAWING = "triskele_api.drawing"
Steps = Annotated[int, Query(ge=0, le=10, description="Steps around the focus")]


async def _placed(it: Asked) -> None:
    """Placing many actors takes minutes: where publishing has not, not where others are answered."""
    served = it.served
    if not await to_thread.run_sync(lambda: served.is_placed):
        release = served.release
        made = it.state.made(f"positions {release.number}", run_positions, str(release.folder))
        await while_connected(it.request, made)


@router.get("/networks", summary="The projections / İzdüşümler")
async def networks(it: Ask) -> Response:
    drawing = await load(DRAWING)
    return await answer(it, drawing.list_projections)


@router.get("/networks/{projection}", summary="A network in a format of your choice / Seçilen biçimde bir ağ")
async def network(
    it: Ask,
    projection: str,
    chosen: Chosen,
    positions: bool = False,
    focus: Annotated[Many, Query(description="Keys of actors: only what is near any of them")] = None,
    k: Steps = 1,
    level: Annotated[
        Literal["actors", "communities", "auto"],
        Query(
            description="Actors, or communities with the ties between them; auto: communities when there are more than "
            "3,000 actors / Aktörler ya da topluluklar; auto: 3.000'den çok aktörde topluluklar"
        ),
    ] = "actors",
    community: Annotated[
        int | None, Query(ge=0, description="Only the members of this community / Yalnız bu topluluğun üyeleri")
    ] = None,
) -> Response:
    drawing = await load(DRAWING)
    form = negotiate(it.request, drawing.OFFERS)
    headers = {}
    if positions or level != "actors" or community is not None:
        await _placed(it)
    if form is not JSON:
        release = it.served.release
        name = f"{release.owner.file_name}-{release.number}-{projection}.{form.suffix}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return await answer(
        it,
        lambda: drawing.draw_network(it, projection, chosen, form, positions, sorted(keys(focus)), k, level, community),
        chosen=form,
        headers=headers,
    )


@router.get("/networks/{projection}/ego", summary="The neighbourhood of an actor / Bir aktörün çevresi")
async def ego(it: Ask, projection: str, actor: str, chosen: Chosen, positions: bool = True, k: Steps = 1) -> Response:
    drawing = await load(DRAWING)
    form = negotiate(it.request, drawing.OFFERS)
    if positions:
        await _placed(it)
    return await answer(
        it, lambda: drawing.draw_network(it, projection, chosen, form, positions, [actor], k), chosen=form
    )


@router.get("/networks/{projection}/paths", summary="Shortest paths with their ties / Bağlarıyla en kısa yollar")
async def paths(
    it: Ask,
    projection: str,
    source: str,
    target: str,
    chosen: Chosen,
    k: Annotated[int, Query(ge=1, le=20, description="How many paths")] = 1,
) -> Response:
    drawing = await load(DRAWING)
    return await answer(it, lambda: drawing.draw_paths(it, projection, chosen, source, target, k))
