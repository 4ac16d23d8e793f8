"""What four people do, under other conditions each time: on a phone over a slow network in the dark, in forced colours
on a laptop and on a large screen, at 200 % without motion; in both languages; and back and forward again."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import NARROW, PATIENCE, Watched, watching

CONDITIONS: dict[str, dict[str, object]] = {
    "tr-phone": {"viewport": NARROW, "has_touch": True, "color_scheme": "dark"},
    "en-forced": {"viewport": {"width": 1366, "height": 768}, "forced_colors": "active"},
    "tr-zoomed": {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2, "reduced_motion": "reduce"},
}


def newcomer(web: Watched) -> None:
    """Finds out what this is, and why two bodies are linked."""
    page = web.page
    expect(page.locator("[data-bounds]")).to_contain_text("%")
    page.locator("#home-search").fill("north")
    page.get_by_role("option").filter(has_text=re.compile("North University|Kuzey Üniversitesi")).first.click()
    web.settle()
    why = page.locator("[data-why='tiny-t01']")
    why.scroll_into_view_if_needed()
    why.click()
    web.settle()
    expect(page.get_by_role("dialog")).to_contain_text("30–31")
    page.keyboard.press("Escape")


def agency(web: Watched) -> None:
    """Comes to the profile of its region by name, and to what one prints."""
    page = web.page
    page.locator("a.brand").click()
    web.settle()
    page.locator(".profiles a[href*='/region/harbour']").click()
    web.settle()
    expect(page.locator("[data-profile='harbour'] h1")).to_be_visible()
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.locator("[data-print]").click()
    assert page.get_attribute("body", "data-printed") == "yes"


def manager(web: Watched) -> None:
    """Looks at the cluster, finds whom to approach, and puts a technopark beside it."""
    page = web.page
    page.locator("#members a[href*='/cluster/'], #bodies a[href*='/cluster/']").first.click()
    web.settle()
    expect(page.locator("#approach")).to_be_visible()
    page.locator("[data-compare-with]").click()
    web.settle()
    page.locator("[data-subject='1']").fill("sea park" if page.get_attribute("html", "lang") == "en" else "deniz tekno")
    page.locator("[data-subject='1']").press("Enter")
    web.settle()
    expect(page.locator("[data-comparison]")).to_be_visible()
    assert page.locator("[data-row='actors'] td").count() == 2


def researcher(web: Watched, folder: Path) -> None:
    """Takes a figure with its citation into a paper."""
    page = web.page
    page.locator("[data-comparison] thead a[href*='/cluster/']").first.click()
    web.settle()
    page.locator("#figures tbody a[href*='/page/figure/']").first.click()
    web.settle()
    expect(page.locator("[data-cite]")).to_contain_text(re.compile(r"50–51|60–61"))
    with page.expect_download() as coming:
        page.locator("[data-cite-file='bib']").click()
    coming.value.save_as(folder / "figure.bib")
    assert re.search(r"year = \{\d{4}\}", (folder / "figure.bib").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CONDITIONS)
def test_four_people_do_what_they_came_for(chromium: Browser, address: str, tmp_path: Path, name: str) -> None:
    lang = name.split("-")[0]
    with watching(chromium, address, **{"reduced_motion": "no-preference", **CONDITIONS[name]}) as web:
        page = web.page
        web.expected = ("503",)  # a busy machine may refuse to measure who bridges; nobody here waits for it
        if name == "tr-phone":  # a village: 1 Mbit/s, and 300 ms there and back
            wire = page.context.new_cdp_session(page)
            wire.send("Network.enable")
            speed = {"downloadThroughput": 125_000, "uploadThroughput": 60_000, "latency": 300}
            wire.send("Network.emulateNetworkConditions", {"offline": False, **speed})
        web.go(f"/?lang={lang}")
        assert page.get_attribute("html", "lang") == lang
        newcomer(web)
        agency(web)
        manager(web)
        researcher(web, tmp_path)
        for width in (page.viewport_size or {})["width"], 1920:
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1
        last = urlsplit(page.url)
        titles = page.locator("main h1").inner_text()
        for _ in range(4):
            page.go_back()
            web.settle()
        expect(page.locator("[data-profile] h1")).to_be_visible(timeout=PATIENCE)
        for _ in range(4):
            page.go_forward()
            web.settle()
        assert urlsplit(page.url) == last
        expect(page.locator("main h1")).to_have_text(titles)
        assert page.get_attribute("html", "lang") == lang
