"""Whose a name is: what is not of it, whom it cannot name, and who bears a title."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from riwaya.arabic import bare, tokens
from riwaya.data import rows
from riwaya.leads import framing
from riwaya.names import same_referent
from riwaya.records import AnnotatedArticle, Mention

_NEXT: Final = 40
"""Code points between a title and the name that bears it (خادم الحرمين الشريفين الملك سلمان)."""

_LEAST: Final = 4


def own_words(words: Sequence[str]) -> slice:
    """Which of the folded words of a name are of it: not a trailing participle, a rank before it,
    or a verb with a word of kin (أنقذ شقيقي عبدالرحمن); all where nothing would be left.

    >>> own_words(["انقذ", "شقيقي", "عبدالرحمن"])
    slice(2, 3, None)
    """
    first, last = 0, len(words)
    for place, word in enumerate(words[:-1]):
        if word in framing("kin"):
            first = place + 1
            break
    while last - first > 1 and words[last - 1] in framing("trailing"):
        last -= 1
    while last - first > 2 and words[first] in framing("rank"):
        first += 1
    return slice(first, last)


def own_name(name: str) -> tuple[int, int]:
    """Where in a name as written its own words stand.

    >>> name = "مركز أشواق التابع"
    >>> name[slice(*own_name(name))]
    'مركز أشواق'
    """
    line = [token for token in tokens(name) if token.kind != "mark"]
    own = line[own_words([bare(token.key) for token in line])]
    if len(own) == len(line):
        return 0, len(name)
    return own[0].start, own[-1].end


def misnamed(mention: Mention) -> bool:
    """Whether a person's full name as written is another's than its entity's: سلمان بن عبدالعزيز is
    no form of محمد بن سلمان بن عبدالعزيز."""
    if mention.type != "PER" or not mention.name or is_title(mention):
        return False
    own, name = _keys(mention.text), _keys(mention.name)
    if len(own) < 3 or not name or own[0] == name[0]:
        return False
    return own[1] in ("بن", "ابن", "بنت") and not same_referent(mention.text, mention.name, "PER")


def is_title(mention: Mention) -> bool:
    """Whether a mention is only a title, which is of whoever is named next."""
    return mention.type == "PER" and " ".join(_keys(mention.text)) in framing("honorific")


def bearers(article: AnnotatedArticle) -> dict[int, Mention]:
    """The mention that each mention of `article` speaks of, by start: itself; of a title, the
    person named right after it, and none where nobody is."""
    people = [one for one in article.mentions if one.type == "PER"]
    found: dict[int, Mention] = {}
    for mention in article.mentions:
        if not is_title(mention):
            found[mention.start] = mention
            continue
        for other in people:
            if 0 < other.start - mention.end <= _NEXT and not is_title(other):
                found[mention.start] = other
                break
    return found


def strange(articles: Sequence[AnnotatedArticle]) -> frozenset[tuple[str, str | None]]:
    """The (article, entity) of known parties that the article names only by words that any country
    has (قوات النظام), while nothing else in it is of that party's country."""
    found: set[tuple[str, str | None]] = set()
    for article in articles:
        forms: dict[str, set[str]] = {}
        for mention in article.mentions:
            if (mention.entity or "").rpartition(":")[2] in _countries():
                forms.setdefault(mention.entity or "", set()).add(" ".join(_keys(mention.text)))
        for entity, names in forms.items():
            country = _countries()[entity.rpartition(":")[2]]
            if country and names <= framing("ownerless") and not _speaks_of(article, country):
                found.add((article.id, entity))
    return frozenset(found)


@cache
def _countries() -> dict[str, str]:
    """The first adjective of each known party."""
    return {row["id"]: bare(row["adjectives"].partition("|")[0]) for row in rows("parties")}


def _speaks_of(article: AnnotatedArticle, adjective: str) -> bool:
    stem = adjective.removesuffix("ي")
    texts = (article.title or "", article.body)
    words = {bare(token.key) for text in texts for token in tokens(text) if token.kind == "word"}
    long = stem if len(stem) > _LEAST else adjective
    return any(word.startswith(long) or word == stem for word in words)


def _keys(text: str) -> list[str]:
    return [bare(token.key) for token in tokens(text) if token.kind != "mark"]
