"""An agency prints its region; a manager compares two towns, finds whom to approach and what a scenario changes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_a_region_is_printed_on_one_page(web: Watched, lang: str) -> None:
    page = web.go(f"/region/harbour?lang={lang}")
    expect(page.locator("[data-bridge]").first).to_be_visible(timeout=120_000)  # kernels may have to be compiled
    expect(page.locator("[data-verdict=waiting]")).to_have_count(0, timeout=120_000)
    printed = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    page.emulate_media(media="print")
    for part in ("members", "bodies", "bridges", "checklist", "ties", "years", "unknown", "figures", "contradictions"):
        assert page.locator(f"#{part}").is_visible(), part


def test_every_part_of_a_profile_opens_its_evidence(web: Watched) -> None:
    page = web.go("/region/harbour?lang=en")
    for part in ("bridges", "checklist", "ties", "years"):
        opener = page.locator(f"#{part} [data-open-evidence]").first
        opener.focus()
        page.keyboard.press("Enter")
        web.settle()
        expect(page.locator("dialog .where").first).to_contain_text("line")
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()
    expect(page.locator("#figures .evidence").first).to_be_attached()
    expect(page.locator("#contradictions .where").first).to_contain_text("line")


def test_from_home_to_a_region_and_side_by_side(web: Watched) -> None:
    page = web.go("/?lang=en")
    page.locator(".profiles a", has_text="Harbour").click()
    web.settle()
    expect(page.locator("[data-profile='harbour'] h1")).to_have_text("Harbour")
    page.locator("[data-compare-with]").click()
    web.settle()
    page.locator("[data-subject='1']").fill("hil")  # the beginning of its name is enough where only one has it
    page.locator("[data-subject='1']").press("Enter")
    web.settle()
    assert "region%2Fharbour%2Cregion%2Fhill" in page.url
    cells = page.locator("[data-row='actors'] td").all_inner_texts()
    assert cells == ["7", "5"]
    expect(page.locator("[data-pair='harbour hill']")).to_contain_text("5 ties")
    page.locator("[data-pair] [data-open-evidence]").click()
    expect(page.locator("dialog .where").first).to_contain_text("line")
    page.go_back()
    web.settle()
    expect(page.locator("[data-comparison]")).to_have_count(0)


def test_a_cluster_shows_whom_to_approach_and_a_scenario_when_asked(web: Watched) -> None:
    """The work runs aside, with progress and a way to stop it; the address keeps the scenario."""
    page = web.go("/cluster/sea-cluster?lang=en&modalities=all")
    expect(page.locator("#approach .muted").first).to_contain_text("candidates")
    assert page.locator("#what-if table, #what-if progress").count() == 0
    page.locator("[data-scenario='remove-actor:sea-cluster']").click()
    expect(page.locator("#what-if progress, #what-if [data-effect='ei-index']").first).to_be_visible()
    assert "scenario=remove-actor%3Asea-cluster" in page.url
    page.reload()
    expect(page.locator("[data-scenario][aria-pressed=true]")).to_contain_text("Without NEEDLE Sea Cluster")


def test_a_headline_says_in_how_many_readings_it_holds(web: Watched) -> None:
    page = web.go("/region/harbour?lang=tr")
    page.locator("[data-readings]").click()
    held = page.locator("[data-held]")
    expect(held).to_be_visible()
    count, of = (held.get_attribute("data-held") or "").split()
    assert 0 <= int(count) <= int(of)
    assert int(of) >= 64
