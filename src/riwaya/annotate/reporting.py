"""Whether a cue reports at all where it stands, and whether it goes on from one before it."""

from __future__ import annotations

from typing import Final

from riwaya.annotate.announced import Opening
from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.cues import URGED, FoundCue, find_cues
from riwaya.annotate.noun_phrases import Phrase
from riwaya.annotate.phrase_ends import CLOSE
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source
from riwaya.annotate.stance import negated_verbs
from riwaya.annotate.subjects import antecedent, is_told_of

_NEVER_BEFORE_VERB = words_of("before_noun")


_WHAT = frozenset(("ما", "لما", "بما", "كما", "مما", "وما"))


_JOINED_BY = frozenset(("قبل", "الا", "غير", "بيد", "رغم", "سوي"))


_ASKS = frozenset(("طلب", "رفض", "فضل", "اشترط"))


_NO_COMMENT = words_of("no_comment")


_IMPERSONAL = frozenset(("يذكر", "ويذكر"))


_TURNS_OUT = words_of("impersonal")


_WHEN = frozenset(("عندما", "حينما", "حيث"))


NEAR: Final = 3
"""Tokens between a cue and what it announces, where it is a weak one."""
_FAR = 25


def says_nothing(
    c: Clauses, cue: FoundCue, begin: Opening, subject: Phrase, *, relative: bool
) -> bool:
    """Whether what opens behind the cue is too far from it or too weak for it."""
    verb, distance = cue.form.verb, begin.at - cue.last
    if relative and (begin.how == "colon" or distance > NEAR or verb.strict):
        return True
    near = c.tokens[cue.last + 1 : cue.last + NEAR + NEAR]
    if c.tokens[cue.first].key in URGED and not any(token.key == "علي" for token in near):
        return True
    if begin.how != "that":
        return False
    if subject.last == begin.at - 1 and c.tokens[subject.last].key == "من":
        # يؤكد التثبت من أن: that belongs to the noun, which is what is said.
        return not is_source(c, subject.first, subject.last) and "من" not in verb.frames
    # لم يؤكد أن says nothing; لم يؤكد الخبر denies it.
    negated = c.role(cue.first - 1) == "negation" and verb.lemma == "أكد"
    return negated or ("y" in verb.strict and distance > _FAR)


