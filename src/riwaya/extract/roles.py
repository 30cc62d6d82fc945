"""The lines that say who wrote and supplied a text, and where from: those between headline and
text, and those right under the text, read into the labels."""

from __future__ import annotations

import re
from functools import cache

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.labels import Labels
from riwaya.extract.lexicon import is_agency, is_date_line
from riwaya.extract.outlet_names import outlet_names
from riwaya.extract.parts import parts_of
from riwaya.extract.signature import (
    Signature,
    is_known_place,
    is_person,
    read_signature,
)
from riwaya.extract.vouching import (
    drop_weak,
    is_familiar,
    is_subject,
    take_family,
    take_named,
    take_paper,
    take_town,
)

_UNDER = 4
_PARAGRAPH = 12
_SIGNED, _CLOSING, _MOST_BEHIND = 8, 2, 8
_CLOSED = re.compile(r"[.؟!…»\"]\s{0,2}[(\[]([^()\[\]]{2,60})[)\]]\s{0,2}\.?\s*$")
_LINKED, _BEFORE_SOURCE = 0.5, 3
_CLOSE_CHARS, _SOURCE_CHARS = 120, 60
_MOST_WORDS, _MOST_CLOSING = 30, 16
_MARKS = "[] *=_~"
_NOT_SIGNED = frozenset((
    "caption", "share", "tags", "ticker", "subscription", "copyright", "navigation", "comments",
    "comment_form",
))  # fmt: skip


def read_head(labels: Labels, body: int, outlets: frozenset[str], authors: frozenset[str]) -> None:
    """Read the lines between the headline and line `body`."""
    start = labels.title if labels.title is not None else max(0, body - _UNDER)
    pending: str | None = None
    for index in range(start + (labels.title is not None), _head_end(labels, body)):
        kind = labels.kinds[index]
        named = kind == "caption" and (
            _signs_beside_picture(labels, index) or _opens_text(labels, index, outlets)
        )
        if labels.lines[index].shape.length > _MOST_WORDS:
            pending = None
        elif kind == "body":
            _read_in_body(labels, index, outlets, authors)
        elif kind not in _NOT_SIGNED or named:
            lone = "date" in labels.kinds[max(start, index - 1) : index + 2]
            pending = _read(labels, index, outlets, authors, pending, lone=lone)


def _head_end(labels: Labels, body: int) -> int:
    """Where the lines that may sign end: at the second paragraph."""
    long = [
        index for index in range(body, min(body + 3 * _UNDER, len(labels.kinds)))
        if labels.kinds[index] == "body" and labels.lines[index].prose
        and labels.lines[index].shape.length >= _PARAGRAPH
    ]  # fmt: skip
    return long[1] if len(long) > 1 else (long or [body])[0]


def _read_in_body(
    labels: Labels, index: int, outlets: frozenset[str], authors: frozenset[str]
) -> None:
    """A short line at the head of the text that signs it and says nothing else is no text."""
    line = labels.lines[index]
    leads = line.block.text.endswith(":")
    if (line.shape.stopped and not leads) or line.shape.length > _MOST_WORDS:
        return
    found = read_signature(line.block.text.rstrip(" :"), outlets, authors)
    if line.shape.length > _PARAGRAPH and not found.dated:
        return
    above = index > 0 and labels.kinds[index - 1] in ("dateline", "outlet", "byline")
    if above and found.unread == line.shape.length and found.doubtful[1:] == []:
        take_named(found)
    signs = found.byline or found.dateline if leads else found.told
    if signs and not found.unread:
        _read(labels, index, outlets, authors | {key_of(name) for name in found.byline}, None)


def _signs_beside_picture(labels: Labels, index: int) -> bool:
    """Whether a line beside a picture is none of its caption: a date, or a name with a date or
    another writer next to it."""
    line = labels.lines[index]
    if line.shape.length > _PARAGRAPH:
        return False
    found = read_signature(line.block.text)
    if found.dated and not found.unread and not found.places:
        return True
    if line.shape.key in labels.named:
        return is_person(line.block.text)
    near = [i for i in (index - 1, index + 1) if 0 <= i < len(labels.lines)]
    signed = any(
        is_date_line(labels.lines[i].shape) or is_person(labels.blocks[i].text) for i in near
    )
    return is_person(line.block.text) and signed


def _opens_text(labels: Labels, index: int, outlets: frozenset[str]) -> bool:
    """Whether a line right before the text, behind a picture, is the text's own: a place with the
    paper, a supplier or a word for the paper's own work (`جنين - خاص سنابل`)."""
    line, after = labels.lines[index], labels.lines[index + 1 : index + 2]
    if not after or labels.kinds[index + 1] != "body" or line.shape.length > _SIGNED:
        return False
    around = line.block.chain
    if line.block.zone or after[0].block.chain[: len(around)] != around:
        return False
    found = read_signature(line.block.text, outlets)
    take_town(labels, found)
    signed = found.outlet or found.credit or found.byline
    return bool(signed and found.dateline and not found.unread)


def read_over(labels: Labels) -> None:
    """Read a writer whom the markup names right over the headline, as over columns."""
    title = labels.title or 0
    for index in range(title - 1, max(-1, title - 1 - _UNDER), -1):
        block, key = labels.blocks[index], labels.lines[index].shape.key
        if key in labels.named and (is_person(block.text) or is_familiar(block.text)):
            labels.byline.append(block.text)
            labels.kinds[index] = "byline"
            return


