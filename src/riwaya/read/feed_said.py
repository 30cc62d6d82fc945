"""What feeds of every kind say in the same way: text or markup, names, times, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

import msgspec

from riwaya import limits
from riwaya.read.charset import arabic_letters, tidy
from riwaya.read.given import told
from riwaya.read.stamps import stamp
from riwaya.read.tags import unescape
from riwaya.records import GivenArticle

_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,4000}>")
_MAIL = re.compile(r"(?<![^\s@()<>])[^\s@()<>]{1,100}@[^\s@()<>]{1,100}")
_PLAIN = ("text", "text/plain")
_RICH = ("", "html", "xhtml", "text/html", "application/xhtml+xml", "application/xml", "text/xml")


class Channel(msgspec.Struct, frozen=True):
    """What a feed says of itself: its name, and the address that others are relative to."""

    title: str | None
    base: str | None


class Said(msgspec.Struct, frozen=True):
    """What an entry says: the entry as it is written, the article, its text "" where there is none,
    and notes on how it was read. `cut` is True where the text, or the entry, has no end."""

    source: str
    article: GivenArticle
    notes: tuple[str, ...] = ()
    cut: bool = False


def body(found: Iterable[tuple[str, str, bool]]) -> tuple[str, bool] | None:
    """The first text, and whether it is markup, of what is given as kind (`html`, `text`, "" where
    it is not told), text, and whether elements were found in it. None where all are blank.

    >>> body([("html", "<p></p>", False), ("", "قال &quot;نعم&quot; وغادر", False)])
    ('قال "نعم" وغادر', False)
    """
    for kind, raw, has_elements in found:
        if kind in _PLAIN and not has_elements:
            text, markup = raw, False
        elif kind in _PLAIN or kind in _RICH:
            text, markup = (raw, True) if has_elements else _html(raw)
        else:  # an image, say
            continue
        if (unescape(_TAG.sub("", text)) if markup else text).strip():
            return text, markup
    return None


def _html(raw: str) -> tuple[str, bool]:
    """A text that may be HTML; where it has no tags, what it has of entities are characters."""
    text, markup = told(raw)
    if markup or _TAG.search(text):
        return text, True
    return unescape(text), False


def line(text: str | None) -> str | None:
    """A title or a name on one line: entities that were escaped twice are characters, tags go.

    >>> line(" افتتاح &lt;b&gt;جسر&lt;/b&gt; &amp;quot;الميدان&amp;quot; ")
    'افتتاح جسر "الميدان"'
    """
    plain = unescape(_TAG.sub("", unescape(text or "")))
    return " ".join(tidy(plain)[0].split()) or None


def person(text: str | None) -> str | None:
    """The name of an author, without the mail address that RSS asks for.

    >>> person("desk@example.org (هالة ناصر)"), person("desk@example.org")
    ('هالة ناصر', None)
    """
    name = line(_MAIL.sub(" ", text or ""))
    return (name or "").strip("() ,;<>") or None


def dated(published: Iterable[str], updated: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """The day or time of publication, and notes. What is written in Arabic stays as it is; a time
    of updating stands in where there is no other, with a note.

    >>> dated(["غير معروف"], []), dated([], ["2024-03-05T09:00:00Z"])
    (('غير معروف', ()), ('2024-03-05T09:00:00+00:00', ('published_from_updated',)))
    """
    odd: tuple[str, ...] = ()
    for text in published:
        if (found := stamp(text) or _arabic(text)) is not None:
            return found, ()
        odd = ("published_unreadable",)
    for text in () if odd else updated:
        if (found := stamp(text)) is not None:
            return found, ("published_from_updated",)
    return None, odd


def _arabic(text: str) -> str | None:
    return line(text) if arabic_letters(text) else None


def absolute(link: str | None, base: str | None) -> str | None:
    """The http(s) address that `link` is, seen from `base`; None where it is none.

    >>> absolute("/news/1", "https://example.org/rss"), absolute("mailto:a@example.org", None)
    ('https://example.org/news/1', None)
    """
    address = tidy(link or "")[0].strip()
    if not address:
        return None
    try:
        address = urljoin(base or "", address)
    except ValueError:
        return None
    http = address[:8].lower().startswith(("http://", "https://"))
    return address if http and len(address) <= limits.ADDRESS_CHARS else None
