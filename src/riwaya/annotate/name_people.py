"""People: a name after its office, rank or form of address, after a verb of saying, or known by a
given name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from riwaya.annotate.name_bodies import Found, head_at, known_at
from riwaya.annotate.phrase_words import words_of
from riwaya.arabic import Token
from riwaya.arabic.quotes import MARKS
from riwaya.names.lexicon import (
    BREAKS,
    LINKS,
    PREPOSITIONS,
    SAYING,
    is_common,
    lexicon,
    origin,
    unclitic,
)

_OFFICE_LENGTH = 14
_NAME_LENGTH = 6
BRANCHES: Final = words_of("branch")
"""Branches of service behind a rank, folded."""


def title_at(line: Sequence[Token], at: int) -> tuple[str, bool] | None:
    """The kind of title at token `at` (office, rank, honorific) and whether it has the article."""
    if line[at].kind != "word":
        return None
    return _title(line[at].key)


@lru_cache(maxsize=65_536)
def _title(word: str) -> tuple[str, bool] | None:
    titles = lexicon().titles
    for _, key in unclitic(word):
        if key in titles:
            return titles[key], key.startswith("ال")
        if key.startswith("ال") and key[2:] in titles:
            return titles[key[2:]], True
    return None


def titled(line: Sequence[Token], at: int) -> Found | None:
    """The name of the person whose title begins at token `at`."""
    title = title_at(line, at)
    if title is None:
        return None
    before = "title" if title[1] or title[0] != "office" else "noun"
    index = at + 1
    while index < min(at + _OFFICE_LENGTH, len(line)):
        token = line[index]
        if token.kind == "mark":
            if not _passes(line, index, at):
                return None
            before = "title" if before != "noun" else before
            index += 1
            continue
        if title[0] != "office" and token.key in BRANCHES:
            index += 1
            continue
        known = known_at(line, index)
        if known is not None:
            if known[1].type == "PER":
                return None
            index, before = known[0].last, "place"
            continue
        adjective = (
            title[0] == "office" and token.key.startswith("ال") and token.key not in lexicon().given
        )
        if not adjective and _starts(line, index, before):
            return _alone(line, _person(line, index), before)
        step = _step(line, index)
        if step is None:
            return None
        before = "noun" if before == "noun" and step == "unknown" and index == at + 1 else step
        index += 1
    return None


def _passes(line: Sequence[Token], index: int, at: int) -> bool:
    """Whether a mark inside a title phrase may stand before the name."""
    if index + 1 >= len(line) or line[index + 1].kind != "word":
        return False
    text, following = line[index].text, line[index + 1]
    if text == "." and len(line[index - 1].text) <= 2:
        return True
    if text in MARKS:
        return not is_common(following.key) and head_at(line, index + 1) is None
    return (
        text in "،,"
        and index > at + 1
        and (following.key in lexicon().given or not _ordinary(line, index + 1))
        and not following.key.startswith("ال")
    )


def _starts(line: Sequence[Token], index: int, before: str) -> bool:
    token = line[index]
    kind = lexicon().given.get(token.key)
    if token.text == "على" or (token.key in BREAKS and kind is None):
        return False
    if kind is not None and not kind.endswith("weak"):
        return before != "prep"
    if kind is not None:
        return before in ("title", "def", "place") and _names(line, index + 1)
    if token.key in ("عبد", "ابو"):
        return before in ("title", "def", "place")
    if before in ("noun", "prep", "unknown") or _ordinary(line, index):
        return False
    return before == "title" or not token.key.startswith("ال")


def _ordinary(line: Sequence[Token], index: int) -> bool:
    key = line[index].key
    return (
        line[index].kind != "word"
        or is_common(key)
        or title_at(line, index) is not None
        or head_at(line, index) is not None
        or key in PREPOSITIONS
    )


def _step(line: Sequence[Token], index: int) -> str | None:
    """What a word of a title phrase is, None where it ends the phrase."""
    token = line[index]
    key = token.key
    title = title_at(line, index)
    if title is not None and not key.startswith("و"):
        return "title" if title[1] or title[0] != "office" else "noun"
    if key in PREPOSITIONS and token.text != "علي":
        return "prep"
    if key in BREAKS or key in SAYING or (key.startswith("و") and key[1:] in SAYING):
        return None
    if token.kind == "number":
        return None
    if key.startswith(("ال", "وال", "لل", "بال")):
        return "def"
    return "noun" if is_common(key) else "unknown"


def _names(line: Sequence[Token], index: int) -> bool:
    """Whether the token at `index` can be a further word of a name."""
    if index >= len(line) or line[index].kind != "word":
        return False
    token = line[index]
    key = token.key
    if token.text.endswith("على") or token.text in ("أن", "إن", "الى", "إلى"):
        return False
    if key in lexicon().given or (key in LINKS and token.text not in ("ام", "أم", "لو", "دا")):
        return True
    if key in BREAKS or key in SAYING or key in PREPOSITIONS or title_at(line, index) is not None:
        return False
    if key == "الدين":
        return True
    if _is_family(key) and line[index - 1].key in lexicon().given:
        return True
    if (
        is_common(key)
        or key.startswith(("ست", "سن"))
        or (key.startswith("و") and not key.startswith(("وو", "وي", "وا")))
    ):
        return False
    known = known_at(line, index)
    return known is None or (known[1].type == "PER" and known[0].cut == 0)


def _is_family(key: str) -> bool:
    """Whether a word with the article is a family name in ي and tells of no country: البكري."""
    shaped = key.startswith("ال") and key.endswith("ي") and key not in lexicon().titles
    return shaped and key[2:] in lexicon().family and origin(key) is None


def _alone(line: Sequence[Token], found: Found | None, before: str) -> Found | None:
    """A single unknown word is a name after a form of address, else only where a clause ends."""
    if found is None or found.last > found.first + 1:
        return found
    key = line[found.first].key
    if origin(key) or key.endswith(("ها", "هم", "وا", "نا")) or key in ("الثاني", "الدين"):
        return None
    if before == "title" or found.last >= len(line):
        return found
    after = line[found.last]
    closed = after.kind == "mark" or after.key in BREAKS or after.key in SAYING
    return found if closed or after.key in ("في", "الي") else None


def _family(line: Sequence[Token], index: int) -> bool:
    """Whether an office word is a family name: after a given name, at the end of the name."""
    key = line[index].key
    if line[index - 1].key not in lexicon().given or not key.startswith("ال"):
        return False
    if key in lexicon().titles or key[2:] not in lexicon().titles:
        return False
    if index + 1 == len(line):
        return True
    after = line[index + 1]
    return after.kind == "mark" or after.key in BREAKS or after.key in SAYING


def _person(line: Sequence[Token], at: int, cut: int = 0) -> Found | None:
    last = at + 1
    linked = line[at].key in LINKS
    while last < min(at + _NAME_LENGTH, len(line)):
        key = line[last].key
        free = linked and line[last].kind == "word" and not key.startswith("و")
        free = free or (last == at + 1 and _trade(line, at))
        if not free and not _names(line, last) and not (last == at + 1 and _family(line, last)):
            break
        # A family name with the article ends a name, but for بن and a further given name.
        closed = last > at + 1 and not free and line[last - 1].key.startswith("ال")
        if closed and not (key.startswith("ال") or key in LINKS or key in lexicon().given):
            break
        linked = key in LINKS and key not in lexicon().given
        last += 1
    while last > at and line[last - 1].key in LINKS:
        last -= 1
    return Found(at, last, cut, "PER") if last > at else None


def _trade(line: Sequence[Token], at: int) -> bool:
    """A family name that is also an office: سامر الخطيب, behind a given name."""
    kind = lexicon().given.get(line[at].key)
    family = line[at + 1]
    return (
        kind is not None
        and not kind.endswith("weak")
        and family.key.startswith("ال")
        and family.key not in BREAKS
        and title_at(line, at + 1) is not None
    )


def given(line: Sequence[Token], at: int) -> Found | None:
    """A name of two or more words that a given name opens."""
    cut = _given(line[at].key) if line[at].kind == "word" else None
    if cut is None or line[at].text.endswith("على"):
        return None
    found = _person(line, at, cut)
    return found if found is not None and found.last > at + 1 else None


@lru_cache(maxsize=65_536)
def _given(word: str) -> int | None:
    """How many letters stand before a given name in a word; None where it is none."""
    kinds = ((cut, lexicon().given.get(key)) for cut, key in unclitic(word))
    strong = (cut for cut, kind in kinds if kind is not None and not kind.endswith("weak"))
    return next(strong, None)


def said(line: Sequence[Token], at: int) -> Found | None:
    """An unknown name after a verb of saying at token `at`, if that, a comma or a quotation
    follows it."""
    key = line[at].key
    if key not in SAYING and key.removeprefix("و") not in SAYING:
        return None
    first = at + 1
    if first < len(line) and line[first].text in MARKS:
        first += 1
    if first >= len(line) or _ordinary(line, first) or known_at(line, first) is not None:
        return None
    if line[first].key.startswith(("ال", "لل", "ب", "ل", "و", "ي", "ت")):
        return None
    found = _person(line, first)
    if found is None or found.last - first > 3 or found.last >= len(line):
        return None
    after = line[found.last]
    closed = after.text in MARKS or after.text in "،,:"
    return found if closed or after.key in ("ان", "انه", "في", "خلال", "امس") else None
