"""Manners: robots.txt, gaps, pauses, giving up. No test waits; the clock is moved."""

from __future__ import annotations

import gzip
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya import limits
from riwaya.fetch.clock import Budget
from riwaya.fetch.hosts import Hosts
from riwaya.read.capture import Capture
from riwaya.records import Refusal

HOST = "news.example.com"


def url(path: str, host: str = HOST) -> str:
    return f"http://{host}/{path}"


def codes(answers: list[Any]) -> list[str]:
    return [answer.code if isinstance(answer, Refusal) else "page" for answer in answers]


# --- gaps ---------------------------------------------------------------------------------------


def test_a_gap_is_kept_between_all_requests_to_a_host(world: Any) -> None:
    world.web.serve(HOST, world.reply())
    assert codes(world.fetch(url("1"), url("2"), url("3"), gap=5.0)) == ["page"] * 3
    times = [request.at for request in world.web.requests]
    assert [request.path for request in world.web.requests] == ["/robots.txt", "/1", "/2", "/3"]
    assert all(after - before == 5.0 for before, after in pairwise(times))


def test_the_gap_begins_when_the_answer_has_come(world: Any) -> None:
    def server(_: Any) -> Any:
        yield world.reply()[:-5]
        world.clock.seconds += 10
        yield world.reply()[-5:]

    world.web.serve(HOST, server)
    world.fetch(url("1"), url("2"), gap=5.0)
    first, second = world.web.pages()
    assert second.at - first.at == 15.0


def test_hosts_do_not_wait_for_one_another(world: Any) -> None:
    hosts = [f"n{n}.example.com" for n in range(8)]
    for host in hosts:
        world.web.serve(host, world.reply())
    assert codes(world.fetch(*(url("1", host) for host in hosts), gap=5.0)) == ["page"] * 8
    # Each waits once, between its robots.txt and its page.
    assert world.clock.slept == 8 * 5.0


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([200, 404, 302, 500])), max_size=40),
    st.sampled_from([0.0, 1.0, 5.0]),
)
def test_every_address_is_answered_in_order(
    new_world: Any, asked: list[tuple[int, int]], gap: float
) -> None:
    world = new_world()
    for n in range(4):
        world.web.serve(
            f"n{n}.example.com",
            lambda request: world.reply(
                world.PAGE, int(request.path.split("/")[1]), "Location: http://n0.example.com/200/x"
            ),
        )
    urls = [url(f"{status}/{at}", f"n{n}.example.com") for at, (n, status) in enumerate(asked)]
    answers = world.fetch(*urls, gap=gap)
    assert [answer.where for answer in answers] == urls
    assert [isinstance(answer, Capture) for answer in answers] == [
        status in (200, 302) for _, status in asked
    ]
    assert world.web.most_at_once <= 1
    for n in range(4):
        times = [request.at for request in world.web.requests if request.host.startswith(f"n{n}.")]
        assert all(b - a >= gap for a, b in pairwise(times))


def test_redirects_from_many_hosts_wait_for_their_turn_too(world: Any) -> None:
    second = threading.Event()

    def target(_: Any) -> bytes:
        if world.web.busy[HOST] > 1:
            second.set()
        second.wait(0.02)  # time for a second one to come, were it let in
        return world.reply()

    world.web.serve(HOST, world.with_robots(target, target))
    hosts = [f"n{n}.example.com" for n in range(6)]
    for host in hosts:
        world.web.serve(host, world.reply(b"", 302, f"Location: {url('x')}"))
    assert codes(world.fetch(*(url("1", host) for host in hosts), gap=0.0)) == ["page"] * 6
    assert world.web.most_at_once == 1


# --- robots.txt ---------------------------------------------------------------------------------


def test_what_robots_txt_does_not_allow_is_not_asked_for(world: Any) -> None:
    robots = world.reply("User-agent: *\nDisallow: /بحث".encode(), media="text/plain")
    world.web.serve(HOST, world.with_robots(robots, world.reply()))
    answers = world.fetch(url("بحث?q=1"), url("خبر"))
    assert codes(answers) == ["not_allowed", "page"]
    assert len(world.web.pages()) == 1


def test_robots_txt_is_asked_for_once(world: Any) -> None:
    world.web.serve(HOST, world.reply())
    world.fetch(*(url(str(n)) for n in range(10)))
    assert [request.path for request in world.web.requests].count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (200, "page"), (204, "page"), (400, "page"), (401, "page"), (403, "page"), (404, "page"),
        (410, "page"), (429, "unreachable"), (500, "unreachable"), (502, "unreachable"),
        (503, "unreachable"), (302, "unreachable"), (999, "unreachable"),
    ],
)  # fmt: skip
def test_statuses_of_robots_txt(status: int, code: str, world: Any) -> None:
    world.web.serve(HOST, world.with_robots(world.reply(b"", status), world.reply()))
    answers = world.fetch(url("1"), url("2"))
    assert codes(answers) == [code] * 2
    assert all("robots.txt" in answer.detail for answer in answers if code == "unreachable")


