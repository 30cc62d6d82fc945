"""Whether a noun phrase can be somebody or something that speaks."""

from __future__ import annotations

from functools import cache

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.phrase_words import words_of
from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.names.lexicon import lexicon, origin, unclitic

_SPEAKING = frozenset(("PER", "ORG", "GROUP", "GPE"))
_LEAST_PLURAL = 6
_LEAST_AGENCY = 3
_ONE = words_of("one")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("source_nouns"))


def is_source(c: Clauses, first: int, last: int) -> bool:
    """Whether the phrase of tokens `first` to `last` (half-open) is a name, has a source, an office
    or a body for its head, or is a plural of people (متظاهرون, السوريون).

    >>> from riwaya.annotate.clause import lay_out
    >>> from riwaya.records import Span
    >>> text = "مصدر عسكري اللقاء الأول"
    >>> c = lay_out(text, Span(start=0, end=len(text)), (), ())
    >>> is_source(c, 0, 2), is_source(c, 2, 4)
    (True, False)
    """
    while first < last and is_quote_mark(c.tokens[first]):
        first += 1
    if first >= last:
        return False
    mention = c.mention_over(first)
    if mention is not None and mention.type in _SPEAKING:
        return True
    inside = c.mentions_in(c.tokens[first].start, c.tokens[last - 1].end)
    return any(one.type == "PER" for one in inside) or is_source_noun(c.tokens[first].key)


@cache
def _plurals() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("source_nouns") if row["many"])


def is_plural(key: str) -> bool:
    """Whether a folded word, without the article, means several people: شهود, ناشطون.

    >>> is_plural("شهود"), is_plural("الشهود"), is_plural("مصدر")
    (True, False, False)
    """
    sound = key.endswith(("ون", "ين")) and len(key) >= _LEAST_PLURAL
    return key in _plurals() or (sound and not key.startswith("ال") and is_source_noun(key))


def is_body_noun(key: str) -> bool:
    """Whether a folded word, as it stands, opens the name of a body that is no medium.

    >>> is_body_noun("منظمه"), is_body_noun("صحيفه"), is_body_noun("طريق")
    (True, False, False)
    """
    head = lexicon().heads.get(key)
    return head is not None and head.group == "org" and key not in _media()


@cache
def _media() -> frozenset[str]:
    agencies = (row["text"] for row in rows("credits") if row["match"] == "agency")
    names = {fold_key(name).split(" ")[0] for name in agencies}
    nouns = {row["noun"] for row in rows("source_nouns") if row["medium"]}
    return frozenset(nouns | {name for name in names if len(name) > _LEAST_AGENCY})


def is_medium(key: str) -> bool:
    """Whether a folded word is a kind of medium or begins the name of an agency.

    >>> is_medium("صحيفه"), is_medium("رويترز"), is_medium("منظمه")
    (True, True, False)
    """
    return key in _media()


def is_document(key: str) -> bool:
    """Whether a folded word names what is read or counted, and no person: بيانات, دراسة, تقرير.

    >>> is_document("دراسه"), is_document("مسؤول")
    (True, False)
    """
    return key in _documents()


@cache
def _documents() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("source_nouns") if row["document"])


def is_source_noun(key: str) -> bool:
    """Whether a folded word is a source, an office, the head of a body, or people by what they do
    or where they are from.

    >>> is_source_noun("المتظاهرون"), is_source_noun("ناشطين"), is_source_noun("الهاتف")
    (True, True, False)
    """
    lists = lexicon()
    for _, reading in unclitic(key):
        bare = reading.removeprefix("ال")
        head = lists.heads.get(bare)
        body = head is not None and head.group == "org"
        if body or bare in _nouns() or bare in lists.titles:
            return True
    bare = key.removeprefix("ال")
    one = bare[:-2] if bare.endswith("ان") else ""
    if one in lists.titles or one in _nouns():
        return True
    plural = bare.endswith(("ون", "ين")) and len(bare) >= _LEAST_PLURAL and bare not in _ONE
    return (plural and bare not in lists.stops) or (
        bare.endswith(("ون", "ين")) and origin(key) is not None
    )
