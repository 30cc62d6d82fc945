"""What the lead of an account tells of its event: the day of it, and where it happened.

The lead is the first sentence, with the next ones where it is short: news says first what happened.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final

import msgspec

from riwaya.arabic import bare, fold_key, tokens
from riwaya.data import rows, word_class
from riwaya.records import AnnotatedArticle, Mention, Time

_LEAST: Final = 200
_MOST: Final = 600
_NEAR: Final = 14
"""Days from the publication within which the news of a lead happens."""

FAR: Final = 0.45
"""How near to the leads a slice of an account is at least that speaks of their event (0 to 1)."""

_PLACES: Final = ("GPE", "LOC", "FAC")
_DAYS: Final = ("day", "part_of_day", "hour", "minute", "second")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEFORE: Final = 24


class ToldDay(msgspec.Struct, frozen=True):
    """The day (ISO) of the event as a lead tells it, and where the body has it. `named`: by the
    week day or the date, not only as today or yesterday, which a late page shifts."""

    day: str
    named: bool
    start: int
    end: int


def framing(name: str) -> frozenset[str]:
    """The folded words of one class of data/framing.tsv.

    >>> "نظام" in framing("stance.regime")
    True
    """
    return word_class("framing", name)


def lead_end(article: AnnotatedArticle) -> int:
    """Where the lead of a body ends (a code point)."""
    for sentence in article.sentences:
        if sentence.end >= _LEAST:
            return min(sentence.end, _MOST)
    return min(len(article.body), _MOST)


def told_day(article: AnnotatedArticle) -> ToldDay | None:
    """The day that the lead tells first, None where it tells none within two weeks of the
    publication. Days that bound something else (منذ الاثنين) and counted spans are passed over."""
    end = lead_end(article)
    for time in article.times:
        day = _day(time)
        if time.start < end and day is not None and _may_be(article, time, day):
            return ToldDay(day, _named(time), time.start, time.end)
    return None


def _day(time: Time) -> str | None:
    """The one day of a time expression; of a day that contradicts itself, the only one it could
    be."""
    value = time.value or (time.candidates[0] if len(time.candidates) == 1 else None)
    if value is None or "/" in value or time.precision not in _DAYS:
        return None
    return value[:10] if _DAY.fullmatch(value[:10]) else None


def _may_be(article: AnnotatedArticle, time: Time, day: str) -> bool:
    if time.inferred and time.basis == "relative":
        return False
    before = [
        token.key
        for token in tokens(article.body, max(0, time.start - _BEFORE), time.start)
        if token.kind == "word"
    ]
    if before and before[-1].removeprefix("و") in framing("bounding"):
        return False
    when = article.published
    if when is None or when.basis == "none":
        return True
    return abs((date.fromisoformat(day) - date.fromisoformat(when.start[:10])).days) <= _NEAR


@cache
def _week_days() -> frozenset[str]:
    return frozenset(bare(fold_key(row["name"])) for row in rows("weekdays"))


def _named(time: Time) -> bool:
    if time.basis in ("weekday", "explicit"):
        return True
    return any(bare(token.key) in _week_days() for token in tokens(time.text))


def told_places(article: AnnotatedArticle) -> tuple[str, ...]:
    """The names of the places where the lead has something happen (في حلب, بجدة, شمال القاهرة),
    in order; a state that a party is of (الاتفاق مع إيران) is none."""
    end = lead_end(article)
    found = [
        mention.name
        for mention in article.mentions
        if mention.type in _PLACES and mention.start < end and _placed(article.body, mention)
    ]
    return tuple(dict.fromkeys(found))


def _placed(body: str, mention: Mention) -> bool:
    """Whether what stands before a place, or in its name, has something happen there."""
    start = mention.start
    prefix = body[max(0, start - 2) : start]
    attached = prefix[-1:] if not prefix[:-1].isalpha() else ""
    town = mention.place is not None and mention.place.within is not None
    if attached == "ب" or (attached == "ل" and town):
        return True
    before = [t for t in tokens(body, max(0, start - _BEFORE), start) if t.kind == "word"]
    words = [before[-1].key] if before and not body[before[-1].end : start].strip() else []
    if mention.type == "FAC":
        words += [token.key for token in tokens(body, start, mention.end)[:1]]
    return any(_places(word) for word in words)


def _places(word: str) -> bool:
    plain = word.removeprefix("و")
    return not framing("placing").isdisjoint((plain, plain.removeprefix("ب")))
