"""Watching feeds: rounds with pauses between them, and what each of them says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from riwaya.counts import Counts, end_of
from riwaya.errors import UsageError
from riwaya.fetch import is_address
from riwaya.fetch.cache import Cache
from riwaya.fetch.clock import Clock
from riwaya.limits import WATCH_PAUSE_MINUTES
from riwaya.pipeline import Settings
from riwaya.progress import Teller, reason, telling
from riwaya.read import Fetch, Meter
from riwaya.records import Refusal
from riwaya.terminal import notice

if TYPE_CHECKING:  # an extra, as in `archiving`
    from riwaya.keeping.polling import Listing
    from riwaya.store import Archive

_MINUTE: Final = 60.0
_KINDS_SHOWN: Final = 5
_PASSING: Final = ("archive_busy", "archive_failed")
_WORDS: Final = MappingProxyType({
    "en": {
        "round": "seen: {seen}, new articles: {new}, new versions: {versions}, refused: {refused}",
        "why": "refused ({n}): {why}",
        "left": "left for later rounds: {n}",
        "failed": "the feed {feed} cannot be read: {why}",
        "again": "the feed {feed} cannot be read: {why}; minutes until the next try: {minutes}",
        "next": "minutes until the next round: {minutes}",
        "broken": "the round was broken off: {why}",
        "stopped": "interrupted; what was added stays, and the same command goes on from here",
    },
    "ar": {
        "round": "المرصود: {seen}، مقالات جديدة: {new}، نسخ جديدة: {versions}، مرفوض: {refused}",
        "why": "مرفوض ({n}): {why}",
        "left": "متروك للجولات اللاحقة: {n}",
        "failed": "تعذرت قراءة الخلاصة {feed}: {why}",
        "again": "تعذرت قراءة الخلاصة {feed}: {why}؛ الدقائق حتى المحاولة التالية: {minutes}",
        "next": "الدقائق حتى الجولة التالية: {minutes}",
        "broken": "انقطعت الجولة: {why}",
        "stopped": "أُوقف؛ ما أُضيف باقٍ، والأمر نفسه يتابع من هنا",
    },
})  # fmt: skip


@dataclass(frozen=True)
class Ways:
    """How feeds are watched: the door to the network, which is opened anew for each round, the
    folder of what was fetched, the clock, the minutes between rounds, and how it is told."""

    door: Callable[[], AbstractContextManager[Fetch]]
    cache: Cache
    clock: Clock
    every: int
    workers: int = 0
    language: str = "en"
    quiet: bool = False

    def say(self, key: str, **values: object) -> None:
        """One sentence on stderr."""
        notice(f"riwaya: {_WORDS[self.language][key].format(**values)}")


@dataclass
class Round:
    """What one round came to."""

    seen: int = 0
    new: int = 0
    versions: int = 0
    left: int = 0
    counts: Counts = Counts()  # noqa: RUF009 - frozen
    whys: Counter[str] = field(default_factory=Counter)
    failed: dict[str, Refusal] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """1 where a feed or a page was refused."""
        return 1 if self.failed else self.counts.exit_code


class Schedule:
    """When each feed is due, in seconds of a clock. One that fails is due after twice the pause
    each time, up to `WATCH_PAUSE_MINUTES`, and then with the next round of the others."""

    def __init__(self, feeds: Sequence[str], every: int) -> None:
        self._every = every
        self._due = dict.fromkeys(feeds, float("-inf"))
        self._failures = dict.fromkeys(feeds, 0)

    def due(self, now: float) -> list[str]:
        """The feeds that are to be looked at."""
        return [feed for feed, then in self._due.items() if then <= now]

    def looked_at(self, feed: str, now: float, *, failed: bool) -> int:
        """Note that a feed was looked at; the minutes until it is due again.

        >>> schedule = Schedule(["https://example.org/خلاصة"], 30)
        >>> [schedule.looked_at("https://example.org/خلاصة", 0, failed=True) for _ in range(5)]
        [60, 120, 240, 360, 360]
        """
        failures = self._failures[feed] + 1 if failed else 0
        self._failures[feed] = failures
        most = max(self._every, WATCH_PAUSE_MINUTES)
        # No number grows beyond need, however long a feed is gone.
        minutes = min(self._every << min(failures, 16), most)
        self._due[feed] = now + minutes * _MINUTE
        return minutes

    def next(self) -> float:
        """When the next round begins."""
        well = [then for feed, then in self._due.items() if not self._failures[feed]]
        return min(well or self._due.values())


def folder_of(place: str) -> Path:
    """Where what is fetched for an archive is kept: beside its file, or here.

    >>> folder_of("news/أرشيف.db").name
    'أرشيف.fetched'
    """
    if "://" in place:
        return Path("riwaya.fetched")
    path = Path(place)
    return path.with_name(path.stem + ".fetched")


def watch(archive: Archive, feeds: Sequence[str], ways: Ways, *, once: bool) -> int:
    """Look at the feeds round after round, or `once`; the exit code of the one round. Raises
    KeyboardInterrupt where it is interrupted, once that was told, and UsageError for a feed that
    is no address."""
    for feed in feeds:
        if not is_address(feed):
            raise UsageError("bad_option", "FEED", f"{feed} (http or https)")
    schedule = Schedule(feeds, ways.every)
    try:
        while True:
            due = schedule.due(ways.clock.monotonic())
            done = _whole(archive, due, ways, once)
            _tell_failed(done, due, schedule, ways, once)
            if once:
                return done.exit_code
            wait = max(0.0, schedule.next() - ways.clock.monotonic())
            if not ways.quiet:
                ways.say("next", minutes=round(wait / _MINUTE))
            ways.clock.sleep(wait)
    except KeyboardInterrupt:
        ways.say("stopped")
        raise


def _whole(archive: Archive, feeds: Sequence[str], ways: Ways, once: bool) -> Round:
    """A round; one that the archive breaks off is told, and the next one goes on from there."""
    try:
        return _round(archive, feeds, ways)
    except UsageError as error:
        if once or error.code not in _PASSING:
            raise
        ways.say("broken", why=error.sentence(ways.language))
        return Round()


def _round(archive: Archive, feeds: Sequence[str], ways: Ways) -> Round:
    from riwaya.keeping import regroup
    from riwaya.keeping.polling import listings, polled, unseen

    done = Round()
    with telling(ways.language, ways.quiet, Meter(), live=True) as teller, ways.door() as fetch:
        found = listings(feeds, fetch)
        _note(done, found, teller, ways.language)
        entries, done.left = unseen(archive, ways.cache, found)
        settings = Settings(fetch=fetch, workers=ways.workers)
        for outcomes, added in polled(archive, ways.cache, entries, settings, lambda: _now(ways)):
            done.new += added.new
            done.versions += added.versions
            for outcome in outcomes:
                _take(done, outcome, teller, ways.language)
            teller.tick(done.counts)
        regroup(archive, teller.step, workers=ways.workers)
    if not ways.quiet:
        _tell(done, ways)
    return done


def _now(ways: Ways) -> str:
    """The time, as an archive notes it."""
    return ways.clock.now().isoformat(timespec="seconds")


def _note(done: Round, found: Sequence[Listing], teller: Teller, language: str) -> None:
    """What the feeds list, and what of them could not be read."""
    for listing in found:
        done.seen += len(listing.entries)
        if listing.failed is not None:
            done.failed[listing.feed] = listing.failed
            continue
        for refusal in listing.refusals:
            _take(done, refusal, teller, language)


def _take(done: Round, outcome: Refusal | None, teller: Teller, language: str) -> None:
    done.counts = done.counts.and_one(end_of(outcome))
    if outcome is not None:
        teller.refuse(outcome)
        if not outcome.passed:
            done.whys[reason(outcome, language)] += 1


def _tell(done: Round, ways: Ways) -> None:
    refused = done.counts.refused + done.counts.faults
    ways.say("round", seen=done.seen, new=done.new, versions=done.versions, refused=refused)
    for why, count in done.whys.most_common(_KINDS_SHOWN):
        ways.say("why", n=count, why=why)
    if done.left:
        ways.say("left", n=done.left)


def _tell_failed(
    done: Round, due: Sequence[str], schedule: Schedule, ways: Ways, once: bool
) -> None:
    now = ways.clock.monotonic()
    for feed in due:
        failed = done.failed.get(feed)
        minutes = schedule.looked_at(feed, now, failed=failed is not None)
        if failed is not None:
            why = reason(failed, ways.language)
            ways.say("failed" if once else "again", feed=feed, why=why, minutes=minutes)
