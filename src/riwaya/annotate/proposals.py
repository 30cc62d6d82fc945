"""What may be statements: every cue with a speaker beside it and content that it announces."""

from __future__ import annotations

from msgspec.structs import replace

from riwaya.annotate.addressees import readdressed
from riwaya.annotate.announced import Opening
from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.contents import opening
from riwaya.annotate.cues import BY_SAYING, FoundCue, find_cues, noun_at
from riwaya.annotate.drafts import Draft
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.nouns import noun_draft
from riwaya.annotate.phrases import Trailing, passed_on, trailing
from riwaya.annotate.relays import addressed, is_of_same, relay, relayed
from riwaya.annotate.reporting import (
    NEAR,
    clause_start,
    finite,
    free_participle,
    implied,
    is_impersonal,
    is_sibling,
    says_nothing,
)
from riwaya.annotate.sources import is_medium, is_source, is_source_noun
from riwaya.annotate.speakers import without_l
from riwaya.annotate.subjects import antecedent, phrase_before, with_name
from riwaya.arabic import Quotation

_NAME = 4


def proposed(c: Clauses) -> list[Draft]:
    """The statements of a paragraph in the order of their cues; a content has its beginning and,
    where a quotation or a phrase tells it, its end."""
    drafts: list[Draft] = []
    for cue in find_cues(c.tokens):
        draft = _phrase_draft(c, cue) if cue.form.kind == "phrase" else _verb_draft(c, cue)
        if draft is None or _told_already(drafts, draft) or _passed_on(c, drafts, draft):
            continue
        drafts.append(readdressed(c, drafts, draft))
    taken = {draft.cue.first for draft in drafts}
    for index in range(len(c.tokens)):
        noun = noun_at(c.tokens, index) if index not in taken else None
        draft = noun_draft(c, noun) if noun is not None else None
        if draft is not None and not any(draft.first == one.first for one in drafts):
            drafts.append(draft)
    return sorted(_without_media(c, drafts), key=lambda draft: draft.cue.first)


def _without_media(c: Clauses, drafts: list[Draft]) -> list[Draft]:
    """The statements without phrases before a verb that reports: وطبقا للوكالة، قال الوزير is one,
    through the agency."""
    verbs = {draft.cue.first: draft for draft in drafts if draft.cue.form.kind == "verb"}
    kept = []
    for draft in drafts:
        told = verbs.get(draft.first)
        if told is None and _is_medium_turned(c, draft):
            told = verbs.get(draft.first + 1)
        if draft.cue.form.kind == "phrase" and draft.subject is not None and told is not None:
            told.via = (*told.via, without_l(_text(c, draft.subject)))
        else:
            kept.append(draft)
    return kept


def _is_medium_turned(c: Clauses, draft: Draft) -> bool:
    """Whether a phrase names a medium and فقد opens what it passes on: وبحسب الوكالة، فقد أكد."""
    medium = draft.subject is not None and is_medium(c.tokens[draft.subject.first].key)
    return medium and c.tokens[draft.first].key in ("فقد", "قد")


def _text(c: Clauses, phrase: Phrase) -> str:
    return c.body[c.tokens[phrase.first].start : c.tokens[phrase.last - 1].end]


def _told_already(drafts: list[Draft], draft: Draft) -> bool:
    """وأضاف قائلا إن: one statement, not two."""
    return any(
        (d.first == draft.first and (draft.subject is None or d.end) and d.how == draft.how)
        or d.cue.first <= draft.cue.first <= d.cue.last
        for d in drafts
    )


def _passed_on(c: Clauses, drafts: list[Draft], draft: Draft) -> bool:
    """قال الوزير إن كذا، وفقا للوكالة: the medium that passed on what a verb reports already."""
    if draft.cue.form.kind != "phrase" or draft.subject is None or draft.first > draft.cue.first:
        return False
    told = [d for d in drafts if d.cue.form.kind == "verb" and draft.first <= d.cue.first]
    if not told or told[-1].subject is None or told[-1].relative:
        return False
    told[-1].via = (*told[-1].via, without_l(_text(c, draft.subject)))
    told[-1].limit = draft.cue.first
    return True


def _phrase_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    found = trailing(c, cue)
    if found is None or _is_name(c, found):
        return None
    found, medium = passed_on(c, found)
    named = found.subject.last > found.subject.first
    inner = c.sentence_start(cue.first) < found.first < cue.first
    draft = Draft(
        found.cue, "object", found.first, found.offset, found.subject if named else None,
        sibling=inner or not named, begin=found.first if inner else found.cue.first,
    )  # fmt: skip
    draft.start, draft.end = found.start, found.end
    draft.mode = "direct" if found.quoted else "indirect"
    draft.via = (_text(c, medium),) if medium is not None else ()
    return draft


