"""The day of publication by agreement of the evidence: markup, visible lines, the address.

Two that agree carry it; where only one speaks it is taken as far as it can be trusted alone; where
they differ and nothing explains why (an update, UTC, a template's day), there is no answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from riwaya.dates import find
from riwaya.extract.when import Clue, on_day, shifted
from riwaya.records import When

_EARLIEST = "1995-01-01"
_LATEST = "2050-01-01"
_LATE_DAYS = 31
_LONG_AFTER = 400
_RANK = ("published", "labelled", "near", "dated", "url", "above")


def settle(
    clues: Sequence[Clue],
    *,
    captured: str | None = None,
    weekday: int | None = None,
    body: str = "",
) -> When | None:
    """The day of publication, or None. `captured` is the day on which the page was read, `weekday`
    the one that the text calls today, `body` the text.

    >>> from riwaya.extract.when import stamp, written
    >>> line = written("الجمعة 24 أيار 2019", "near")
    >>> settle([stamp("2019-05-24T10:00", "published"), *line]).start
    '2019-05-24T10:00'
    """
    clues = _plausible(clues, captured)
    sources = [found for found in (_markup(clues), _shown(clues), _of(clues, "url")) if found]
    votes: dict[str, int] = {}
    for found in (*sources, *_weak(clues)):
        for day in dict.fromkeys(day for clue in found for day in clue.days):
            votes[day] = votes.get(day, 0) + 1
    most = max(votes.values(), default=0)
    best = [day for day, count in votes.items() if count == most]
    if most >= 2:
        return _when(_first(best, sources), clues)
    if len(sources) == 1:
        return _alone(sources[0], clues, weekday, body)
    return _explained(sources, clues, weekday) if sources else None


def updated_when(clues: Sequence[Clue], published: When | None) -> When | None:
    """When the article was last changed: what the page says of it, visibly or in its markup, where
    that is one day and not before publication; None where it says nothing, or two things.

    >>> from riwaya.extract.when import written
    >>> lines = written("24 أيار 2019", "labelled") + written("25 أيار 2019", "modified")
    >>> updated_when(lines, None).start
    '2019-05-25'
    """
    found = _of(clues, "modified")
    days = {clue.days[0] for clue in found}
    if len(days) != 1 or (published is not None and min(days) < published.start[:10]):
        return None
    return max((clue.when for clue in found), key=lambda when: len(when.start))


def _of(clues: Iterable[Clue], *kinds: str) -> list[Clue]:
    return [clue for clue in clues if clue.kind in kinds]


def _plausible(clues: Iterable[Clue], captured: str | None) -> list[Clue]:
    seen = captured[:10] if captured and _is_day(captured[:10]) else _LATEST
    latest = min(shifted(seen, 1), _LATEST)
    found = [clue for clue in clues if _EARLIEST <= clue.days[0] <= latest]
    changed = [clue.days[0] for clue in _of(found, "modified")]
    if changed:
        late = shifted(max(changed), _LATE_DAYS)
        found = [clue for clue in found if clue.kind != "published" or clue.days[0] <= late]
    return found


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _markup(clues: Sequence[Clue]) -> list[Clue]:
    """The fields of publication; without them those of any date, unless the template fills them
    with the day of the visit that stands over the page."""
    today = {clue.days[0] for clue in _of(clues, "today")}
    filled = [clue for clue in _of(clues, "dated") if clue.days[0] not in today]
    return _of(clues, "published") or filled


def _shown(clues: Sequence[Clue]) -> list[Clue]:
    """Visible dates that say نشر; without them those beside the title that are not the update's."""
    changed = {clue.days[0] for clue in _of(clues, "modified")}
    markup = {day for clue in _of(clues, "published") for day in clue.days}
    near = [
        c
        for c in _of(clues, "near")
        if not markup or c.days[0] in markup or c.days[0] not in changed
    ]
    if len({clue.days[0] for clue in near}) > 1:
        near = [clue for clue in near if clue.days[0] not in changed]
    return _of(clues, "labelled") or near


def _weak(clues: Sequence[Clue]) -> list[list[Clue]]:
    """A line right above the title counts only beside other evidence, for want of a better line."""
    above = [] if _shown(clues) else _of(clues, "above")
    return [above] if above else []


def _first(days: Sequence[str], sources: Sequence[Sequence[Clue]]) -> str | None:
    """The one of the agreed days that is written as such most often."""
    written = [clue.days[0] for found in sources for clue in found]
    counts = sorted(((written.count(day), day) for day in days), reverse=True)
    if len(counts) > 1 and counts[0][0] == counts[1][0]:
        return None
    return counts[0][1]


def _when(day: str | None, clues: Sequence[Clue]) -> When | None:
    if day is None:
        return None
    ranked = sorted(_of(clues, *_RANK), key=lambda clue: _RANK.index(clue.kind))
    for clue in ranked:
        if clue.days[0] == day:
            return clue.when
    for clue in ranked:
        if day in clue.days and clue.when.basis in ("metadata", "text"):
            return on_day(
                day, "metadata" if clue.when.basis == "metadata" else "text", clue.when.evidence
            )
    return None


def _common(found: Sequence[Clue]) -> str | None:
    """The one day that all clues of a source can mean, as the first of them that is sure has it."""
    shared = set(found[0].days).intersection(*(clue.days for clue in found[1:]))
    sure = [clue.days[0] for clue in found if clue.sure and clue.days[0] in shared]
    fixed = [clue.days[0] for clue in found if len(clue.days) == 1 and clue.days[0] in shared]
    return next(iter(fixed or sure), None)


def _alone(
    found: Sequence[Clue], clues: Sequence[Clue], weekday: int | None, body: str
) -> When | None:
    """What one source says: not 1 January, which systems fill in, unless a line spells it out; an
    address only where the text does not speak against it."""
    # 02/06/2024 may be read in two ways; the weekday that the text calls today decides.
    either = found[0].days if len(found) == 1 else ()
    day = _by_weekday(either, weekday) or _common(found)
    day = day or _by_weekday([c.days[0] for c in found], weekday)
    if day is None or (day.endswith("-01-01") and found[0].when.basis != "text"):
        return None
    if found[0].kind == "url":
        if weekday is not None and _weekday(day) != weekday:
            return None
        late = shifted(day, _LONG_AFTER)
        if any(t.value and _is_day(t.value) and t.value > late for t in find(body[:20_000])):
            return None
    return _when(day, clues)


def _weekday(day: str) -> int:
    return dt.date.fromisoformat(day).weekday()


def _by_weekday(days: Iterable[str], weekday: int | None) -> str | None:
    """The one of the days that falls on the weekday which the text calls today."""
    fitting = {day for day in days if weekday is not None and _weekday(day) == weekday}
    return fitting.pop() if len(fitting) == 1 else None


def _explained(
    sources: Sequence[Sequence[Clue]], clues: Sequence[Clue], weekday: int | None
) -> When | None:
    """Sources that differ: by the text's weekday; a line that says نشر against an address or a
    field of any date; a stamp or a line a day off the address; else None."""
    days = [_common(found) for found in sources]
    named = _by_weekday([clue.days[0] for found in sources for clue in found], weekday)
    if named is not None:
        return _when(named, clues)
    if any(found[0].kind == "published" for found in sources) and len(sources) > 1:
        first, other = days[0], days[-1]
        beside = sources[-1][0].kind == "url" and len(sources) == 2
        near = first and other and other == shifted(first, -1)
        return _when(first, clues) if beside and near else None
    for found, day in zip(sources, days, strict=True):
        if found[0].kind == "labelled":
            return _when(day, clues)
    return None
