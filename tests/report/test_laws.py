"""What holds for every report: each quoted word is a verbatim slice of a page, in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from riwaya import pipeline
from riwaya.cli import sample_files
from riwaya.records import AnnotatedArticle, Comparison, Span
from riwaya.report import LANGUAGES, render_html, render_markdown, render_text
from riwaya.report.clean import line
from riwaya.report.labels import labels_in
from riwaya.report.outline import outline
from riwaya.report.shapes import Runs, Value
from riwaya.report.slices import Place, paragraph_tokens
from riwaya.report.view import views

SAMPLE = pipeline.run(sample_files())
BODIES = {article.id: article.body for article in SAMPLE.articles}
WHOLE = [line(f"{one.title or ''} {one.body}") for one in SAMPLE.articles]
REFERENCE = {
    "ar": re.compile(r"(?P<words>\S.*?) \(المقال (?P<id>\w+)، من (?P<a>\d+) إلى (?P<b>\d+)\)"),
    "en": re.compile(r"(?P<words>\S.*?) \(article (?P<id>\w+), (?P<a>\d+) to (?P<b>\d+)\)"),
}


def verbatim(shown: str, words: str) -> bool:
    """Whether what is shown is `words`, or their beginning with an ellipsis."""
    whole = line(words)
    return shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def values(lines: Sequence[Runs]) -> Iterator[Value]:
    return (run for runs in lines for run in runs if isinstance(run, Value))


class Links(HTMLParser):
    """The words of every link to a slice, and of every place that is linked to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.places: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        key = ""
        if tag == "a" and re.fullmatch(r"#a-\d+-\d+-\d+", names.get("href") or ""):
            key = (names["href"] or "")[1:]
            self.links.append((key, ""))
        elif tag == "span" and (names.get("class") or "").startswith("place"):
            key = names.get("id") or (names["class"] or "").split(" r-")[-1]
        if tag not in ("meta", "path", "br"):
            self._open.append(("back" if names.get("class") == "back" else tag, key))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "path", "br"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag == "back" for tag, _ in self._open):
            return
        for tag, key in self._open:
            if tag == "a" and key:
                self.links[-1] = (key, self.links[-1][1] + data)
            elif tag == "span" and key:
                self.places[key] = self.places.get(key, "") + data


def check_html(comparisons: Sequence[Comparison], language: str) -> int:
    """Every link to a slice has the slice's words, or says where they are; the place is whole."""
    page = render_html(comparisons, SAMPLE.articles, language)
    found = Links(page)
    names = {view.name for one in views(comparisons, SAMPLE.articles, labels_in(language))[0]
             for view in one.accounts}  # fmt: skip
    for key, shown in found.links:
        _, number, start, end = key.split("-")
        words = SAMPLE.articles[int(number) - 1].body[int(start) : int(end)]
        # a slice over two paragraphs is shown without the line break between them
        assert "".join(found.places[key].split()) == "".join(words.split())
        said = line(shown)
        assert (
            verbatim(said.removeprefix("«").removesuffix("»"), words)
            or said in names
            or re.fullmatch(r"(الرواية |Account )?[٠-٩0-9]+", said)
        )
    return len(found.links)


def check_lines(comparisons: Sequence[Comparison], language: str) -> int:
    labels = labels_in(language)
    events, singles = views(comparisons, SAMPLE.articles, labels)
    quoted = [
        value
        for value in values([one.runs for one in outline(events, singles, labels)])
        if value.quoted
    ]
    for value in quoted:
        assert value.at is not None
        place = value.at
        assert verbatim(value.text, BODIES[place.account.article][place.start : place.end])
    return len(quoted)