def read_close(labels: Labels, last: int, outlets: frozenset[str], authors: frozenset[str]) -> int:
    """Read the lines that sign at the end of the text itself, and the suppliers in brackets behind
    its last sentence; the last line that is text."""
    for _ in range(_CLOSING):
        line = labels.lines[last]
        before = max((i for i in range(last) if labels.kinds[i] == "body"), default=None)
        if before is None or line.shape.length > _MOST_CLOSING:
            break
        found = read_signature(line.block.text.strip(_MARKS), outlets, authors)
        only = bool(found.initials) and not (found.unread or found.places)
        if not only and (line.shape.stopped or line.shape.length > _SIGNED):
            break
        listed = labels.lines[before].shape.length <= _SIGNED and not labels.lines[before].prose
        take_family(found, line)
        take_town(labels, found)
        signs = found.byline or found.credit or found.editor or only
        if listed or found.unread or not signs:
            break
        labels.kinds[last] = "other" if only else labels.kinds[last]
        _read(labels, last, outlets, authors, None, lone=True)
        last = before
    _read_brackets(labels, labels.blocks[last].text)
    return last


def _read_brackets(labels: Labels, paragraph: str) -> None:
    closing = _CLOSED.search(paragraph[-_CLOSE_CHARS:])
    if closing is not None:
        found = read_signature(closing[1])
        if found.credit and not (found.unread or found.places):
            labels.credit += [name for name in found.supplied if name not in labels.credit]
            labels.byline += [name for name in found.byline if name not in labels.byline]


def read_foot(labels: Labels, last: int, outlets: frozenset[str], authors: frozenset[str]) -> None:
    """Read the lines right under line `last`, as long as they sign. Initials behind the word that
    closes a wire are its editors'."""
    pending: str | None = None
    ended = False
    for index in range(last + 1, min(last + 1 + _UNDER, len(labels.blocks))):
        line = labels.lines[index]
        if line.block.linked <= _LINKED:
            _read_source(labels, index, outlets)
        if line.heading > last or line.shape.length > _MOST_WORDS:
            return
        if labels.kinds[index] in _NOT_SIGNED:
            continue
        linked = line.block.linked > _LINKED and not labels.names_writer(line)
        kept = labels.kinds[index], labels.dateline
        lone = index == last + 1
        pending = None if linked else _read(labels, index, outlets, authors, pending, lone=lone)
        if labels.kinds[index] == "dateline":
            # A place alone is the paper's address.
            labels.kinds[index], labels.dateline = kept
        if ended:
            labels.editor += _initials(labels, index)
        ended = ended or line.shape.key in _ends()
        if labels.kinds[index] == kept[0] and pending is None and not ended and index > last + 1:
            return


def _read_source(labels: Labels, index: int, outlets: frozenset[str]) -> None:
    """Read who supplied the text from the head of a line of furniture that a dump has run it into:
    `المصدر: رويترز التعليقات ...`. Only a known agency is believed there."""
    head = labels.blocks[index].text[:_SOURCE_CHARS]
    parts = list(parts_of(head))[:2]
    if parts and parts[0].role is None and len(parts[0].text.split()) <= _BEFORE_SOURCE:
        parts = parts[1:]
    if parts and parts[0].role == "credit" and parts[0].sure:
        found = read_signature(head, outlets)
        names = [name for name in found.credit if is_agency(name)]
        labels.credit += [name for name in names if name not in labels.credit]


def _initials(labels: Labels, index: int) -> list[str]:
    """The initials that are all that a line has."""
    found = read_signature(labels.blocks[index].text)
    coded = any(map(str.isdigit, labels.blocks[index].text))
    names = [] if found.unread or found.told or coded else found.initials
    if names:
        labels.kinds[index] = "editor"
    return [name for name in names if name not in labels.editor]


@cache
def _ends() -> frozenset[str]:
    return frozenset(key_of(row["text"]) for row in rows("signs") if row["match"] == "end")


def _read(
    labels: Labels, index: int, outlets: frozenset[str], authors: frozenset[str],
    pending: str | None, *, lone: bool = False,
) -> str | None:  # fmt: skip
    """Read one line; the role of a label that it ends with. `lone` tells that it stands where
    writers sign, so that a name that no table has may be one."""
    line = labels.lines[index]
    text = line.block.text.strip(_MARKS)
    text = text.strip("() ") if text.startswith("(") else text
    found = read_signature(text, outlets, authors, pending)
    if labels.names_writer(line) and not found.byline:
        take_named(found)
    if lone:
        take_family(found, line)
    take_town(labels, found)
    take_paper(labels, found, outlets)
    drop_weak(labels, found, line)
    signed = len(found.byline + found.credit + found.editor)
    if found.unread > 1 + signed + (_MOST_BEHIND if found.headed and signed else 0):
        return None
    if found.dated:
        labels.dated.add(index)
        labels.kinds[index] = "date"
    if not found.told or is_subject(labels, line, found, authors):
        return None
    _take(labels, found)
    labels.kinds[index] = _kind_of(found, labels.kinds[index])
    return found.pending if found.pending != "skip" else None


def _take(labels: Labels, found: Signature) -> None:
    labels.byline += [name for name in found.byline if name not in labels.byline]
    labels.editor += [name for name in found.editor if name not in labels.editor]
    labels.prepared += found.prepared
    labels.credit += [name for name in found.supplied if name not in labels.credit]
    labels.dateline = labels.dateline or found.dateline
    labels.section = labels.section or found.section
    labels.outlet = labels.outlet or found.outlet


def _kind_of(found: Signature, before: str) -> str:
    for kind in ("byline", "editor", "credit", "dateline", "outlet"):
        if getattr(found, kind):
            return kind
    return before if before and before != "subtitle" else "other"


__all__ = (
    "Labels", "is_known_place", "is_person", "outlet_names", "read_close", "read_foot",
    "read_head", "read_over",
)  # fmt: skip