def test_without_a_connection_nothing_is_allowed(world: Any) -> None:
    world.web.ips[HOST] = ["9.9.9.9"]  # nobody is there
    answers = world.fetch(url("1"), url("2"))
    assert codes(answers) == ["unreachable"] * 2
    assert answers[0].detail == "the connection was refused"
    assert len(world.web.connected) == 1


def test_robots_txt_that_could_not_be_had_is_asked_for_again(world: Any) -> None:
    state = [500]
    world.web.serve(HOST, world.with_robots(lambda _: world.reply(b"", state[0]), world.reply()))
    door = world.door()
    assert door.capture(url("1")).code == "unreachable"
    state[0] = 404
    assert door.capture(url("1")).code == "unreachable"
    world.clock.seconds += 601
    assert isinstance(door.capture(url("1")), Capture)


@pytest.mark.parametrize(("hops", "code"), [(5, "not_allowed"), (6, "unreachable")])
def test_redirects_of_robots_txt_are_followed(hops: int, code: str, world: Any) -> None:
    def server(request: Any) -> bytes:
        at = 0 if request.path == "/robots.txt" else int(request.path[1:])
        return (
            world.reply(b"User-agent: *\nDisallow: /x")
            if at == hops
            else world.reply(b"", 301, f"Location: http://www.example.com/{at + 1}")
        )

    world.web.serve(HOST, world.with_robots(server, world.reply()))
    world.web.serve("www.example.com", server)
    assert codes(world.fetch(url("x"))) == [code]


def test_a_redirect_meets_the_robots_txt_of_where_it_leads(world: Any) -> None:
    world.web.serve(HOST, world.reply(b"", 302, "Location: http://www.example.com/x"))
    robots = world.reply(b"User-agent: Riwaya\nDisallow: /x")
    world.web.serve("www.example.com", world.with_robots(robots, world.reply()))
    assert codes(world.fetch(url("1"))) == ["not_allowed"]
    assert world.web.pages("www.example.com") == []


def test_an_endless_robots_txt_is_read_to_its_cap(world: Any) -> None:
    def endless(_: Any) -> Any:
        yield b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /x\n"
        while True:
            yield b"#" * 65_536

    world.web.serve(HOST, world.with_robots(endless, world.reply()))
    assert codes(world.fetch(url("x"), url("y"))) == ["not_allowed", "page"]


def test_a_robots_txt_that_is_a_bomb_allows_nothing(world: Any) -> None:
    bomb = world.reply(gzip.compress(bytes(50_000_000)), 200, "Content-Encoding: gzip")
    world.web.serve(HOST, world.with_robots(bomb, world.reply()))
    answer = world.only(url("1"))
    assert answer.code == "unreachable"
    assert "robots.txt: larger than the cap" in answer.detail


def test_robots_txt_is_kept_for_a_day(world: Any, tmp_path: Path) -> None:
    world.web.serve(
        HOST, world.with_robots(world.reply(b"User-agent: *\nDisallow: /x"), world.reply())
    )
    for hours, asked in ((0, 1), (23, 1), (25, 2)):
        world.clock.seconds = 1000.0 + hours * 3600
        assert codes(world.fetch(url("x"), cache=tmp_path)) == ["not_allowed"]
        assert len(world.web.requests) == asked


def test_the_day_begins_when_robots_txt_was_fetched(world: Any, tmp_path: Path) -> None:
    world.web.serve(HOST, world.with_robots(world.reply(b""), world.reply()))
    world.fetch(url("1"), cache=tmp_path)
    world.clock.seconds += 23 * 3600
    door = world.door(cache=tmp_path)
    for asked in (1, 2):
        door.capture(url("1"))
        assert [request.path for request in world.web.requests].count("/robots.txt") == asked
        world.clock.seconds += 2 * 3600


def test_a_long_run_asks_again_after_a_day(world: Any) -> None:
    world.web.serve(HOST, world.with_robots(world.reply(b""), world.reply()))
    door = world.door()
    for _ in range(3):
        door.capture(url("1"))
        world.clock.seconds += 13 * 3600
    assert [request.path for request in world.web.requests].count("/robots.txt") == 2


@pytest.mark.parametrize(("said", "kept"), [(b"12", 12.0), (b"2", 5.0), (b"86400", 60.0)])
def test_the_crawl_delay_is_kept_up_to_its_cap(said: bytes, kept: float, world: Any) -> None:
    robots = world.reply(b"User-agent: *\nCrawl-delay: " + said)
    world.web.serve(HOST, world.with_robots(robots, world.reply()))
    world.fetch(url("1"), url("2"), gap=5.0)
    times = [request.at for request in world.web.requests]
    assert [after - before for before, after in pairwise(times)] == [kept] * 2


