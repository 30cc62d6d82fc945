"""Deciding in a browser: journeys in both languages, without a script, by keyboard, on a narrow
screen, and with axe while the forms are open."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from .test_browser import RULES, axe_module, followed, launched, opened, pytestmark  # noqa: F401

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
SCRIPT = pytest.mark.parametrize("script", [True, False])


@pytest.fixture(scope="module")
def browser() -> Any:
    yield from launched()


def unfold(page: Any, *parts: str) -> None:
    """Open what is folded, as a person does, with the forms in it."""
    for part in parts:
        page.click(f"{part} >> summary")


@LANGUAGES
@SCRIPT
def test_an_account_leaves_and_comes_back(
    browser: Any, deciding_server: str, port: str, language: str, script: bool
) -> None:
    page = opened(browser, deciding_server, java_script_enabled=script)
    page.goto(f"{deciding_server}/{language}/events/{port}")
    before = page.inner_html("main")
    unfold(page, ".correct details >> nth=0")
    form = ".correct form >> nth=0"
    page.check(f"{form} >> input[name=account] >> nth=1")
    page.fill(f"{form} >> input[name=who]", "ليلى الحداد")
    page.fill(f"{form} >> input[name=why]", "حدث آخر")
    followed(page, f"{form} >> button")
    assert "decided=" in page.url
    said = page.inner_text(".decided")
    assert "ليلى الحداد" in said
    assert "حدث آخر" in said
    assert page.get_attribute(".decided", "role") == "status"
    page.reload()  # asks, and sends nothing again
    assert page.inner_text(".decided") == said
    followed(page, ".decided button")
    assert page.locator(".decided button").count() == 0
    page.context.clear_cookies()
    page.goto(f"{deciding_server}/{language}/events/{port}")
    assert page.inner_html("main") == before
    assert page.wrong == []
    page.context.close()


@LANGUAGES
@SCRIPT
def test_an_event_is_chosen_from_a_search(
    browser: Any, deciding_server: str, port: str, language: str, script: bool
) -> None:
    page = opened(browser, deciding_server, java_script_enabled=script)
    page.goto(f"{deciding_server}/{language}/events/{port}")
    unfold(page, ".correct details >> nth=1")
    followed(page, ".correct details >> nth=1 >> a")
    page.fill(".filters input[name=q]", "غارات تل الريحان")
    followed(page, ".filters button")
    followed(page, ".item >> nth=0 >> .meta a[href*='other=']")
    form = ".correct details >> nth=1 >> form"
    assert page.is_visible(form)
    assert page.input_value(f"{form} >> input[name=other]") != ""
    page.fill(f"{form} >> input[name=who]", "ليلى")
    followed(page, f"{form} >> button")
    assert "7" in page.inner_text(".decided") or "٧" in page.inner_text(".decided")
    assert page.wrong == []
    page.context.close()


@LANGUAGES
@SCRIPT
def test_a_statement_and_a_date_are_put_right(
    browser: Any, deciding_server: str, language: str, script: bool
) -> None:
    page = opened(browser, deciding_server, java_script_enabled=script)
    page.goto(f"{deciding_server}/{language}/articles/long")
    unfold(page, ".statements details >> nth=0")
    form = ".statements form >> nth=0"
    page.fill(f"{form} >> input[name=speaker]", "منى الحلبي")
    page.fill(f"{form} >> input[name=who]", "ليلى")
    followed(page, f"{form} >> button >> nth=0")
    assert "منى الحلبي" in page.inner_text(".decided")
    assert "منى الحلبي" in page.inner_text(".statements li >> nth=0")
    unfold(page, ".reading > .correct details >> nth=0")
    form = ".reading > .correct form >> nth=0"
    assert page.input_value(f"{form} >> input[name=who]") == "ليلى"  # remembered
    followed(page, f"{form} >> button")  # neither a day nor that it is unknown
    assert page.url.endswith("/articles/long")
    assert page.locator("h1").inner_text() in (
        "اكتب اليوم، أو قل إنه غير معروف", "say the day, or that it is unknown",
        "Say the day, or that it is unknown",
    )  # fmt: skip
    page.check(".problem input[name=unknown]")
    followed(page, ".problem .decide button")
    assert "decided=" in page.url
    page.goto(f"{deciding_server}/{language}/decisions")
    count = page.locator(".undo").count()
    followed(page, ".undo button >> nth=0")
    assert page.locator(".item.undone").count() == 1
    assert page.locator(".undo").count() == count - 1
    assert [one for one in page.wrong if "400" not in one] == []
    page.context.close()


@LANGUAGES
def test_the_keyboard_is_enough_to_hide_an_article(
    browser: Any, deciding_server: str, port: str, language: str
) -> None:
    page = opened(browser, deciding_server)
    page.goto(f"{deciding_server}/{language}/articles?event={port}")
    followed(page, ".item h2 a >> nth=0")
    hidden = page.url
    page.focus(".reading > .correct details:last-of-type > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Laila")
    page.keyboard.press("Tab")
    page.keyboard.type("twice")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions?decided=*")
    assert page.goto(hidden).status == 410
    page.go_back()
    page.focus(".decided button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.goto(hidden).status == 200
    page.context.close()


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_forms_are_open(
    browser: Any, deciding_server: str, decider: TestClient, port: str, hard: str, language: str,
    scheme: str,
) -> None:  # fmt: skip
    made = decider.post("/v1/decisions", json={
        "kind": "date", "article": "evil", "start": "2024-03-01", "who": "ليلى", "why": "<b>",
    }).json()["id"]  # fmt: skip
    axe = axe_module.Axe()
    page = opened(browser, deciding_server, color_scheme=scheme)
    for address in (f"/events/{port}", f"/events/{hard}?other={port}", "/articles/evil",
                    f"/articles/evil?decided={made}", f"/decisions?decided={made}",
                    f"/search?q=غارات&kind=event&join={port}"):  # fmt: skip
        page.goto(f"{deciding_server}/{language}{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
    followed(page, "a[href*='other=']")
    page.fill(".correct details >> nth=1 >> input[name=other]", "nothing")
    page.fill(".correct details >> nth=1 >> input[name=who]", "Laila")
    followed(page, ".correct details >> nth=1 >> button")
    found = axe.run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert [one for one in page.wrong if "404" not in one] == []
    page.context.close()


@LANGUAGES
def test_open_forms_fit_a_narrow_screen_and_a_finger(
    browser: Any, deciding_server: str, port: str, language: str
) -> None:
    page = opened(browser, deciding_server, viewport={"width": 320, "height": 640})
    for address in (f"/events/{port}", "/articles/long", "/decisions"):
        page.goto(f"{deciding_server}/{language}{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, address
        small = page.evaluate(
            "[...document.querySelectorAll('.decide input:not([type=hidden]), .decide button,"
            " .undo button, .correct summary')].map(one => one.getBoundingClientRect())"
            ".filter(box => box.width < 24 || box.height < 24).length"
        )
        assert small == 0, address
    page.context.close()
