"""Lines of a dump that lost their line breaks: menus, headline, dates and text in one line, and the
foot of the page behind the last sentence.

Seen in dumps that keep sentences, not lines. Such a line is cut around the headline
(`glued_title.py`), behind the masthead that follows it (`masthead.py`) and before the foot of the
page (`foot.py`).
"""

from __future__ import annotations

from riwaya.extract.foot import split_foot
from riwaya.extract.masthead import headline_in, masthead_end

_LEAST_LINE = 12
_HEAD_CHARS = 20_000
_SURE_MASTHEAD = 3.0

Part = tuple[str, str]


def split_line(line: str, title: str | None, outlet: str, *, head: bool = True) -> list[Part]:
    """A line cut at the headline, behind the masthead that follows it, and before the foot of the
    page; each part with the kind of furniture that it is, "" for what may be text. Only a line at
    the `head` of the page has a headline and a masthead.

    >>> split_line("الأمل | افتتاح جسر 3 آذار 2019 قال الوزير", "افتتاح جسر", "")
    [('الأمل |', 'navigation'), ('افتتاح جسر', ''), ('3 آذار 2019', 'date'), ('قال الوزير', '')]
    """
    parts = [(line, "")]
    if head and title is not None and title in line[:_HEAD_CHARS]:
        parts = _around(line, title, outlet)
    elif head and line.count(" ") >= _LEAST_LINE:
        parts = _behind_masthead(line, outlet, untold=title is None)
    found: list[Part] = []
    for text, kind in parts:
        foot = split_foot(text, head=head) if not kind else None
        if foot is None:
            found.append((text, kind))
        else:
            found += [(foot[0], ""), (foot[1], foot[2])]
    return [(text.strip(), kind) for text, kind in found if text.strip()]


def _around(line: str, title: str, outlet: str) -> list[Part]:
    """A line cut around every time that it has `title`; what stands before it is furniture."""
    parts: list[Part] = []
    at = 0
    while (found := line.find(title, at, _HEAD_CHARS)) >= 0:
        parts += [(line[at:found], "navigation"), (line[found : found + len(title)], "")]
        at = found + len(title)
    rest = line[at:]
    end = masthead_end(rest, outlet)
    return [*parts, (rest[:end], "date"), (rest[end:], "")]


def _behind_masthead(line: str, outlet: str, *, untold: bool) -> list[Part]:
    """A line cut behind the masthead at its beginning; where the headline is still untold it is
    looked for there."""
    end = masthead_end(line, outlet, _SURE_MASTHEAD)
    if not end:
        return [(line, "")]
    head, rest = line[:end], (line[end:], "")
    place = headline_in(head) if untold else None
    if place is None:
        return [(head, "date"), rest]
    start, stop = place
    return [(head[:start], "navigation"), (head[start:stop], ""), (head[stop:], "date"), rest]
