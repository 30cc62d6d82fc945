"""Decisions over HTTP: each kind in both languages, what follows at once, and that taking it back
leaves no trace on the page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from riwaya.store import opened
from riwaya.web.deciding import Desk
from riwaya.web.sources import Sources
from riwaya.web.wishes import mark_of

from .test_deciding_following import settled
from .test_pages import Read

LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
BY = {"who": "ليلى الحداد", "why": "راجعتُ الصفحة"}
KEPT = {"ar": "حُفظ القرار.", "en": "The decision is kept."}
UNDONE = {"ar": "تُرجع عن القرار.", "en": "The decision is taken back."}


def decided(client: TestClient, address: str, **fields: str) -> str:
    """Send a form; where the answer leads."""
    found = client.post(address, data={**BY, **fields})
    assert found.status_code == 303, found.text[-2_000:]
    return str(found.headers["location"])


def undone(client: TestClient, page: str) -> str:
    """Press the button of what a page says of a decision; where the answer leads."""
    form = page[page.index('class="undo"') :]
    fields = dict(re.findall(r'name="(undo|back)" value="([^"]*)"', form[: form.index("</form>")]))
    action = re.findall(r'action="([^"]*)"', form)[0]
    found = client.post(action, data={name: unescape(text) for name, text in fields.items()})
    assert found.status_code == 303
    return str(found.headers["location"])


def bytes_of(client: TestClient, address: str) -> bytes:
    """A page for somebody whom the browser does not remember."""
    client.cookies.clear()
    found = client.get(address)
    assert found.status_code == 200, address
    return found.content


def tried(client: TestClient, language: str, address: str, page: str, **fields: str) -> Any:
    """Decide on a page and take it back: what the notice says, what was changed meanwhile, and that
    the page is as it was."""
    before = bytes_of(client, page)
    at = decided(client, address, **fields)
    said = client.get(at).text
    assert KEPT[language] in said
    assert "ليلى الحداد" in said
    assert "راجعتُ الصفحة" in said
    number = int(at.rpartition("decided=")[2])
    kept = next(one for one in _kept(client) if one["id"] == number)
    yield kept
    back = client.get(undone(client, said))
    assert back.status_code == 200
    assert UNDONE[language] in back.text
    assert bytes_of(client, page) == before
    yield next(one for one in _kept(client) if one["id"] == number)["undone"]


def _kept(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/v1/decisions?limit=200").json()["items"]
    return found


def article_of(client: TestClient, name: str) -> Any:
    return client.get(f"/v1/articles/{quote(name, safe='')}").json()


@LANGUAGES
def test_an_account_leaves_its_event(decider: TestClient, port: str, language: str) -> None:
    leaves = decider.get(f"/v1/events/{port}").json()["articles"][0]
    page = f"/{language}/events/{port}"
    trying = tried(decider, language, page, page, kind="leave", account=leaves)
    kept = next(trying)
    assert (kept["kind"], kept["article"]) == ("different", leaves)
    event = decider.get(f"/v1/articles/{leaves}").json()["in_event"]
    assert decider.get(f"/v1/events/{event}").json()["articles"] == [leaves]
    assert next(trying)["who"] == "ليلى الحداد"


@LANGUAGES
def test_an_article_leaves_its_event_from_its_own_page(
    decider: TestClient, port: str, language: str
) -> None:
    leaves = decider.get(f"/v1/events/{port}").json()["articles"][-1]
    page = f"/{language}/articles/{leaves}"
    trying = tried(decider, language, page, page, kind="leave", event=port)
    assert next(trying)["kind"] == "different"
    assert leaves not in decider.get(f"/v1/events/{port}").json()["articles"]
    next(trying)


def test_whoever_leaves_is_told_apart_from_every_other_account(
    decider: TestClient, port: str
) -> None:
    """One pair would not do: it would come back by another account that it is like."""
    accounts = decider.get(f"/v1/events/{port}").json()["articles"]
    decided(decider, f"/ar/events/{port}", kind="leave", account=accounts[1])
    pairs = {(one["article"], one["other"]) for one in _kept(decider) if one["other"]}
    assert pairs == {(accounts[1], one) for one in accounts if one != accounts[1]}


@LANGUAGES
@pytest.mark.parametrize("by", ["id", "address", "article", "article_address"])
def test_two_events_are_one(decider: TestClient, port: str, language: str, by: str) -> None:
    items = decider.get("/v1/events?accounts=3").json()["items"]
    other = next(one for one in items if one["id"] != port and "long" not in one["articles"])
    account = other["articles"][-1]
    said = {
        "id": other["id"], "address": f"http://127.0.0.1/en/events/{other['id']}?show=1#varied",
        "article": account, "article_address": f"/ar/articles/{account}?at=1-5#at",
    }[by]  # fmt: skip
    mine = decider.get(f"/v1/events/{port}").json()["articles"]
    page = f"/{language}/events/{port}"
    trying = tried(decider, language, page, page, kind="join", other=said)
    assert next(trying)["kind"] == "same"
    joined = decider.get(f"/v1/articles/{account}").json()["in_event"]
    assert set(decider.get(f"/v1/events/{joined}").json()["articles"]) == {
        *mine, *other["articles"],
    }  # fmt: skip
    next(trying)
    assert decider.get(f"/v1/events/{other['id']}").json()["articles"] == other["articles"]


def test_when_the_others_part_too_the_page_says_so(decider: TestClient, port: str) -> None:
    accounts = decider.get(f"/v1/events/{port}").json()["articles"]
    seen = set()
    for leaves in accounts:
        at = decided(decider, f"/en/events/{port}", kind="leave", account=leaves)
        said = decider.get(at).text
        rest = {article_of(decider, one)["in_event"] for one in accounts if one != leaves}
        assert ("The other accounts have parted too" in said) is (len(rest) > 1)
        seen.add(len(rest) > 1)
        assert "have parted too" not in decider.get(undone(decider, said)).text
        assert decider.get(f"/v1/events/{port}").json()["articles"] == accounts
    assert seen == {True, False}


def test_what_was_told_apart_can_be_joined_again(decider: TestClient, port: str) -> None:
    accounts = decider.get(f"/v1/events/{port}").json()["articles"]
    decided(decider, f"/ar/events/{port}", kind="leave", account=accounts[2])
    alone = article_of(decider, accounts[2])["in_event"]
    rest = article_of(decider, accounts[0])["in_event"]
    decided(decider, f"/ar/events/{rest}", kind="join", other=alone)
    assert (
        article_of(decider, accounts[2])["in_event"] == article_of(decider, accounts[0])["in_event"]
    )


@LANGUAGES
@pytest.mark.parametrize("fields", [
    {"start": "2024-03-01"}, {"start": "2024-03-01", "end": "2024-03-04"}, {"end": "2024-03-04"},
    {"unknown": "1", "start": "2024-03-01"},
])  # fmt: skip
def test_a_date_is_put_right(decider: TestClient, language: str, fields: dict[str, str]) -> None:
    page = f"/{language}/articles/long"
    trying = tried(decider, language, page, page, kind="date", **fields)
    next(trying)
    published = article_of(decider, "long")["published"]
    if "unknown" in fields:
        assert published is None
    else:
        start = fields.get("start", fields.get("end"))
        assert (published["start"], published["end"]) == (start, fields.get("end", start))
        assert published["basis"] == "decision"
    next(trying)


@LANGUAGES
def test_a_hidden_article_is_gone_at_once_and_comes_back(
    decider: TestClient, port: str, language: str
) -> None:
    hides = decider.get(f"/v1/events/{port}").json()["articles"][0]
    page = f"/{language}/articles/{hides}"
    everywhere = [f"/v1/articles?event={port}", f"/v1/events/{port}", f"/ar/events/{port}",
                  f"/v1/events/{port}/comparison", "/ar/articles", "/v1/articles.csv"]  # fmt: skip
    assert all(hides in decider.get(one).text for one in everywhere)
    before = bytes_of(decider, page)
    at = decided(decider, page, kind="hide")
    assert at.startswith(f"/{language}/decisions?decided=")
    assert decider.get(page).status_code == 410
    assert not [one for one in everywhere if hides in decider.get(one).text]
    said = decider.get(at).text
    assert KEPT[language] in said
    undone(decider, said)
    assert bytes_of(decider, page) == before
    assert all(hides in decider.get(one).text for one in everywhere)


def test_a_hidden_article_is_gone_also_while_another_process_groups(
    decider: TestClient, copied: str, port: str
) -> None:
    hides = decider.get(f"/v1/events/{port}").json()["articles"][0]
    title = article_of(decider, hides)["title"]
    with opened(copied) as other, other.grouping(wait=True):
        said = decider.get(decided(decider, f"/en/articles/{hides}", kind="hide")).text
        assert "The events follow soon" in said
        assert hides in decider.get(f"/v1/events/{port}").text  # not grouped yet
        for address in (f"/v1/events/{port}/comparison", f"/ar/events/{port}"):
            found = decider.get(address)
            assert found.status_code == 200
            assert hides not in found.text
            assert title not in found.text


def test_events_follow_when_the_other_process_is_done(
    decider: TestClient, both: tuple[Sources, Desk], copied: str, port: str
) -> None:
    following = both[1].following
    following._pause = 0.05
    leaves = decider.get(f"/v1/events/{port}").json()["articles"][0]
    with opened(copied) as other, other.grouping(wait=True):
        at = decided(decider, f"/ar/events/{port}", kind="leave", account=leaves)
        assert "ستتبعه الأحداث بعد قليل" in decider.get(at).text
        assert article_of(decider, leaves)["in_event"] == port
    settled(following)
    assert decider.get(f"/v1/events/{article_of(decider, leaves)['in_event']}").json()[
        "articles"
    ] == [leaves]
    assert "ستتبعه" not in decider.get("/ar/decisions?decided=" + at.rpartition("=")[2]).text


def _form(client: TestClient, name: str) -> dict[str, str]:
    """The first statement of an article, as its form names it."""
    article = article_of(client, name)
    said = article["statements"][0]
    words = article["body"][said["content"]["start"] : said["content"]["end"]]
    return {"statement": said["id"], "mark": mark_of(words)}


@LANGUAGES
@pytest.mark.parametrize("speaker", ["نبيل الصافي", None])
def test_a_speaker_is_put_right(decider: TestClient, language: str, speaker: str | None) -> None:
    form = _form(decider, "evil")
    told = {"speaker": speaker} if speaker else {"unknown": "1"}
    page = f"/{language}/articles/evil"
    trying = tried(decider, language, page, page, kind="speaker", **form, **told)
    assert next(trying)["speaker"] == speaker
    first = article_of(decider, "evil")["statements"][0]
    assert (first["id"], first["speaker"]["name"]) == (form["statement"], speaker)
    next(trying)


@LANGUAGES
def test_a_statement_is_hidden(decider: TestClient, language: str) -> None:
    form = _form(decider, "a/b?c#d")
    page = f"/{language}/articles/a%2Fb%3Fc%23d"
    trying = tried(decider, language, page, page, kind="hide_statement", **form)
    next(trying)
    left = [one["id"] for one in article_of(decider, "a/b?c#d")["statements"]]
    assert form["statement"] not in left
    next(trying)


def test_the_fields_of_every_form_are_those_that_are_taken(decider: TestClient, port: str) -> None:
    """What the page holds is sent as it stands, with a name and a choice."""
    page = Read(decider.get("/en/articles/long").text)
    marks = [tag["value"] for _, tag in page.tags if tag.get("name") == "mark"]
    assert marks
    assert _form(decider, "long")["mark"] == marks[0]
    kinds = [tag["value"] for _, tag in page.tags if tag.get("name") == "kind"]
    assert {"date", "hide", "leave", "speaker", "hide_statement"} == set(kinds)
    event = Read(decider.get(f"/en/events/{port}").text)
    assert {tag["value"] for _, tag in event.tags if tag.get("name") == "kind"} == {"leave", "join"}


FORMS = [
    ("/ar/articles/evil", {"kind": "date", "start": "2024-03-01"}),
    ("/ar/articles/evil", {"kind": "hide"}),
    ("/ar/articles/evil", {"kind": "speaker", "speaker": "نبيل الصافي"}),
    ("/ar/articles/evil", {"kind": "hide_statement"}),
    ("/ar/events/{port}", {"kind": "leave"}),
    ("/ar/events/{port}", {"kind": "join"}),
]


@pytest.mark.parametrize(("page", "fields"), FORMS)
def test_a_form_that_is_sent_twice_decides_once(
    decider: TestClient, port: str, page: str, fields: dict[str, str]
) -> None:
    fields = dict(fields)
    if "statement" in fields["kind"] or fields["kind"] == "speaker":
        fields |= _form(decider, "evil")
    accounts = decider.get(f"/v1/events/{port}").json()["articles"]
    if fields["kind"] == "leave":
        fields["account"] = accounts[1]
    if fields["kind"] == "join":
        items = decider.get("/v1/events?accounts=3").json()["items"]
        fields["other"] = next(
            one["id"] for one in items if one["id"] != port and "long" not in one["articles"]
        )
    page = page.replace("{port}", port)
    before = len(_kept(decider))
    first = decided(decider, page, **fields)
    count = len(_kept(decider))
    assert count > before
    assert decided(decider, page, **fields).rpartition("=")[2] == first.rpartition("=")[2]
    assert len(_kept(decider)) == count
    said = decider.get(first).text
    assert undone(decider, said) == undone(decider, said)  # and so does the button
    assert all(one["undone"] for one in _kept(decider) if one["who"] == BY["who"])


@LANGUAGES
def test_decisions_are_listed_with_who_when_and_why(
    decider: TestClient, port: str, language: str
) -> None:
    accounts = decider.get(f"/v1/events/{port}").json()["articles"]
    decided(decider, f"/{language}/events/{port}", kind="leave", account=accounts[0])
    page = decider.get(f"/{language}/decisions").text
    item = page[page.index('<article class="item"') :].partition("</article>")[0]
    assert "ليلى الحداد" in item
    assert "راجعتُ الصفحة" in item
    assert {"ar": "ليس من حدث", "en": "not of the event of 3 others"}[language] in item
    assert page.count('class="undo"') == page.count("<article") - page.count("item undone")
    assert decider.get(undone(decider, item)).text.count("item undone") == 1


def test_who_decided_is_remembered(decider: TestClient) -> None:
    found = decider.post("/ar/articles/evil", data={**BY, "kind": "date", "unknown": "1"})
    cookie = found.headers["set-cookie"]
    assert "SameSite=strict" in cookie
    assert "HttpOnly" in cookie
    assert 'name="who" type="text" dir="auto" maxlength="120" value="ليلى الحداد"' in (
        decider.get("/ar/articles/evil").text
    )
    decider.cookies.clear()
    assert "ليلى" not in decider.get("/ar/articles/long").text


def test_a_chosen_event_stands_in_the_form(decider: TestClient, port: str) -> None:
    event = decider.get(f"/ar/events/{port}").text
    search = unescape(re.findall(r'href="(/ar/search\?join=[^"]*)"', event)[0])
    hits = decider.get(search.partition("&q=")[0] + "&kind=event&q=غارات").text
    to = unescape(re.findall(rf'href="(/ar/events/{port}\?other=[^"#]*)#correct"', hits)[0])
    page = decider.get(to).text
    assert (
        f'name="other" type="text" dir="auto" maxlength="2000" value="{to.partition("=")[2]}"'
        in (page)
    )
    assert "الحدث المختار" in page
    assert "هذا هو الحدث نفسه" not in decider.get("/ar/search?q=غارات&kind=event").text


def test_programs_decide_and_take_back(decider: TestClient) -> None:
    given = {"kind": "date", "article": "long", "start": "2024-03-02", "who": "برنامج"}
    made = decider.post("/v1/decisions", json=given)
    assert made.status_code == 201
    kept = made.json()
    assert (kept["start"], kept["end"], kept["who"]) == ("2024-03-02", "2024-03-02", "برنامج")
    assert kept["when"]
    assert article_of(decider, "long")["published"]["start"] == "2024-03-02"
    again = decider.post("/v1/decisions", json=given)
    assert (again.status_code, again.json()) == (200, kept)
    undo = {"who": "ليلى", "why": "خطأ"}
    back = decider.post(f"/v1/decisions/{kept['id']}/undo", json=undo)
    assert back.json()["undone"] | {"when": None} == {**undo, "when": None}
    assert decider.post(f"/v1/decisions/{kept['id']}/undo", json={"who": "x"}).json() == back.json()


def test_programs_name_a_statement_by_its_id(decider: TestClient) -> None:
    form = _form(decider, "long")
    made = decider.post("/v1/decisions", json={
        "kind": "speaker", "article": "long", "statement": form["statement"], "who": "برنامج",
        "speaker": "منى الحلبي",
    })  # fmt: skip
    assert made.status_code == 201
    assert mark_of(made.json()["words"]) == form["mark"]
    assert article_of(decider, "long")["statements"][0]["speaker"]["name"] == "منى الحلبي"
