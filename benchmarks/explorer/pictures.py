"""python -m benchmarks.explorer.pictures: screenshots of every page into docs/images, to be looked at.

Without --all only those the documentation shows: every page wide and light in English, narrow and dark in Turkish.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.explorer.__main__ import ARGUMENTS, ROOT, serving

PAGES = {
    "home": "/",
    "ties": "/ties",
    "ties-map": "/ties?view=map",
    "ties-table": "/ties?view=table",
    "actor": "/page/actor/odtu-teknokent",
    "region": "/region/izmir",
    "zone": "/zone/ostim",
    "compare": "/compare?of=region/izmir,region/ankara",
    "list": "/lists/ties",
    "about": "/about",
    "measures": "/measures",
    "measure": "/measures/removal-curve",
    "scorecard": "/measures/next-generation-scorecard",
    "query": "/query?view=chart&query=PREFIX%20tsk%3A%20%3Chttps%3A%2F%2Fw3id.org%2Ftriskele%2Fontology%23%3E%0A"
    "SELECT%20%3Fsphere%20(COUNT(%3Factor)%20AS%20%3Factors)%20WHERE%20%7B%20%3Factor%20tsk%3Asphere%20%3Fsphere%20%7D%0A"
    "GROUP%20BY%20%3Fsphere%20ORDER%20BY%20DESC(%3Factors)",
    "data": "/about-data",
    "terms": "/terms",
}
SIZES = {"wide": (1440, 1000), "narrow": (390, 844)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.explorer.pictures")
    parser.add_argument("--data", type=Path, required=True, help="data folder with a release of the seeds")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--port", type=int, default=8298)
    parser.add_argument("--all", action="store_true", help="every size, theme and language")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    every = [(size, theme, lang) for size in SIZES for theme in ("light", "dark") for lang in ("tr", "en")]
    wanted = every if chosen.all else [("wide", "light", "en"), ("narrow", "dark", "tr")]
    with serving(chosen.data, chosen.port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        for size, theme, lang in wanted:
            width, height = SIZES[size]
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            for name, path in PAGES.items():
                page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
                page.wait_for_selector("html[data-ready]", timeout=60_000)
                page.wait_for_selector(".loading, [data-job]", state="detached", timeout=180_000)
                page.wait_for_timeout(200)
                page.screenshot(path=chosen.out / f"{name}-{size}-{theme}-{lang}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
