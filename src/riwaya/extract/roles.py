"""The lines that say who wrote and supplied a text, and where from: those between headline and
text, and those right under the text, read into the labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import Block, key_of
from riwaya.extract.lexicon import is_date_line, is_outlet_like
from riwaya.extract.segment import Line
from riwaya.extract.signature import Signature, is_known_place, is_person, nobodies, read_signature

_UNDER = 4
_PARAGRAPH = 12
_MOST_WORDS = 30
_NOT_SIGNED = frozenset((
    "caption", "share", "tags", "ticker", "subscription", "copyright", "navigation", "comments",
    "comment_form",
))  # fmt: skip
_DASH = re.compile(r"\s[-–—]\s")
_TOWN = (
    "ب{}", "في {}", "بين {}", "الي {}", "من {}", "محافظه {}", "بمحافظه {}", "مدينه {}", "بمدينه {}",
    "اقليم {}", "باقليم {}", "ولايه {}", "بولايه {}", "قضاء {}", "ريف {}", "قرب {}", "شمال {}",
    "جنوب {}", "شرق {}", "غرب {}", "بلده {}", "ببلده {}",
)  # fmt: skip


class Labels(msgspec.Struct):
    """A label for every block, and what was read from the lines that say who wrote and supplied
    the text. `kinds[i]` is the label of block i, `lines[i]` what it says of itself;
    `dated` has the lines that sign the article and give its day."""

    lines: Sequence[Line]
    blocks: Sequence[Block]
    kinds: list[str]
    title: int | None = None
    byline: list[str] = []
    editor: list[str] = []
    credit: list[str] = []
    dateline: str | None = None
    outlet: str | None = None
    photo: dict[int, str] = {}
    dated: set[int] = set()


def outlet_names(outlet: str | None) -> frozenset[str]:
    """The folded names that an outlet goes by: whole, each side of a dash, without a word such as
    نت or صحيفة.

    >>> sorted(outlet_names("صحيفة الأمل"))
    ['الامل', 'صحيفه الامل']
    """
    if not outlet:
        return frozenset()
    arabic = " ".join(word for word in outlet.split() if not word.isascii())
    found = {key_of(part) for part in (outlet, arabic, *_DASH.split(outlet))}
    words = outlet.split()
    while len(words) > 1 and is_outlet_like(words[0]):
        words = words[1:]
        found.add(key_of(" ".join(words)))
    while len(words) > 1 and is_outlet_like(words[-1]):
        words = words[:-1]
        found.add(key_of(" ".join(words)))
    return frozenset(found - {""})


def read_head(labels: Labels, body: int, outlets: frozenset[str], authors: frozenset[str]) -> None:
    """Read the lines between the headline and line `body`."""
    start = labels.title if labels.title is not None else max(0, body - _UNDER)
    pending: str | None = None
    for index in range(start + (labels.title is not None), _head_end(labels, body)):
        kind = labels.kinds[index]
        named = kind == "caption" and _is_beside_date(labels, index)
        if labels.lines[index].shape.length > _MOST_WORDS:
            pending = None
        elif kind == "body":
            _read_in_body(labels, index, outlets, authors)
        elif kind not in _NOT_SIGNED or named:
            pending = _read(labels, index, outlets, authors, pending)


def _head_end(labels: Labels, body: int) -> int:
    """Where the lines that may sign end: at the second paragraph."""
    long = [
        index for index in range(body, min(body + 3 * _UNDER, len(labels.kinds)))
        if labels.kinds[index] == "body" and labels.lines[index].shape.length >= _PARAGRAPH
    ]  # fmt: skip
    return long[1] if len(long) > 1 else (long or [body])[0]


def _read_in_body(
    labels: Labels, index: int, outlets: frozenset[str], authors: frozenset[str]
) -> None:
    """A short line at the head of the text that signs it and says nothing else is no text."""
    line = labels.lines[index]
    if line.shape.stopped or line.shape.length >= _PARAGRAPH:
        return
    found = read_signature(line.block.text, outlets, authors)
    above = index > 0 and labels.kinds[index - 1] in ("dateline", "outlet", "byline")
    if above and found.unread == line.shape.length and found.doubtful[1:] == []:
        _take_named(found)
    if found.told and not found.unread:
        _read(labels, index, outlets, authors | {key_of(name) for name in found.byline}, None)


def _is_beside_date(labels: Labels, index: int) -> bool:
    """Whether a name beside a picture stands with a date: a writer's, not a caption."""
    line = labels.lines[index]
    near = [labels.lines[i] for i in (index - 1, index + 1) if 0 <= i < len(labels.lines)]
    return is_person(line.block.text) and any(is_date_line(one.shape) for one in near)


