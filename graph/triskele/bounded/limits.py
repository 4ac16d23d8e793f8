"""What work that may run away may take, written down and put on a process in one place."""

from __future__ import annotations

import ctypes
import fcntl
import math
import os
import resource
import signal
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

MIB = 1024 * 1024
_PR_SET_PDEATHSIG = 1
_STACK = 112 * MIB
"""Engines call themselves once for each pattern of a join. The system keeps 128 MiB free below the stack, and lets it
grow into them up to the limit that holds at the moment."""
_GRACE = 1.0
"""Seconds of computing beside what the clock allows, for a process with a thread or two."""


@dataclass(frozen=True)
class Limits:
    """What one call may take.

    ``first_seconds`` until its answer begins (:func:`triskele.bounded.child.begun`), ``total_seconds`` in all, both on
    the clock and, should the clock of the parent fail, in computing. ``wait_seconds`` for a free process. ``result_mb``
    is for the function to keep to. Memory is MiB: of addresses, or of what is written to with ``compiles`` (a compiler
    reserves far more than it writes, see docs/decisions/0006). ``opens_files=False`` takes away the right to open
    anything else once the process is ready. ``niceness`` is that of the operating system, 0 to 19.
    """

    first_seconds: float = 10.0
    total_seconds: float = 30.0
    wait_seconds: float = 10.0
    memory_mb: int = 1024
    result_mb: int = 64
    compiles: bool = False
    opens_files: bool = True
    niceness: int = 0


COMPILING_MB = 1024
"""What compiling kernels may take beside the work itself, the first time a machine runs them. An estimate: with 512 MiB
a process once failed to start a thread on a machine without compiled kernels, and this is the likely cause."""


def die_with_parent() -> None:
    """Have the kernel end this process when the one that asked for it ends, however that comes. Linux only.

    Two may end: the one that made it (the system tells of that), and the one that asked that one to. What makes
    processes for others stays as long as one of these lives, so the system tells nothing when the other is killed; the
    other's end of a pipe, closed then, sends the signal. Should either have ended before we asked, nothing is sent:
    which process takes over is no sign of it, since in a container or below a manager of sessions it is not number 1.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "prctl"):
        return
    before, asked_for = os.getppid(), parent_process()
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if asked_for is not None:
        pipe = asked_for.sentinel
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if os.getppid() != before or (asked_for is not None and not asked_for.is_alive()):
        os._exit(0)


def confine(limits: Limits) -> None:
    """Put the limits of memory and files on this process, for good."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK if most == resource.RLIM_INFINITY else min(_STACK, most), most))
    pages = [int(number) for number in Path("/proc/self/statm").read_text().split()]
    if limits.compiles:
        bound = pages[5] * resource.getpagesize() + (limits.memory_mb + COMPILING_MB) * MIB
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    else:
        bound = pages[0] * resource.getpagesize() + limits.memory_mb * MIB
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    if not limits.opens_files:
        lowest_free = os.dup(0)
        os.close(lowest_free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, lowest_free))


def allow_computing(seconds: float) -> None:
    """So many seconds of computing from now on; beyond them the kernel ends this process with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    bound = math.ceil(used.ru_utime + used.ru_stime + seconds + _GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (bound, resource.RLIM_INFINITY))
