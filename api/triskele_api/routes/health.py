"""Is it alive, is it ready, what has it done."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

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
