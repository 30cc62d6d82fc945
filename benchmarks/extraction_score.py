"""How much of an article's text an extractor gives, and how much of what it gives is furniture.

Tokens are folded words. F1 is of the multisets of tokens of the output and of the gold paragraphs;
leakage is the share of the output's tokens that the gold does not have. Both are averaged over the
pages, as in trafilatura's and Fundus's own evaluations; a page without output counts 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from riwaya.arabic import fold_key, tokens


@dataclass(frozen=True)
class Score:
    """Precision, recall, F1 and leakage of one page, each 0 to 1."""

    precision: float
    recall: float
    f1: float
    leakage: float


def words_of(text: str) -> list[str]:
    """The folded words and numbers of a text, marks left out."""
    return [token.key for token in tokens(text) if token.kind != "mark"]


def score(output: str | None, paragraphs: Sequence[str]) -> Score:
    """The score of one page; a page without an article is right where the output is empty too."""
    have = Counter(words_of(output or ""))
    want = Counter(word for text in paragraphs for word in words_of(text))
    if not want or not have:
        right = float(not want and not have)
        return Score(right, right, right, float(bool(have)))
    shared = sum((have & want).values())
    precision, recall = shared / have.total(), shared / want.total()
    f1 = 2 * precision * recall / (precision + recall) if shared else 0.0
    return Score(precision, recall, f1, 1 - precision)


def mean(scores: Iterable[Score]) -> Score:
    """The mean over pages."""
    found = list(scores)
    count = max(1, len(found))
    return Score(
        *(
            sum(getattr(one, name) for one in found) / count
            for name in ("precision", "recall", "f1", "leakage")
        )
    )


def same(a: str | None, b: str | None) -> bool:
    """Whether two short texts have the same words: for titles, names, places."""
    return fold_key(" ".join(words_of(a or ""))) == fold_key(" ".join(words_of(b or "")))
