"""Builds of releases from uploads: one at a time, each in a process of its own, told about in a small file.

The process writes ``job.json`` in its folder as it goes; the service only starts it, watches the clock and reads.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import secrets
import shutil
import signal
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from triskele.errors import InvalidRelease, NotFoundError, ReleaseBusy, TriskeleError
from triskele.settings import Settings

KEEP = 50
CPU_SECONDS = 900
"""What a build may compute; a pattern that never ends is ended by the kernel."""
ID = re.compile(r"[0-9a-f]{32}")
_UNDER_WAY = ("queued", "running")
_MIB = 1024 * 1024


def _build(folder: Path, settings: Settings, promote: bool, memory_mb: int) -> None:
    """The whole life of a build process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from triskele.publish import build_and_publish
    from triskele.release import Library

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + memory_mb * _MIB,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    progress: list[str] = []

    def tell(text: str) -> None:
        progress.append(text)
        write_job(folder, state="running", progress=progress)

    tell("Reading the upload")
    before = Library(settings.data).numbers()
    try:
        release = build_and_publish(settings, tell, promote=promote)
        if promote:
            progress.append("Promoted")
    except InvalidRelease as error:
        write_job(folder, state="refused", progress=progress, findings=error.report.rows(), error=_tell(error))
    except TriskeleError as error:
        write_job(folder, state="failed", progress=progress, error=_tell(error))
    else:
        write_job(
            folder,
            state="done",
            progress=progress,
            findings=release.report(),
            release=release.number,
            new=release.number not in before,
            promoted=promote,
        )
    finally:
        shutil.rmtree(folder / "seeds", ignore_errors=True)


def _tell(error: TriskeleError) -> dict[str, str]:
    return {"code": error.code, "detail": error.message, "hint": error.hint}


def write_job(folder: Path, **facts: Any) -> None:
    """Write what is known of a job, in one rename."""
    beside = folder / f".job-{os.getpid()}"
    beside.write_text(json.dumps({"id": folder.name, **facts}, ensure_ascii=False), encoding="utf-8")
    os.replace(beside, folder / "job.json")


def _read(folder: Path) -> dict[str, Any]:
    job: dict[str, Any] = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    return job


class Jobs:
    """The builds of one data folder. Use it from one event loop; ``close`` it at the end."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shelf = settings.data / "jobs"
        self._process: Any = None
        self._running: Path | None = None

    @property
    def busy(self) -> bool:
        """Whether a build runs; a process that has told its end and is only going home does not count."""
        if self._running is None or not self._process.is_alive():
            return False
        return bool(_read(self._running)["state"] in _UNDER_WAY)

    def open(self) -> Path:
        """A new folder for an upload; ReleaseBusy while another build runs."""
        if self.busy:
            raise ReleaseBusy("Another build is running.", hint="Wait for it to end, or cancel it.")
        self._shelf.mkdir(parents=True, exist_ok=True)
        old = sorted(self._shelf.iterdir(), key=lambda path: path.stat().st_mtime)
        for folder in old[: max(0, len(old) - KEEP)]:
            shutil.rmtree(folder, ignore_errors=True)
        folder = self._shelf / secrets.token_hex(16)
        folder.mkdir()
        return folder

    def start(self, folder: Path, *, promote: bool) -> None:
        """Build from ``folder/seeds`` in a process of its own."""
        write_job(folder, state="queued", progress=[])
        settings = replace(self._settings, seeds=folder / "seeds")
        arguments = (folder, settings, promote, 4 * settings.memory_mb)
        self._process = get_context("forkserver").Process(target=_build, args=arguments, daemon=True)
        self._process.start()
        self._running = folder

    def look(self, key: str) -> dict[str, Any]:
        """What is known of a job; NotFoundError when there is none of this id."""
        path = self._shelf / key / "job.json"
        if not ID.fullmatch(key) or not path.exists():
            raise NotFoundError(f"There is no job {key}.", hint="POST /releases says the id of the job it starts.")
        runs = self._running == path.parent and self._process.is_alive()
        job = _read(path.parent)
        if job["state"] in _UNDER_WAY and not runs:
            error = {"code": "work-failed", "detail": "The build ended unexpectedly.", "hint": "Send less, or again."}
            job |= {"state": "failed", "error": error}
        return job

    def cancel(self, key: str) -> dict[str, Any]:
        """End a job; what it built so far is swept by the next build."""
        job = self.look(key)
        folder = self._shelf / key
        if self.busy and self._running == folder:
            self._process.kill()
            self._process.join(timeout=5)
            write_job(folder, state="cancelled", progress=job.get("progress", []))
            shutil.rmtree(folder / "seeds", ignore_errors=True)
        return self.look(key)

    def close(self) -> None:
        """End the build that runs, if any."""
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(ValueError):
                self._process.join(timeout=5)
