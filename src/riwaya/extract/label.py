"""The one labeller: which block is title, deck, body, caption, byline, credit or furniture.

It knows blocks and their shapes only, whichever reader made them, and the title that the page's
own metadata gives, if any. Rules are on the shape of lines and on rows of data; no outlet is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from riwaya.extract.blocks import Block, shape_of
from riwaya.extract.heads import deck_end, find_title, named_title, repeats
from riwaya.extract.lexicon import is_agency, is_date_line
from riwaya.extract.markup_body import body_lines
from riwaya.extract.roles import Labels
from riwaya.extract.segment import Line, body_range, lines_of

_NEAR = 6
_MOST_CAPTION = 40
_MOST_DECK = 80
_LEAST_REPEAT, _MOST_COMPARED, _SAME = 8, 300, 0.92


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
    labels = Labels(lines, blocks, [line.kind for line in lines])
    if blocks and blocks[0].chain:
        found = _by_markup(lines, labels, given_title, description)
    else:
        found = _by_lines(lines, labels, given_title)
    if found is None:
        return None
    first, body, last = found
    _mark_repeats(lines, labels, body, last)
    _label_before(lines, labels, first, body)
    _label_after(lines, labels, last)
    return labels


def _by_lines(
    lines: Sequence[Line], labels: Labels, given_title: str | None
) -> tuple[int, int, int] | None:
    span = body_range(lines, given_title)
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


def _mark_repeats(lines: Sequence[Line], labels: Labels, body: int, last: int) -> None:
    """Paragraphs that come again, and sentences lifted out of a paragraph nearby (pull quotes), are
    not the body's."""
    kinds = labels.kinds
    indexes = [i for i in range(body, last + 1) if kinds[i] == "body"][:_MOST_COMPARED]
    shapes = [lines[index].shape for index in indexes]
    words = [frozenset(shape.words) for shape in shapes]
    kept: list[frozenset[str]] = []
    for place, index in enumerate(indexes):
        key = shapes[place].key
        near = shapes[max(0, place - _NEAR) : place + _NEAR + 1]
        if shapes[place].length >= _LEAST_REPEAT and (
            _comes_again(words[place], kept)
            or any(len(other.key) > len(key) and key in other.key for other in near)
        ):
            kinds[index] = "other"
        else:
            kept.append(words[place])


def _comes_again(own: frozenset[str], earlier: Sequence[frozenset[str]]) -> bool:
    least = _SAME * len(own)
    # So few may be missing that one of these words must be there.
    some = frozenset(islice(own, int(len(own) - least) + 1))
    return any(len(own & words) >= least for words in earlier if not some.isdisjoint(words))


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
    heads = index < last and lines[index + 1].prose
    return heads and (lines[index - 1].prose or line.block.bullet)


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
            labels.kinds[index] = "other" if line.kind == "role" else line.kind
        elif title is not None and repeats(line.shape.key, lines[title].shape.key):
            labels.kinds[index] = "other"
        elif index < start:
            labels.kinds[index] = _furniture_before(line)
        elif index >= first:
            labels.kinds[index] = "subtitle" if line.shape.length <= _MOST_DECK else "other"
        else:
            _label_head(lines, labels, index, lead)


def _furniture_before(line: Line) -> str:
    if line.section:
        return line.section
    if line.block.bullet:
        return "tags" if line.shape.length > 1 else "navigation"
    return "related" if line.shape.length >= 8 else "navigation"


def _label_head(lines: Sequence[Line], labels: Labels, index: int, lead: set[str]) -> None:
    """A line between the title and the body."""
    line = lines[index]
    text, shape = line.block.text, line.shape
    captions = "caption" in labels.kinds[max(0, index - 1) : index + 2]
    pictured = line.block.pictured and shape.length <= _MOST_CAPTION
    supplied = is_agency(text) and ("©" in text or captions)
    named = 3 <= shape.length <= 12 and set(shape.words) <= lead
    if pictured or supplied or named:
        labels.kinds[index] = "caption"
    elif is_date_line(shape):
        labels.kinds[index] = "date"
    elif line.section and line.heading > (labels.title or -1):
        labels.kinds[index] = line.section
    elif line.prose or (shape.length >= 5 and not shape.latin and line.block.linked < 0.5):
        labels.kinds[index] = "subtitle"
    else:
        labels.kinds[index] = "other"


def _label_after(lines: Sequence[Line], labels: Labels, last: int) -> None:
    for index in range(last + 1, len(lines)):
        if lines[index].kind == "role":
            labels.kinds[index] = lines[index].section or "other"
        elif not lines[index].kind:
            labels.kinds[index] = _furniture_after(lines, labels, index)


def _furniture_after(lines: Sequence[Line], labels: Labels, index: int) -> str:
    line = lines[index]
    if is_date_line(line.shape):
        return "date"
    form = [labels.kinds[near] for near in (index - 1, index + 1) if near < len(lines)]
    if form.count("comment_form") == 2:
        return "comment_form"
    if labels.title is not None and lines[labels.title].shape.key in line.shape.key:
        return "other"
    if line.shape.latin:
        return "other"
    if line.section == "comments":
        return "comments" if line.prose else ("related" if line.shape.length >= 4 else "other")
    return line.section or ("related" if line.shape.length >= 4 else "other")
