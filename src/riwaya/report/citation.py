"""How to cite an article, or a slice of one: a line to copy, made only of what its page says."""

from __future__ import annotations

from riwaya.records import AnnotatedArticle
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line, web_address
from riwaya.report.days import say_between, say_value
from riwaya.report.labels import Labels

_PATH_CHARS = 400


def cite(article: AnnotatedArticle, labels: Labels) -> str:
    """The title, outlet, day of publication, address (else the path of the page) and the day of
    capture; each is said to be unknown where it is.

    The day of capture is that of the page, never that of today."""
    published, captured = article.published, article.page.captured
    return labels.say(
        "cite",
        title=line(article.title or "", TITLE_CHARS) or labels.phrase("untitled"),
        outlet=line(article.outlet or "", NAME_CHARS) or labels.phrase("outlet.unknown"),
        published=labels.phrase("published.unknown")
        if published is None
        else say_between(published.start, published.end, labels),
        where=_where(article) or labels.phrase("url.unknown"),
        captured=say_value(captured, labels) if captured else labels.phrase("captured.unknown"),
    )


def cite_slice(words: str, start: int, end: int, citation: str, labels: Labels) -> str:
    """The citation of a slice: its words, its offsets, and the citation of its article."""
    return labels.say("cite.slice", words=words, start=str(start), end=str(end), citation=citation)


def _where(article: AnnotatedArticle) -> str:
    address = web_address(article.url) or web_address(article.page.url)
    return address or line(article.page.path or "", _PATH_CHARS)
