"""Who said what: statements, direct, indirect, nested, with named or implied speakers.

Rules over a lexicon of verbs of saying (data/verbs_of_saying.tsv) with their government; no model.
The units follow the usual scheme of attribution (source, cue, content: Pareti 2012).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from riwaya import limits
from riwaya.annotate.clause import Clauses, is_quote_mark, lay_out
from riwaya.annotate.closing import carry_on, close
from riwaya.annotate.contents import How, Opening, opening
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.drafts import Draft
from riwaya.annotate.history import History
from riwaya.annotate.phrases import addressed, relay, relayed, trailing
from riwaya.annotate.sources import is_source
from riwaya.annotate.speakers import (
    Phrase,
    antecedent,
    phrase_after,
    phrase_before,
    with_name,
)
from riwaya.annotate.stance import negated_verbs, stance_of
from riwaya.annotate.who import speaker_of
from riwaya.arabic import Quotation
from riwaya.records import Cue, Mention, Span, Speaker, Statement

_OPENING_SCORE: dict[How, float] = {
    "that": 1.0,
    "quote": 1.0,
    "colon": 0.95,
    "preposition": 0.85,
    "object": 0.75,
}
_LEAST_FOR_SPEAKER = 0.4
_NEVER_BEFORE_VERB = frozenset((
    "في", "من", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "عبر", "بين", "عند", "لدي", "دون",
    "ضد", "حول", "بشان",
))  # fmt: skip
_WHAT = frozenset(("ما", "لما", "بما", "كما", "مما", "وما"))
_JOINED_BY = frozenset(("قبل", "الا", "غير", "بيد", "رغم", "سوي"))
_NEAR = 3
_ASKS = frozenset(("طلب", "رفض", "فضل", "اشترط"))
_NO_COMMENT = frozenset((
    "الادلاء", "التعليق", "الرد", "الكشف", "الافصاح", "تاكيد", "نفي", "ذكر", "اعطاء",
))  # fmt: skip
_SAYING = frozenset(("قائلا", "قائله", "قائلين"))
_IMPERSONAL = frozenset(("يذكر", "ويذكر"))


def find_statements(
    body: str, paragraphs: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """The statements of a body, by start of content, outer before inner. `mentions` are the names
    found in the same body, by start. Offsets are code points of `body`.

    >>> text = "قال الوزير سامي النجار إن الميناء سيفتح غدا، داعيا إلى الهدوء."
    >>> from riwaya.annotate.names import find_names
    >>> spans = (Span(start=0, end=len(text)),)
    >>> [(s.cue.text, text[s.content.start:s.content.end])
    ...  for s in find_statements(text, spans, find_names(text, spans))]
    [('قال', 'الميناء سيفتح غدا'), ('داعيا', 'الهدوء')]
    """
    found: list[Statement] = []
    history = History()
    starts = [mention.start for mention in mentions]
    for paragraph in paragraphs:
        c = lay_out(body, paragraph, mentions, starts)
        drafts = _drafts(c)
        close(c, drafts)
        carry_on(c, found)
        for draft in _nested_order(drafts):
            if len(found) >= limits.STATEMENTS:
                return tuple(found)
            statement = _statement(c, draft, found, history)
            found.append(statement)
            if statement.parent is None:
                history.add(statement.speaker)
    return tuple(found)


def _drafts(c: Clauses) -> list[Draft]:
    drafts: list[Draft] = []
    for cue in find_cues(c.tokens):
        draft = _phrase_draft(c, cue) if cue.form.kind == "phrase" else _verb_draft(c, cue)
        if draft is not None and not _told_already(drafts, draft):
            drafts.append(draft)
    return drafts


def _told_already(drafts: list[Draft], draft: Draft) -> bool:
    """وأضاف قائلا إن: one statement, not two."""
    return any(
        (d.first == draft.first and (draft.subject is None or d.end) and d.how == draft.how)
        or (d.cue.first, d.cue.last) == (draft.cue.first, draft.cue.last)
        for d in drafts
    )


def _phrase_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    found = trailing(c, cue)
    if found is None:
        return None
    named = found.subject.last > found.subject.first
    draft = Draft(
        found.cue, "object", found.first, found.offset, found.subject if named else None,
        sibling=not named, begin=found.cue.first,
    )  # fmt: skip
    draft.start, draft.end = found.start, found.end
    draft.mode = "direct" if found.quoted else "indirect"
    return draft


def _verb_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    if cue.form.kind == "verb" and not _finite(c, cue):
        return None
    if cue.form.kind == "participle" and not _free_participle(c, cue):
        return None
    before = phrase_before(c, cue) if cue.form.kind == "verb" else None
    told = antecedent(c, cue) if before is None and cue.form.kind == "verb" else None
    before = before or told
    if before is None and c.is_noun_form(cue.first) and not (cue.lead or _implied(c, cue)):
        return None
    found = opening(c, cue, before)
    if found is None or _is_behind_quote(c, cue, found[1]):
        return _inverted(c, cue)
    phrase, begin = found
    if told is not None and (
        begin.how not in ("that", "quote", "preposition")
        or begin.at - cue.last > _NEAR
        or cue.form.verb.strict
    ):
        return None
    if begin.how == "that" and c.role(cue.first - 1) == "negation" and cue.form.verb.lemma == "أكد":
        # لم يؤكد أن says nothing; لم يؤكد الخبر denies it.
        return None
    if cue.form.verb.strict == "y" and begin.how == "that" and begin.at - cue.last > 25:
        return None
    phrase = with_name(c, before or phrase, begin.at)
    subject = phrase if phrase.last > phrase.first and cue.form.kind == "verb" else None
    source = relayed(c, cue, phrase, begin.at) if cue.form.kind == "verb" else None
    if source is not None:
        subject = source.speaker
        if source.cue is not None:
            cue = replace(cue, first=source.cue[0], last=source.cue[1], lead=0)
    sibling = _is_sibling(c, cue, before)
    weak = cue.form.verb.strict == "y" and begin.how in ("preposition", "object", "quote")
    if weak and subject is not None and not is_source(c, subject.first, subject.last):
        return None
    start, joined = _clause_start(c, before.first if before is not None else cue.first)
    sibling = sibling or joined
    if cue.form.kind == "verb" and subject is None and not (sibling or _implied(c, cue)):
        return None
    draft = Draft(
        cue, begin.how, begin.first, begin.offset, subject, sibling and told is None, begin=start,
        relative=told is not None,
    )  # fmt: skip
    draft.via = source.via if source is not None else addressed(c, cue.last + 1, begin.at)
    if cue.form.kind == "said":
        draft.subject, draft.via = relay(c, cue)
    return None if cue.form.kind == "said" and draft.subject is None else draft


def _is_behind_quote(c: Clauses, cue: FoundCue, begin: Opening) -> bool:
    """Whether a quotation ends right before the cue, and what stands behind it is no content."""
    return begin.how == "object" and _quote_before(c, cue) is not None


def _quote_before(c: Clauses, cue: FoundCue) -> Quotation | None:
    """The speech that ends right before the cue, but for a comma."""
    index = cue.first - 1
    while index >= 0 and c.comma(index):
        index -= 1
    if index < 0 or not is_quote_mark(c.tokens[index]) or cue.form.kind != "verb":
        return None
    ends = (q for q in c.quotes if q.closed and q.end == c.tokens[index].end and not q.depth)
    return next((q for q in ends if c.speech(q, c.after(q.start))), None)


def _inverted(c: Clauses, cue: FoundCue) -> Draft | None:
    """The quotation before its verb: «لا نريد حربا»، قال الوزير."""
    quote = _quote_before(c, cue)
    if quote is None or "quote" not in cue.form.verb.frames or cue.lead:
        return None
    subject = phrase_after(c, cue.last + 1, c.sentence_end(cue.first), bounded=False)
    if subject.last == subject.first or not is_source(c, subject.first, subject.last):
        return None
    first = c.after(quote.inner_start)
    draft = Draft(cue, "quote", first, 0, subject, sibling=True, begin=cue.first)
    draft.start, draft.end, draft.mode = quote.inner_start, quote.inner_end, "direct"
    return draft


def _clause_start(c: Clauses, index: int) -> tuple[int, bool]:
    """Where the clause of a cue or its subject begins, with the words that join it to the one
    before (غير أن, قبل أن, إلا أنه), and whether there are such."""
    start = index
    while start and c.role(start - 1) in ("that", "auxiliary", "contrast"):
        start -= 1
    joined = start > 0 and start < index and c.tokens[start - 1].key in _JOINED_BY
    return (start - 1, True) if joined else (index, False)


def _finite(c: Clauses, cue: FoundCue) -> bool:
    """Whether the word can be a verb that reports: no preposition, negation or relative before it,
    and no قوله behind it that is the real cue."""
    before = c.tokens[cue.first - 1].key if cue.first else ""
    if c.never(cue.first) or (cue.form.object and before not in _WHAT):
        return False
    if c.tokens[cue.first].key in _IMPERSONAL and c.role(cue.first + 1) == "that":
        return False
    after = c.tokens[cue.last + 1].key if cue.last + 1 < len(c.tokens) else ""
    if (cue.form.verb.lemma == "رفض" and after in _NO_COMMENT) or _is_unnamed(c, cue):
        return False
    if c.role(cue.first - 1) == "that" and c.tokens[cue.first - 2].key in ("دون", "بدون"):
        return False
    if antecedent(c, cue) is not None:
        return True
    negated = c.role(cue.first - 1) == "negation" and cue.form.verb.lemma not in negated_verbs()
    if before in _NEVER_BEFORE_VERB or negated or c.role(cue.first - 1) == "subordinate":
        return False
    reach = c.tokens[cue.first + 1 : min(c.sentence_end(cue.first), cue.first + 16)]
    return cue.form.verb.lemma != "نقل" or not any(f.form.kind == "said" for f in find_cues(reach))


def _is_unnamed(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb tells that its subject would not be named: طلبا عدم نشر اسميهما."""
    near = [token.key for token in c.tokens[cue.last + 1 : cue.last + 5]]
    return cue.form.verb.lemma in _ASKS and any(key.startswith(("اسم", "هويت")) for key in near)


