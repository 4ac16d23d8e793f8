"""Every journey by keyboard alone, with the focus always to be seen."""

from __future__ import annotations

from urllib.parse import urlparse

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel || ''")).strip()


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the element has the focus; the ring must be seen on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", f"{selector} has no visible focus"
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_skip_link_is_first_and_works(web: Watched) -> None:
    page = web.go("/?lang=en")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_search_choose_and_read_evidence(web: Watched) -> None:
    page = web.go("/?lang=en")
    tab_to(page, "#home-search")
    page.keyboard.type("north")
    page.wait_for_selector("[role=option]:has-text('North University')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    web.settle()
    expect(page.locator("main h1")).to_contain_text("North University")
    tab_to(page, "[data-why]")
    page.keyboard.press("Enter")
    web.settle()
    expect(page.get_by_role("dialog")).to_contain_text("lines")
    page.keyboard.press("Escape")
    assert page.evaluate("'why' in document.activeElement.dataset")


def test_walk_the_graph_with_arrows(web: Watched) -> None:
    page = web.go("/ties?lang=en")
    tab_to(page, ".graph")
    page.keyboard.press("ArrowRight")
    first = page.wait_for_selector(".graph:not([data-selected=''])").get_attribute("data-selected")
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if page.get_attribute(".graph", "data-selected") != first:
            break
    second = page.get_attribute(".graph", "data-selected")
    assert second != first
    page.keyboard.press("+")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    web.settle()
    assert urlparse(page.url).path == f"/page/actor/{second}"


def test_year_legend_tabs_and_table(web: Watched) -> None:
    page = web.go("/ties?lang=en")
    tab_to(page, "[role=tab]")
    page.keyboard.press("ArrowRight")
    web.settle()
    assert page.locator("table").count() >= 2
    tab_to(page, "th button")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").count() >= 1
    page.keyboard.press("Shift+Tab")
    web.go("/ties?lang=en")
    tab_to(page, "[data-legend=industry]")
    page.keyboard.press("Space")
    web.settle()
    assert page.get_attribute("[data-legend=industry]", "aria-pressed") == "false"


def test_run_an_example_and_leave_the_editor(web: Watched) -> None:
    page = web.go("/query?lang=en")
    tab_to(page, "[data-example=contradictions] > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-example=contradictions] [data-run-example]")
    tab_to(page, "[data-example=contradictions] [data-run-example]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-answer]")
    tab_to(page, "[data-own-query] > summary")
    page.keyboard.press("Enter")
    page.locator(".cm-content").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.cm-editor')")
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-answer]")


def test_measure_language_and_download(web: Watched) -> None:
    page = web.go("/measures/ei-index?lang=en")
    tab_to(page, "[data-value]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_download():
        tab_to(page, "[data-download=csv]")
        page.keyboard.press("Enter")
    page.keyboard.press("Home")
    web.go("/measures?lang=en")
    tab_to(page, "a[hreflang=tr]")
    page.keyboard.press("Enter")
    web.settle()
    assert page.get_attribute("html", "lang") == "tr"


def test_year_path_export_and_share(web: Watched) -> None:
    page = web.go("/ties?lang=en&as_of=2010")
    tab_to(page, ".page-tools [data-copy]")
    page.keyboard.press("Enter")
    expect(page.locator(".page-tools [role=status]")).not_to_be_empty()
    tab_to(page, "input[type=range]")
    page.keyboard.press("ArrowRight")
    web.settle()
    assert "as_of=2011" in page.url
    for field, name in (("#path-from", "North University"), ("#path-to", "Transfer Office")):
        tab_to(page, field)
        page.keyboard.type(name)
        page.wait_for_selector(f"{field}-list [role=option]:has-text('{name}')")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        web.settle()
    tab_to(page, "[data-path] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-path] details[open]")).to_contain_text("section")
    with page.expect_download():
        tab_to(page, "[data-download=graphml]")
        page.keyboard.press("Enter")


def test_compare_two_clusters_of_a_table(web: Watched) -> None:
    page = web.go("/measures/next-generation-scorecard?lang=en")
    tab_to(page, "main details > summary:not(.card summary)")
    page.keyboard.press("Enter")
    tab_to(page, "textarea")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("about,feature,level,evidence,rule\none,networking,2,e-1,r\ntwo,networking,1,e-1,r\n")
    tab_to(page, "[data-run-table]")
    page.keyboard.press("Enter")
    web.settle()
    expect(page.locator("table.scorecard").last.locator("tr", has_text="networking")).to_contain_text("partial")
    page.keyboard.press("Shift+Tab")
    tab_to(page, "table.scorecard .cell")


def test_an_agency_prints_its_region(web: Watched) -> None:
    """By keyboard alone, from the first page to the printer."""
    page = web.go("/?lang=tr")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    tab_to(page, ".profiles a[href^='/region/harbour']")
    page.keyboard.press("Enter")
    web.settle()
    tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    assert page.get_attribute("body", "data-printed") == "yes"


def test_from_the_picture_to_the_legend(web: Watched) -> None:
    """One key more than the picture: its files and buttons do not stand in the way."""
    page = web.go("/ties")
    tab_to(page, "a[href='#legend']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.legend") == "university"
