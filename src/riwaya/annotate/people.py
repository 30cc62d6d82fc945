"""The people of one article, by their names as they are read."""

from __future__ import annotations

from msgspec.structs import replace

from riwaya.arabic.variants import bones, name_words, same_name, same_word
from riwaya.names.lexicon import (
    Entry,
    lexicon,
    person_id,
    words,
)
from riwaya.records import Mention

_PATRONYMIC = 3


_NAMESAKES = 12
"""People of one family name whose names are compared; an article has a handful."""


class People:
    """The people of one article while it is read: the fullest name of each. While reading, the
    entity of a person is `#` and the place in `names`."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.by_last: dict[str, list[int]] = {}
        self.by_first: dict[str, list[int]] = {}
        self.exact: dict[tuple[str, ...], str | None] = {}

    def entity(self, name: str) -> str | None:
        """The person that `name` is a form of, a new one if none; None where two fit."""
        parts = name_words(name)
        if parts in self.exact:
            return self.exact[parts]
        self.exact[parts] = found = self._entity(name, parts)
        return found

    def _entity(self, name: str, parts: tuple[str, ...]) -> str | None:
        owner = self.short(parts[0]) if len(parts) == 1 else None
        if owner is None and len(parts) == 1 and len(self.by_first.get(parts[0], [])) == 1:
            owner = self.by_first[parts[0]][0]
        if owner is not None:
            return f"#{owner}"
        owners = self.by_last.setdefault(bones(parts[-1]), [])
        same = [index for index in owners[:_NAMESAKES] if same_name(name, self.names[index])]
        full = [index for index in same if len(name_words(self.names[index])) == len(parts)]
        same = full[:1] or same
        if len(same) > 1:
            return None
        if not same:
            self.names.append(name)
            owners.append(len(self.names) - 1)
            if len(parts) > 1:
                self.by_first.setdefault(parts[0], []).append(len(self.names) - 1)
            return f"#{len(self.names) - 1}"
        if len(parts) > len(name_words(self.names[same[0]])):
            self.names[same[0]] = name
        return f"#{same[0]}"

    def short(self, key: str) -> int | None:
        """The person that a lone family name stands for, None where there is none or two."""
        alike = self.by_last.get(bones(key))
        if alike is None or len(alike) > _NAMESAKES:
            return None
        owners = []
        for index in alike:
            last = name_words(self.names[index])[-1]
            if last == key or (len(key) >= 5 and same_word(last, key)):
                owners.append(index)
        return owners[0] if len(owners) == 1 else None

    def settle(self, owner: Mention, mention: Mention) -> Mention:
        """The mention with its final entity and name: the known person, else the fullest form;
        `owner` is the mention of the body that a shorter name stands for."""
        if mention.entity is None or not mention.entity.startswith("#"):
            return replace(mention, type=owner.type, entity=owner.entity, name=owner.name)
        name = self.names[int(mention.entity[1:])]
        known = _known_person(name)
        full = known.name if known is not None else name
        return replace(mention, entity=person_id(full), name=name)


def _known_person(name: str) -> Entry | None:
    """The known person of a name, also with family names behind it: سلمان بن عبدالعزيز آل سعود."""
    keys = words(name)
    for last in range(len(keys), _PATRONYMIC - 1, -1) if len(keys) > _PATRONYMIC else (len(keys),):
        entry = lexicon().by_alias.get(" ".join(keys[:last]))
        if entry is not None and entry.type == "PER":
            return entry
    return None
