"""Dates in the lines of a labelled page: what a line calls its date, and where the line stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_agency, is_name_like, is_place, labelled
from riwaya.extract.roles import Labels
from riwaya.extract.when import Clue, Kind, spelled

_LINE = 200
_MOST_WORDS = 16
_ABOVE = 3
_BELOW = 6
_OTHER_NEWS = frozenset(("related", "ticker", "comments"))
_OVER_PAGE = frozenset(("navigation", "subscription", "ticker", "share"))
_HEAD = frozenset(("date", "other", "byline", "editor", "credit", "dateline", "outlet", "subtitle"))
_DATING = _HEAD | {"navigation", "ticker", "share"}
_MOST_AFTER = 4
_TODAY = MappingProxyType({"اليوم": 0, "يومه": 0, "امس": 1})
_ROLE = re.compile(r"[:：]")
_BARS = " \u200f|•·–—-،,/()[]"
_DIGIT = re.compile(r"\d")
_CLOSES = re.compile(r"[^\n]{0,24}?[-–—:)]")


@cache
def _labels() -> MappingProxyType[str, str]:
    found = {key_of(r["name"]): r["field"] for r in rows("html_meta") if r["attribute"] == "label"}
    return MappingProxyType(found)


def label_of(text: str) -> str:
    """What the words before a date call it: `published`, `modified`, `other`, or "" for nothing.
    The last label counts.

    >>> label_of("تاريخ النشر:"), label_of("نشر أمس | آخر تحديث"), label_of("بيروت")
    ('published', 'modified', '')
    """
    key = f" {key_of(text)} "
    best = (-1, 0, "")
    for phrase, field in _labels().items():
        at = key.rfind(f" {phrase} ")
        if at >= 0:
            best = max(best, (at + len(phrase), len(phrase), field))
    return best[2]


def line_clues(text: str, lead: str = "") -> tuple[Clue, ...]:
    """The dates of a line, each by the label before it; `lead` is a label on the line above.

    >>> [c.kind for c in line_clues("نشر: 3 أيار 2019 | آخر تحديث: 5 أيار 2019")]
    ['labelled', 'modified']
    """
    found: list[Clue] = []
    at = 0
    for start, end, clue in spelled(text[:_LINE], "near"):
        label = label_of(text[at:start] if found else f"{lead} {text[:start]}")
        at = end
        kind: Kind = "labelled" if label == "published" else "near"
        kind = "modified" if label == "modified" else kind
        if label != "other":
            found.append(msgspec.structs.replace(clue, kind=kind))
    return tuple(found)


def page_clues(labels: Labels) -> tuple[Clue, ...]:
    """The dates in the lines around the article: near its title, above it, under its text.

    >>> from riwaya.extract.blocks_text import blocks
    >>> from riwaya.extract.label import label
    >>> page = "افتتاح جسر فوق النهر\\nالجمعة 24 أيار 2019\\nافتتح الوزير اليوم جسرا جديدا"
    >>> page += " فوق النهر في وسط المدينة بعد عامين."
    >>> [(clue.kind, clue.days) for clue in page_clues(label(blocks(page)[0]))]
    [('near', ('2019-05-24',))]
    """
    first = labels.kinds.index("body")
    title = labels.title if labels.title is not None else first
    found: list[Clue] = []
    for index in range(first):
        if index <= title:
            found.extend(_over(labels, index, title))
        elif labels.kinds[index - 1] in _OTHER_NEWS:
            break
        else:
            found.extend(_of_block(labels, index))
    return (*found, *_dateline(labels.blocks[first].text), *_below(labels))


def _over(labels: Labels, index: int, title: int) -> list[Clue]:
    """The dates of a line over the title: what it calls them, else `above` where it is a date right
    over it, else `today`."""
    text = labels.blocks[index].text
    if index == title or _DIGIT.search(text[:_LINE]) is None:
        return []
    near = labels.kinds[index] == "date" and title - index <= _ABOVE
    place: Kind = "today"
    if near and not set(labels.kinds[index + 1 : title]) & _OVER_PAGE:
        place = "above"
    clues = _of_block(labels, index) or (line_clues(text) if len(text) <= _LINE else ())
    return [
        clue if clue.kind != "near" else msgspec.structs.replace(clue, kind=place) for clue in clues
    ]


def _of_block(labels: Labels, index: int) -> tuple[Clue, ...]:
    """The dates of a line that is about the article and not much longer than they are."""
    kind, text = labels.kinds[index], labels.blocks[index].text
    if len(text) > _LINE or kind not in _DATING or _DIGIT.search(text) is None:
        return ()
    lead = labels.blocks[index - 1].text if index else ""
    if len(lead.split()) > 4 or any(map(str.isdigit, lead)):
        lead = ""
    clues = line_clues(text, lead)
    named = any(clue.kind != "near" for clue in clues)
    if kind == "ticker":
        return clues if named and label_of(" ".join(text.split()[:2])) else ()
    if kind == "date" or index in labels.dated or named or not clues:
        return clues
    return clues if len(text.split()) <= _MOST_WORDS and stands_apart(text) else ()


def stands_apart(text: str) -> bool:
    """Whether the rest of a line beside its date is who wrote it or where, not a sentence.

    >>> stands_apart("كتب: سامي الزين | 9 يوليو 2023"), stands_apart("يبدأ المعرض: 9 يوليو 2023")
    (True, False)
    """
    found = spelled(text[:_LINE], "near")
    if not found or len(text[found[0][1] :].split()) > _MOST_AFTER:
        return False
    before = text[: found[0][0]].strip(_BARS)
    role = _ROLE.search(before)
    signed = labelled(before) is not None if role else is_name_like(before)
    return not before or is_place(before) or is_agency(before) or signed


def _dateline(paragraph: str) -> tuple[Clue, ...]:
    """The date in `الرياض 24 مايو 2019 (وكالة) - قال`, at the head of the first paragraph."""
    head = spelled(paragraph[:120], "near")
    if not head or not is_place(_DIGIT.split(paragraph[: head[0][0]])[0].strip(_BARS)):
        return ()
    rest = paragraph[head[-1][1] :]
    if len(rest.split()) > 4 and _CLOSES.match(rest) is None:
        return ()
    return tuple(clue for _, _, clue in head)


def _below(labels: Labels) -> tuple[Clue, ...]:
    """Dates right under the text that call themselves the day of publication."""
    last = len(labels.kinds) - 1 - labels.kinds[::-1].index("body")
    found: list[Clue] = []
    for index in range(last + 1, min(last + 1 + _BELOW, len(labels.kinds))):
        if labels.kinds[index] in _OTHER_NEWS:
            break
        if len(labels.blocks[index].text) <= _LINE:
            found.extend(c for c in _of_block(labels, index) if c.kind == "labelled")
    return tuple(found)


def weekday_of(paragraphs: Sequence[str]) -> int | None:
    """The weekday that the text calls today (اليوم الجمعة), Monday 0; None where it calls none or
    two so.

    >>> weekday_of(["افتتح الوزير اليوم الجمعة جسرا", "وكان قد أعلن أمس الخميس موعده"])
    4
    """
    names = _weekdays()
    found: set[int] = set()
    for paragraph in paragraphs[:3]:
        words = key_of(paragraph[:600]).replace("،", " ").replace(",", " ").split()
        for word, after in pairwise(words):
            if after in names and (shift := _TODAY.get(word.removeprefix("و"))) is not None:
                found.add((names[after] + shift) % 7)
    return found.pop() if len(found) == 1 else None


@cache
def _weekdays() -> MappingProxyType[str, int]:
    return MappingProxyType({key_of(r["name"]): int(r["number"]) for r in rows("weekdays")})