# --- hosts that are busy, or do not want us -----------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("wish", "waited"), [("Retry-After: 120", 120.0), ("X-Y: z", 30.0), ("Retry-After: 0", 5.0)]
)
def test_a_busy_host_is_asked_once_more_later(
    status: int, wish: str, waited: float, world: Any
) -> None:
    answers = iter([world.reply(b"", status, wish), world.reply()])
    world.web.serve(HOST, lambda _: next(answers))
    assert codes(world.fetch(url("1"))) == ["page"]
    first, second = world.web.pages()
    assert second.at - first.at == waited


def test_a_host_that_wants_hours_of_peace_gets_them(world: Any) -> None:
    world.web.serve(HOST, world.reply(b"", 429, "Retry-After: 7200"))
    answers = world.fetch(url("1"), url("2"), url("3"))
    assert codes(answers) == ["unreachable"] * 3
    assert answers[2].detail == (
        "the host was given up (it answered 429 and wants 7200 seconds of peace)"
    )
    assert len(world.web.pages()) == 1


def test_a_host_that_keeps_refusing_is_given_up(world: Any) -> None:
    world.web.serve(HOST, world.reply(b"", 403))
    world.web.serve("other.example.com", world.reply())
    urls = [url(str(n)) for n in range(5)] + [url("1", "other.example.com")]
    answers = world.fetch(*urls)
    assert codes(answers) == ["http_status"] * 3 + ["unreachable"] * 2 + ["page"]
    assert answers[4].detail == "the host was given up (it answered 403, and 2 times before)"
    assert len(world.web.pages(HOST)) == 3


def test_one_good_answer_makes_up_for_refusals(world: Any) -> None:
    statuses = iter([403, 403, 200, 403, 404, 403, 403, 403, 200])
    world.web.serve(HOST, lambda _: world.reply(world.PAGE, next(statuses)))
    answers = world.fetch(*(url(str(n)) for n in range(9)))
    assert codes(answers) == [
        "http_status",
        "http_status",
        "page",
        *["http_status"] * 5,
        "unreachable",
    ]


def test_a_host_that_stays_busy_is_given_up(world: Any) -> None:
    world.web.serve(HOST, world.reply(b"", 503))
    answers = world.fetch(*(url(str(n)) for n in range(4)))
    assert codes(answers) == ["http_status", "unreachable", "unreachable", "unreachable"]
    # Pauses of 30 and 60 seconds, then no more.
    times = [request.at for request in world.web.pages()]
    assert [after - before for before, after in pairwise(times)] == [30.0, 60.0]


def test_a_host_that_is_down_is_given_up(world: Any) -> None:
    world.web.serve(HOST, b"")
    answers = world.fetch(*(url(str(n)) for n in range(5)))
    assert codes(answers) == ["unreachable"] * 5
    assert len(world.web.pages()) == 3


def test_pauses_of_one_host_do_not_hold_up_another(world: Any) -> None:
    world.web.serve(HOST, world.reply(b"", 503, "Retry-After: 300"))
    world.web.serve("other.example.com", world.reply())
    answers = world.fetch(url("1"), url("1", "other.example.com"))
    assert codes(answers) == ["http_status", "page"]


def test_what_is_known_of_idle_hosts_is_forgotten_in_the_end(world: Any) -> None:
    hosts = Hosts(world.clock, 5.0)
    for n in range(25_000):
        with hosts.turn(f"n{n}.example.com"):
            world.clock.seconds += 1
    assert len(hosts._hosts) <= 10_000


def test_a_busy_host_is_not_forgotten(world: Any) -> None:
    hosts = Hosts(world.clock, 5.0)
    with hosts.turn("refusing.example.com") as host:
        host.failed("it answered 403")
    for n in range(12_000):
        with hosts.turn(f"n{n}.example.com"):
            world.clock.seconds += 1
    assert hosts._hosts["refusing.example.com"].refusals == 1


def test_a_budget_runs_only_inside(world: Any) -> None:
    budget = Budget(world.clock, 10.0)
    with budget:
        world.clock.seconds += 4
    world.clock.seconds += 100
    with budget:
        assert budget.left() == 6.0
        assert str(budget.part(3.0)) == "3 seconds"
        world.clock.seconds += 6
        with pytest.raises(TimeoutError):
            budget.left()


def test_the_caps_are_those_of_the_design() -> None:
    assert (limits.FETCH_SECONDS, limits.CONNECT_SECONDS, limits.REDIRECTS) == (15.0, 3.0, 5)
