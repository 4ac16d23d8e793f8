"""Every page renders, wide and narrow, in both themes and languages, without breaking an accessibility rule."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, Watched, follow, watching
from triskele_api.pages import listing
from triskele_api.pages.listing import PAGES as LIST

STATIC = Path(listing.__file__).parent / "static"
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text(encoding="utf-8")

COUNTS = "SELECT%20%3Fc%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20a%20%3Fc%7D%20GROUP%20BY%20%3Fc"

PAGES = {
    "home": "/",
    "ties": "/ties",
    "ties-selected": "/ties?sel=north-university&from=north-university&to=paint-firm",
    "ties-table": "/ties?view=table",
    "ties-map": "/ties?view=map",
    "actor": "/page/actor/sea-cluster",
    "place": "/page/place/harbour",
    "tie": "/page/tie/tiny-t01",
    "region": "/region/harbour",
    "compare": "/compare?of=region/harbour,region/hill",
    "cluster": "/cluster/sea-cluster?modalities=all",
    "measures": "/measures",
    "mixing": "/measures/mixing-matrix",
    "interval": "/measures/ei-index",
    "scorecard": "/measures/next-generation-scorecard",
    "region-table": "/measures/location-quotient",
    "query": f"/query?view=chart&query={COUNTS}",
    "data": "/about-data",
    "quality": "/quality",
    "faults": "/quality/actor-undated",
    "about": "/about",
    "zone": "/zone/sea-park",
    "list": "/lists/ties?modality=all",
    "terms": "/terms",
    "scheme": "/terms/spheres",
    "ontology": "/terms/ontology?q=tie",
    "scheme-served": "/vocabularies/maturity",
    "dataset-served": "/dataset",
}


FIRST_VIEWS = ("home", "ties", "region", "compare", "interval", "query")
LOOKS = ("color-contrast", "link-in-text-block", "target-size", "html-has-lang", "html-lang-valid", "valid-lang")


def script_bytes(page: Page) -> int:
    """The scripts that a page has loaded, each packed as it is sent."""
    urls = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    names = {url.rsplit("/", 1)[1] for url in urls if "/static/" in url and url.endswith(".js")}
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in names)


def visit(watched: Watched, name: str, lang: str, seen: set[str]) -> None:
    """A page, opened by itself where a first view or the service's own page is looked at, else by following a link, as
    readers do."""
    page, path = watched.page, f"{PAGES[name]}{'&' if '?' in PAGES[name] else '?'}lang={lang}"
    if not seen or name in FIRST_VIEWS or name.endswith("-served"):
        watched.go(path)
    else:
        follow(page, path)
        watched.settle()
    seen.add(page.get_attribute("main", "data-page") or "")
    assert page.get_attribute("html", "lang") == lang


def violations(watched: Watched, inside: str = "html", only: tuple[str, ...] = ()) -> list[str]:
    options: dict[str, object] = {
        "resultTypes": ["violations"],
        "preload": False,
        "rules": {"target-size": {"enabled": True}},
    }
    if not watched.page.evaluate("'axe' in window"):
        watched.page.evaluate(AXE)
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    found = watched.page.evaluate("([inside, options]) => axe.run(inside, options)", [inside, options])
    return [f"{v['id']}: {json.dumps([n['html'][:160] for n in v['nodes']][:3])}" for v in found["violations"]]


def test_no_page_breaks_an_accessibility_rule(chromium: Browser, address: str) -> None:
    """Every rule, target size too, on every page; and what a first view may load: less than 200 kB of script."""
    with watching(chromium, address, color_scheme="light") as watched:
        page = watched.page
        found: dict[str, list[str]] = {}
        seen: set[str] = set()
        for name in PAGES:
            visit(watched, name, "tr", seen)
            assert page.locator("main h1").count() == 1, name
            assert page.locator("[data-release='1']").is_visible(), name
            if name in FIRST_VIEWS:
                assert 0 < script_bytes(page) < 200_000, name
            if broken := violations(watched):
                found[name] = broken
        assert found == {}
        assert seen == {page.name for page in LIST} | {"served"}, "a page of the list that nobody looks at"


def test_no_page_is_wider_than_a_narrow_screen_and_dark_breaks_no_rule(chromium: Browser, address: str) -> None:
    """320 pixels: a small phone, and a window of 1280 at 400 %. 640: the same window at 200 %. In the other theme and
    language, by the rules that look at colours, sizes and languages."""
    small = {"width": 320, "height": 640}
    with watching(chromium, address, viewport=small, has_touch=True, color_scheme="dark") as watched:
        page = watched.page
        found: dict[str, list[str]] = {}
        seen: set[str] = set()
        for name in PAGES:
            page.set_viewport_size(small)
            visit(watched, name, "en", seen)
            if broken := violations(watched, only=LOOKS):
                found[name] = broken
            for width in (320, 640):
                page.set_viewport_size({"width": width, "height": 640})
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wide <= 1, (name, width)
        assert found == {}


def test_what_opens_breaks_no_rule_either(chromium: Browser, address: str) -> None:
    """Suggestions, menu, dialogs, filters, paths, examples, the graph of an answer, a problem: each standing open."""
    with watching(chromium, address, color_scheme="light") as watched:
        watched.expected = ("404",)
        page = watched.page
        found: dict[str, list[str]] = {}

        def look(name: str, inside: str) -> None:
            page.wait_for_selector(inside)
            if broken := violations(watched, inside):
                found[name] = broken

        watched.go("/?lang=tr")
        page.locator("#home-search").fill("deniz")
        page.wait_for_selector("[role=option]")
        look("suggestions", ".hero")
        watched.go("/page/actor/north-university?lang=en")
        page.locator("[data-why]").first.click()
        watched.settle()
        look("evidence", "dialog")
        watched.go("/measures/ei-index?lang=tr")
        page.locator("[data-value]").first.click()
        look("definition", "dialog")
        watched.go("/ties?lang=en&sel=north-university&from=north-university&to=paint-firm")
        for group in page.locator(".filters details").all():
            group.evaluate("e => { e.open = true }")
        page.locator("[data-path] details").first.evaluate("e => { e.open = true }")
        look("filters", ".filters")
        look("path", ".path-finder")
        watched.go(
            "/query?lang=tr&view=graph&query=SELECT%20*%20%7B%3Fs%20%3Chttps%3A%2F%2Fw3id.org%2Ftriskele%2Fontology%23place%3E%20%3Fo%7D"
        )
        page.locator("[data-example='actors-in-place'] > summary").click()
        look("example", "[data-example='actors-in-place']")
        look("answer", "[data-answer]")
        follow(page, "/page/actor/nobody-of-this-name?lang=tr")
        watched.settle()
        look("problem", "[data-problem]")
        page.set_viewport_size(NARROW)
        page.locator("button.menu").click()
        look("menu", "header.top")
        assert found == {}
