"""robots.txt: what is allowed, by RFC 9309."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.fetch.robots import Rules, parse


def rules(text: str) -> Rules:
    return parse(text.encode(), "Riwaya")


ALLOWED = [
    ("", "/", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("Disallow: /", "/a", True),  # speaks to nobody
    ("User-agent: Other\nDisallow: /", "/a", True),
    ("User-agent: riwaya\nDisallow: /", "/a", False),
    ("User-agent: RIWAYA/1.0\nDisallow: /", "/a", False),
    ("User-agent: riwayabot\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /\n\nUser-agent: riwaya\nDisallow: /b", "/a", True),
    ("User-agent: riwaya\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/a", True),
    (
        (
            "User-agent: riwaya\nAllow: /\n\nUser-agent: x\nAllow: /\n\n"
            "User-agent: riwaya\nDisallow: /a"
        ),
        "/a",
        False,
    ),
    ("User-agent: x\nUser-agent: riwaya\n\nDisallow: /a", "/a", False),
    ("User-agent: x\nDisallow: /a\nUser-agent: riwaya\nDisallow: /b", "/a", True),
    ("User-agent: riwaya\nSitemap: https://a.b/s\nUser-agent: x\nDisallow: /a", "/a", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
    ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # as specific: allowed
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
    ("User-agent: *\nDisallow: /a*b*c", "/a/x/b/y/c/z", False),
    ("User-agent: *\nDisallow: /a*b*c", "/a/x/c/y/b", True),
    ("User-agent: *\nDisallow: *?", "/a?b=1", False),
    ("User-agent: *\nDisallow: *?", "/a", True),
    ("User-agent: *\nDisallow: /a$", "/a", False),
    ("User-agent: *\nDisallow: /a$", "/ab", True),
    ("User-agent: *\nDisallow: /*ab*ab$", "/ab", True),
    ("User-agent: *\nDisallow: /أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", False),
    ("User-agent: *\nDisallow: /%d8%a3", "/%D8%A3", False),
    ("User-agent: *\nDisallow: /%61", "/a", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
    ("User-agent: *\nDisallow: /a%2a", "/a*b", False),
    ("User-agent: *\nDisallow: /a%2a", "/axb", True),
    ("User-agent: *\nDisallow: /a%24", "/a$", False),
    ("\ufeffUser-agent: * # all\nDisallow: /a # not this", "/a", False),
    ("USER-AGENT:*\r\n  DISALLOW :  /a  \r\n", "/a", False),
    ("User-agent: *\rDisallow: /a", "/a", False),
    ("User agent *\nDisallow /a", "/a", True),
    ("User-agent *\nDisallow /a:b", "/a:b", False),
    ("User-agent: *\nDissallow: /a", "/a", False),
    ("User-agent: *\nNoindex: /a", "/a", True),
    ("<html><body>User-agent: *</body>\nDisallow: /", "/a", True),
]


@pytest.mark.parametrize(("text", "target", "allowed"), ALLOWED)
def test_rules(text: str, target: str, allowed: bool) -> None:
    assert rules(text).allows(target) is allowed


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /a", 2.5),
        ("User-agent: riwaya\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 1", 7.0),
        ("User-agent: riwaya\nDisallow: /a\n\nUser-agent: *\nCrawl-delay: 1", None),
        ("User-agent: *\nCrawl-delay: 1\nCrawl-delay: 3", 3.0),
        ("User-agent: *\nCrawl-delay: -1", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: *\nCrawl-delay: 1e9", None),
        ("User-agent: *\nCrawl-delay: ١٠", None),
        ("Crawl-delay: 10", None),
    ],
)
def test_the_delay(text: str, delay: float | None) -> None:
    assert rules(text).delay == delay


def test_only_the_first_500_kib_count_and_no_half_line() -> None:
    start = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (limits.ROBOTS_BYTES - len(start) - 13) + b"\nDisallow: /bcd\n"
    found = parse(start + filler, "riwaya")
    assert not found.allows("/a")
    assert found.allows("/b")


HOSTILE = {
    "stars": b"User-agent: *\nDisallow: /" + b"*a" * 100_000 + b"*b",
    "many stars": b"User-agent: *\n" + b"Disallow: /*a*a*a*b\n" * 20_000,
    "one star": b"User-agent: *\nDisallow: /" + b"*" * 500_000,
    "agents": b"".join(b"User-agent: a%d\n" % n for n in range(20_000)) + b"Disallow: /\n" * 10_000,
    "percents": b"User-agent: *\nDisallow: /" + b"%" * 400_000,
    "one line": b"a" * 500_000,
    "colons": b":" * 500_000,
    "spaces": b"user-agent" + b" " * 490_000 + b"x",
    "lines": b"\n" * 500_000,
    "bytes": bytes(range(256)) * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_cost_no_more_than_their_length(name: str) -> None:
    assert parse(HOSTILE[name], "riwaya").allows("/" + "a" * 2_000) is (name != "one star")


@given(st.binary(max_size=200), st.text("/a*$%2?", max_size=20))
def test_any_bytes_are_read(data: bytes, target: str) -> None:
    assert parse(b"User-agent: *\nDisallow: " + data, "riwaya").allows(target) in (True, False)


PATH = st.text("ab/", max_size=6).map("/".__add__)
PATTERN = st.text("ab/*", max_size=5).map("/".__add__)


@given(st.lists(st.tuples(st.booleans(), PATTERN, st.booleans()), max_size=6), PATH)
def test_the_longest_rule_that_fits_decides(
    lines: list[tuple[bool, str, bool]], target: str
) -> None:
    text = "User-agent: *\n"
    fitting = [(0, True)]
    for allows, pattern, anchored in lines:
        pattern = re.sub(r"\*+", "*", pattern) + "$" * anchored
        text += f"{'Allow' if allows else 'Disallow'}: {pattern}\n"
        form = re.escape(pattern.removesuffix("$")).replace(r"\*", ".*") + "$" * anchored
        if re.match(form, target):
            fitting.append((len(pattern), allows))
    assert rules(text).allows(target) is max(fitting)[1]
