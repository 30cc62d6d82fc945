"""Who said what: statements, direct, indirect, nested, with named or implied speakers.

Rules over a lexicon of verbs of saying (data/verbs_of_saying.tsv) with their government; no model.
The units follow the usual scheme of attribution (source, cue, content: Pareti 2012).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya import limits
from riwaya.annotate.clause import Clauses, is_quote_mark, lay_out
from riwaya.annotate.contents import How, opening
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.phrases import addressed, relay, trailing
from riwaya.annotate.speakers import Phrase, name_phrase, phrase_before
from riwaya.arabic import Quotation, fold_key
from riwaya.records import Cue, Mention, Mode, Span, Speaker, Stance, Statement

_OPENING_SCORE: dict[How, float] = {
    "that": 1.0,
    "quote": 1.0,
    "colon": 0.95,
    "preposition": 0.85,
    "object": 0.75,
}
_LEAST_FOR_SPEAKER = 0.4
_NEVER_BEFORE_VERB = frozenset(
    (
        "في",
        "من",
        "الي",
        "علي",
        "عن",
        "مع",
        "بعد",
        "قبل",
        "خلال",
        "عبر",
        "بين",
        "عند",
        "لدي",
        "دون",
        "ضد",
        "حول",
        "بشان",
    )
)
_JOINING = frozenset(
    ("كما", "حيث", "ثم", "لكن", "لكنه", "لكنها", "ولكن", "ولكنه", "ولكنها", "وكما")
)
_WHAT = frozenset(("ما", "لما", "بما", "كما", "مما", "وما"))
_IMPERSONAL = frozenset(("يذكر", "ويذكر"))


class Draft(msgspec.Struct):
    """A statement in the making; token indexes are of its paragraph."""

    cue: FoundCue
    how: How
    first: int
    offset: int
    subject: Phrase | None
    sibling: bool
    start: int = 0
    end: int = 0
    mode: Mode = "indirect"
    via: tuple[str, ...] = ()


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
    last: Speaker | None = None
    starts = [mention.start for mention in mentions]
    for paragraph in paragraphs:
        c = lay_out(body, paragraph, mentions, starts)
        drafts = _drafts(c)
        _close(c, drafts)
        for draft in _nested_order(drafts):
            if len(found) >= limits.STATEMENTS:
                return tuple(found)
            statement = _statement(c, draft, found, last)
            found.append(statement)
            if statement.parent is None and statement.speaker.name is not None:
                last = statement.speaker
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
        d.first == draft.first and d.how == draft.how and draft.subject is None for d in drafts
    )


def _phrase_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    found = trailing(c, cue)
    if found is None:
        return None
    draft = Draft(found.cue, "object", found.first, found.offset, found.subject, sibling=False)
    draft.start, draft.end = found.start, found.end
    draft.mode = "direct" if found.quoted else "indirect"
    return draft


def _verb_draft(c: Clauses, cue: FoundCue) -> Draft | None:
    if cue.form.kind == "verb" and not _finite(c, cue):
        return None
    if cue.form.kind == "participle" and not _free_participle(c, cue):
        return None
    before = phrase_before(c, cue) if cue.form.kind == "verb" else None
    found = opening(c, cue, before)
    if found is None:
        return None
    phrase, begin = found
    if cue.form.verb.strict == "y" and begin.how == "that" and begin.at - cue.last > 25:
        return None
    subject = before or (phrase if phrase.last > phrase.first and cue.form.kind == "verb" else None)
    sibling = _is_sibling(c, cue, before)
    if cue.form.kind == "verb" and subject is None and not (sibling or _implied(c, cue)):
        return None
    draft = Draft(cue, begin.how, begin.first, begin.offset, subject, sibling)
    draft.via = addressed(c, cue.last + 1, begin.at)
    if cue.form.kind == "said":
        draft.subject, draft.via = relay(c, cue)
    return None if cue.form.kind == "said" and draft.subject is None else draft


def _finite(c: Clauses, cue: FoundCue) -> bool:
    """Whether the word can be a verb that reports: no preposition, negation or relative before it,
    and no قوله behind it that is the real cue."""
    before = c.tokens[cue.first - 1].key if cue.first else ""
    if c.never(cue.first) or (cue.form.object and before not in _WHAT):
        return False
    if c.tokens[cue.first].key in _IMPERSONAL and c.role(cue.first + 1) == "that":
        return False
    if before in _NEVER_BEFORE_VERB or c.role(cue.first - 1) in ("negation", "subordinate"):
        return False
    reach = c.tokens[cue.first + 1 : min(c.sentence_end(cue.first), cue.first + 16)]
    return cue.form.verb.lemma != "نقل" or not any(f.form.kind == "said" for f in find_cues(reach))


def _implied(c: Clauses, cue: FoundCue) -> bool:
    """Whether a verb with no subject in sight may go on from the speaker before it."""
    index = cue.first - 1
    return (
        index < 0
        or c.comma(index)
        or is_quote_mark(c.tokens[index])
        or c.role(index) in ("auxiliary", "contrast")
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


def _close(c: Clauses, drafts: list[Draft]) -> None:
    """Find where each content ends."""
    for number, draft in enumerate(drafts):
        if draft.end:
            continue
        level = c.level[draft.cue.first]
        end = c.sentence_end(draft.first)
        for later in drafts[number + 1 :]:
            if (
                later.sibling
                and draft.first <= later.cue.first < end
                and c.level[later.cue.first] == level
            ):
                end = later.cue.first
                break
        end = _orphan_quote(c, draft.first, end, level)
        _fit(c, draft, end)


def _orphan_quote(c: Clauses, first: int, end: int, level: int) -> int:
    """Content ends before a quotation mark that belongs to no quotation, or leaves its level."""
    for index in range(first, end):
        if index > first and _orphan(c, index):
            return index
        if level != -1 and c.tokens[index].start >= c.quotes[level].inner_end:
            return index
        if index > first + 2 and c.level[index] == level and _ends_clause(c, index):
            return index
    return end


def _orphan(c: Clauses, index: int) -> bool:
    token = c.tokens[index]
    return is_quote_mark(token) and token.start not in c.quote_edges


def _ends_clause(c: Clauses, index: int) -> bool:
    """A clause of the outlet's own begins: وذلك في حديث, ، في حين أن, ، وقد التقطه."""
    if c.role(index) == "ender":
        return True
    if not c.comma(index - 1):
        return False
    key = c.tokens[index].key
    return (c.role(index) == "contrast" and key not in _JOINING and key != "وبعدما") or (
        c.tokens[index].key == "في"
        and c.tokens[index + 1 : index + 2] != []
        and c.tokens[index + 1].key in ("حين", "وقت")
    )


