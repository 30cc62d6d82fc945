"""Shorter forms of bodies and groups, joined to the one full name they can stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from riwaya.arabic import Token
from riwaya.arabic.quotes import MARKS
from riwaya.names.lexicon import definite, lexicon, unclitic, words
from riwaya.records import Mention

_KNOWN_WORDS = 65_536
_CLASS_NOUNS = frozenset(("تنظيم", "حركه", "جماعه", "حزب", "جبهه", "ميليشيا", "مليشيا"))


def shorter_bodies(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """For the entity of a name that is the beginning of one other body's name (وزارة الدفاع beside
    وزارة الدفاع الروسية), a mention of that body. Nothing where two bodies fit."""
    bodies: dict[str, Mention] = {}
    for mention in mentions:
        if mention.type in ("ORG", "GROUP") and mention.entity is not None:
            bodies.setdefault(mention.entity, mention)
    starts: dict[tuple[str, ...], list[str]] = {}
    for entity, mention in bodies.items():
        keys = _keys(mention.name)
        for length in range(2, len(keys)):
            starts.setdefault(keys[:length], []).append(entity)
    joined: dict[str, Mention] = {}
    for entity, mention in bodies.items():
        if entity in lexicon().parties:
            continue
        owners = starts.get(_keys(mention.name), [])
        roots = [
            owner
            for owner in owners
            if not any(owner != other and _begins(bodies[owner], bodies[other]) for other in owners)
        ]
        if len(roots) == 1:
            joined[entity] = bodies[roots[0]]
    return joined


def _begins(short: Mention, long: Mention) -> bool:
    keys = _keys(short.name)
    return _keys(long.name)[: len(keys)] == keys


def _keys(name: str) -> tuple[str, ...]:
    return tuple(key.removeprefix("ال") for key in words(name))


def class_nouns(
    body: str, lines: Sequence[Sequence[Token]], mentions: Sequence[Mention]
) -> list[Mention]:
    """التنظيم, الحركة, ... alone, where one group of that class is named before it."""
    groups = sorted((m for m in mentions if m.type in ("ORG", "GROUP")), key=lambda m: m.start)
    if not groups:
        return []
    taken = {place for mention in mentions for place in range(mention.start, mention.end)}
    found: list[Mention] = []
    owners: dict[str, dict[str, Mention]] = {}
    seen = 0
    for line in lines:
        for index, token in enumerate(line):
            noun = _definite_class(token.key)
            if noun is None or (index + 1 < len(line) and definite(line[index + 1].key)):
                continue
            while seen < len(groups) and groups[seen].start < token.start:
                _own(owners, groups[seen])
                seen += 1
            fitting = list(owners.get(noun, {}).values())
            if len(fitting) != 1:
                continue
            start = token.start + _cut(token.key, noun)
            if start not in taken:
                found.append(_of_group(fitting[0], body, start, token.end))
    return found


def _of_group(group: Mention, body: str, start: int, end: int) -> Mention:
    """The mention of a group by its class noun."""
    return Mention(
        start=start, end=end, text=body[start:end], type=group.type, entity=group.entity,
        name=group.name,
    )  # fmt: skip


def _own(owners: dict[str, dict[str, Mention]], mention: Mention) -> None:
    party = lexicon().parties.get(mention.entity or "")
    nouns = {_keys(mention.name)[0]} | (set(party.classes) if party else set())
    for noun in nouns & _CLASS_NOUNS:
        owners.setdefault(noun, {})[str(mention.entity)] = mention


@lru_cache(maxsize=_KNOWN_WORDS)
def _definite_class(word: str) -> str | None:
    for _, key in unclitic(word):
        if key.startswith("ال") and key[2:] in _CLASS_NOUNS:
            return key[2:]
    return None


def _cut(key: str, noun: str) -> int:
    return key.find("ال" + noun) if "ال" + noun in key else 0


def as_written(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Known parties and people named by their full name only where the article has it, else by the
    longest form that it uses: البنتاغون stays البنتاغون."""
    forms: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.entity in lexicon().parties or (mention.type == "PER" and mention.entity):
            forms.setdefault(str(mention.entity), []).append(mention.text)
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.entity in forms and mention.entity not in names:
            used = forms[mention.entity]
            full = words(mention.name) in [words(form) for form in used]
            names[mention.entity] = mention.name if full else max(map(_plain, used), key=len)
    return tuple(
        replace(mention, name=names[mention.entity]) if mention.entity in names else mention
        for mention in mentions
    )


def _plain(form: str) -> str:
    """A form without quotation marks and without a bracket that repeats it."""
    bare = "".join(" " if character in MARKS else character for character in form.split("(")[0])
    plain = " ".join(bare.split()) or form
    return "ال" + plain[2:] if plain.startswith("لل") else plain
