"""A service that runs for long remembers no more jobs, and no more of their answers, than it may."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from triskele.bounded import jobs
from triskele.bounded.jobs import Jobs


def ran(many: int, size: int, folder: Path, keep_bytes: int) -> list[bool]:
    """Which of so many jobs, one after the other, are still known; each has an answer of this size."""

    async def work(_: Any) -> Any:
        return SimpleNamespace(body=b"x" * size)

    async def scene() -> list[bool]:
        kept = Jobs(at_once=1, waiting=9, keep_bytes=keep_bytes, shelf=folder)
        keys = []
        for i in range(many):
            keys.append(kept.start(str(i), "question", 1, work, lambda _: None))
            await kept.get(keys[-1]).end(10)
        return [kept.find(key) is not None for key in keys]

    return asyncio.run(scene())


def test_the_oldest_ended_jobs_are_forgotten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(jobs, "KEEP", 3)
    # three ended ones are kept beside the newest
    assert ran(6, 1, tmp_path, 1000) == [False, False, True, True, True, True]


def test_jobs_with_large_answers_are_forgotten_sooner(tmp_path: Path) -> None:
    # two answers of 400 fit into 1,000, three do not
    assert ran(5, 400, tmp_path, 1000) == [False, False, True, True, True]


def test_a_waiting_job_may_be_cancelled_while_another_ends(tmp_path: Path) -> None:
    async def soon(_: Any) -> Any:
        return SimpleNamespace(body=b"")

    unforeseen: list[Any] = []

    async def scene() -> str:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: unforeseen.append(context))
        kept = Jobs(at_once=1, waiting=9, keep_bytes=9, shelf=tmp_path)

        async def cancel_the_next(_: Any) -> Any:
            await asyncio.sleep(0)  # until the others wait
            task = kept.get(waiting).task
            assert task is not None
            task.cancel()

        kept.start("a", "question", 1, cancel_the_next, lambda _: None)
        waiting = kept.start("b", "question", 1, soon, lambda _: None)
        last = kept.start("c", "question", 1, soon, lambda _: None)
        await kept.get(last).end(2)
        return kept.get(last).state

    assert asyncio.run(scene()) == jobs.DONE
    assert unforeseen == []
