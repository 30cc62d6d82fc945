"""What is said: where the content of a statement begins, and how it is announced."""

from __future__ import annotations

from typing import Final

import msgspec

from riwaya.annotate.addressees import goes_on, is_addressed
from riwaya.annotate.adjuncts import PRONOUNS, skip_adjuncts
from riwaya.annotate.announced import (
    AIMED,
    MANNERS,
    PREPOSITIONS,
    Opening,
    governed,
    marked,
    reaches,
)
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.name_people import title_at
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.objects import blamed, described, plain_object, plain_speech, topic
from riwaya.annotate.phrase_ends import CLOSE, ISSUED
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source, is_source_noun
from riwaya.names.lexicon import is_common

RELATIVE: Final = words_of("relative")
"""Relative pronouns, folded."""
PASSES_ON: Final = frozenset(("نقل", "أورد", "نسب"))
"""The verbs of a medium that passes on what a source behind عن says."""
_IDIOMS = words_of("idiom")
_ONLY_OBJECT = frozenset(("obj", "ب"))
_TO_WHOM, _LATE, _NEXT, _NEAR, _NOUNS = 6, 12, 2, 6, 2


class _Place(msgspec.Struct, frozen=True):
    """What is known of a cue's surroundings: its subject behind it (maybe empty), the first token
    behind the cue, the end of the sentence, whether a subject is named, and where the adjuncts
    behind the subject end."""

    phrase: Phrase
    after: int
    end: int
    named: bool
    aside: int

    @property
    def empty(self) -> bool:
        return self.phrase.last == self.phrase.first


def opening(c: Clauses, cue: FoundCue, before: Phrase | None) -> tuple[Phrase, Opening] | None:
    """The subject phrase behind a cue (maybe empty) and the opening of its content, or None where
    the word attributes nothing here. `before` is a subject that stands before the verb."""
    after, end = cue.last + 1, c.sentence_end(cue.first)
    frames = cue.form.verb.frames
    mark = marked(c, cue, after, end)
    phrase = _subject(c, cue, before, mark.at if mark else end)
    after = phrase.first
    if cue.form.verb.strict == "b":
        return blamed(c, phrase, after, end)
    if cue.form.verb.strict == "d":
        return described(c, cue, phrase_after(c, after, end, bounded=False), end)
    named = before is not None or phrase.last > phrase.first
    stop = mark.at if mark else end
    aside = skip_adjuncts(c, phrase.last, stop, named=named, frames=frames & PREPOSITIONS)
    place = _Place(phrase, after, end, named, aside)
    if mark is not None and mark.how == "quote" and aside > mark.at:
        # A quotation in what stands between: شركة كذا، المتخصصة في "كذا"، توقف العمل.
        mark = marked(c, cue, aside, end)
    found = _by_sign(c, cue, place, mark, before) or _by_object(c, cue, place)
    return found or plain_speech(c, cue, place.after, place.end)


def _subject(c: Clauses, cue: FoundCue, before: Phrase | None, stop: int) -> Phrase:
    """The noun phrase behind a verb that is its subject; empty where none can be."""
    after = cue.last + 1
    empty = (
        before is not None
        or cue.form.kind in ("participle", "said")
        or cue.form.plural
        or (after < len(c.tokens) and c.tokens[after].key.startswith("لل"))
        or _is_manner(c, after)
        or _starts_governed(c, cue.form.verb.frames, after)
    )
    if empty:
        return Phrase(after, after)
    after = _behind_manner(c, after, stop)
    phrase = phrase_after(c, after, stop, bounded=False)
    speaks = _can_speak(c, cue, phrase) and not is_addressed(c, cue, phrase, stop)
    return phrase if speaks else Phrase(after, after)


def _is_manner(c: Clauses, index: int) -> bool:
    """Whether a word with ب tells how something was said: قال بصوت مسموع."""
    if index >= len(c.tokens) or c.mention_over(index) is not None:
        return False
    key = c.tokens[index].key
    return c.fused(index, "ب") and not is_source_noun(key) and is_common(key[1:])


