"""The service on a port of its own, in a thread: real HTTP, real workers, nothing mocked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from triskele.settings import Settings
from triskele_api.app import create_app
from triskele_api.wire import configure

PATIENT = {"wait_seconds": 60.0, "first_seconds": 60.0, "total_seconds": 120.0}
"""Bounds of a service that is asked for its answers, not for its bounds: whoever wants a metric first compiles kernels,
while other tests compile theirs."""


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
            with httpx.Client(base_url=address, timeout=200) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@contextmanager
def serve_apart(settings: Settings, **environment: str) -> Iterator[tuple[int, int]]:
    """Port and process id of a service in a process of its own, where its clients do not slow it down."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "triskele.cli", "serve", "--port", str(port), "--data", str(settings.data)]
    told = {f"TRISKELE_{name.upper()}": value for name, value in environment.items()}
    told["NUMBA_CACHE_DIR"] = os.environ["NUMBA_CACHE_DIR"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=told) as service:
        try:
            assert service.stderr is not None
            said = service.stderr.readline()
            assert "is served at" in said, said + service.stderr.read()
            threading.Thread(
                target=lambda: print(service.stderr.read()), daemon=True
            ).start()  # what it logs stops nobody
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                client.get("/health")
            yield port, service.pid
        finally:
            service.terminate()
            service.wait(timeout=20)
