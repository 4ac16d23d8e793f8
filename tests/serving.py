"""The service on a port of its own, in a thread: real HTTP, real workers, nothing mocked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from triskele.settings import Settings
from triskele_api.app import create_app
from triskele_api.wire import configure


@contextmanager
def serve(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a service over these settings; redirects are not followed, nothing asks for a language."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(configure(create_app(settings)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            deadline = time.monotonic() + 30
            while not server.started:
                assert thread.is_alive(), "the service did not start"
                assert time.monotonic() < deadline, "the service did not start in time"
                time.sleep(0.01)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=30)
