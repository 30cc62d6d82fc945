"""Who is who across the accounts of one event: one key for every name of one referent."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import cast

import msgspec

from riwaya.arabic import bare, tokens
from riwaya.arabic.variants import bones
from riwaya.compare.bearers import misnamed, own_name, own_words, strange
from riwaya.data import rows
from riwaya.names import same_referent
from riwaya.records import AnnotatedArticle, Mention, MentionType, Speaker

_KINDS = frozenset(("PER", "ORG", "GROUP"))
_NAMES = 1 << 13
"""Names whose keys are kept: each is asked for again and again."""

_MOST = 60
"""Forms with one beginning or end that are compared; accounts of one event have a handful."""


class Identity(msgspec.Struct, frozen=True):
    """`keys` leads from (article, entity or name) to a referent's key, `names` from that key to
    its fullest name."""

    keys: dict[tuple[str, str], str]
    names: dict[str, str]

    def of(self, article: str, entity: str | None, name: str | None) -> str | None:
        """The key of a referent, None where nothing names one."""
        if entity is not None and (article, "#" + entity) in self.keys:
            return self.keys[article, "#" + entity]
        if not name:
            return None
        return self.keys.get((article, name_key(name)), name_key(name))

    def mention(self, article: str, mention: Mention) -> str | None:
        """The key of a mention: by its own words where they cannot be its entity's name."""
        if misnamed(mention):
            return self.of(article, None, mention.text)
        return self.of(article, mention.entity, mention.name)

    def speaker(self, article: str, speaker: Speaker) -> str | None:
        """The key of a speaker."""
        return self.of(article, speaker.entity, speaker.name or speaker.text)

    def name(self, key: str | None) -> str | None:
        """The fullest name of a referent."""
        return None if key is None else self.names.get(key, key)


@lru_cache(maxsize=_NAMES)
def name_key(name: str) -> str:
    """A name without marks, articles and hamza seats, and without the words around it that are not
    of it, for looking up.

    >>> name_key('قوات "سوريا الديمقراطية"'), name_key("مركز أشواق التابع")
    ('قوات سوريا ديمقراطيه', 'مركز اشواق')
    """
    words = [bare(token.key) for token in tokens(name) if token.kind != "mark"]
    return " ".join(words[own_words(words)])


def same_spelling(a: str, b: str) -> bool:
    """Whether two name keys are one name: spelled a little differently, or a person's last name
    beside the full name.

    >>> same_spelling("الكسندر لافرينتيف", "الكسندر لافرنتييف")
    True
    >>> same_spelling("سامي الحمصي", "سامي الحلبي")
    False
    """
    if a == b:
        return True
    first, second = a.split(), b.split()
    if len(first) != len(second):
        return False
    return all(_alike(x, y) for x, y in zip(first, second, strict=True))


def may_be_one(a: str, b: str) -> bool:
    """Whether two keys share a word, so that one may be a shorter name of the other (الهيئة beside
    هيئة الموانئ): too close to call them two.

    >>> may_be_one("هيئه موانئ", "هيئه"), may_be_one("وزير", "شركه")
    (True, False)
    """
    return not set(a.split()).isdisjoint(b.split())


def _alike(a: str, b: str) -> bool:
    if _sounded(a) == _sounded(b):
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    weak = str.maketrans("ج", "غ", "اويءئؤ")
    return (
        a.translate(weak) == b.translate(weak)
        and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75
    )


def _sounded(word: str) -> str:
    """A word without what is written or not: the alef before two consonants (أشواق, شواق) and the
    hamza after a final one (ضباء, ضبا)."""
    word = word.removesuffix("ء") if word.endswith("اء") else word
    return word[1:] if word.startswith("ا") and len(word) > 4 else word


class _Entry(msgspec.Struct, frozen=True):
    article: str
    handle: str
    entity: str | None
    name: str
    kind: str


