"""What a person does, start to end: search, follow, read, move in time, compare, ask, export, share, return, switch."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Watched


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def text_of(download: Download, folder: Path) -> str:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_text(encoding="utf-8")


def test_search_an_actor_from_home(web: Watched) -> None:
    page = web.go("/?lang=en")
    page.locator("#home-search").fill("needle")
    page.get_by_role("option").filter(has_text="NEEDLE Sea Cluster").click()
    web.settle()
    expect(page.locator("main h1")).to_contain_text("NEEDLE Sea Cluster")
    assert urlparse(page.url).path == "/cluster/sea-cluster", "who has a profile is found there"


def test_search_forgives_turkish_letters(web: Watched) -> None:
    page = web.go("/?lang=tr")
    page.locator("#home-search").fill("igne deniz")
    expect(page.locator("#home-search-list [role=option]").first).to_contain_text("İĞNE Deniz Kümesi")


def test_follow_a_tie_from_actor_to_actor(web: Watched) -> None:
    page = web.go("/page/actor/north-university?lang=en")
    page.locator("#ties").get_by_role("link", name=re.compile("Ship Inc")).click()
    web.settle()
    expect(page.locator("main h1")).to_contain_text("Ship Inc.")
    page.go_back()
    web.settle()
    expect(page.locator("main h1")).to_contain_text("North University")


def test_read_why_two_actors_are_linked(web: Watched) -> None:
    page = web.go("/page/actor/north-university?lang=en")
    page.locator("[data-why='tiny-t01']").click()
    web.settle()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("section 4, lines 30–31")
    expect(dialog).to_contain_text("section 8, lines 70–71")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.why") == "tiny-t01"


def test_move_the_year(web: Watched) -> None:
    page = web.go("/ties?lang=en")
    everything = int(page.get_attribute("[data-network-links]", "data-network-links") or 0)
    page.locator("[data-year]").select_option("2007")
    web.settle()
    assert query_of(page)["as_of"] == ["2007"]
    then = int(page.get_attribute("[data-network-links]", "data-network-links") or 0)
    assert 0 < then < everything
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    web.settle()
    assert query_of(page)["as_of"] == ["2008"]
    page.locator("[data-play]").click()
    expect(page).to_have_url(re.compile(r"as_of=2010\b"), timeout=15_000)
    page.locator("[data-play]").click()
    web.ready()


def test_the_year_goes_along_to_other_pages(web: Watched) -> None:
    page = web.go("/ties?lang=en&as_of=2007")
    page.get_by_role("link", name="Measures").first.click()
    web.settle()
    assert query_of(page)["as_of"] == ["2007"]
    assert page.locator("[data-year]").input_value() == "2007"


def test_compare_two_clusters(web: Watched) -> None:
    page = web.go("/measures/next-generation-scorecard?lang=en")
    page.get_by_text("Compute on a table of your own").click()
    rows = "about,feature,level,evidence,rule\n" + "".join(
        f"{cluster},{feature},{level},e-1,a rule\n"
        for cluster, level in (("harbour-cluster", 2), ("hill-cluster", 1))
        for feature in ("geographic-proximity", "networking")
    )
    page.get_by_role("textbox", name="Table (CSV)").fill(rows)
    page.locator("[data-run-table]").click()
    web.settle()
    card = page.locator("table.scorecard").last
    expect(card).to_contain_text("harbour cluster")
    expect(card).to_contain_text("hill cluster")
    expect(card.locator("tr", has_text="networking")).to_contain_text("partial")


def test_run_an_example_query_with_its_form(web: Watched) -> None:
    page = web.go("/query?lang=en")
    page.locator("[data-example='actors-in-place'] > summary").click()
    form = page.locator("[data-example='actors-in-place'] form")
    form.get_by_label("place").fill("harb")
    form.get_by_role("option", name="Harbour").first.click()
    form.locator("[data-run-example]").click()
    page.wait_for_selector("[data-answer='rows']")
    assert int(page.get_attribute("[data-answer]", "data-count") or 0) == 7
    assert query_of(page)["p-place"] == ["harbour"]
    page.locator("[data-tab='chart']").click()
    page.locator("[data-tab='table']").first.click()
    expect(page.locator("[data-answer] table")).to_contain_text("Sea Park")
    page.get_by_role("link", name="Türkçe").click()
    web.settle()
    expect(page.locator("[data-answer] table")).to_contain_text("Deniz Teknoparkı")


def test_the_page_of_questions_opens_with_an_answer(web: Watched) -> None:
    """Names in the language of the page, no keys; the code is there for those who want it."""
    page = web.go("/query?lang=tr")
    expect(page.locator("[data-asked] h2")).to_be_visible()
    assert int(page.get_attribute("[data-answer]", "data-count") or 0) > 3
    expect(page.locator("[data-answer] table")).to_contain_text("Üniversitesi")
    assert not re.search(r"[a-z]+-(university|firm)", page.locator("[data-answer] table").inner_text())
    assert not page.locator(".cm-content").is_visible()


def test_export_exactly_what_is_shown(web: Watched, tmp_path: Path) -> None:
    page = web.go("/ties?lang=en&spheres=university,government")
    shown = int(page.get_attribute("[data-network-nodes]", "data-network-nodes") or 0)
    assert shown == 4
    for kind, pattern in (("graphml", "<node "), ("gexf", "<node ")):
        with page.expect_download() as coming:
            page.locator(f"[data-download='{kind}']").click()
        assert text_of(coming.value, tmp_path).count(pattern) == shown
    with page.expect_download() as coming:
        page.locator("[data-download='SVG']").click()
    picture = text_of(coming.value, tmp_path)
    assert "North University" in picture
    assert "release 1" in picture
    with page.expect_download() as coming:
        page.locator("[data-download='PNG']").click()
    coming.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    page.locator("[data-tab='table']").click()
    web.settle()
    with page.expect_download() as coming:
        page.locator("[data-save='csv']").last.click()
    assert text_of(coming.value, tmp_path).count("\n") == shown + 1


def test_several_neighbourhoods_are_downloaded_whole(web: Watched, tmp_path: Path) -> None:
    page = web.go("/ties?lang=en&focus=ship-firm,transfer-office")
    shown = int(page.get_attribute("[data-network-nodes]", "data-network-nodes") or 0)
    kinds = page.eval_on_selector_all("[data-download]", "all => all.map(e => e.dataset.download)")
    assert kinds == ["PNG", "SVG", "graphml", "gexf", "pajek", "cytoscape", "node-link", "csv"]
    with page.expect_download() as coming:
        page.locator("[data-download='graphml']").click()
    assert text_of(coming.value, tmp_path).count("<node ") == shown


def test_zoom_order_and_frame_stand_in_the_address(web: Watched) -> None:
    page = web.go("/ties?lang=en")
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"at=[^&]+"))
    looked = query_of(page)["at"]
    page.reload()
    web.ready()
    assert query_of(page)["at"] == looked
    assert looked[0].endswith(",1.4")
    page.get_by_role("button", name="Fit everything").click()
    expect(page).not_to_have_url(re.compile(r"at="))
    web.go("/ties?lang=en&view=table&sort-actors=label")
    names = page.locator("table").last.locator("tbody td:first-child a > span:not(.sr)").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    web.go("/ties?lang=en&view=map&frame=world")
    assert page.get_attribute("[data-frame='world']", "aria-pressed") == "true"


def test_cite_an_actor(web: Watched, tmp_path: Path) -> None:
    page = web.go("/page/actor/sea-cluster?lang=en&as_of=2012")
    expect(page.locator("[data-cite]")).to_contain_text("(year 2012)")
    for suffix, start in (("bib", "@misc{triskele-1-sea-cluster,"), ("ris", "TY  - DATA"), ("csl.json", "[")):
        with page.expect_download() as coming:
            page.locator(f"[data-cite-file='{suffix}']").click()
        assert text_of(coming.value, tmp_path).startswith(start)


def test_a_chart_is_downloaded_as_it_is_drawn(web: Watched, tmp_path: Path) -> None:
    page = web.go("/measures/degree-centrality?lang=en")
    with page.expect_download() as coming:
        page.locator("[data-drawing='SVG']").first.click()
    drawn = text_of(coming.value, tmp_path)
    assert coming.value.suggested_filename == "triskele-degree-centrality.svg"
    assert "<rect" in drawn
    assert "North University" in drawn


def test_share_a_view_and_open_it_elsewhere(web: Watched) -> None:
    page = web.go("/ties?lang=tr&as_of=2012&focus=transfer-office&sel=transfer-office")
    nodes = page.get_attribute("[data-network-nodes]", "data-network-nodes")
    page.locator(".page-tools [data-copy]").click()
    expect(page.locator(".page-tools [role=status]")).not_to_be_empty()
    link = page.evaluate("navigator.clipboard.readText()")
    assert urlparse(link).path == "/r/1/ties"
    other = page.context.new_page()
    other.goto(link)
    other.wait_for_selector("html[data-ready]")
    assert other.get_attribute("html", "lang") == "tr"
    assert other.locator("[data-year]").input_value() == "2012"
    assert other.get_attribute("[data-network-nodes]", "data-network-nodes") == nodes
    assert other.get_attribute("[data-selection]", "data-selection") == "transfer-office"


def test_switch_language_and_stay(web: Watched) -> None:
    page = web.go("/page/actor/sea-cluster?lang=en")
    page.get_by_role("link", name="Türkçe").click()
    web.settle()
    expect(page.locator("main h1")).to_contain_text("İĞNE Deniz Kümesi")
    page.goto(web.address + "/")
    web.ready()
    assert page.get_attribute("html", "lang") == "tr"


def test_switch_theme_and_stay(web: Watched) -> None:
    page = web.go("/?lang=en")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-switch]").click()
    page.locator("[data-theme-switch]").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    web.go("/ties?lang=en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_find_the_path_between_two_actors(web: Watched) -> None:
    page = web.go("/ties?lang=en")
    for field, name in (("From", "North University"), ("To", "Paint Inc")):
        page.get_by_role("combobox", name=field, exact=True).fill(name)
        page.get_by_role("option").filter(has_text=name).click()
        web.settle()
    path = page.get_attribute("[data-path]", "data-path") or ""
    assert path.split(",") == ["north-university", "south-university", "transfer-office", "sail-firm", "paint-firm"]
    page.locator("[data-path] details").first.locator("summary").click()
    expect(page.locator("[data-path]")).to_contain_text("section 4")


def test_legend_filters_and_neighbourhoods_grow(web: Watched) -> None:
    page = web.go("/ties?lang=en&focus=ship-firm")
    before = int(page.get_attribute("[data-network-nodes]", "data-network-nodes") or 0)
    page.get_by_role("combobox", name="Focus on an actor").fill("Transfer")
    page.get_by_role("option").filter(has_text="Transfer Office").click()
    web.settle()
    after = int(page.get_attribute("[data-network-nodes]", "data-network-nodes") or 0)
    assert after > before
    page.locator("[data-legend='government']").click()
    web.settle()
    assert int(page.get_attribute("[data-network-nodes]", "data-network-nodes") or 0) < after
    assert "government" not in query_of(page)["spheres"][0]


def test_contradictions_stand_side_by_side(web: Watched) -> None:
    page = web.go("/page/actor/sea-cluster?lang=en")
    claims = page.locator("[data-contradiction='tiny-k1'] .claim")
    expect(claims).to_have_count(2)
    expect(claims.nth(0)).to_contain_text("over 40")
    expect(page.locator(".claim.chosen")).to_contain_text("38")


def test_a_wrong_query_shows_where_it_is_wrong(web: Watched) -> None:
    web.expected = ("400",)
    page = web.go("/query?lang=en&query=SELECT%20%2A%20WHERE%20%7B%0A%20%20%3Fs%20%3Fp%20%0A%7D")
    expect(page.locator("[data-problem]")).to_contain_text("line")
    assert page.locator(".wrong-line").count() == 1


def test_a_query_is_stopped_by_a_button(web: Watched) -> None:
    web.expected = ("Failed to load resource",)
    page = web.go("/query?lang=en")
    page.locator("[data-own-query] > summary").click()
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    page.locator(".cm-content").fill(slow)
    page.locator("[data-run]").click()
    page.locator("[data-stop]").click()
    expect(page.locator("[data-stopped]")).to_be_visible()


def test_the_editor_completes_terms_of_the_release(web: Watched) -> None:
    page = web.go("/query?lang=en")
    page.locator("[data-own-query] > summary").click()
    page.locator(".cm-content").fill("")
    page.locator(".cm-content").press_sequentially("SELECT * { ?s a tsk:Techno")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("tsk:Technopark")


def test_map_of_places(web: Watched) -> None:
    page = web.go("/ties?view=map&lang=en")
    assert page.get_attribute("[data-map-points]", "data-map-points") == "1"
    page.get_by_role("button", name="World").click()
    expect(page.get_by_role("link", name=re.compile("^Harbour")).first).to_be_visible()


def test_permanent_link_of_a_query(web: Watched) -> None:
    page = web.go("/query?lang=en&query=ASK%20%7B%3Fs%20%3Fp%20%3Fo%7D")
    expect(page.locator("[data-answer='yes-no']")).to_contain_text("yes")
    page.locator("[data-permalink]").click()
    expect(page.locator(".permalink a")).to_have_attribute("href", re.compile("/permalinks/"))


def test_a_newcomer_reads_three_answers_and_opens_their_evidence(web: Watched) -> None:
    """Chosen from the release, here the tiny one; at 1366 by 768 they stand on the first screen."""
    web.page.set_viewport_size({"width": 1366, "height": 768})
    page = web.go("/?lang=tr")
    expect(page.locator(".glance svg path").first).to_be_attached()
    assert "%" in page.locator("[data-bounds]").inner_text()
    for name in ("contradiction", "bridge", "change"):
        card = page.locator(f"[data-answer-card={name}]")
        box = card.bounding_box()
        assert box is not None
        assert box["y"] + 150 < 768, name
        expect(card.locator("[data-open-evidence]")).to_be_visible(timeout=60_000)
        card.locator("[data-open-evidence]").click()
        web.settle()
        expect(page.locator("dialog .where").first).to_be_visible()
        page.keyboard.press("Escape")
    bridge = page.locator("[data-answer-card=bridge]")
    expect(bridge.locator("[data-verdict]:not([data-verdict=waiting])")).to_be_visible(timeout=60_000)
    expect(bridge.locator(".answer-main a")).to_have_attribute("href", re.compile("/page/actor/"))


def test_a_release_without_contradictions_says_so(web: Watched) -> None:
    web.page.route(
        re.compile("/contradictions"),
        lambda route: route.fulfill(json={"items": [], "meta": {"count": 0}, "release": 1, "as_of": None}),
    )
    page = web.go("/?lang=en")
    expect(page.locator("[data-answer-card=contradiction]")).to_contain_text("records no contradiction")
    assert page.locator("[data-answer-card=contradiction] [data-open-evidence]").count() == 0
