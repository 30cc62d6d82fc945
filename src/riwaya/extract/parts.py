"""The parts of a line that signs an article: dates and counters are taken out, marks and labels
cut the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.when import spelled

_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}\s?:\s?\d{2}(?:\s?:\s?\d{2})?\s{0,2}"
    r"(?:(?:صباحا|صباحًا|صباحاً|مساء|مساءً|GMT|UTC|AM|PM|am|pm|ص|م)(?!\w))?"
)
_COUNTER = re.compile(
    r"(?:عدد\s)?(?:ال)?(?:قراءات|مشاهدات|زيارات|قراءة)\s?:?\s?(?:[\d٬,.]+|\{\{[^{}]{0,60}\}\})"
    r"|[\d٬,.]+\s(?:ألف\s)?(?:قراءة|مشاهدة|زيارة|دقائق|دقيقة|تعليق|تعليقات)(?:\sقراءة)?"
    r"|(?:رقم\sالخبر|رمز\sالخبر)\s?:?\s?\d+"
)
_FONT_SIZE = re.compile(r"(?<!\w)(?:[Aأع]\s?[+-]?\s){1,3}[Aأع]\s?[+-]?(?!\w)")
_STRONG = re.compile(r"\s*[|•·/()\[\]–—\n›»]+\s*|\s+[-ـ:]+\s+|[-:]\s+|\s+[-:]|[-:]$|ـ{1,3}\s")
_JOINS_CREDITS = re.compile(r"\s*/+\s*|\s+[-ـ–—]+\s+|[-–—]$")
_ENDS_CREDITS = re.compile(r"[|•·\[\]\n›»]")
_BRACKETS = re.compile(r"[()]")
_LIST = re.compile(r"\s*[،,;؛+&]\s*|\s+و\s+")
_AND = re.compile(r"\s+(?=و\S{2,}\s)")
_GLUED = re.compile(r"(?<=[\u0621-\u064a]{3})[-–](?=[\u0621-\u064a]{3})")
_OPENS_PART = re.compile(r"(?:^|[|•·/()\[\]–—\-:،,\n›»])\s*$")


class Part(msgspec.Struct, frozen=True):
    """A piece of a line with the role that a label before it gives, if any (`also`: it stands in
    line behind what a label for writers governs); `sure` tells that only names stand behind such a
    label."""

    role: str | None
    text: str
    sure: bool = True


class _Label(msgspec.Struct, frozen=True):
    role: str
    sure: bool


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, _Label]]:
    """The labels, those that need a colon and those that do not, and what each says."""
    found: dict[str, _Label] = {}
    coloned: list[str] = []
    bare: list[str] = []
    for row in (*rows("signs"), *rows("credits")):
        if row["match"] in ("label", "opener", "topic", "office", "with"):
            sure = row["match"] in ("label", "opener", "office")
            found.setdefault(key_of(row["text"]), _Label(row["role"], sure))
            alone = row["match"] in ("opener", "with")
            (bare if alone else coloned).append(re.escape(row["text"]))
    with_mark, alone_too = (
        "|".join(sorted(set(names), key=lambda name: (-len(name), name)))
        for names in (coloned, bare)
    )
    mark = r"\s?[:：\-–،,](?!\w)"
    pattern = rf"(?<!\w)(?:({with_mark})(?:{mark}|[:：])|({alone_too})(?:{mark}|[:：]|(?=\s)|$))"
    return re.compile(pattern, re.IGNORECASE), found


def without_dates(text: str) -> tuple[str, bool]:
    """A line with bars for its dates, times and counters, and whether it has a full day.

    >>> without_dates("بيروت 24 أيار 2019، 120 مشاهدة")
    ('بيروت  | ،  | ', True)
    """
    days = spelled(text, "near")
    for start, end, _ in reversed(days):
        where = _clock_place().match(text, end)
        text = f"{text[:start]} | {text[where.end() if where is not None else end :]}"
    for pattern in (_clock_of_a_place(), _CLOCK, _COUNTER, _FONT_SIZE, _day_month()):
        text = pattern.sub(" | ", text)
    return text, bool(days)


@cache
def _clock_place() -> re.Pattern[str]:
    """The place whose clock a time is by: `(مكة المكرمة)`."""
    places = "|".join(re.escape(row["text"]) for row in rows("signs") if row["match"] == "clock")
    named = rf"\(\s?(?:{places})\s?\)|بتوقيت\s(?:{places}|\w{{3,20}})"
    return re.compile(rf"\s{{0,2}}(?:{named})")


@cache
def _clock_of_a_place() -> re.Pattern[str]:
    return re.compile(f"{_CLOCK.pattern}{_clock_place().pattern}")


@cache
def _day_month() -> re.Pattern[str]:
    """A day without its year, as datelines have it: `14 أيار`."""
    names = sorted({row["name"] for row in rows("months")}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\d)\d{{1,2}}\s?/?\s?(?:{'|'.join(map(re.escape, names))})(?!\w)")


def parts_of(text: str, pending: str | None = None) -> Iterator[Part]:
    """The parts of a line; a strong mark ends what a label governs, other suppliers behind a mark
    stay with it. `pending` is the role of a label on the line before.

    >>> [(part.role, part.text) for part in parts_of("كتب: سامر الحلو | بيروت")]
    [('byline', 'سامر الحلو'), ('also', 'بيروت')]
    """
    pattern, labels = _labels()
    text = _GLUED.sub(" - ", text)
    at, label = 0, _Label(pending, sure=True) if pending is not None else None
    for match in (*pattern.finditer(text), None):
        if match is not None and not _is_label(text, match):
            continue
        end = match.start() if match is not None else len(text)
        if at or text[:end].strip("() "):
            yield from _governed(text[at:end], label)
        if match is not None:
            at, label = match.end(), labels[key_of(match[1] or match[2])]


def _governed(text: str, label: _Label | None) -> Iterator[Part]:
    """The parts between two labels. The first is what the label governs; suppliers go on behind a
    dash or a stroke."""
    if label is not None and label.role == "rest":
        yield Part("skip", text)
        return
    if label is None or label.role != "credit":
        parts = [part for part in _STRONG.split(text.strip("() ")) if part.strip()]
        if label is not None:
            yield Part(label.role, parts.pop(0) if parts else "", sure=label.sure)
        writes = label is not None and label.role in ("byline", "editor")
        yield from (Part("also" if writes else None, part) for part in parts)
        return
    text = text.lstrip("( ")
    end = _credits_end(text)
    parts = [part for part in _JOINS_CREDITS.split(text[:end]) if part.strip("() ")]
    yield from (Part("credit", part, sure=label.sure) for part in parts or [""])
    yield from _governed(text[end:], None)


def _credits_end(text: str) -> int:
    """Where the suppliers behind a label end: at a bar, or at a bracket that closes theirs."""
    bar = _ENDS_CREDITS.search(text)
    end = bar.start() if bar is not None else len(text)
    opened = 0
    for bracket in _BRACKETS.finditer(text, 0, end):
        opened += 1 if bracket.group() == "(" else -1
        if opened < 0:
            return bracket.start()
    return end


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a label that needs no colon stands at the head of a part: `by` is a word too."""
    if match[1] is not None or match.group()[-1] in ":：-–":
        return True
    return _OPENS_PART.search(text[max(0, match.start() - 20) : match.start()]) is not None


