"""What is said: where the content of a statement begins, and how it is announced."""

from __future__ import annotations

from typing import Literal

import msgspec

from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.speakers import Phrase, phrase_after

How = Literal["that", "quote", "colon", "preposition", "object"]
_PREPOSITIONS = frozenset(("الي", "عن", "من", "علي", "في"))
_GOVERNING = _PREPOSITIONS | {"ب", "ل"}
_NOT_THAT_BEFORE = frozenset(
    ("بعد", "قبل", "دون", "منذ", "حتي", "غير", "رغم", "يمكن", "يجب", "كما", "مجرد", "يبدو", "الا")
)
_SAYING = frozenset(("قائلا", "قائله", "قائلين"))
_REACH = 45


class Opening(msgspec.Struct, frozen=True):
    """How content is announced: `at` is the token of the announcement, `first` the first token of
    the content, `offset` the code points to skip in that token (a fused ب)."""

    how: How
    at: int
    first: int
    offset: int = 0


def opening(c: Clauses, cue: FoundCue, before: Phrase | None) -> tuple[Phrase, Opening] | None:
    """The subject phrase behind a cue (maybe empty) and the opening of its content, or None where
    the word attributes nothing here. `before` is a subject that stands before the verb."""
    after = cue.last + 1
    end = c.sentence_end(cue.first)
    frames = cue.form.verb.frames
    marked = _marked(c, cue, after, end)
    stop = marked.at if marked else end
    empty = (
        before is not None
        or cue.form.kind in ("participle", "said")
        or _starts_governed(c, frames, after)
    )
    phrase = Phrase(after, after) if empty else phrase_after(c, after, stop, bounded=False)
    if cue.form.verb.strict == "d":
        return _described(c, cue, phrase_after(c, after, end, bounded=False), end)
    governed = _governed(c, cue, phrase.last, stop) if frames & _GOVERNING else None
    inner = marked is not None and marked.how == "quote" and phrase.last < marked.at
    inner = inner and not empty and not c.role(phrase.last) and not c.comma(phrase.last)
    later = governed is not None and governed.at > phrase.last and marked is None
    if "obj" in frames and (later or inner):
        plain = _object(c, cue, phrase, end)
        if plain is not None and plain[1].first < (governed or marked or plain[1]).at:
            return plain
    if governed is not None and not (
        marked
        and marked.how == "that"
        and (
            marked.at - governed.at <= 2
            or cue.form.verb.strict
            or ("that" in frames and c.tokens[governed.at].key != "الي")
        )
    ):
        return phrase, governed
    if marked is not None and not (before is not None and marked.at > after + 12):
        return (phrase if empty else phrase_after(c, after, marked.at, bounded=True)), marked
    if cue.form.object and cue.form.kind == "verb":
        return _topic(c, after, end)
    return _object(c, cue, phrase, end) if "obj" in frames else None


def _described(
    c: Clauses, cue: FoundCue, phrase: Phrase, end: int
) -> tuple[Phrase, Opening] | None:
    """وصف الوزير الاتفاق بأنه تاريخي: the thing described and the description."""
    if cue.form.kind == "participle":
        phrase = Phrase(cue.last + 1, cue.last + 1)
    keys = [token.key for token in c.tokens[phrase.last : min(end, phrase.last + 20)]]
    if not any(key.startswith("بان") for key in keys):
        return None
    return _object(c, cue, phrase, end)


def _starts_governed(c: Clauses, frames: frozenset[str], index: int) -> bool:
    return index < len(c.tokens) and any(
        letter in frames and c.fused(index, letter) for letter in ("ب", "ل")
    )


def _marked(c: Clauses, cue: FoundCue, after: int, end: int) -> Opening | None:
    """أن, a colon or a quotation that opens the content."""
    level = c.level[cue.first]
    for index in range(after, min(end, after + _REACH, len(c.tokens))):
        token = c.tokens[index]
        quote = c.quote_at(index)
        if quote is not None and c.speech(quote, index) and c.level[index] == level:
            if cue.form.verb.strict and index - after > 10:
                return None
            return Opening("quote", index, index)
        if c.level[index] != level:
            return None
        if token.text == ":":
            first = index + 2 if c.role(index + 1) == "that" else index + 1
            return Opening("colon", index, first) if first < len(c.tokens) else None
        if c.role(index) == "that":
            if c.tokens[index - 1].key in _NOT_THAT_BEFORE:
                continue
            if index > after + 1 and c.role(index - 1) == "topic":
                return None
            return Opening("that", index, index + 1) if index + 1 < end else None
        saying = token.key in _SAYING and index <= after + 8 and not c.comma(index - 1)
        if index > after and not saying and _other_cue(c, index):
            return None
    return None


