"""How each account names each party, and by which verbs of saying it reports each speaker."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.compare.identity import Identity, name_key
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


def naming(articles: Sequence[AnnotatedArticle], identity: Identity) -> tuple[Naming, ...]:
    """The parties (people, bodies, groups) of `articles` with the forms of each account, in the
    order of `articles`; parties that most accounts name come first. A party that has one form
    everywhere is left out, unless the lexicon of parties knows it: its choice is telling."""
    counts: dict[str, dict[str, dict[str, list[Mention]]]] = {}
    types: dict[str, list[MentionType]] = {}
    for article in articles:
        for mention in article.mentions:
            key = identity.of(article.id, mention.entity, mention.name)
            if mention.type not in _TYPES or key is None:
                continue
            forms = counts.setdefault(key, {}).setdefault(article.id, {})
            forms.setdefault(name_key(mention.text), []).append(mention)
            types.setdefault(key, []).append(mention.type)
    found = [
        (key, by_article)
        for key, by_article in counts.items()
        if key in identity.known
        or len({form for forms in by_article.values() for form in forms}) > 1
    ]
    found.sort(key=lambda item: (-len(item[1]), -len(types[item[0]]), item[0]))
    return tuple(
        Naming(
            entity=key.removeprefix("#"),
            name=identity.name(key) or key,
            type=max(sorted(set(types[key])), key=types[key].count),
            forms=tuple(
                form for article, forms in by_article.items() for form in _forms(article, forms)
            ),
        )
        for key, by_article in found
    )


def _forms(article: str, forms: dict[str, list[Mention]]) -> list[NameForm]:
    found = [
        NameForm(
            article=article,
            text=mentions[0].text,
            count=len(mentions),
            places=tuple(Span(start=one.start, end=one.end) for one in mentions),
        )
        for mentions in forms.values()
    ]
    return sorted(found, key=lambda form: (-form.count, form.text))


def reporting(articles: Sequence[AnnotatedArticle], identity: Identity) -> tuple[Reporting, ...]:
    """The words that attribute something to a speaker whom two of `articles` or more report, in
    the order of `articles`, then of the text; speakers whom most accounts report come first."""
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
        if (accounts := len({form.article for form in forms})) > 1
    ]
    return tuple(
        Reporting(name=identity.name(key) or key, forms=tuple(found[key]))
        for *_, key in sorted(shared)
    )
