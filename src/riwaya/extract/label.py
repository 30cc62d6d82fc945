"""The one labeller: which block is title, deck, body, caption, byline, credit or furniture.

It knows blocks and their shapes only, whichever reader made them, and the title that the page's
own metadata gives, if any. Rules are on the shape of lines and on rows of data; no outlet is named.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import Block, key_of, shape_of
from riwaya.extract.heads import deck_end, find_title, named_title, repeats
from riwaya.extract.lexicon import (
    is_agency,
    is_date_line,
    is_name_like,
    is_outlet_like,
    is_place,
    labelled,
)  # fmt: skip
from riwaya.extract.markup_body import body_lines
from riwaya.extract.segment import Line, body_range, lines_of

_NEAR = 6
_MOST_DECKS = 3
_DASHES = (" - ", " – ", " — ", "-")


class Labels(msgspec.Struct):
    """A label for every block, and what was read from the lines that say who wrote and supplied
    the text. `kinds[i]` is the label of block i."""

    blocks: Sequence[Block]
    kinds: list[str]
    title: int | None = None
    byline: list[str] = []
    editor: list[str] = []
    credit: list[str] = []
    dateline: str | None = None
    outlet: str | None = None
    photo: dict[int, str] = {}


def label(
    blocks: Sequence[Block], given_title: str | None = None, description: str | None = None
) -> Labels | None:
    """A label for every block: title, subtitle, body, caption, byline, editor, credit, dateline,
    outlet, date, or a kind of furniture. None where the page has no article. `given_title` and
    `description` are what the page's metadata says of it.

    >>> from riwaya.extract.blocks_text import blocks
    >>> page = "الرئيسية\\nافتتاح جسر جديد\\nافتتح الوزير اليوم جسرا جديدا فوق النهر في المدينة."
    >>> label(blocks(page)[0]).kinds
    ['navigation', 'title', 'body']
    """
    lines = lines_of(blocks, [shape_of(block.text) for block in blocks])
    labels = Labels(blocks, [line.kind for line in lines])
    if blocks and blocks[0].chain:
        found = _by_markup(lines, labels, given_title, description)
    else:
        found = _by_lines(lines, labels, given_title)
    if found is None:
        return None
    first, body, last = found
    _label_before(lines, labels, first, body)
    _label_after(lines, labels, last)
    _few_decks(labels, body, first)
    _stray_decks(labels, body)
    _read_roles(lines, labels, first, last)
    _read_split_roles(labels)
    return labels


def _by_lines(
    lines: Sequence[Line], labels: Labels, given_title: str | None
) -> tuple[int, int, int] | None:
    span = body_range(lines)
    if span is None:
        return None
    first, last = span
    body = deck_end(lines, first, last)
    labels.title = find_title(lines, first, given_title)
    _label_body(lines, labels, body, last)
    return first, body, last


def _by_markup(
    lines: Sequence[Line], labels: Labels, given_title: str | None, description: str | None
) -> tuple[int, int, int] | None:
    found = body_lines(lines, named_title(lines, given_title), description)
    if not found:
        return None
    first, last = found[0], found[-1]
    labels.title = find_title(lines, first, given_title)
    body = deck_end(lines, first, last)
    kept = {index for index in found if index >= body}
    for index in range(body, last + 1):
        if index in kept:
            labels.kinds[index] = "body"
        elif not lines[index].kind:
            labels.kinds[index] = _furniture_inside(lines[index])
    return first, body, last


def _furniture_inside(line: Line) -> str:
    if line.block.pictured or is_agency(line.block.text):
        return "caption"
    return line.section or ("related" if line.shape.length > 3 else "other")


def _label_body(lines: Sequence[Line], labels: Labels, first: int, last: int) -> None:
    title = lines[labels.title].shape.key if labels.title is not None else ""
    for index in range(first, last + 1):
        line = lines[index]
        if line.kind:
            continue
        if line.prose:
            labels.kinds[index] = "body"
        elif repeats(line.shape.key, title):
            labels.kinds[index] = "caption"
        elif is_agency(line.block.text):
            _photo_credit(labels, index)
        elif _is_crosshead(lines, index, last):
            labels.kinds[index] = "body"
        else:
            labels.kinds[index] = line.section or ("related" if line.shape.length > 3 else "other")


def _is_crosshead(lines: Sequence[Line], index: int, last: int) -> bool:
    line = lines[index]
    short = 1 <= line.shape.length <= 9 and line.block.linked < 0.5 and not line.shape.latin
    if not short or line.section:
        return False
    around = lines[index + 1 : last + 1]
    return bool(around) and around[0].prose and (lines[index - 1].prose or line.block.bullet)


def _photo_credit(labels: Labels, index: int) -> None:
    """A supplier's name under a caption is the picture's, not the text's."""
    if index and labels.kinds[index - 1] == "caption":
        labels.photo[index - 1] = labels.blocks[index].text
    labels.kinds[index] = "caption"