def read_foot(labels: Labels, last: int, outlets: frozenset[str], authors: frozenset[str]) -> None:
    """Read the lines right under line `last`, as long as they sign."""
    pending: str | None = None
    for index in range(last + 1, min(last + 1 + _UNDER, len(labels.blocks))):
        line = labels.lines[index]
        if line.heading > last or line.shape.length > _MOST_WORDS:
            return
        if labels.kinds[index] in _NOT_SIGNED:
            continue
        linked = line.block.linked > 0.5 and line.block.zone != "byline"
        before = labels.kinds[index]
        pending = None if linked else _read(labels, index, outlets, authors, pending)
        if labels.kinds[index] == before and pending is None and index > last + 1:
            return


def _read(
    labels: Labels, index: int, outlets: frozenset[str], authors: frozenset[str],
    pending: str | None,
) -> str | None:  # fmt: skip
    """Read one line; the role of a label that it ends with."""
    line = labels.lines[index]
    found = read_signature(line.block.text.strip("()[] *"), outlets, authors, pending)
    if line.block.zone == "byline" and not found.byline:
        _take_named(found)
    _take_town(labels, found)
    if found.unread > 1 + len(found.byline + found.credit + found.editor):
        return None
    if found.dated:
        labels.dated.add(index)
        labels.kinds[index] = "date"
    if not found.told:
        return None
    labels.byline += [name for name in found.byline if name not in labels.byline]
    labels.editor += [name for name in found.editor if name not in labels.editor]
    labels.credit += [name for name in found.credit if name not in labels.credit]
    labels.dateline = labels.dateline or found.dateline
    if found.outlet:
        labels.outlet = labels.outlet or found.outlet
    labels.kinds[index] = _kind_of(found, labels.kinds[index])
    return found.pending if found.pending != "skip" else None


def _kind_of(found: Signature, before: str) -> str:
    for kind in ("byline", "editor", "credit", "dateline", "outlet"):
        if getattr(found, kind):
            return kind
    return before if before and before != "subtitle" else "other"


def _take_named(found: Signature) -> None:
    """In an element that is named for the writer, what has the shape of a name is one."""
    for name in found.doubtful:
        written = not (any(map(str.isdigit, name)) or name.isascii() or key_of(name) in nobodies())
        if 2 <= len(name.split()) <= 5 and written:
            found.byline.append(name)
            found.unread -= len(name.split())


def _take_town(labels: Labels, found: Signature) -> None:
    """Beside an outlet or a writer, one or two words that the page has as a place are the town."""
    if found.dateline or not (found.outlet or found.credit or found.byline):
        return
    keys = f" {' '.join(line.shape.key for line in labels.lines)} "
    for name in found.doubtful:
        key = key_of(name)
        if key.count(" ") <= 1 and any(f" {form.format(key)} " in keys for form in _TOWN):
            found.dateline = name
            found.unread -= len(name.split())
            return


def read_opening(labels: Labels, paragraph: str, outlets: frozenset[str]) -> None:
    """A dateline at the head of the first paragraph: `بغداد (رويترز) - قال`, `تونس – الواحة: قررت`.
    Only what is a place, an agency, an outlet, a person or a day may stand before the mark."""
    for match in reversed(list(_OPENS.finditer(paragraph[:_OPENING]))):
        head = paragraph[: match.start()]
        if len(head.split()) > _MOST_OPENING or _SENTENCE.search(head):
            continue
        found = read_signature(f"{head} ", outlets)
        if not found.dateline and found.unread == len(head.split()) <= 2:
            _take_town_alone(labels, found, head)
        if found.dateline and not found.unread:
            labels.dateline = labels.dateline or found.dateline
            labels.credit += [name for name in found.credit if name not in labels.credit]
            labels.outlet = labels.outlet or found.outlet
            return


_OPENING, _MOST_OPENING = 120, 9
_OPENS = re.compile(r"\s?(?:[-–—]+|ـ{1,3}|:|\.\.)\s")
_SENTENCE = re.compile(r"[.؟!«\"]\s?")


def _take_town_alone(labels: Labels, found: Signature, head: str) -> None:
    key = key_of(head)
    keys = f" {' '.join(line.shape.key for line in labels.lines if line.prose)} "
    if any(f" {form.format(key)} " in keys for form in _TOWN):
        found.dateline, found.unread = head.strip(), 0


__all__ = (
    "Labels", "is_known_place", "is_person", "outlet_names", "read_foot", "read_head",
    "read_opening",
)  # fmt: skip
