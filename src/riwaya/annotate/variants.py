"""Spelling variants of foreign names."""
from __future__ import annotations
_CLASSES = str.maketrans({"ج": "غ", "ق": "غ", "ك": "غ", "ط": "ت", "ث": "ت", "ص": "س", "ز": "س", "ض": "د", "ف": "ف", "ذ": "د", "ظ": "د", "ح": "ه"})


def variant(a: str, b: str) -> bool:
    """Whether two folded words may be spellings of one foreign name."""
    return a[:1] == b[:1] and abs(len(a) - len(b)) <= 2 and _skeleton(a) == _skeleton(b)


def _skeleton(word: str) -> str:
    kept = "".join(c for c in word.translate(_CLASSES) if c not in "اويىئؤء")
    return "".join(c for i, c in enumerate(kept) if i == 0 or kept[i - 1] != c)