def _label_before(lines: Sequence[Line], labels: Labels, first: int, body: int) -> None:
    title = labels.title
    start = first if title is None else title
    lead = set(lines[body].shape.words)
    for index in range(body):
        line = lines[index]
        if index == title:
            labels.kinds[index] = "title"
        elif line.kind:
            continue
        elif title is not None and repeats(line.shape.key, lines[title].shape.key):
            labels.kinds[index] = "other"
        elif index < start:
            labels.kinds[index] = _furniture_before(line)
        elif index >= first:
            labels.kinds[index] = "subtitle"
        else:
            _label_head(lines, labels, index, lead)


def _furniture_before(line: Line) -> str:
    if line.section:
        return line.section
    if line.block.bullet:
        return "tags" if line.shape.length > 1 else "navigation"
    return "related" if line.shape.length >= 8 else "navigation"


def _few_decks(labels: Labels, body: int, first: int) -> None:
    """A deck is a few lines; more of them between title and body are other headlines."""
    decks = [index for index in range(min(body, first)) if labels.kinds[index] == "subtitle"]
    if len(decks) > _MOST_DECKS:
        for index in decks:
            labels.kinds[index] = "related"


def _stray_decks(labels: Labels, body: int) -> None:
    """What looks like a deck elsewhere than between title and body belongs to another article."""
    title = labels.title if labels.title is not None else -1
    for index, kind in enumerate(labels.kinds):
        if kind == "subtitle" and not title < index < body:
            labels.kinds[index] = "related"


def _label_head(lines: Sequence[Line], labels: Labels, index: int, lead: set[str]) -> None:
    """A line between the title and the body."""
    line = lines[index]
    text, shape = line.block.text, line.shape
    if _read_place(labels, text, before=True):
        labels.kinds[index] = "dateline"
    elif is_agency(text):
        beside = "©" in text or "caption" in labels.kinds[max(0, index - 1) : index + 2]
        labels.kinds[index] = "caption" if beside else "credit"
        labels.credit.extend(() if beside else (text,))
    elif 3 <= shape.length <= 12 and set(shape.words) <= lead:
        labels.kinds[index] = "caption"
    elif is_date_line(shape):
        labels.kinds[index] = "date"
    elif line.section and line.heading > (labels.title or -1):
        labels.kinds[index] = line.section
    elif line.prose or (shape.length >= 5 and not shape.latin and line.block.linked < 0.5):
        labels.kinds[index] = "subtitle"
    else:
        labels.kinds[index] = "other"


def _read_place(labels: Labels, text: str, *, before: bool) -> bool:
    """Whether `text` is a dateline such as `دمشق - وكالة الأمل`; keeps what it says."""
    if len(text) > 80:
        return False
    text = text.strip("()[] \u200f")
    for dash in _DASHES:
        place, found, who = text.partition(dash)
        place, who = place.strip(" :"), who.strip(" -–—:")
        if found and place and is_place(place):
            if before:
                labels.dateline = labels.dateline or place
                _keep_source(labels, who)
            return True
    if is_place(text.strip(" :-–—")):
        if before:
            labels.dateline = labels.dateline or text.strip(" :-–—")
        return True
    return False


