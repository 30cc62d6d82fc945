"""Whether two forms of a name, in one article or in accounts of one event, may be joined.

A known name is looked up (parties, places, people, aliases); any other form is taken apart into
what may be left out and what may not, and the rest compared word by word, by sound. Two forms that
could be two referents are not joined: a wrong join is worse than a missed one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from riwaya.arabic import fold_key
from riwaya.arabic.variants import alike, name_words
from riwaya.names.forms import Words, body_words, known, known_words
from riwaya.names.lexicon import lexicon, normal, origin, words
from riwaya.names.same_parts import is_state, same_body, same_place
from riwaya.records import MentionType

__all__ = ["same_referent"]

_LONGEST = 200
"""Characters of a form that is compared as a name; a longer one is equal or another."""

_MANY = 24
"""Words of such a form."""

_OPEN = re.compile(r"[(\[]")
_NATIVE = frozenset("حعضظذصط")
"""Letters that are rare in foreign names."""

_PATRONYMS = frozenset(("بن", "ابن", "بنت"))
_PARTS = frozenset((
    "دي", "دو", "دا", "دل", "فان", "فون", "فاندير", "لو", "لا", "ماك", "بو", "ولد", "الله",
))  # fmt: skip
"""Words that a family name of two words begins with."""


class Person(msgspec.Struct, frozen=True):
    """A person's name: its words without titles and links, whether the second is the father's, the
    gender of the title (where it has one), and how freely its sounds may vary."""

    words: tuple[str, ...]
    joined: str
    father: bool
    gender: str
    ease: int


def same_referent(a: str, b: str, kind: MentionType) -> bool:
    """Whether two forms of a name of one `kind` may be joined as one person, body, group or place.
    Symmetric; forms that fold to one text are always joined.

    >>> same_referent("الخارجية الروسية", "وزارة خارجية روسيا", "ORG")
    True
    >>> same_referent("وزارة الخارجية الروسية", "وزارة الخارجية التركية", "ORG")
    False
    >>> same_referent("سيرغي لافروف", "الوزير سيرجي لافروف", "PER")
    True
    """
    first, second = sorted((fold_key(a), fold_key(b)))
    if first == second:
        return True
    if max(len(first), len(second)) > _LONGEST:
        return False
    return _same(first, second, kind)


def _same(a: str, b: str, kind: MentionType) -> bool:
    lefts, rights = _readings(a), _readings(b)
    if not lefts or not rights:
        return False
    if _same_form(lefts[0], rights[0], kind):
        return True
    # What stands in both brackets (34 عاما) joins nothing, nor does the state a town lies in.
    pairs = [(form, rights[0]) for form in lefts[1:]] + [(lefts[0], form) for form in rights[1:]]
    if kind in ("GPE", "LOC", "FAC"):
        pairs = [(x, y) for x, y in pairs if not (is_state(x) or is_state(y))]
    return any(_same_form(x, y, kind) for x, y in pairs)


def _same_form(a: Words, b: Words, kind: MentionType) -> bool:
    if kind == "PER":
        return _same_person(a, b)
    if kind in ("ORG", "GROUP"):
        return same_body(a, b)
    return same_place(a, b, kind) if kind in ("GPE", "LOC", "FAC") else a == b


@lru_cache(maxsize=1 << 14)
def _readings(text: str) -> tuple[Words, ...]:
    """The words of a form; of one with a bracket (كوباني (عين العرب)), of both names in it."""
    parts = _OPEN.split(text, maxsplit=1)
    found = [words(part)[:_MANY] for part in parts]
    return tuple(part for part in found if part)


def _same_person(a: Words, b: Words) -> bool:
    left, right = known(a, "PER"), known(b, "PER")
    if left and right:
        return left == right
    if left or right:
        # A family name that is one known person's is not another's: ترامب is not ميلانيا ترامب.
        a = known_words(left) if left and len(_person(a).words) == 1 else a
        b = known_words(right) if right and len(_person(b).words) == 1 else b
    first, second = _person(a), _person(b)
    if first.gender and second.gender and first.gender != second.gender:
        return False
    if first.joined == second.joined and len(first.joined) > 3:
        return True
    if len(first.words) > len(second.words):
        first, second = second, first
    return _short_of(first, second, max(first.ease, second.ease))


def _short_of(short: Person, long: Person, ease: int) -> bool:
    few, many = short.words, long.words
    if len(few) == len(many):
        return all(alike(x, y, ease) for x, y in zip(few, many, strict=True))
    given = lexicon().given
    if len(few) == 1:
        return len(few[0]) > 2 and few[0] not in given and alike(few[0], many[-1], ease)
    if few[0] in _PARTS and _all_alike(few, many[-len(few) :], ease):
        return True
    if not alike(few[0], many[0], ease):
        return False
    if short.father and long.father:
        if not alike(few[1], many[1], ease):
            return False
        if _all_alike(few, many[: len(few)], ease):
            return True
    if not alike(few[-1], many[-1], ease):
        return False
    rest = iter(many)
    return all(any(alike(word, other, ease) for other in rest) for word in few)


def _all_alike(a: Words, b: Words, ease: int) -> bool:
    return len(a) == len(b) and all(alike(x, y, ease) for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=1 << 14)
def _person(form: Words) -> Person:
    bare, gender = _untitled(form)
    keys = name_words(" ".join(bare)) or bare
    merged: list[str] = []
    for key in keys:
        if merged and (key == "الله" or merged[-1] == "ال"):
            merged[-1] += key
        else:
            merged.append(key)
    return Person(
        words=tuple(merged),
        joined="".join(bare),
        father=len(bare) > 2 and any(key in _PATRONYMS for key in bare[1:3]),
        gender=gender,
        ease=_ease(merged),
    )


def _ease(keys: list[str]) -> int:
    """How freely the sounds of a name may vary (see `alike`): a name is foreign by a given name, or
    by having nothing that is Arabic."""
    kinds = [lexicon().given.get(key, "") for key in keys[:-1]]
    foreign = any(kind.startswith("foreign") for kind in kinds)
    if any(kind.startswith("arabic") for kind in kinds) or keys[0].startswith(("عبد", "ابو")):
        return int(foreign)
    last = lexicon().given.get(keys[-1], "")
    plain = len(keys) > 1 and not last.startswith("arabic") and not keys[-1].startswith("ال")
    return 2 if foreign or (plain and not _NATIVE & set("".join(keys))) else 1


def _untitled(form: Words) -> tuple[Words, str]:
    """The name without the titles and offices before it, and the gender of the first of them."""
    at, gender = 0, ""
    while at < len(form) - 1:
        pair = _titles().get(" ".join(form[at : at + 2])) if at < len(form) - 2 else None
        kind = pair or _title(form[at])
        if not kind:
            break
        gender = gender or ("f" if form[at].endswith("ه") and not pair else "m")
        at += 2 if pair else 1
        while at < len(form) - 1 and form[at] in body_words().rank:
            at += 1
    if not at:
        return form, ""
    # وزير الخارجية الروسي سيرغي لافروف: what the office is of ends at the first given name.
    given = [i for i in range(at, len(form) - 1) if form[i] in lexicon().given]
    of = form[at].startswith("ال") or origin(form[at]) is not None
    if of and given and not _title(form[given[0]]):
        between = form[at : given[0]]
        if all(key.startswith(("ال", "لل", "وال")) or origin(key) for key in between):
            at = given[0]
    while at < len(form) - 1 and origin(form[at]) and form[at].startswith("ال"):
        at += 1
    return form[at:], gender


@cache
def _titles() -> dict[str, str]:
    return {normal(head): kind for head, kind in lexicon().titles.items()}


def _title(key: str) -> str:
    """The kind of title that a word is; a given name (رائد) is one only with the article."""
    bare = key.removeprefix("ال")
    kind = _titles().get(key) or (_titles().get(bare) if bare != key else None)
    if kind is None or (kind != "honorific" and key in lexicon().given):
        return ""
    return kind
