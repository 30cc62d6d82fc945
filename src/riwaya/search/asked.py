"""What the index is asked for each word of a query: its stem, its other readings, and the other
forms of a known name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from riwaya.arabic import fold_key
from riwaya.arabic.variants import alike, bones, name_words
from riwaya.limits import QUERY_FORMS
from riwaya.search.known import LONGEST, name_of
from riwaya.search.lexicon import is_common
from riwaya.search.query import Part, Query, Term
from riwaya.search.results import Variant
from riwaya.stems import PROCLITICS, is_known
from riwaya.store.words import spellings, term, terms

Run = tuple[str, ...]
"""Terms of the index, one right after another."""


class Word(msgspec.Struct, frozen=True):
    """A word or phrase of a query: what it may be in the index, the first as it was written. Exact
    ones have the terms of forms."""

    text: str
    runs: tuple[Run, ...]
    spelled: Run
    exact: bool


class Group(msgspec.Struct, frozen=True):
    """All of `words`, or one of the `others`: forms of the name that the words are together."""

    words: tuple[Word, ...]
    others: tuple[Run, ...] = ()


class Clause(msgspec.Struct, frozen=True):
    """One of the groups; or with `without` none of them."""

    groups: tuple[Group, ...]
    without: bool = False


class Asked(msgspec.Struct, frozen=True):
    """The text that is asked for, the other forms that were added, and words that nearly every
    article has and that were left out."""

    clauses: tuple[Clause, ...]
    variants: tuple[Variant, ...] = ()
    common: tuple[str, ...] = ()


class Vocabulary(msgspec.Struct, frozen=True):
    """What an archive holds: whether it has a stem, and the names in it with a word that has these
    bones (`arabic.variants.bones`)."""

    has: Callable[[str], bool]
    named: Callable[[str], Sequence[str]]


def asked_of(query: Query, held: Vocabulary) -> Asked:
    """What the parts of a query that are text ask for."""
    return _Asking(query, held).ask()


class _Asking:
    def __init__(self, query: Query, held: Vocabulary) -> None:
        self.query, self.held = query, held
        texts = [part for part in query.parts if all(one.field is None for one in part.either)]
        plain = [part for part in texts if len(part.either) == 1 and not part.either[0].exact]
        usual = [part for part in plain if not part.without and is_common(part.either[0].text)]
        asked = [part for part in texts if not part.without]
        dropped = usual if len(usual) < len(asked) else []
        self.common = tuple(part.either[0].text for part in dropped)
        self.parts = [part for part in texts if not any(part is one for one in dropped)]
        self.variants: list[Variant] = []

    def ask(self) -> Asked:
        """The clauses, in the order of the query; the words of one name are one clause."""
        clauses: list[Clause] = []
        at = 0
        while at < len(self.parts):
            size, group = self._name_at(at)
            if group is not None:
                clauses.append(Clause((group,)))
                at += size
                continue
            part = self.parts[at]
            groups = tuple(found for one in part.either if (found := self._group(one)) is not None)
            if groups:
                clauses.append(Clause(groups, part.without))
            at += 1
        return Asked(tuple(clauses), tuple(self.variants), self.common)

    def _name_at(self, at: int) -> tuple[int, Group | None]:
        """The longest known name whose words begin with this part, with its other forms."""
        for size in range(min(LONGEST, len(self.parts) - at), 0, -1):
            parts = self.parts[at : at + size]
            if not all(_is_plain(part) for part in parts):
                continue
            said = " ".join(part.either[0].text for part in parts)
            name = name_of(said)
            words = tuple(word_of(part.either[0], self.held) for part in parts)
            if name is None or not all(words):
                continue
            own = tuple(term for word in words for term in word.runs[0])
            others = _others(own, name.forms)
            told = tuple(form for form in name.forms if terms(form) in others)
            if others:
                self.variants.append(Variant(
                    word=said, name=name.name, forms=told, without=self._without(parts),
                ))  # fmt: skip
            return size, Group(words, others)
        return 1, None

    def _group(self, one: Term) -> Group | None:
        word = word_of(one, self.held)
        if not word.runs:
            return None
        if one.exact or len(word.runs[0]) > 1:
            return Group((word,))
        forms = self._spellings(one.text)
        others = tuple(run for form in forms if (run := terms(form)) not in word.runs)
        if others:
            self.variants.append(Variant(
                word=one.text, name=one.text, forms=forms,
                without=self._without([part for part in self.parts if one in part.either]),
            ))  # fmt: skip
        return Group((word,), others)

    def _spellings(self, text: str) -> tuple[str, ...]:
        """Other spellings of a word of a name, from the names in the archive."""
        keys = name_words(text)
        if len(keys) != 1 or len(keys[0]) < 4 or len(bones(keys[0])) < 3:
            return ()
        key = keys[0]
        names = self.held.named(bones(key))
        words = {word for name in names for word in name_words(name)}
        mine = key in words or key.removeprefix("ال") in {one.removeprefix("ال") for one in words}
        if not mine and self.held.has(term(text)):
            return ()  # a word of another kind
        found = (one for one in words if term(one) != term(key) and alike(key, one))
        return tuple(sorted(found)[:QUERY_FORMS])

    def _without(self, parts: Sequence[Part]) -> str:
        """The query with some of its words in quotation marks: without other forms."""
        quoted = [
            Part(tuple(_quoted(one) for one in part.either), part.without)
            if any(part is mine for mine in parts)
            else part
            for part in self.query.parts
        ]
        return str(Query(tuple(quoted), self.query.kind))


def _quoted(one: Term) -> Term:
    return one if one.field else Term(one.text, exact=True)


def _is_plain(part: Part) -> bool:
    one = part.either[0]
    return len(part.either) == 1 and not part.without and not one.exact and one.field is None


def _others(own: Run, forms: Sequence[str]) -> tuple[Run, ...]:
    """The other forms as terms, without those that another one, or what was written, stands in."""
    runs = sorted({terms(form) for form in forms}, key=lambda run: (len(run), run))
    kept: list[Run] = []
    for run in runs:
        if run and not any(_holds(run, one) for one in (own, *kept)):
            kept.append(run)
    return tuple(kept[:QUERY_FORMS])


def _holds(long: Run, short: Run) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


def word_of(one: Term, held: Vocabulary) -> Word:
    """What a word or phrase may be in the index; without runs where it has no word."""
    spelled = spellings(one.text)
    if one.exact:
        return Word(one.text, (spelled,) if spelled else (), spelled, exact=True)
    own = terms(one.text)
    runs = [own] if own else []
    if len(own) == 1:
        runs += [(other,) for other in _readings(one.text, own[0]) if held.has(other)]
    return Word(one.text, tuple(dict.fromkeys(runs)), spelled, exact=False)


def _readings(text: str, own: str) -> list[str]:
    """The stems that a word may also have in the index, where the lexicon does not know it: with a
    letter before it (بتلمارة), or without the one that it has."""
    key = "".join(filter(str.isalpha, fold_key(text)))
    if len(key) < 3 or not text.strip()[:1].isalpha():
        return []
    bare = key.removeprefix("ال") if len(key) > 5 else key
    whole = [prefix + bare for prefix in PROCLITICS if not is_known(prefix + bare)]
    # Where the stem is cut, it is another word with letters before it: و and كلام, not وك and لام.
    found = [term(one) for one in whole if one.startswith(term(one)[:3])]
    if not is_known(key):
        found += [
            term(key[len(prefix) :])
            for prefix in PROCLITICS
            if key.startswith(prefix) and len(key) - len(prefix) >= 4
        ]
    return [one for one in dict.fromkeys(found) if one != own]
