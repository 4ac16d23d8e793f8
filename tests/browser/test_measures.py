"""Measures in the explorer: plain questions, settings in the address, definitions, series, draws that take long."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import expect

from tests.browser.conftest import Watched


def test_a_number_opens_its_definition(web: Watched) -> None:
    page = web.go("/measures/ei-index?lang=en")
    page.locator("[data-value]").first.click()
    dialog = page.get_by_role("dialog")
    for part in ("Formula", "Range", "Permutations", "Release"):
        expect(dialog).to_contain_text(part)


def test_settings_of_a_measure_stand_in_the_address(web: Watched) -> None:
    page = web.go("/measures/ei-index?lang=en")
    page.get_by_text("More settings").click()
    page.get_by_label("seed").fill("7")
    page.locator("[data-run]").click()
    web.settle()
    assert parse_qs(urlparse(page.url).query)["seed"] == ["7"]
    with page.expect_download() as coming:
        page.locator("[data-download='json']").first.click()
    path = coming.value.path()
    assert json.loads(Path(path).read_text(encoding="utf-8"))["seed"] in (7, None)


def test_who_lies_between_two_spheres_is_ticked_by_name(web: Watched) -> None:
    page = web.go("/measures/cross-sphere-betweenness?lang=tr&permutations=0")
    form = page.locator(".metric-form")
    form.get_by_label("üniversite").check()
    form.get_by_label("sanayi").check()
    form.locator("[data-run]").click()
    web.settle()
    assert parse_qs(urlparse(page.url).query)["between"] == ["university,industry"]
    expect(form.get_by_label("sanayi")).to_be_checked()


def test_a_series_over_the_years(web: Watched) -> None:
    page = web.go("/measures/degree-centrality?lang=en")
    assert page.locator("svg.chart").count() >= 1
    page.locator("[data-series]").click()
    web.settle()
    expect(page.locator(".series svg.chart")).to_be_visible()
    expect(page.locator(".series table")).to_contain_text("2010")


def test_a_long_measurement_shows_how_far_it_is_and_stops(web: Watched) -> None:
    # minutes of draws on the tiny network: it becomes a job after two seconds
    page = web.page
    page.goto(f"{web.address}/measures/small-world?lang=tr&permutations=400000")
    underway = page.locator("[data-job=running]")
    expect(underway.locator("strong")).to_have_text(re.compile(r"%\d+"), timeout=30_000)
    expect(underway).to_contain_text("Boş modelden örnekler çekiliyor", timeout=30_000)
    expect(underway.locator("[aria-live=polite]")).to_have_count(1)
    stop = page.get_by_role("button", name="Durdur")
    stop.focus()
    with page.expect_request(lambda request: request.method == "DELETE") as deleted:
        page.keyboard.press("Enter")
    assert urlparse(deleted.value.url).path.startswith("/jobs/")
    expect(page.locator("[data-job=cancelled]")).to_contain_text("durduruldu")
    assert page.request.get(deleted.value.url).json()["state"] == "cancelled"


def test_measures_begin_with_plain_questions_and_offer_the_draws_that_decide(web: Watched) -> None:
    page = web.go("/measures?lang=en")
    assert page.locator("[data-plain]").count() == 6
    page = web.go("/measures/ei-index?lang=en&permutations=19")
    expect(page.locator("[data-more-draws]")).to_be_visible()
    expect(page.locator("rect.observed.open").first).to_be_attached()
    expect(page.locator("path.bracket").first).to_be_attached()
    table = page.locator("[data-result] table").last
    expect(table.locator("a[href*='/page/actor/']").first).to_be_attached()
    page.locator("[data-more-draws]").click()
    web.settle()
    assert int(parse_qs(urlparse(page.url).query)["permutations"][0]) > 19
