"""Bodies, groups and places by their head noun: وزارة كذا, الجيش السوري, مدينة كذا."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from riwaya.arabic import Token
from riwaya.arabic.quotes import MARKS
from riwaya.names.lexicon import (
    BREAKS,
    Entry,
    Head,
    definite,
    is_common,
    lexicon,
    normal,
    origin,
    unclitic,
)
from riwaya.records import MentionType

TIMES = frozenset((
    "اليوم", "الامس", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت",
    "الماضي", "الماضيه", "المقبل", "المقبله", "الجاري", "الحالي", "الحاليه", "الان", "الاسبوع",
    "الشهر", "العام", "القادم", "القادمه", "المذكور", "المذكوره", "الذي", "التي", "الذين",
    "اللذين",
))  # fmt: skip
_OFFICES = frozenset(("خارجيه", "داخليه", "دفاع"))
_LENGTH = 6
_KNOWN_WORDS = 65_536


class Found(msgspec.Struct, frozen=True):
    """A name found at tokens `first` to `last` (exclusive); `cut` letters of the first token are
    clitics. `entity` is None where the words themselves make it; nothing inside a `whole` name is a
    name of its own."""

    first: int
    last: int
    cut: int
    type: MentionType
    entity: str | None = None
    name: str | None = None
    whole: bool = False


def known_at(line: Sequence[Token], at: int) -> tuple[Found, Entry] | None:
    """The longest known name that begins at token `at`; quotation marks inside are skipped."""
    token = line[at]
    for cut, entry in _begun(token.text, token.key) if token.kind != "mark" else ():
        last = _match(line, at + 1, entry.words)
        if last is None or _crosses(line, at, last):
            continue
        if not entry.weak or _beside(line, at, last):
            return Found(at, last, cut, entry.type, entry.entity, entry.name), entry
    return None


@lru_cache(maxsize=_KNOWN_WORDS)
def _begun(text: str, word: str) -> tuple[tuple[int, Entry], ...]:
    """The known names that a word, as written and folded, can begin, and how many letters of it are
    clitics; a word of the language has none."""
    entries = lexicon().entries
    return tuple(
        (cut, entry)
        for cut, key in unclitic(normal(text))
        if not cut or word not in lexicon().stops
        for entry in entries.get(key, ())
    )


def _match(line: Sequence[Token], at: int, keys: tuple[str, ...]) -> int | None:
    for key in keys[1:]:
        while at < len(line) and line[at].text in MARKS:
            at += 1
        if at >= len(line) or normal(line[at].text) != key:
            return None
        at += 1
    return at


def _crosses(line: Sequence[Token], at: int, last: int) -> bool:
    """Whether a match runs out of the quotation in which it begins."""
    return (
        at > 0
        and line[at - 1].text in MARKS
        and any(token.text in MARKS for token in line[at:last])
    )


def _beside(line: Sequence[Token], at: int, last: int) -> bool:
    """Whether a weak name stands after a noun of its kind, or in quotation marks or brackets."""
    if at == 0:
        return False
    before = line[at - 1]
    if before.text in MARKS or before.text == "(":
        return last < len(line) and (line[last].text in MARKS or line[last].text == ")")
    return any(key.removeprefix("ال") in lexicon().heads for _, key in unclitic(before.key))


def head_at(line: Sequence[Token], at: int) -> tuple[int, Head, bool] | None:
    """The head noun at token `at`: letters cut, what it opens, whether it has the article."""
    if line[at].kind != "word":
        return None
    return _head(line[at].key)


@lru_cache(maxsize=_KNOWN_WORDS)
def _head(word: str) -> tuple[int, Head, bool] | None:
    heads = lexicon().heads
    for cut, key in unclitic(word):
        if key in heads:
            return cut, heads[key], False
        if key.startswith("ال") and key[2:] in heads:
            return cut, heads[key[2:]], True
    return None


def body_at(line: Sequence[Token], at: int) -> Found | None:
    """The name that a head noun at token `at` opens."""
    opened = head_at(line, at)
    if opened is None:
        return None
    cut, head, article = opened
    if head.group == "place":
        return None if article else _place(line, at, cut, head)
    last = _definite(line, at, head) if article else _complement(line, at, head)
    return None if last is None else Found(at, last, cut, head.type)


def _place(line: Sequence[Token], at: int, cut: int, head: Head) -> Found | None:
    if at + 1 >= len(line) or line[at + 1].kind != "word":
        return None
    known = known_at(line, at + 1)
    if known is not None and known[0].cut == 0:
        return Found(at, known[0].last, cut, "FAC") if head.type == "FAC" else None
    key = line[at + 1].key
    if is_common(key) or key in TIMES or key in lexicon().titles or origin(key):
        return None
    if head.type == "FAC":
        return Found(at, at + 2, cut, "FAC")
    return Found(at + 1, at + 2, 0, head.type)


def _definite(line: Sequence[Token], at: int, head: Head) -> int | None:
    """الجيش السوري, القوات الجوية الروسية, القيادة العامة للجيش."""
    if not head.definite or _minister(line, at):
        return None
    feminine = line[at].key.endswith(("ه", "ات", "ائل"))
    for last in range(at + 1, min(at + 4, len(line))):
        key = line[last].key
        if key.startswith("لل") and last == at + 2:
            return _run(line, last + 1)
        if line[last].kind != "word" or not definite(key) or key in TIMES:
            return None
        found = origin(key)
        if found and lexicon().nisba.get(found):
            return last + 1 if key.endswith("ه") == feminine else None
    return None


def _minister(line: Sequence[Token], at: int) -> bool:
    """Whether the noun belongs to an office before it: وزير الدفاع."""
    return (
        at > 0
        and line[at].key[2:] in _OFFICES
        and any(key.removeprefix("ال") in lexicon().titles for _, key in unclitic(line[at - 1].key))
    )


def _run(line: Sequence[Token], at: int) -> int:
    stop = min(at + 3, len(line))
    while at < stop and definite(line[at].key.removeprefix("و")) and line[at].key not in TIMES:
        at += 1
    return at


def _complement(line: Sequence[Token], at: int, head: Head) -> int | None:
    last, strong, plain = at + 1, False, False
    while last < min(at + _LENGTH, len(line)):
        token = line[last]
        if token.text in MARKS:
            close = _closing(line, last)
            if close == last + 3 and is_common(line[last + 1].key):
                break
            if close is None or plain or last > at + 3 or not _opening(line, last):
                break
            return close
        known = known_at(line, last)
        if known is not None and known[1].type in ("ORG", "GROUP") and last == at + 1:
            return None
        if known is not None and known[0].cut == 0 and not plain and known[1].type != "PER":
            last, strong = known[0].last, True
            continue
        key = token.key
        if token.kind != "word" or key in BREAKS or key in TIMES or token.text == "على":
            break
        if definite(key):
            strong = strong or bool((found := origin(key)) and lexicon().nisba.get(found))
        elif definite(key[1:]) and key[0] == "و" and last > at + 1 and definite(line[last - 1].key):
            if strong:
                break
        elif last == at + 1 and not is_common(key) and key not in lexicon().titles:
            strong = plain = True
        else:
            break
        last += 1
    return last if last > at + 1 and (strong or not head.strict) else None


def _opening(line: Sequence[Token], at: int) -> bool:
    """Whether a quotation mark stands apart from the word before and on the word after."""
    return (
        line[at - 1].end < line[at].start
        and at + 1 < len(line)
        and line[at + 1].start == line[at].end
    )


def _closing(line: Sequence[Token], at: int) -> int | None:
    for last in range(at + 2, min(at + 6, len(line))):
        if line[last].text in MARKS:
            return last + 1
        if line[last].kind == "mark":
            return None
    return None
