"""Who said what: statements, direct, indirect, nested, with named or implied speakers.

Rules over a lexicon of verbs of saying (data/verbs_of_saying.tsv) with their government; no model.
The units follow the usual scheme of attribution (source, cue, content: Pareti 2012).
"""

from __future__ import annotations

from collections.abc import Sequence

from riwaya import limits
from riwaya.annotate.announced import How
from riwaya.annotate.clause import Clauses, lay_out
from riwaya.annotate.closing import carry_on, close
from riwaya.annotate.drafts import Draft
from riwaya.annotate.history import History
from riwaya.annotate.proposals import proposed
from riwaya.annotate.stance import stance_of
from riwaya.annotate.who import speaker_of
from riwaya.records import Cue, Mention, Span, Speaker, Statement, Time

_OPENING_SCORE: dict[How, float] = {
    "that": 1.0,
    "quote": 1.0,
    "colon": 0.95,
    "preposition": 0.85,
    "object": 0.75,
}
_LEAST_FOR_SPEAKER = 0.4
_SAYING = frozenset(("قائلا", "قائله", "قائلين"))


def find_statements(
    body: str,
    paragraphs: Sequence[Span],
    mentions: Sequence[Mention],
    times: Sequence[Time] = (),
) -> tuple[Statement, ...]:
    """The statements of a body, by start of content, outer before inner. `mentions` are the names
    found in the same body, by start, none overlapping, and `times` the time expressions; names
    behind the last paragraph are those of the title. Offsets are code points of `body`.

    >>> text = "قال الوزير سامي النجار إن الميناء سيفتح غدا، داعيا إلى الهدوء."
    >>> from riwaya.annotate.names import find_names
    >>> spans = (Span(start=0, end=len(text)),)
    >>> [(s.cue.text, text[s.content.start:s.content.end])
    ...  for s in find_statements(text, spans, find_names(text, spans))]
    [('قال', 'الميناء سيفتح غدا'), ('داعيا', 'الهدوء')]
    """
    found: list[Statement] = []
    last = paragraphs[-1].end if paragraphs else 0
    history = History(headline=tuple(one for one in mentions if one.start >= last))
    starts = [mention.start for mention in mentions]
    ends = {time.start: time.end for time in times}
    for paragraph in paragraphs:
        c = lay_out(body, paragraph, mentions, starts, ends)
        history.described.read(c)
        drafts = proposed(c)
        close(c, drafts)
        carry_on(c, found)
        for draft in _nested_order(drafts):
            if len(found) >= limits.STATEMENTS:
                return tuple(found)
            statement = _statement(c, draft, found, history)
            found.append(statement)
            if statement.parent is None:
                history.add(statement.speaker)
                verb = draft.cue.form
                if draft.subject is not None and verb.kind == "verb" and not verb.plural:
                    history.mark(statement.speaker, feminine=verb.feminine)
    return tuple(found)


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