def _implied(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb with no subject in sight may go on from the speaker before it."""
    index = cue.first - 1
    within = c.tokens[cue.last + 1].key if cue.last + 1 < len(c.tokens) else ""
    return (
        index < 0
        or c.sentence_start(cue.first) == cue.first
        or within in ("فيها", "فيه")
        or c.comma(index)
        or is_quote_mark(c.tokens[index])
        or c.role(index) in ("auxiliary", "contrast", "negation")
    )


def _free_participle(c: Clauses, cue: FoundCue) -> bool:
    """A participle that goes on reporting, not an adjective: it has an opening right behind it, or
    a comma or a closing quotation before it."""
    after = cue.last + 1
    if c.never(cue.first):
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
        cue.first == 0
        or cue.lead > 0
        or c.comma(before)
        or is_quote_mark(c.tokens[before])
        or c.tokens[after].key in cue.form.verb.frames
    )


def _is_sibling(c: Clauses, cue: FoundCue, before: Phrase | None) -> bool:
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


def _nested_order(drafts: list[Draft]) -> list[Draft]:
    usable = [draft for draft in drafts if draft.end > draft.start]
    # على حد قوله behind what a verb reports already: it has ended that content, no more.
    usable = [
        draft for draft in usable
        if "own" not in draft.cue.form.verb.frames or not any(
            other is not draft and other.start < draft.end and draft.start < other.end
            for other in usable
        )
    ]  # fmt: skip
    return sorted(usable, key=lambda draft: (draft.start, -draft.end, draft.cue.first))


def _statement(c: Clauses, draft: Draft, found: list[Statement], history: History) -> Statement:
    start, end = _cue_span(c, draft)
    parent = _parent(found, start, draft)
    speaker, score = speaker_of(c, draft, found, history, parent)
    parts = {"opening": _OPENING_SCORE[draft.how], "speaker": score}
    confidence = round(parts["opening"] * (0.5 + 0.5 * score), 3)
    if score < _LEAST_FOR_SPEAKER:
        speaker = Speaker(text=speaker.text, name=None)
    verb = draft.cue.form.verb
    return Statement(
        id=f"s{len(found) + 1}",
        speaker=speaker,
        via=draft.via,
        cue=Cue(start=start, end=end, text=c.body[start:end], lemma=verb.lemma),
        content=Span(start=draft.start, end=draft.end),
        mode=draft.mode,
        stance=stance_of(c, draft, speaker),
        parent=parent.id if parent else None,
        confidence=confidence,
        parts=parts,
    )


def _cue_span(c: Clauses, draft: Draft) -> tuple[int, int]:
    """Where the cue stands; a negation is part of it (لم يستبعد)."""
    token = c.tokens[draft.cue.first]
    last = draft.cue.first if "behind" in draft.cue.form.verb.frames else draft.cue.last
    start, end = token.start + draft.cue.lead, c.tokens[last].end
    if c.role(draft.cue.first - 1) == "negation" and draft.cue.form.kind == "verb":
        before = c.tokens[draft.cue.first - 1]
        start = before.end - len("لم")
    after = c.tokens[draft.cue.last + 1 : draft.cue.last + 2]
    if after and after[0].key in _SAYING and draft.cue.form.kind == "verb":
        end = after[0].end
    return start, end


def _parent(found: list[Statement], cue_start: int, draft: Draft) -> Statement | None:
    """The innermost statement whose content holds this cue and content."""
    for statement in reversed(found[-limits.STATEMENT_DEPTH * 4 :]):
        if (
            statement.content.start <= cue_start < statement.content.end
            and statement.content.start <= draft.start
            and draft.end <= statement.content.end
        ):
            return statement
    return None