def _is_name(c: Clauses, found: Trailing) -> bool:
    """Whether all that a phrase could attribute is a name: أكد المدير، فلان، ووفقا للوكالة، أن."""
    first, last = c.after(found.start), c.after(found.end)
    named = c.mention_over(last - 1) if last > first else None
    person = named is not None and named.type == "PER" and last - first <= _NAME
    return person and not found.quoted and not find_cues(c.tokens[first:last])


def _verb_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    if cue.form.kind == "verb" and not finite(c, cue):
        return None
    if cue.form.kind == "participle" and not free_participle(c, cue):
        return None
    before = phrase_before(c, cue) if cue.form.kind == "verb" else None
    told = antecedent(c, cue) if before is None and cue.form.kind == "verb" else None
    if before is not None and _has_own(c, cue):
        before = None
    before = before or told
    if before is None and c.is_noun_form(cue.first) and not (cue.lead or implied(c, cue)):
        return None
    found = opening(c, cue, before)
    if found is None or _is_behind_quote(c, cue, found[1]):
        return _inverted(c, cue)
    phrase, begin = with_name(c, before or found[0], found[1].at), found[1]
    if says_nothing(c, cue, begin, phrase, relative=told is not None):
        return None
    return _with_speaker(c, cue, phrase, begin, before, told)


def _has_own(c: Clauses, cue: FoundCue) -> bool:
    """Whether a source stands right behind the verb and then أن, so that what stands before is no
    subject: رويترز - قال الرئيس إن, ترك برس ذكرت الوكالة أن."""
    phrase = phrase_after(c, cue.last + 1, c.sentence_end(cue.first), bounded=False)
    if not is_source(c, phrase.first, phrase.last) or c.role(phrase.last) != "that":
        return False
    return c.mention_over(phrase.first) is not None or is_source_noun(c.tokens[phrase.first].key)


def _with_speaker(
    c: Clauses, cue: FoundCue, phrase: Phrase, begin: Opening, before: Phrase | None,
    told: Phrase | None,
) -> Draft | None:  # fmt: skip
    """The draft of a cue whose content begins at `begin`, with its speaker's phrase."""
    verbal = cue.form.kind == "verb"
    subject = phrase if phrase.last > phrase.first and verbal else None
    if c.tokens[cue.first].key in BY_SAYING:
        subject = _who_ends(c, cue)
    if "source" in cue.form.verb.frames and not (
        subject is not None and is_source(c, subject.first, subject.last)
    ):
        return None
    weak = "y" in cue.form.verb.strict and begin.how in ("preposition", "object", "quote")
    if weak and subject is None and verbal and begin.at - cue.last > NEAR:
        return None
    if weak and subject is not None and not is_source(c, subject.first, subject.last):
        return None
    sibling = is_sibling(c, cue, before)
    start, joined = clause_start(c, before.first if before is not None else cue.first)
    sibling = sibling or joined
    if verbal and subject is None and (is_impersonal(c, cue) or not (sibling or implied(c, cue))):
        return None
    draft = Draft(
        cue, begin.how, begin.first, begin.offset, subject, sibling and told is None, begin=start,
        relative=told is not None,
    )  # fmt: skip
    return _with_medium(c, draft, phrase, begin)


def _with_medium(c: Clauses, draft: Draft, phrase: Phrase, begin: Opening) -> Draft | None:
    """The draft with the medium that its words came through; the source behind a medium speaks."""
    cue = draft.cue
    source = relayed(c, cue, phrase, begin.at) if cue.form.kind == "verb" else None
    if source is not None:
        draft.subject, draft.via = source.speaker, source.via
        if source.cue is not None:
            draft.cue = replace(cue, first=source.cue[0], last=source.cue[1], lead=0)
        return draft
    draft.via = addressed(c, cue.last + 1, begin.at)
    if cue.form.kind == "said":
        draft.subject, draft.via = relay(c, cue)
        return draft if draft.subject is not None or is_of_same(c, cue) else None
    return draft


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


def _who_ends(c: Clauses, cue: FoundCue) -> Phrase | None:
    """The last one named before بالقول in the same sentence: وختم الوزير سامي النجار بالقول."""
    start = c.tokens[c.sentence_start(cue.first)].start
    named = c.mentions_in(start, c.tokens[cue.first].start)
    people = [one for one in named if one.type == "PER"]
    return Phrase(c.after(people[-1].start), c.after(people[-1].end)) if people else None
