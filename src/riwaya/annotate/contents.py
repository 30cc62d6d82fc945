"""What is said: where the content of a statement begins, and how it is announced."""

from __future__ import annotations

from typing import Literal

import msgspec

from riwaya.annotate.adjuncts import PRONOUNS, skip_adjuncts
from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.sources import is_source

How = Literal["that", "quote", "colon", "preposition", "object"]
_PREPOSITIONS = frozenset(("الي", "عن", "من", "علي", "في", "ب", "ل"))
_GOVERNING = _PREPOSITIONS
_NOT_THAT_BEFORE = frozenset(
    ("بعد", "قبل", "دون", "منذ", "حتي", "غير", "رغم", "يمكن", "يجب", "كما", "مجرد", "يبدو", "الا")
)
_IT = frozenset(("ذلك", "هذا", "الامر"))
_WHILE = frozenset(("وهو", "وهي", "وهم", "وهما"))
_SAYING = frozenset(("قائلا", "قائله", "قائلين"))
_AIMED = frozenset(("call", "warn", "accuse", "ask"))
_HOW = frozenset(("كيف", "لماذا", "متي", "اين"))
_ABOUT = {"عما": "عن", "مما": "من", "عمن": "عن"}
_SAID = 8
_REACH, _TO_WHOM, _BLAME, _STRAY = 45, 6, 18, 9


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
        or cue.form.plural
        or _starts_governed(c, frames, after)
    )
    after = after if empty else _behind_manner(c, after, stop)
    phrase = Phrase(after, after) if empty else phrase_after(c, after, stop, bounded=False)
    if not _can_speak(c, cue, phrase) or _is_addressed(c, cue, phrase, stop):
        empty, phrase = True, Phrase(after, after)
    if cue.form.verb.strict == "b":
        return _blamed(c, phrase, after, end)
    if cue.form.verb.strict == "d":
        return _described(c, cue, phrase_after(c, after, end, bounded=False), end)
    named = before is not None or phrase.last > phrase.first
    aside = skip_adjuncts(c, phrase.last, stop, named=named, frames=frames & _GOVERNING)
    governed = _governed(c, cue, phrase.last, stop) if frames & _GOVERNING else None
    if governed is None and aside > phrase.last and frames & _GOVERNING:
        governed = _governed(c, cue, aside, stop)
    inner = marked is not None and marked.how == "quote" and phrase.last < marked.at
    inner = inner and not empty and not c.role(phrase.last) and not c.comma(phrase.last)
    if marked is not None and marked.how == "quote" and aside > marked.at:
        # A quotation in what stands between: شركة كذا، المتخصصة في "كذا"، توقف العمل.
        marked = _marked(c, cue, aside, end)
    later = governed is not None and governed.at > aside and marked is None
    if "obj" in frames and (later or inner):
        plain = _object(c, cue, phrase, end, named=named)
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
        return phrase, _addressed(c, cue, phrase, governed)
    if marked is not None and not (before is not None and marked.at > after + 12):
        subject = phrase if empty else phrase_after(c, after, marked.at, bounded=True)
        if marked.how != "that" or _reaches(c, after if empty else subject.last, marked.at):
            return subject, _to_whom(c, cue, subject, marked)
    if cue.form.object and cue.form.kind == "verb":
        return _topic(c, after, end)
    if "obj" not in frames:
        return None
    found = _object(c, cue, phrase, end, named=named)
    alone = not empty and not is_source(c, phrase.first, phrase.last)
    goes_on = cue.lead > 0 or c.comma(cue.first - 1) or c.role(cue.first - 1) == "contrast"
    alone = alone and (found is None or goes_on)
    return _object(c, cue, Phrase(after, after), end, named=False) if alone else found


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


def _is_addressed(c: Clauses, cue: FoundCue, phrase: Phrase, stop: int) -> bool:
    """Whether the only one named behind a verb that needs an addressee is that: وناشدت المقررة
    الخاصة التدخل, واتهم الجماعة باستخدام كذا."""
    goes_on = cue.lead > 0 or c.comma(cue.first - 1) or c.role(cue.first - 1) == "contrast"
    if "whom" not in cue.form.verb.frames or not goes_on or phrase.last == phrase.first:
        return False
    first = skip_adjuncts(c, phrase.last, stop, named=True)
    other = phrase_after(c, first, stop, bounded=False)
    return not is_source(c, other.first, other.last)


def _behind_manner(c: Clauses, first: int, stop: int) -> int:
    """Behind a word for how or where something was said (قال مازحا, تنفي فيه), no speaker."""
    if first + 1 < stop and c.tokens[first].key in PRONOUNS:
        return first + 1
    if first < stop and c.tokens[first].kind == "word" and c.mention_over(first) is None:
        key = c.tokens[first].key
        manner = key.endswith("ا") and len(key) > 4 and not key.startswith("ال")
        if manner and not c.role(first) and not find_cues(c.tokens[first : first + 1]):
            return first + 1
    return first


def _reaches(c: Clauses, index: int, that: int) -> bool:
    """Whether nothing but adjuncts stands between the speaker and أن, or nearly nothing."""
    behind = skip_adjuncts(c, index, that + 1, named=True)
    if behind < that and find_cues(c.tokens[behind : behind + 1]) and _is_aside(c, behind):
        return True
    return sum(1 for i in range(behind, that) if c.word(i)) <= _STRAY


