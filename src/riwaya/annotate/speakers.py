"""Whom a speaker phrase names."""

from __future__ import annotations

import re
from typing import Final

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.name_people import title_at
from riwaya.annotate.names import resolve
from riwaya.annotate.noun_phrases import Phrase
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_body_noun, is_source_noun
from riwaya.arabic import fold_key
from riwaya.names.lexicon import is_common
from riwaya.records import Mention, Speaker

SAME: Final = words_of("same")
"""Words for one who was named before, folded."""
_WITH_L = frozenset(("وفقا", "ووفقا", "طبقا", "وطبقا", "تبعا"))
_BRACKET = re.compile(r"\s?\([^()]{0,60}\)$")
_UNNAMED = words_of("unnamed")
_RELATIVE = words_of("relative")
_TELLS = _RELATIVE | {"اجرته", "اجراه", "اجرتها", "اجراها", "نشرته", "نشرتها", "اعدته", "اعدتها"}
_REST, _LEAST, _TWO = 3, 5, 2
_STATEMENTS = frozenset(("بيان", "البيان", "تصريح", "تصريحات"))


def name_phrase(c: Clauses, phrase: Phrase) -> Speaker:
    """Resolve a speaker phrase: to the person in it, to the name that it is or begins with, to what
    a definite description stands for, else to the phrase itself."""
    start, end = c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end
    if phrase.first and c.tokens[phrase.first - 1].key in _WITH_L and c.fused(phrase.first, "ل"):
        # وفقا لبيانات كذا
        start += not c.tokens[phrase.first].key.startswith("لل")
    text = _trim(c.body[start:end])
    told = (i for i in range(phrase.first + 1, phrase.last) if c.tokens[i].key in _TELLS)
    phrase = Phrase(phrase.first, next(told, phrase.last))
    inside = c.mentions_in(start, c.tokens[phrase.last - 1].end)
    person = _person(c, phrase, [m for m in inside if m.type == "PER"])
    if person is not None:
        name = _whole_name(c, phrase, person)
        return Speaker(text=text, name=name or person.name, entity=person.entity)
    whole = _part_of(c, phrase) or _whole(c, phrase, inside)
    head = c.body[start : c.tokens[phrase.last - 1].end]
    found = whole or resolve(without_same(_trim(head)), start, c.body, c.mentions)
    if found is not None:
        name = found.name if whole is not None else _with_tail(c, phrase, found) or found.name
        return Speaker(text=text, name=name, entity=found.entity)
    plain = _trim(_trim_quotes(_without_clause(without_l(text))))
    return Speaker(text=text, name=_issuer(plain) or plain)


def _person(c: Clauses, phrase: Phrase, people: list[Mention]) -> Mention | None:
    """The person of a phrase: the first one named, or the second where the first is whose office
    or kin he is: مستشار كمال العطار الدكتور سامي النجار."""
    first = people[0] if people else None
    if first is None or len(people) < _TWO:
        return first
    head = title_at(c.tokens, phrase.first)
    at, end = c.after(first.start), c.after(first.end)
    between = range(phrase.first + 1, at)
    whose = head == ("office", False) and all(title_at(c.tokens, i) is not None for i in between)
    second = c.after(people[1].start)
    titles = all(c.comma(i) or title_at(c.tokens, i) is not None for i in range(end, second))
    return people[1] if whose and titles else first


def without_l(text: str) -> str:
    """A source without the ل that وفقا لـ writes on to it.

    >>> without_l("للوكالة"), without_l("لوكالة الرافد"), without_l("لجنة")
    ('الوكالة', 'وكالة الرافد', 'لجنة')
    """
    if text.startswith("لل"):
        return "ال" + text[2:]
    key = fold_key(text.split(" ")[0])
    known = key.startswith("ل") and is_source_noun(key[1:]) and not is_body_noun(key)
    return text[1:] if known else text


def _with_tail(c: Clauses, phrase: Phrase, body: Mention) -> str | None:
    """A body's name with the definite words behind it: الهيئة السعودية للمواصفات والجودة."""
    behind = c.after(body.end)
    rest = c.tokens[behind : phrase.last]
    if body.type != "ORG" or body.start != c.tokens[phrase.first].start or not rest:
        return None
    plain = all(t.key.startswith(("ال", "لل", "وال")) and t.kind == "word" for t in rest)
    return c.body[body.start : rest[-1].end] if plain and body.name == body.text else None


def _issuer(text: str) -> str | None:
    """Who speaks in a statement of somebody: القيادة المشتركة in بيان للقيادة المشتركة."""
    first, _, rest = text.partition(" ")
    if fold_key(first) not in _STATEMENTS or not rest.startswith("ل") or len(rest) < _LEAST:
        return None
    return "ال" + rest[2:] if rest.startswith("لل") else rest[1:]


def _whole_name(c: Clauses, phrase: Phrase, person: Mention) -> str | None:
    """An unknown name of which only the first word was found, to its end: تيم برول غيرويه."""
    first, behind = c.after(person.start), c.after(person.end)
    rest = c.tokens[behind : phrase.last]
    if behind - first != 1 or not 0 < len(rest) <= _REST or person.name != person.text:
        return None
    if any(t.kind != "word" or t.key.startswith(("ال", "ل", "ب", "و")) for t in rest):
        return None
    if any(is_common(t.key) or title_at(rest, i) for i, t in enumerate(rest)):
        return None
    return c.body[person.start : rest[-1].end]


def _without_clause(text: str) -> str:
    """A description without what tells that its owner would not be named: مصدر رفض كشف اسمه."""
    words = _BRACKET.sub("", text).split(" ")
    for index, word in enumerate(words[1:], 1):
        if fold_key(word) in _UNNAMED:
            relative = fold_key(words[index - 1]) in _RELATIVE
            return " ".join(words[: index - relative])
    return " ".join(words)


def without_same(text: str) -> str:
    """A description without the word that says that it was named before (المتحدث نفسه).

    >>> without_same("المتحدث ذاته")
    'المتحدث'
    """
    head, _, last = text.rpartition(" ")
    return head if head and fold_key(last) in SAME else text


def _whole(c: Clauses, phrase: Phrase, inside: list[Mention]) -> Mention | None:
    """A mention that stands at the head of the phrase: the phrase is that name, with a tail."""
    head = phrase.first + (1 if is_quote_mark(c.tokens[phrase.first]) else 0)
    for mention in inside:
        if (
            mention.start <= c.tokens[head].start
            and mention.end >= c.tokens[phrase.last - 1].start - 1
        ):
            return mention
    return None


def _part_of(c: Clauses, phrase: Phrase) -> Mention | None:
    """The body that the phrase is a part of: الوحدات الكردية من قوات كذا."""
    own = c.mention_over(phrase.first)
    if own is None or own.type not in ("ORG", "GROUP"):
        return None
    if phrase.last + 1 < len(c.tokens) and c.tokens[phrase.last].key == "من":
        mention = c.mention_over(phrase.last + 1)
        if mention is not None and mention.type in ("ORG", "GROUP"):
            return mention
    return None


def _trim(text: str) -> str:
    return text.strip(" \u00a0،,.:-–")


def _trim_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] in '"«“' and text[-1] in '"»”' else text
