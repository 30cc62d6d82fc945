"""How firmly a number is told: the words before and behind it that bound it (data/bounds.tsv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from riwaya.arabic.fold import fold_key
from riwaya.arabic.words import Token
from riwaya.data import rows
from riwaya.records import Bound

Bounds = Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]

STOPS: Final = frozenset(".،,؛:؟!?…")
"""The marks that end a clause."""
_GAP: Final = 3
_BEHIND: Final = 2
_WINDOW: Final = 8


@cache
def _ordinary() -> frozenset[str]:
    """Words beside numbers that are never a counted noun."""
    found = (row["form"] for row in rows("figure_words") if row["kind"] == "ordinary")
    return frozenset(found)


@cache
def bounds(where: str) -> Bounds:
    """The forms that bound a number, by the word that stands next to it, the longest first.

    >>> bounds("before")["نحو"]
    ((('نحو',), 'about'),)
    """
    names: dict[str, Bound] = {"about": "about", "at_least": "at_least", "at_most": "at_most"}
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for row in rows("bounds"):
        form = tuple(fold_key(row["form"]).split())
        if row["where"] == where:
            nearest = form[0] if where == "after" else form[-1]
            found.setdefault(nearest, []).append((form, names[row["bound"]]))
    ordered = {key: tuple(sorted(each, key=lambda e: -len(e[0]))) for key, each in found.items()}
    return MappingProxyType(ordered)


@cache
def gaps() -> tuple[tuple[tuple[str, ...], tuple[str, ...], Bound], ...]:
    """The bounding forms with a gap: what stands before it, what behind, and the bound.

    >>> (("لا", "يقل"), ("عن",), "at_least") in gaps()
    True
    """
    found = []
    for form, bound in (entry for each in bounds("gap").values() for entry in each):
        star = form.index("*")
        found.append((form[:star], form[star + 1 :], bound))
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


@cache
def gap_heads() -> frozenset[str]:
    """The verbs of the bounding forms with a gap.

    >>> "يقل" in gap_heads()
    True
    """
    return frozenset(word for head, _, _ in gaps() for word in head)


def bound_of(tokens: Sequence[Token], first: int, end: int) -> Bound:
    """The bound of the figure in `tokens[first:end]`.

    >>> from riwaya.arabic import tokens
    >>> bound_of(tokens("ما لا يقل عن 12 مدنيا"), 4, 6)
    'at_least'
    """
    if first and tokens[first - 1].key == "/":
        first -= 1
    return _before(tokens, first) or _over_gap(tokens, first) or _behind(tokens, end) or "exact"


def _before(tokens: Sequence[Token], first: int) -> Bound | None:
    if not first:
        return None
    nearest = tokens[first - 1].key
    for key in (nearest, nearest[1:]):
        for form, bound in bounds("before").get(key, ()):
            if same(tokens[max(0, first - len(form)) : first], form):
                return bound
    return None


def _over_gap(tokens: Sequence[Token], first: int) -> Bound | None:
    """لا يقل عددهم عن 12"""
    window = tokens[max(0, first - _WINDOW) : first]
    keys = [token.key for token in window]
    if gap_heads().isdisjoint(keys):
        return None
    for place in range(len(window) - 1, -1, -1):
        if window[place].kind == "number" or keys[place] in STOPS:
            window = window[place + 1 :]
            break
    for head, tail, bound in gaps():
        behind = len(window) - len(tail)
        if tail and tuple(token.key for token in window[max(0, behind) :]) != tail:
            continue
        for start in range(max(0, behind - len(head) - _GAP), behind - len(head)):
            if same(window[start : start + len(head)], head):
                return bound
    return None


def _behind(tokens: Sequence[Token], end: int) -> Bound | None:
    """على الأقل, also behind the adjectives of the noun."""
    for place in range(end, min(len(tokens), end + _BEHIND + 1)):
        for form, bound in bounds("after").get(tokens[place].key, ()):
            if same(tokens[place : place + len(form)], form):
                return bound
        if tokens[place].kind != "word" or tokens[place].key in _ordinary():
            return None
    return None


def bound_length(tokens: Sequence[Token], i: int) -> int:
    """How many tokens right before token `i` bound it: أكثر من 30.

    >>> from riwaya.arabic import tokens
    >>> bound_length(tokens("أكثر من 30 شخصا"), 2)
    2
    """
    if not i:
        return 0
    nearest = tokens[i - 1].key
    for key in (nearest, nearest[1:]):
        for form, _ in bounds("before").get(key, ()):
            if same(tokens[max(0, i - len(form)) : i], form):
                return len(form)
    return 0


def same(tokens: Sequence[Token], form: Sequence[str]) -> bool:
    """Whether `tokens` are `form`; the first may carry a clitic (بنحو, لأكثر من).

    >>> from riwaya.arabic import tokens
    >>> same(tokens("لأكثر من"), ("اكثر", "من"))
    True
    """
    if len(tokens) != len(form):
        return False
    head = tokens[0].key
    if head != form[0] and head[1:] != form[0]:
        return False
    return all(token.key == key for token, key in zip(tokens[1:], form[1:], strict=True))
