"""Units: the slices of an account that can be compared, each with the terms it speaks in.

A unit is the content of one statement, or a sentence (or the rest of one) that attributes nothing.
What a denial denies is part of the denial, not a claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from riwaya.arabic import Token, tokens
from riwaya.compare.identity import Identity
from riwaya.compare.polarity import negates
from riwaya.compare.words import term, word_class
from riwaya.records import AnnotatedArticle, Figure, Mention, Span, Statement, Time

LEAST_TERMS = 2
LEAST_REST = 6
LEAST_CLAUSE = 4
_STOPS = frozenset(".؟!?؛;")
_PARTIAL = 0.3


class Unit(msgspec.Struct, frozen=True, eq=False):
    """One comparable slice: `terms` weigh what it speaks of; `negative` is one that `denies` or
    says "not"; `claimed_by` are the keys of those whose claim a denial denies."""

    account: int
    article: str
    start: int
    end: int
    kind: Literal["statement", "fact"]
    denies: bool
    terms: dict[str, float]
    negative: bool = False
    statement: Statement | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    resolved: bool = False
    chain: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def quotes(self) -> bool:
        """Whether it has somebody's own words, wholly or in part."""
        return self.statement is not None and self.statement.mode != "indirect"


class Account(msgspec.Struct, frozen=True, eq=False):
    """An article being cut into units, with what is looked up often."""

    index: int
    article: AnnotatedArticle
    identity: Identity
    by_id: dict[str, Statement]
    children: dict[str, list[Statement]]


def cut(index: int, article: AnnotatedArticle, identity: Identity) -> list[Unit]:
    """The units of one account, by start. Spans are of the body; repeated spans come once."""
    by_id = {statement.id: statement for statement in article.statements}
    children: dict[str, list[Statement]] = {}
    for statement in article.statements:
        if statement.parent in by_id and statement.parent is not None:
            children.setdefault(statement.parent, []).append(statement)
    account = Account(index, article, identity, by_id, children)
    found: dict[tuple[int, int, bool], Unit] = {}
    for statement in article.statements:
        for unit in _from_statement(account, statement):
            found.setdefault((unit.start, unit.end, unit.denies), unit)
    for rest in _rests(article):
        for start, end in _clauses(account, *rest):
            unit = _make(account, start, end, None)
            if len(unit.terms) > LEAST_TERMS:
                found.setdefault((start, end, False), unit)
    return sorted(found.values(), key=lambda unit: (unit.start, unit.end, unit.denies))


def _from_statement(account: Account, statement: Statement) -> list[Unit]:
    above = _ancestors(account, statement)
    if any(parent.stance == "deny" for parent in above):
        return []
    if statement.stance != "deny" and _only_wraps(account, statement):
        return []
    content = statement.content
    units = [
        _make(account, start, end, statement)
        for start, end in _clauses(account, content.start, content.end)
    ]
    return [unit for unit in units if len(unit.terms) >= LEAST_TERMS]


def _clauses(account: Account, start: int, end: int) -> list[tuple[int, int]]:
    """A slice parted where a clause begins that says something else (وأن, فيما) or a sentence does;
    whole where a part would say too little."""
    body, opening = account.article.body, word_class("clause")
    line = tokens(body, start, end)
    cuts = [
        token.start
        for before, token in pairwise(line)
        if token.key in opening or (before.text in _STOPS and before.end < token.start)
    ]
    found: list[tuple[int, int]] = []
    begin = start
    for cut_at in (*cuts, end):
        part = _trim(body, begin, cut_at)
        if len(_content_tokens(body, Span(start=part[0], end=part[1]))) < LEAST_CLAUSE:
            continue
        found.append(part)
        begin = cut_at
    if begin < end and found:
        found[-1] = _trim(body, found[-1][0], end)
    return found or [(start, end)]


def _ancestors(account: Account, statement: Statement) -> list[Statement]:
    found: list[Statement] = []
    parent = statement.parent
    while parent is not None and parent in account.by_id and len(found) < len(account.by_id):
        found.append(account.by_id[parent])
        parent = account.by_id[parent].parent
    return found


def _only_wraps(account: Account, statement: Statement) -> bool:
    """Whether what it says is hardly more than that somebody else said something."""
    inner = account.children.get(statement.id, [])
    if not inner:
        return False
    taken = [child.content for child in inner]
    taken += [Span(start=child.cue.start, end=child.cue.end) for child in inner]
    speakers = {token.key for child in inner for token in tokens(child.speaker.text or "")}
    own = [
        token
        for token in _content_tokens(account.article.body, statement.content)
        if not any(span.start <= token.start < span.end for span in taken)
        and token.key not in speakers
    ]
    whole = len(_content_tokens(account.article.body, statement.content))
    return len(own) <= max(3, whole * 0.3)