def _other_cue(c: Clauses, index: int) -> bool:
    """Whether another statement begins here: a verb that needs no more, or a participle with أن."""
    found = find_cues(c.tokens[index : index + 1])
    if not found:
        return False
    form = found[0].form
    announced = any(
        c.role(i) == "that" or c.quote_at(i) is not None for i in (index + 1, index + 2)
    )
    if form.kind == "participle":
        return announced or (not form.feminine and c.comma(index - 1))
    return form.kind == "verb" and not form.verb.strict and not form.object


def _governed(c: Clauses, cue: FoundCue, first: int, stop: int) -> Opening | None:
    """Content behind the preposition that the verb governs: دعا إلى, حذر من, طالب بـ."""
    frames = cue.form.verb.frames
    for index in range(first, min(stop, first + 30)):
        key = c.tokens[index].key
        if key in frames and key in _PREPOSITIONS and index + 1 < stop:
            if key == "الي" and c.role(index + 1) == "that":
                return None
            return Opening("preposition", index, index + 1)
        if index == first or c.comma(index - 1):
            for letter in ("ب", "ل"):
                if letter in frames and c.fused(index, letter) and not c.role(index):
                    return Opening("preposition", index, index, 1)
        if c.role(index) in ("subordinate", "that") or _other_cue(c, index):
            return None
        if cue.form.verb.strict and index > first:
            return None
    return None


def _topic(c: Clauses, after: int, end: int) -> tuple[Phrase, Opening] | None:
    """A pronoun stands for the content, which a topic word names: ما أوردته الوزارة حول كذا."""
    for index in range(after, min(end, after + 12)):
        about = c.role(index) == "topic" or (c.tokens[index].key == "عن" and index > after)
        if about and index + 1 < end:
            return phrase_after(c, after, index, bounded=True), Opening("object", index, index + 1)
    return None


def _object(c: Clauses, cue: FoundCue, phrase: Phrase, end: int) -> tuple[Phrase, Opening] | None:
    """A noun phrase as content: أعلنت الوزارة، اليوم، توقف العمل."""
    first = phrase.last
    while first < end and (
        c.comma(first)
        or c.role(first) in ("adverbial", "topic")
        or (c.tokens[first].key == "ل" and c.quote_at(first + 1) is not None)
    ):
        if (quote := c.quote_at(first + 1)) is not None and c.tokens[first].key == "ل":
            first = c.after(quote.end)
            continue
        comma = c.comma(first)
        if not comma and (skipped := _skip_adverbial(c, first, end)) is not None:
            first = skipped
        elif comma:
            first += 1
        else:
            return None
    if first >= end or (not c.word(first) and c.quote_at(first) is None) or c.role(first):
        return None
    if cue.form.verb.strict == "b":
        keys = [token.key for token in c.tokens[first : first + 9]]
        if not any(key.endswith(("مسؤوليه", "مسئوليه")) for key in keys):
            return None
    elif cue.form.verb.strict and cue.form.verb.strict != "d":
        return None
    return phrase, Opening("object", first, first)


def _skip_adverbial(c: Clauses, first: int, end: int) -> int | None:
    """Behind an adverbial: a bare day name, a day to its comma, a preposition with its noun."""
    key = c.tokens[first].key
    if key.startswith("ال") and key not in ("الي", "الا"):
        return first + 1
    comma = next((i for i in range(first + 1, min(end, first + 25)) if c.comma(i)), None)
    if comma is not None and not any(_other_cue(c, i) for i in range(first, min(comma + 2, end))):
        following = c.role(comma + 1)
        near = comma < first + 10 and following == "adverbial"
        if near or (not following and not c.tokens[comma + 1].key.startswith("و")):
            return comma + 1
    if key == "يوم":
        return min(end, first + 2)
    index = first + 1
    if index < end and (mention := c.mention_over(index)) is not None:
        return c.after(mention.end)
    return index + 1 if index + 1 < end else None
