"""Whom a speaker phrase stands for: a name, a short form, or a definite description."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from riwaya.arabic import tokens
from riwaya.arabic.variants import same_name
from riwaya.names.lexicon import BREAKS, SAYING, lexicon, normal, origin, unclitic, words
from riwaya.records import Mention

_KNOWN_NAMES = 16_384
_PEOPLE = 300
"""Mentions of people whose offices are read."""

_BESIDE = 90
"""Characters beside a person in which the office stands."""

_REPORTS = frozenset(("بيان", "البيان", "بيانها", "بيانه"))
_ENDS = ".!؟?\n"
_CLAUSE = SAYING | BREAKS
_LOOSE = frozenset((
    "في", "من", "علي", "الي", "ل", "باسم", "لشؤون",
))  # fmt: skip


def resolve(text: str, position: int, body: str, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that the speaker phrase `text`, written at code point `position` of `body`,
    stands for; None where nothing, or more than one referent, fits. Takes one pass of `mentions`.

    >>> body = "قال وزير الري السوري سامر قرنفل إن السد آمن. وأضاف الوزير السوري أنه سيزوره."
    >>> who = "سامر قرنفل"
    >>> one = Mention(start=21, end=31, text=who, type="PER", entity="p", name=who)
    >>> resolve("الوزير السوري", 51, body, [one]).name
    'سامر قرنفل'
    """
    keys = _keys(text)
    if not keys:
        return None
    end = position + len(text)
    inside = [m for m in mentions if position <= m.start and m.end <= end]
    people = {m.entity for m in inside if m.type == "PER"}
    if people:
        return next(m for m in inside if m.type == "PER") if len(people) == 1 else None
    wanted = (" ".join(keys), _plain(text))
    exact = _latest([m for m in mentions if _plain(m.text) in wanted], position)
    if exact is not None:
        return exact
    head = keys[0].removeprefix("ال")
    opens = next((m for m in inside if m.start <= position + 2), None)
    if opens is not None and opens.type in ("ORG", "GROUP") and head not in lexicon().titles:
        return opens
    if head in _REPORTS:
        return _report(text, position, body, mentions)
    if head in lexicon().titles or head in ("متحدث", "مسؤول"):
        return _person(keys, position, body, mentions)
    named = _latest([m for m in mentions if m.type == "PER" and same_name(text, m.name)], position)
    if named is not None:
        return named
    return _nearer(_group(keys, position, mentions), _body(keys, position, mentions), position)


@lru_cache(maxsize=_KNOWN_NAMES)
def _plain(text: str) -> str:
    return " ".join(words(text))


def _nearer(a: Mention | None, b: Mention | None, position: int) -> Mention | None:
    """Of a party and a body that fit a description the one that is named before it."""
    if a is None or b is None or a.entity == b.entity:
        return a or b
    return b if b.start < position <= a.start else a


def _keys(text: str) -> list[str]:
    keys = list(words(text))
    if keys:
        for _, key in unclitic(keys[0]):
            if key.startswith("ال") or key in lexicon().titles or key in lexicon().heads:
                keys[0] = key
                break
    return keys


def _latest(found: Sequence[Mention], position: int) -> Mention | None:
    """The one referent of `found`, by its latest mention up to `position`; None for two."""
    if len({m.entity for m in found}) != 1:
        return None
    before = [m for m in found if m.start <= position]
    return before[-1] if before else found[0]


def _near(found: Sequence[Mention], position: int, body: str) -> Mention | None:
    """As `_latest`; of several referents, the only one in this or the last paragraph before."""
    one = _latest(found, position)
    if one is not None or not found:
        return one
    here = body.rfind("\n", 0, position) + 1
    before = body.rfind("\n", 0, max(0, body.rfind("\n", 0, max(0, here - 1)) - 1)) + 1
    for start in (here, before):
        close = [m for m in found if start <= m.start < position]
        if close:
            return _latest(close, position)
    return None


def _stem(key: str) -> str:
    for _, reading in unclitic(key):
        if reading.startswith("ال") or reading in lexicon().titles:
            key = reading
            break
    return origin(key) or key.removeprefix("ال").removesuffix("ه")


