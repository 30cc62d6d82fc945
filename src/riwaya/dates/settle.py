"""Open times settled by what the accounts of one event say together.

Every account of one event was written on the day of the event or the day after. What the texts
say of their own day (أيار الجاري, 16 الجاري, اليوم الثلاثاء) and the latest full date in them leave
some days; an open time gets a value only where all of them give the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from riwaya.dates.constraints import Fit, constrains, fits_of, window_of
from riwaya.dates.expressions import Expression
from riwaya.dates.find import parse
from riwaya.dates.own_day import as_day, latest_named, own_day
from riwaya.dates.resolve import evaluate, resolve
from riwaya.dates.values import Value
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import Record, Time

_DAY = dt.timedelta(days=1)
_MOST_CANDIDATES = 6


class Document(Record, frozen=True):
    """An account: its article id, body, the times found in it, and its ISO day if known."""

    article: str
    body: str
    times: tuple[Time, ...] = ()
    published: str | None = None


class Conflict(Record, frozen=True):
    """An expression that takes part in a conflict, and the code of the conflict (as in notes)."""

    article: str
    start: int
    end: int
    text: str
    note: str


class Settled(Record, frozen=True):
    """The documents with their times as far as they could be settled, the ISO days that the event
    may be of (empty where nothing narrows them), and codes of what did not fit: `weekday_conflict`
    (a text calls one day by two names), `date_conflict` (dated accounts name different days),
    `no_day_fits` (the texts contradict one another). `conflicts` are the expressions that say
    so."""

    documents: tuple[Document, ...]
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def day(self) -> str | None:
        """The day of the event as EDTF: a day, a one-of set (`[2017-05-24,2017-05-31]`), or
        None."""
        if len(self.candidates) > 1:
            return f"[{','.join(self.candidates)}]"
        return self.candidates[0] if self.candidates else None


class _Account(NamedTuple):
    document: Document
    found: tuple[Expression, ...]
    day: dt.date | None
    conflict: bool


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
    conflicts = [
        _conflict(account, one, "weekday_conflict")
        for account in accounts
        if account.conflict
        for one in _clashing(account.found)
    ]
    weekday = _shared_weekday(accounts)
    named = _named_days(accounts, weekday)
    if len(named) > 1:
        conflicts += [
            _conflict(account, one, "date_conflict")
            for account in accounts
            for one in account.found
            if _names_day(one) and one.weekday == weekday and not account.conflict
        ]
        return _settled([account.document for account in accounts], rest, named, conflicts)
    still = [account for account in accounts if account.day is None and not account.conflict]
    dated = [account.day for account in accounts if account.day is not None]
    window = named or window_of(dated, [account.found for account in still])
    fits = fits_of([account.found for account in still], window, weekday)
    if window and still and not fits and not dated:
        conflicts += [
            _conflict(account, one, "no_day_fits")
            for account in still
            for one in account.found
            if constrains(one, window)
        ]
    filled = {
        id(account): _filled(account, index, fits, weekday) for index, account in enumerate(still)
    }
    out = [filled.get(id(account), account.document) for account in accounts]
    return _settled(out, rest, named or [fit.event for fit in fits if still], conflicts)


def _settled(
    documents: Sequence[Document],
    rest: Sequence[Document],
    days: Sequence[dt.date],
    conflicts: Sequence[Conflict],
) -> Settled:
    few = len(days) <= _MOST_CANDIDATES or any(one.note == "date_conflict" for one in conflicts)
    return Settled(
        documents=(*documents, *rest),
        candidates=tuple(day.isoformat() for day in days) if few else (),
        notes=tuple(dict.fromkeys(one.note for one in conflicts)),
        conflicts=tuple(conflicts),
    )


def _conflict(account: _Account, one: Expression, note: str) -> Conflict:
    text = account.document.body[one.start : one.end]
    return Conflict(account.document.article, one.start, one.end, text, note)


# --- one account ------------------------------------------------------------------------------


def _read(document: Document) -> _Account:
    found = parse(document.body)
    day = as_day(document.published) if document.published else own_day(found)
    times = document.times or tuple(resolve(document.body, one, None) for one in found)
    clash = _clashing(found) if day is None else ()
    clashing = frozenset((one.start, one.end) for one in clash)
    by_span = {(one.start, one.end): one for one in found}
    new = []
    for time in times:
        one = by_span.get((time.start, time.end))
        if one is not None and day is not None and is_open(time):
            time = resolve(document.body, one, day)
            own = not document.published and not is_open(time)
            time = msgspec.structs.replace(time, inferred=time.inferred or own)
        if (time.start, time.end) in clashing:
            time = msgspec.structs.replace(time, note="weekday_conflict")
        new.append(time)
    changed = msgspec.structs.replace(document, times=tuple(new))
    return _Account(changed, found, day, bool(clashing))


def is_open(time: Time) -> bool:
    """Whether the day of a time is still unknown: it has no value, or only a clock (`T22:00`)."""
    return time.value is None or time.value.startswith("T")


def _clashing(found: Sequence[Expression]) -> tuple[Expression, ...]:
    """The day words with a week day (اليوم الثلاثاء), if they disagree on what day it is."""
    said = [one for one in found if one.shift is not None and one.weekday is not None]
    today = {((one.weekday or 0) - (one.shift or 0)) % 7 for one in said}
    return tuple(said) if len(today) > 1 else ()


def _names_day(one: Expression) -> bool:
    """Whether a week day may be the day that the account is about."""
    return (
        one.weekday is not None
        and one.toward is None
        and not one.future
        and one.kind in ("weekday", "day")
        and (one.shift or 0) <= 0
    )


def _shared_weekday(accounts: Sequence[_Account]) -> int | None:
    """The one week day that every account names that names any; two accounts are needed."""
    named = [
        {one.weekday for one in account.found if _names_day(one)}
        | {day.weekday() for day in latest_named(account.found, account.day)}
        for account in accounts
        if not account.conflict
    ]
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


# --- values -----------------------------------------------------------------------------------


def _filled(account: _Account, index: int, fits: Sequence[Fit], weekday: int | None) -> Document:
    by_span = {(one.start, one.end): one for one in account.found}
    times = []
    for time in account.document.times:
        one = by_span.get((time.start, time.end))
        if one is not None and is_open(time) and time.note is None and fits:
            time = _with_values(time, one, index, fits, weekday)
        times.append(time)
    return msgspec.structs.replace(account.document, times=tuple(times))


def _with_values(
    time: Time, one: Expression, index: int, fits: Sequence[Fit], weekday: int | None
) -> Time:
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
        time,
        value=found[0] if len(found) == 1 else None,
        inferred=True,
        basis="event",
        candidates=found if len(found) > 1 else (),
    )


def _value_at(one: Expression, event: dt.date, day: dt.date, weekday: int | None) -> Value:
    """The value if the event was on `event` and the account was written on `day`: week days are
    counted from the event where the accounts share its week day."""
    try:
        if one.kind == "weekday" and one.toward is None and weekday is not None:
            return evaluate(one, event)
        return evaluate(one, day)
    except (ValueError, OverflowError):
        return Value(None)
