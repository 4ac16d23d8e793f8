"""Run the service with uvicorn."""

from __future__ import annotations

import socket
import sys

import uvicorn

from triskele.errors import SettingsError
from triskele.release import Library
from triskele.settings import Settings, keep_kernels
from triskele_api.app import create_app
from triskele_api.logs import start_logging
from triskele_api.turns import SWITCH
from triskele_api.wire import configure


def serve(settings: Settings) -> None:
    """Serve until stopped. One process: the queries run in worker processes of their own.

    What stands in the way is told before anything starts: UnknownRelease, OutdatedRelease, DamagedRelease (also for a
    store that does not open), SettingsError for an address that cannot be listened on. What only follows from the
    release is looked at by whoever asks for it, and made again when it is damaged.
    """
    number, statements = _look(settings)
    start_logging(settings.log)
    sys.setswitchinterval(SWITCH)
    keep_kernels(settings.data)
    with _listen(settings.host, settings.port) as listener:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        port = listener.getsockname()[1]
        print(
            f"Release {number} ({statements} statements) is served at http://{host}:{port}/ (Ctrl+C ends it)",
            file=sys.stderr,
        )
        uvicorn.Server(configure(create_app(settings, ahead=True))).run(sockets=[listener])


def _look(settings: Settings) -> tuple[int, int]:
    """Number and statements of the release, once nothing stands in its way; what was opened is closed again: queries
    are answered by other processes."""
    release = Library(settings.data).current()
    statements: int = release.manifest["quads"]
    _ = release.scope
    release.store.graphs()
    return release.number, statements


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0].rstrip(".")
        raise SettingsError(
            f"Nobody can listen on {host} port {port}: {reason}.",
            hint="Name another port, for instance: triskele serve --port 8001.",
        ) from error
