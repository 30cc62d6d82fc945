"""A paragraph laid out for finding statements: tokens, quotations, sentence ends, small words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

import msgspec

from riwaya.annotate.cues import find_cues
from riwaya.arabic import Quotation, Token, quotations, sentences, tokens
from riwaya.data import rows
from riwaya.names.lexicon import is_common
from riwaya.records import Mention, Span

_COMMAS = frozenset("،,;؛")
_QUOTES = frozenset('«»“”„"‹›')
_DASHES = frozenset("-–—ـ")
_DATELINE, _SHORT = 12, 6
_KNOWN_WORDS = 65_536
_UNSURE = frozenset(("الا", "ان", "وان", "علي", "فان"))
_PREPOSITIONS = frozenset(("في", "خلال", "من", "الي", "بعد", "قبل", "عقب", "اثناء", "منذ", "حتي"))
SPEECH_WORDS = 4
"""A quotation of fewer words is a quoted name or word, unless a colon announces it."""


@cache
def _roles() -> MappingProxyType[str, str]:
    return MappingProxyType({row["word"]: row["role"] for row in rows("clause_words")})


@cache
def _noun_forms() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("clause_words") if row["role"] == "noun_form")


@lru_cache(maxsize=_KNOWN_WORDS)
def _role(key: str) -> str:
    """The role of a folded word, with or without و or ف before it; "" where it is no small word."""
    role = _roles().get(key) or (_roles().get(key[1:], "") if key[:1] in ("و", "ف") else "")
    return "" if role in ("noun", "never", "noun_form") else role


class Clauses(msgspec.Struct, frozen=True):
    """One paragraph: `level` gives for each token the index of its innermost speech quotation (or
    -1), `stops` the token indexes that end a sentence, `opens` the quotation at an opening mark,
    `times` the end of the time expression that starts at an offset of the body."""

    body: str
    tokens: list[Token]
    quotes: list[Quotation]
    level: list[int]
    stops: list[int]
    opens: dict[int, int]
    quote_edges: frozenset[int]
    mentions: Sequence[Mention]
    mention_starts: Sequence[int]
    times: Mapping[int, int] = MappingProxyType({})

    def role(self, index: int) -> str:
        """The role of a small word, with or without و or ف before it; "" for any other token."""
        if not 0 <= index < len(self.tokens):
            return ""
        key = self.tokens[index].key
        role = _role(key)
        return "" if role and key in _UNSURE and self._is_other(index, key) else role

    def _is_other(self, index: int, key: str) -> bool:
        """Whether a token only has the letters of a small word: إلا, إن شاء الله, a name."""
        if key == "الا":
            return self.tokens[index].text[0] == "إ"
        if key in ("ان", "وان"):
            return index + 1 < len(self.tokens) and self.tokens[index + 1].key == "شاء"
        # علي, and فان in جيرارد فان بوهيمن
        if key == "علي" and self.tokens[index].text[-1] != "ي":
            return False
        named = self.mention_over(index)
        return named is not None and named.type == "PER"

    def never(self, index: int) -> bool:
        """Whether a token only looks like a cue: مدينة is no form of أدان."""
        return _roles().get(self.tokens[index].key) == "never"

    def is_noun_form(self, index: int) -> bool:
        """Whether a token is as often a noun or a particle as a verb: طلب, نشر, عقب."""
        token = self.tokens[index]
        if "\u0651" in token.text or token.text.endswith("ى"):
            return False
        return _roles().get(token.key) == "adverbial" or token.key in _noun_forms()

    def fused(self, index: int, letter: str) -> bool:
        """Whether a token begins with a preposition of one letter: بخروج, للتحقيق."""
        if not 0 <= index < len(self.tokens):
            return False
        key = self.tokens[index].key
        if key == letter + "ما":
            return True
        if (
            not key.startswith(letter)
            or len(key) < 4
            or any(key.removesuffix(suffix) in _roles() for suffix in ("", "ه", "ها", "هم"))
        ):
            return False
        if is_common(key) and not (key[1:].startswith(("ال", "ل")) or is_common(key[1:])):
            # بقاء, لجوء: the letter is the word's own.
            return False
        mention = self.mention_over(index)
        return mention is None or mention.start != self.tokens[index].start

    def comma(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text in _COMMAS

    def word(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].kind != "mark"

    def sentence_end(self, index: int) -> int:
        """The first token index after the sentence that `index` stands in."""
        here = self.level[index] if index < len(self.tokens) else -1
        for at in range(bisect_right(self.stops, index - 1), len(self.stops)):
            if self.level[self.stops[at]] in (here, -1):
                return self.stops[at] + 1
        return len(self.tokens)

    def sentence_start(self, index: int) -> int:
        here = self.level[index] if index < len(self.tokens) else -1
        for at in range(bisect_left(self.stops, index) - 1, -1, -1):
            if self.level[self.stops[at]] in (here, -1):
                return self.stops[at] + 1
        return 0

    def quote_at(self, index: int) -> Quotation | None:
        """The quotation that opens at this token."""
        number = self.opens.get(index)
        return None if number is None else self.quotes[number]

    def after(self, position: int) -> int:
        """The first token that starts at or after a body offset."""
        return bisect_left(self.tokens, position, key=lambda token: token.start)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that start inside a slice of the body, in order."""
        first = bisect_left(self.mention_starts, start)
        last = bisect_left(self.mention_starts, end)
        return [self.mentions[i] for i in range(first, last)]

    def mention_over(self, index: int) -> Mention | None:
        """The mention that covers a token, if one does."""
        token = self.tokens[index]
        first = bisect_right(self.mention_starts, token.start) - 1
        for i in range(first, max(-1, first - 3), -1):
            if self.mentions[i].start <= token.start and token.end <= self.mentions[i].end:
                return self.mentions[i]
        return None

    def behind_time(self, index: int) -> int | None:
        """The first token behind the time expression that begins at a token, None where none does
        or it begins with a preposition, which is an adjunct as any other."""
        token = self.tokens[index]
        end = self.times.get(token.start)
        if end is None or token.key in _PREPOSITIONS:
            return None
        return self.after(end)

    def speech(self, quote: Quotation, index: int) -> bool:
        """Whether a quotation is speech rather than a quoted name."""
        if index > 0 and self.tokens[index - 1].text == ":":
            return True
        words = sum(1 for i in range(index, self.after(quote.end)) if self.word(i))
        return words >= SPEECH_WORDS


