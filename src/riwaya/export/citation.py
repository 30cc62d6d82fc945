"""What is cited: an article, or a slice of it, with all that a reference says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from riwaya.errors import UsageError
from riwaya.export.formats import Kind, Options
from riwaya.export.plain import line, web_address
from riwaya.export.stamps import day_of
from riwaya.records import AnnotatedArticle, Article, Record, Span, When

_DATE: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01])(?:T.*)?)?)?")

Day = tuple[int, ...]
"""A year, a year and month, or a year, month and day."""


class Citation(Record, frozen=True):
    """A reference. `issued` is the day of publication, or its first and last possible day; `quoted`
    is the slice `span` of the body, None where the whole article is cited; `accessed` is the day on
    which somebody looked at it, `archived` the address of a copy."""

    id: str
    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    section: str | None
    language: str | None
    issued: tuple[Day, ...]
    url: str | None
    accessed: Day | None
    archived: str | None
    span: Span | None
    quoted: str | None


def cite(
    article: Article,
    span: Span | None = None,
    *,
    accessed: str | None = None,
    archived: str | None = None,
    name: str | None = None,
) -> Citation:
    """The reference to an article or, with `span`, to a slice of its body. `name` is the id of the
    reference, else that of the article. Titles and names are put on one line each; the quoted words
    are as they stand.

    Refuses (UsageError) a span outside of the body (`bad_option`) and an `accessed` that is no day
    (`bad_date`).

    >>> from riwaya.records import Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="افتتح الوزير الجسر.")
    >>> cite(article, Span(start=13, end=18), accessed="2024-03-06").quoted
    'الجسر'
    """
    if span is not None and not 0 <= span.start < span.end <= len(article.body):
        said = f"{span.start} to {span.end} of {len(article.body)} characters"
        raise UsageError("bad_option", f"span of {article.id}", said)
    return Citation(
        id=name or article.id,
        title=_line(article.title),
        authors=tuple(author for one in article.byline if (author := line(one))),
        outlet=_line(article.outlet),
        section=_line(article.section),
        language=article.language,
        issued=_issued(article.published),
        url=web_address(article.url or article.page.url),
        accessed=_looked_at(accessed),
        archived=web_address(archived),
        span=span,
        quoted=None if span is None else article.body[span.start : span.end],
    )


def citations(kind: Kind, records: Iterable[Record], options: Options) -> Iterator[Citation]:
    """The references to articles, or to the content of each of their statements."""
    for record in records:
        article = cast("Article", record)
        archived: Mapping[str, str] = options.archived
        copy = archived.get(article.id)
        if kind != "statements":
            yield cite(article, accessed=options.accessed, archived=copy)
            continue
        for one in cast("AnnotatedArticle", article).statements:
            name = f"{article.id}-{one.id}"
            yield cite(article, one.content, accessed=options.accessed, archived=copy, name=name)


def _line(text: str | None) -> str | None:
    return line(text or "") or None


def _issued(when: When | None) -> tuple[Day, ...]:
    if when is None:
        return ()
    days = tuple(dict.fromkeys((_day(when.start), _day(when.end))))
    return () if () in days else days


def _day(value: str) -> Day:
    match = _DATE.fullmatch(value)
    return () if match is None else tuple(int(part) for part in match.groups() if part)


def _looked_at(value: str | None) -> Day | None:
    if value is None:
        return None
    if (day := day_of(value)) is None:
        raise UsageError("bad_date", "accessed", value)
    return day.year, day.month, day.day


def iso(day: Day) -> str:
    """A day in ISO 8601.

    >>> iso((2024, 3)), iso((2024, 3, 5))
    ('2024-03', '2024-03-05')
    """
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(day))


def quotation(citation: Citation) -> str | None:
    """The quoted words on one line, in the quotation marks that they lack.

    >>> from riwaya.records import Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title=None, paragraphs=(), body="نعم.")
    >>> quotation(cite(article, Span(start=0, end=3)))
    '«نعم»'
    """
    words = _line(citation.quoted)
    return words if words is None or words[0] in '«“"' else f"«{words}»"