_TAIL = re.compile(r"(?:\s+(?:في|يوم|بتاريخ|[\d٬,.]+))+\s*$")


@cache
def _week_day() -> re.Pattern[str]:
    days = "|".join(re.escape(row["name"]) for row in rows("weekdays"))
    return re.compile(rf"(?:\s+(?:ال)?(?:{days})،?)+\s*$")


def _without_tail(text: str) -> str:
    """A text without what may follow a name: a preposition, a number, a week day (but one behind a
    single word is a name: علاء جمعة)."""
    bare = _TAIL.sub("", text).strip()
    short = _TAIL.sub("", _week_day().sub("", bare)).strip()
    return (short if " " in short else bare).removesuffix(" و")


def names_of(part: str, given: frozenset[str]) -> list[str]:
    """The names of a part, cut at commas and at a و that joins two names; `given` are the folded
    given names.

    >>> names_of("هالة ناصر وسامر الحلو", frozenset(("سامر",)))
    ['هالة ناصر', 'سامر الحلو']
    """
    found: list[str] = []
    for piece in _LIST.split(part.strip(" .-–—|*،,")):
        whole: list[str] = []
        for name in _AND.split(_without_tail(piece)):
            joined = name[1:] if whole else ""
            if joined and key_of(joined.split()[0]) in given and " " in whole[-1]:
                whole.append(joined)
            else:
                whole = [*whole[:-1], f"{whole[-1]} {name}"] if whole else [name]
        found += whole
    return [name for name in found if name.strip()]
