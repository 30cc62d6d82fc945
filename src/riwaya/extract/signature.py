"""One line that signs an article: who wrote, edited and supplied it, where from and for whom.

Such lines join names, labels, places, outlets, dates and counters in any order (`المنامة - نورة
المنصوري وخليفة بوهزاع 23 مايو 2020`). Dates and counters are taken out, labels say what the names
behind them are, and what is left is told by the tables of agencies, places and given names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_agency, is_outlet_like, is_place
from riwaya.extract.masthead import is_masthead
from riwaya.extract.when import spelled

_MOST_CHARS = 200
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}\s?:\s?\d{2}(?:\s?:\s?\d{2})?\s{0,2}"
    r"(?:(?:صباحا|صباحًا|صباحاً|مساء|مساءً|GMT|UTC|AM|PM|am|pm|ص|م)(?!\w))?"
)
_COUNTER = re.compile(
    r"(?:عدد\s)?(?:ال)?(?:قراءات|مشاهدات|زيارات|قراءة)\s?:?\s?[\d٬,.]+"
    r"|[\d٬,.]+\s(?:ألف\s)?(?:قراءة|مشاهدة|زيارة|دقائق|دقيقة|تعليق|تعليقات)(?:\sقراءة)?"
    r"|(?:رقم\sالخبر|رمز\sالخبر)\s?:?\s?\d+"
)
_STRONG = re.compile(r"\s*[|•·/()\[\]–—\n›»]+\s*|\s+[-ـ:]+\s+|[-:]\s+|\s+[-:]|[-:]$|ـ{1,3}\s")
_STRONG_CREDIT = re.compile(r"\s*[|•·/\[\]\n›»]+\s*|\s+[-ـ–—]+\s+|[-–—]$")
_LIST = re.compile(r"\s*[،,;؛+&]\s*|\s+و\s+")
_AND = re.compile(r"\s+(?=و\S{2,}\s)")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?\s?){2,4}")
_OF = frozenset(("بن", "بنت", "ابن", "آل", "أبو", "عبد"))
_ACTS = re.compile(r"[يت]\w{3,}")
_MOST_NAME, _MOST_LABELLED, _MOST_NAMES = 5, 6, 8
_MOST_PLACES, _BETWEEN_PLACES = 3, 3


class Signature(msgspec.Struct):
    """What a line says; `unread` counts the words that no table knows, `doubtful` has them,
    `pending` is the role of a label without a name behind it, `dated` tells that a day stands
    there."""

    byline: list[str] = []
    editor: list[str] = []
    credit: list[str] = []
    dateline: str | None = None
    outlet: str | None = None
    pending: str | None = None
    dated: bool = False
    unread: int = 0
    doubtful: list[str] = []

    @property
    def told(self) -> bool:
        """Whether the line signs anything."""
        names = self.byline or self.editor or self.credit
        return bool(names or self.dateline or self.outlet or self.pending)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """The labels, those that need a colon and those that do not, and the role of each."""
    roles: dict[str, str] = {}
    coloned: list[str] = []
    bare: list[str] = []
    for row in rows("credits"):
        if row["match"] in ("label", "opener"):
            roles[key_of(row["text"])] = row["role"]
            (coloned if row["match"] == "label" else bare).append(re.escape(row["text"]))
    with_mark, alone = (
        "|".join(sorted(names, key=lambda name: (-len(name), name))) for names in (coloned, bare)
    )
    mark = r"\s?[:：\-–]"
    pattern = rf"(?<!\w)(?:({with_mark}){mark}|({alone})(?:{mark}|(?=\s)|$))"
    return re.compile(pattern, re.IGNORECASE), roles


@cache
def _given_names() -> frozenset[str]:
    return frozenset(key_of(row["name"]) for row in rows("given_names"))


@cache
def nobodies() -> frozenset[str]:
    """Folded names that systems give a writer who is no person (admin, المحرر)."""
    return frozenset(key_of(row["text"]) for row in rows("credits") if row["role"] == "nobody")


@cache
def _known_places() -> frozenset[str]:
    names = (row["name"] for row in rows("places") if not row["weak"])
    aliases = (a for row in rows("places") if not row["weak"] for a in row["aliases"].split("|"))
    return frozenset(key_of(name) for name in (*names, *aliases)) - {""}


def read_signature(
    text: str, outlets: frozenset[str] = frozenset(), authors: frozenset[str] = frozenset(),
    pending: str | None = None,
) -> Signature:  # fmt: skip
    """What a line of up to 200 characters signs. `outlets` and `authors` are folded names that the
    page is known to have; `pending` is the role of a label on the line before.

    >>> read_signature("28/11/2018 كتب: بدر الصانع 12,408").byline
    ['بدر الصانع']
    >>> found = read_signature("بيروت - هالة ناصر وسامر الحلو")
    >>> found.dateline, found.byline
    ('بيروت', ['هالة ناصر', 'سامر الحلو'])
    """
    found = Signature()
    if len(text) > _MOST_CHARS:
        found.unread = len(text.split())
        return found
    places: list[str] = []
    bare, found.dated = _without_dates(text)
    for role, segment in _segments(bare, pending):
        names = [name for name in _names(segment) if name]
        if role is None:
            _unlabelled(found, segment, outlets, authors, places)
        elif not names:
            found.pending = role
        elif role != "skip":
            _labelled(found, role, names, places)
    found.dateline = _one_slice(text, places)
    return found


def _one_slice(text: str, places: Sequence[str]) -> str | None:
    """The places of a dateline as the line has them: `عمان / بغداد`."""
    if not places:
        return None
    start = text.find(places[0])
    end = start + len(places[0])
    for place in places[1:_MOST_PLACES]:
        at = text.find(place, end)
        if not 0 < at - end <= _BETWEEN_PLACES:
            break
        end = at + len(place)
    return text[start:end]


def _without_dates(text: str) -> tuple[str, bool]:
    days = spelled(text, "near")
    for start, end, _ in reversed(days):
        text = f"{text[:start]} | {text[end:]}"
    return _day_month().sub(" | ", _COUNTER.sub(" | ", _CLOCK.sub(" | ", text))), bool(days)


@cache
def _day_month() -> re.Pattern[str]:
    """A day without its year, as datelines have it: `14 أيار`."""
    names = sorted({row["name"] for row in rows("months")}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\d)\d{{1,2}}\s?/?\s?(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _segments(text: str, pending: str | None) -> Iterator[tuple[str | None, str]]:
    """The parts of a line with the role that a label before each gives; a strong mark ends it."""
    pattern, roles = _labels()
    at, role = 0, pending
    for match in (*pattern.finditer(text), None):
        end = match.start() if match is not None else len(text)
        marks = _STRONG if role != "credit" else _STRONG_CREDIT
        parts = [part for part in marks.split(text[at:end].strip("() ")) if part.strip()]
        if role is not None and (at or pending) and (parts or at):
            yield role, parts.pop(0) if parts else ""
        rest = "credit" if role == "credit" else None
        yield from ((rest, part) for part in parts)
        if match is not None:
            at, role = match.end(), roles[key_of(match[1] or match[2])]


@cache
def _tail() -> re.Pattern[str]:
    """What a line may leave at the end of a name: a preposition, a week day, a number."""
    days = "|".join(re.escape(row["name"]) for row in rows("weekdays"))
    return re.compile(rf"(?:\s+(?:في|يوم|بتاريخ|[\d٬,.]+|(?:ال)?(?:{days})،?))+\s*$")


def _names(segment: str) -> list[str]:
    """The names of a segment, cut at commas and at a و that joins two names."""
    found: list[str] = []
    for part in _LIST.split(segment.strip(" .-–—|*،,")):
        whole: list[str] = []
        for piece in _AND.split(_tail().sub("", part).strip().removesuffix(" و")):
            joined = piece[1:] if whole else ""
            if joined and key_of(joined.split()[0]) in _given_names() and " " in whole[-1]:
                whole.append(joined)
            else:
                whole = [*whole[:-1], f"{whole[-1]} {piece}"] if whole else [piece]
        found += whole
    return [name for name in found if name]


def _labelled(found: Signature, role: str, names: Sequence[str], places: list[str]) -> None:
    target = {"byline": found.byline, "editor": found.editor, "credit": found.credit}[role]
    for name in names[:_MOST_NAMES]:
        words = name.split()
        if key_of(name) in nobodies():
            continue
        written = _is_written_as_name(words) or _INITIALS.fullmatch(name)
        if role == "credit" and len(words) <= _MOST_LABELLED and not any(map(str.isdigit, name)):
            if is_known_place(name):
                places.append(name)
            else:
                target.append(name)
        elif role != "credit" and written and len(words) <= _MOST_LABELLED:
            target.append(name)
        else:
            found.unread += len(words)


def _unlabelled(
    found: Signature, segment: str, outlets: frozenset[str], authors: frozenset[str],
    places: list[str],
) -> None:  # fmt: skip
    for name in _names(segment):
        key = key_of(name)
        if not key:
            continue
        if is_agency(name):
            found.credit.append(name)
        elif key in outlets or is_outlet_like(name):
            found.outlet = found.outlet or name
        elif is_known_place(name):
            places.append(name)
        elif key in nobodies():
            continue
        elif key in authors or is_person(name):
            found.byline.append(name)
        elif not is_masthead(name):
            found.unread += len(name.split())
            found.doubtful.append(name)


def is_known_place(text: str) -> bool:
    """Whether a text is a town that news is datelined from, or a place that news names often."""
    return is_place(text) or key_of(text) in _known_places()


def is_person(text: str) -> bool:
    """Whether a text is a person's name by its shape and its first word.

    >>> is_person("هالة ناصر"), is_person("افتتاح جسر")
    (True, False)
    """
    words = text.split()
    longest = _MOST_NAME if _OF & set(words) else _MOST_NAME - 1
    if not 2 <= len(words) <= longest or not _is_written_as_name(words):
        return False
    keys = [key_of(word) for word in words]
    acts = any(_ACTS.match(key) and key not in _given_names() for key in keys[1:])
    return keys[0] in _given_names() and not acts


def _is_written_as_name(words: Sequence[str]) -> bool:
    return all(_NAME_WORD.fullmatch(fold_key(word)) for word in words)
