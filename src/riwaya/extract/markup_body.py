"""Which blocks of a page with markup are its body.

The prose of a page stands in a few containers: the article's, and those of cards, comments and side
columns. Containers that look alike and are siblings count as one. The article's is the one with
the most prose, weighed by what points to it: it follows the headline, its text begins as the
page's description does, it has the headline's words; cards are told by the linked headline before
each text. Around it the article's root is the widest element that adds more prose than furniture,
and no wider than what holds the headline too. In the root the body is the stretch in which prose
outweighs furniture (Pasternack and Roth, WWW 2009, on blocks instead of tokens).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from riwaya.extract.blocks import content_words, key_of
from riwaya.extract.body_edges import HEADS, is_captioned, is_text, with_close, with_lead
from riwaya.extract.heads import repeats
from riwaya.extract.segment import Line, best_stretch, worth

_LEAST_WORDS = 8
_AFTER_TITLE = 2.5
_NO_CARD = 3.0
_DESCRIBED = 2.0
_NEAR_LINES = 4
_CLIMB = 5
_OWN_GAP = 15.0
_OTHER_GAP = 80.0
_HEADING_WORDS = 12
_NO_ARTICLE = frozenset(("comment_form", "comments", "subscription", "copyright"))
_CELLS = frozenset(("tr", "td", "th", "li", "dd", "dt"))


class _Group(msgspec.Struct):
    """The prose of containers that look alike."""

    like: str
    lines: list[int]


def body_lines(lines: Sequence[Line], title: int | None, description: str | None) -> list[int]:
    """The indexes of the body's lines in order; none where no prose stands out. `title` is the
    headline's line, `description` what the page's metadata says of the article."""
    groups = _groups(lines)
    if not groups:
        return []
    opening = key_of(description or "")[:60]
    proses = [0, *accumulate(map(_is_prose, lines))]
    main = max(groups, key=lambda group: _weight(lines, proses, group, title, opening))
    root = _root(lines, main, title)
    taken = _taken(lines, root, main)
    span = best_stretch(_worths(lines, root, taken, main), [i in taken for i in range(len(lines))])
    if span is None:
        return []
    first = with_lead(lines, span[0], title, root)
    last = with_close(lines, span[1])
    head = lines[title].shape.key if title is not None else ""
    return [
        index for index in range(first, last + 1)
        if _is_body(lines, index, root, taken, last) and not repeats(lines[index].shape.key, head)
    ]  # fmt: skip


def _is_prose(line: Line) -> bool:
    return line.prose and not line.kind


def _groups(lines: Sequence[Line]) -> list[_Group]:
    """The prose by what its containers look like; another h1 begins another article."""
    found: dict[tuple[str, int], _Group] = {}
    heads = 0
    for index, line in enumerate(lines):
        heads += line.block.tag == "h1" and line.shape.length > 2
        if _is_prose(line):
            key = (line.block.like, heads)
            found.setdefault(key, _Group(line.block.like, [])).lines.append(index)
    return list(found.values())


def _weight(
    lines: Sequence[Line], proses: Sequence[int], group: _Group, title: int | None, opening: str
) -> float:
    """How much speaks for a group; `proses[i]` counts the prose before line i."""
    first = group.lines[0]
    words = float(sum(lines[index].shape.length for index in group.lines))
    cards = sum(_is_card(lines, index) for index in group.lines)
    words *= _NO_CARD if cards * 2 < len(group.lines) else 1.0
    if title is not None and first > title:
        between = proses[first] - proses[title]
        words *= _AFTER_TITLE / (1 + between // _NEAR_LINES)
        head = set(content_words(lines[title].shape.words))
        told = {w for index in group.lines[:3] for w in content_words(lines[index].shape.words)}
        words *= 1 + len(head & told) / max(3, len(head))
    if len(opening) > 20 and any(lines[i].shape.key.startswith(opening) for i in group.lines[:3]):
        words *= _DESCRIBED
    return words


def _is_card(lines: Sequence[Line], index: int) -> bool:
    """Whether a text is a teaser: a linked headline stands right before it."""
    before = lines[index - 1] if index else None
    if before is None or before.sign is not None:
        return False
    return before.block.linked > 0.5 and before.shape.length >= 3


def _root(lines: Sequence[Line], main: _Group, title: int | None) -> int:
    """The element that holds the article: the group's own container or one around it."""
    chains = [lines[index].block.chain for index in main.lines]
    chain = _common(chains)
    widest = _common([chain, lines[title].block.chain])[-1] if title is not None else chain[0]
    root, left = chain[-1], _CLIMB
    for outer in reversed(chain[:-1]):
        gain = _gain(lines, main, root, outer)
        if outer < widest or not left:
            break
        if gain is not None and gain >= 2 * _LEAST_WORDS:
            root, left = outer, _CLIMB
        left -= gain is not None
    return root


