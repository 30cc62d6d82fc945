"""Noun phrases that may speak: where one begins and ends.

There is no grammar of Arabic here, only what ends a phrase in the news: a name, a definite noun
that is followed by an indefinite one, a small word, a mark, a verb that reports.
"""

from __future__ import annotations

import msgspec

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.cues import find_cues
from riwaya.annotate.name_edges import is_address
from riwaya.annotate.name_people import title_at
from riwaya.annotate.phrase_ends import (
    ISSUED,
    LINKS,
    in_office,
    is_at,
    is_complete,
    is_of_body,
    is_of_many,
    is_placed,
    is_press,
    second_title,
    title_goes_on,
)
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_body_noun, is_medium, is_source_noun
from riwaya.names.lexicon import lexicon

_LONGEST, _BRACKET = 24, 8
_NEW_PHRASE = words_of("new")
_ITS_WORDS = words_of("its_words")
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
    joined = key.startswith("و") and key not in lexicon().titles
    if title is None or title[0] != "office" or joined:
        return False
    following = c.tokens[index + 1].key if index + 1 < len(c.tokens) else ""
    return not key.startswith("ال") or following in LINKS or following.startswith("لل")


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
        return _over_mark(c, first, index, stop, definite=definite, bounded=bounded)
    new = token.key in _NEW_PHRASE and not is_address(c.tokens, index, index + 2)
    if index > first and not bounded and (new or is_complete(c, first, index)):
        return None
    of_day = index > first and c.tokens[index - 1].key in _OF_DAY
    mention = c.mention_over(index)
    if index > first and not of_day and mention is None and c.behind_time(index) is not None:
        return None
    if mention is not None and (
        mention.type == "PER" or not definite or token.start > mention.start
    ):
        return c.after(mention.end), True
    if _turns(c, first, index, stop, definite=definite and not bounded):
        return None
    if of_day:
        return index + 1, True
    if c.role(index):
        return _over_small_word(c, first, index, stop, definite=definite)
    return _over_word(c, first, index, stop, definite=definite, bounded=bounded)


def _over_mark(
    c: Clauses, first: int, index: int, stop: int, *, definite: bool, bounded: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, over a quoted name, a bracket, the stop of an abbreviation or a dash."""
    token = c.tokens[index]
    quote = c.quote_at(index)
    if quote is not None and _is_quoted_verb(c, index):
        return None
    if quote is not None and not c.speech(quote, index):
        over = index > first and not bounded and is_complete(c, first, index)
        return None if over else (c.after(quote.end), True)
    if token.text == "(":
        near = range(index, min(stop, index + _BRACKET))
        close = next((i for i in near if c.tokens[i].text == ")"), None)
        return None if close is None or index == first else (close + 1, True)
    short = token.text == "." and index > first and len(c.tokens[index - 1].key) == 1
    return (index + 1, definite) if short or (token.text in "-/" and index > first) else None


def _is_quoted_verb(c: Clauses, index: int) -> bool:
    """Whether a mark opens one word of speech that is a verb: المجلس «يصادق» على كذا."""
    cues = find_cues(c.tokens[index + 1 : index + 2])
    closed = is_quote_mark(c.tokens[index + 2]) if index + 2 < len(c.tokens) else False
    return closed and bool(cues) and cues[0].form.kind == "verb" and cues[0].form.present


def _over_small_word(
    c: Clauses, first: int, index: int, stop: int, *, definite: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, over a preposition that belongs to the phrase: بيان صدر عن, مصدر في المطار."""
    if c.tokens[index].key == "عن" and index > first and c.tokens[index - 1].key in ISSUED:
        return index + 1, None
    linked = c.role(index) == "adverbial" and index > first
    goes_on = linked and title_goes_on(c, first, index, stop)
    goes_on = goes_on or is_placed(c, first, index, stop, definite=definite)
    return (index + 1, definite) if goes_on else None


def _over_word(
    c: Clauses, first: int, index: int, stop: int, *, definite: bool, bounded: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, over a plain word."""
    token = c.tokens[index]
    if index > first and is_press(token.key):
        return None
    if index > first and definite and token.text.endswith(("ها", "هم", "هما")):
        # روسيا | شركاءها
        return None
    inside = token.key.startswith(("ال", "وال", "لل")) and token.key not in _NO_ARTICLE
    if index > first and (token.key in LINKS or in_office(c, first, index)):
        return index + 1, None
    if not bounded:
        return _loose_step(c, first, index, stop, definite, inside)
    return index + 1, inside


def _loose_step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, inside: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, for a plain word of a phrase whose end nothing else tells."""
    if is_of_many(c, first, index):
        return None
    if index > first and is_of_body(c, index):
        return index + 1, None
    many = c.tokens[first].key in ("بعض", "معظم", "اغلب")
    if many and definite and inside and is_body_noun(c.tokens[index].key.removeprefix("ال")):
        # بعض الأطراف | الحكومة: no adjective.
        return None
    if index > first and c.fused(index, "ب") and not is_at(c, index):
        return None
    if definite and not inside and c.role(index - 1) != "adverbial":
        return (index + 1, False) if second_title(c, first, index, stop) else None
    addressed = index > first and c.tokens[index].key.startswith("ل")
    if addressed and not inside and c.tokens[index - 1].kind == "mark":
        return None
    return index + 1, inside


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
    return not second_title(c, first, index, stop)


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
