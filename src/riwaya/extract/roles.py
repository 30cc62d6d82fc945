"""The lines that say who wrote and supplied a text, and where from: read into the labels."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import Block, key_of
from riwaya.extract.lexicon import is_agency, is_name_like, is_outlet_like, is_place, labelled
from riwaya.extract.segment import Line

_NEAR = 6
_DASHES = (" - ", " – ", " — ", "-")


class Labels(msgspec.Struct):
    """A label for every block, and what was read from the lines that say who wrote and supplied
    the text. `kinds[i]` is the label of block i, `lines[i]` what it says of itself."""

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


def read_place(labels: Labels, text: str, *, before: bool) -> bool:
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


def reads_signature(lines: Sequence[Line], labels: Labels, index: int) -> bool:
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


def read_roles(lines: Sequence[Line], labels: Labels, first: int, last: int) -> None:
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


def read_split_roles(labels: Labels) -> None:
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
