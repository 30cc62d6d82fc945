"""Statements that a noun of saying reports: إعلان وزارة الدفاع عن كذا, اتهامات السكان بالإهمال."""

from __future__ import annotations

from riwaya.annotate.adjuncts import skip_adjuncts
from riwaya.annotate.announced import PREPOSITIONS, Opening
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue
from riwaya.annotate.drafts import Draft
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.sources import is_medium, is_source


def noun_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    """The statement of a noun of saying: its source stands right behind it, and what is said behind
    that, announced as after the verb; None where either is missing."""
    end = c.sentence_end(cue.first)
    phrase = phrase_after(c, cue.last + 1, end, bounded=False)
    if phrase.last == phrase.first or not _is_named(c, phrase):
        return None
    begin = _opening(c, cue, phrase, end)
    if begin is None:
        return None
    return Draft(cue, begin.how, begin.first, begin.offset, phrase, sibling=False, begin=cue.first)


def _is_named(c: Clauses, phrase: Phrase) -> bool:
    """Whether the phrase is a source that the noun belongs to: a name or a definite description,
    no medium that is spoken to (في تصريح لصحيفة كذا)."""
    if not is_source(c, phrase.first, phrase.last):
        return False
    mention = c.mention_over(phrase.first)
    key = c.tokens[phrase.first].key
    if key.startswith("ل") and is_medium(key[1:]):
        return False
    return mention is not None or key.startswith("ال") or phrase.last - phrase.first > 1


def _opening(c: Clauses, cue: FoundCue, phrase: Phrase, end: int) -> Opening | None:
    frames = cue.form.verb.frames
    at = skip_adjuncts(c, phrase.last, end, named=True, frames=frames & PREPOSITIONS)
    if at + 1 >= end:
        return None
    key = c.tokens[at].key
    if c.role(at) == "that":
        return Opening("that", at, at + 1) if "that" in frames else None
    if key in frames and key in PREPOSITIONS:
        that = c.role(at + 1) == "that"
        return Opening("preposition", at, at + 1 + that)
    for letter in ("ب", "ل"):
        if letter in frames and c.fused(at, letter):
            return Opening("preposition", at, at, 1)
    plain = "obj" in frames and at == phrase.last and c.word(at) and not c.role(at)
    return Opening("object", at, at) if plain and c.mention_over(at) is None else None


__all__ = ("noun_draft",)
