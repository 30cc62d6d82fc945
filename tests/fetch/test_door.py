"""One address: what comes back of what a server may answer."""

from __future__ import annotations

import gzip
import logging
import zlib
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.capture import Capture
from riwaya.records import Refusal

URL = "http://news.example.com/خبر"


def serve(world: Any, answer: Any) -> None:
    world.web.serve("news.example.com", answer)


def test_a_page_is_captured(world: Any) -> None:
    serve(world, world.reply(media="Text/HTML; charset=Windows-1256"))
    assert world.only(URL) == Capture(
        where=URL,
        data=world.PAGE,
        url="http://news.example.com/%D8%AE%D8%A8%D8%B1",
        captured="2026-01-05T00:16:45Z",
        media="text/html",
        charset="windows-1256",
    )


def test_what_a_server_is_told(world: Any) -> None:
    serve(world, world.reply())
    world.only(URL, agent="Riwaya/0 (+https://example.org/us)")
    (request,) = world.web.pages()
    assert request.raw.startswith(b"GET /%D8%AE%D8%A8%D8%B1 HTTP/1.1\r\nHost: news.example.com\r\n")
    assert request.fields["connection"] == "close"
    assert request.fields["user-agent"] == "riwaya/0 (+https://example.org/us)"
    assert not {"cookie", "referer", "authorization", "from"} & set(request.fields)


def test_cookies_are_not_kept(world: Any) -> None:
    serve(world, world.reply(world.PAGE, 200, "Set-Cookie: id=1; Path=/"))
    world.fetch(URL, URL)
    assert all("cookie" not in request.fields for request in world.web.requests)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress),
        ("gzip, br", lambda page: brotli.compress(gzip.compress(page))),
        ("identity", bytes),
    ],
)  # fmt: skip
def test_encodings_are_undone(encoding: str, data: Any, world: Any) -> None:
    serve(world, world.reply(data(world.PAGE), 200, f"Content-Encoding: {encoding}"))
    assert world.only(URL).data == world.PAGE


