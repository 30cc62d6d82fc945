"""Which words of a line are a person's name: by their shape, the table of given names, and the
common words of news that are no part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.masthead import is_masthead
from riwaya.extract.towns import is_known_place

_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_INITIALS = re.compile(
    r"[^\W\d_]{1,2}(?:\s?\.\s?[^\W\d_]{1,2}){1,3}\.?|[^\W\d_](?:\s[^\W\d_]){1,2}"
)
_BEFORE_A_NAME = frozenset((
    "بن", "بنت", "ابن", "آل", "أبو", "ابو", "أبي", "أم", "عبد", "ولد", "آيت", "ايت", "ذو",
))  # fmt: skip
_ACTS = re.compile(r"[يت]\w{3,}")
_MOST_WORDS, _MOST_WITH_BIN, _MOST_LABELLED = 4, 5, 6
_FAMILY_WORDS = 2
_RUN_ON = re.compile(r"[^\W\d_]{3}(?<!عبد)ال[أإآ]")
_INITIAL, _LEAST_FAMILY = 2, 4
_OF_A_FAMILY = re.compile(r"ال\w{2,}[يى]|\w{2,}(?:اوي|اوى|يني|يتي|وني)")


@cache
def given_names() -> frozenset[str]:
    """The folded given names."""
    return frozenset(key_of(row["name"]) for row in rows("given_names"))


@cache
def nobodies() -> frozenset[str]:
    """Folded names that systems give a writer who is no person (admin, المحرر)."""
    return frozenset(key_of(row["text"]) for row in rows("credits") if row["role"] == "nobody")


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for row in rows("name_stops") for word in row["words"].split())


def is_small_word(text: str) -> bool:
    """Whether a text is one common word without the article, which names nobody and nothing.

    >>> is_small_word("أنتم"), is_small_word("الحياة")
    (True, False)
    """
    return key_of(text) in _common_words() and not text.startswith("ال")


@cache
def _doubtful() -> frozenset[str]:
    """Folded given names that are common words too."""
    weak = (row["name"] for row in rows("given_names") if row["kind"].endswith("_weak"))
    return _common_words() | frozenset(key_of(name) for name in weak)


@cache
def _small() -> frozenset[str]:
    return frozenset(row["text"] for row in rows("signs") if row["match"] == "small")


def is_initials(text: str) -> bool:
    """Whether a text is the initials that a writer or an editor signs with.

    >>> is_initials("ع.ح"), is_initials("هـ.س"), is_initials("علي")
    (True, True, False)
    """
    return _INITIALS.fullmatch(text.replace("ـ", "")) is not None


def is_person(text: str) -> bool:
    """Whether a text is a person's name by its shape and its first word.

    >>> is_person("هالة ناصر"), is_person("افتتاح جسر"), is_person("على الأقل")
    (True, False, False)
    """
    words = text.split()
    longest = _MOST_WITH_BIN if set(words) & _BEFORE_A_NAME else _MOST_WORDS
    if not 2 <= len(words) <= longest or _name_end(words) < len(words):
        return False
    keys = [key_of(word) for word in words]
    acts = any(_ACTS.match(key) and key not in given_names() for key in keys[1:])
    known = keys[0] in given_names() and words[0] != "بن"
    return known and not acts and not _is_phrase(words)


def _is_abbreviated(words: Sequence[str]) -> bool:
    """Whether a family's name stands behind the initial of the given one: `ط. بلعيدوني`."""
    initial = len(words[0]) == _INITIAL and words[0][1] == "." and words[0][0].isalpha()
    last = words[-1]
    return initial and len(last) >= _LEAST_FAMILY and key_of(last) not in _common_words()


def signed_name(text: str) -> tuple[str | None, str]:
    """The person at the head of a text, and what follows the name; None where the head is none.

    >>> signed_name("سامر الحلو تم النشر")
    ('سامر الحلو', 'تم النشر')
    """
    words = text.split()
    end = _name_end(words)
    head = " ".join(words[:end])
    return (head, " ".join(words[end:])) if is_person(head) else (None, text)


