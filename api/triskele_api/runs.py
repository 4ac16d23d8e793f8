"""Metrics asked for as jobs: a queue with a bound, how far each is, and its answer for a while.

Everything lives in the memory of this process: a restart forgets it, and every answer says so. Equal questions share
one computation; it is stopped when the last job that wants it is cancelled.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from triskele.errors import NotFoundError, QueueFull, TriskeleError
from triskele.progress import Progress, Tell
from triskele_api.answers import Answer
from triskele_api.laboratory import Laboratory, WorkFailed

KEEP = 200
"""Ended jobs that are remembered."""

Work = Callable[[Laboratory, Tell], Awaitable[Answer]]
Texts = dict[str, str]

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
WORDS: dict[str, Texts] = {
    QUEUED: {"tr": "Sırada bekliyor", "en": "Waiting in the queue"},
    RUNNING: {"tr": "Başlıyor", "en": "Starting"},
    DONE: {"tr": "Bitti", "en": "Done"},
    FAILED: {"tr": "Yapılamadı", "en": "Failed"},
    CANCELLED: {"tr": "Durduruldu", "en": "Stopped"},
}
FORGETTING: Texts = {
    "tr": "İş, hizmetin belleğinde durur; hizmet yeniden başlarsa unutulur.",
    "en": "The job lives in the memory of the service and is forgotten when it restarts.",
}


@dataclass(eq=False)
class Run:
    """One computation and all that is known of it."""

    question: str
    release: int
    state: str = QUEUED
    progress: Progress | None = None
    answer: Answer | None = None
    error: TriskeleError | None = None
    asked: float = field(default_factory=time.monotonic)
    started: float | None = None
    ended: float | None = None
    jobs: set[str] = field(default_factory=set)
    task: asyncio.Task[None] | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def over(self) -> bool:
        return self.ended is not None

    def told(self, progress: Progress) -> None:
        self.progress = progress
        self.touch()

    def touch(self) -> None:
        """Wake whoever waits for news."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def news(self, seconds: float) -> None:
        """Return when something has changed, or after so many seconds."""
        changed = self._changed
        try:
            async with asyncio.timeout(seconds):
                await changed.wait()
        except TimeoutError:
            pass

    async def end(self, seconds: float) -> None:
        """Return when the run is over, or after so many seconds."""
        until = time.monotonic() + seconds
        while not self.over and (left := until - time.monotonic()) > 0:
            await self.news(left)


class Runs:
    """The jobs of one service. Use it from one event loop; ``close`` it at the end."""

    def __init__(self, laboratory: Laboratory, *, at_once: int, waiting: int, keep_bytes: int) -> None:
        self._laboratory, self._waiting, self._keep_bytes = laboratory, waiting, keep_bytes
        self._turn = asyncio.Semaphore(at_once)
        self._jobs: OrderedDict[str, Run] = OrderedDict()
        self._by_tag: dict[str, Run] = {}

    def start(self, tag: str, question: str, release: int, work: Work, keep: Callable[[Answer], None]) -> str:
        """The id of a new job. ``tag`` names the answer: a run that makes it already is shared. QueueFull when as many
        wait as may. ``keep`` gets the answer."""
        run = self._by_tag.get(tag)
        if run is None:
            queue = self._queue()
            if len(queue) >= self._waiting:
                raise QueueFull(
                    f"{len(queue)} jobs wait, which is as many as may.", hint="Ask again later.", retry_after=30
                )
            run = self._by_tag[tag] = Run(question, release)
            run.task = asyncio.get_running_loop().create_task(self._go(tag, run, work, keep))
        key = secrets.token_hex(16)
        self._jobs[key] = run
        run.jobs.add(key)
        self._forget()
        return key

    async def _go(self, tag: str, run: Run, work: Work, keep: Callable[[Answer], None]) -> None:
        try:
            async with self._turn:
                run.state, run.started = RUNNING, time.monotonic()
                run.touch()
                run.answer = await work(self._laboratory, run.told)
            run.state = DONE
            keep(run.answer)
        except TriskeleError as error:
            run.state, run.error = FAILED, error
        except asyncio.CancelledError:
            run.state = CANCELLED
        except Exception as error:  # whoever asked must hear of it: nobody awaits this task
            logging.getLogger("uvicorn.error").exception("A job ended unexpectedly: %s", run.question)
            run.state = FAILED
            run.error = WorkFailed(
                f"An unforeseen {type(error).__name__}.", hint="Please report it with what you asked."
            )
        finally:
            run.ended = time.monotonic()
            del self._by_tag[tag]
            run.touch()

    def _queue(self) -> list[Run]:
        return [run for run in self._by_tag.values() if run.state == QUEUED]

    def _forget(self) -> None:
        """Forget the oldest ended jobs when there are too many of them, or their answers are too large."""
        ended = [key for key, run in self._jobs.items() if run.over]
        size = sum(len(run.answer.body) for run in {self._jobs[key] for key in ended} if run.answer)
        for key in ended:
            if len(ended) <= KEEP and size <= self._keep_bytes:
                return
            run = self._jobs.pop(key)
            run.jobs.discard(key)
            ended = ended[1:]
            size -= len(run.answer.body) if run.answer and not run.jobs else 0

    def find(self, key: str) -> Run | None:
        return self._jobs.get(key)

    def get(self, key: str) -> Run:
        """The run of a job; NotFoundError when there is none of this id (any more)."""
        run = self._jobs.get(key)
        if run is None:
            raise NotFoundError(f"There is no job {key}.", hint="Jobs are forgotten when the service restarts.")
        return run

    async def cancel(self, key: str) -> Run:
        """Give a job up; its computation is stopped unless another job wants it too. What is over stays as it is."""
        run = self.get(key)
        if run.over:
            return run
        run.jobs.discard(key)
        if run.jobs:  # this job ends, the computation goes on
            mine = Run(run.question, run.release, state=CANCELLED, asked=run.asked, started=run.started)
            mine.progress, mine.ended = run.progress, time.monotonic()
            self._jobs[key] = mine
            mine.jobs.add(key)
            return mine
        run.jobs.add(key)
        assert run.task is not None
        run.task.cancel()
        await run.end(5)
        return run

    def describe(self, key: str) -> dict[str, Any]:
        """What a client is told of a job."""
        run = self.get(key)
        now = run.ended or time.monotonic()
        progress = run.progress
        what = WORDS[run.state] if run.state != RUNNING or progress is None else dict(progress.what)
        queue = self._queue()
        return {
            "id": key,
            "kind": "metric",
            "state": run.state,
            "fraction": 1.0 if run.state == DONE else round(progress.fraction, 6) if progress else 0.0,
            "what": what,
            "done": progress.done if progress else 0,
            "total": progress.total if progress else 0,
            "elapsed": round(now - (run.started or now), 2),
            "waited": round((run.started or now) - run.asked, 2),
            "before": queue.index(run) if run in queue else 0,
            "release": run.release,
            "question": run.question,
            "url": f"/jobs/{key}",
            "result": f"/jobs/{key}/result" if run.state == DONE else None,
            "error": {"code": run.error.code, "detail": run.error.message, "hint": run.error.hint}
            if run.error
            else None,
            "note": FORGETTING,
        }

    def close(self) -> None:
        """End every run at once."""
        for run in self._by_tag.values():
            if run.task is not None:
                run.task.cancel()
        self._laboratory.close()