def test_chunks_are_joined(world: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = [b"%x\r\n%s\r\n" % (1, world.PAGE[n : n + 1]) for n in range(len(world.PAGE))]
    serve(world, lambda _: [head, *chunks, b"0\r\n\r\n"])
    assert world.only(URL).data == world.PAGE


@pytest.mark.parametrize(
    ("media", "kept"),
    [
        ("text/html", True), ("application/xhtml+xml", True), ("text/plain; charset=x", True),
        ("application/rss+xml", True), ("application/json", True), ("", True), ("html", True),
        ("image/png", False), ("image/svg+xml", False), ("application/pdf", False),
        ("text/css", False), ("application/javascript", False), ("video/mp4", False),
        ("application/octet-stream", False), ("application/zip", False), ("a/\x1b[2J", False),
    ],
)  # fmt: skip
def test_only_pages_of_text_are_taken(media: str, kept: bool, world: Any) -> None:
    serve(world, world.reply(media=media))
    answer = world.only(URL)
    assert isinstance(answer, Capture) is kept
    if not kept:
        assert (answer.code, answer.passed) == ("not_a_page", True)
        assert answer.message.isprintable()


@pytest.mark.parametrize(
    ("status", "detail"),
    [
        (404, "404 Not Found"), (410, "410 Gone"), (500, "500 Internal Server Error"),
        (204, "204 No Content"), (206, "206 Partial Content"), (304, "304 Not Modified"),
        (300, "300 Multiple Choices"), (403, "403 Forbidden"), (999, "999"),
    ],
)  # fmt: skip
def test_other_answers_are_refused(status: int, detail: str, world: Any) -> None:
    serve(world, world.reply(b"", status))
    answer = world.only(URL)
    assert (answer.code, answer.detail, answer.where) == ("http_status", detail, URL)


# --- redirects ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int, world: Any) -> None:
    serve(world, world.reply(b"", status, "Location: https://www.example.com/b#c"))
    world.web.serve("www.example.com", world.reply())
    answer = world.only(URL, tls=_plain())
    assert (answer.where, answer.url) == (URL, "https://www.example.com/b")


def _plain() -> Any:
    """TLS that leaves everything as it is: the sockets of these tests speak none."""

    class Plain:
        def wrap_socket(self, connection: Any, *, server_hostname: str, **_: Any) -> Any:
            assert server_hostname == "www.example.com"
            connection.do_handshake = lambda: None
            return connection

        def set_alpn_protocols(self, names: list[str]) -> None:
            assert names == ["http/1.1"]

    return Plain()


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(hops: int, arrives: bool, world: Any) -> None:
    def server(request: Any) -> bytes:
        at = int(request.path[1:])
        return world.reply() if at == hops else world.reply(b"", 302, f"Location: /{at + 1}")

    serve(world, server)
    answer = world.only("http://news.example.com/0")
    assert isinstance(answer, Capture) is arrives
    assert arrives or answer.detail == "more than 5 redirects"
    assert len(world.web.pages()) == 6


def test_a_circle_of_redirects_ends(world: Any) -> None:
    serve(world, world.reply(b"", 302, "Location: /a"))
    assert world.only("http://news.example.com/a").code == "http_status"


def test_a_redirect_to_nowhere_is_refused(world: Any) -> None:
    serve(world, world.reply(b"", 302))
    assert world.only(URL).detail == "302 Found to nowhere"


# --- bodies and headers without end ---------------------------------------------------------------


def test_a_small_bomb_is_refused(world: Any) -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    assert len(bomb) < 1_000
    serve(world, world.reply(bomb, 200, "Content-Encoding: gzip, gzip"))
    assert world.only(URL).code == "too_large"


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_body_beyond_the_cap_once_decoded_is_refused(encoding: str, world: Any) -> None:
    pack = {
        "gzip": gzip.compress,
        "br": lambda data: brotli.compress(data, quality=1),
        "deflate": zlib.compress,
    }[encoding]
    page = b"".join(b"<p>%d</p>" % n for n in range(limits.PAGE_BYTES // 10))
    assert len(page) > limits.PAGE_BYTES
    serve(world, world.reply(pack(page), 200, f"Content-Encoding: {encoding}"))
    assert world.only(URL).code == "too_large"


def test_no_more_is_read_than_is_kept(world: Any) -> None:
    read = 0

    def server(_: Any) -> Any:
        nonlocal read
        yield OK + b"\r\n"
        while True:
            read += 65_536
            yield b"a" * 65_536

    serve(world, server)
    assert world.only(URL).code == "too_large"
    assert read <= limits.PAGE_BYTES + 2 * 65_536


def endless(piece: bytes, head: bytes) -> Any:
    def server(_: Any) -> Any:
        yield head
        while True:
            yield piece

    return server


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("head", "piece", "code"),
    [
        (OK + b"\r\n", b"a" * 65_536, "too_large"),
        (OK + b"Content-Length: 10000000000\r\n\r\n", b"a" * 65_536, "too_large"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"a" * 0x8000 + b"\r\n",
         "too_large"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"a" * 60_000, "unreachable"),
        (OK + b"X: ", b"a" * 65_536, "unreachable"),
        (OK, b"X-A: aaaaaaaaaaaaaaaa\r\n" * 1_000, "unreachable"),
        (b"\0", b"\0" * 65_536, "unreachable"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000, "too_large"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", (b"1;" + b"a" * 30_000 + b"\r\na\r\n") * 9,
         "too_large"),
    ],
)  # fmt: skip
def test_what_has_no_end_is_cut(head: bytes, piece: bytes, code: str, world: Any) -> None:
    serve(world, endless(piece, head))
    assert world.only(URL).code == code


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK + b"\r\n", b"a"),
        (OK + b"Content-Length: 100000\r\n\r\n", b"a"),
        (OK, b"X: a\r\n"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
)
def test_a_slow_server_is_cut_after_15_seconds(head: bytes, piece: bytes, world: Any) -> None:
    def server(_: Any) -> Any:
        yield head
        while True:
            world.clock.seconds += 2
            yield piece

    serve(world, server)
    answer = world.only(URL)
    assert (answer.code, answer.detail) == ("timeout", "15 seconds")


def test_redirects_share_the_15_seconds(world: Any) -> None:
    def server(request: Any) -> bytes:
        world.clock.seconds += 4
        return world.reply(b"", 302, f"Location: {request.path}a")

    serve(world, server)
    assert world.only("http://news.example.com/a").code == "timeout"
    assert len(world.web.pages()) == 4


def test_waiting_out_of_politeness_costs_no_time(world: Any) -> None:
    def server(request: Any) -> bytes:
        return (
            world.reply()
            if len(request.path) > 4
            else world.reply(b"", 302, f"Location: {request.path}a")
        )

    serve(world, server)
    assert isinstance(world.only("http://news.example.com/a", gap=10.0), Capture)


def test_a_dead_host_is_given_3_seconds(world: Any) -> None:
    class Dead:
        def resolve(self, host: str, port: int, seconds: float) -> Any:
            return world.web.resolve(host, port, seconds)

        def connect(self, endpoint: Any, seconds: float) -> Any:
            asked.append(seconds)
            world.clock.seconds += seconds
            raise TimeoutError

    asked: list[float] = []
    world.web.serve("news.example.com", b"", "9.9.9.9", "1.1.1.1", "2606:4700::1111")
    answer = world.only(URL, network=Dead())
    assert (answer.code, answer.detail) == ("timeout", "3 seconds to connect")
    assert asked == [1.0, 1.0, 1.0]


def test_a_name_server_is_given_3_seconds(world: Any) -> None:
    class Late:
        def resolve(self, host: str, port: int, seconds: float) -> Any:
            world.clock.seconds += seconds
            raise TimeoutError

    answer = world.only(URL, network=Late())
    assert (answer.code, answer.detail) == ("timeout", "3 seconds to find its IP address")


def test_a_name_that_is_not_there_is_refused(world: Any) -> None:
    answer = world.only(URL)
    assert (answer.code, answer.detail) == ("unreachable", "the name cannot be resolved")


def test_a_second_address_is_tried(world: Any) -> None:
    serve(world, world.reply())
    ips = world.web.ips["news.example.com"]
    ips.insert(0, "9.9.9.9")  # nobody is there
    assert isinstance(world.only(URL), Capture)
    assert [end.ip for end in world.web.connected] == ["9.9.9.9", ips[1]] * 2


BROKEN = {
    "nothing": b"", "no http": b"<p>", "old": b"HTTP/2 200 OK\r\n\r\n", "icy": b"ICY 200\r\n\r\n",
    "cut head": OK, "cut body": OK + b"Content-Length: 50\r\n\r\n<p>",
    "cut chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>",
    "bad chunks": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>",
    "two lengths": OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n<p>.",
    "bad length": OK + b"Content-Length: -1\r\n\r\n<p>", "nul": OK + b"X: a\0b\r\n\r\n<p>",
    "upgrade": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "huge status": b"HTTP/1.1 99999 OK\r\n\r\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_answers_are_refused(name: str, world: Any) -> None:
    serve(world, BROKEN[name])
    answer = world.only(URL)
    assert isinstance(answer, Refusal)
    assert answer.code in ("unreachable", "http_status")


def test_a_body_that_cannot_be_inflated_to_its_end_says_so(world: Any) -> None:
    serve(world, world.reply(gzip.compress(world.PAGE * 50)[:-20], 200, "Content-Encoding: gzip"))
    answer = world.only(URL)
    assert answer.notes
    assert answer.data.startswith(world.PAGE)


@pytest.mark.parametrize("url", ["http://a.example.com/\x1b[2J", "خبر\x07", "\ud800", "", " "])
def test_messages_steer_no_terminal(url: str, world: Any) -> None:
    answer = world.only(url)
    assert answer.code == "address_refused"
    assert (answer.where + answer.message + answer.detail).isprintable()


def test_nothing_foreign_reaches_a_log_raw(world: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    serve(world, world.reply(world.PAGE, 302, "X-A: \x1b[2J", "Location: /\x1b[2J\r\n x\x07"))
    world.fetch(URL, "http://news.example.com/\x1b[2J", "\x07")
    assert caplog.records  # httpcore logs, and escapes what it logs
    assert all(record.getMessage().isprintable() for record in caplog.records)


@given(data=st.data())
def test_any_answer_gives_a_capture_or_a_refusal(new_world: Any, data: Any) -> None:
    world = new_world()
    whole = data.draw(st.sampled_from([OK + b"\r\n" + world.PAGE, world.reply(), *BROKEN.values()]))
    at = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))
    serve(world, lambda _: [whole[:at], noise, whole[at:]])
    answer = world.only("http://news.example.com/a")
    assert isinstance(answer, Capture | Refusal)
    assert answer.where == "http://news.example.com/a"
