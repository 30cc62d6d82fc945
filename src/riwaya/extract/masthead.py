"""What stands between a headline and the first sentence when a dump has run them together: dates,
the outlet's name, agencies, share buttons, a picture's caption.

Every word has a worth: words that such lines are made of count for the masthead, words of prose
against it. The masthead is the beginning of the highest sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_place

_TOKEN = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'&+-]*")
_MOST_TOKENS = 400
_LONGEST_PHRASE = 5
_ONE_WORD, _PHRASE, _FIELD, _NAME, _FOREIGN, _PLACE = 1.0, 2.5, 2.0, 1.2, 0.6, 0.5
_UNKNOWN, _SMALL, _SAYING, _STOP, _CAPTION = -0.45, -0.9, -4.0, -1.5, 6.0
_LEAST_HEADLINE, _MOST_HEADLINE = 4, 40
_AFTER = " .|-–—:،,)>»؟?!"
_CLOSING = re.compile(r"[^()\n]{0,40}?\)")
_DATELINE_TOKENS = 9
_DASHES = frozenset("-–—")


@cache
def _worths() -> MappingProxyType[tuple[str, ...], float]:
    """Folded words, alone or in a row, with what they are worth; of two rows the last counts."""
    found: dict[tuple[str, ...], float] = {}
    for text, worth in _rows():
        words = tuple(key_of(text).split())
        if words and len(words) <= _LONGEST_PHRASE:
            found[words] = worth
    return MappingProxyType(found)


def _rows() -> Iterator[tuple[str, float]]:
    yield from ((row["word"], _SMALL) for row in rows("clause_words"))
    for row in rows("verbs_of_saying"):
        yield from ((form.format(row["lemma"]), _SAYING) for form in ("{}", "و{}", "{}ت", "و{}ت"))
    for row in rows("furniture"):
        if row["match"] != "shape":
            yield row["text"], _PHRASE if " " in row["text"].strip() else _ONE_WORD
    yield from ((row["place"], _PLACE) for row in rows("datelines"))
    yield from ((row["name"], _ONE_WORD) for name in ("months", "weekdays") for row in rows(name))
    yield from ((row["text"], float(row["worth"])) for row in rows("masthead"))
    yield from ((row["name"], _FIELD) for row in rows("html_meta") if row["attribute"] == "label")
    for row in rows("credits"):
        yield row["text"], _ONE_WORD if row["match"] == "outlet_word" else _NAME


def masthead_end(text: str, outlet: str = "", least: float = 1.0) -> int:
    """Where the prose begins in a text that follows a headline; 0 where nothing worth `least`
    stands before it. `outlet` is the name of the outlet, where the page has told it. A dateline
    that opens the first sentence (`بغداد ( رويترز ) -`) belongs to the prose.

    >>> text = "الأحد 21 يناير 2018 - 10 : 39 م القدس رويترز أعلن الوزير أن الجسر مفتوح ."
    >>> text[masthead_end(text):]
    'أعلن الوزير أن الجسر مفتوح .'
    """
    names = frozenset(key_of(outlet).split())
    total = best = 0.0
    end = 0
    for stop, worth in _scored(text, names):
        total += worth
        if total > best:
            best, end = total, stop
    if best < least:
        return 0
    if text.count("(", 0, end) > text.count(")", 0, end):
        closing = _CLOSING.match(text, end)
        end = closing.end() if closing is not None else end
    while end < len(text) and text[end] in _AFTER:
        end += 1
    return _before_dateline(text, end)


def is_masthead(text: str) -> bool:
    """Whether the words of a text are more of a masthead than of prose.

    >>> is_masthead("الأحد 21 يناير 2018 م"), is_masthead("الوزير يفتتح جسرا فوق النهر")
    (True, False)
    """
    return sum(worth for _, worth in _scored(text, frozenset())) > 0


def headline_in(text: str) -> tuple[int, int] | None:
    """Where a headline stands among the words of a masthead: the longest row of words that no
    masthead is made of; None where there is none of four words.

    >>> text = "آخر الأخبار الوزير يفتتح جسرا فوق النهر أخبار دولية الجمعة 22 - 12 - 2017"
    >>> start, end = headline_in(text)
    >>> text[start:end]
    'الوزير يفتتح جسرا فوق النهر'
    """
    best: tuple[int, int, int] | None = None
    start, words, before = 0, 0, 0
    for stop, worth in (*_scored(text, frozenset()), (len(text), _PHRASE)):
        if worth < _ONE_WORD and worth != _STOP:
            start = start if words else before
            words += worth != 0.0
        else:
            if _LEAST_HEADLINE <= words <= _MOST_HEADLINE and (best is None or words > best[0]):
                best = (words, start, before)
            words = 0
        before = stop
    return None if best is None else _trimmed(text, best[1], best[2])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _AFTER:
        start += 1
    while end > start and text[end - 1] in " |-–—:،,(<«":
        end -= 1
    return start, end


def _scored(text: str, names: frozenset[str]) -> Iterator[tuple[int, float]]:
    """The end and the worth of each word or phrase of the text, from its beginning."""
    found = list(_TOKEN.finditer(text[: _MOST_TOKENS * 12]))[:_MOST_TOKENS]
    keys = [key_of(match.group()) for match in found]
    table = _worths()
    at = 0
    while at < len(found):
        size, worth = 1, 0.0
        for count in range(min(_LONGEST_PHRASE, len(found) - at), 0, -1):
            known = table.get(tuple(keys[at : at + count]))
            if known is not None:
                size, worth = count, known
                break
        else:
            worth = _alone(found[at].group(), keys[at], names)
        yield found[at + size - 1].end(), worth
        at += size


def _alone(token: str, key: str, names: frozenset[str]) -> float:
    if not key:
        return _STOP if token in (".", "؟", "?", "!") else 0.0
    if key[0].isdigit() or key in names:
        return _ONE_WORD
    if _LATIN.fullmatch(token):
        return _FOREIGN
    return _UNKNOWN


def _before_dateline(text: str, end: int) -> int:
    """The end, moved before a dateline that a dash leads from into the sentence."""
    found = list(_TOKEN.finditer(text[:end]))[-_DATELINE_TOKENS:]
    if not found or found[-1].group() not in _DASHES:
        return end
    for index, match in enumerate(found[:-1]):
        after = found[index + 1].group()
        if after in ("(", "-", "–", "—", ",", "،", "/") and is_place(match.group()):
            return match.start()
    return end
