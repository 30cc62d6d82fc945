"""Whether two forms of a name of a body or of a place, as folded words, are forms of one name."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from riwaya.arabic.variants import alike
from riwaya.names.forms import (
    Words,
    body_words,
    country,
    known,
    known_words,
    place_of,
    stem,
)
from riwaya.names.lexicon import is_common, lexicon, origin
from riwaya.records import MentionType

_LONG_PLACE = 6
"""Letters of a place that may lose its article; الجبيل and جبيل are two."""


class Body(msgspec.Struct, frozen=True):
    """A body's name: the class of the noun that may be left out, `role` of that noun, the words
    that may not be left out, and the places it is of."""

    head: str
    role: str
    core: tuple[str, ...]
    origins: frozenset[str]
    place: bool


_CAPITAL = "العاصمه"
_PARTS_OF_STATES = frozenset(("settlement", "region", "district"))


class Place(msgspec.Struct, frozen=True):
    """A place's name: the class of the noun before it, its words, and the state it is said to be
    in."""

    head: str
    core: tuple[str, ...]
    state: str


def same_body(a: Words, b: Words) -> bool:
    """Whether two forms name one body or group.

    >>> same_body(("وزاره", "الدفاع", "الروسيه"), ("الدفاع", "الروسيه"))
    True
    """
    left, right = _known_body(a), _known_body(b)
    if left and right:
        return left == right
    if "".join(a) == "".join(b):
        return True
    first, second = _body(a), _body(b)
    if left or right:
        named, other = (first, second) if left else (second, first)
        if not _may_be(left or right or "", named, other):
            return False
    if first.head and second.head and first.head != second.head:
        return False
    if first.head != second.head and not _may_lack_head(*sorted((first, second), key=_headed)):
        return False
    if first.origins != second.origins and not _may_lack_origin(first, second):
        return False
    if len(first.core) != len(second.core):
        return bool(first.core) and "".join(first.core) == "".join(second.core)
    return bool(first.core) and all(
        _same_body_word(x, y) for x, y in zip(first.core, second.core, strict=True)
    )


def _may_be(party: str, named: Body, other: Body) -> bool:
    """Whether a form that is no known name of a known party may be one: only with the adjective of
    its country added. حزب العمال is not حزب العمال الكردستاني."""
    if named.origins == other.origins:
        return True
    return named.origins < other.origins and _is_of(party, other.origins)


def _headed(body: Body) -> bool:
    return bool(body.head)


def _may_lack_head(bare: Body, headed: Body) -> bool:
    """Whether what is left of a name without its noun is a name still."""
    if not bare.core or bare.role or bare.place:
        return False
    if headed.role == "state" and headed.head != "وزاره":
        return len(bare.core) + len(bare.origins) > 1
    if headed.role == "state" or bare.origins == headed.origins != frozenset():
        return True
    return not _is_common(headed.core)


def _may_lack_origin(a: Body, b: Body) -> bool:
    """Whether a name says whose body it is even without its country: a proper name does."""
    if a.origins and b.origins:
        return False
    core = a.core or b.core
    if {"state", "party"} & {a.role, b.role} or not core or _is_common(core):
        return False
    if "head" in (a.role, b.role):
        return True
    return core[0] not in lexicon().heads and not any(is_common(key) for key in core)


def _is_of(party: str, origins: frozenset[str]) -> bool:
    """Whether a known party may be called after these places: حزب الله is not of Iraq."""
    entry = lexicon().parties.get(party)
    own = {place_of(adjective) for adjective in entry.adjectives} - {None} if entry else set()
    return not own or origins <= own


def _is_common(core: Words) -> bool:
    return all(key in body_words().common for key in core)


def _same_body_word(a: str, b: str) -> bool:
    if a == b:
        return True
    # A broken plural (مكاتب) is no spelling of its singular.
    return not is_common(a) and not is_common(b) and alike(a, b, int(min(len(a), len(b)) > 4))


@lru_cache(maxsize=1 << 14)
def _known_body(form: Words) -> str | None:
    """The known body that a form names, also with its noun before a short name (منظمة اليونسكو)."""
    table = body_words()
    bare = _until_tail(tuple(key for key in form if key not in table.epithet))
    found = known(form, "ORG") or known(bare, "ORG")
    if found or len(bare) < 2 or bare[0] not in table.head | table.party:
        return found
    entity = known(bare[1:], "ORG")
    if entity is None or len(bare) == 2:
        return entity
    return entity if known_words(entity)[0] == bare[0] else None


def _until_tail(form: Words) -> Words:
    ends = (i for i, key in enumerate(form) if i and key in body_words().tail)
    return form[: next(ends, len(form))]


@lru_cache(maxsize=1 << 14)
def _body(form: Words) -> Body:
    table = body_words()
    keys = list(_until_tail(tuple(key for key in form if key not in table.epithet)))
    head, role = "", ""
    if len(keys) > 1:
        for name, heads in (
            ("head", table.head),
            ("party", table.party),
            ("state", table.state),
        ):
            if keys[0] in heads:
                head, role = heads[keys[0]], name
                keys = keys[1:]
                break
    core, origins = _of_places(keys, bool(head or role))
    place = len(keys) == 1 and not head and known(tuple(keys), "GPE") is not None
    if not core:
        # بنك مصر: the place is the name.
        core, origins = _of_places(keys, headed=False)
    left_out = {key for key in core if table.beside.get(key) in core}
    core = [key for key in core if key not in left_out]
    return Body(head=head, role=role, core=tuple(core), origins=frozenset(origins), place=place)


def _of_places(keys: list[str], headed: bool) -> tuple[list[str], set[str]]:
    """The words of a body's name, and apart from them the places that it is of."""
    same = body_words().same
    core: list[str] = []
    origins: set[str] = set()
    at = 0
    while at < len(keys):
        place, end = _place_at(keys, at)
        if place and (core or headed):
            origins.add(place)
            if core and core[-1] == "في":
                core.pop()
            at = end
            continue
        bare = stem(origin(keys[at]) or keys[at])
        core.append(same.get(bare, bare))
        at += 1
    return core, origins


