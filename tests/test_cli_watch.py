"""`riwaya watch`: rounds over feeds of a small server on this machine, with time that only passes
when someone waits."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from riwaya import limits
from riwaya.archiving import kept
from riwaya.fetch import session
from riwaya.fetch.cache import Cache
from riwaya.fetch.clock import SystemClock
from riwaya.fetch.network import Endpoint, Internet
from riwaya.watching import Schedule, Ways, folder_of, watch

TEXT = (
    "أعلنت وزارة النقل صباح اليوم افتتاح الجسر الجديد {n} أمام حركة السير بعد عامين من العمل. "
    "وقال الوزير سامر الحلبي إن المشروع سيخفف الازدحام عن مدخل المدينة الشمالي."
)
HOST = "http://news.example.com"
Answer = tuple[int, dict[str, str], bytes]


class FakeClock:
    """Time that passes only when someone waits; the last of so many long waits is interrupted."""

    def __init__(self, rounds: int = 1) -> None:
        self.seconds, self.rounds = 1000.0, rounds
        self.waits: list[float] = []
        self.lock = threading.Lock()

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.seconds += seconds
        if threading.current_thread() is threading.main_thread():
            self.waits.append(seconds)
            if len(self.waits) == self.rounds:
                raise KeyboardInterrupt


class Local(Internet):
    """Every name but those `gone` leads to the server, by way of a public address."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.gone: set[str] = set()

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        if host in self.gone:
            raise OSError("no such name")
        # A number is not looked up.
        return [Endpoint(host if host[0].isdigit() else "93.184.216.34", port)]

    def connect(self, endpoint: Endpoint, seconds: float) -> Any:
        return super().connect(Endpoint("127.0.0.1", self.port), seconds)