def labelled_name(text: str, *, sure: bool = True) -> tuple[str | None, str]:
    """The name that a text behind a label (`بقلم:`) begins with, and the rest of it. Its first word
    need not be in the table; behind a label that is not `sure` (`تقرير:`) it must.

    >>> labelled_name("زكرنون الحلو مختارات تاريخ"), labelled_name("حجم الخط")
    (('زكرنون الحلو', 'مختارات تاريخ'), (None, 'حجم الخط'))
    """
    words = text.split()
    if not words or key_of(text) in nobodies():
        return None, text
    if is_initials(text):
        return text, ""
    end = _name_end(words)
    head, rest = " ".join(words[:end]), " ".join(words[end:])
    first = key_of(words[0])
    known = first in given_names()
    common = (first in _common_words() or is_known_place(words[0])) and not known
    lone = end == 1 and not (known and not rest)
    long = end > _MOST_LABELLED or not end
    phrase = words[0] in _small() and _is_phrase(words[:end])
    if common or lone or long or phrase or not (known or sure):
        return None, text
    return head, rest


def is_name_shaped(text: str) -> bool:
    """Whether two to five words could be somebody's name, whose given name no table has.

    >>> is_name_shaped("زكرنون الحلو"), is_name_shaped("خدمة العملاء")
    (True, False)
    """
    words = text.split()
    if not 2 <= len(words) <= _MOST_WITH_BIN or text.isascii():
        return False
    first = key_of(words[0])
    return _name_end(words) == len(words) and first not in _common_words() - given_names()


def has_family_name(text: str) -> bool:
    """Whether two or three words without a common one end like a family's name (النفزي), join
    names (ولد) or begin with an initial, so that they name somebody whom no table has.

    >>> has_family_name("زكرنون النفزي"), has_family_name("ط. بلعيدوني")
    (True, True)
    """
    words = text.split()
    if not is_name_shaped(text) or words[0].startswith("ال") or is_known_place(text):
        return False
    if _is_abbreviated(words):
        return True
    common = any(key_of(word) in _common_words() for word in words)
    joined = set(words[1:-1]) & _BEFORE_A_NAME
    return not common and bool(joined or _OF_A_FAMILY.fullmatch(words[-1]))


def _name_end(words: Sequence[str]) -> int:
    """How many words from the first on can be one name."""
    for index, word in enumerate(words):
        shaped = _NAME_WORD.fullmatch(fold_key(word))
        if not shaped or word.isascii() != words[0].isascii() or _is_mixed(word):
            return index
        if word.isascii() and not word[0].isupper():
            return index
        if index and _ends(words, index):
            return index
    return len(words)


def _is_mixed(word: str) -> bool:
    """Whether a word of a dump is two, run together: `Gettyدراسة`, `نيكولزالأمم`."""
    if _RUN_ON.search(word):
        return True
    letters = [char.isascii() for char in word if char.isalpha()]
    return any(letters) and not all(letters)


def _ends(words: Sequence[str], index: int) -> bool:
    """Whether a word cannot belong to the name before it. A common word with the article may be a
    family's name where it stands right behind the given ones (محمد الأمين)."""
    word, key = words[index], key_of(words[index])
    if words[index - 1] in _BEFORE_A_NAME or word in _BEFORE_A_NAME or key in given_names():
        return False
    if key in _common_words():
        return not (word.startswith("ال") and index <= _FAMILY_WORDS)
    late = index >= _FAMILY_WORDS and (word.startswith("لل") or is_known_place(word))
    return late or (len(key) == 1 and not word.endswith("."))


def _is_phrase(words: Sequence[str]) -> bool:
    """Whether a first word that is also a common one (على, فرح) stands in a phrase, not a name."""
    first = key_of(words[0]) if len(words) > 1 else ""
    if first not in _doubtful() and not (first and words[0] in _small()):
        return False
    second = key_of(words[1])
    if second in given_names() or words[1] in _BEFORE_A_NAME:
        return False
    if words[0] in _small():
        return second in _common_words() or not second.endswith("ي")
    return second in _common_words() and not words[1].endswith(("ي", "ى"))


def rest_is_masthead(rest: str) -> bool:
    """Whether what follows a name is of a masthead (`تم النشر`), so that the name stands.

    >>> rest_is_masthead("تم النشر"), rest_is_masthead("")
    (True, True)
    """
    return not rest or is_masthead(rest)