def _fit(c: Clauses, draft: Draft, end: int) -> None:
    quote = c.quote_at(draft.first)
    last = end
    while last > draft.first and (
        (not c.word(last - 1) and not _keeps(c, last - 1))
        or c.role(last - 1) == "contrast"
        or c.tokens[last - 1].key == "و"
    ):
        last -= 1
    if quote is not None and c.speech(quote, draft.first):
        behind = c.after(quote.end)
        rest = sum(1 for i in range(behind, end) if c.word(i))
        inside = sum(1 for i in range(draft.first, behind) if c.word(i))
        if rest == 0 or behind >= end or (rest <= 2 < inside) or draft.how in ("quote", "colon"):
            draft.start, draft.end, draft.mode = quote.inner_start, quote.inner_end, "direct"
            draft.start = _skip_that(c, draft)
            _strip(c, draft)
            return
    draft.start = c.tokens[draft.first].start + draft.offset
    while draft.offset and c.body[draft.start] == "ـ":
        draft.start += 1
    draft.end = c.tokens[last - 1].end if last > draft.first else draft.start
    if any(q.closed and c.speech(q, i) for i, q in _quotes_in(c, draft.first, last)):
        draft.mode = "mixed"


def _quotes_in(c: Clauses, first: int, last: int) -> list[tuple[int, Quotation]]:
    return [(i, q) for i in range(first, last) if (q := c.quote_at(i)) is not None]


