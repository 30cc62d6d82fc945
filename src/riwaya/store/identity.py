"""Which article a page is of: the one with its id or its address, or a new one."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from riwaya.arabic import keyed
from riwaya.kept import Incoming
from riwaya.records import AnnotatedArticle
from riwaya.store.derived import plain

_ALIKE: Final = 0.2
"""Share of its pairs of words that a changed article keeps at least."""

_CAMPAIGN: Final = ("utm_", "fbclid", "gclid")


def own_id(one: Incoming) -> str:
    """The id that an article has by itself: the one that was given with it, or its page's."""
    given = one.page.given.id if one.page.given is not None else None
    return (plain(given) if given else None) or one.page.sha256[:12]


def address_of(article: AnnotatedArticle) -> str | None:
    """The address that tells an article from others: without scheme, fragment and the marks of
    campaigns. A front page is no article's address.

    >>> from riwaya.records import Origin
    >>> page = AnnotatedArticle(id="1", page=Origin(sha256=""), title=None, body="", paragraphs=(),
    ...                         url="https://akhbar.example/a?id=7&utm_source=x#top")
    >>> address_of(page)
    'akhbar.example/a?id=7'
    """
    if not article.url:
        return None
    try:
        parts = urlsplit(article.url)
        host = parts.netloc.lower()
        asked = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return None
    kept = urlencode([pair for pair in asked if not pair[0].startswith(_CAMPAIGN)])
    path = parts.path.rstrip("/")
    if not host or not (path or kept):
        return None
    return plain(host + path + (f"?{kept}" if kept else ""))


def told_of(article: AnnotatedArticle) -> str:
    """The digest of what an article tells; the same for two captures of one version."""
    said = "\0".join((article.title or "", article.subtitle or "", article.body))
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def is_version(old: AnnotatedArticle, new: AnnotatedArticle) -> bool:
    """Whether a text that stands at the address of another is that one changed; else the address
    was used again for another article."""
    if old.title and old.title == new.title:
        return True
    one, other = (set(pairwise(key for _, key in keyed(text.body))) for text in (old, new))
    least = min(len(one), len(other))
    return least > 0 and len(one & other) >= _ALIKE * least
