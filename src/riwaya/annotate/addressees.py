"""Whom a call, a warning or a charge is for, where only he stands beside the verb: the speaker was
named before.

وناشدت المقررة الخاصة التدخل; كما يدعو الدول الأعضاء إلى الصبر; قالت السفيرة فلانة إن...، ودعت روسيا
إلى الصبر.
"""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate.adjuncts import skip_adjuncts
from riwaya.annotate.announced import AIMED
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue
from riwaya.annotate.drafts import Draft
from riwaya.annotate.name_people import title_at
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source

_HE = words_of("he")
_THINGS = words_of("things")
_OBLIQUE = 6


def goes_on(c: Clauses, cue: FoundCue) -> bool:
    """Whether a cue is joined to what stands before it: by و, a comma or a word of contrast."""
    return cue.lead > 0 or c.comma(cue.first - 1) or c.role(cue.first - 1) == "contrast"


def is_addressed(c: Clauses, cue: FoundCue, phrase: Phrase, stop: int) -> bool:
    """Whether the phrase behind a verb is whom it is for: the gender or the case is not that of a
    subject (يدعو الدول, دعا المواطنين), or it is the only one named behind a verb that needs an
    addressee: وناشدت المقررة الخاصة التدخل, واتهم الجماعة باستخدام كذا."""
    if phrase.last == phrase.first:
        return False
    if cue.form.verb.stance in AIMED and _disagrees(c, cue, phrase):
        return True
    if "whom" not in cue.form.verb.frames or not goes_on(c, cue):
        return False
    first = skip_adjuncts(c, phrase.last, stop, named=True)
    other = phrase_after(c, first, stop, bounded=False)
    told = other.first < other.last and c.tokens[other.first].key.startswith("ال")
    if told and _has_person(c, phrase):
        # وحث الوزير سامي النجار الجميع على كذا
        return False
    return not is_source(c, other.first, other.last)


def _disagrees(c: Clauses, cue: FoundCue, phrase: Phrase) -> bool:
    """Whether a masculine verb cannot have the phrase for its subject: a country (countries are
    feminine but for a few), things in the plural, people in the oblique case."""
    if cue.form.feminine:
        return False
    key, named = c.tokens[phrase.first].key, c.mention_over(phrase.first)
    if named is not None:
        return named.type == "GPE" and key not in _HE
    people = key.startswith("ال") and key.endswith("ين") and len(key) > _OBLIQUE
    return people or key.removeprefix("ال") in _THINGS


def readdressed(c: Clauses, drafts: Sequence[Draft], draft: Draft) -> Draft:
    """The draft without its subject where that is whom the woman who spoke last calls upon: قالت
    السفيرة فلانة إن الاتفاق جيد، ودعت روسيا إلى احترامه."""
    cue, subject = draft.cue, draft.subject
    if cue.form.verb.stance != "call" or draft.how != "preposition" or subject is None:
        return draft
    if not (cue.form.feminine and cue.form.kind == "verb" and subject.first == cue.last + 1):
        return draft
    if not _may_be_called(c, subject.first) or not (goes_on(c, cue) or _is_also(c, cue)):
        return draft
    told = [one for one in drafts if not one.relative and c.level[one.cue.first] == -1]
    if told and _is_woman(c, told):
        draft.first, draft.offset, draft.subject, draft.sibling = subject.first, 0, None, True
    return draft


def _may_be_called(c: Clauses, index: int) -> bool:
    """Whether a word is a country, or powers and the like, which call as often as are called."""
    named = c.mention_over(index)
    return named.type == "GPE" if named else c.tokens[index].key.removeprefix("ال") in _THINGS


def _is_also(c: Clauses, cue: FoundCue) -> bool:
    return cue.first > 0 and c.tokens[cue.first - 1].key in ("كما", "وكما")


def _is_woman(c: Clauses, told: Sequence[Draft]) -> bool:
    """Whether the last one named as a speaker is a person, by name or office, and her verb is
    feminine."""
    last = next((one for one in reversed(told) if one.subject is not None), None)
    if last is None or last.subject is None or not last.cue.form.feminine:
        return False
    title = title_at(c.tokens, last.subject.first)
    if title is not None and title[0] == "office":
        return True
    return _has_person(c, last.subject)


def _has_person(c: Clauses, phrase: Phrase) -> bool:
    start, end = c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end
    return any(one.type == "PER" for one in c.mentions_in(start, end))
