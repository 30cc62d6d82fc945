"""What the rest of a page says of a line that signs: a town that it uses as one, a paper that it
quotes, a person whom it speaks of."""

from __future__ import annotations

from riwaya.extract.blocks import key_of
from riwaya.extract.labels import Labels
from riwaya.extract.lexicon import is_outlet_like
from riwaya.extract.names import has_family_name, is_name_shaped, nobodies
from riwaya.extract.segment import Line
from riwaya.extract.signature import Signature, picture_words
from riwaya.extract.towns import is_known_place, is_town_here, is_wide

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th"))


def take_town(labels: Labels, found: Signature) -> None:
    """Beside an outlet or a writer, one or two words that the page has as a place are the town."""
    if found.dateline or not (found.outlet or found.credit or found.byline):
        return
    name = found.doubtful[0] if len(found.doubtful) == 1 else ""
    here = (line.shape.key for line in labels.lines)
    if name and (is_known_place(name, weak=True) or is_town_here(name, here)):
        found.dateline = name
        found.unread -= len(name.split())
        found.doubtful = []


def take_paper(labels: Labels, found: Signature, outlets: frozenset[str]) -> None:
    """Beside a writer, a name that the page has in quotation marks elsewhere is the paper that the
    text was taken from."""
    name = found.doubtful[0] if len(found.doubtful) == 1 and found.byline else ""
    if not name or key_of(name) in outlets:
        return
    marks = (f"«{name}»", f'"{name}"', f"“{name}”")
    if any(mark in block.text for mark in marks for block in labels.blocks):
        found.credit.append(name)
        found.unread -= len(name.split())


def take_named(found: Signature) -> None:
    """In an element that is named for the writer, what has the shape of a name is one."""
    for name in found.doubtful:
        if is_name_shaped(name) and key_of(name) not in nobodies():
            found.byline.append(name)
            found.unread -= len(name.split())


def take_family(found: Signature, line: Line) -> None:
    """In markup, a plain short line that is nothing but a name by its last word (النفزي) is one."""
    name = found.doubtful[0] if len(found.doubtful) == 1 else ""
    plain = line.block.chain and not line.block.linked and line.block.tag not in _HEADS
    signs = found.byline or found.credit or found.editor
    if name and plain and not signs and len(name.split()) == found.unread and is_familiar(name):
        found.byline.append(name)
        found.unread = 0


def is_familiar(name: str) -> bool:
    """Whether a name that no table has can be a writer's: a family's, and no outlet's or agency's.

    >>> is_familiar("زكرنون النفزي"), is_familiar("وكالة النفزي")
    (True, False)
    """
    return has_family_name(name) and not is_outlet_like(name) and key_of(name) not in nobodies()


def drop_weak(labels: Labels, found: Signature, line: Line) -> None:
    """A supplier in Latin letters that stands alone is a picture's; states alone are no dateline;
    a line with a word for pictures supplies and dates nothing."""
    alone = not (found.labelled or found.places or labels.names_writer(line))
    if alone and all(name.isascii() for name in found.credit):
        found.credit = []
    signs = found.credit or found.byline
    if found.places and not signs and all(map(is_wide, found.places)):
        found.dateline = None
    if not found.labelled and picture_words() & set(line.shape.words):
        found.credit, found.dateline = [], None


def is_subject(labels: Labels, line: Line, found: Signature, authors: frozenset[str]) -> bool:
    """Whether a name that a line has alone is somebody whom the text speaks of: the name under a
    picture."""
    others = found.editor or found.credit or found.dateline or found.outlet or found.dated
    if others or found.headed or labels.names_writer(line) or len(found.byline) != 1:
        return False
    name = found.byline[0]
    pairs = zip(labels.blocks, labels.kinds, strict=True)
    texts = [block.text for block, kind in pairs if kind == "body" and block is not line.block]
    return key_of(name) not in authors and any(name in text for text in texts)
