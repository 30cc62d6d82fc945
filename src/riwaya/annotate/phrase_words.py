"""Small words in and around a speaker's phrase: the rows of phrase_words.tsv by kind."""

from __future__ import annotations

from functools import cache

from riwaya.arabic import fold_key
from riwaya.data import rows


@cache
def words_of(kind: str) -> frozenset[str]:
    """The folded words of one kind.

    >>> "معاليه" in words_of("honour"), "الذي" in words_of("relative")
    (True, True)
    """
    return frozenset(fold_key(row["word"]) for row in rows("phrase_words") if row["kind"] == kind)
