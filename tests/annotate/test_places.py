"""Where places are: by their own name, by the company they keep, or left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.annotate.places import located
from riwaya.data import rows
from riwaya.extract import extract
from riwaya.records import GivenArticle, Mention, MentionType, Origin, Page


def mention(name: str, kind: MentionType = "GPE") -> Mention:
    return Mention(start=0, end=len(name), text=name, type=kind, entity=None, name=name)


def state(name: str, *beside: str) -> str | None:
    place = located([mention(one) for one in (name, *beside)])[0].place
    return None if place is None else place.country


@pytest.mark.parametrize(
    ("name", "beside", "code"),
    [
        ("حلب", (), "SY"),
        ("مدينة الرقة", ("سوريا",), "SY"),
        ("سورية", (), "SY"),
        ("طرابلس", ("لبنان",), "LB"),
        ("طرابلس", ("سرت", "بنغازي"), "LY"),
        ("طرابلس", (), None),
        ("طرابلس", ("لبنان", "ليبيا"), None),
        ("عمان", ("الأردن",), "JO"),
        ("عمان", ("مسقط",), "OM"),
        ("عمان", ("سوريا",), None),
        ("تلة السنديان", ("سوريا",), None),
    ],
)
def test_a_place_is_settled_by_its_company_or_left_open(
    name: str, beside: tuple[str, ...], code: str | None
) -> None:
    assert state(name, *beside) == code


def test_a_town_has_coordinates_and_a_state_has_none() -> None:
    town, country = (one.place for one in located([mention("حلب"), mention("سوريا")]))
    assert town is not None
    assert country is not None
    assert town.within == "سوريا"
    assert (round(town.latitude or 0), round(town.longitude or 0)) == (36, 37)
    assert (country.country, country.within, country.latitude) == ("SY", None, None)


def test_people_and_bodies_are_nowhere() -> None:
    assert located([mention("حلب", "PER"), mention("حلب", "ORG")]) == (
        mention("حلب", "PER"),
        mention("حلب", "ORG"),
    )


def test_an_article_says_where_its_places_are() -> None:
    given_text = GivenArticle(text="وصلت القافلة إلى مدينة حلب قادمة من بيروت.", title=None)
    page = Page(origin=Origin(sha256="0" * 64), kind="given", text="", given=given_text)
    found = {one.text: one.place for one in annotate(extract(page)).mentions}
    assert {name: place and place.country for name, place in found.items()} == {
        "حلب": "SY",
        "بيروت": "LB",
    }


def test_every_state_has_one_code() -> None:
    names = [row["name"] for row in rows("countries")]
    assert len(names) == len(set(names))
    assert all(len(row["code"]) == 2 and row["code"].isupper() for row in rows("countries"))


NAMES = st.sampled_from(["طرابلس", "لبنان", "ليبيا", "عمان", "الأردن", "حلب", "باريس", "مجهول"])


@given(st.lists(NAMES, max_size=6))
def test_the_order_of_mentions_does_not_matter(names: list[str]) -> None:
    found = {one.name: one.place for one in located([mention(name) for name in names])}
    turned = {one.name: one.place for one in located([mention(name) for name in reversed(names)])}
    assert found == turned
