"""Is it alive, is it ready, what has it done, what can it be asked."""

from __future__ import annotations

import json
from functools import lru_cache

from anyio import to_thread
from fastapi import APIRouter, FastAPI, Request, Response

from triskele_api.recall import remember
from triskele_api.state import served_of, state_of

router = APIRouter(tags=["operation"])


@router.get("/health", summary="The process answers / Süreç yanıt veriyor")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready", summary="A release is open / Bir sürüm açık")
async def ready(request: Request) -> dict[str, object]:
    release = served_of(request).release
    return {"status": "ready", "release": release.number, "statements": release.manifest["quads"]}


@router.get("/telemetry", summary="Counters in Prometheus text / Prometheus sayaçları")
async def telemetry(request: Request) -> Response:
    counters: dict[str, int] = request.app.state.counters
    lines = ["# TYPE triskele_requests_total counter"]
    lines += [f'triskele_requests_total{{status="{status}"}} {n}' for status, n in sorted(counters.items())]
    lines += ["# TYPE triskele_release gauge", f"triskele_release {state_of(request).current.release.number}"]
    return Response("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


@router.get("/openapi.json", include_in_schema=False)
async def interface(request: Request) -> Response:
    body = await to_thread.run_sync(_interface, request.app)
    remember(request.scope)
    return Response(body, media_type="application/json")


@lru_cache(maxsize=1)
def _interface(app: FastAPI) -> bytes:
    """The OpenAPI document; making it takes as long as a thousand answers."""
    return json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()
