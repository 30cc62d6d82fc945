"""What is said where nothing announces it: a noun phrase, a thing described, a topic."""

from __future__ import annotations

import re
from functools import cache

from riwaya.annotate.adjuncts import skip_adjuncts
from riwaya.annotate.announced import Opening
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.sources import is_source
from riwaya.arabic import fold_key
from riwaya.data import rows

_BLAME, _LEAST, _FULL = 18, 4, 16
_HAPPENED = re.compile(r"تم|تمت|كان|جري|س[يتن]\w{3,}|\w{2,}[^اي]ت")


def described(c: Clauses, cue: FoundCue, phrase: Phrase, end: int) -> tuple[Phrase, Opening] | None:
    """وصف الوزير الاتفاق بأنه تاريخي: the thing described and the description."""
    if cue.form.object:
        return _as_described(c, cue.last + 1)
    goes_on = cue.form.kind == "participle" or cue.lead > 0 or c.comma(cue.first - 1)
    if goes_on and not is_source(c, phrase.first, phrase.last):
        phrase = Phrase(cue.last + 1, cue.last + 1)
    keys = [token.key for token in c.tokens[phrase.last : min(end, phrase.last + 20)]]
    if not any(key.startswith("بان") for key in keys):
        return None
    return plain_object(c, cue, phrase, end, named=phrase.last > phrase.first)


def _as_described(c: Clauses, at: int) -> tuple[Phrase, Opening] | None:
    """ووصفته بأنه وحشي, ووصفها بالخطيرة: the description of what a pronoun stands for."""
    if at < len(c.tokens) and c.tokens[at].key.startswith("بان") and c.role(at) == "that":
        return Phrase(at, at), Opening("that", at, at + 1)
    return (Phrase(at, at), Opening("preposition", at, at, 1)) if c.fused(at, "ب") else None


def topic(c: Clauses, after: int, end: int) -> tuple[Phrase, Opening] | None:
    """A pronoun stands for the content, which a topic word names: ما أوردته الوزارة حول كذا."""
    for index in range(after, min(end, after + 12)):
        about = c.role(index) == "topic" or (c.tokens[index].key == "عن" and index > after)
        if about and index + 1 < end:
            return phrase_after(c, after, index, bounded=True), Opening("object", index, index + 1)
    return None


def plain_object(
    c: Clauses, cue: FoundCue, phrase: Phrase, end: int, *, named: bool
) -> tuple[Phrase, Opening] | None:
    """A noun phrase as content: أعلنت الوزارة، اليوم، توقف العمل."""
    first = skip_adjuncts(c, phrase.last, end, named=named)
    if first >= end or (not c.word(first) and c.quote_at(first) is None) or c.role(first):
        return None
    cue_here = find_cues(c.tokens[first : first + 1])
    if len(c.tokens[first].key) == 1 or (
        cue_here and cue_here[0].form.kind in ("participle", "phrase")
    ):
        return None
    source = is_source(c, phrase.first, phrase.last)
    if phrase.last > phrase.first and not source and c.fused(first, "ل"):
        # أعلنت حالة الاستنفار لطوارئ المستشفى: nobody stands behind the verb.
        return None
    only = _object_words(cue.form.verb.strict)
    if only and c.tokens[first].key not in only:
        return None
    participle = cue.form.kind == "participle"
    if "y" in cue.form.verb.strict and not (participle or source):
        return None
    return phrase, Opening("object", first, first)


@cache
def _object_words(strict: str) -> frozenset[str]:
    found = (fold_key(row["word"]) for row in rows("object_words") if row["strict"] in strict)
    return frozenset(found)


def blamed(c: Clauses, phrase: Phrase, after: int, end: int) -> tuple[Phrase, Opening] | None:
    """حمّلت الوزارة الشركة المسؤولية: whom the speaker makes answer for it, and for what."""
    near = range(after, min(end, after + _BLAME))
    place = next((i for i in near if c.tokens[i].key.endswith(("مسؤوليه", "مسئوليه"))), None)
    if place is None:
        return None
    subject = phrase_after(c, after, place, bounded=False)
    if subject.last >= place or phrase.last == phrase.first:
        subject = Phrase(after, after)
    return subject, Opening("object", subject.last, subject.last)


def plain_speech(c: Clauses, cue: FoundCue, after: int, end: int) -> tuple[Phrase, Opening] | None:
    """Speech behind a comma, with no mark and no أن: وقال المتحدث سالم الحلو، تلقت الغرفة بلاغا."""
    near = range(after, min(end - _LEAST, after + _FULL))
    at = next((i + 1 for i in near if c.comma(i)), after)
    if cue.form.verb.lemma != "قال" or cue.form.kind != "verb" or at == after:
        return None
    phrase = phrase_after(c, after, at - 1, bounded=True)
    named = c.mention_over(at - 2)
    if phrase.last < at - 1 or named is None or named.type != "PER":
        return None
    marks = any(c.tokens[i].text == ":" for i in range(at, end))
    verb = _HAPPENED.fullmatch(c.tokens[at].key) is not None and not c.role(at)
    return (phrase, Opening("colon", at, at)) if verb and not marks else None