def _by_sign(
    c: Clauses, cue: FoundCue, place: _Place, mark: Opening | None, before: Phrase | None
) -> tuple[Phrase, Opening] | None:
    """The content that a preposition, أن, a colon or a quotation opens, or a plain object before
    them."""
    frames, phrase = cue.form.verb.frames, place.phrase
    stop = mark.at if mark else place.end
    lead = None
    if frames & PREPOSITIONS:
        leads = (governed(c, cue, at, stop) for at in sorted({phrase.last, place.aside}))
        lead = min((one for one in leads if one), key=lambda one: one.at, default=None)
    if "obj" in frames and _may_be_object(c, place, mark, lead):
        plain = plain_object(c, cue, phrase, place.end, named=place.named)
        if plain is not None and plain[1].first < (lead or mark or plain[1]).at:
            return plain
    if lead is not None and not _yields(c, cue, lead, mark):
        return phrase, _addressed(c, cue, phrase, lead)
    if mark is not None and mark.how == "that" and frames <= _ONLY_OBJECT:
        return None
    late = before is not None and mark is not None and mark.at > place.after + _LATE
    if mark is None or late:
        return None
    if "obj" in frames and _is_later(c, cue, place, mark):
        urged = not place.empty and mark.at == cue.last + 2
        own = Phrase(place.after, place.after) if urged else phrase
        plain = plain_object(c, cue, own, place.end, named=place.named)
        if plain is not None:
            return plain
    subject = phrase if place.empty else phrase_after(c, place.after, mark.at, bounded=True)
    if not place.empty and mark.how == "that":
        subject = _with_relative(c, subject, mark.at)
    near = mark.how == "quote" or cue.form.verb.lemma in PASSES_ON
    if near or reaches(c, place.after if place.empty else subject.last, mark.at):
        return subject, _to_whom(c, cue, subject, mark)
    return None


def _with_relative(c: Clauses, subject: Phrase, that: int) -> Phrase:
    """The subject with the relative clause that tells who it is: الدراسة التي أجراها باحثون إن."""
    key = c.tokens[subject.last].key
    if subject.last >= that or (key not in RELATIVE and key not in ISSUED):
        return subject
    last = that
    while last > subject.last and (c.comma(last - 1) or c.role(last - 1) == "adverbial"):
        last -= 1
    inner = c.tokens[subject.last + 1 : last]
    return (
        subject
        if any(f.form.kind == "participle" for f in find_cues(inner))
        else (Phrase(subject.first, last))
    )


def _is_later(c: Clauses, cue: FoundCue, place: _Place, mark: Opening) -> bool:
    """Whether أن belongs to a noun behind the speaker (أكد البدوي أهمية المركز لجهة أنه) or to one
    behind a participle (رافضا اعتبار ما حدث بأنه انسحاب)."""
    if cue.form.kind == "participle" and mark.how == "that":
        first = place.aside
        plain = mark.at - first >= _NOUNS and c.word(first) and not c.role(first)
        return plain and not c.tokens[first].key.startswith("ال")
    if mark.how == "that" and mark.at == place.phrase.first + 1 == cue.last + 2:
        return _is_urged(c, place.phrase.first)
    if place.empty or mark.how != "that" or not is_source(c, place.phrase.first, place.phrase.last):
        return False
    words = [i for i in range(place.aside, mark.at) if c.word(i)]
    if words and any(one.form.kind == "phrase" for one in find_cues(c.tokens[words[0] : mark.at])):
        # أكد الوزير، ووفقا للوكالة، أن
        return False
    before = c.mention_over(place.phrase.last - 1)
    whole = before is not None and before.type == "PER" and place.aside == place.phrase.last
    if words and (
        any(c.fused(words[0], letter) for letter in ("ب", "ل"))
        or c.tokens[words[0]].key in CLOSE
        or c.tokens[words[0]].key in ISSUED
        or title_at(c.tokens, words[0]) is not None
    ):
        return False
    plain = len(words) >= _NOUNS and (whole or not c.tokens[words[0]].key.startswith("ال"))
    return plain and c.mention_over(words[0]) is None and not c.role(words[0])


def _is_urged(c: Clauses, index: int) -> bool:
    """Whether a lone noun before أن is what is said and not who says it: وأكد ضرورة أن يفتح."""
    key = c.tokens[index].key
    plain = not key.startswith("ال") and c.mention_over(index) is None
    return plain and is_common(key) and not is_source_noun(key)


def _may_be_object(c: Clauses, place: _Place, mark: Opening | None, lead: Opening | None) -> bool:
    """Whether a plain noun may be the content although a sign stands farther on."""
    last = place.phrase.last
    if mark is None:
        return lead is not None and lead.at > place.aside and not c.comma(place.aside - 1)
    inner = mark.how == "quote" and last < mark.at and not place.empty
    return inner and not c.role(last) and not c.comma(last)