def is_impersonal(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb that nobody stands beside is "it turned out" or "it is thought", which nobody
    says: وعند الوصول تبين أن, سقط الصاروخ ويرجح أنه كذا."""
    return c.tokens[cue.first].key[cue.lead :] in _TURNS_OUT and c.role(cue.last + 1) == "that"


def clause_start(c: Clauses, index: int) -> tuple[int, bool]:
    """Where the clause of a cue or its subject begins, with the words that join it to the one
    before (غير أن, قبل أن, إلا أنه), and whether there are such."""
    start = index
    while start and c.role(start - 1) in ("that", "auxiliary", "contrast"):
        start -= 1
    joined = start > 0 and start < index and c.tokens[start - 1].key in _JOINED_BY
    return (start - 1, True) if joined else (index, False)


def finite(c: Clauses, cue: FoundCue) -> bool:
    """Whether the word can be a verb that reports: no preposition, negation or relative before it,
    and no قوله behind it that is the real cue."""
    before = c.tokens[cue.first - 1].key if cue.first else ""
    described = cue.form.verb.strict == "d"
    if c.never(cue.first) or (cue.form.object and before not in _WHAT and not described):
        return False
    if c.tokens[cue.first].key in _IMPERSONAL and c.role(cue.first + 1) == "that":
        return False
    after = c.tokens[cue.last + 1].key if cue.last + 1 < len(c.tokens) else ""
    if (cue.form.verb.lemma == "رفض" and after in _NO_COMMENT) or _is_unnamed(c, cue):
        return False
    if c.role(cue.first - 1) == "that" and c.tokens[cue.first - 2].key in ("دون", "بدون"):
        return False
    if before == "مما" or _is_wished(c, cue) or _is_name(c, cue):
        return False
    if antecedent(c, cue) is not None or is_told_of(c, cue):
        return True
    negated = c.role(cue.first - 1) == "negation" and cue.form.verb.lemma not in negated_verbs()
    if before in _NEVER_BEFORE_VERB or negated or c.role(cue.first - 1) == "subordinate":
        return False
    reach = c.tokens[cue.first + 1 : min(c.sentence_end(cue.first), cue.first + 16)]
    return cue.form.verb.lemma != "نقل" or not any(f.form.kind == "said" for f in find_cues(reach))


def _is_name(c: Clauses, cue: FoundCue) -> bool:
    """Whether a word is somebody's name and no verb: عزت العلايلي."""
    named = c.mention_over(cue.first)
    return named is not None and named.type == "PER" and not cue.lead


def _is_wished(c: Clauses, cue: FoundCue) -> bool:
    """Whether a present behind أن tells what somebody may say, not what he said: من المتوقع أن
    تطالب; but قبل أن يضيف."""
    if not cue.form.present or cue.first < 2 or cue.lead:
        return False
    joined = c.tokens[cue.first - 2].key in _JOINED_BY
    return c.tokens[cue.first - 1].key in ("ان", "بان", "لن") and not joined


def _is_unnamed(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb tells that its subject would not be named: طلبا عدم نشر اسميهما."""
    near = [token.key for token in c.tokens[cue.last + 1 : cue.last + 5]]
    return cue.form.verb.lemma in _ASKS and any(key.startswith(("اسم", "هويت")) for key in near)


def implied(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb with no subject in sight may go on from the speaker before it."""
    index = cue.first - 1
    within = c.tokens[cue.last + 1].key if cue.last + 1 < len(c.tokens) else ""
    return (
        index < 0
        or c.sentence_start(cue.first) == cue.first
        or within in ("فيها", "فيه")
        or c.tokens[index].key in _WHEN
        or (not cue.form.verb.strict and _speech_at(c, cue.last + 1))
        or is_told_of(c, cue)
        or c.comma(index)
        or is_quote_mark(c.tokens[index])
        or c.role(index) in ("auxiliary", "contrast", "negation")
    )


def _speech_at(c: Clauses, index: int) -> bool:
    quote = c.quote_at(index)
    return quote is not None and c.speech(quote, index)


def free_participle(c: Clauses, cue: FoundCue) -> bool:
    """A participle that goes on reporting, not an adjective: it has an opening right behind it, or
    a comma or a closing quotation before it."""
    after = cue.last + 1
    if c.never(cue.first) or c.tokens[cue.first].key in CLOSE:
        return False
    if cue.form.feminine and cue.first and c.word(cue.first - 1) and c.role(after) != "that":
        quote = c.quote_at(after)
        return quote is not None and c.speech(quote, after)
    if c.role(after) == "that" or c.role(after + 1) == "that" or c.quote_at(after) is not None:
        return True
    if after < len(c.tokens) and c.tokens[after].text == ":":
        return True
    if after >= len(c.tokens):
        return False
    before = cue.first - 1
    return (
        c.sentence_start(cue.first) == cue.first
        or cue.lead > 0
        or c.comma(before)
        or is_quote_mark(c.tokens[before])
        or c.tokens[after].key in cue.form.verb.frames
    )


def is_sibling(c: Clauses, cue: FoundCue, before: Phrase | None) -> bool:
    """Whether the cue starts a statement beside the one before it, not inside it."""
    if cue.form.kind == "participle":
        return True
    if cue.form.kind == "said":
        return False
    return (
        cue.lead > 0
        or (before is None and c.role(cue.first - 1) == "contrast")
        or c.sentence_start(cue.first) == cue.first
        or (before is None and c.comma(cue.first - 1))
    )
