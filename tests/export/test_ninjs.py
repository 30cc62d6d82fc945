"""ninjs: every item is as the standard has it, and carries the text as it is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from riwaya.records import AnnotatedArticle

from .conftest import articles, check, day, flood, mention, written


def item(article: AnnotatedArticle) -> dict[str, Any]:
    (line,) = written("articles", "ninjs", [article]).split(b"\n")[:-1]
    made: dict[str, Any] = json.loads(line)
    check("ninjs", made)
    return made


def test_an_article() -> None:
    made = item(flood())
    assert [(one["role"], one["value"]) for one in made["headlines"]] == [
        ("main", "الري: السد سليم بعد السيل"),
        ("subtitle", "الوزير ينفي وقوع إصابات"),
    ]
    (body,) = made["bodies"]
    assert (body["value"], body["charCount"]) == (flood().body, len(flood().body))
    assert made["by"] == "ليلى سعد، هالة ناصر"
    assert made["people"] == [
        {"name": "ليلى سعد", "rel": "author"},
        {"name": "هالة ناصر", "rel": "author"},
        {"name": "سامر الحلو", "rel": "mentioned"},
    ]
    assert made["organisations"] == [{"name": "وزارة الري", "rel": "mentioned"}]
    assert made["infoSources"] == [{"name": "وكالة النهر"}, {"name": "النهر"}, {"name": "AFP"}]
    assert made["firstCreated"] == "2021-03-25T00:00:00Z"
    assert made["versionCreated"] == "2021-03-25T23:30:00+02:00"
    assert {one["role"]: one["value"] for one in made["altIds"]} == {
        "riwaya": "a7",
        "url": flood().url,
        "sha256": "ab" * 32,
    }


def test_what_is_unknown_is_not_there() -> None:
    made = item(flood(title=None, subtitle=None, published=day("2021-03"), updated=None, byline=()))
    assert not {"headlines", "firstCreated", "versionCreated", "by", "places"} & set(made)


def test_names_come_once_in_the_order_of_the_text() -> None:
    said = (
        mention("وزارة الري", "ORG", "ORG:1"),
        mention("السد سليم", "ORG", "ORG:2"),
        mention("الري", "ORG", "ORG:1"),
    )
    assert [one["name"] for one in item(flood(mentions=said))["organisations"]] == [
        "وزارة الري",
        "السد سليم",
    ]


@given(articles())
def test_any_article(article: AnnotatedArticle) -> None:
    made = item(article)
    assert made["bodies"][0]["value"] == article.body
    assert made["bodies"][0]["charCount"] == len(article.body)
    said = [name for name in (article.outlet, *article.credit) if name]
    assert [one["name"] for one in made.get("infoSources", [])] == said
