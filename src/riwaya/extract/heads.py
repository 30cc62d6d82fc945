"""The head of an article: which line is the title, and where a deck ends and the body begins."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya import limits
from riwaya.extract.blocks import content_words, key_of
from riwaya.extract.lexicon import is_agency, is_date_line, is_name_like, is_place
from riwaya.extract.segment import Line

_LEAD_PARAGRAPHS = 3
_LOOK_BACK = 60
_LEAST_DECK_WORDS = 8
_DECK_SHARE = 0.8
_LEAST_TITLE = 8
_SHORT_TITLE = 5
_LONG_TITLE, _WITH_NAME, _WITH_SLOGAN = 24, 40, 70


def repeats(key: str, title: str) -> bool:
    """Whether a folded line is the title again, alone or with an outlet's name around it.

    >>> repeats("وكاله الامل - افتتاح جسر جديد", "افتتاح جسر جديد")
    True
    """
    if not title or not key:
        return False
    more = len(key) - len(title)
    headed = len(title) >= _LONG_TITLE and key.startswith(title) and more <= _WITH_SLOGAN
    return key == title or (title in key and more <= _WITH_NAME) or headed


def deck_end(lines: Sequence[Line], first: int, last: int) -> int:
    """The index of the body's first paragraph: after a paragraph that a later one, among the next
    few, repeats almost word for word, it is that later one; else `first`."""
    if lines[first].shape.length < _LEAST_DECK_WORDS:
        return first
    words = set(lines[first].shape.words)
    seen = 0
    for index in range(first + 1, last + 1):
        if not lines[index].prose:
            continue
        seen += 1
        if len(words & set(lines[index].shape.words)) >= _DECK_SHARE * len(words):
            return index
        if seen == _LEAD_PARAGRAPHS:
            break
    return first


def named_title(lines: Sequence[Line], given: str | None) -> int | None:
    """The headline of a page with markup: the last line before much prose that the page's metadata
    names, or else its one h1; None where neither is."""
    key = key_of(given) if given else ""
    named = [i for i, line in enumerate(lines) if key and _names(line.shape.key, key)]
    heads = [i for i in named if lines[i].block.tag in ("h1", "h2")]
    if heads or named:
        return (heads or named)[0]
    heads = [i for i, line in enumerate(lines) if line.block.tag == "h1" and line.shape.length > 2]
    return heads[0] if heads else None


def _names(key: str, given: str) -> bool:
    return len(key) >= _LEAST_TITLE and (key == given or repeats(given, key) or repeats(key, given))


def find_title(lines: Sequence[Line], first: int, given: str | None) -> int | None:
    """The line before `first` that is the headline: its words come back in the lead, it stands
    near, it is repeated, it is an h1, or the page's metadata gives it. None where none is."""
    lead: set[str] = set()
    opening = lines[first].shape.key
    for line in [line for line in lines[first:] if line.prose][:_LEAD_PARAGRAPHS]:
        lead.update(content_words(line.shape.words))
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.shape.key] = counts.get(line.shape.key, 0) + 1
    given_key = key_of(given) if given else ""
    best: tuple[float, int] | None = None
    for index in range(max(0, first - _LOOK_BACK * (1 + bool(given_key) * 9)), first):
        score = _title_score(lines[index], lead, given_key, first - index, counts)
        if score is not None and counts[lines[index].shape.key] == 1:
            # A name or phrase that the lead has word for word is a caption, not a headline.
            score -= 1.0 * (lines[index].shape.key in opening)
        if score is not None and (best is None or score >= best[0]):
            best = (score, index)
    return None if best is None else _plainest(lines, best[1], first)


def _plainest(lines: Sequence[Line], chosen: int, first: int) -> int:
    """The last line before the body that is the chosen title without an outlet's name around it."""
    key = lines[chosen].shape.key
    for index in range(first - 1, -1, -1):
        other = lines[index]
        inner = other.shape.key
        bare = index != chosen and not other.kind and other.shape.length >= 4 and inner != key
        if bare and repeats(key, inner):
            return index
    return chosen


def _title_score(
    line: Line, lead: set[str], given: str, distance: int, counts: dict[str, int]
) -> float | None:
    words, text = line.shape.length, line.block.text
    named = bool(given) and (line.shape.key == given or repeats(given, line.shape.key))
    heads = line.block.tag == "h1"
    # A headline may begin as furniture does (شاهد | ...): the page's own h1 is believed.
    called = bool(line.kind) and not (heads and named and line.shape.key == given)
    if called or words < 2 or words > 40 or len(text) > limits.TITLE_CHARS:
        return None
    if is_agency(text) or is_place(text) or (line.shape.latin and not named):
        return None
    if is_date_line(line.shape) and not (named or heads):
        return None
    content = content_words(line.shape.words)
    shared = sum(word in lead for word in content) / max(len(content), 3)
    repeated = counts[line.shape.key] > 1 and not line.block.bullet
    if not (named or heads or repeated or shared >= 0.25 or distance == 1 or words >= _SHORT_TITLE):
        return None
    score = 2.0 * shared - 0.04 * min(distance, 30) + 0.5 * repeated
    score += 2.0 * (named and words >= 3) + 1.0 * heads + 0.5 * (words >= _SHORT_TITLE)
    score -= 1.0 * is_name_like(text) + 1.0 * line.block.pictured
    return score - 1.0 * line.block.bullet - 1.0 * (line.block.linked > 0.5) - 0.3 * line.prose
