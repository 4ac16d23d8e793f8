"""The command line: call what was parsed, print, exit code; no logic.

Exit codes: 0 done, 1 there are findings or differences, 2 could not do it, 130 stopped by Ctrl-C. Errors go to stderr
as ``error[code]: …`` and ``hint: …``; progress goes to stderr as well, so that stdout is always the answer.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from triskele.cli.parser import Handler, make_parser
from triskele.cli.terminal import language
from triskele.errors import StorageError, TriskeleError
from triskele.words.telling import tell

STOPPED = 130
"""Exit code of a command that Ctrl-C ended: 128 and the number of the signal, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # draws run side by side: more threads inside them only wait
    parser = make_parser()
    options = parser.parse_args(arguments)
    handler: Handler = options.handler
    try:
        return handler(options)
    except TriskeleError as error:
        _tell(error.code, error.message, error.hint, options)
        return 2
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        sys.stderr.close()
        return 0
    except OSError as error:  # a path of the command line, or a folder of the settings
        if isinstance(error, FileNotFoundError) and error.filename:
            said, hint = f"There is no file or folder {error.filename}.", "Name one that is there."
        else:
            said = f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}."
            hint = "See that the path is there, that you may read and write it, and that the disk has room."
        _tell(StorageError.code, said, hint, options)
        return 2
    except KeyboardInterrupt:
        return STOPPED


def _tell(code: str, message: str, hint: str, options: Namespace) -> None:
    """An error and what to do next, in the language asked for by ``--lang``, else that of the terminal."""
    tag = language(options)
    heads = {"en": ("error", "hint"), "tr": ("hata", "öneri")}[tag]
    print(f"{heads[0]}[{code}]: {tell(message, tag)}", file=sys.stderr)
    print(f"{heads[1]}: {tell(hint, tag)}", file=sys.stderr)


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
