"""Noun phrases that may speak: where one begins and ends.

There is no grammar of Arabic here, only what ends a phrase in the news: a name, a definite noun
that is followed by an indefinite one, a small word, a mark, a verb that reports.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from riwaya.annotate.clause import Clauses
from riwaya.annotate.cues import find_cues
from riwaya.annotate.name_people import title_at
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_body_noun, is_medium, is_plural, is_source_noun
from riwaya.arabic import fold_key
from riwaya.data import rows

_LONGEST, _OFFICE = 24, 9
HONOURS: Final = words_of("honour")
"""Words that stand for one who was just named, folded."""
_NEW_PHRASE = words_of("new")
CLOSE: Final = words_of("close")
"""Words that tell whom an unnamed source is close to, folded."""
_ITS_WORDS = words_of("its_words")
_ACTING = words_of("acting")
_CHARGED = words_of("charged")
_WITH_MANY = words_of("with_many")
ISSUED: Final = words_of("issued")
"""Words that tell who issued a text: صدر عن, أجرته, folded."""
_LINKS = ("من", "باسم", "لشؤون", "لحقوق", "لمكافحة", "لدي", "الي", "في", "علي")


_PRESS = frozenset(("صحفيين", "صحافيين", "مراسلين", "اعلاميين"))
_NO_ARTICLE = frozenset(("والي", "والد", "والده", "والدته"))
_OF_DAY = frozenset(("صلاه", "خطبه"))


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase: tokens `first` to `last`, half-open; empty where they are equal."""

    first: int
    last: int


def phrase_after(c: Clauses, first: int, stop: int, *, bounded: bool) -> Phrase:
    """The noun phrase that begins at token `first`, before token `stop`. With `bounded`, something
    else (أن, a colon) tells where the phrase is over, so that any noun may belong to it."""
    stop = min(stop, first + _LONGEST)
    index = _run(c, first, stop, bounded=bounded)
    named = c.mention_over(index - 1) if index > first else None
    if named is not None and named.type == "PER" and index < stop and _is_office(c, index):
        # The office behind the name: أحمد الجروان رئيس البرلمان العربي.
        index = _run(c, index, stop, bounded=bounded)
    while index > first and (c.comma(index - 1) or c.role(index - 1)):
        index -= 1
    return Phrase(first, index)


def _is_office(c: Clauses, index: int) -> bool:
    title, key = title_at(c.tokens, index), c.tokens[index].key
    if title is None or title[0] != "office" or key.startswith("و"):
        return False
    following = c.tokens[index + 1].key if index + 1 < len(c.tokens) else ""
    return not key.startswith("ال") or following in _LINKS or following.startswith("لل")


def _run(c: Clauses, first: int, stop: int, *, bounded: bool) -> int:
    """The token behind the noun phrase that begins at `first`."""
    index, definite = first, False
    while index < stop:
        step = _step(c, first, index, stop, definite, bounded)
        if step is None:
            break
        index, closed = step
        definite = closed is not None and (definite or closed)
    return index


def _step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, bounded: bool
) -> tuple[int, bool | None] | None:
    """The next token index and whether the phrase is now definite (None: it no longer is, since a
    word asks for a noun of its own), or None where it ends."""
    token = c.tokens[index]
    if c.comma(index):
        return (index + 1, definite) if _appositive(c, first, index, stop) else None
    if token.kind == "mark":
        quote = c.quote_at(index)
        if quote is not None and not c.speech(quote, index):
            over = index > first and not bounded and _complete(c, first, index)
            return None if over else (c.after(quote.end), True)
        if token.text == "(":
            close = next(
                (i for i in range(index, min(stop, index + 8)) if c.tokens[i].text == ")"), None
            )
            return None if close is None or index == first else (close + 1, True)
        short = token.text == "." and index > first and len(c.tokens[index - 1].key) == 1
        return (index + 1, definite) if short or (token.text in "-/" and index > first) else None
    if index > first and not bounded and (token.key in _NEW_PHRASE or _complete(c, first, index)):
        return None
    timed = index > first and c.tokens[index - 1].key not in _OF_DAY
    if timed and c.behind_time(index) is not None and c.mention_over(index) is None:
        return None
    mention = c.mention_over(index)
    if mention is not None and (
        mention.type == "PER" or not definite or token.start > mention.start
    ):
        return c.after(mention.end), True
    if _turns(c, first, index, stop, definite=definite and not bounded):
        return None
    if index > first and c.tokens[index - 1].key in _OF_DAY:
        return index + 1, True
    if token.key == "عن" and index > first and c.tokens[index - 1].key in ISSUED:
        return index + 1, None
    if role := c.role(index):
        goes_on = role == "adverbial" and index > first and _title_goes_on(c, first, index, stop)
        goes_on = goes_on or _is_placed(c, first, index, stop, definite=definite)
        return (index + 1, definite) if goes_on else None
    if index > first and _is_press(token.key):
        return None
    if index > first and definite and token.text.endswith(("ها", "هم", "هما")):
        # روسيا | شركاءها
        return None
    inside = token.key.startswith(("ال", "وال", "لل")) and token.key not in _NO_ARTICLE
    if index > first and (token.key in _LINKS or _in_office(c, first, index)):
        return index + 1, None
    if not bounded:
        return _loose_step(c, first, index, stop, definite, inside)
    return index + 1, inside


