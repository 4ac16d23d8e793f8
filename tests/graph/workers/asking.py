"""Processes over one release that are asked questions, as the tests of them do it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from triskele.bounded import Limits, Workers
from triskele.bounded.queries import Question, Reply, answer
from triskele.release import Release

FORMATS = {"rows": "json", "graph": "ttl"}
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SIMPLE = "ASK { ?a a tsk:Firm }"


class Asking:
    """Workers over one release that are asked questions."""

    def __init__(self, workers: Workers) -> None:
        self.workers = workers

    async def ask(self, question: Question, **more: Any) -> Reply:
        reply: Reply = await self.workers.run(answer, question, **more)
        return reply


@asynccontextmanager
async def pool(release: Release, size: int = 1, **limits: Any) -> AsyncIterator[Asking]:
    made = Workers(size=size, limits=Limits(**limits, opens_files=False), prepare=release.opening)
    try:
        yield Asking(made)
    finally:
        made.close()


def go(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())


def ask(query: str, formats: dict[str, str] = FORMATS) -> Question:
    return Question(query, formats)


def pids(workers: Workers) -> list[int]:
    return [worker.process.pid or 0 for worker in (*workers._idle, *workers._busy)]
