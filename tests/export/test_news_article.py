"""schema.org: who is quoted, what is claimed, and that nothing ends the script it stands in."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from riwaya.records import AnnotatedArticle, Copy, Event, Place

from .conftest import NASTY, articles, check, event, events, flood, mention, statement, written


def graph(data: bytes) -> list[dict[str, Any]]:
    made = json.loads(data)
    check("json_ld", made)
    return list(made["@graph"])


def test_an_article() -> None:
    (node,) = graph(written("articles", "json-ld", [flood()]))
    assert node["headline"] == flood().title
    assert node["articleBody"] == flood().body
    assert node["datePublished"] == "2021-03-25"
    assert node["dateModified"] == "2021-03-25T23:30:00+02:00"
    assert node["author"][1] == {"@type": "Person", "name": "هالة ناصر"}
    assert node["creditText"] == "النهر، AFP"
    assert node["isBasedOn"]["sha256"] == "ab" * 32
    assert node["mentions"][1]["geo"]["latitude"] == 33.5


def test_words_in_quotation_marks_have_their_speaker_and_denials_are_no_claims() -> None:
    (node,) = graph(written("articles", "json-ld", [flood()]))
    quoted, claimed = node["hasPart"]
    assert (quoted["@type"], quoted["text"]) == ("Quotation", "السد سليم")
    assert quoted["spokenByCharacter"] == {"@type": "Person", "name": "سامر الحلو"}
    assert (claimed["@type"], claimed["text"]) == ("Claim", "5 قرى غُمرت")
    assert claimed["author"] == {"@type": "Organization", "name": "وزارة الري"}


def test_a_denial_in_quotation_marks_is_no_quotation() -> None:
    denied = statement("s1", "سامر الحلو", "نفى", "وقوع إصابات", mode="direct", stance="deny")
    (node,) = graph(written("articles", "json-ld", [flood(statements=(denied,))]))
    assert "hasPart" not in node


def test_a_speaker_of_unknown_kind_is_a_text() -> None:
    (node,) = graph(written("articles", "json-ld", [flood(mentions=())]))
    assert node["hasPart"][0]["spokenByCharacter"] == "سامر الحلو"


def test_a_name_is_mentioned_once_and_a_place_without_coordinates_has_none() -> None:
    again = (
        mention("سامر الحلو", "PER", "PER:1"),
        mention("الوزير", "PER", "PER:1"),
        mention("وزارة الري", "GPE", "GPE:1", Place(country="SY")),
    )
    (node,) = graph(written("articles", "json-ld", [flood(mentions=again)]))
    assert [one["name"] for one in node["mentions"]] == ["سامر الحلو", "وزارة الري"]
    assert "geo" not in node["mentions"][1]


def test_coordinates_of_nought_are_coordinates() -> None:
    nought = Place(country="XX", latitude=0.0, longitude=0.0)
    (node,) = graph(
        written(
            "articles", "json-ld", [flood(mentions=(mention("وزارة الري", "LOC", "1", nought),))]
        )
    )
    assert node["mentions"][0]["geo"]["latitude"] == 0.0


def test_an_event_and_the_copy_that_is_based_on_another() -> None:
    (node,) = graph(written("events", "json-ld", [event()]))
    (article,) = graph(written("articles", "json-ld", [flood()]))
    first, second = node["subjectOf"]
    assert first["@id"] == article["@id"]
    assert second["isBasedOn"] == {"@id": article["@id"]}
    assert "isBasedOn" not in first
    assert node["location"] == [{"@type": "Place", "name": "الوادي الأزرق"}]
    slight = event(copies=(Copy(article="b8", of="a7", share=0.3),))
    (node,) = graph(written("events", "json-ld", [slight]))
    assert "isBasedOn" not in node["subjectOf"][1]


class Scripts(HTMLParser):
    """What a browser takes for the content of scripts, and the tags beside them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.scripts:
            self.scripts[-1] += data


def in_a_page(data: bytes) -> str:
    page = Scripts(f'<script type="application/ld+json">{data.decode()}</script>')
    assert page.tags == ["script"]
    return page.scripts[0]


@given(articles())
def test_any_article_stands_in_a_script(article: AnnotatedArticle) -> None:
    data = written("articles", "json-ld", [article, article])
    assert not set("<>&\u2028\u2029") & set(data.decode())
    made = json.loads(in_a_page(data))
    check("json_ld", made)
    first, second = made["@graph"]
    assert first == second
    assert first["articleBody"] == article.body if article.body else "articleBody" not in first
    for part in first.get("hasPart", []):
        assert part["text"] in article.body


@given(events())
def test_any_event_stands_in_a_script(one: Event) -> None:
    made = json.loads(in_a_page(written("events", "json-ld", [one])))
    check("json_ld", made)


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts(text: str) -> None:
    article = flood(title=text, outlet=text, url=text, tags=(text,))
    made = json.loads(in_a_page(written("articles", "json-ld", [article])))
    check("json_ld", made)
    assert made["@graph"][0].get("headline", "") == text
    assert "url" not in made["@graph"][0]


def test_nothing_is_a_document_too() -> None:
    assert graph(written("events", "json-ld", [])) == []