def identify(articles: Sequence[AnnotatedArticle]) -> Identity:
    """Join names across `articles`: the same known party, the same name, or a variant spelling.
    A person's last name joins the one full name it ends. Does not depend on the order given."""
    entries = _entries(articles)
    parties = _parties()
    strangers = strange(articles)
    parents: dict[str, str] = {}
    group_of: dict[tuple[str, str], str] = {}
    for entry in entries:
        key = name_key(entry.name) or entry.name
        party = (entry.entity or "").rpartition(":")[2]
        if party in parties and (entry.article, entry.entity) not in strangers:
            key = "#" + party
        parents.setdefault(key, key)
        group_of[entry.article, entry.handle] = key
        group_of.setdefault((entry.article, name_key(entry.name)), key)
    _join_spellings(parents, entries)
    _join_forms(parents, entries)
    keys = {place: _root(parents, key) for place, key in sorted(group_of.items())}
    names: dict[str, str] = {}
    for entry in entries:
        key = keys[entry.article, entry.handle]
        best, name = names.get(key), entry.name[slice(*own_name(entry.name))]
        if best is None or (-len(name), name) < (-len(best), best):
            names[key] = name
    names.update({key: parties[key[1:]] for key in names if key[1:] in parties and key[0] == "#"})
    return Identity(keys, names)


def _entries(articles: Sequence[AnnotatedArticle]) -> list[_Entry]:
    entries: dict[tuple[str, str], _Entry] = {}
    for article in sorted(articles, key=lambda article: article.id):
        found: list[tuple[str | None, str, str]] = [
            (None, m.text, m.type) if misnamed(m) else (m.entity, m.name, m.type)
            for m in article.mentions
        ]
        found += [
            (s.speaker.entity, s.speaker.name, "") for s in article.statements if s.speaker.name
        ]
        for entity, name, kind in found:
            if not name:
                continue
            handle = "#" + entity if entity is not None else name_key(name)
            entries.setdefault((article.id, handle), _Entry(article.id, handle, entity, name, kind))
    return list(entries.values())


def _parties() -> dict[str, str]:
    try:
        table = rows("parties")
    except FileNotFoundError:
        return {}
    return {row.get("entity") or row.get("id") or row["name"]: row["name"] for row in table}


def _join_spellings(parents: dict[str, str], entries: list[_Entry]) -> None:
    people = {name_key(entry.name) for entry in entries if entry.kind in ("PER", "")}
    names = sorted(key for key in parents if not key.startswith("#"))
    by_shape: dict[tuple[int, str], list[str]] = {}
    for name in names:
        by_shape.setdefault((len(name.split()), name[:1]), []).append(name)
    for group in by_shape.values():
        for index, name in enumerate(group):
            for other in group[index + 1 :]:
                if same_spelling(name, other):
                    parents[_root(parents, other)] = _root(parents, name)
    by_last: dict[str, list[str]] = {}
    for name in names:
        if " " in name and name in people:
            by_last.setdefault(name.split()[-1], []).append(name)
    for name in names:
        full = sorted({_root(parents, other) for other in by_last.get(name, [])})
        if " " not in name and name in people and len(full) == 1:
            parents[_root(parents, name)] = full[0]


def _join_forms(parents: dict[str, str], entries: list[_Entry]) -> None:
    """Join forms of one name that differ in more than spelling: الخارجية الروسية and وزارة خارجية
    روسيا, غوتيريش and جوتيريس. Only forms that share a beginning or an end are compared."""
    blocks: dict[tuple[str, str], dict[str, str]] = {}
    for entry in entries:
        key = name_key(entry.name)
        if entry.kind not in _KINDS or key not in parents:
            continue
        for word in {bones(key.split()[0]), bones(key.split()[-1])}:
            blocks.setdefault((entry.kind, word), {}).setdefault(key, entry.name)
    for (kind, _), names in sorted(blocks.items()):
        forms = sorted(names.items())[:_MOST]
        for index, (key, name) in enumerate(forms):
            for other, form in forms[index + 1 :]:
                roots = _root(parents, key), _root(parents, other)
                if roots[0] != roots[1] and same_referent(name, form, cast("MentionType", kind)):
                    parents[max(roots)] = min(roots)


def _root(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        key = parents[key]
    return key
