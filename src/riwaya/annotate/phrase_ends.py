"""What ends a noun phrase that may speak, and what belongs to it."""

from __future__ import annotations

from functools import cache
from typing import Final

from riwaya.annotate.clause import Clauses
from riwaya.annotate.name_people import title_at
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_body_noun, is_medium, is_plural, is_source_noun
from riwaya.arabic import fold_key
from riwaya.data import rows

HONOURS: Final = words_of("honour")
"""Words that stand for one who was just named, folded."""


CLOSE: Final = words_of("close")
"""Words that tell whom an unnamed source is close to, folded."""


LINKS: Final = ("من", "باسم", "لشؤون", "لحقوق", "لمكافحة", "لدي", "الي", "في", "علي")
"""Words that join the parts of an office, folded."""
_OFFICE = 9
_AT_A_TIME = frozenset(("وقت", "حين"))
_ACTING = words_of("acting")


_CHARGED = words_of("charged")


_WITH_MANY = words_of("with_many")


ISSUED: Final = words_of("issued")
"""Words that tell who issued a text: صدر عن, أجرته, folded."""


_PRESS = frozenset(("صحفيين", "صحافيين", "مراسلين", "اعلاميين"))


def is_press(key: str) -> bool:
    """Whether a word names those who are spoken to: للصحفيين, لصحافيين."""
    return key.startswith("ل") and key.removeprefix("ل").removeprefix("ل") in _PRESS


def in_office(c: Clauses, first: int, index: int) -> bool:
    """Whether a word with ب tells the office of the title right before it: المكلف بالإعلام."""
    if c.tokens[index].key in _ACTING:
        return True
    if index != first + 1 or not c.tokens[index].key.startswith("بال"):
        return False
    return title_at(c.tokens, first) is not None or c.tokens[first].key in _CHARGED


def is_of_body(c: Clauses, index: int) -> bool:
    """Whether a word with ل names the body that an office belongs to (الأمين العام لمنظمة كذا), and
    not a medium that is spoken to (لوكالة كذا)."""
    key = c.tokens[index].key
    if not key.startswith("ل") or key.startswith("لل") or c.tokens[index - 1].kind == "mark":
        return False
    return is_body_noun(key[1:])


def is_at(c: Clauses, index: int) -> bool:
    """Whether a word with ب tells where somebody belongs: مسؤول بوزارة الدفاع, مصدر بالمعارضة."""
    rest = c.tokens[index].key[1:]
    return rest.startswith("ال") or is_body_noun(rest) or c.mention_over(index) is not None


def is_of_many(c: Clauses, first: int, index: int) -> bool:
    """Whether a word is no adjective of the indefinite plural of people before it: شهود عيان سماع
    دوي."""
    head, key = c.tokens[first].key, c.tokens[index].key
    if index == first or not is_plural(head) or key.startswith("ال") or key in _WITH_MANY:
        return False
    if key in CLOSE or (is_medium(head) and index == first + 1):
        return False
    return not key.endswith(("ي", "يه", "ون", "ين", "ات")) and c.mention_over(index) is None


def is_placed(c: Clauses, first: int, index: int, stop: int, *, definite: bool) -> bool:
    """Whether في tells where an unnamed source belongs (مصدر في المطار), not when or how it spoke
    (مصدر في بيان)."""
    if c.tokens[index].key == "من" and c.tokens[index - 1].key in CLOSE:
        return not definite
    if c.tokens[index].key != "في" or index + 1 >= stop:
        return False
    if not is_source_noun(c.tokens[first].key):
        return False
    key, behind = c.tokens[first].key, c.tokens[index + 1].key
    if key.startswith("ال") and key.endswith(("ون", "ين")) and is_body_noun(behind[2:]):
        # المسؤولون في البلدية
        return index == first + 1
    if definite or key.startswith("ال") or c.mention_over(first) is not None:
        return False
    return not (is_occasion(behind) or behind in _AT_A_TIME)


@cache
def _occasions() -> frozenset[str]:
    return frozenset(fold_key(row["word"]) for row in rows("occasion_words"))


def is_occasion(key: str) -> bool:
    """Whether a folded word is one for when or how something was said.

    >>> is_occasion("البيان"), is_occasion("المطار")
    (True, False)
    """
    return key in _occasions() or key.removeprefix("ال") in _occasions()


def is_complete(c: Clauses, first: int, index: int) -> bool:
    """Whether the phrase before a token takes no more: it ends with a person's name, a plural in
    ون, which no noun can follow in construct, or an indefinite adjective (مصدر عسكري)."""
    before = c.mention_over(index - 1)
    if before is not None and before.type == "PER":
        return True
    key = c.tokens[index - 1].key
    if (key in ("اخر", "اخري") and index > first + 1) or key in HONOURS:
        return True
    whole = key.endswith("ون") and len(key) > 5 and not key.startswith("ال")
    following = c.tokens[index].key
    adjective = following.endswith("ون") and not following.startswith("ال")
    if index > first + 1 and key.endswith("ي") and len(key) > 3:
        plain = not any(c.tokens[i].key.startswith("ال") for i in (index - 2, index - 1, index))
        named = c.mention_over(index)
        return (
            plain
            and before is None
            and not following.endswith(("ي", "يه"))
            and (named is None or named.type != "PER")
        )
    return whole and not adjective


def second_title(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether another office of the same person begins: رئيس الوفد معاون الوزير فلان."""
    if any(m.type == "PER" for m in c.mentions_in(c.tokens[first].start, c.tokens[index].start)):
        return False
    for ahead in range(index + 1, min(stop, index + 6)):
        if c.tokens[ahead].text == "." and len(c.tokens[ahead - 1].key) == 1:
            continue
        if c.comma(ahead) or c.role(ahead) or not c.word(ahead):
            return False
        mention = c.mention_over(ahead)
        if mention is not None and mention.type == "PER":
            return True
        if not c.tokens[ahead].key.startswith(("ال", "لل")) and ahead > index + 1:
            return False
    return False


def title_goes_on(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether a preposition belongs to a title that a name completes: المبعوث إلى سوريا فلان."""
    if c.tokens[index].key not in LINKS:
        return False
    here = c.mentions_in(c.tokens[first].start, c.tokens[index].start)
    if any(m.type == "PER" for m in here):
        return False
    if (
        c.tokens[index].key == "من"
        and index == first + 1
        and not c.tokens[first].key.startswith("ال")
    ):
        return True
    for ahead in range(index + 1, min(stop, index + _OFFICE)):
        if c.comma(ahead) and ahead + 1 < stop:
            named = c.mention_over(ahead + 1)
            return named is not None and named.type == "PER"
        if c.comma(ahead) or c.role(ahead) in ("that", "subordinate"):
            return False
        mention = c.mention_over(ahead)
        if mention is not None and mention.type == "PER":
            return ahead > index + 1
    return False