def _offices(body: str, mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """The words that stand beside each person, in the same sentence: where an office is named."""
    found: dict[str, set[str]] = {}
    people = [m for m in mentions if m.type == "PER" and m.entity is not None][:_PEOPLE]
    for index, mention in enumerate(people):
        last = people[index - 1].end if index else 0
        before = body[max(last, mention.start - _BESIDE) : mention.start]
        for mark in _ENDS + ":":
            before = before[before.rfind(mark) + 1 :] if not before.endswith(". ") else before
        bag = found.setdefault(str(mention.entity), set())
        keys = [normal(t.text) for t in tokens(before) if t.kind == "word"]
        ends = [i for i, key in enumerate(keys) if key.removeprefix("و") in _CLAUSE]
        keys = keys[ends[-1] + 1 :] if ends else keys
        first = next((i for i, key in enumerate(keys) if _stemmed_title(key)), len(keys))
        bag.update(_stem(key) for key in keys[first:])
        bag.update(_after(body, mention))
    return found


def _after(body: str, mention: Mention) -> set[str]:
    """The office in apposition after a name: سامر قرنفل المتحدث باسم كذا, or after a comma."""
    keys = [
        normal(t.text)
        for t in tokens(body, mention.end, min(len(body), mention.end + 60))
        if t.text not in '،,("»“”'
    ]
    if not keys or not _stemmed_title(keys[0]) or keys[0].startswith("و"):
        return set()
    return {_stem(key) for key in keys[:6]}


def _stemmed_title(key: str) -> bool:
    return any(reading.removeprefix("ال") in lexicon().titles for _, reading in unclitic(key))


def _person(
    keys: Sequence[str], position: int, body: str, mentions: Sequence[Mention]
) -> Mention | None:
    wanted = {_stem(key) for key in keys if key not in _LOOSE}
    offices = _offices(body, [m for m in mentions if m.start <= position])
    fitting = [
        m
        for m in mentions
        if m.type == "PER" and m.entity in offices and wanted <= offices[m.entity]
    ]
    if not fitting:
        # Named only later: وأكد وزير الدفاع كذا. حضر اللقاء وزير الدفاع فلان.
        later = _offices(body, mentions)
        fitting = [m for m in mentions if m.entity in later and wanted <= later[str(m.entity)]]
        return _latest(fitting, position) if len(wanted) > 1 else None
    return _near(fitting, position, body)


def _group(keys: Sequence[str], position: int, mentions: Sequence[Mention]) -> Mention | None:
    """A class noun with adjectives, where one named party fits: الوحدات الكردية."""
    noun = keys[0].removeprefix("ال")
    nouns = {noun, noun.removesuffix("ين") + "ون"}
    adjectives = {origin(key) or key.removeprefix("ال").removesuffix("ه") for key in keys[1:]}
    fitting = []
    for mention in mentions:
        party = lexicon().parties.get(mention.entity or "")
        if party is None or not nouns & party.classes:
            continue
        if adjectives and not adjectives <= party.adjectives:
            continue
        fitting.append(mention)
    return _latest(fitting, position)


def _body(keys: Sequence[str], position: int, mentions: Sequence[Mention]) -> Mention | None:
    """A definite head noun with some of the words of a body's name: القيادة, وزارة الدفاع."""
    wanted = [key.removeprefix("ال") for key in keys]
    if not keys[0].startswith("ال") and len(keys) == 1:
        return None
    fitting = []
    for mention in mentions:
        if mention.type not in ("ORG", "GROUP"):
            continue
        names = [key.removeprefix("ال") for key in words(mention.name)]
        if names and names[0] == wanted[0] and set(wanted) <= set(names):
            fitting.append(mention)
    earlier = [m for m in fitting if m.start <= position]
    return _latest(earlier or fitting, position)


def _report(text: str, position: int, body: str, mentions: Sequence[Mention]) -> Mention | None:
    """بيان القيادة: the body named; البيان: who issued the last statement named before."""
    rest = text
    while rest and (first := words(rest.split(maxsplit=1)[0])) and first[0] in _REPORTS:
        rest = "".join(rest.split(maxsplit=1)[1:])
    if rest == text:
        # A mark or a dash before بيان.
        return None
    if rest:
        start = position + len(text) - len(rest)
        issuers = [m for m in mentions if start <= m.start < start + len(rest)]
        bodies = [m for m in issuers if m.type in ("ORG", "GROUP")]
        if bodies:
            return bodies[0]
        return resolve(rest, position + len(text) - len(rest), body, mentions)
    at = body.rfind("بيان", 0, position)
    while at > 0 and body[at - 2 : at] == "ال":
        at = body.rfind("بيان", 0, at)
    if at < 0:
        return None
    start = max(body.rfind(mark, 0, at) for mark in _ENDS) + 1
    voices = [
        m
        for m in mentions
        if start <= m.start < at + 30
        and m.type in ("ORG", "GROUP")
        and not any(mark in body[at : m.start] for mark in ".\n")
    ]
    return _latest(voices, position)