def check_markdown(comparisons: Sequence[Comparison], language: str) -> int:
    """What stands before a reference ends with the words of that slice, or names its account."""
    tokens = MarkdownIt().parse(render_markdown(comparisons, SAMPLE.articles, language))
    found = 0
    for text in (plain(token.children or []) for token in tokens if token.type == "inline"):
        for match in REFERENCE[language].finditer(text):
            words = line(BODIES[match["id"]][int(match["a"]) : int(match["b"])])
            before = text[: match.end("words")].removesuffix("»")
            if text[: match.end("words")].endswith("»"):
                cut = before.removesuffix("…")
                assert before.endswith(words) or (
                    cut != before and words.startswith(cut[cut.rindex("«") + 1 :])
                )
            found += 1
    return found


def plain(children: Sequence[object]) -> str:
    return "".join(getattr(child, "content", "") for child in children)


def check_text(comparisons: Sequence[Comparison], language: str) -> int:
    """Whatever stands between quotation marks stands so on a page."""
    text = render_text(comparisons, SAMPLE.articles, language)
    flat = " ".join(re.sub("[\u2068\u2069]", "", text).split())
    said = re.findall("«([^«»]+)»", flat)
    for words in said:
        assert any(words.removesuffix("…") in whole for whole in WHOLE), words
    return len(said)


CHECKS = (check_html, check_lines, check_markdown, check_text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", CHECKS)
def test_every_quoted_word_of_the_sample_is_a_slice(check: object, language: str) -> None:
    assert callable(check)
    assert check(SAMPLE.comparisons, language) > 50


SPANS = st.tuples(st.integers(-5, 1_200), st.integers(-5, 1_200))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, len(SAMPLE.comparisons) - 1), st.lists(SPANS, min_size=1, max_size=8))
def test_whatever_slices_are_given_only_slices_are_shown(
    place: int, spans: list[tuple[int, int]]
) -> None:
    comparison = SAMPLE.comparisons[place]
    points = tuple(
        msgspec.structs.replace(
            point,
            accounts=tuple(
                msgspec.structs.replace(
                    one, start=spans[n % len(spans)][0], end=spans[n % len(spans)][1]
                )
                if one.start is not None
                else one
                for n, one in enumerate(point.accounts)
            ),
        )
        for point in comparison.points
    )
    changed = [msgspec.structs.replace(comparison, points=points)]
    for check in (check_html, check_lines):
        check(changed, "ar")
    assert render_markdown(changed, SAMPLE.articles) == render_markdown(changed, SAMPLE.articles)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=7))
def test_a_place_that_crosses_others_is_whole(spans: list[tuple[int, int]]) -> None:
    body = "قال النائب إن الجلسة أجلت.\n\nوأضاف أن المكتب سيجتمع غدا لبحث الأمر كله مع الوزراء"
    first = body.index("\n\n")
    paragraphs = [Span(start=0, end=first), Span(start=first + 2, end=len(body))]
    places = [
        Place(start, min(start + size, len(body)), f"p{start}-{size}")
        for start, size in dict.fromkeys(spans)
    ]
    runs: dict[str, str] = {}
    done: list[str] = []
    for paragraph in paragraph_tokens(body, paragraphs, places):
        opened: list[str] = []
        for token in paragraph:
            if token.opens is not None:
                opened.append(token.opens.anchor)
                assert token.again == (token.opens.anchor in runs)
                runs.setdefault(token.opens.anchor, "")
            elif token.closes is not None:
                assert opened.pop() == token.closes.anchor
                done += [token.closes.anchor] if token.done else []
            for anchor in opened if token.text else ():
                runs[anchor] += token.text or ""
        assert not opened
    assert sorted(done) == sorted({place.anchor for place in places})
    for place in places:
        assert runs[place.anchor] == body[place.start : place.end].replace("\n", "")


def test_reports_do_not_depend_on_the_run() -> None:
    again: list[AnnotatedArticle] = list(pipeline.run(sample_files()).articles)
    for render in (render_html, render_markdown, render_text):
        assert render(SAMPLE.comparisons, SAMPLE.articles) == render(SAMPLE.comparisons, again)
