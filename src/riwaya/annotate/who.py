"""Whose statement it is: the phrase beside the cue, or who spoke before, by name where known."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import find_cues
from riwaya.annotate.drafts import Draft
from riwaya.annotate.history import History
from riwaya.annotate.noun_phrases import phrase_after
from riwaya.annotate.sources import is_plural, is_source_noun
from riwaya.annotate.speakers import name_phrase
from riwaya.arabic import tokens
from riwaya.records import Speaker, Statement

_NAMED, _DESCRIBED, _SAME_PARAGRAPH, _EARLIER, _NEAREST = 1.0, 0.8, 0.7, 0.6, 0.45
_FAR, _TITLE, _LINK = 400, 20, 2
_MANY = ("وا", "ون")


def speaker_of(
    c: Clauses, draft: Draft, found: Sequence[Statement], history: History,
    parent: Statement | None,
) -> tuple[Speaker, float]:  # fmt: skip
    """The speaker of a statement and how sure that is; without a phrase beside the cue, whoever
    spoke last at the same level, in the paragraph or before."""
    if draft.subject is not None:
        speaker = name_phrase(c, draft.subject)
        if speaker.entity is None:
            start = c.tokens[draft.subject.first].start
            people = [one for one in c.mentions if one.type == "PER" and one.start < start]
            speaker = history.resolved(speaker, people, start)
        return speaker, _NAMED if speaker.entity else _DESCRIBED
    here = [one for one in found if one.parent == (parent.id if parent else None)]
    governing = [one for one in here if one.cue.start >= c.tokens[0].start]
    source = governing[-1].speaker if governing else (history.last if parent is None else None)
    many = draft.cue.form.kind == "verb" and c.tokens[draft.cue.first].key.endswith(_MANY)
    if parent is None and not any(one.cue.start >= _sentence(c, draft) for one in governing):
        acting = None if many else _acting(c, draft)
        source = acting or _acting_body(c, draft) or source
    if many and source is not None and (source.entity or "").startswith("PER:"):
        source = history.last_body()
    following = [token.key for token in c.tokens[draft.cue.last + 1 : draft.cue.last + 2]]
    if parent is None and following in (["فيها"], ["فيه"]):
        # A message "in which" its sender says so: بعث الرئيس فلان برقية أعرب فيها عن كذا.
        source = _sender(c, draft) or source
    if (
        parent is None
        and not draft.cue.form.plural
        and draft.cue.form.kind in ("verb", "participle")
    ):
        source = history.agreeing(source, feminine=draft.cue.form.feminine)
    if (source is None or source.name is None) and parent is None and not many:
        named = _last_named(c, draft)
        if named is not None:
            return named, _NEAREST
    if (source is None or source.name is None) and parent is None:
        source = None if many else _of_headline(c, history)
        if source is not None:
            return source, _NEAREST
    if source is None or source.name is None:
        return Speaker(text=None, name=None), 0.0
    own = Speaker(text=None, name=source.name, entity=source.entity)
    return own, _SAME_PARAGRAPH if governing else _EARLIER


def _sentence(c: Clauses, draft: Draft) -> int:
    return c.tokens[c.sentence_start(draft.cue.first)].start


def _acting(c: Clauses, draft: Draft) -> Speaker | None:
    """Who does something else before, in the same sentence: وقدم الأمين العام إياد مدني تعازيه،
    متمنيا الشفاء."""
    people = c.mentions_in(_sentence(c, draft), c.tokens[draft.cue.first].start)
    first = next((one for one in people if one.type == "PER"), None)
    if first is None:
        return None
    return Speaker(text=None, name=first.name, entity=first.entity)


def _acting_body(c: Clauses, draft: Draft) -> Speaker | None:
    """The body or the people that the sentence is about: ولم يرد التحالف على سؤال وقال إنه درسه."""
    for index in range(c.sentence_start(draft.cue.first), draft.cue.first):
        key = c.tokens[index].key
        if c.comma(index) and index <= c.sentence_start(index) + _LINK:
            # إلى ذلك، قصفت الفصائل المدينة
            continue
        if c.comma(index) or c.role(index) in ("that", "subordinate"):
            return None
        governed = c.role(index - 1) in ("adverbial", "topic") or any(
            c.fused(index, letter) for letter in ("ب", "ل")
        )
        if governed or not c.word(index) or not _may_act(c, index):
            continue
        phrase = phrase_after(c, index, draft.cue.first, bounded=False)
        if phrase.last == phrase.first:
            return None
        whole = name_phrase(c, phrase)
        named = whole.entity or key.startswith("ال") or is_plural(key)
        return Speaker(text=None, name=whole.name, entity=whole.entity) if named else None
    return None


def _may_act(c: Clauses, index: int) -> bool:
    mention = c.mention_over(index)
    if mention is not None:
        return mention.type in ("ORG", "GROUP") and mention.start == c.tokens[index].start
    return is_source_noun(c.tokens[index].key) and not find_cues(c.tokens[index : index + 1])


def _last_named(c: Clauses, draft: Draft) -> Speaker | None:
    """Where nobody has spoken yet: the first person of the last sentence before that names one."""
    start = c.tokens[draft.cue.first].start
    people = [one for one in c.mentions if one.type == "PER" and one.end <= start]
    if not people or start - people[-1].end > _FAR:
        return None
    line = max(c.body.rfind(mark, 0, people[-1].start) for mark in ".\n")
    first = next(one for one in people if one.start > line)
    return Speaker(text=None, name=first.name, entity=first.entity)


def _of_headline(c: Clauses, history: History) -> Speaker | None:
    """Where the body names nobody who may speak: the person whom the title quotes (لافروف: لن
    نتراجع, لافروف يؤكد كذا)."""
    for one in history.headline:
        behind = c.body[one.end : one.end + _TITLE].lstrip()
        says = behind.startswith(":") or find_cues(tokens(behind)[:1])
        if one.type == "PER" and says:
            return Speaker(text=None, name=one.name, entity=one.entity)
    return None


def _sender(c: Clauses, draft: Draft) -> Speaker | None:
    start = c.tokens[c.sentence_start(draft.cue.first)].start
    people = [
        mention
        for mention in c.mentions_in(start, c.tokens[draft.cue.first].start)
        if mention.type in ("PER", "ORG", "GROUP")
    ]
    if not people:
        return None
    sender = next((mention for mention in people if mention.type == "PER"), people[0])
    return Speaker(text=None, name=sender.name, entity=sender.entity)