def _place_at(keys: list[str], at: int) -> tuple[str | None, int]:
    """The place that an adjective or the longest name at a word stands for, and where it ends."""
    place = place_of(keys[at])
    if place:
        return place, at + 1
    for end in range(min(at + 3, len(keys)), at, -1):
        place = known(tuple(keys[at:end]), "GPE")
        if place:
            return place, end
    return None, at + 1


def same_place(a: Words, b: Words, kind: MentionType) -> bool:
    """Whether two forms name one place; the town and the province of one name are two.

    >>> same_place(("مدينه", "حلب"), ("حلب",), "GPE")
    True
    >>> same_place(("مدينه", "حلب"), ("محافظه", "حلب"), "GPE")
    False
    """
    first, second = _place(a, kind), _place(b, kind)
    if first.head and second.head and first.head != second.head:
        return False
    left, right = known(a, kind), known(b, kind)
    if left and right:
        return left == right
    x, y = known(first.core, kind), known(second.core, kind)
    heads = {first.head, second.head}
    if len(heads) > 1 and heads & _PARTS_OF_STATES and _is_state(x or y):
        # مدينة الجزائر and ولاية جورجيا are no states.
        return False
    if x and y:
        return x == y and _one_state(first.state, second.state, x)
    if not _one_state(first.state, second.state, x or y):
        return False
    if "".join(first.core) == "".join(second.core):
        return True
    return len(first.core) == len(second.core) and all(
        _same_place_word(p, q, kind) for p, q in zip(first.core, second.core, strict=True)
    )


def is_state(form: Words) -> bool:
    """Whether a form is the name of a state.

    >>> is_state(("تونس",)), is_state(("حلب",))
    (True, False)
    """
    return _is_state(known(form, "GPE"))


def _is_state(entity: str | None) -> bool:
    return entity is not None and country(entity) == entity


def _same_place_word(a: str, b: str, kind: MentionType) -> bool:
    table = body_words().same
    x, y = table.get(a, a), table.get(b, b)
    if x.startswith("ال") != y.startswith("ال"):
        return (kind != "GPE" or min(len(x), len(y)) >= _LONG_PLACE) and alike(x, y, 1)
    # القنيطرة and القنطرة are two: with the article the name is an Arabic one.
    return alike(x, y, int(not x.startswith("ال")))


def _is_site(keys: list[str]) -> bool:
    """Whether the noun before a river or a building may be left out: what is left is no town."""
    return len(keys) > 1 and known(tuple(keys[1:]), "GPE") is None


def _of_a_state(key: str) -> bool:
    """Whether a word between العاصمة and the name is an adjective: المالية is one beside باماكو."""
    return place_of(key) is not None or (key.startswith("ال") and key.endswith("يه"))


def _one_state(a: str, b: str, entity: str | None) -> bool:
    """Whether two places, each said to be in a state or in none, lie in one."""
    if a == b:
        return True
    if a and b:
        return False
    return entity is None or country(entity) == (a or b)


@lru_cache(maxsize=1 << 14)
def _place(form: Words, kind: MentionType) -> Place:
    table = body_words()
    keys, head, state = list(form), "", ""
    while len(keys) > 1 and keys[-1] in table.honour:
        keys.pop()
    if len(keys) > 1 and keys[-1] == _CAPITAL:
        head = table.place[keys.pop()]
    elif len(keys) > 1 and keys[0] in table.place:
        head = table.place[keys.pop(0)]
        if len(keys) > 1 and head == "settlement" and _of_a_state(keys[0]):
            state = place_of(keys.pop(0)) or ""
    elif kind != "GPE" and keys[0] in table.site and _is_site(keys):
        head = table.site[keys.pop(0)]
    if len(keys) > 1 and keys[-1].startswith("ال") and (place := place_of(keys[-1])):
        state = place
        keys.pop()
    return Place(head=head, core=tuple(keys), state=state)