def _yields(c: Clauses, cue: FoundCue, lead: Opening, mark: Opening | None) -> bool:
    """Whether أن behind a governed preposition opens the content, and not the preposition."""
    if mark is None or mark.how != "that":
        return False
    if c.tokens[mark.at - 1].key == "علي" and lead.at < mark.at - _NEXT:
        # على أن: on the condition that.
        return False
    own = "that" in cue.form.verb.frames and c.tokens[lead.at].key != "الي"
    near = mark.at - lead.at
    if c.tokens[lead.first].key == "ضروره" and not own:
        return False
    return near <= _NEXT or (bool(cue.form.verb.strict) and near <= _NEAR) or own


def _by_object(c: Clauses, cue: FoundCue, place: _Place) -> tuple[Phrase, Opening] | None:
    """The content that nothing opens: a noun phrase behind the subject, or what a topic word
    names."""
    if cue.form.object and cue.form.kind == "verb":
        return topic(c, place.after, place.end)
    if "obj" not in cue.form.verb.frames or _is_said_before(c, cue):
        return None
    found = plain_object(c, cue, place.phrase, place.end, named=place.named)
    alone = not place.empty and not is_source(c, place.phrase.first, place.phrase.last)
    if alone and (found is None or goes_on(c, cue)):
        return plain_object(c, cue, Phrase(place.after, place.after), place.end, named=False)
    return found


def _is_said_before(c: Clauses, cue: FoundCue) -> bool:
    """Whether what is said stands before and only who says it behind: أوضح ذلك الوزير فلان."""
    at = cue.last + 2
    if cue.form.kind != "verb" or at >= len(c.tokens) or c.tokens[at - 1].key != "ذلك":
        return False
    return c.mention_over(at) is not None or title_at(c.tokens, at) is not None


def _can_speak(c: Clauses, cue: FoundCue, phrase: Phrase) -> bool:
    """Whether a phrase behind a verb can be its subject, by gender and case (not دعت السائقين, not
    وصف الخطوة), and is not somebody's own doing (نفت علمها)."""
    if phrase.last == phrase.first:
        return True
    key = c.tokens[phrase.first].key
    mention = c.mention_over(phrase.first)
    if mention is not None and mention.type == "PER":
        return True
    if cue.form.feminine:
        agrees = not (key.endswith("ين") and key.startswith("ال") and len(key) > 6)
    else:
        agrees = not (key.endswith("ه") and key.startswith("ال") and len(key) > 4)
    written = c.tokens[phrase.first].text
    own = written.endswith(("ها", "هم", "ه")) and not key.startswith("ال") and len(key) > 4
    return agrees and (not own or is_source(c, phrase.first, phrase.last))


def _behind_manner(c: Clauses, first: int, stop: int) -> int:
    """Behind a word for how or where something was said (قال مازحا, تنفي فيه), no speaker."""
    idiom = first < stop and c.tokens[first].key in _IDIOMS
    if idiom or (first + 1 < stop and c.tokens[first].key in PRONOUNS):
        return first + 1
    if first < stop and c.tokens[first].kind == "word" and c.mention_over(first) is None:
        key = c.tokens[first].key
        manner = key.endswith("ا") and len(key) > 4 and not key.startswith("ال")
        if manner and not c.role(first) and not find_cues(c.tokens[first : first + 1]):
            return first + 1
    return first


def _to_whom(c: Clauses, cue: FoundCue, subject: Phrase, marked: Opening) -> Opening:
    """The content of a call takes in whom it is for, also before أن: سائلا الله أن يحفظهم."""
    stance = cue.form.verb.stance
    charged = stance == "accuse" and c.tokens[marked.at].key.startswith("بان")
    called = (charged or stance in ("call", "ask")) and marked.how == "that"
    first = subject.last
    if not called or first >= marked.at or not c.word(first) or c.role(first):
        return marked
    near = marked.at - first <= _TO_WHOM and not any(map(c.comma, range(first, marked.at)))
    return Opening("that", marked.at, first) if near else marked


def _addressed(c: Clauses, cue: FoundCue, phrase: Phrase, governed: Opening) -> Opening:
    """The content of a call, a warning or a charge takes in whom it is for: دعا الوزير السكان إلى
    الهدوء."""
    first = skip_adjuncts(c, phrase.last, governed.at, named=phrase.last > phrase.first)
    aimed = cue.form.verb.stance in AIMED and first < governed.at
    aimed = aimed and c.tokens[first].key not in MANNERS
    if not aimed or not c.word(first) or c.role(first) or find_cues(c.tokens[first : first + 1]):
        return governed
    return Opening("preposition", governed.at, first)


def _starts_governed(c: Clauses, frames: frozenset[str], index: int) -> bool:
    return index < len(c.tokens) and any(
        letter in frames and c.fused(index, letter) for letter in ("ب", "ل")
    )
