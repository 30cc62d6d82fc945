"""Places in the lines that sign a text: those that tables know, and towns that the page itself uses
as such (`في رملان`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_place

_MOST_WORDS = 2


@cache
def _known() -> frozenset[str]:
    names = (row["name"] for row in rows("places") if not row["weak"])
    aliases = (a for row in rows("places") if not row["weak"] for a in row["aliases"].split("|"))
    return frozenset(key_of(name) for name in (*names, *aliases)) - {""}


@cache
def _wide() -> frozenset[str]:
    """States, and regions that no town is meant by."""
    found = [row for row in rows("places") if row["name"] == row["country"] or row["type"] != "GPE"]
    aliases = (alias for row in found for alias in row["aliases"].split("|"))
    country = (row["place"] for row in rows("datelines") if row["kind"] == "country")
    return frozenset(key_of(n) for n in (*(r["name"] for r in found), *aliases, *country)) - {""}


@cache
def _frames(role: str) -> tuple[str, ...]:
    return tuple(
        key_of(row["text"].replace("{}", "\u0637\u0637")).replace("\u0637\u0637", "{}")
        for row in rows("signs")
        if row["match"] == "frame" and row["role"] == role
    )


@cache
def _heads() -> frozenset[str]:
    return frozenset(key_of(row["head"]) for row in rows("name_heads") if row["group"] == "org")


@cache
def _weak() -> frozenset[str]:
    return frozenset(key_of(row["name"]) for row in rows("places") if row["weak"])


def is_known_place(text: str, *, weak: bool = False) -> bool:
    """Whether a text is a town that news is datelined from, a place that news names often, or what
    surrounds one; with `weak` also a place whose name is a common word.

    >>> is_known_place("بيروت"), is_known_place("ريف حماة"), is_known_place("جسر")
    (True, True, False)
    """
    name = text.strip()
    head, _, rest = name.partition(" ")
    around = bool(rest) and f"{key_of(head)} {{}}" in _frames("kind")
    return any(_is_known(one, weak) for one in ((name, rest) if around else (name,)))


def _is_known(name: str, weak: bool) -> bool:
    return is_place(name) or key_of(name) in _known() or (weak and key_of(name) in _weak())


def is_wide(text: str) -> bool:
    """Whether a place is a state or a region: too wide to tell where a text was written.

    >>> is_wide("سوريا"), is_wide("دمشق")
    (True, False)
    """
    return key_of(text) in _wide()


def is_town_here(name: str, keys: Iterable[str]) -> bool:
    """Whether one or two words are used as a town by the folded lines of a page.

    >>> is_town_here("رملان", ["افتتح الجسر في رملان امس"])
    True
    """
    key = key_of(name)
    words = key.split()
    if not 1 <= len(words) <= _MOST_WORDS or words[0].removeprefix("ال") in _heads():
        return False
    whole = f" {' '.join(keys)} ".replace("،", " ").replace(",", " ")
    frames = (*_frames("inside"), *_frames("kind"))
    return any(f" {frame.format(key)} " in whole for frame in frames)
