"""From a record (a line, a row, an entry) to the capture of an article that is given as such."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import Capture, refusal
from riwaya.read.charset import decode, tidy
from riwaya.read.fields import Reader, Record
from riwaya.records import GivenArticle, Refusal

_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|article|section|blockquote|figure|img|iframe|hr)"
    r"(?:\s[^<>]{0,4000})?/?>",
    re.IGNORECASE,
)
_INLINE = re.compile(r"</(?:a|b|i|u|em|strong|span|font|small|sup|sub|mark)>", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
# How news interfaces end a text that they do not give whole.
_CUT = re.compile(r"\[\+[0-9]{1,7} chars\]\s{0,4}\Z")
_TAIL = 40


class Place(msgspec.Struct, frozen=True):
    """Where a record stands: `where` is what to call it by, `path` the input, `offset` its first
    byte there; `data` is the record as it stands."""

    where: str
    path: str
    data: bytes
    offset: int | None = None
    notes: tuple[str, ...] = ()


def capture(place: Place, record: Record, fields: Mapping[str, str]) -> Capture | Refusal:
    """The capture of one record, or why it is none.

    `fields` maps our names (`fields.FIELDS`) to those of the input, with dots for nested ones. A
    record whose only content is `html` becomes the capture of that page. Refused: no text
    (`bad_record`, `empty`), a field that is no text (`bad_record`), no Arabic (`not_arabic`).

    >>> record = {"headline": "افتتاح جسر", "content": {"body": "افتتح الوزير اليوم الجسر."}}
    >>> found = capture(Place("-:1", "-", b""), record, {"text": "content.body"})
    >>> found.given.title, found.given.text
    ('افتتاح جسر', 'افتتح الوزير اليوم الجسر.')
    """
    reader = Reader(place.where, record, fields)
    try:
        field, content = reader.content()
        return _page(place, reader, content) if field == "html" else _given(place, reader, content)
    except InputRefused as bad:
        return refusal(bad.code, place.where, bad.detail)


def _page(place: Place, reader: Reader, content: str | bytes) -> Capture:
    page = content.encode() if isinstance(content, str) else content
    if len(page) > limits.PAGE_BYTES:
        raise InputRefused("too_large", place.where, f"{limits.PAGE_BYTES} bytes")
    # A page says its own title and date; who grouped it, and how it was numbered, only the record.
    unused = reader.line("event") is not None or reader.line("id") is not None
    return Capture(
        where=place.where,
        data=page,
        path=place.path,
        url=reader.line("url"),
        offset=place.offset,
        captured=reader.captured(),
        media="text/html",
        charset="utf-8" if isinstance(content, str) else None,
        notes=(*place.notes, "given_fields_unused") if unused else place.notes,
    )


def _given(place: Place, reader: Reader, content: str | bytes) -> Capture:
    text, notes = _decoded(place, content)
    article = GivenArticle(
        text=text,
        id=reader.line("id"),
        title=reader.line("title"),
        url=reader.line("url"),
        outlet=reader.line("outlet"),
        published=reader.line("published"),
        byline=reader.byline(),
        section=reader.line("section"),
        event=reader.line("event"),
    )
    odd = (*place.notes, *notes)
    return ready(msgspec.structs.replace(place, notes=odd), article, reader.captured())


def _decoded(place: Place, content: str | bytes) -> tuple[str, tuple[str, ...]]:
    if isinstance(content, str):
        return content, ()
    decoded = decode(content)
    if decoded is None:
        raise InputRefused("charset", place.where)
    return decoded.text, decoded.notes


def ready(place: Place, article: GivenArticle, captured: str | None = None) -> Capture:
    """The capture of `article`, with clean text and told whether it is markup. Raises
    `InputRefused` where it is empty, has no Arabic or is beyond the caps.

    >>> ready(Place("-:1", "-", b""), GivenArticle(text="<p>وصل الوفد.</p>")).given.markup
    True
    """
    text, notes = tidy(article.text)
    if not text.strip():
        raise InputRefused("empty", place.where)
    text, markup = (text, True) if article.markup else told(text)
    if _ARABIC.search(html.unescape(text) if markup else text) is None:
        raise InputRefused("not_arabic", place.where)
    most = limits.MARKUP_CHARS if markup else limits.BODY_CHARS
    if len(text) > most:
        raise InputRefused("too_large", place.where, f"{most} characters")
    if _CUT.search(text[-_TAIL:]):
        notes = (*notes, "text_cut")
    return Capture(
        where=place.where,
        data=place.data,
        path=place.path,
        url=article.url,
        offset=place.offset,
        captured=captured,
        charset="utf-8",
        given=msgspec.structs.replace(article, text=text, markup=markup),
        notes=(*place.notes, *notes),
    )


def told(text: str) -> tuple[str, bool]:
    """A text, and whether it is markup. Where all its tags are inline, its line ends are its
    paragraphs, as in what publishing systems keep, and become tags as well.

    >>> told("قال <b>الوزير</b>\\nإن العمل انتهى")
    ('قال <b>الوزير</b><br>\\nإن العمل انتهى', True)
    """
    if "<" not in text:
        return text, False
    if _BLOCK.search(text):
        return text, True
    if _INLINE.search(text):
        return text.replace("\n", "<br>\n"), True
    return text, False
