"""Processes of the service are killed at random while it is asked: nothing wrong or lost, the next answer soon."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import statistics
import threading
import time
from pathlib import Path

import httpx

from tests.serving import serve_apart
from triskele.release import Release
from triskele.settings import Settings

KILLS, CLIENTS = 25, 3
SOON, LATEST = 1.0, 8.0
"""Seconds until the next answers: of the median kill, and of the worst on a machine that has other things to do."""


def below(pid: int) -> list[int]:
    """The processes below this one, those below them too."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            child = int(path.parent.name)
            found += [child, *below(child)]
    return found


def test_killed_processes_cost_nobody_an_answer(settings: Settings, release: Release) -> None:
    with serve_apart(settings) as (port, pid):
        over = threading.Event()
        wrong: list[str] = []
        counted = [0] * CLIENTS

        def ask(number: int) -> None:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                while not over.is_set():
                    counted[number] += 1
                    firms = f"SELECT ?s {{ ?s a tsk:Firm FILTER({number} < {counted[number] + 10}) }}"
                    answer = client.get("/sparql", params={"query": firms, "format": "json"})
                    if answer.status_code != 200 or len(answer.json()["results"]["bindings"]) != 4:
                        wrong.append(f"{answer.status_code} {answer.text[:300]}")

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        draw = random.Random(5)
        waits: list[float] = []
        for _ in range(KILLS):
            time.sleep(draw.uniform(0.01, 0.1))
            with contextlib.suppress(ProcessLookupError, IndexError):  # it went before we came
                os.kill(draw.choice(below(pid)), draw.choice([signal.SIGKILL, signal.SIGTERM]))
            start, before = time.monotonic(), sum(counted)
            while sum(counted) < before + 2 * CLIENTS and time.monotonic() < start + 2 * LATEST:
                time.sleep(0.005)
            waits.append(time.monotonic() - start)
        over.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert statistics.median(waits) < SOON
        assert max(waits) < LATEST
