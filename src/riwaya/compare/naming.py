"""How each account names each party, and by which verbs of saying it reports each speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from riwaya.arabic import Token, bare, tokens
from riwaya.compare.bearers import bearers, own_name
from riwaya.compare.identity import Identity, name_key
from riwaya.data import rows
from riwaya.leads import framing
from riwaya.records import (
    AnnotatedArticle,
    Mention,
    MentionType,
    NameForm,
    Naming,
    Reporting,
    ReportingForm,
    Span,
)

_TYPES: tuple[MentionType, ...] = ("PER", "ORG", "GROUP")
_AROUND = 24

_Forms = dict[str, list[Span]]


def naming(articles: Sequence[AnnotatedArticle], identity: Identity) -> tuple[Naming, ...]:
    """The parties (people, bodies, groups) that two of `articles` or more name, in several forms:
    those of each account, in the order of `articles`; parties that most accounts name come first.
    A word beside a name that takes a side belongs to its form (المتمردين الحوثيين)."""
    counts: dict[str, dict[str, _Forms]] = {}
    types: dict[str, list[MentionType]] = {}
    bodies = {article.id: article.body for article in articles}
    for article in articles:
        bearer = bearers(article)
        for mention in article.mentions:
            who = bearer.get(mention.start)
            key = identity.mention(article.id, who) if who is not None else None
            if mention.type not in _TYPES or key is None:
                continue
            span = _named(article.body, mention)
            forms = counts.setdefault(key, {}).setdefault(article.id, {})
            forms.setdefault(name_key(article.body[span.start : span.end]), []).append(span)
            types.setdefault(key, []).append(mention.type)
    found = [
        (key, by_article)
        for key, by_article in counts.items()
        if len(by_article) > 1
        and len({form for forms in by_article.values() for form in forms}) > 1
    ]
    found.sort(key=lambda item: (-len(item[1]), -len(types[item[0]]), item[0]))
    return tuple(
        Naming(
            entity=key.removeprefix("#"),
            name=identity.name(key) or key,
            type=max(sorted(set(types[key])), key=types[key].count),
            forms=tuple(
                form
                for article, forms in by_article.items()
                for form in _forms(article, bodies[article], forms)
            ),
            differs=_differs(by_article, neutral=_neutral(key, types[key], identity)),
        )
        for key, by_article in found
    )


def sides(name: str) -> frozenset[str]:
    """The sides that the words of a name take, as classes of data/framing.tsv.

    >>> sorted(sides("ميليشيات الحوثي")), sorted(sides("جماعة الحوثي"))
    (['stance.militia'], [])
    """
    return frozenset(
        side for token in tokens(name) if (side := _sides().get(bare(token.key))) is not None
    )


@cache
def _sides() -> dict[str, str]:
    classes = {row["class"] for row in rows("framing") if row["class"].startswith("stance.")}
    return {word: name for name in sorted(classes) for word in framing(name)}


def _neutral(key: str, types: Sequence[MentionType], identity: Identity) -> frozenset[str]:
    """The sides that take none here: those of a known party's own name (حركة المقاومة), and a
    ruler's name where it is the person's."""
    own = sides(identity.name(key) or "") if key.startswith("#") else frozenset()
    return own | {"stance.ruler"} if "PER" in types else own


def _differs(by_article: dict[str, _Forms], neutral: frozenset[str]) -> bool:
    """Whether two accounts take other sides with their words for one party."""
    taken = {
        frozenset(side for form in forms for side in sides(form)) - neutral
        for forms in by_article.values()
    }
    return len(taken) > 1


def _named(body: str, mention: Mention) -> Span:
    """The words of a mention that are of the name, with the word right before and right after it
    that takes a side."""
    first, last = own_name(body[mention.start : mention.end])
    start, end = mention.start + first, mention.start + last
    before = tokens(body, max(0, start - _AROUND), start)[-1:]
    after = tokens(body, end, min(len(body), end + _AROUND))[:1]
    if before and _takes_side(before[0]) and body[before[0].end : start].isspace():
        start = before[0].start + before[0].text.startswith("و")
    joined = after and after[0].text.startswith("و")  # a party of its own
    if after and not joined and _takes_side(after[0]) and body[end : after[0].start].isspace():
        end = after[0].end
    return Span(start=start, end=end)


def _takes_side(token: Token) -> bool:
    return token.kind == "word" and bool(sides(token.text))


def _forms(article: str, body: str, forms: _Forms) -> list[NameForm]:
    found = [
        NameForm(
            article=article,
            text=body[places[0].start : places[0].end],
            count=len(places),
            places=tuple(places),
        )
        for places in forms.values()
    ]
    return sorted(found, key=lambda form: (-form.count, form.text))


def reporting(
    articles: Sequence[AnnotatedArticle], identity: Identity, voices: Mapping[str, str]
) -> tuple[Reporting, ...]:
    """The words that attribute something to a speaker whom two of the `voices` of `articles` or
    more report, in the order of `articles`, then of the text; speakers whom most accounts report
    come first."""
    found: dict[str, list[ReportingForm]] = {}
    for article in articles:
        for statement in sorted(article.statements, key=lambda one: one.cue.start):
            key, cue = identity.speaker(article.id, statement.speaker), statement.cue
            form = ReportingForm(
                article=article.id, lemma=cue.lemma, text=cue.text, start=cue.start, end=cue.end
            )
            forms = found.setdefault(key, []) if key is not None else []
            if form not in forms:  # one verb may open several statements
                forms.append(form)
    shared = [
        (-accounts, -len(forms), key)
        for key, forms in found.items()
        if len({voices[form.article] for form in forms}) > 1
        and (accounts := len({form.article for form in forms}))
    ]
    return tuple(
        Reporting(name=identity.name(key) or key, forms=tuple(found[key]))
        for *_, key in sorted(shared)
    )
