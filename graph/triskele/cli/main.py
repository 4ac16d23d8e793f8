"""The command line: call what was parsed, print, exit code; no logic.

Exit codes: 0 done, 1 there are findings or differences, 2 could not do it, 130 stopped by Ctrl-C. Errors go to stderr
as ``error[code]: …`` and ``hint: …``; progress goes to stderr as well, so that stdout is always the answer.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from triskele.cli.parser import Handler, make_parser
from triskele.errors import StorageError, TriskeleError

STOPPED = 130
"""Exit code of a command that Ctrl-C ended: 128 and the number of the signal, as shells have it."""


def _language() -> str:
    """The language of the terminal, as far as errors are told in it."""
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "tr" if said.startswith("tr") else "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # draws run side by side: more threads inside them only wait
    parser = make_parser()
    options = parser.parse_args(arguments)
    handler: Handler = options.handler
    try:
        return handler(options)
    except TriskeleError as error:
        told, tag = error.told(), _language()
        heads = {"en": ("error", "hint"), "tr": ("hata", "öneri")}[tag]
        print(f"{heads[0]}[{error.code}]: {told['details'][tag]}", file=sys.stderr)
        print(f"{heads[1]}: {told['hints'][tag]}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:  # a path of the command line, or a folder of the settings
        place = f"{error.filename}: " if error.filename else ""
        print(f"error[{StorageError.code}]: {place}{error.strerror or error}.", file=sys.stderr)
        print("hint: See that the path is there, that you may read and write it, and that the disk has room.",
              file=sys.stderr)  # fmt: skip
        return 2
    except KeyboardInterrupt:
        return STOPPED


def run() -> NoReturn:
    """``main`` as a process: its exit code, and one clean end by Ctrl-C wherever it strikes.

    Ctrl-C can fall into a library that turns it into an error of its own (an import, a compilation), or into code that
    the interpreter remembers as interrupted and then kills itself for; whatever became of it, the person pressed stop.
    """
    pressed = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a background job ignores it: so do we
        signal.signal(signal.SIGINT, stop)
    try:
        code = main()
    except BaseException:
        if not pressed:
            raise
    if not pressed:
        sys.exit(code)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("stopped", file=sys.stderr, flush=True)
    os._exit(STOPPED)
