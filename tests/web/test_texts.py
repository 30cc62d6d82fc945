"""The texts of the pages: both languages, all plural forms, the same placeholders, all in use."""

from __future__ import annotations

import re

import pytest

from riwaya.data import rows
from riwaya.errors import MESSAGES
from riwaya.web.problems import STATUS
from riwaya.web.texts import texts_in

from .conftest import TEMPLATES

FORMS = ("zero", "one", "two", "few", "many", "other")
ARABIC = re.compile("[\u0621-\u064a]")


def test_every_text_is_there_in_both_languages() -> None:
    for row in rows("web"):
        assert row["ar"], row["key"]
        assert row["en"], row["key"]
        if row["key"] != "other_language" and not row["key"].startswith("grammar."):
            assert not ARABIC.search(row["en"]), row["key"]


def test_placeholders_are_the_same_in_both_languages() -> None:
    for row in rows("web"):
        found = [set(re.findall(r"{[a-z_]+}", row[one])) for one in ("ar", "en")]
        if row["key"].rpartition(".")[2] not in FORMS:
            assert found[0] == found[1], row["key"]


def test_what_is_counted_has_six_forms() -> None:
    counted = {row["key"].rpartition(".")[0] for row in rows("web")
               if row["key"].rpartition(".")[2] in FORMS}  # fmt: skip
    keys = {row["key"] for row in rows("web")}
    assert len(counted) > 10
    for name in counted:
        assert {f"{name}.{form}" for form in FORMS} <= keys, name


def test_every_text_that_a_template_asks_for_is_there() -> None:
    texts = texts_in("ar")
    for path in sorted(TEMPLATES.glob("*.j2")):
        source = path.read_text(encoding="utf-8")
        for key in re.findall(r"(?:phrase|plain|say)\(['\"]([a-z_.]+)['\"][,)]", source):
            assert texts.known(key), (path.name, key)
        for key in re.findall(r"count\(['\"]([a-z_]+)['\"],", source):
            assert texts.known(f"{key}.few"), (path.name, key)


def test_every_text_is_asked_for() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    sources = sources.replace("'", '"')
    code = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.glob("*.py"))
    openings = tuple(re.findall(r'"([a-z_.]+[._])" ~', sources)) + tuple(
        re.findall(r'f"([a-z_]+[.])\{', code)
    )
    for row in rows("web"):
        first, _, last = row["key"].rpartition(".")
        asked = f'"{row["key"]}"' in sources + code or row["key"].startswith(openings)
        counted = last in FORMS and f'"{first}"' in sources
        assert asked or counted, row["key"]


def test_pages_have_no_words_of_their_own() -> None:
    """What stands between tags in a template is markup, punctuation, or the name of a format."""
    for path in sorted(TEMPLATES.glob("*.j2")):
        source = re.sub(r"{[%{#].*?[%}#]}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        source = re.sub(r"<[^>]*>", " ", source)
        words = set(re.findall(r"[A-Za-z\u0621-\u064a]{2,}", source))
        assert words <= {"JSON", "CSV", "Atom", "OpenAPI"}, path.name


@pytest.mark.parametrize("code", sorted(STATUS))
def test_every_problem_has_a_sentence(code: str) -> None:
    assert code in MESSAGES


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert texts_in("ar").count("events", 1_234_567) == "١٬٢٣٤٬٥٦٧ حدثًا"
    assert texts_in("en").number(1_234_567) == "1,234,567"
    forms = [texts_in("ar").count("events", n) for n in (0, 1, 2, 3, 11, 100)]
    assert forms == ["لا أحداث", "حدث واحد", "حدثان", "٣ أحداث", "١١ حدثًا", "١٠٠ حدث"]
