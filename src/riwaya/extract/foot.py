"""The foot of a page that a dump has run together with the last sentence of the text.

A line is cut at words that only furniture has (مقالات ذات صلة، جميع الحقوق محفوظة).
"""

from __future__ import annotations

import re
from functools import cache

from riwaya.data import rows

_LEAST_LINE, _LEAST_TEXT = 12, 12
_CREDIT_CHARS = 120
_FOOT_KINDS = frozenset(
    ("related", "comments", "comment_form", "copyright", "subscription", "tags")
)
_SURE_KINDS = frozenset(("copyright", "comment_form", "subscription"))
_CREDIT = re.compile(r"(?<!\S)(?:المصدر|المصادر|مصدر)\s?:\s(?=[^\n]{0,400}$)")
_LINK = re.compile(
    r"(?:^|(?<=[.؟!»\")…])) {0,3}رابط (?:الخبر|المقال|التقرير|الموضوع)(?![^\W_])[^\n]{0,200}$"
)
_MARK = r"(?:/{1,3}|\*{1,3}|#{1,3})"
_OVER = re.compile(rf" {{0,3}}{_MARK} ?(?:انتهى|إنتهى|انتهي) ?{_MARK}\s{{0,3}}$")
_TAIL_CHARS = 260
_SENTENCE_END = re.compile(r"[.؟?!»\")…][\s\")»]*$")


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        row["text"].lower(): row["kind"]
        for row in rows("furniture")
        if row["kind"] in _FOOT_KINDS and row["match"] != "shape" and " " in row["text"]
    }
    longest_first = sorted(kinds, key=lambda text: (-len(text), text))
    return re.compile("|".join(re.escape(text) for text in longest_first), re.IGNORECASE), kinds


def split_tail(line: str) -> tuple[str, str] | None:
    """A line with the link of the news or the mark of its end behind its last sentence: the text
    before and the rest; None where it has none.

    >>> split_tail("عاد الوفد. // انتهى //"), split_tail("عاد الوفد. رابط الخبر بصحيفة الأمل: عودة")
    (('عاد الوفد.', '// انتهى //'), ('عاد الوفد.', 'رابط الخبر بصحيفة الأمل: عودة'))
    """
    at = max(0, len(line) - _TAIL_CHARS)
    found = _OVER.search(line, at) or _LINK.search(line, at)
    if found is None:
        return None
    return line[: found.start()].strip(), line[found.start() :].strip()


def split_foot(line: str, *, head: bool = False) -> tuple[str, str, str] | None:
    """A line with furniture glued to its end: the text before, the rest, and the rest's kind. It is
    cut at words that only furniture has, where more of them follow or a sentence ends before.

    >>> split_foot("عاد الوفد. مقالات ذات صلة خبر آخر جميع الحقوق محفوظة لموقع الأمل نيوز")[2]
    'related'
    """
    tail = split_tail(line)
    if tail is not None:
        return *tail, "other"
    if line.count(" ") < _LEAST_LINE:
        return None
    pattern, kinds = _phrases()
    for match in pattern.finditer(line):
        before, kind = line[: match.start()], kinds[match.group().lower()]
        ends = not before.strip() or _SENTENCE_END.search(before[-6:]) is not None
        if head and 0 < before.count(" ") < _LEAST_TEXT:
            continue
        if ends or kind in _SURE_KINDS or pattern.search(line, match.end()) is not None:
            return _without_credit(before, line[match.start() :], kind)
    return None


def _without_credit(before: str, rest: str, kind: str) -> tuple[str, str, str]:
    """A foot that begins with the line of credit, where there is one right before it."""
    credit = _CREDIT.search(before, max(0, len(before) - _CREDIT_CHARS))
    if credit is None:
        return before.strip(), rest, kind
    return before[: credit.start()].strip(), before[credit.start() :] + rest, kind
