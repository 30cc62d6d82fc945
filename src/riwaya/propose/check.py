"""Whether a proposal holds: both its quotations stand in the accounts, once and word for word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from riwaya import limits
from riwaya.arabic import tokens
from riwaya.compare.words import word_class
from riwaya.propose.reply import Proposal, Words
from riwaya.records import AnnotatedArticle, Verdict

Dropped = Literal[
    "malformed", "too_many", "unknown_account", "one_account", "unknown_relation", "too_long",
    "too_short", "not_verbatim", "repeated", "cut", "crossing", "denied", "one_voice", "known",
]  # fmt: skip
_VERDICTS: Final[Mapping[str, Verdict]] = {
    "same": "agreed",
    "differs": "varied",
    "contradicts": "contested",
}
_LEAST_WORDS: Final = 2
_AROUND: Final = 100


class Slice(Struct, frozen=True):
    """A slice of the body of an article: code points, half-open."""

    article: str
    start: int
    end: int


class Pair(Struct, frozen=True):
    """Two slices of two accounts and the verdict on them."""

    a: Slice
    b: Slice
    verdict: Verdict


def checked(proposal: Proposal | None, shown: Mapping[str, AnnotatedArticle]) -> Pair | Dropped:
    """The pair that a proposal is, or why it is dropped. `shown` are the accounts by their labels.

    >>> checked(Proposal(Words("A1", "قتل تسعة"), Words("A7", "قتل خمسة"), "differs"), {})
    'unknown_account'
    """
    if proposal is None:
        return "malformed"
    one, other = shown.get(proposal.a.account), shown.get(proposal.b.account)
    if one is None or other is None:
        return "unknown_account"
    if one.id == other.id:
        return "one_account"
    verdict = _VERDICTS.get(proposal.relation)
    if verdict is None:
        return "unknown_relation"
    a, b = _slice(one, proposal.a), _slice(other, proposal.b)
    if not isinstance(a, Slice):
        return a
    return Pair(a, b, verdict) if isinstance(b, Slice) else b


def _slice(article: AnnotatedArticle, words: Words) -> Slice | Dropped:
    body, quote = article.body, words.quote
    if len(quote) > limits.PROPOSED_CHARS:
        return "too_long"
    if sum(token.kind != "mark" for token in tokens(quote, 0, len(quote))) < _LEAST_WORDS:
        return "too_short"
    start = body.find(quote)
    if start < 0:
        return "not_verbatim"
    if body.find(quote, start + 1) >= 0:
        return "repeated"
    if "\n" in quote:
        return "crossing"
    end = start + len(quote)
    return "cut" if _cuts(article, start, end) else Slice(article.id, start, end)


def _cuts(article: AnnotatedArticle, start: int, end: int) -> bool:
    """Whether a slice begins or ends inside a word, or right after a negation: it would say what
    the account does not. What a statement says may begin after a prefix (أفاد بـ|مقتل) or after the
    word that denies it, which is then told."""
    body = article.body
    line = tokens(body, max(0, start - _AROUND), min(len(body), end + _AROUND))
    opens = any(said.content.start == start for said in article.statements)
    ends = (end,) if opens else (start, end)
    if any(token.start < at < token.end for token in line for at in ends):
        return True
    if opens:
        return False
    before = [token for token in line if token.end <= start and token.kind != "mark"]
    negations = word_class("negation") | word_class("lacking") | word_class("denying")
    if not before or "\n" in body[before[-1].end : start]:
        return False
    key = before[-1].key
    return key in negations or key.removeprefix("و") in negations
