"""Open times settled by what the accounts of one event say together.

Every account of one event was written on the day of the event or the day after. What the texts
say of their own day (أيار الجاري, 16 الجاري, اليوم الثلاثاء) and the latest full date in them leave
some days; an open time gets a value only where all of them give the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from riwaya.dates.absolute import Value
from riwaya.dates.expressions import Expression
from riwaya.dates.find import as_day, parse
from riwaya.dates.own_day import SPREAD_DAYS, latest_named, own_day
from riwaya.dates.resolve import evaluate, resolve
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import Record, Time

_DAY = dt.timedelta(days=1)
_WINDOW_DAYS = 365
_MOST_CANDIDATES = 6


class Document(Record, frozen=True):
    """An account: its article id, body, the times found in it, and its ISO day if known."""

    article: str
    body: str
    times: tuple[Time, ...] = ()
    published: str | None = None


class Settled(Record, frozen=True):
    """The documents with their times as far as they could be settled, the ISO days that the event
    may be of (empty where nothing narrows them), and codes of what did not fit: `weekday_conflict`
    (a text calls one day by two names), `date_conflict` (dated accounts name different days),
    `no_day_fits` (the texts contradict one another)."""

    documents: tuple[Document, ...]
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Account(NamedTuple):
    document: Document
    found: tuple[Expression, ...]
    day: dt.date | None
    conflict: bool


class _Fit(NamedTuple):
    """A day of the event, with the days that each open account may then be of."""

    event: dt.date
    days: tuple[tuple[dt.date, ...], ...]


def settle(documents: Sequence[Document]) -> Settled:
    """Settle the times of accounts of ONE event (one account works the same).

    A dated document resolves its own times, and the others stand within a day of it. Where none
    is dated the year comes from the latest full date in the texts, if they name their month.
    Values found so are `inferred`, basis `event`. What stays open keeps value None, with
    `candidates` where at most six are left. Nothing is refused; beyond `limits.EVENT_ARTICLES`
    documents come back as they are.

    >>> body = "خسر البلدة في 2 آذار 2019. وانسحب منها مطلع أيار الجاري."
    >>> [t.value for t in settle([Document(article="a", body=body)]).documents[0].times]
    ['2019-03-02', '2019-05']
    """
    accounts = [_read(document) for document in documents[:EVENT_ARTICLES]]
    rest = tuple(documents[EVENT_ARTICLES:])
    notes = ["weekday_conflict"] if any(account.conflict for account in accounts) else []
    weekday = _shared_weekday(accounts)
    named = _named_days(accounts, weekday)
    if len(named) > 1:
        return Settled(documents=(*(account.document for account in accounts), *rest),
                       candidates=tuple(day.isoformat() for day in named),
                       notes=(*notes, "date_conflict"))
    still = [account for account in accounts if account.day is None and not account.conflict]
    window = named or _window(accounts, still)
    fits = _fits(still, window, weekday)
    dated = any(account.day is not None for account in accounts)
    if window and still and not fits and not dated:
        notes.append("no_day_fits")
    settled = {id(account): _filled(account, index, fits, weekday)
               for index, account in enumerate(still)}
    out = tuple(settled.get(id(account), account.document) for account in accounts)
    days = named or [fit.event for fit in fits if still]
    said = tuple(day.isoformat() for day in days) if len(days) <= _MOST_CANDIDATES else ()
    return Settled(documents=(*out, *rest), notes=tuple(notes), candidates=said)


# --- one account ------------------------------------------------------------------------------


def _read(document: Document) -> _Account:
    found = parse(document.body)
    day = as_day(document.published) if document.published else own_day(found)
    times = document.times or tuple(resolve(document.body, one, None) for one in found)
    clashing = _clashing(found) if day is None else frozenset()
    by_span = {(one.start, one.end): one for one in found}
    new = []
    for time in times:
        one = by_span.get((time.start, time.end))
        if one is not None and day is not None and time.value is None:
            time = resolve(document.body, one, day)
            own = not document.published and time.value is not None
            time = msgspec.structs.replace(time, inferred=time.inferred or own)
        if (time.start, time.end) in clashing:
            time = msgspec.structs.replace(time, note="weekday_conflict")
        new.append(time)
    changed = msgspec.structs.replace(document, times=tuple(new))
    return _Account(changed, found, day, bool(clashing))


def _clashing(found: Sequence[Expression]) -> frozenset[tuple[int, int]]:
    """The day words with a week day (اليوم الثلاثاء), if they disagree on what day it is."""
    said = [one for one in found if one.shift is not None and one.weekday is not None]
    today = {((one.weekday or 0) - (one.shift or 0)) % 7 for one in said}
    return frozenset((one.start, one.end) for one in said) if len(today) > 1 else frozenset()


def _names_day(one: Expression) -> bool:
    """Whether a week day may be the day that the account is about."""
    return (one.weekday is not None and one.toward is None and not one.future
            and one.kind in ("weekday", "day") and (one.shift or 0) <= 0)


def _shared_weekday(accounts: Sequence[_Account]) -> int | None:
    """The one week day that every account names that names any; two accounts are needed."""
    named = [{one.weekday for one in account.found if _names_day(one)}
             | {day.weekday() for day in latest_named(account.found, account.day)}
             for account in accounts if not account.conflict]
    named = [days for days in named if days]
    if len(named) < 2:
        return None
    shared = set.intersection(*named)
    return shared.pop() if len(shared) == 1 else None


def _named_days(accounts: Sequence[_Account], weekday: int | None) -> list[dt.date]:
    """The days of the event by accounts that date their week day or whose day is known."""
    days: set[dt.date] = set()
    for account in accounts:
        if weekday is None or account.conflict:
            continue
        latest = latest_named(account.found, account.day)
        days.update(day for day in latest if day.weekday() == weekday)
        if account.day is None:
            continue
        for one in account.found:
            if _names_day(one) and one.weekday == weekday:
                day = as_day(evaluate(one, account.day).value or "")
                if day is not None:
                    days.add(day)
    return sorted(days)


# --- the days that are left -------------------------------------------------------------------


def _window(accounts: Sequence[_Account], still: Sequence[_Account]) -> list[dt.date]:
    """The days around the dated accounts; without such, the year of days from the latest full
    date in the texts on. Empty where dated accounts are far apart, or where a later or an
    anniversary-like date makes the year unsafe."""
    dated = sorted(account.day for account in accounts if account.day is not None)
    if dated:
        return _around(dated[0], dated[-1])
    anchor: dt.date | None = None
    old = False
    floor = dt.date.min
    for account in still:
        for one in account.found:
            day = None if one.future else _first_day(one)
            if day is None:
                continue
            floor = max(floor, day)
            if one.full and one.day2 is None and (anchor is None or day >= anchor):
                old = one.since
                anchor = day
    if anchor is None or old or anchor.year >= dt.MAXYEAR - 1:
        return []
    days = [anchor + step * _DAY for step in range(_WINDOW_DAYS)]
    return [day for day in days if day >= floor]


def _around(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days that an event may be of if its dated accounts are from `first` to `last`."""
    near = (last - first).days <= SPREAD_DAYS
    if not near or first == dt.date.min or last >= dt.date.max - _DAY:
        return []
    return [first + step * _DAY for step in range(-1, (last - first).days + 1)]