def lay_out(
    body: str,
    paragraph: Span,
    mentions: Sequence[Mention],
    mention_starts: Sequence[int],
    times: Mapping[int, int] = MappingProxyType({}),
) -> Clauses:
    """Lay out one paragraph of `body`; all offsets stay offsets into the body. `mention_starts`
    are the starts of `mentions`, and `times` the ends of time expressions by their starts, made
    once for all paragraphs."""
    found = tokens(body, paragraph.start, paragraph.end)
    quotes = quotations(body, paragraph.start, paragraph.end)
    opening = {quote.start: number for number, quote in enumerate(quotes)}
    ends = {end for _, end in sentences(body, paragraph.start, paragraph.end)}
    clauses = Clauses(
        body,
        found,
        quotes,
        [-1] * len(found),
        [],
        {i: opening[t.start] for i, t in enumerate(found) if t.start in opening} if quotes else {},
        frozenset(edge for q in quotes for edge in (q.start, q.end - 1)),
        mentions,
        mention_starts,
        times,
    )
    for index, number in sorted(clauses.opens.items()):
        quote = quotes[number]
        if clauses.speech(quote, index):
            for inside in range(index + 1, clauses.after(quote.inner_end)):
                clauses.level[inside] = number
    dateline = _dateline_end(found)
    clauses.stops.extend(
        index for index, token in enumerate(found) if token.end in ends or index == dateline
    )
    return clauses


def _dateline_end(found: list[Token]) -> int:
    """The dash or colon that ends a dateline (`نيروبي (وكالة المدار) -`), -1 where there is none:
    what stands before it is a few names, brackets and dates."""
    for index, token in enumerate(found[:_DATELINE]):
        if token.text in _DASHES and index and token.start > found[index - 1].end:
            return index
        if token.text == ":" and 0 < index <= _SHORT and find_cues(found[index + 1 : index + 2]):
            return -1 if find_cues(found[:index]) else index
        known = _roles().get(token.key, "")
        if (token.kind == "mark" and token.text not in "()،,./") or known in ("that", "contrast"):
            return -1
    return -1


def is_quote_mark(token: Token) -> bool:
    """Whether a token is a quotation mark of any kind."""
    return token.text in _QUOTES


def is_mark(character: str) -> bool:
    """Whether a character is a quotation mark of any kind.

    >>> is_mark("«"), is_mark("ق")
    (True, False)
    """
    return character in _QUOTES
