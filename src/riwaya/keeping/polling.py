"""Polling: what feeds and sitemaps list is told from what was looked at before, and the new goes
into an archive."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final

from msgspec import Struct, field, structs

from riwaya.fetch.cache import Cache, KeptEntry
from riwaya.keeping.adding import taken
from riwaya.kept import Added
from riwaya.limits import WATCH_PAGES, WATCH_SITEMAPS, WATCH_TRIES
from riwaya.pipeline import Settings
from riwaya.read import Capture, Entry, Fetch, Sitemap, listed
from riwaya.read.capture import refusal
from riwaya.records import Refusal
from riwaya.store import Archive, sha256_of

_DEPTH: Final = 2
_FOR_NOW: Final = ("timeout", "unreachable")


class Listing(Struct):
    """What a feed lists, those of its sitemaps included: its entries, each once, and what of it
    could not be read. It `failed` where nothing at all could."""

    feed: str
    entries: dict[str, Entry] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    sitemaps: list[Sitemap] = field(default_factory=list)
    listed: bool = False

    @property
    def failed(self) -> Refusal | None:
        """Why nothing of it could be read."""
        return None if self.listed or not self.refusals else self.refusals[0]

    def take(self, answer: Capture | Refusal) -> None:
        """Take in the feed, or one of its sitemaps."""
        found = [answer] if isinstance(answer, Refusal) else listed(answer)
        for one in found:
            if isinstance(one, Refusal):
                self.refusals.append(one)
                continue
            self.listed = True
            if isinstance(one, Sitemap):
                self.sitemaps.append(one)
            else:
                # Two feeds may say different things of one page, and neither is then news.
                key = f"{self.feed} {one.key}"
                self.entries.setdefault(key, structs.replace(one, key=key))

    def newest_sitemaps(self) -> list[str]:
        """Those that are to be looked at, which are then no longer waiting; that there are others
        is a refusal that is passed."""
        found = sorted(self.sitemaps, key=lambda one: one.when or "", reverse=True)
        self.sitemaps = []
        more = len(found) - WATCH_SITEMAPS
        if more > 0:
            detail = f"{WATCH_SITEMAPS} sitemaps ({more} more)"
            self.refusals.append(refusal("too_large", self.feed, detail, passed=True))
        return [one.url for one in found[:WATCH_SITEMAPS]]


def listings(feeds: Sequence[str], fetch: Fetch) -> list[Listing]:
    """What each of the feeds lists now, in their order; sitemaps of an index are followed."""
    found = [Listing(feed) for feed in feeds]
    asked = list(zip(found, feeds, strict=True))
    for _ in range(_DEPTH + 1):
        answers = fetch([url for _, url in asked])
        for (listing, _), answer in zip(asked, answers, strict=True):
            listing.take(answer)
        asked = [(one, url) for one in found for url in one.newest_sitemaps()]
        if not asked:
            break
    for listing, url in asked:
        listing.refusals.append(refusal("too_complex", url, "sitemaps inside sitemaps"))
    return found


def unseen(archive: Archive, cache: Cache, found: Iterable[Listing]) -> tuple[list[Entry], int]:
    """The entries that are new, or changed since they were looked at: what is handed over, then
    the pages to be fetched, one of each feed in turn, so that many hosts are asked at once. Of one
    feed at most `WATCH_PAGES`, those that changed last first; how many are left for later."""
    urls: set[str] = set()
    handed: list[Entry] = []
    pages: list[list[Entry]] = []
    left = 0
    for listing in found:
        mine: list[Entry] = []
        for entry in listing.entries.values():
            if entry.found in urls or _is_settled(archive, cache, entry):
                continue
            if isinstance(entry.found, str):
                urls.add(entry.found)
                mine.append(entry)
            else:
                handed.append(entry)
        mine.sort(key=lambda one: one.when or "", reverse=True)
        pages.append(mine[:WATCH_PAGES])
        left += len(mine[WATCH_PAGES:])
    turns = chain.from_iterable(zip_longest(*pages))
    return handed + [entry for entry in turns if entry is not None], left


def _is_settled(archive: Archive, cache: Cache, entry: Entry) -> bool:
    kept = cache.entry(entry.key)
    if kept is None or kept.mark != entry.mark or 0 < kept.tries < WATCH_TRIES:
        return False
    # One folder may serve several archives.
    return kept.sha256 is None or archive.known(kept.sha256) is not None


def polled(
    archive: Archive, cache: Cache, entries: Sequence[Entry], settings: Settings,
    clock: Callable[[], str],
) -> Iterator[tuple[list[Refusal | None], Added]]:  # fmt: skip
    """Add what `entries` hand over or name, batch by batch, as `added` does; once a batch is kept,
    the `cache` knows what became of its entries. Pages are fetched as `settings` say."""
    waiting: deque[tuple[Entry, str | None]] = deque()
    found = _captures(entries, settings, waiting)
    for outcomes, counts in taken(archive, found, settings, clock=clock):
        for outcome in outcomes:
            entry, name = waiting.popleft()
            if outcome is None or outcome.code not in _FOR_NOW:
                cache.keep_entry(entry.key, _became(cache, entry, name, outcome))
        yield outcomes, counts


def _captures(
    entries: Sequence[Entry], settings: Settings, waiting: deque[tuple[Entry, str | None]]
) -> Iterator[Capture | Refusal]:
    pages = [entry for entry in entries if isinstance(entry.found, str)]
    urls = [entry.found for entry in pages if isinstance(entry.found, str)]
    handed = ((one, one.found) for one in entries if not isinstance(one.found, str))
    fetched = zip(pages, settings.fetch(urls) if settings.fetch else (), strict=True)
    for entry, found in chain(handed, fetched):
        waiting.append((entry, None if isinstance(found, Refusal) else sha256_of(found.data)))
        yield found


def _became(cache: Cache, entry: Entry, name: str | None, outcome: Refusal | None) -> KeptEntry:
    if outcome is None or outcome.code == "already_kept":
        return KeptEntry(entry.mark, name)
    if outcome.code != "http_status":
        return KeptEntry(entry.mark)
    kept = cache.entry(entry.key)
    before = kept.tries if kept is not None and kept.mark == entry.mark else 0
    return KeptEntry(entry.mark, tries=before + 1)