def _keep_source(labels: Labels, who: str) -> None:
    if not who:
        return
    if is_agency(who):
        labels.credit.append(who)
    elif is_outlet_like(who) or _recurs(labels, who):
        labels.outlet = labels.outlet or who
    elif is_name_like(who):
        labels.byline.append(who)


def _recurs(labels: Labels, who: str) -> bool:
    key = key_of(who)
    return sum(key == key_of(block.text) for block in labels.blocks if len(block.text) < 60) > 0


def _label_after(lines: Sequence[Line], labels: Labels, last: int) -> None:
    signed = True
    for index in range(last + 1, len(lines)):
        line = lines[index]
        if line.kind:
            signed = signed and line.kind == "role"
            continue
        if signed and _signature(lines, labels, index):
            continue
        signed = False
        labels.kinds[index] = _furniture_after(lines, labels, index)


def _signature(lines: Sequence[Line], labels: Labels, index: int) -> bool:
    """Whether a line right under the body signs it: an outlet, an agency, or, next to a line of
    credit, a person."""
    text = lines[index].block.text.strip(" -–—()*")
    beside_role = lines[index - 1].kind == "role" or (
        index + 1 < len(lines) and lines[index + 1].kind == "role"
    )
    if len(text) > 60 or lines[index].block.linked > 0.5:
        return False
    if all(is_agency(part) for part in text.split("/")):
        labels.kinds[index] = "credit"
        labels.credit.extend(part.strip() for part in text.split("/"))
    elif is_outlet_like(text):
        labels.kinds[index] = "outlet"
        labels.outlet = labels.outlet or text
    elif beside_role and is_name_like(text):
        labels.kinds[index] = "byline"
        labels.byline.append(text)
    else:
        return False
    return True


def _furniture_after(lines: Sequence[Line], labels: Labels, index: int) -> str:
    line = lines[index]
    if is_date_line(line.shape):
        return "date"
    form = [labels.kinds[near] for near in (index - 1, index + 1) if near < len(lines)]
    if form.count("comment_form") == 2:
        return "comment_form"
    if labels.title is not None and lines[labels.title].shape.key in line.shape.key:
        return "other"
    if _read_place(labels, line.block.text, before=False):
        return "related"
    if line.shape.latin:
        return "other"
    if line.section == "comments":
        return "comments" if line.prose else ("related" if line.shape.length >= 4 else "other")
    return line.section or ("related" if line.shape.length >= 4 else "other")


def _read_roles(lines: Sequence[Line], labels: Labels, first: int, last: int) -> None:
    """Names from lines such as `المصدر: وكالات` at the head and the foot of the article; elsewhere
    on the page they are another's."""
    head = labels.title if labels.title is not None else first - _NEAR
    for index, line in enumerate(lines):
        if line.kind != "role":
            continue
        if not max(0, min(head, first - 1)) <= index <= last + _NEAR:
            labels.kinds[index] = line.section or "other"
            continue
        found = labelled(line.block.text)
        if found is None:
            continue
        role, names = found
        labels.kinds[index] = role
        if index and labels.kinds[index - 1] == "caption" and role == "credit":
            labels.photo[index - 1] = names[0] if names else ""
            labels.kinds[index] = "caption"
            continue
        target = {"credit": labels.credit, "byline": labels.byline, "editor": labels.editor}[role]
        target.extend(name for name in names if name not in target)


def _read_split_roles(labels: Labels) -> None:
    """Names that stand on the line under `المصدر:`."""
    for index in range(len(labels.blocks) - 1):
        text = labels.blocks[index].text
        below = labels.blocks[index + 1].text.strip("()[] ")
        if len(text) > 20 or not text.endswith(":") or labels.kinds[index + 1] == "body":
            continue
        found = labelled(f"{text} {below}") if len(below) <= 60 else None
        if found is None:
            continue
        role, names = found
        target = {"credit": labels.credit, "byline": labels.byline, "editor": labels.editor}[role]
        target.extend(name for name in names if name not in target and not is_place(name))
        labels.kinds[index] = labels.kinds[index + 1] = role
