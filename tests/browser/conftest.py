"""A real service over the tiny release, a real browser, and a page that keeps watch over console and network."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, expect, sync_playwright

from triskele.release import Release
from triskele.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
PATIENCE = 30_000
"""Milliseconds to wait for what must come: a busy machine is no fault of the page, and waiting costs nothing else."""
expect.set_options(timeout=PATIENCE)

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}
USUAL: dict[str, Any] = {"viewport": WIDE, "locale": "en-GB", "reduced_motion": "reduce"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The service over a data folder in a process of its own; yields its address."""
    port = free_port()
    command = [sys.executable, "-m", "triskele.cli", "serve", "--data", str(data), "--port", str(port)]
    log = data / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                assert process.poll() is None, log.read_text()
                try:
                    with urllib.request.urlopen(f"{address}/ready", timeout=1):
                        break
                except (urllib.error.URLError, TimeoutError, ConnectionError):
                    time.sleep(0.1)
            else:
                raise AssertionError(log.read_text())
            yield address
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def address(settings: Settings, release: Release) -> Iterator[str]:
    with serving(settings.data) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A missing browser fails the run; it never skips it."""
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing: ./run test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and what happened in it. ``go`` waits until everything the page asked for has come."""

    page: Page
    address: str
    messages: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        self.page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.messages.append(f"{message.type}: {message.text}")

    def _fail(self, error: Error) -> None:
        self.messages.append(f"page error: {error}")

    def _see(self, request: Request) -> None:
        url = request.url
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-ready]", timeout=2 * PATIENCE)

    def settle(self) -> None:
        """Wait for what a click started: the mark goes and comes again, or nothing was asked for."""
        self.page.wait_for_timeout(60)
        self.ready()

    def leave(self) -> None:
        """The page as it was before: nothing kept, nothing open beside it, nobody listening."""
        page = self.page
        for other in page.context.pages:
            if other != page:
                other.close()
        page.unroute_all()
        if page.url.startswith(self.address):
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.goto("about:blank")
        page.set_viewport_size(WIDE)
        page.emulate_media(media="null", color_scheme="null", reduced_motion="reduce", forced_colors="null")
        page.remove_listener("console", self._hear)
        page.remove_listener("pageerror", self._fail)
        page.remove_listener("request", self._see)

    def problems(self) -> list[str]:
        return [m for m in self.messages if not any(text in m for text in self.expected)] + self.outside


@contextmanager
def watching(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:
    """A page in a fresh context; at the end its console is clean and nothing outside was asked."""
    context: BrowserContext = browser.new_context(**{**USUAL, **options})
    context.set_default_timeout(PATIENCE)
    watched = Watched(context.new_page(), address)
    try:
        yield watched
        assert watched.problems() == []
    finally:
        context.close()


@pytest.fixture(scope="session")
def tab(chromium: Browser) -> Iterator[Page]:
    """The tab of all who need no context of their own: opening one computes as long as a page does."""
    with chromium.new_context(**USUAL, permissions=["clipboard-read", "clipboard-write"]) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


@pytest.fixture
def web(tab: Page, address: str) -> Iterator[Watched]:
    watched = Watched(tab, address)
    try:
        yield watched
        assert watched.problems() == []
    finally:
        watched.leave()


def follow(page: Page, path: str) -> None:
    """Go on inside the explorer, as a link in the page does."""
    page.evaluate(
        "path => { const a = document.createElement('a'); a.href = path;"
        " document.body.append(a); a.click(); a.remove() }",
        path,
    )
