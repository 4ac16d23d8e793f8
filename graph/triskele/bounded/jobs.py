"""What is asked for now and answered later: a queue with a bound, how far each job is, and its result for a while.

Three kinds share one document: a metric, a build of a release, an import. Equal questions share one computation; it is
stopped when the last job that wants it is cancelled. Jobs live in the memory of one process; those with a folder leave
a document there, so that a restart knows what became of them.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import shutil
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from triskele.errors import InvalidRelease, NotFoundError, QueueFull, ReleaseBusy, TriskeleError, WorkFailed
from triskele.files import write_beside
from triskele.progress import Progress

KEEP = 200
"""Ended jobs that are remembered; and the folders of jobs that are kept."""
ID = re.compile(r"[0-9a-f]{32}")

Kind = Literal["metric", "build", "import"]
Told = Progress | str
Tell = Callable[[Told], None]
Work = Callable[[Tell], Awaitable[Any]]
Texts = dict[str, str]

QUEUED, RUNNING, DONE, REFUSED, FAILED, CANCELLED = "queued", "running", "done", "refused", "failed", "cancelled"
UNDER_WAY = (QUEUED, RUNNING)
WORDS: dict[str, Texts] = {
    QUEUED: {"tr": "Sırada bekliyor", "en": "Waiting in the queue"},
    RUNNING: {"tr": "Başlıyor", "en": "Starting"},
    DONE: {"tr": "Bitti", "en": "Done"},
    REFUSED: {"tr": "Veri bir kuralı bozuyor", "en": "The data break a rule"},
    FAILED: {"tr": "Yapılamadı", "en": "Failed"},
    CANCELLED: {"tr": "Durduruldu", "en": "Stopped"},
}
FORGETTING: Texts = {
    "tr": "İş, hizmetin belleğinde durur; hizmet yeniden başlarsa unutulur.",
    "en": "The job lives in the memory of the service and is forgotten when it restarts.",
}
KEPT: Texts = {
    "tr": "İşin sonucu diskte tutulur; hizmet yeniden başlarsa süren iş durur.",
    "en": "What became of the job is kept on the disk; a restart of the service ends a job that runs.",
}


@dataclass(eq=False)
class Run:
    """One computation and all that is known of it. ``outcome`` is what its kind adds to the document at the end."""

    kind: Kind
    question: str
    release: int | None
    client: str = ""
    folder: Path | None = None
    state: str = QUEUED
    progress: Progress | None = None
    messages: list[str] = field(default_factory=list)
    answer: Any = None
    outcome: dict[str, Any] = field(default_factory=dict)
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

    def told(self, news: Told) -> None:
        if isinstance(news, Progress):
            self.progress = news
        else:
            self.messages.append(news)
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

    def document(self, key: str, before: int) -> dict[str, Any]:
        """What a client is told of it as the job ``key``, ``before`` whom so many wait."""
        now = self.ended or time.monotonic()
        progress = self.progress
        what = WORDS[self.state] if self.state != RUNNING or progress is None else dict(progress.what)
        error = self.error
        return {
            "id": key,
            "kind": self.kind,
            "state": self.state,
            "fraction": 1.0 if self.state == DONE else round(progress.fraction, 6) if progress else 0.0,
            "what": what,
            "done": progress.done if progress else 0,
            "total": progress.total if progress else 0,
            "elapsed": round(now - (self.started or now), 2),
            "waited": round((self.started or now) - self.asked, 2),
            "before": before,
            "release": self.release,
            "question": self.question,
            "url": f"/jobs/{key}",
            "result": f"/jobs/{key}/result" if self.state == DONE and self.answer is not None else None,
            "error": error.told() if error else None,
            "progress": list(self.messages),
            "findings": [],
            "new": False,
            "promoted": False,
            "note": FORGETTING if self.folder is None else KEPT,
            **self.outcome,
        }


class Jobs:
    """The jobs of one service. Use it from one event loop; ``close`` it at the end.

    ``at_once`` run together (builds and imports one at a time, of their own), ``waiting`` may wait, of which one client
    may have three quarters; whose client had fewest lately goes first. ``shelf`` is where jobs with a folder lie.
    """

    def __init__(self, *, at_once: int, waiting: int, keep_bytes: int, shelf: Path) -> None:
        self._at_once, self._waiting, self._keep_bytes, self._shelf = at_once, waiting, keep_bytes, shelf
        self._jobs: OrderedDict[str, Run] = OrderedDict()
        self._by_tag: dict[str, Run] = {}
        self._queue: list[tuple[Run, asyncio.Future[None]]] = []
        self._running = 0
        self._had: Counter[str] = Counter()

    # -- computations that anybody may ask for ------------------------------------------------------------------------

    def has(self, tag: str) -> bool:
        """Whether a run under way makes this answer."""
        return tag in self._by_tag

    def start(
        self, tag: str, question: str, release: int, work: Work, keep: Callable[[Any], None], *,
        kind: Kind = "metric", client: str = "",
    ) -> str:  # fmt: skip
        """The id of a new job. ``tag`` names the answer: a run that makes it already is shared. QueueFull when as many
        wait as may. ``keep`` gets the answer."""
        run = self._by_tag.get(tag)
        if run is None:
            mine = sum(other.client == client for other, _ in self._queue)
            if len(self._queue) >= self._waiting or mine >= -(-self._waiting * 3 // 4):
                raise QueueFull(
                    f"{len(self._queue)} jobs wait, which is as many as may.", hint="Ask again later.", retry_after=30
                )
            run = self._by_tag[tag] = Run(kind, question, release, client)
            loop = asyncio.get_running_loop()
            turn: asyncio.Future[None] = loop.create_future()
            self._queue.append((run, turn))
            run.task = loop.create_task(self._go(turn, run, work, keep))
            run.task.add_done_callback(partial(self._over, tag, run))
            self._next()
        return self._register(run)

    def _next(self) -> None:
        self._queue = [entry for entry in self._queue if not entry[1].done()]  # whoever was cancelled while it waited
        while self._queue and self._running < self._at_once:
            run, turn = min(self._queue, key=lambda entry: (self._had[entry[0].client], entry[0].asked))
            self._queue.remove((run, turn))
            self._running += 1
            self._had[run.client] += 1
            if len(self._had) > KEEP:
                self._had = Counter({client: n // 2 for client, n in self._had.items() if n > 1})
            run.started = time.monotonic()
            turn.set_result(None)

    async def _go(self, turn: asyncio.Future[None], run: Run, work: Work, keep: Callable[[Any], None]) -> None:
        await turn
        await self._do(run, work)
        if run.answer is not None:
            keep(run.answer)

    def _over(self, tag: str, run: Run, _: asyncio.Task[None]) -> None:
        """What is due when a task has ended, also one that was cancelled before it ever ran."""
        if run.started is not None:
            self._running -= 1
        self._queue = [entry for entry in self._queue if entry[0] is not run]
        self._end(run)
        del self._by_tag[tag]
        self._next()

    def _end(self, run: Run) -> None:
        if run.state in UNDER_WAY:
            run.state = CANCELLED
        run.ended = time.monotonic()
        run.touch()

    async def _do(self, run: Run, work: Work) -> None:
        """The work itself, its end written down."""
        try:
            run.state, run.started = RUNNING, run.started or time.monotonic()
            run.touch()
            run.answer = await work(run.told)
            run.state = DONE
        except InvalidRelease as error:
            run.state, run.error = REFUSED, error
            run.outcome = {"findings": error.report.rows()}
        except TriskeleError as error:
            run.state, run.error = FAILED, error
        except Exception as error:  # whoever asked must hear of it: nobody awaits this task
            logging.getLogger("uvicorn.error").exception("A job ended unexpectedly: %s", run.question)
            run.state = FAILED
            run.error = WorkFailed(
                f"An unforeseen {type(error).__name__}.", hint="Please report it with what you asked."
            )

    # -- work that changes what is served: one at a time, each with a folder ------------------------------------------

    def open(self, kind: Kind, question: str) -> str:
        """The id of a job with an empty folder of its own, whose place is taken from now on; ReleaseBusy while another
        one has it."""
        if any(run.folder is not None and not run.over for run in self._jobs.values()):
            raise ReleaseBusy("Another build is running.", hint="Wait for it to end, or cancel it.")
        self._shelf.mkdir(parents=True, exist_ok=True)
        old = sorted(self._shelf.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) - KEEP)]:
            shutil.rmtree(path, ignore_errors=True)
        run = Run(kind, question, None)
        key = self._register(run)
        run.folder = self._shelf / key
        run.folder.mkdir()
        self._write(key, run)
        return key

    def folder(self, key: str) -> Path:
        """The folder of an open job."""
        folder = self.get(key).folder
        assert folder is not None
        return folder

    def abandon(self, key: str) -> None:
        """Forget an open job whose input was refused."""
        run = self._jobs.pop(key)
        self._end(run)
        if run.folder is not None:
            shutil.rmtree(run.folder, ignore_errors=True)

    def begin(self, key: str, work: Callable[[Run], Awaitable[None]]) -> None:
        """Start the work of an open job. It writes what came of it to ``run.outcome`` itself."""
        run = self.get(key)

        def over(_: object) -> None:
            self._end(run)
            self._write(key, run)

        run.task = asyncio.get_running_loop().create_task(self._do(run, lambda _: work(run)))
        run.task.add_done_callback(over)

    def _write(self, key: str, run: Run) -> None:
        """Leave the document in the job's folder, in one rename."""
        assert run.folder is not None
        try:
            write_beside(run.folder / "job.json", json.dumps(run.document(key, 0), ensure_ascii=False).encode())
        except OSError:  # a full disk: the job is still known here until a restart
            logging.getLogger("uvicorn.error").exception("The document of job %s could not be kept", key)

    # -- what is known ------------------------------------------------------------------------------------------------

    def _register(self, run: Run) -> str:
        key = secrets.token_hex(16)
        self._jobs[key] = run
        run.jobs.add(key)
        self._forget()
        return key

    def _forget(self) -> None:
        """Forget the oldest ended jobs when there are too many of them, or their answers are too large."""
        ended = [key for key, run in self._jobs.items() if run.over]
        size = sum(_size(run) for run in {self._jobs[key] for key in ended})
        for key in ended:
            if len(ended) <= KEEP and size <= self._keep_bytes:
                return
            run = self._jobs.pop(key)
            run.jobs.discard(key)
            ended = ended[1:]
            size -= 0 if run.jobs else _size(run)

    def find(self, key: str) -> Run | None:
        return self._jobs.get(key)

    def get(self, key: str) -> Run:
        """The run of a job; NotFoundError when there is none of this id (any more)."""
        run = self._jobs.get(key)
        if run is None:
            raise NotFoundError(f"There is no job {key[:64]}.", hint="Jobs are forgotten when the service restarts.")
        return run

    def describe(self, key: str) -> dict[str, Any]:
        """What a client is told of a job; of one before the last restart, what is left in its folder."""
        run = self._jobs.get(key)
        if run is not None:
            queue = [waiting for waiting, _ in sorted(self._queue, key=lambda entry: entry[0].asked)]
            return run.document(key, queue.index(run) if run in queue else 0)
        path = self._shelf / key / "job.json"
        if not ID.fullmatch(key) or not path.is_file():
            self.get(key)
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if document["state"] in UNDER_WAY:
            error = {"code": "work-failed", "detail": "The service ended while it ran.", "hint": "Send it again."}
            document |= {"state": FAILED, "what": WORDS[FAILED], "error": error}
        return document

    async def cancel(self, key: str) -> None:
        """Give a job up; its computation is stopped unless another job wants it too. What is over stays as it is."""
        run = self.get(key)
        if run.over:
            return
        run.jobs.discard(key)
        if run.jobs:  # this job ends, the computation goes on
            mine = Run(run.kind, run.question, run.release, state=CANCELLED, asked=run.asked, started=run.started)
            mine.progress, mine.ended = run.progress, time.monotonic()
            self._jobs[key] = mine
            mine.jobs.add(key)
            return
        run.jobs.add(key)
        if run.task is None:  # its input is still on the way
            self._end(run)
            return
        run.task.cancel()
        await run.end(5)

    def close(self) -> None:
        """End every run at once."""
        for run in self._jobs.values():
            if run.task is not None and not run.over:
                run.task.cancel()


def _size(run: Run) -> int:
    return len(getattr(run.answer, "body", b""))
