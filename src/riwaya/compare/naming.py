"""How each account names each party: the forms side by side, with how often they stand."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.compare.identity import Identity, name_key
from riwaya.records import AnnotatedArticle, MentionType, NameForm, Naming

_TYPES: tuple[MentionType, ...] = ("PER", "ORG", "GROUP")


def naming(articles: Sequence[AnnotatedArticle], identity: Identity) -> tuple[Naming, ...]:
    """The parties (people, bodies, groups) of `articles` with the forms of each account, in the
    order of `articles`; parties that most accounts name come first. A party that has one form
    everywhere is left out, unless the lexicon of parties knows it: its choice is telling."""
    counts: dict[str, dict[str, dict[str, list[str]]]] = {}
    types: dict[str, list[MentionType]] = {}
    for article in articles:
        for mention in article.mentions:
            key = identity.of(article.id, mention.entity, mention.name)
            if mention.type not in _TYPES or key is None:
                continue
            forms = counts.setdefault(key, {}).setdefault(article.id, {})
            forms.setdefault(name_key(mention.text), []).append(mention.text)
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


def _forms(article: str, forms: dict[str, list[str]]) -> list[NameForm]:
    found = [NameForm(article=article, text=texts[0], count=len(texts)) for texts in forms.values()]
    return sorted(found, key=lambda form: (-form.count, form.text))
