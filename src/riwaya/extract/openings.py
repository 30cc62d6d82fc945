"""The dateline that opens a text: `بغداد (رويترز) - قال`, `تونس – الواحة: قررت`."""

from __future__ import annotations

import re

from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_agency
from riwaya.extract.names import labelled_name
from riwaya.extract.parts import parts_of, without_dates
from riwaya.extract.roles import Labels
from riwaya.extract.signature import Signature, read_signature
from riwaya.extract.towns import is_known_place, is_town_here, is_wide
from riwaya.extract.vouching import take_town

_CHARS, _MOST_WORDS, _LEAST_WIRE, _MOST_NAME = 160, 9, 2, 4
_OPENS = re.compile(r"\s?(?:[-–—]+|ـ{1,3}|:|\.\.)\s|(?<=\))\s(?=[^\W\d_])")
_SENTENCE = re.compile(r"[.؟!«\"]\s?")
_COUNTRY = re.compile(r"^\s?([^()\d]{2,30}?)\s?\(\s?([^()\d]{2,30}?)\s?\)")
_BRACKETED = re.compile(r"\(\s?([^()\d]{2,30}?)\s?\)\s*$")


def read_opening(labels: Labels, paragraph: str, outlets: frozenset[str]) -> None:
    """Read the dateline at the head of the first paragraph into the labels. Only what is a place,
    an agency, an outlet, a person or a day may stand before the mark."""
    for match in reversed(list(_OPENS.finditer(paragraph[:_CHARS]))):
        head = paragraph[: match.start()]
        mark = match.group().strip()
        colon = mark == ":"
        for text in dict.fromkeys((head, _wire_head(head, outlets))):
            if len(text.split()) > _MOST_WORDS or _SENTENCE.search(text):
                continue
            found = _opening(labels, text, outlets, weak=not colon)
            speaks = colon and not found.credit and not found.outlet
            wide = speaks and all(map(is_wide, found.places))
            # Without a mark, only a supplier in brackets tells a dateline from the first words.
            plain = not mark and (text != head or not (found.credit or found.outlet))
            if found.dateline and not (found.unread or wide or plain):
                _take(labels, found)
                return


def read_writer(labels: Labels, headline: str, opening: str) -> None:
    """Read a writer whom a label names at the end of the headline (`... بقلم: سامر الحلو`) or at
    the head of the text, before its first word (`تحقيق: هالة ناصر انتقلت ...`)."""
    if labels.byline:
        return
    behind = [part for part in parts_of(headline) if part.role == "byline"][-1:]
    name, rest = labelled_name(behind[0].text, sure=False) if behind else (None, "")
    if name is None or rest or not headline.rstrip(" .").endswith(name):
        first = next(parts_of(opening[:_CHARS]), None)
        writes = first is not None and first.role == "byline"
        name = labelled_name(first.text, sure=False)[0] if first is not None and writes else None
    if name is not None and 1 < len(name.split()) <= _MOST_NAME:
        labels.byline.append(name)


def _take(labels: Labels, found: Signature) -> None:
    labels.dateline = labels.dateline or found.dateline
    labels.credit += [name for name in found.supplied if name not in labels.credit]
    labels.byline += [] if labels.byline else found.byline
    labels.outlet = labels.outlet or found.outlet


def _wire_head(head: str, outlets: frozenset[str]) -> str:
    """A dateline with its supplier in brackets (`الموصل 14 أيار (رونا)`), without what a wire has
    before it; else the whole head."""
    inner = _BRACKETED.search(head)
    if inner is None or not (is_agency(inner[1]) or key_of(inner[1]) in outlets):
        return head
    words = without_dates(head[: inner.start()])[0].strip(" |").split()
    for count in (_LEAST_WIRE, 1):
        place = " ".join(words[-count:])
        if len(words) > count and is_known_place(place):
            return head[head.rindex(words[-count]) :]
    return head


def _take_house(found: Signature, outlet: str | None) -> None:
    """A word of the outlet's own name before a place is the outlet (`مركزية - بيروت -`)."""
    own = {word.removeprefix("ال") for word in key_of(outlet or "").split()}
    word = found.doubtful[0] if len(found.doubtful) == 1 and found.places else ""
    if word and key_of(word).removeprefix("ال") in own:
        found.outlet, found.doubtful = outlet, []
        found.unread -= 1


def _take_of_country(found: Signature, head: str) -> None:
    """A name with its country in brackets is a place (`أركاشون (فرنسا)`)."""
    match = _COUNTRY.match(head)
    if match is not None and found.doubtful == [match[1]] and is_wide(match[2]):
        found.places = [match[1]]
        found.dateline, found.doubtful = match[1], []
        found.unread -= len(match[1].split())


def _opening(labels: Labels, head: str, outlets: frozenset[str], *, weak: bool) -> Signature:
    """What stands before the mark. A supplier in brackets behind a place need not be known, nor a
    town that the page has as one; `weak` allows one whose name is a common word."""
    found = read_signature(f"{head} ", outlets)
    _take_house(found, labels.outlet)
    _take_of_country(found, head)
    if found.dateline is None and found.unread == len(head.split()) <= 2:
        lines = (line.shape.key for line in labels.lines if line.prose)
        if is_known_place(head, weak=weak) or is_town_here(head, lines):
            found.dateline, found.places, found.unread = head.strip(), [head.strip()], 0
    take_town(labels, found)
    inner = _BRACKETED.search(head)
    name = inner[1] if inner is not None else ""
    if found.dateline and found.doubtful == [name] and len(name.split()) <= 2:
        found.credit.append(name)
        found.unread = 0
    return found