def _first_day(one: Expression) -> dt.date | None:
    """The first day of an explicit date, month or year."""
    if one.year is None or one.kind != "date":
        return None
    value = evaluate(one, None).value
    if value is None:
        return None
    head = value.split("/")[0]
    return as_day(head + "-01-01"[: 10 - len(head)] if len(head) == 4 else
                  head + "-01" if len(head) == 7 else head)


def _fits(still: Sequence[_Account], window: Sequence[dt.date],
          weekday: int | None) -> list[_Fit]:
    fits = []
    for event in window:
        if weekday is not None and event.weekday() != weekday:
            continue
        days = tuple(tuple(day for day in _days_of(event) if _may_be(account, day))
                     for account in still)
        if all(days):
            fits.append(_Fit(event, days))
    return fits


def _days_of(event: dt.date) -> Iterator[dt.date]:
    yield event
    yield event + _DAY


def _may_be(account: _Account, day: dt.date) -> bool:
    """Whether an account can have been written on `day`, by what it says of its own time."""
    return all(_allows(one, day) for one in account.found)


def _allows(one: Expression, day: dt.date) -> bool:
    if one.kind == "day" and one.weekday is not None and one.shift is not None:
        return (day + one.shift * _DAY).weekday() == one.weekday
    if one.kind != "date" or one.year is not None or one.toward is None:
        return True
    if one.calendar == "hijri" or one.unit == "year":
        return True
    if one.month is not None and (one.month == day.month) != (one.toward == 0):
        return False
    if one.toward != 0 or one.day is None:
        return True
    try:
        first = day.replace(day=one.day)
    except ValueError:
        return False
    if one.weekday is not None and first.weekday() != one.weekday:
        return False
    if one.lasted is not None:
        return first + (one.lasted - 1) * _DAY <= day
    return first <= day if one.past and not one.future else True


# --- values -----------------------------------------------------------------------------------


def _filled(account: _Account, index: int, fits: Sequence[_Fit],
            weekday: int | None) -> Document:
    by_span = {(one.start, one.end): one for one in account.found}
    times = []
    for time in account.document.times:
        one = by_span.get((time.start, time.end))
        if one is not None and time.value is None and time.note is None and fits:
            time = _with_values(time, one, index, fits, weekday)
        times.append(time)
    return msgspec.structs.replace(account.document, times=tuple(times))


def _with_values(time: Time, one: Expression, index: int, fits: Sequence[_Fit],
                 weekday: int | None) -> Time:
    values: dict[str, None] = {}
    for fit in fits:
        for day in fit.days[index]:
            got = _value_at(one, fit.event, day, weekday)
            options = (got.value,) if got.value is not None else got.candidates
            if not options:
                return time
            values.update(dict.fromkeys(options))
            if len(values) > _MOST_CANDIDATES:
                return time
    found = tuple(sorted(values))
    return msgspec.structs.replace(
        time, value=found[0] if len(found) == 1 else None, inferred=True, basis="event",
        candidates=found if len(found) > 1 else ())


def _value_at(one: Expression, event: dt.date, day: dt.date,
              weekday: int | None) -> Value:
    """The value if the event was on `event` and the account was written on `day`: week days are
    counted from the event where the accounts share its week day."""
    try:
        if one.kind == "weekday" and one.toward is None and weekday is not None:
            return evaluate(one, event)
        return evaluate(one, day)
    except (ValueError, OverflowError):
        return Value(None)