def _is_press(key: str) -> bool:
    """Whether a word names those who are spoken to: للصحفيين, لصحافيين."""
    return key.startswith("ل") and key.removeprefix("ل").removeprefix("ل") in _PRESS


def _loose_step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, inside: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, for a plain word of a phrase whose end nothing else tells."""
    if _is_of_many(c, first, index):
        return None
    if index > first and _is_of_body(c, index):
        return index + 1, None
    many = c.tokens[first].key in ("بعض", "معظم", "اغلب")
    if many and definite and inside and is_body_noun(c.tokens[index].key.removeprefix("ال")):
        # بعض الأطراف | الحكومة: no adjective.
        return None
    if index > first and c.fused(index, "ب") and not _is_at(c, index):
        return None
    if definite and not inside and c.role(index - 1) != "adverbial":
        return (index + 1, False) if _second_title(c, first, index, stop) else None
    addressed = index > first and c.tokens[index].key.startswith("ل")
    if addressed and not inside and c.tokens[index - 1].kind == "mark":
        return None
    return index + 1, inside


def _in_office(c: Clauses, first: int, index: int) -> bool:
    """Whether a word with ب tells the office of the title right before it: المكلف بالإعلام."""
    if c.tokens[index].key in _ACTING:
        return True
    if index != first + 1 or not c.tokens[index].key.startswith("بال"):
        return False
    return title_at(c.tokens, first) is not None or c.tokens[first].key in _CHARGED


def _is_of_body(c: Clauses, index: int) -> bool:
    """Whether a word with ل names the body that an office belongs to (الأمين العام لمنظمة كذا), and
    not a medium that is spoken to (لوكالة كذا)."""
    key = c.tokens[index].key
    if not key.startswith("ل") or key.startswith("لل") or c.tokens[index - 1].kind == "mark":
        return False
    return is_body_noun(key[1:])


def _is_at(c: Clauses, index: int) -> bool:
    """Whether a word with ب tells where somebody belongs: مسؤول بوزارة الدفاع, مصدر بالمعارضة."""
    rest = c.tokens[index].key[1:]
    return rest.startswith("ال") or is_body_noun(rest) or c.mention_over(index) is not None


def _is_of_many(c: Clauses, first: int, index: int) -> bool:
    """Whether a word is no adjective of the indefinite plural of people before it: شهود عيان سماع
    دوي."""
    head, key = c.tokens[first].key, c.tokens[index].key
    if index == first or not is_plural(head) or key.startswith("ال") or key in _WITH_MANY:
        return False
    if key in CLOSE or (is_medium(head) and index == first + 1):
        return False
    return not key.endswith(("ي", "يه", "ون", "ين", "ات")) and c.mention_over(index) is None


def _turns(c: Clauses, first: int, index: int, stop: int, *, definite: bool) -> bool:
    """Whether something else begins here: a participle that reports, نقلا عن, لـ with a medium in
    quotation marks, and behind a definite noun another one that speaks (الأهالي المنظمات)."""
    token = c.tokens[index]
    if any(f.form.kind == "participle" and not f.form.feminine for f in find_cues([token])):
        return True
    told = token.key.startswith("ل") and is_medium(token.key[1:])
    if index > first and (token.key in _ITS_WORDS or told):
        return True
    if token.key == "ل" and index > first:
        return True
    if index > first and any(
        f.form.kind == "phrase" and f.first == 0 for f in find_cues(c.tokens[index : index + 3])
    ):
        return True
    other = definite and index > first and token.key.startswith("ال")
    if not other or not is_source_noun(token.key) or c.mention_over(index) is not None:
        return False
    return not _second_title(c, first, index, stop)


def _is_placed(c: Clauses, first: int, index: int, stop: int, *, definite: bool) -> bool:
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
    return not is_occasion(c.tokens[index + 1].key)


@cache
def _occasions() -> frozenset[str]:
    return frozenset(fold_key(row["word"]) for row in rows("occasion_words"))


def is_occasion(key: str) -> bool:
    """Whether a folded word is one for when or how something was said.

    >>> is_occasion("البيان"), is_occasion("المطار")
    (True, False)
    """
    return key in _occasions() or key.removeprefix("ال") in _occasions()


def _appositive(c: Clauses, first: int, comma: int, stop: int) -> bool:
    """Whether the phrase goes on behind a comma: وزير الخارجية، سيرغي لافروف، إن."""
    if (
        comma + 1 >= stop
        or comma == first
        or any(m.type == "PER" for m in c.mentions_in(c.tokens[first].start, c.tokens[comma].start))
    ):
        return False
    mention = c.mention_over(comma + 1)
    return mention is not None and mention.type == "PER"


def _complete(c: Clauses, first: int, index: int) -> bool:
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


def _second_title(c: Clauses, first: int, index: int, stop: int) -> bool:
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


def _title_goes_on(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether a preposition belongs to a title that a name completes: المبعوث إلى سوريا فلان."""
    if c.tokens[index].key not in _LINKS:
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
