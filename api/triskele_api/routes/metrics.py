"""Metrics: the registry, one result, a series over years. The work runs in processes that a bound ends.

A client that prefers to be answered later (``Prefer: respond-async``) gets a job; so does a plain question for JSON
that will not be done in its time. Its result is kept where that of the plain request is, so it is the same bytes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING, Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from triskele.bounded import Workers
from triskele.bounded.jobs import Tell, Told
from triskele.errors import InvalidInput, ParameterError, QueryTimeout, RefusedError
from triskele.formats import Format
from triskele.progress import Progress
from triskele_api.answers import Answer
from triskele_api.asking import Ask, Asked, ClientLeft, answer, load, only_known_parameters, while_connected
from triskele_api.forms import CSV, FORM, Sent
from triskele_api.measuring import frame, run_metric, run_readings, run_series
from triskele_api.negotiate import JSON, UnsupportedMedia, media_of, negotiate, prefers_html
from triskele_api.preferences import Prefer, Preference
from triskele_api.recall import matches
from triskele_api.routes.jobs import accepted
from triskele_api.routes.selection import HELP
from triskele_api.uploads import read_body

if TYPE_CHECKING:
    from triskele.metrics.metric import Metric

router = APIRouter(tags=["metrics"])
REGISTRY = "triskele.metrics.registry"

OFFERS = (JSON, Format("csv", "text/csv", "csv", "rows"), Format("ttl", "text/turtle", "ttl", "graph"))
CURVE = (JSON, Format("csv", "text/csv", "csv", "rows"), Format("svg", "image/svg+xml", "svg", "picture"))
MAX_POINTS = 200
MAX_AMOUNT = 1_000_000
_OWN = {"projection", "format", "lang", "as_of", "from", "to", "step"}
_WEIGHTS = ("none", "count", "confidence", "amount")
SMALLER = "Choose a smaller network or fewer permutations, or run it with the command line."
ASK_FOR_A_JOB = (
    "Ask for a job, which may take longer: send the header Prefer: respond-async and follow Location. "
    "Or choose a smaller network or fewer permutations."
)
LATER: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "A job: with Prefer: respond-async, or when JSON was asked for and will not be there in time "
        "(see Location) / Bir iş: istenmişse, ya da JSON istenmiş ve süre yetmiyorsa"
    },
    503: {"description": "As many jobs wait as may; see Retry-After / Kuyruk dolu"},
    504: {
        "description": "Stopped at the bound, of a client that asked for no JSON or said how long it waits; ask for a "
        "job / Sürede bitmedi; iş olarak isteyin"
    },
}
_SOON = 3.0
"""Seconds after which what has been told shows how long the whole will take."""
_FAR = 2.0
"""How many times its time a question is expected to take before it is given up early: the fraction is an estimate."""
_SHARED = {"hybrids", "parallel"}
"""Parameters that both the network and the metric read, and that mean the same to both."""


@router.get(
    "/metrics",
    summary="Every metric with its definition / Tanımlarıyla bütün ölçüler",
    dependencies=[Depends(only_known_parameters)],
)
async def metrics(it: Ask) -> Response:
    if prefers_html(it.request):
        return RedirectResponse(f"{it.prefix}/measures", 303, {"Vary": "Accept"})
    it.state.metrics.warm()  # who reads the list is about to run one
    registry = await load(REGISTRY)

    def make() -> dict[str, Any]:
        items = [describe(metric) for metric in registry.all()]
        return {"items": items, "meta": {"count": len(items), "truncated": False, "next": None}}

    return await answer(it, make)


def describe(metric: Metric) -> dict[str, Any]:
    """The record as JSON holds it; a default that JSON cannot hold is written out."""
    from triskele.measure import reads_release  # as slow to import as the registry, which is there by now

    document: dict[str, Any] = json.loads(json.dumps(metric.describe(), ensure_ascii=False, default=str))
    return document | {"reads_release": reads_release(metric)}


@router.get("/metrics/{name}", summary="One result / Bir sonuç", responses=LATER)
async def metric(
    it: Ask,
    name: str,
    prefer: Prefer,
    projection: Annotated[str, Query(description="Name of the projection")] = "organisations",
) -> Response:
    found = (await load(REGISTRY)).get(name)
    if prefers_html(it.request, OFFERS):  # the address of a result, followed in a browser
        return RedirectResponse(f"{it.prefix}/measures/{name}?{it.request.url.query}", 303, {"Vary": "Accept"})
    form = negotiate(it.request, OFFERS)
    selection, parameters = split_parameters(it, found)
    folder = str(it.served.release.folder)
    call: tuple[Any, ...]
    call = (run_metric, folder, name, projection, selection, parameters, None, form.name)
    return await measured(it, prefer, form, call)


@router.post("/metrics/{name}", summary="Measure a table of your own / Kendi tablonuzu ölçün", responses=LATER)
async def metric_of_table(it: Ask, name: str, request: Request, prefer: Prefer) -> Response:
    """The body is a CSV table (text/csv), or a form with the file ``table`` and files named as its further
    parameters that are tables. Only the result is kept for a while, so that the same bytes are answered at once."""
    found = (await load(REGISTRY)).get(name)
    form = negotiate(request, OFFERS)
    selection, parameters = split_parameters(it, found)
    sent = await _sent(it)
    folder = str(it.served.release.folder)
    call = (run_metric, folder, name, "organisations", selection, parameters, sent, form.name)
    return await measured(it, prefer, form, call, variant=f"table {await to_thread.run_sync(sent.digest)}")


async def measured(
    it: Asked, prefer: Preference, form: Format, call: tuple[Any, ...], *, variant: str = ""
) -> Response:
    """What the workers make of the call: now, or as a job when the client prefers that or time is too short."""
    arrived = asyncio.get_running_loop().time()
    jobs = it.state.jobs
    if form is JSON:
        call = (frame, it.frame(), *call)

    async def work(workers: Workers, tell: Tell | None, hint: str, came: float | None) -> Answer:
        body = await workers.run(*call, client=it.client, key=tag, arrived=came, tell=tell, hint=hint)
        return Answer(body, {"Content-Type": media_of(form)})

    async def make() -> Answer:
        if not may_be_job:
            return await work(it.state.metrics, None, ASK_FOR_A_JOB, arrived)
        return await _in_time(
            lambda tell: work(it.state.metrics, tell, ASK_FOR_A_JOB, arrived), it.state.metrics.limits.total_seconds
        )

    tag = it.tag(form.name + variant)
    known = it.state.cache.get(tag) or matches(it.request.headers.get("if-none-match", ""), tag)
    # whoever reads tables or pictures only would take the document of a job for one
    may_be_job = form is JSON and not prefer.now
    if known or not (prefer.later or (may_be_job and jobs.has(tag))):
        try:
            return await answer(it, make, chosen=form, variant=variant)
        except QueryTimeout:
            if not may_be_job:
                raise
    key = jobs.start(
        tag,
        it.address(),
        it.served.release.number,
        lambda tell: work(it.state.job_metrics, tell, SMALLER, None),
        lambda found: it.state.cache.put(tag, found),
        client=it.client,
    )
    run = jobs.get(key)
    if prefer.wait:
        try:
            await while_connected(it.request, run.end(prefer.wait))
        except ClientLeft:
            await jobs.cancel(key)  # nobody has heard of it
            raise
    if run.answer is not None:
        kept = run.answer
        return await answer(it, lambda: kept, chosen=form, variant=variant)
    if run.error is not None:
        raise run.error
    return accepted(it, key, preferred=prefer.later)


async def _in_time(work: Callable[[Tell], Awaitable[Answer]], seconds: float) -> Answer:
    """The answer; QueryTimeout when the time is up, or as soon as what is told shows that it will not do."""
    first: tuple[float, float] | None = None
    hopeless = False

    def hear(news: Told) -> None:
        nonlocal first, hopeless
        if not isinstance(news, Progress):
            return
        first = first or (time.monotonic(), news.fraction)  # until here a process was made ready
        took, part = time.monotonic() - first[0], news.fraction - first[1]
        if took > _SOON and 0 < part < took / (_FAR * seconds):
            hopeless = True
            task.cancel()

    async def begin() -> Answer:
        return await work(hear)

    task = asyncio.get_running_loop().create_task(begin())
    try:
        return await task
    except asyncio.CancelledError:
        if not hopeless:
            raise
        raise QueryTimeout(f"It will not be done within {seconds:g} s.", hint=ASK_FOR_A_JOB) from None


async def _sent(it: Asked) -> Sent:
    """The body as it came; it is taken apart where it is measured."""
    sent = Sent(it.request.headers.get("content-type", ""), await read_body(it.request, it.state.settings.upload_mb))
    if sent.media_type not in (CSV, FORM):
        raise UnsupportedMedia(
            f"The body is {sent.media_type or 'of no stated kind'}.",
            hint="Send text/csv, or multipart/form-data with a file table.",
        )
    return sent


@router.get("/metrics/{name}/series", summary="The headline over years / Yıllar boyunca", responses=LATER)
async def series(
    it: Ask,
    name: str,
    prefer: Prefer,
    projection: str = "organisations",
    first: Annotated[int | None, Query(alias="from", ge=-9999, le=9999)] = None,
    last: Annotated[int | None, Query(alias="to", ge=-9999, le=9999)] = None,
    step: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    found = (await load(REGISTRY)).get(name)
    manifest = it.served.release.manifest
    start = manifest["first_year"] if first is None else first
    end = manifest["last_year"] if last is None else last
    years = list(range(start, end + 1, step))
    if not years or len(years) > MAX_POINTS:
        raise InvalidInput(
            f"From {start} to {end} by {step} are {len(years)} years.", hint=f"Ask for 1 to {MAX_POINTS}: widen step."
        )
    selection, parameters = split_parameters(it, found)
    form = negotiate(it.request, (JSON,))
    folder = str(it.served.release.folder)
    call = (run_series, folder, name, projection, selection, parameters, years)
    return await measured(it, prefer, form, call)


@router.get(
    "/metrics/{name}/readings",
    summary="The headline under every defensible reading / Başlığın savunulabilir bütün okumaları",
    responses=LATER,
)
async def readings(
    it: Ask,
    name: str,
    prefer: Prefer,
    projection: Annotated[str, Query(description="Name of the projection")] = "organisations",
    about: Annotated[str | None, Query(max_length=200, description="Key of an actor, instead of the first")] = None,
    top: Annotated[int, Query(ge=1, le=1000, description="That it is among the first so many")] = 1,
    lowest: Annotated[bool, Query(description="The lowest values first")] = False,
    mode: Annotated[Literal["auto", "light", "dark"], Query(description="Of the picture (format=svg)")] = "auto",
) -> Response:
    found = (await load(REGISTRY)).get(name)
    if prefers_html(it.request, CURVE):
        where = f"{it.prefix}/measures/{name}?{it.request.url.query}#readings"
        return RedirectResponse(where, 303, {"Vary": "Accept"})
    form = negotiate(it.request, CURVE)
    selection, parameters = split_parameters(it, found, {"about", "top", "lowest", "mode"})
    folder = str(it.served.release.folder)
    question = {"about": about, "top": top, "lowest": lowest}
    call = (run_readings, folder, name, projection, selection, parameters, question, form.name, it.language, mode)
    return await measured(it, prefer, form, call)


def split_parameters(it: Asked, metric: Metric, others: Collection[str] = ()) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters that choose the network and those of the metric, told apart by their names.

    ``hybrids`` and ``parallel`` go to both; ``weight`` may name what the network's ties weigh (count, confidence,
    amount), which the metric then reads. Unknown names, and tables by name (a service opens no file for a client),
    are refused. ``others`` are parameters of the path.
    """
    own = {p.name: p for p in metric.parameters}
    choose: dict[str, Any] = {"as_of": it.as_of}
    given: dict[str, Any] = {}
    for name in dict.fromkeys(it.request.query_params):
        value = ",".join(it.request.query_params.getlist(name))
        if name in _OWN or name in others:
            continue
        if name in own and own[name].type == "table":
            raise RefusedError(
                f"{name} is a table.", hint="Send its content by POST; files of the server are not opened."
            )
        if name == "weight" and value in _WEIGHTS:
            choose["weight"] = value
            if "weight" in own and value != "none":
                given["weight"] = "weight"
        elif name in _SHARED or name in ("without",):
            choose[name] = value
            if name in own and name != "without":
                given[name] = value
        elif name in own:
            given[name] = value
        elif name in HELP:
            choose[name] = value
        else:
            given[name] = value  # the metric says what it does not take, with near names
    _check_amounts(metric, metric.resolve(given))
    return choose, given


def _check_amounts(metric: Metric, values: dict[str, Any]) -> None:
    """ParameterError for so many draws, rounds or seeds that no answer will ever come of it."""
    for parameter in metric.parameters:
        value = values[parameter.name]
        if parameter.type == "int" and parameter.name != "seed" and value is not None and value > MAX_AMOUNT:
            raise ParameterError(
                f"{parameter.name} is {value}; a service takes at most {MAX_AMOUNT}.",
                hint="Ask for less, or run it on a machine of your own with the command line.",
            )
