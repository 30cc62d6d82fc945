"""Lines of a dump that lost their line breaks: a headline glued to what follows it, and the foot of
a page glued to the last sentence.

Seen in dumps that keep sentences, not lines. A page title stands in front of such a dump and comes
again as the headline: that repetition says where to cut. At the foot, a line with two or more
phrases that only furniture has (مقالات ذات صلة ... جميع الحقوق محفوظة) is cut at the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from riwaya.data import rows

_LEAST_TITLE, _MOST_TITLE = 4, 30
_LEAST_LINE = 12
_HEAD_CHARS = 20_000
_MOST_REPEATS = 5
_FOOT_KINDS = frozenset(
    ("related", "comments", "comment_form", "copyright", "subscription", "tags")
)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        row["text"]: row["kind"]
        for row in rows("furniture")
        if row["kind"] in _FOOT_KINDS and row["match"] != "shape" and " " in row["text"]
    }
    longest_first = sorted(kinds, key=lambda text: (-len(text), text))
    return re.compile("|".join(re.escape(text) for text in longest_first)), kinds


def glued_title(lines: Sequence[str]) -> str | None:
    """The title that the first line of a dump begins with (after a name and a bar, perhaps) and
    repeats, or that stands before its first bar and comes again in a line soon after.

    >>> glued_title(["افتتاح جسر فوق النهر | الأمل افتتاح جسر فوق النهر قال الوزير إنه جاهز."])
    'افتتاح جسر فوق النهر'
    """
    line = lines[0][:_HEAD_CHARS] if lines else ""
    before, bar, after = line.partition(" | ")
    for text in (line, after if len(before.split()) <= _LEAST_TITLE else ""):
        words = text.split()
        for count in range(min(_MOST_TITLE, len(words) // 2), _LEAST_TITLE - 1, -1):
            title = " ".join(words[:count])
            if 2 <= text.count(title) <= _MOST_REPEATS:
                return title
    if bar and _LEAST_TITLE <= len(before.split()) <= _MOST_TITLE:
        title = before.strip()
        if any(title in other and other != title for other in lines[1:4]):
            return title
    return None


def split_around(line: str, title: str) -> list[str]:
    """A line cut around every time that it has `title`.

    >>> split_around("الأمل | افتتاح جسر قال الوزير", "افتتاح جسر")
    ['الأمل |', 'افتتاح جسر', 'قال الوزير']
    """
    parts: list[str] = []
    at = 0
    while (found := line.find(title, at, _HEAD_CHARS)) >= 0:
        parts += [line[at:found].strip(), title]
        at = found + len(title)
    return [part for part in (*parts, line[at:].strip()) if part]


def split_foot(line: str) -> tuple[str, str, str] | None:
    """A line with furniture glued to its end: the text before, the rest, and the rest's kind.

    >>> split_foot("عاد الوفد. مقالات ذات صلة خبر آخر جميع الحقوق محفوظة لموقع الأمل نيوز")[2]
    'related'
    """
    if line.count(" ") < _LEAST_LINE:
        return None
    pattern, kinds = _phrases()
    first = pattern.search(line)
    if first is None or pattern.search(line, first.end()) is None:
        return None
    return line[: first.start()].strip(), line[first.start() :], kinds[first.group()]
