"""How content is announced: by أن, a colon, a quotation, or a preposition that the verb governs."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from riwaya.annotate.adjuncts import skip_adjuncts
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.noun_phrases import phrase_after
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source_noun
from riwaya.names.lexicon import is_common

How = Literal["that", "quote", "colon", "preposition", "object"]
PREPOSITIONS: Final = frozenset(("الي", "عن", "من", "علي", "في", "ب", "ل"))
"""The prepositions that a verb may govern its content with, folded."""
AIMED: Final = frozenset(("call", "warn", "accuse", "ask"))
"""The stances whose content takes in whom it is for."""
MANNERS: Final = words_of("manner")
"""Words for how something is asked for (بإلحاح), folded."""
_NOT_THAT_BEFORE = frozenset((
    "بعد", "قبل", "دون", "منذ", "حتي", "غير", "رغم", "يمكن", "يجب", "كما", "مجرد", "يبدو", "الا",
    "امل",
))  # fmt: skip
_WHILE = frozenset(("وهو", "وهي", "وهم", "وهما"))
_SAYING = frozenset(("قائلا", "قائله", "قائلين"))
_HOW = frozenset(("كيف", "لماذا", "متي", "اين"))
_ABOUT = {"عما": "عن", "مما": "من", "عمن": "عن"}
_REACH, _SAID, _STRAY, _SHORT, _PLACE, _FAR, _LONG = 45, 8, 9, 3, 6, 16, 24


class Opening(msgspec.Struct, frozen=True):
    """How content is announced: `at` is the token of the announcement, `first` the first token of
    the content, `offset` the code points to skip in that token (a fused ب)."""

    how: How
    at: int
    first: int
    offset: int = 0


def marked(c: Clauses, cue: FoundCue, after: int, end: int) -> Opening | None:
    """أن, a colon or a quotation that opens the content."""
    level = c.level[cue.first]
    hidden = after
    for index in range(after, min(end, after + _REACH, len(c.tokens))):
        quote = c.quote_at(index)
        if quote is not None and c.speech(quote, index) and c.level[index] == level:
            far = cue.form.verb.strict and index - after > _FAR
            return None if far else Opening("quote", index, index)
        if c.level[index] != level:
            return None
        if c.tokens[index].text == ":" and not _is_clock(c, index):
            first = index + 2 if c.role(index + 1) == "that" else index + 1
            return Opening("colon", index, first) if first < len(c.tokens) else None
        if c.quote_at(index) is not None:
            # A name in marks may hold what looks like a particle: قناة «إن تي في».
            hidden = c.after(c.quotes[c.opens[index]].end)
        if index < hidden:
            continue
        if c.role(index) == "that" and not _is_because(c, cue, index):
            if "that" not in cue.form.verb.frames and cue.form.verb.stance == "express":
                return None
            before = c.tokens[index - 1].key
            if before in _NOT_THAT_BEFORE or (before == "في" not in cue.form.verb.frames):
                continue
            topic = index > after + 1 and c.role(index - 1) == "topic"
            whole = c.tokens[index].key == "الا"
            first = index if whole else index + 1
            return None if topic or first >= end else Opening("that", index, first)
        worded = _worded(c, cue, after, index, end)
        if worded is not None:
            return worded
        if index > after and _other_cue(c, index, after) and not _is_aside(c, index):
            return None
    return None


def _is_clock(c: Clauses, index: int) -> bool:
    """Whether a colon stands between two numbers: 2 : 58."""
    around = (c.tokens[index - 1], c.tokens[index + 1]) if index + 1 < len(c.tokens) else ()
    return len(around) > 0 and all(token.kind == "number" for token in around)


def _is_because(c: Clauses, cue: FoundCue, index: int) -> bool:
    """Whether لأن tells why, and not what: only regret and the like take it right away."""
    near = index <= cue.last + 2 and cue.form.verb.stance == "express"
    return c.tokens[index].key == "لان" and not near


def _worded(c: Clauses, cue: FoundCue, after: int, index: int, end: int) -> Opening | None:
    """Content that a word opens: كيف and the like, and قائلا with no mark behind it."""
    key = c.tokens[index].key
    if key in ("انا", "نحن") and index == after and "quote" in cue.form.verb.frames:
        return Opening("colon", index, index)
    if key == "لقد" and "that" in cue.form.verb.frames:
        return Opening("colon", index, index)
    if key in _HOW and "that" in cue.form.verb.frames and index > after:
        return Opening("that", index, index)
    says = key in _SAYING and index <= after + _SAID and not c.comma(index - 1)
    return Opening("colon", index, index + 1) if says and _is_plain(c, index + 1, end) else None


def _is_plain(c: Clauses, index: int, end: int) -> bool:
    """Whether speech begins right here, with no mark and no أن: قال النائب قائلا لا نريد."""
    return index < end and c.word(index) and c.role(index) != "that" and c.quote_at(index) is None


def _is_aside(c: Clauses, index: int) -> bool:
    """Whether a verb belongs to an aside between cue and content: وهو يشير إلى الجدار, or tells
    that the source would not be named."""
    if c.tokens[index - 1].key in _WHILE:
        return True
    near = [token.key for token in c.tokens[index : index + 6]]
    return any(key.startswith(("اسم", "هويت")) for key in near)


def _other_cue(c: Clauses, index: int, first: int = 0) -> bool:
    """Whether another statement begins here: a verb that needs no more, or a participle with أن."""
    found = find_cues(c.tokens[index : index + 1])
    if not found:
        return False
    if c.tokens[index].key in _SAYING and not c.comma(index - 1):
        return index > first + _SAID
    form = found[0].form
    announced = any(
        c.role(i) == "that" or c.quote_at(i) is not None for i in (index + 1, index + 2)
    )
    if form.kind == "participle":
        return announced or (not form.feminine and c.comma(index - 1))
    return form.kind == "verb" and not form.verb.strict and not form.object


def governed(c: Clauses, cue: FoundCue, first: int, stop: int) -> Opening | None:
    """Content behind the preposition that the verb governs: دعا إلى, حذر من, طالب بـ."""
    frames = cue.form.verb.frames
    for index in range(first, min(stop, first + 30)):
        key = c.tokens[index].key
        if _ABOUT.get(key) in frames:
            return Opening("preposition", index, index)
        if key in frames and key in PREPOSITIONS and index + 1 < stop:
            if key == "الي" and c.role(index + 1) == "that":
                return None
            return Opening("preposition", index, index + 1)
        aimed = (cue.form.verb.stance in AIMED or "whom" in frames) and "ب" in frames
        addressee = aimed and phrase_after(c, first, index, bounded=False).last == index
        if index == first or c.comma(index - 1) or addressee:
            for letter in ("ب", "ل"):
                if letter in frames and _is_fused(c, index, letter, near=index == first):
                    at = _second(c, index, letter)
                    return Opening("preposition", at, at, 1)
        if c.role(index) in ("subordinate", "that") or _other_cue(c, index):
            return None
        if cue.form.verb.strict and index > first:
            return None
    return None


def _is_fused(c: Clauses, index: int, letter: str, *, near: bool) -> bool:
    """Whether a preposition of one letter is written on to a word; also to a short one (برد) right
    where it is looked for."""
    key = c.tokens[index].key
    if key == "بحسب":
        return False
    short = (
        near and letter == "ب" and len(key) == _SHORT and key[0] == letter and is_common(key[1:])
    )
    return (short or c.fused(index, letter)) and not c.role(index)


def _second(c: Clauses, index: int, letter: str) -> int:
    """The later of two words with the preposition, where the first tells a place or how: أهابت
    المديرية بمنطقة كذا بالمواطنين."""
    behind = skip_adjuncts(c, index, min(len(c.tokens), index + _PLACE), named=False)
    if c.tokens[index].key in MANNERS and c.fused(index + 1, letter):
        # طالب بإلحاح بتطبيق القرار
        return index + 1
    again = index < behind < len(c.tokens) and c.fused(behind, letter)
    return behind if again and is_source_noun(c.tokens[behind].key) else index


def reaches(c: Clauses, index: int, that: int) -> bool:
    """Whether nothing but adjuncts stands between the speaker and أن, or nearly nothing."""
    behind = skip_adjuncts(c, index, that + 1, named=True)
    if behind < that and find_cues(c.tokens[behind : behind + 1]) and _is_aside(c, behind):
        return True
    told = c.role(behind) == "subordinate" or (
        c.comma(behind) and c.role(behind + 1) == "subordinate"
    )
    most = _LONG if told else _STRAY
    return sum(1 for i in range(behind, that) if c.word(i)) <= most
