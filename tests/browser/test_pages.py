"""What every page does: print, motion, problems, the frame, the policy on content."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, follow, watching


def test_print_leaves_out_the_controls_and_is_dark_on_light(web: Watched) -> None:
    page = web.go("/page/actor/sea-cluster")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')") == "#16202a"
    assert page.locator("main h1").is_visible()
    assert page.locator("[data-release]").is_visible()
    for gone in ("nav.doors", ".switches", ".page-tools", ".bottom"):
        assert not page.locator(gone).first.is_visible(), gone


def test_reduced_motion_is_respected(web: Watched) -> None:
    page = web.go("/ties")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0 }).map(e => e.className)"
    )
    assert moving == []


def test_a_page_that_is_not_there_says_what_to_do(web: Watched) -> None:
    web.expected = ("404",)
    page = web.go("/?lang=en")
    for path in ("/page/actor/nobody-of-this-name", "/terms/no-such-scheme"):
        follow(page, path)
        web.settle()
        problem = page.locator("[data-problem]")
        expect(problem).to_be_visible()
        assert len(problem.inner_text()) > 60
    page = web.go("/measures/no-such-metric")
    assert page.locator(".notice").is_visible()


def test_what_the_service_writes_stands_in_the_same_frame(web: Watched) -> None:
    """Linked data and problems: the same menu, search, year and language, and the way on."""
    web.expected = ("404", "400", "410")
    menu = "nav.doors a"
    wanted = web.go("/?lang=tr").locator(menu).all_inner_texts()
    for path in ("/vocabularies/maturity", "/nowhere", "/page/actor/nobody", "/ties?as_of=soon", "/r/99/ties"):
        page = web.go(f"{path}{'&' if '?' in path else '?'}lang=tr")
        assert page.get_attribute("main", "data-page") == "served", path
        assert page.locator("main h1").count() == 1, path
        assert page.locator(menu).all_inner_texts() == wanted, path
        assert page.locator("header.top .search input").is_visible(), path
        expect(page.locator("[data-release='1']")).to_be_visible()
        page.get_by_role("link", name="English").click()
        web.ready()
        assert page.get_attribute("html", "lang") == "en", path
        page.locator(menu).first.click()
        web.settle()
        expect(page.locator("main[data-page='ties'] h1")).to_be_visible()
        page.go_back()
        web.settle()
        expect(page.locator("main h1")).to_be_visible()


def test_the_policy_on_content_is_enforced(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    answer = page.goto(address + "/")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    blocked = page.evaluate(
        """async () => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.head.append(script);
          const refused = await fetch('https://example.org/').then(() => false, () => true);
          return [window.ran !== true, refused];
        }"""
    )
    assert blocked == [True, True]
    context.close()


def test_a_slow_service_keeps_nobody_from_searching(chromium: Browser, address: str) -> None:
    """Who bridges is never answered: the first page is ready all the same, and goes where it is asked to."""
    with watching(chromium, address) as watched:
        page = watched.page
        page.route("**/metrics/**", lambda route: None)
        watched.go("/?lang=en")
        page.locator("#home-search").fill("harbour")
        page.locator("#home-search-list [role=option]").first.click()
        watched.settle()
        assert page.locator("[data-profile='harbour'] h1").is_visible()


def test_a_page_that_is_open_while_the_service_is_replaced_goes_on(web: Watched) -> None:
    """Files of its edition are gone: it comes anew, to where it was going; a file that stays away is told of."""
    web.expected = ("404", "Failed to fetch dynamically imported module")
    page = web.go("/?lang=en")
    page.evaluate("window.edition = 'old'")
    page.route("**/about.js", lambda route: route.fulfill(status=404), times=1)
    follow(page, "/about?lang=en")
    expect(page.locator("main[data-page='about'] h1")).to_be_visible()
    assert page.evaluate("window.edition") is None
    page.route("**/terms.js", lambda route: route.fulfill(status=404))
    follow(page, "/terms?lang=en")
    expect(page.locator("[data-problem]")).to_be_visible()


def test_forced_colours_keep_what_only_colour_says(chromium: Browser, address: str) -> None:
    """Windows' high contrast: spheres keep their colours where they are data, buttons have a border to be seen by."""
    with watching(chromium, address, forced_colors="active") as watched:
        page = watched.go("/region/harbour")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        style = "(name, what) => getComputedStyle(document.querySelector(name))[what]"
        assert page.evaluate(f"({style})('.stack span', 'forcedColorAdjust')") == "none"
        assert page.evaluate(f"({style})('[data-print]', 'borderTopStyle')") == "solid"
        watched.go("/ties")
        assert int(page.get_attribute(".graph", "data-drawn-points") or 0) > 5


def test_every_list_that_a_page_leads_to_opens(web: Watched) -> None:
    page = web.go("/?lang=en")
    for name in ("actors", "clusters", "contradictions", "events", "figures", "regions", "ties"):
        follow(page, f"/lists/{name}")
        expect(page.locator(f"[data-list='{name}'] [data-list-count]")).to_be_visible()
