"""In a browser: journeys, without a script, on a narrow screen, by keyboard, and with axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
    # What the library leaves open when it is closed.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


def followed(page: Any, part: str) -> None:
    """Click a link or a button and be on the page that it leads to: a form's answer sends on to
    another page, and what is asked at once is asked of the page left behind."""
    with page.expect_navigation():
        page.click(part)


def launched() -> Iterator[Any]:
    """A browser while it is needed."""
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


def opened(browser: Any, server: str, **options: Any) -> Any:
    """A page that notes whatever goes wrong in it, or is asked of another host."""
    options.setdefault("viewport", {"width": 1280, "height": 900})
    page = browser.new_context(**options).new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request", lambda one: None if one.url.startswith(server) else page.wrong.append(one.url)
    )
    return page


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Any, server: str, addresses: list[str], language: str, scheme: str
) -> None:
    axe = axe_module.Axe()
    page = opened(browser, server, color_scheme=scheme)
    for address in addresses:
        page.goto(f"{server}/{language}{address}")
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
    assert page.wrong == []
    page.context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_its_screen(
    browser: Any, server: str, addresses: list[str], language: str, width: int
) -> None:
    page = opened(browser, server, viewport={"width": width, "height": 800})
    for address in addresses:
        page.goto(f"{server}/{language}{address}")
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, address
    page.context.close()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_from_a_search_to_the_words_of_a_statement(
    browser: Any, server: str, language: str, script: bool
) -> None:
    """Search, an article at its place, its event, a quotation, and back to where it stands."""
    page = opened(browser, server, java_script_enabled=script)
    page.goto(server + f"/{language}/events")
    page.fill("#q", "ميناءِ الصفصافة")
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert "/search?q=" in page.url
    followed(page, ".item h2 a")
    assert page.url.endswith("#at")
    assert "ميناء" in page.inner_text("#at") or "الصفصافة" in page.inner_text("#at")
    followed(page, ".crumbs a")
    assert "/events/" in page.url
    quoted = page.inner_text("q.words >> nth=0").strip('«»" \n')
    followed(page, "q.words a >> nth=0")
    assert " ".join(page.inner_text("#at").split()) == " ".join(quoted.split())
    page.go_back()
    page.reload()
    assert quoted in page.inner_text("main")
    assert page.wrong == []
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_choosing_accounts_is_in_the_address(
    browser: Any, server: str, hard: str, script: bool
) -> None:
    page = opened(browser, server, java_script_enabled=script)
    page.goto(f"{server}/ar/events/{hard}")
    assert page.locator("thead >> nth=0").locator("th").count() == 4
    page.uncheck("input[name=show] >> nth=1")
    followed(page, ".choose button")
    assert "show=1&show=3" in page.url
    assert page.locator("thead >> nth=0").locator("th").count() == 3
    page.goto(page.url.replace("/ar/", "/en/"))
    assert page.locator("thead >> nth=0").locator("th").count() == 3
    page.context.close()


def test_the_other_language_is_the_same_place(browser: Any, server: str, port: str) -> None:
    page = opened(browser, server)
    page.goto(f"{server}/ar/events/{port}#varied")
    followed(page, ".tongue")
    assert page.url == f"{server}/en/events/{port}#varied"
    assert page.evaluate("document.documentElement.dir") == "ltr"
    page.context.close()


def test_the_keyboard_is_enough(browser: Any, server: str) -> None:
    page = opened(browser, server)
    page.goto(f"{server}/ar/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.href")
    assert first == page.evaluate("document.querySelector('.item h2 a').href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*")
    page.context.close()


def test_headlines_that_begin_in_another_script_run_in_their_own_direction(
    browser: Any, server: str
) -> None:
    page = opened(browser, server)
    for language in ("ar", "en"):
        page.goto(f"{server}/{language}/articles")
        way = page.evaluate(
            "getComputedStyle([...document.querySelectorAll('h2 bdi')]"
            ".find(e => e.textContent.startsWith('CNN:'))).direction"
        )
        assert way == "rtl"
    page.context.close()


def test_nothing_that_a_page_holds_is_run(browser: Any, server: str, hard: str) -> None:
    page = opened(browser, server)
    page.on("dialog", lambda one: page.wrong.append(one.message))
    for address in (f"/ar/events/{hard}", "/en/articles/evil", '/ar/outlet?name=<b>"X"</b>\u202e',
                    "/en/search?q=<script>alert(1)</script>"):  # fmt: skip
        page.goto(server + address)
        assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.wrong == []
    page.context.close()


def test_a_comparison_prints_on_paper(browser: Any, server: str, port: str) -> None:
    page = opened(browser, server)
    page.goto(f"{server}/ar/events/{port}")
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.is_visible(".find")
    assert page.is_visible("section.points >> nth=0")
    page.context.close()
