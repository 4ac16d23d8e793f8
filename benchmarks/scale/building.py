"""One build through the production path, measured from inside: each stage with its computing and its time."""

from __future__ import annotations

import os
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from triskele.release import Release
from triskele.release.stages import SHARES
from triskele.settings import Settings

REPORT, END = "Measuring countries", ""
_EVERY = 0.5
"""Seconds between two looks at the memory."""


def build_here(settings: Settings, report: Path | None = None) -> tuple[Release, dict[str, Any]]:
    """Build a release, and the report of countries into ``report``: seconds of computing (of all processes) and of the
    clock of each stage, and the most memory of all of them together (PSS)."""
    from triskele.cli.reports import report_release
    from triskele.publish import build_and_publish

    names: list[str] = []
    computed: list[float] = []
    clock: list[float] = []

    def mark(text: str) -> None:
        name = text.partition(":")[0].partition(" (")[0]
        if name in (*SHARES, REPORT, END):
            names.append(name)
            computed.append(spent())
            clock.append(time.perf_counter())

    with _Memory() as memory:
        release = build_and_publish(settings, mark)
        if report is not None:
            mark(REPORT)
            report_release(release, report)
        mark(END)
    return release, {
        "stages": _seconds(names, computed),
        "stages_wall": _seconds(names, clock),
        "cpu": round(computed[-1] - computed[0], 1),
        "wall": round(clock[-1] - clock[0], 1),
        "peak_mb": memory.most >> 10,
    }


def spent() -> float:
    """Processor seconds of this process, of all below it, and of those that ended."""
    ticks = 0
    for process in _family(os.getpid()):
        try:
            said = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            continue  # whoever waited for it knows
        ticks += sum(map(int, said.rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _seconds(names: list[str], at: list[float]) -> dict[str, float]:
    """Seconds of each stage; one that tells how far it is is told of several times."""
    stages: dict[str, float] = {}
    for name, (begun, ended) in zip(names, pairwise(at), strict=False):
        stages[name] = round(stages.get(name, 0.0) + ended - begun, 1)
    return stages


class _Memory:
    """Looks every now and then at what this process and its children hold."""

    def __init__(self) -> None:
        self.most = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(_EVERY):
            self.most = max(self.most, sum(map(_pss, _family(os.getpid()))))


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                found += _family(int(child))
        except OSError:
            pass  # it has ended meanwhile
    return found


def _pss(process: int) -> int:
    try:
        said = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(said.partition("\nPss:")[2].split()[0])
