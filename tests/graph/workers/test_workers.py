"""Workers: every bound stops the work, and nobody else notices."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.graph.workers.asking import SIMPLE, SLOW, ask, go, pids, pool
from triskele.bounded import Limits, Workers, run
from triskele.bounded.queries import Reply
from triskele.bounded.worker import Worker
from triskele.errors import (
    InvalidInput,
    MemoryExceeded,
    QuerySyntaxError,
    QueryTimeout,
    RefusedError,
    ResultTooLarge,
    TriskeleError,
    UnknownFormat,
    WorkerCrashed,
    WorkerKilled,
    WorkFailed,
)
from triskele.release import Release


def test_a_question_is_answered(release: Release) -> None:
    async def work() -> None:
        async with pool(release) as p:
            assert await p.ask(ask(SIMPLE)) == Reply("boolean", "json", b'{"head":{},"boolean":true}')

    go(work)


def test_time_stops_an_aggregate_and_the_pool_goes_on(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=1, total_seconds=1) as p:
            start = time.monotonic()
            with pytest.raises(QueryTimeout):
                await p.ask(ask(SLOW))
            assert time.monotonic() - start < 10
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_others_are_served_while_one_runs_away(release: Release) -> None:
    async def work() -> None:
        async with pool(release, size=2, first_seconds=2, total_seconds=2) as p:
            slow = asyncio.create_task(p.ask(ask(SLOW)))
            await asyncio.sleep(0.1)
            for _ in range(20):
                assert (await p.ask(ask(SIMPLE))).kind == "boolean"
            assert not slow.done()
            with pytest.raises(QueryTimeout):
                await slow

    go(work)


def test_memory_stops_a_sorted_cross_product(release: Release) -> None:
    async def work() -> None:
        async with pool(release, memory_mb=200, first_seconds=20, total_seconds=20) as p:
            with pytest.raises(MemoryExceeded):
                await p.ask(ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"))
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_size_stops_a_large_result(release: Release) -> None:
    async def work() -> None:
        async with pool(release, result_mb=1) as p:
            with pytest.raises(ResultTooLarge):
                await p.ask(ask("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_errors_come_back_as_they_were(release: Release) -> None:
    async def work() -> None:
        async with pool(release) as p:
            with pytest.raises(QuerySyntaxError) as caught:
                await p.ask(ask("SELECT * {\n ?s ?p }"))
            assert (caught.value.line, caught.value.column) == (2, 9)
            with pytest.raises(UnknownFormat):
                await p.ask(ask("SELECT * { ?s ?p ?o } LIMIT 1", {"rows": "none", "graph": "ttl"}))

    go(work)


def test_a_client_that_leaves_frees_its_worker(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=30, total_seconds=30) as p:
            gone = asyncio.create_task(p.ask(ask(SLOW)))
            await asyncio.sleep(0.2)
            gone.cancel()
            async with asyncio.timeout(3):
                assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_service_reaches_nobody(release: Release) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        port = server.getsockname()[1]

        async def work() -> None:
            async with pool(release) as p:
                with pytest.raises(RefusedError):
                    await p.ask(ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))

        go(work)
        with pytest.raises(TimeoutError):
            server.accept()


# -- what each end is called, whatever brought it


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def spin() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGXCPU])
    while True:
        pass


def gorge() -> int:
    return len(bytearray(1 << 40))


def stumble() -> None:
    raise LookupError("nobody thought of it")


def leave() -> None:
    os._exit(3)


@pytest.mark.parametrize(
    ("function", "kind", "words"),
    [
        (crash, WorkerCrashed, "SIGSEGV"),
        (be_killed, WorkerKilled, "SIGTERM"),
        (spin, QueryTimeout, "Stopped after"),
        (gorge, MemoryExceeded, "64 MiB"),
        (stumble, WorkFailed, "LookupError"),
        (leave, WorkFailed, "exit code 3"),
    ],
)
def test_each_end_has_its_own_name(function: Callable[[], object], kind: type[TriskeleError], words: str) -> None:
    seconds = 1 if function is spin else 20
    with pytest.raises(kind, match=words):
        run(function, limits=Limits(total_seconds=seconds, memory_mb=64))


def test_computing_is_bounded_should_the_clock_of_the_parent_fail(release: Release) -> None:
    """A parent that waits for an hour: the kernel ends the process after a second and the grace."""
    worker = Worker(Limits(total_seconds=0.1))
    worker.limits = Limits(total_seconds=3600)
    try:
        with pytest.raises(QueryTimeout, match="computing"):
            worker.ask_and_wait(spin, ())
    finally:
        worker.end()
        assert worker.gone(5)


def test_an_unknown_function_is_no_death(release: Release) -> None:
    async def work() -> None:
        async with pool(release) as p:
            for name in ("http://x/f", "http://www.w3.org/2001/XMLSchema#hexBinary"):
                with pytest.raises(InvalidInput, match=name):
                    await p.ask(ask(f"SELECT (<{name}>('a') AS ?x) {{}}"))

    go(work)


def test_a_process_that_nobody_asks_ends_and_another_answers_later() -> None:
    async def work() -> None:
        workers = Workers(size=1, limits=Limits(), rest_seconds=0.05)
        try:
            first = await workers.run(os.getpid)
            assert await workers.run(os.getpid) == first  # asked again in time, it stays
            async with asyncio.timeout(20):
                while workers._idle:
                    await asyncio.sleep(0.02)
            assert await workers.run(os.getpid) != first
        finally:
            workers.close()

    go(work)


def test_a_process_that_was_ended_while_idle_or_at_work_is_nobodys_error(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=20, total_seconds=20) as p:
            await p.ask(ask(SIMPLE))
            for _ in range(3):
                for pid in pids(p.workers):
                    os.kill(pid, signal.SIGKILL)
                assert (await p.ask(ask(SIMPLE))).kind == "boolean"
            slow = asyncio.create_task(p.ask(ask(SLOW)))
            for _ in range(2):  # the first is asked again, the second is told
                await asyncio.sleep(1.2)
                for worker in p.workers._busy:
                    os.kill(worker.process.pid or 0, signal.SIGKILL)
            with pytest.raises(WorkerKilled, match="SIGKILL"):
                await slow
            assert (await p.ask(ask(SIMPLE))).kind == "boolean"

    go(work)


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, time\n"
        "from triskele.bounded import Limits\n"
        "from triskele.bounded.worker import Worker, _packed\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker(Limits(total_seconds=60))\n"
        "    worker.channel.setblocking(True)\n"
        "    while not worker.warm:\n"
        "        time.sleep(0.01)\n"
        "    worker.channel.sendall(_packed(time.sleep, (60,)))\n"
        "    print(worker.process.pid, flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    os.kill(pid, 0)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20  # it may still be starting on a busy machine
    while Path(f"/proc/{pid}").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < deadline, "it outlived its parent"
        time.sleep(0.05)


def test_a_process_whose_parent_ended_first_ends_whoever_takes_it_over(tmp_path: Path) -> None:
    """As in a container, or below a manager of sessions: an orphan's new parent is not number 1."""
    script, outlived = tmp_path / "parent.py", tmp_path / "outlived"
    script.write_text(
        "import ctypes, multiprocessing, os, sys, time\n"
        "from pathlib import Path\n"
        "from triskele.bounded.limits import die_with_parent\n"
        "def late(place):\n"
        "    Path(place + '.begun').touch()\n"
        "    multiprocessing.parent_process().join()\n"
        "    die_with_parent()\n"
        "    Path(place).touch()\n"
        "if __name__ == '__main__':\n"
        "    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER\n"
        "    if os.fork() == 0:\n"
        "        multiprocessing.get_context('forkserver').Process(target=late, args=sys.argv[1:]).start()\n"
        "        while not Path(sys.argv[1] + '.begun').exists():\n"
        "            time.sleep(0.01)\n"
        "        os._exit(0)\n"
        "    try:\n"
        "        while True:\n"
        "            os.wait()\n"
        "    except ChildProcessError:\n"
        "        pass\n"
    )
    subprocess.run([sys.executable, str(script), str(outlived)], check=True, timeout=20)
    assert outlived.with_suffix(".begun").exists()
    assert not outlived.exists(), "it outlived its parent"


def test_nothing_of_an_ended_process_stays(release: Release) -> None:
    async def work() -> None:
        async with pool(release, first_seconds=1, total_seconds=1) as p:
            await p.ask(ask(SIMPLE))

    go(work)
    before, others = len(os.listdir("/proc/self/fd")), set(multiprocessing.active_children())
    for _ in range(3):
        go(work)
    assert len(os.listdir("/proc/self/fd")) <= before
    assert set(multiprocessing.active_children()) <= others


# -- taking turns


def test_why_a_process_ended_is_told_when_nothing_of_it_is_left() -> None:
    worker = Worker(Limits(), None)
    worker.end()
    assert worker.gone(5)
    assert isinstance(worker._obituary(), WorkerKilled)
