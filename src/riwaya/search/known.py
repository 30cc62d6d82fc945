"""The other forms of known names, from the lexicons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

import msgspec

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.names.forms import known
from riwaya.names.lexicon import is_common, lexicon, unclitic, words

LONGEST: Final = 6
"""Words of a known name."""

_TABLES: Final = (("parties", ""), ("name_known", "PER"), ("places", ""), ("aliases", ""))


class Name(msgspec.Struct, frozen=True):
    """A known name, and all forms that the lexicons have of it, the name first."""

    name: str
    forms: tuple[str, ...]


def name_of(said: str) -> Name | None:
    """The known name that a text is a form of, None where it is none or has no other form.

    >>> name_of("قسد").name, name_of("لسورية").name, name_of("الجسر")
    ('قوات سوريا الديمقراطية', 'سوريا', None)
    """
    key = words(said)
    if not 1 <= len(key) <= LONGEST:
        return None
    for _, first in unclitic(key[0]):
        found = _by_words().get((first, *key[1:]))
        if found is not None:
            name = _names()[found]
            return name if len(name.forms) > 1 else None
    return None


@cache
def _names() -> MappingProxyType[str, Name]:
    found: dict[str, dict[str, str]] = {}
    for entity, forms in _entries():
        mine = found.setdefault(entity, {})
        for form in forms:
            mine.setdefault(fold_key(form), form)
    names = {entity: tuple(forms.values()) for entity, forms in found.items()}
    return MappingProxyType({entity: Name(forms[0], forms) for entity, forms in names.items()})


@cache
def _by_words() -> MappingProxyType[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for entity, forms in _entries():
        for form in forms:
            key = words(form)
            if key and not _is_weak(key):
                found.setdefault(key, entity)
    return MappingProxyType(found)


def _is_weak(key: tuple[str, ...]) -> bool:
    """Whether a form is also an ordinary word, so that it alone names nobody."""
    entry = lexicon().by_alias.get(" ".join(key))
    if entry is not None:
        return entry.weak
    return len(key) == 1 and is_common(key[0])


def _entries() -> Iterator[tuple[str, list[str]]]:
    for table, kind in _TABLES:
        for row in rows(table):
            forms = [row["name"], *filter(None, row["aliases"].split("|"))]
            entity = known(words(row["name"]), row.get("type", kind))
            if entity is not None:
                yield entity, forms