def _content_tokens(body: str, span: Span) -> list[Token]:
    stop = word_class("stop")
    return [
        token
        for token in tokens(body, span.start, span.end)
        if token.kind != "mark" and token.key not in stop
    ]


def _rests(article: AnnotatedArticle) -> Iterable[tuple[int, int]]:
    """Sentences that attribute nothing, and long enough rests before or after what is said."""
    for sentence in article.sentences:
        said = [
            statement
            for statement in article.statements
            if statement.content.start < sentence.end and statement.content.end > sentence.start
        ]
        cues = [
            statement.cue
            for statement in article.statements
            if sentence.start <= statement.cue.start < sentence.end
        ]
        if not said and not cues:
            yield sentence.start, sentence.end
            continue
        taken = sorted(
            [(s.content.start, s.content.end) for s in said]
            + [(cue.start, cue.end) for cue in cues]
        )
        names = {token.key for s in said for token in tokens(s.speaker.text or "")}
        gaps = ((sentence.start, taken[0][0]), (max(end for _, end in taken), sentence.end))
        for start, end in gaps:
            own = (
                [
                    token
                    for token in _content_tokens(article.body, Span(start=start, end=end))
                    if token.key not in names
                ]
                if start < end
                else []
            )
            if len(own) >= LEAST_REST:
                yield _trim(article.body, start, end)


def _trim(body: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not body[start].isalnum() and body[start] not in '«“"(':
        start += 1
    while end > start and (body[end - 1].isspace() or body[end - 1] in "،,؛;:"):
        end -= 1
    return start, end


def _make(account: Account, start: int, end: int, statement: Statement | None) -> Unit:
    article, identity = account.article, account.identity
    mentions = tuple(m for m in article.mentions if start <= m.start and m.end <= end)
    figures = tuple(f for f in article.figures if start <= f.start and f.end <= end)
    times = tuple(t for t in article.times if start <= t.start and t.end <= end)
    speaker = None if statement is None else identity.speaker(article.id, statement.speaker)
    stance = None if statement is None else statement.stance
    return Unit(
        account=account.index,
        article=article.id,
        start=start,
        end=end,
        kind="fact" if statement is None else "statement",
        denies=stance == "deny",
        negative=stance == "deny" or negates(tokens(article.body, start, end), stance),
        terms=_terms(article, identity, Span(start=start, end=end), mentions),
        statement=statement,
        speaker=speaker,
        speaker_name=identity.name(speaker),
        resolved=statement is not None and statement.speaker.entity is not None,
        chain=_chain(account, statement),
        claimed_by=_claimants(account, statement, mentions),
        figures=figures,
        times=times,
        mentions=mentions,
    )


def _terms(
    article: AnnotatedArticle, identity: Identity, span: Span, mentions: Sequence[Mention]
) -> dict[str, float]:
    weights: dict[str, float] = {}
    for mention in mentions:
        key = identity.of(article.id, mention.entity, mention.name)
        if key is not None:
            weights["@" + key] = 1.0
    inside = [(mention.start, mention.end) for mention in mentions]
    for token in _content_tokens(article.body, span):
        named = any(start <= token.start < end for start, end in inside)
        word = term(token.key) if token.kind == "word" else token.key
        weights[word] = max(weights.get(word, 0.0), _PARTIAL if named else 1.0)
    return weights


def _chain(account: Account, statement: Statement | None) -> tuple[str, ...]:
    article = account.article
    links: list[str | None] = [article.outlet or article.id]
    if statement is not None:
        line = [statement, *_ancestors(account, statement)]
        for link in reversed(line):
            links += link.via
            links.append(account.identity.name(account.identity.speaker(article.id, link.speaker)))
    chain: list[str] = []
    for name in links:
        if name and (not chain or chain[-1] != name):
            chain.append(name)
    return tuple(chain)


def _claimants(
    account: Account, statement: Statement | None, mentions: Sequence[Mention]
) -> tuple[str, ...]:
    """Whose claim a denial denies: those who speak inside it, or whose report it names."""
    if statement is None or statement.stance != "deny":
        return ()
    identity, article = account.identity, account.article
    denier = identity.speaker(article.id, statement.speaker)
    found = [
        identity.speaker(article.id, child.speaker)
        for child in account.children.get(statement.id, [])
    ]
    first = [
        token
        for token in tokens(article.body, statement.content.start, statement.content.end)
        if token.kind == "word"
    ][:4]
    if first and {term(token.key) for token in first[:2]} & _reports():
        near = first[-1].end
        found += [
            identity.of(article.id, m.entity, m.name)
            for m in mentions
            if m.start <= near and m.type in ("PER", "ORG", "GROUP")
        ][:1]
    return tuple(dict.fromkeys(key for key in found if key is not None and key != denier))


def _reports() -> frozenset[str]:
    return frozenset(term(word) for word in word_class("report"))
