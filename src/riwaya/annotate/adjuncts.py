"""What may stand between the speaker and the content: when, where, to whom, and who the speaker is.

أكد الوزير، في مؤتمر صحفي، صحة الخبر; كشف المدير، رئيس اللجنة، عن موعد الصرف.
"""

from __future__ import annotations

from typing import Final

from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import find_cues
from riwaya.annotate.name_people import title_at
from riwaya.annotate.noun_phrases import phrase_after
from riwaya.annotate.phrase_ends import is_occasion
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_body_noun, is_medium, is_source

_APPOSITION, _TITLE, _MOST, _ASIDE = 14, 9, 16, 24
_DASHES = frozenset("-–—")
_MANNER = frozenset(("بشكل", "بصوره", "بطريقه"))
_ACCORDING = frozenset(("بحسب", "حسب", "وفق"))
_WHILE = frozenset(("وهو", "وهي", "وهم"))
_LETTERS = frozenset(("ب", "ل"))
_TIME = words_of("when")
PRONOUNS: Final = words_of("pronoun")
"""Prepositions with a pronoun, folded."""


def skip_adjuncts(
    c: Clauses, first: int, end: int, *, named: bool, frames: frozenset[str] = frozenset()
) -> int:
    """The first token behind what is neither speaker nor content; `named` tells that a speaker
    stands before, so that a name or office between commas is his. A preposition among `frames`
    opens the content."""
    index = first
    for _ in range(_MOST):
        if index < min(end, len(c.tokens)) and _opens(c, index, frames, again=index > first):
            break
        after = _adjunct(c, index, end, named=named)
        if after is None and index < end and c.fused(index, "ب"):
            # بصيغة أستانا behind خلال لقاء
            after = _complement_end(c, index, end)
        if after is None or after <= index:
            break
        index = after
    return index


def _opens(c: Clauses, index: int, frames: frozenset[str], *, again: bool) -> bool:
    """Whether a token is a preposition that opens content; على and في behind another adjunct are
    more of the same (في منشور على صفحته)."""
    key = c.tokens[index].key
    own = key in frames and not (again and key in ("علي", "في"))
    return own or any(c.fused(index, one) for one in frames & _LETTERS)


def _adjunct(c: Clauses, index: int, end: int, *, named: bool) -> int | None:
    """The token behind one adjunct that begins at `index`; None where none does."""
    if index >= min(end, len(c.tokens)):
        return None
    if c.comma(index):
        close = _apposition(c, index, end) if named else None
        return close if close is not None else index + 1
    if (behind := c.behind_time(index)) is not None:
        return behind
    if named and c.tokens[index].text in _DASHES:
        near = range(index + 2, min(end, index + _ASIDE))
        return next((i + 1 for i in near if c.tokens[i].text in _DASHES), None)
    key = c.tokens[index].key
    if key in _MANNER:
        return index + 2
    if key == "من" and index + 2 < end and c.tokens[index + 1].key == "قبل":
        # اللجنة المشكلة من قبل الوزير
        return _complement_end(c, index + 2, end)
    if key in _TIME or key in PRONOUNS or c.tokens[index].kind == "number":
        return index + 1
    if 1 < index < len(c.tokens) and key.endswith(("ه", "ها")) and _is_held(c, index):
        return index + 1
    if key == "ل":
        spaced = index + 1 < end and c.tokens[index + 1].text == "-"
        quote = c.quote_at(index + 1 + spaced)
        return c.after(quote.end) if quote is not None else None
    if key in _WHILE and index + 2 < end and c.role(index + 1) == "adverbial":
        return _complement_end(c, index + 2, end)
    if (c.role(index) in ("adverbial", "topic") or key in _ACCORDING) and index + 1 < end:
        return _complement_end(c, index + 1, end)
    medium = key.startswith("ل") and named and is_source(c, index, index + 1)
    return _complement_end(c, index, end) if medium else None


def _is_held(c: Clauses, index: int) -> bool:
    """Whether a word tells of the occasion right before it: مؤتمر صحفي عقده, كلمة ألقاها."""
    before = (c.tokens[index - 1].key, c.tokens[index - 2].key)
    noun = c.tokens[index].key.startswith("ال") or c.fused(index, "ب") or c.fused(index, "ل")
    return any(map(is_occasion, before)) and not noun


def _complement_end(c: Clauses, first: int, end: int) -> int | None:
    """The end of the noun phrase behind a preposition, with the phrase that belongs to it."""
    named = c.mention_over(first) if first < end else None
    if named is not None and named.type in ("GPE", "LOC", "FAC"):
        return c.after(named.end)
    phrase = phrase_after(c, first, end, bounded=False)
    last = max(phrase.last, first + 1)
    if last >= end:
        return None
    short = is_occasion(c.tokens[first].key) or c.tokens[first].key == "وقت"
    if short and not c.tokens[first + 1].key.startswith("ال"):
        # في تسجيل مصور, and what follows is another noun's.
        last = min(last, first + 2)
    quote = c.quote_at(last) if last < end else None
    heads = is_medium(c.tokens[last - 1].key) or is_body_noun(c.tokens[last - 1].key)
    if quote is not None and heads and not c.speech(quote, last):
        last = c.after(quote.end)
    return last if last < end else None


def _second_title(c: Clauses, comma: int, end: int) -> int:
    """The comma behind a title of the person named right before a comma (رسالة للمفوض فلان، الرئيس
    الدوري للمجلس، ...); the comma itself where none is."""
    named = c.mention_over(comma - 1)
    title = title_at(c.tokens, comma + 1) if comma + 1 < end else None
    if named is None or named.type != "PER" or title != ("office", True):
        return comma
    near = range(comma + 2, min(end, comma + _TITLE))
    return next((i for i in near if c.comma(i)), comma)


def _apposition(c: Clauses, comma: int, end: int) -> int | None:
    """The token behind the comma that closes a name or an office between commas."""
    close = next((i for i in range(comma + 2, min(end, comma + _APPOSITION)) if c.comma(i)), None)
    if close is None:
        return None
    close = _second_title(c, close, end)
    if not any(c.tokens[i].kind == "word" for i in range(comma + 1, close)):
        return close + 1
    when = c.role(comma + 1) == "adverbial" and c.tokens[comma + 2].key not in ("حين", "وقت")
    if not when and c.role(comma + 1) != "subordinate" and find_cues(c.tokens[comma + 1 : close]):
        return None
    adverbial = c.role(comma + 1) in ("adverbial", "topic", "subordinate")
    told = adverbial or c.tokens[comma + 1].key.startswith("ال")
    return close + 1 if told or is_source(c, comma + 1, close) else None
