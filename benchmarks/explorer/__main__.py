"""./run bench explorer: sizes of the script, time to the first view, search, 10,000 actors on software GL.

A release is built from the seeds (or taken with --data) and served; Chromium without a GPU opens it. The 10,000 actors
are a synthetic network put in the place of the service's answer, so what is measured is the explorer: reading the JSON,
the scene, the painting; with --build they are a release of their own (some minutes). Times are medians of --rounds,
from the start of the navigation.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.explorer.ecosystem import synthetic_network
from benchmarks.explorer.seeds import write_seeds
from triskele_api.pages.listing import PAGES as LIST

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "api" / "triskele_api" / "pages" / "static"
ARGUMENTS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SAMPLES = {
    "kind": "actor",
    "key": "odtu-teknokent",
    "metric": "ei-index",
    "scheme": "spheres",
    "check": "tie-undated",
    "list": "ties",
}
PAGES = tuple(page.paths[-1].replace(":path", "").format_map(SAMPLES) for page in LIST)
WISHES = ("teknopark", "odtu", "izmir kalk", "ostm", "universite", "savunma", "kumelenme", "tubitak")
# Interactive: the shell stands, the release is known, the page has its heading.
INTERACTIVE = """
new MutationObserver(() => {
  const known = document.querySelector('[data-release]:not([data-release=""])');
  if (!window.interactive && known && document.querySelector('main h1')) window.interactive = performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true });
"""


def show(name: str, value: str, budget: str = "") -> None:
    print(f"{name:58} {value:>14}   {budget}", flush=True)


def open_page(browser: Browser, address: str, path: str) -> tuple[Page, set[str]]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(INTERACTIVE)
    seen: set[str] = set()
    page.on("request", lambda request: seen.add(request.url))
    page.goto(address + path)
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    return page, seen


def first_views(browser: Browser, address: str, rounds: int) -> None:
    for path in PAGES:
        times, size = [], 0
        for _ in range(rounds):
            page, seen = open_page(browser, address, path)
            times.append(page.evaluate("window.interactive"))
            names = {url.rsplit("/", 1)[1] for url in seen if "/static/" in url and url.endswith(".js")}
            size = sum(len(gzip.compress((BUNDLE / name).read_bytes(), 6)) for name in names)
            page.close()
        show(f"script of {path}, gzipped", f"{size / 1000:.0f} kB", "below 200 kB")
        show(f"interactive {path}", f"{statistics.median(times):.0f} ms", "below 1000 ms")


def searches(address: str, rounds: int) -> None:
    times = []
    for _ in range(rounds):
        for wish in WISHES:
            start = time.perf_counter()
            with urllib.request.urlopen(f"{address}/suggest?{urllib.parse.urlencode({'q': wish})}") as answer:
                json.load(answer)
            times.append((time.perf_counter() - start) * 1000)
    times.sort()
    show("suggest over HTTP, median", f"{statistics.median(times):.1f} ms", "below 50 ms")
    show("suggest over HTTP, 95th percentile", f"{times[int(len(times) * 0.95)]:.1f} ms", "below 50 ms")


def drawings(browser: Browser, address: str, body: bytes | None, rounds: int) -> None:
    """The whole picture and the bubbles; ``body`` stands in for the answer of the service."""
    for name, query in (("every actor", "?bubbles=off&isolates=on"), ("communities as bubbles", "?isolates=on")):
        times, points, lines = [], 0, 0
        for _ in range(rounds):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            if body is not None:
                page.route(
                    "**/networks/organisations?*",
                    lambda route: route.fulfill(body=body, content_type="application/json"),
                )
            page.goto(f"{address}/ties{query}")
            page.wait_for_selector(".graph[data-drawn]", timeout=60_000)
            points = int(page.get_attribute(".graph", "data-points") or 0)
            lines = int(page.get_attribute(".graph", "data-lines") or 0)
            times.append(float(page.get_attribute(".graph", "data-drawn") or 0))
            page.wait_for_selector("html[data-ready]")
            page.close()
        show(
            f"{name}: {points} points, {lines} lines drawn after", f"{statistics.median(times):.0f} ms", "below 2000 ms"
        )


def build(data: Path, seeds: Path | None = None) -> None:
    chosen = ["--seeds", str(seeds)] if seeds else []
    subprocess.run([sys.executable, "-m", "triskele.cli", "build", "--data", str(data), *chosen], check=True)


@contextmanager
def serving(data: Path, port: int) -> Iterator[str]:
    command = [sys.executable, "-m", "triskele.cli", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit("the service did not become ready")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench explorer")
    parser.add_argument("--data", type=Path, help="data folder with a release; without it one is built from the seeds")
    parser.add_argument("--port", type=int, default=8299)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--actors", type=int, default=10_000)
    parser.add_argument("--links", type=int, default=20_000)
    parser.add_argument(
        "--build", action="store_true", help="build the synthetic ecosystem as a release instead of standing in for it"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = chosen.data or Path(folder) / "data"
        if chosen.data is None:
            build(data)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
            body = None if chosen.build else synthetic_network(chosen.actors, chosen.links)
            with serving(data, chosen.port) as address:
                first_views(browser, address, chosen.rounds)
                searches(address, chosen.rounds)
                if body is not None:
                    drawings(browser, address, body, chosen.rounds)
            if body is None:
                large = Path(folder) / "large"
                build(large, write_seeds(Path(folder) / "seeds", chosen.actors, chosen.links))
                with serving(large, chosen.port) as address:
                    drawings(browser, address, None, chosen.rounds)
            browser.close()


if __name__ == "__main__":
    main()