def _to_whom(c: Clauses, cue: FoundCue, subject: Phrase, marked: Opening) -> Opening:
    """The content of a call takes in whom it is for, also before أن: سائلا الله أن يحفظهم."""
    called = cue.form.verb.stance in ("call", "ask") and marked.how == "that"
    first = subject.last
    if not called or first >= marked.at or not c.word(first) or c.role(first):
        return marked
    near = marked.at - first <= _TO_WHOM and not any(map(c.comma, range(first, marked.at)))
    return Opening("that", marked.at, first) if near else marked


def _addressed(c: Clauses, cue: FoundCue, phrase: Phrase, governed: Opening) -> Opening:
    """The content of a call, a warning or a charge takes in whom it is for: دعا الوزير السكان إلى
    الهدوء."""
    first = skip_adjuncts(c, phrase.last, governed.at, named=phrase.last > phrase.first)
    aimed = cue.form.verb.stance in _AIMED and first < governed.at
    if not aimed or not c.word(first) or c.role(first) or find_cues(c.tokens[first : first + 1]):
        return governed
    return Opening("preposition", governed.at, first)


def _described(
    c: Clauses, cue: FoundCue, phrase: Phrase, end: int
) -> tuple[Phrase, Opening] | None:
    """وصف الوزير الاتفاق بأنه تاريخي: the thing described and the description."""
    if cue.form.kind == "participle":
        phrase = Phrase(cue.last + 1, cue.last + 1)
    keys = [token.key for token in c.tokens[phrase.last : min(end, phrase.last + 20)]]
    if not any(key.startswith("بان") for key in keys):
        return None
    return _object(c, cue, phrase, end, named=phrase.last > phrase.first)


def _starts_governed(c: Clauses, frames: frozenset[str], index: int) -> bool:
    return index < len(c.tokens) and any(
        letter in frames and c.fused(index, letter) for letter in ("ب", "ل")
    )


def _marked(c: Clauses, cue: FoundCue, after: int, end: int) -> Opening | None:
    """أن, a colon or a quotation that opens the content."""
    level = c.level[cue.first]
    for index in range(after, min(end, after + _REACH, len(c.tokens))):
        quote = c.quote_at(index)
        if quote is not None and c.speech(quote, index) and c.level[index] == level:
            far = cue.form.verb.strict and index - after > 10
            return None if far else Opening("quote", index, index)
        if c.level[index] != level:
            return None
        if c.tokens[index].text == ":":
            first = index + 2 if c.role(index + 1) == "that" else index + 1
            return Opening("colon", index, first) if first < len(c.tokens) else None
        if c.role(index) == "that" and not _is_because(c, cue, index):
            if c.tokens[index - 1].key in _NOT_THAT_BEFORE:
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


def _is_because(c: Clauses, cue: FoundCue, index: int) -> bool:
    """Whether لأن tells why, and not what: only regret and the like take it right away."""
    near = index <= cue.last + 2 and cue.form.verb.stance == "express"
    return c.tokens[index].key == "لان" and not near


def _worded(c: Clauses, cue: FoundCue, after: int, index: int, end: int) -> Opening | None:
    """Content that a word opens: كيف and the like, and قائلا with no mark behind it."""
    key = c.tokens[index].key
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


def _governed(c: Clauses, cue: FoundCue, first: int, stop: int) -> Opening | None:
    """Content behind the preposition that the verb governs: دعا إلى, حذر من, طالب بـ."""
    frames = cue.form.verb.frames
    for index in range(first, min(stop, first + 30)):
        key = c.tokens[index].key
        if _ABOUT.get(key) in frames:
            return Opening("preposition", index, index)
        if key in frames and key in _PREPOSITIONS and index + 1 < stop:
            if key == "الي" and c.role(index + 1) == "that":
                return None
            return Opening("preposition", index, index + 1)
        aimed = cue.form.verb.stance in _AIMED and "ب" in frames
        addressee = aimed and phrase_after(c, first, index, bounded=False).last == index
        if index == first or c.comma(index - 1) or addressee:
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


def _object(
    c: Clauses, cue: FoundCue, phrase: Phrase, end: int, *, named: bool
) -> tuple[Phrase, Opening] | None:
    """A noun phrase as content: أعلنت الوزارة، اليوم، توقف العمل."""
    first = skip_adjuncts(c, phrase.last, end, named=named)
    if first >= end or (not c.word(first) and c.quote_at(first) is None) or c.role(first):
        return None
    participle = cue.form.kind == "participle"
    if cue.form.verb.strict == "y" and not (participle or is_source(c, phrase.first, phrase.last)):
        return None
    return phrase, Opening("object", first, first)


def _blamed(c: Clauses, phrase: Phrase, after: int, end: int) -> tuple[Phrase, Opening] | None:
    """حمّلت الوزارة الشركة المسؤولية: whom the speaker makes answer for it, and for what."""
    near = range(after, min(end, after + _BLAME))
    place = next((i for i in near if c.tokens[i].key.endswith(("مسؤوليه", "مسئوليه"))), None)
    if place is None:
        return None
    subject = phrase_after(c, after, place, bounded=False)
    if subject.last >= place or phrase.last == phrase.first:
        subject = Phrase(after, after)
    return subject, Opening("object", subject.last, subject.last)
