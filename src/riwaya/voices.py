"""How many voices have a point, as reports and counts of points tell it."""

from __future__ import annotations

from riwaya.records import Point, Verdict


def is_alone(point: Point) -> bool:
    """Whether one voice alone has a point: one account, or accounts of one text that agree, though
    only one of these may be shown."""
    return told_verdict(point) == "single"


def told_verdict(point: Point) -> Verdict:
    """The verdict of a point; single where all that agree on it are one text and its copies.

    >>> told_verdict(Point(id="p1", text="الجسر مغلق", kind="fact", verdict="agreed", accounts=(),
    ...                    independent=1))
    'single'
    """
    copied = point.verdict == "agreed" and point.independent == 1
    return "single" if copied else point.verdict
