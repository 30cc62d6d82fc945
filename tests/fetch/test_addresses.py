"""Addresses: one reading of each, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.fetch import is_address
from riwaya.fetch.addresses import Address, parse, redirected, shown

READ = {
    "http://example.com": "http://example.com/",
    "HTTPS://Example.COM:443/A?b=1#c": "https://example.com/A?b=1",
    "http://example.com:443/": "http://example.com:443/",
    "https://example.com:80/": "https://example.com:80/",
    "http://example.com:/x": "http://example.com/x",
    "http://example.com./x": "http://example.com/x",
    "  http://example.com/x \n": "http://example.com/x",
    "\u200fhttps://example.com/خبر\u200e": "https://example.com/%D8%AE%D8%A8%D8%B1",
    "http://example.com/%D8%AE?q=%20a+b": "http://example.com/%D8%AE?q=%20a+b",
    "http://example.com/a//b/../c": "http://example.com/a//b/../c",
    "https://موقع.وزارة-الاتصالات.مصر/أخبار": "https://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1",
    "http://نامه\u200cای.com/": "http://xn--mgba3gch31f060k.com/",
    "http://ＥＸＡＭＰＬＥ．com/": "http://example.com/",
    "http://93.184.216.34/": "http://93.184.216.34/",
    "http://[2606:4700:0::1111]:80/": "http://[2606:4700::1111]/",
    "http://my_news.example.com/": "http://my_news.example.com/",
}
REFUSED = {
    "neither http nor https": [
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "example.com/خبر", "",
        "javascript:alert(1)", "data:text/html,x", "//example.com/", "خبر", "https+x://a.b/",
    ],
    "a port other than 80 and 443": [
        "http://example.com:22/", "http://example.com:8080/", "https://example.com:0/",
    ],
    "a user name or password in it": [
        "http://user@example.com/", "http://user:pass@example.com/", "http://@example.com/",
        "http://example.com:80@evil.example/", "http://example.com%40x@127.0.0.1/",
    ],
    "an odd way to write an IP address": [
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/",
        "http://0x7f000001/", "http://017700000001/", "http://127.0.1/", "http://1.2.3.4.5/",
        "http://256.1.1.1/", "http://1.1.1.1.0x1/", "http://00000177.0.0.1/", "http://0/",
    ],
    "no name of a public host": [
        "http://localhost/", "http://intranet/", "http:///x", "http://-a.com/", "http://a..com/",
        "http://a.com%2e/", "http://127.0.0.1%2f/", "http://exa%6dple.com/", "http://a.b,c/",
        "http://" + "a" * 64 + ".com/", "http://" + "a." * 130 + "com/", "http://a.com;b/",
        "http://*.com/",
    ],
    "a name of a private network": [
        "http://a.localhost/", "http://printer.local/", "http://metadata.google.internal/",
        "http://x.onion/", "http://router.home.arpa/", "http://LOCAL.Internal./",
    ],
    "not a well-formed address": [
        "http://[fe80::1%25eth0]/", "http://[::1]x/", "http://[1.2.3.4]/", "http://[]/",
        "http://[::1/", "http://example.com:port/", "http://example.com:99999/", "http://a.com:-1/",
        "http://a.com:８０/", "http://example.com／x.evil.com/", "http://a:b:80/",
    ],
    "a host name that IDNA does not allow": ["http://٣.مصر/", "http://مثال_س.مصر/", "http://é..com/"],
    "characters that stand in no address": [
        "http://example.com/a b", "http://example.com\\@127.0.0.1/", "http:\\\\127.0.0.1/",
        "http://exa\tmple.com/", "http://example.com/\r\nHost: x", "http://example.com/\0",
        "http://example.com/\x1b[2J", "http://example.com/\u202e/x", "http://exam\u00adple.com/",
        "http://example.com/\ud800",
    ],
    "longer than 2048 characters": ["http://example.com/" + "a" * 2048],
}  # fmt: skip


@pytest.mark.parametrize(("text", "url"), READ.items())
def test_addresses_are_read_in_one_way(text: str, url: str) -> None:
    assert parse(text).url == url


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in REFUSED.items() for text in texts]
)
def test_what_could_be_read_in_two_ways_is_refused(why: str, text: str) -> None:
    with pytest.raises(InputRefused) as caught:
        parse(text)
    assert (caught.value.code, caught.value.detail) == ("address_refused", why)


def test_numbers_in_other_scripts_are_the_same_numbers() -> None:
    for text in ("http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/"):
        assert parse(text).host == "127.0.0.1"


def test_the_parts_of_an_address() -> None:
    address = parse("https://[2606:4700::1111]:80/أ")
    assert address.authority == "[2606:4700::1111]:80"
    assert address.origin == "https://[2606:4700::1111]:80"
    assert parse("https://example.com:443/").authority == "example.com"


LOCATIONS = {
    b"/b": "https://example.com/b",
    b"c?d": "https://example.com/a/c?d",
    b"?d": "https://example.com/a/x?d",
    b"//other.example.org/x": "https://other.example.org/x",
    b"http://other.example.org": "http://other.example.org/",
    "/خبر عاجل".encode(): "https://example.com/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84",
    b"/caf\xe9": "https://example.com/caf%C3%A9",
}


@pytest.mark.parametrize(("location", "url"), LOCATIONS.items())
def test_redirects_are_seen_from_the_page(location: bytes, url: str) -> None:
    assert redirected(parse("https://example.com/a/x"), location).url == url


@pytest.mark.parametrize(
    "location",
    [b"http://user@example.com/", b"javascript:x", b"\x1b[2J", b"//[", b"/" + b"a" * 4000,
     b"http://a\tb.com/", b"file:///etc/passwd", b"http://127.1/"],
)  # fmt: skip
def test_redirects_are_refused_like_any_address(location: bytes) -> None:
    with pytest.raises(InputRefused) as caught:
        redirected(parse("https://example.com/a/x"), location)
    assert caught.value.code == "address_refused"


def test_the_command_line_tells_addresses_from_files() -> None:
    for text in (
        "http://a.b",
        "HTTPS://a.b/c",
        "https://موقع.مصر",
        " http://a.b",
        "\u200fhttp://a",
    ):
        assert is_address(text)
    for text in ("a.html", "http", "http:/a", "http://", "C:\\http", "./http://a", "ftp://a.b", ""):
        assert not is_address(text)


def _read(read: Callable[[], Address]) -> Address | None:
    refused: InputRefused | None = None
    try:
        return read()
    except InputRefused as error:
        refused = error
    assert refused.code == "address_refused"
    assert refused.where.isprintable()
    return None


@given(st.text(max_size=60) | st.text("htps:/.@[]%\\#?1a٣م\t ", max_size=40).map("http://".__add__))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    address = _read(lambda: parse(text))
    if address is None:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert address.port in (80, 443)
    assert parse(address.url) == address


@given(st.binary(max_size=60))
def test_any_location_is_an_address_or_refused(location: bytes) -> None:
    address = _read(lambda: redirected(parse("http://example.com/a"), location))
    assert address is None or parse(address.url) == address


@given(st.text(max_size=100))
def test_what_is_shown_steers_no_terminal(text: str) -> None:
    assert shown(text).isprintable()