class Site:
    """What the server answers, by host and path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[Any], None]] = {}
        self.asked: list[tuple[str, str | None, float]] = []
        self.clock = FakeClock()

    def put(self, path: str, body: str | bytes, status: int = 200, **fields: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, fields, data)

    def article(self, path: str, n: object, **fields: str) -> None:
        body = f"<html><head><title>افتتاح الجسر {n}</title></head><body><article><h1>افتتاح الجسر"
        body += f" الجديد {n}</h1><p>{TEXT.format(n=n)}</p></article></body></html>"
        self.put(path, body, **fields)

    def urls(self) -> list[str]:
        return [url for url, _, _ in self.asked if not url.endswith("/robots.txt")]


@pytest.fixture
def site() -> Iterator[tuple[Site, Local]]:
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = f"http://{self.headers['Host']}{self.path}"
            tag = self.headers.get("If-None-Match")
            told.asked.append((url, tag, told.clock.monotonic()))
            found = told.pages.get(url.removeprefix(HOST), (404, {}, b""))
            if callable(found):
                found(self)
                return
            status, fields, data = found
            if tag is not None and fields.get("ETag") == tag:
                status, data = 304, b""
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name.replace("_", "-"), value)
            if status != 304:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield told, Local(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join(10)


class Watcher:
    """The command behind its options, with what it needs of the world."""

    def __init__(self, site: Site, network: Local, folder: Path) -> None:
        self.site, self.network, self.folder = site, network, folder
        self.place = str(folder / "riwaya.db")

    def __call__(self, *feeds: str, once: bool = True, **more: Any) -> int:
        folder = folder_of(self.place)
        door = partial(session, cache=folder, clock=self.site.clock, network=self.network)
        ways = Ways(door=door, cache=Cache(folder), clock=self.site.clock, every=30, **more)
        with kept(self.place, create=True) as archive:
            return watch(archive, [HOST + feed if feed[0] == "/" else feed for feed in feeds],
                         ways, once=once)  # fmt: skip

    def articles(self) -> list[str]:
        with kept(self.place) as archive:
            return [one.body for one in archive.every_article()]

    def versions(self) -> int:
        with kept(self.place) as archive:
            return sum(len(archive.versions(one.id)) for one in archive.every_article())


@pytest.fixture
def watcher(site: tuple[Site, Local], tmp_path: Path) -> Watcher:
    return Watcher(*site, tmp_path)


def rss(*numbers: int, text: str = "") -> str:
    """A feed of summaries, each of which leads to a page."""
    items = "".join(
        f"<item><title>جسر {n}</title><link>{HOST}/{n}</link>"
        f"<description>افتُتح الجسر {n} {text}</description></item>"
        for n in numbers
    )
    return f"<rss><channel><title>الميدان</title><link>{HOST}/</link>{items}</channel></rss>"


# --- examples -----------------------------------------------------------------------------------


def test_pages_of_a_feed_are_added_and_then_left_alone(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2), ETag='"a"')
    site.article("/1", 1)
    site.article("/2", 2)
    assert watcher("/rss") == 0
    assert "seen: 2, new articles: 2, new versions: 0, refused: 0" in capsys.readouterr().err
    assert sorted("الجسر الجديد 1" in one for one in watcher.articles()) == [False, True]
    assert site.urls() == [HOST + path for path in ("/rss", "/1", "/2")]
    site.asked.clear()
    assert watcher("/rss", language="ar") == 0
    told = capsys.readouterr().err
    assert "المرصود: 2، مقالات جديدة: 0، نسخ جديدة: 0، مرفوض: 0" in told
    # The feed is asked whether it changed, robots.txt is kept for a day, the pages are left alone.
    assert [(url, tag) for url, tag, _ in site.asked] == [(HOST + "/rss", '"a"')]


def test_an_entry_that_changed_gives_a_new_version(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2))
    site.article("/1", 1, ETag='"1"')
    site.article("/2", 2)
    watcher("/rss")
    site.put("/rss", rss(1, 2, text="محدّث"))
    site.article("/2", 2, ETag='"2"')
    changed = site.pages["/2"]
    assert not callable(changed)
    more = changed[2].replace("الشمالي.".encode(), "الشمالي والجنوبي.".encode())
    site.pages["/2"] = (200, {}, more)
    site.asked.clear()
    capsys.readouterr()
    assert watcher("/rss") == 0
    assert "seen: 2, new articles: 0, new versions: 1, refused: 0" in capsys.readouterr().err
    assert (HOST + "/1", '"1"') in [(url, tag) for url, tag, _ in site.asked]
    assert watcher.versions() == 3


@pytest.mark.parametrize("kind", ["atom", "json"])
def test_articles_that_a_feed_hands_over_whole_are_not_fetched(watcher: Watcher, kind: str) -> None:
    text = TEXT.format(n=7)
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>الميدان</title><entry>'
    atom += f'<id>{HOST}/7</id><title>جسر</title><link href="{HOST}/7"/>'
    atom += f"<content>{text}</content></entry></feed>"
    item = {"id": f"{HOST}/7", "url": f"{HOST}/7", "title": "جسر", "content_text": text}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "الميدان", "items": [item]}
    watcher.site.put("/feed", atom if kind == "atom" else json.dumps(feed))
    assert watcher("/feed") == 0
    assert watcher("/feed") == 0
    assert watcher.site.urls() == [HOST + "/feed"] * 2
    assert watcher.articles() == [text]


def test_an_index_of_sitemaps_is_followed_to_its_pages(watcher: Watcher) -> None:
    site = watcher.site
    index = "".join(f"<sitemap><loc>{HOST}/map-{n}</loc></sitemap>" for n in (1, 2))
    site.put("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>")
    for n in (1, 2):
        site.put(f"/map-{n}", f"<urlset><url><loc>{HOST}/{n}</loc></url></urlset>")
        site.article(f"/{n}", n)
    assert watcher("/sitemap.xml") == 0
    assert len(watcher.articles()) == 2


def test_a_page_that_two_feeds_name_is_settled_for_both(watcher: Watcher) -> None:
    site = watcher.site
    site.put("/rss", rss(1))
    site.put("/map", f"<urlset><url><loc>{HOST}/1</loc></url></urlset>")
    site.article("/1", 1, ETag='"1"')
    for _ in range(4):
        assert watcher("/rss", "/map") == 0
    assert site.urls().count(HOST + "/1") == 2


def test_of_a_long_sitemap_the_newest_come_first_and_the_rest_later(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("riwaya.keeping.polling.WATCH_PAGES", 2)
    site = watcher.site
    urls = "".join(
        f"<url><loc>{HOST}/{n}</loc><lastmod>2024-05-0{n}</lastmod></url>" for n in (1, 2, 3)
    )
    site.put("/map", f"<urlset>{urls}</urlset>")
    for n in (1, 2, 3):
        site.article(f"/{n}", n)
    watcher("/map")
    assert site.urls()[1:] == [HOST + "/3", HOST + "/2"]
    assert "left for later rounds: 1" in capsys.readouterr().err
    watcher("/map")
    assert len(watcher.articles()) == 3


def test_a_host_is_left_in_peace_between_requests(watcher: Watcher) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2, 3))
    for n in (1, 2, 3):
        site.article(f"/{n}", n)
    watcher("/rss")
    times = [at for _, _, at in site.asked]
    assert len(times) == 5
    assert all(later - at >= 5.0 for at, later in pairwise(times))


def test_another_archive_with_the_same_folder_gets_the_articles_too(watcher: Watcher) -> None:
    watcher.site.put("/rss", rss(1))
    watcher.site.article("/1", 1)
    watcher("/rss")
    (watcher.folder / "riwaya.db").unlink()
    watcher("/rss")
    assert len(watcher.articles()) == 1


def test_what_was_refused_is_told_once_and_an_error_of_the_server_so_many_times(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2))
    site.put("/1", "<html><body><p>No Arabic at all on this page.</p></body></html>")
    assert watcher("/rss") == 1
    told = capsys.readouterr().err
    assert f"refused: {HOST}/1: no Arabic text to speak of" in told
    assert "refused (1): no Arabic text to speak of" in told
    assert "refused (1): the server answered 404 Not Found" in told
    for _ in range(limits.WATCH_TRIES - 1):
        assert watcher("/rss") == 1
    assert watcher("/rss") == 0
    assert site.urls().count(HOST + "/1") == 1
    assert site.urls().count(HOST + "/2") == limits.WATCH_TRIES


# --- rounds -------------------------------------------------------------------------------------


def test_rounds_go_on_until_they_are_interrupted(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.clock.rounds = 3
    site.put("/rss", rss(1))
    site.article("/1", 1)
    with pytest.raises(KeyboardInterrupt):
        watcher("/rss", once=False)
    assert site.clock.waits == [1800.0] * 3
    assert site.urls() == [HOST + path for path in ("/rss", "/1", "/rss", "/rss")]
    told = capsys.readouterr().err
    assert told.count("minutes until the next round: 30") == 3
    assert told.splitlines()[-1].endswith("the same command goes on from here")


def test_a_feed_that_fails_is_tried_with_growing_pauses_and_the_others_go_on(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.clock.rounds = 8
    site.put("/rss", rss(1))
    site.article("/1", 1)
    bad = "http://bad.example.com/rss"
    site.put(bad, "x", 500)
    with pytest.raises(KeyboardInterrupt):
        watcher(bad, "/rss", once=False)
    assert site.urls().count(HOST + "/rss") == 8
    # In rounds 1, 3 and 7.
    assert site.urls().count(bad) == 3
    told = capsys.readouterr().err
    for minutes in (60, 120, 240):
        why = "the server answered 500 Internal Server Error"
        again = f"minutes until the next try: {minutes}"
        assert f"the feed {bad} cannot be read: {why}; {again}" in told


def test_a_feed_that_comes_back_is_due_with_the_others() -> None:
    schedule = Schedule(["a", "b"], 30)
    assert schedule.due(0.0) == ["a", "b"]
    for feed in ("a", "b"):
        schedule.looked_at(feed, 0.0, failed=feed == "a")
    assert schedule.next() == 1800.0
    assert schedule.due(1800.0) == ["b"]
    assert schedule.due(3600.0) == ["a", "b"]
    assert schedule.looked_at("a", 3600.0, failed=False) == 30


def test_where_all_fail_the_next_round_is_when_the_first_is_due() -> None:
    schedule = Schedule(["a"], 30)
    schedule.looked_at("a", 0.0, failed=True)
    assert schedule.next() == 3600.0


def test_an_interrupted_round_keeps_what_was_added_and_the_next_goes_on(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("riwaya.pipeline._BATCH_FETCHED", 2)
    site = watcher.site
    site.put("/rss", rss(1, 2, 3, 4))
    for n in range(1, 5):
        site.article(f"/{n}", n)
    real = watch.__globals__["_take"]
    taken: list[Any] = []

    def take(*words: Any) -> None:
        taken.append(words)
        if len(taken) == 2:
            raise KeyboardInterrupt
        real(*words)

    with monkeypatch.context() as patch:
        patch.setattr("riwaya.watching._take", take)
        with pytest.raises(KeyboardInterrupt):
            watcher("/rss")
    assert "the same command goes on from here" in capsys.readouterr().err
    assert len(watcher.articles()) == 2
    assert watcher("/rss") == 0
    assert len(watcher.articles()) == 4


def test_who_stops_early_waits_for_no_host(watcher: Watcher) -> None:
    waiting = threading.Event()
    stopped = threading.Event()

    class Clock(SystemClock):
        def sleep(self, seconds: float) -> None:
            waiting.set()
            super().sleep(seconds)

    def urls() -> Iterator[str]:
        yield HOST + "/1"
        assert waiting.wait(10)
        raise KeyboardInterrupt

    def stop() -> None:
        with session(clock=Clock(), network=watcher.network, gap=0.0) as fetched:
            try:
                list(fetched(urls()))
            except KeyboardInterrupt:
                stopped.set()

    watcher.site.put("/robots.txt", "User-agent: *\nCrawl-delay: 60")
    watcher.site.article("/1", 1)
    thread = threading.Thread(target=stop, daemon=True)
    thread.start()
    thread.join(20)
    assert stopped.is_set()


# --- hostile ------------------------------------------------------------------------------------


def endless(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(b"<rss><channel>")
        while True:
            handler.wfile.write(b"<item><title>x</title></item>" * 5_000)


def broken_off(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<rss>")


LOOP = (302, {"Location": "/bad"}, b"")
BOMB = b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel>'


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (endless, "larger than the cap"),
        (broken_off, "could not be fetched"),
        (LOOP, "more than 5 redirects"),
        ((302, {"Location": "http://127.0.0.1/rss"}, b""), "not public (loopback)"),
        ((302, {"Location": "http://10.0.0.1:22/"}, b""), "a port other than 80 and 443"),
        ((500, {}, b""), "the server answered 500"),
        ((503, {"Retry-After": "99999"}, b""), "wants 99999 seconds of peace"),
        ((200, {}, b"<html><body><p>no feed</p></body></html>"), "neither a feed nor a sitemap"),
        ((200, {}, b""), "neither a feed nor a sitemap"),
        ((200, {}, bytes(range(256)) * 50), "neither a feed nor a sitemap"),
        ((200, {}, BOMB), "a DOCTYPE that declares entities"),
        ((200, {}, b"<rss><channel><title>x</title></channel></rss>"), "the input is empty"),
        ((200, {"Content-Type": "image/png"}, b"x"), "no page of text"),
    ],
)
def test_a_bad_feed_is_told_and_the_others_go_on(
    watcher: Watcher, bad: Any, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    feed = "http://bad.example.com/bad"
    site.pages[feed] = bad
    site.put("/rss", rss(1))
    site.article("/1", 1)
    assert watcher(feed, "/rss") == 1
    told = capsys.readouterr().err
    [line] = [line for line in told.splitlines() if f"the feed {feed} cannot be read" in line]
    assert why in line
    assert "new articles: 1" in told
    assert "Traceback" not in told


def test_a_host_that_vanishes_between_rounds_is_told_and_comes_back(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2))
    site.article("/1", 1)
    site.article("/2", 2)
    watcher("/rss")
    watcher.network.gone.add("news.example.com")
    capsys.readouterr()
    assert watcher("/rss") == 1
    assert f"the feed {HOST}/rss cannot be read: could not be fetched" in capsys.readouterr().err
    watcher.network.gone.clear()
    assert watcher("/rss") == 0
    assert len(watcher.articles()) == 2


def test_pages_of_a_host_that_is_away_are_asked_for_as_long_as_they_are_listed(
    watcher: Watcher,
) -> None:
    site = watcher.site
    away = "http://away.example.com"
    site.put("/map", f"<urlset><url><loc>{away}/1</loc></url></urlset>")
    site.article(f"{away}/1", 1)
    watcher.network.gone.add("away.example.com")
    for _ in range(limits.WATCH_TRIES + 1):
        assert watcher("/map") == 1
    watcher.network.gone.clear()
    assert watcher("/map") == 0
    assert len(watcher.articles()) == 1


def test_a_sitemap_that_leads_to_itself_ends(watcher: Watcher) -> None:
    site = watcher.site
    index = f"<sitemapindex><sitemap><loc>{HOST}/map</loc></sitemap></sitemapindex>"
    site.put("/map", index)
    assert watcher("/map") == 1
    assert len(site.urls()) == 3


def test_a_feed_that_is_cut_off_gives_what_it_has(
    watcher: Watcher, capsys: pytest.CaptureFixture[str]
) -> None:
    site = watcher.site
    site.put("/rss", rss(1, 2).removesuffix("</channel></rss>"))
    site.article("/1", 1)
    site.article("/2", 2)
    assert watcher("/rss") == 1
    assert "the end of the feed is missing" in capsys.readouterr().err
    assert len(watcher.articles()) == 2


def test_pages_that_robots_txt_closes_are_not_asked_for(watcher: Watcher) -> None:
    site = watcher.site
    site.put("/robots.txt", "User-agent: *\nDisallow: /1")
    site.put("/rss", rss(1))
    assert watcher("/rss") == 1
    assert site.urls() == [HOST + "/rss"]
    assert watcher.articles() == []


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("feed.xml", "--once"),
        ("https://example.org/rss", "--every", "1"),
        ("https://example.org/rss", "--every", "99999"),
        ("https://example.org/rss", "--once", "--contact", "a b"),
        ("https://example.org/rss", "--once", "--cache", "file"),
    ],
)
def test_wrong_usage_exits_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", "watch", *words], capture_output=True, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_the_command_looks_once_and_keeps_its_folder_beside_the_archive(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "riwaya", "watch", "http://127.0.0.1/rss", "--once", "-j", "0",
         "-a", "news.db", "--lang", "ar"],
        capture_output=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert "تعذرت قراءة الخلاصة http://127.0.0.1/rss" in done.stderr.decode()
    assert (tmp_path / "news.db").exists()
    assert (tmp_path / "news.fetched").is_dir()
