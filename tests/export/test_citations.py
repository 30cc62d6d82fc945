"""References: other programs read what was written, and people get it in Arabic or English."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given

from riwaya import export
from riwaya.errors import UsageError
from riwaya.export.bibtex import entry
from riwaya.export.plain import line
from riwaya.records import AnnotatedArticle, Origin, Span, When

from .conftest import NASTY, articles, at, check, day, flood, written

ACCESSED = "2024-05-09"


def bib(data: bytes) -> list[dict[str, str]]:
    """The entries that bibtexparser reads, with their keys."""
    library = bibtexparser.parse_string(
        data.decode(), append_middleware=[LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    assert len(library.entries) == len(library.blocks)
    return [
        {"ID": one.key, **{field.key: field.value for field in one.fields}}
        for one in library.entries
    ]


def bare(value: str) -> str:
    return value.removeprefix("{").removesuffix("}")


def ris(data: bytes) -> list[dict[str, Any]]:
    return list(rispy.loads(data.decode()))


def csl(data: bytes) -> list[dict[str, Any]]:
    made = json.loads(data)
    check("csl_json", made)
    return list(made)


def test_bibtex() -> None:
    copies = {"a7": "https://archive.example/7"}
    data = written("articles", "bibtex", [flood()], accessed=ACCESSED, archived=copies)
    assert data.decode() == (
        "@misc{a7,\n"
        "  author = {{ليلى سعد} and {هالة ناصر}},\n"
        "  title = {{الري: السد سليم بعد السيل}},\n"
        "  howpublished = {وكالة النهر},\n"
        "  date = {2021-03-25},\n"
        "  year = {2021},\n"
        "  month = mar,\n"
        "  url = {https://nahr.example/خبر/7?a=1&b=2},\n"
        "  urldate = {2024-05-09},\n"
        "  archiveurl = {https://archive.example/7},\n"
        "  langid = {arabic},\n"
        "}\n"
    )
    said = bib(written("statements", "bibtex", [flood()]))
    assert [one["ID"] for one in said] == ["a7-s1", "a7-s2", "a7-s3"]
    assert (said[0]["note"], said[0]["slice"]) == ("«السد سليم»", "24-33")


def test_ris() -> None:
    (one,) = ris(written("articles", "ris", [flood()], accessed=ACCESSED))
    assert one["type_of_reference"] == "NEWS"
    assert one["authors"] == ["ليلى سعد", "هالة ناصر"]
    assert (one["title"], one["secondary_title"]) == (flood().title, "وكالة النهر")
    assert (one["year"], one["date"], one["access_date"]) == (
        "2021",
        "2021/03/25/",
        "2024/05/09/",
    )
    assert one["urls"] == [flood().url]
    said = ris(written("statements", "ris", [flood()]))
    assert [one["notes"] for one in said] == [["«السد سليم»"], ["«وقوع إصابات»"], ["«5 قرى غُمرت»"]]


def test_csl_json() -> None:
    one, other = csl(written("articles", "csl-json", [flood(), flood(id="b")], accessed=ACCESSED))
    assert (one["title"], one["container-title"]) == (flood().title, "وكالة النهر")
    assert one["issued"] == {"date-parts": [[2021, 3, 25]]}
    assert one["accessed"] == {"date-parts": [[2024, 5, 9]]}
    assert (one["URL"], other["id"]) == (flood().url, "b")
    said = csl(written("statements", "csl-json", [flood()]))
    assert said[0]["note"] == "«السد سليم»"
    body = flood().body
    for item in said:
        assert body[item["custom"]["start"] : item["custom"]["end"]] == item["custom"]["quoted"]
    assert csl(written("articles", "csl-json", [])) == []


def test_in_arabic() -> None:
    found = export.cite(flood(), at("السد سليم"), accessed=ACCESSED)
    assert export.say(found, isolate=False) == (
        "ليلى سعد، هالة ناصر، «الري: السد سليم بعد السيل»، وكالة النهر، ٢٥ آذار/مارس ٢٠٢١، "
        "النص المقتبس: «السد سليم»، https://nahr.example/خبر/7?a=1&b=2، "
        "اطُّلع عليه في ٩ أيار/مايو ٢٠٢٤."
    )


def test_in_english() -> None:
    found = export.cite(
        flood(), at("السد سليم"), accessed=ACCESSED, archived="https://archive.example/7"
    )
    assert export.say(found, "en", isolate=False) == (
        "ليلى سعد, هالة ناصر, “الري: السد سليم بعد السيل”, وكالة النهر, 25 March 2021, "
        "quoted: “السد سليم”, https://nahr.example/خبر/7?a=1&b=2, "
        "archived at https://archive.example/7, accessed 9 May 2024."
    )


def test_values_keep_their_direction() -> None:
    said = written("articles", "citation", [flood(title="CNN: \u202eالسد\u2069")], language="en")
    assert "“\u2068CNN: السد\u2069”" in said.decode()
    assert said.count("\u2068".encode()) == said.count("\u2069".encode()) == 5


def test_what_is_unknown_is_told_or_left_out() -> None:
    unknown = flood(
        title=None, byline=(), outlet=None, url=None, published=None, section=None,
        page=Origin(sha256="0"),
    )  # fmt: skip
    assert export.say(export.cite(unknown)) == "[بلا عنوان]، [بلا تاريخ]."
    assert export.say(export.cite(unknown), "en") == "[untitled], [undated]."
    assert entry(export.cite(unknown)) == "@misc{a7,\n  langid = {arabic},\n}\n"
    assert csl(written("articles", "csl-json", [unknown])) == [
        {"id": "a7", "type": "article-newspaper", "language": "ar"}
    ]


@pytest.mark.parametrize(
    ("when", "arabic", "english", "parts"),
    [
        (day("2021-03"), "آذار/مارس ٢٠٢١", "March 2021", [[2021, 3]]),
        (day("2021"), "٢٠٢١", "2021", [[2021]]),
        (
            day("2021-03-01", "2021-03-04"),
            "من ١ آذار/مارس ٢٠٢١ إلى ٤ آذار/مارس ٢٠٢١",
            "1 March 2021 to 4 March 2021",
            [[2021, 3, 1], [2021, 3, 4]],
        ),
        (day("2021-03-25T23:30:00-05:00"), "٢٥ آذار/مارس ٢٠٢١", "25 March 2021", [[2021, 3, 25]]),
        (day("أمس"), "[بلا تاريخ]", "[undated]", None),
        (day("2021-13"), "[بلا تاريخ]", "[undated]", None),
    ],
)
def test_days(when: When, arabic: str, english: str, parts: list[list[int]] | None) -> None:
    article = flood(published=when)
    assert f"، {arabic}، " in export.say(export.cite(article))
    assert f", {english}, " in export.say(export.cite(article), "en")
    (one,) = csl(written("articles", "csl-json", [article]))
    assert one.get("issued", {}).get("date-parts") == parts


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 10**6)])
def test_a_slice_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="span of a7"):
        export.cite(flood(), Span(start=span[0], end=span[1]))


def test_an_access_date_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="not an ISO 8601 date"):
        export.cite(flood(), accessed="أمس")


@pytest.mark.parametrize(
    ("name", "key"),
    [("a7", "a7"), ("2021:03.x_1-b", "2021:03.x_1-b"), ("a,7", None), ("خبر", None), ("", None)],
)
def test_keys_are_kept_or_made_safe(name: str, key: str | None) -> None:
    (one,) = bib(written("articles", "bibtex", [flood(id=name)]))
    if key is None:
        assert re.fullmatch(r"[a-z0-9]{12,}", one["ID"])
    else:
        assert one["ID"] == key


def test_different_ids_have_different_keys() -> None:
    made = bib(written("articles", "bibtex", [flood(id="a,7"), flood(id="a 7"), flood(id="a7")]))
    assert len({one["ID"] for one in made}) == 3


@given(articles())
def test_any_article_can_be_cited(article: AnnotatedArticle) -> None:
    records = [article, flood()]
    (one, last) = csl(written("articles", "csl-json", records, accessed=ACCESSED))
    title, outlet = line(article.title or ""), line(article.outlet or "")
    assert one.get("title", "") == title
    assert last["title"] == flood().title

    found, last = ris(written("articles", "ris", records, accessed=ACCESSED))
    assert found.get("title", "") == title
    assert found.get("secondary_title", "") == outlet
    assert last["title"] == flood().title

    library = bibtexparser.parse_string(written("articles", "bibtex", records).decode())
    assert library.failed_blocks == []
    first, last = library.entries
    assert last["title"] == "{" + (flood().title or "") + "}"
    assert unescaped(bare(first["title"])) == title if title else "title" not in first
    assert unescaped(first["howpublished"]) == outlet if outlet else "howpublished" not in first

    for language in ("ar", "en"):
        said = written("articles", "citation", records, language=language).decode()
        assert said.count("\n") == 2
        assert title in said


@given(articles())
def test_any_statement_can_be_cited(article: AnnotatedArticle) -> None:
    count = len(article.statements)
    assert len(ris(written("statements", "ris", [article]))) == count
    assert len(bib_keys(written("statements", "bibtex", [article]))) == count
    made = csl(written("statements", "csl-json", [article]))
    for one, item in zip(article.statements, made, strict=True):
        assert item["custom"]["quoted"] == article.body[one.content.start : one.content.end]


def bib_keys(data: bytes) -> list[str]:
    library = bibtexparser.parse_string(data.decode())
    assert library.failed_blocks == []
    return [one.key for one in library.entries]


def unescaped(text: str) -> str:
    """What TeX shows for what stands in a field."""
    names = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    return re.sub(
        r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\([{}%#$&_])",
        lambda found: names[found[1]] if found[1] else found[2],
        text,
    )


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts(text: str) -> None:
    article = flood(id="a", title=text, byline=(text,), outlet=text, section=text, body=text + "خ")
    for form in ("bibtex", "ris", "csl-json", "citation"):
        assert written("articles", form, [article, article]).count(b"\n") >= 2
    assert len(ris(written("articles", "ris", [article, article]))) == 2
    assert len(bib_keys(written("articles", "bibtex", [article]))) == 1


def test_what_tex_would_read_as_its_own_is_escaped() -> None:
    text = r"نمو 5% & 3$ #1 _ ~ ^ {أ} \x"
    escaped = r"نمو 5\% \& 3\$ \#1 \_ \textasciitilde{} \textasciicircum{} \{أ\} \textbackslash{}x"
    assert f"title = {{{{{escaped}}}}}" in entry(export.cite(flood(title=text)))


def test_an_address_cannot_end_its_field() -> None:
    assert entry(export.cite(flood(url="https://a.example/100%25_x#y"))).count("100%25_x#y") == 1
    assert "url" not in entry(
        export.cite(flood(url="https://a.example/{x}", page=Origin(sha256="0")))
    )
