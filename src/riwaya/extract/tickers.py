"""Breaking-news tickers: one line of many briefs, with or without their sources and times."""

from __future__ import annotations

import re

from riwaya.extract.blocks import Shape
from riwaya.records import Item

_BRIEF_END = re.compile(
    r"\((?P<source>[^()\n]{1,80})\)\s{0,3}[-–—]\s{0,3}(?P<time>\d{1,2}:\d{2})(?!\d)"
)
_BARRED = re.compile(r"(?P<text>.{8,200}?)\s[-–—]\s(?P<time>\d{1,2}:\d{2})")
_RUN_ON_WORDS = 60


def is_ticker(text: str) -> bool:
    """Whether `text` is a run of briefs that end with a source in brackets and a time, or of
    briefs with bars between them that each end with a time."""
    if ":" not in text:
        return False
    if " | " in text and len(_barred(text)) > 1:
        return True
    found = _BRIEF_END.search(text)
    return found is not None and (
        _BRIEF_END.search(text, found.end()) is not None or found.end() >= len(text.rstrip())
    )


def _barred(text: str) -> tuple[Item, ...]:
    """Briefs of a line such as `خبر - 12:30 | خبر - 11:05`; none where one has another shape."""
    found: list[Item] = []
    for part in text.split(" | "):
        match = _BARRED.fullmatch(part.strip())
        if match is None:
            return ()
        found.append(Item(text=match["text"].strip(), time=match["time"]))
    return tuple(found)


def is_run_on(shape: Shape) -> bool:
    """Whether a line is many headlines in one: long, and without a single mark between
    sentences or clauses."""
    return shape.length >= _RUN_ON_WORDS and not shape.commas and not shape.stops


def briefs(text: str) -> tuple[Item, ...]:
    """The briefs of a ticker line, each verbatim with its source and time; what is left after the
    last one is a brief without them.

    >>> line = "افتتاح طريق (البلدية) - 12:30 وصول قافلة ( مصادر+ شهود) - 11:05"
    >>> [(item.text, item.source, item.time) for item in briefs(line)]
    [('افتتاح طريق', 'البلدية', '12:30'), ('وصول قافلة', 'مصادر+ شهود', '11:05')]
    """
    found: list[Item] = list(_barred(text))
    if len(found) > 1:
        return tuple(found)
    found.clear()
    start = 0
    for match in _BRIEF_END.finditer(text):
        inner = text[start : match.start()].strip()
        if inner:
            found.append(Item(text=inner, source=match["source"].strip(), time=match["time"]))
        start = match.end()
    rest = text[start:].strip(" -–—|•")
    if rest:
        found.append(Item(text=rest))
    return tuple(found)