def _common(chains: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The elements that all chains have, outermost first; at least the outermost of the page."""
    shared = [outer for outer in chains[0] if all(outer in chain for chain in chains[1:])]
    return tuple(shared) or chains[0][:1]


def _gain(lines: Sequence[Line], main: _Group, root: int, outer: int) -> float | None:
    """How much more prose than furniture the lines of an outer element bring that stand next to the
    root's, before and behind; None where it has no lines of its own."""
    chains = (line.block.chain for line in lines)
    own = [i for i, chain in enumerate(chains) if outer in chain and root not in chain]
    if not own:
        return None
    before = [_worth_beside(lines, i) for i in reversed(own) if i < main.lines[0]]
    behind = [_worth_beside(lines, i) for i in own if i > main.lines[0]]
    return max(accumulate(before, initial=0.0)) + max(accumulate(behind, initial=0.0))


def _worth_beside(lines: Sequence[Line], index: int) -> float:
    line = lines[index]
    if _is_prose(line) and (line.section or _is_card(lines, index)):
        return -10.0
    return worth(line)


def _taken(lines: Sequence[Line], root: int, main: _Group) -> frozenset[int]:
    """The prose of the root: that of the main group, and of elements inside that are no cards; what
    trails behind the group under a heading of its own is another matter."""
    alike: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if root in line.block.chain and _is_prose(line) and line.block.like != main.like:
            alike.setdefault(line.block.like, []).append(index)
    found, last = list(main.lines), main.lines[-1]
    signed = _signed_elements(lines)
    leads = _leads(lines, main)
    for indexes in sorted(alike.values(), reverse=True):
        cards = sum(_is_card(lines, index) or bool(lines[index].section) for index in indexes)
        own = lines[indexes[0]].block.chain[-1] == root
        boxed = not own and indexes[0] > last and _is_boxed(lines, indexes, main, leads)
        if cards * 2 < len(indexes) and not boxed and not _is_signed(lines, indexes, signed):
            found += indexes
            last = max(last, indexes[-1])
    return frozenset(found)


def _signed_elements(lines: Sequence[Line]) -> dict[tuple[int, ...], list[int]]:
    """The elements with a line that only furniture has, and where those lines stand."""
    found: dict[tuple[int, ...], list[int]] = {}
    for index, line in enumerate(lines):
        if line.kind in _NO_ARTICLE:
            found.setdefault(line.block.chain, []).append(index)
    return found


def _leads(lines: Sequence[Line], main: _Group) -> int:
    """The first heading of the article's own kind behind its text; past all lines if none is."""
    behind = range(main.lines[-1] + 1, len(lines))
    heads = (i for i in behind if lines[i].block.like == main.like and lines[i].block.tag in HEADS)
    return next(heads, len(lines))


def _is_signed(
    lines: Sequence[Line], indexes: Sequence[int], signed: dict[tuple[int, ...], list[int]]
) -> bool:
    """Whether the element that has these texts also has a line that only furniture has."""
    places = signed.get(lines[indexes[0]].block.chain, ())
    return any(indexes[0] <= place < indexes[-1] + 4 for place in places)


def _is_boxed(lines: Sequence[Line], indexes: Sequence[int], main: _Group, leads: int) -> bool:
    """Whether the texts of an element behind the article's own each have a heading or a name of
    their own, and nothing in the article leads to them (its next heading is line `leads`)."""
    if _is_akin(lines[indexes[0]].block.like, main.like):
        return False
    if any(lines[i].block.text.endswith(":") for i in range(indexes[0] - 2, indexes[0])):
        return False
    if leads < indexes[0]:
        return False
    words = sum(lines[index].shape.length for index in indexes)
    headed = sum(
        not lines[index - 1].prose and lines[index - 1].shape.length <= _HEADING_WORDS
        for index in indexes
        if index
    )
    own = (lines[index].shape.length for index in main.lines)
    # Not summed to the end: there may be as many elements as paragraphs.
    return headed * 2 >= len(indexes) and any(total > words for total in accumulate(own))


def _is_akin(like: str, other: str) -> bool:
    """Whether containers have the same container around them and the class names of one are among
    the other's."""
    outer, _, names = like.partition(" > ")
    around, _, own = other.partition(" > ")
    if outer != around or not names or not own:
        return False
    return set(names.split()) <= set(own.split()) or set(own.split()) <= set(names.split())


def _worths(lines: Sequence[Line], root: int, taken: frozenset[int], main: _Group) -> list[float]:
    """What each line adds to the body. What parts two texts costs, though not without bound where
    the text behind is of the article's own kind, or before more text of the same container."""
    found: list[float] = []
    span = range(main.lines[0], main.lines[-1])
    one = lines[span.start].block.chain == lines[span.stop].block.chain
    gap = 0.0
    for index, line in enumerate(lines):
        if index in taken:
            own = line.block.like == main.like or (one and index in span)
            bound = _OWN_GAP if own else _OTHER_GAP
            found.append(worth(line) + max(0.0, -gap - bound))
            gap = 0.0
            continue
        outside = root not in line.block.chain or _is_prose(line)
        found.append(-2.0 if outside else worth(line) / (1 if line.kind else 2))
        gap += found[-1]
    return found


def _is_body(
    lines: Sequence[Line], index: int, root: int, taken: frozenset[int], last: int
) -> bool:
    line = lines[index]
    if line.kind or is_captioned(line):
        return False
    if index in taken:
        return True
    if root not in line.block.chain:
        return line.prose and index < min(taken)
    if line.prose or line.section:
        return False
    if line.shape.latin and line.shape.length >= _LEAST_WORDS:
        return _is_among(lines, index, taken)
    if line.block.tag in HEADS and (index == last or line.block.linked > 0.5):
        return False
    alike = any(lines[i].block.like == line.block.like for i in taken)
    return is_text(line) and (alike or line.block.tag in _CELLS or line.block.tag in HEADS)


def _is_among(lines: Sequence[Line], index: int, taken: frozenset[int]) -> bool:
    """Whether a text in another language, a quotation, stands in the body's own container and has
    the body's text right before it."""
    block = lines[index].block
    return index - 1 in taken and block.chain == lines[index - 1].block.chain and not block.linked