def _keeps(c: Clauses, index: int) -> bool:
    """Closing marks that belong to the content: of a bracket or a quotation inside it."""
    return c.tokens[index].text in ')]»”"٪%'


def _skip_that(c: Clauses, draft: Draft) -> int:
    """The particle أن inside the marks is outside the content: «أن المدينة آمنة»."""
    index = c.after(draft.start)
    if c.role(index) == "that" and index + 1 < len(c.tokens) and c.tokens[index].key[0] != "ف":
        return c.tokens[index + 1].start
    return draft.start


def _strip(c: Clauses, draft: Draft) -> None:
    while draft.end > draft.start and c.body[draft.end - 1] in " \u00a0.،,":
        draft.end -= 1
    while draft.start < draft.end and c.body[draft.start].isspace():
        draft.start += 1


def _nested_order(drafts: list[Draft]) -> list[Draft]:
    usable = [draft for draft in drafts if draft.end > draft.start]
    return sorted(usable, key=lambda draft: (draft.start, -draft.end, draft.cue.first))


def _statement(c: Clauses, draft: Draft, found: list[Statement], last: Speaker | None) -> Statement:
    token = c.tokens[draft.cue.first]
    start, end = token.start + draft.cue.lead, c.tokens[draft.cue.last].end
    parent = _parent(found, start, draft)
    speaker, score = _speaker(c, draft, found, last, parent)
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
        stance=_stance(c, draft),
        parent=parent.id if parent else None,
        confidence=confidence,
        parts=parts,
    )


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


def _speaker(
    c: Clauses, draft: Draft, found: list[Statement], last: Speaker | None, parent: Statement | None
) -> tuple[Speaker, float]:
    if draft.subject is not None:
        speaker = name_phrase(c, draft.subject)
        return speaker, 1.0 if speaker.entity else 0.8
    here = [s for s in found if s.parent == (parent.id if parent else None)]
    paragraph = c.tokens[0].start
    governing = [s for s in here if s.cue.start >= paragraph]
    source = governing[-1].speaker if governing else (last if parent is None else None)
    following = [token.key for token in c.tokens[draft.cue.last + 1 : draft.cue.last + 2]]
    if parent is None and following in (["فيها"], ["فيه"]):
        # A message "in which" its sender says so: بعث الرئيس فلان برقية أعرب فيها عن كذا.
        source = _sender(c, draft) or source
    if source is None or source.name is None:
        return Speaker(text=None, name=None), 0.0
    return Speaker(text=None, name=source.name, entity=source.entity), 0.7 if governing else 0.6


def _sender(c: Clauses, draft: Draft) -> Speaker | None:
    start = c.tokens[c.sentence_start(draft.cue.first)].start
    people = [
        m
        for m in c.mentions_in(start, c.tokens[draft.cue.first].start)
        if m.type in ("PER", "ORG", "GROUP")
    ]
    if not people:
        return None
    sender = next((m for m in people if m.type == "PER"), people[0])
    return Speaker(text=None, name=sender.name, entity=sender.entity)


def _stance(c: Clauses, draft: Draft) -> Stance:
    verb = draft.cue.form.verb
    words = [fold_key(word) for word in c.body[draft.start : draft.start + 40].split()[:3]]
    if verb.stance == "assert" and words[:2] in (["لا", "صحه"], ["عدم", "صحه"]):
        return "deny"
    confirms = draft.how == "object" and words and verb.lemma in ("أكد", "جدد")
    if confirms and (
        words[0] in ("صحه", "وقوع", "حدوث")
        or (words[0].endswith(("ها", "هم")) and len(words[0]) > 4)
    ):
        return "confirm"
    return verb.stance
