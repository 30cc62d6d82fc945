"""The second time, only what changed is sent."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import UsageError
from riwaya.fetch.cache import Cache, KeptPage, KeptRobots

URL = "http://news.example.com/a"
HOST = "news.example.com"


def conditional(world: Any, *fields: str) -> Any:
    """A server that answers 304 to whoever has its version."""

    def server(request: Any) -> Any:
        if {"if-none-match", "if-modified-since"} & set(request.fields):
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        return world.reply(world.PAGE, 200, *fields, media="text/html; charset=utf-8")

    return server


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        ('ETag: "v1"', "if-none-match", '"v1"'),
        ("Last-Modified: Mon, 05 Jan 2026 12:00:00 GMT", "if-modified-since",
         "mon, 05 jan 2026 12:00:00 gmt"),
    ],
)  # fmt: skip
def test_what_did_not_change_is_given_again(
    field: str, sent: str, value: str, world: Any, tmp_path: Path
) -> None:
    world.web.serve(HOST, conditional(world, field))
    first = world.only(URL, cache=tmp_path)
    world.clock.seconds += 3600
    second = world.only(URL, cache=tmp_path)
    assert first.notes == ()
    assert second.notes == ("not_modified",)
    assert (second.data, second.url, second.media, second.charset, second.captured) == (
        first.data,
        first.url,
        first.media,
        first.charset,
        first.captured,
    )
    assert world.web.pages()[1].fields[sent] == value


def test_what_changed_replaces_what_was_kept(world: Any, tmp_path: Path) -> None:
    versions = iter("1234")

    def server(request: Any) -> bytes:
        version = next(versions)
        assert request.fields.get("if-none-match") in (None, f'"{int(version) - 1}"')
        return world.reply(f"<p>الخبر {version}</p>".encode(), 200, f'ETag: "{version}"')

    world.web.serve(HOST, server)
    texts = [world.only(URL, cache=tmp_path).data.decode() for _ in range(3)]
    assert texts == ["<p>الخبر 1</p>", "<p>الخبر 2</p>", "<p>الخبر 3</p>"]


def test_without_a_cache_nothing_is_asked_on_condition(world: Any) -> None:
    world.web.serve(HOST, conditional(world, 'ETag: "v1"'))
    assert [answer.notes for answer in world.fetch(URL, URL)] == [(), ()]


@pytest.mark.parametrize("fields", [(), ('ETag: "a\x7fb"',), ("ETag: none",)])
def test_what_has_no_usable_version_is_not_kept(
    fields: tuple[str, ...], world: Any, tmp_path: Path
) -> None:
    world.web.serve(HOST, conditional(world, *fields))
    for _ in range(2):
        assert world.only(URL, cache=tmp_path).notes == ()
    assert not (tmp_path / "pages").exists()


def test_pages_are_kept_under_the_address_that_gave_them(world: Any, tmp_path: Path) -> None:
    pages = conditional(world, 'ETag: "v1"')
    world.web.serve(
        HOST,
        lambda request: (
            world.reply(b"", 302, "Location: /b") if request.path == "/a" else pages(request)
        ),
    )
    world.only(URL, cache=tmp_path)
    assert world.only("http://news.example.com/b", cache=tmp_path).notes == ("not_modified",)
    assert world.only(URL, cache=tmp_path).url == "http://news.example.com/b"


def test_all_names_are_hashes(world: Any, tmp_path: Path) -> None:
    hostile = "http://news.example.com/../../etc/passwd?x=..%2f..%00CON|"
    world.web.serve(HOST, conditional(world, 'ETag: "../../v1"'))
    world.only(hostile, cache=tmp_path)
    names = {path.name for path in files(tmp_path)}
    assert all(re.fullmatch("[0-9a-f]{64}", name) for name in names)
    assert hashlib.sha256(world.PAGE).hexdigest() in names
    assert len(names) == 3


@pytest.mark.parametrize("kind", ["pages", "bodies"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "folder", "other", "link"])
def test_what_is_damaged_is_fetched_anew(
    kind: str, damage: str, world: Any, tmp_path: Path
) -> None:
    world.web.serve(HOST, conditional(world, 'ETag: "v1"'))
    world.only(URL, cache=tmp_path)
    (path,) = files(tmp_path / kind)
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage == "link":
        (tmp_path / "elsewhere").write_bytes(data)
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes(
            {
                "flipped": bytes([data[0] ^ 1]) + data[1:],
                "cut": data[:-1],
                "empty": b"",
                "other": b'{"url":1}',
            }[damage]
        )
    answer = world.only(URL, cache=tmp_path)
    assert answer.data == world.PAGE
    assert answer.notes == (("not_kept",) if damage == "folder" else ())


def test_a_folder_that_takes_nothing_is_noted(world: Any, tmp_path: Path) -> None:
    for kind in ("pages", "bodies", "robots"):
        (tmp_path / kind).write_bytes(b"in the way")
    world.web.serve(HOST, conditional(world, 'ETag: "v1"'))
    answer = world.only(URL, cache=tmp_path)
    assert (answer.data, answer.notes) == (world.PAGE, ("not_kept",))


def test_a_folder_that_cannot_be_made_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError):
        Cache(tmp_path / "file" / "cache")


def test_an_entry_names_no_path(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    cache = Cache(tmp_path / "cache")
    page = KeptPage(url=URL, sha256="../../secret", captured="2026-01-05T00:00:00Z", tag='"v"')
    assert cache.keep_page(page, b"secret")
    assert cache.page(URL) is None


def test_an_entry_is_for_its_own_address(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    page = KeptPage(url=URL, sha256=hashlib.sha256(b"x").hexdigest(), captured="", tag='"v"')
    assert cache.keep_page(page, b"x")
    (path,) = files(tmp_path / "pages")
    other = hashlib.sha256(b"http://other.example.com/").hexdigest()
    (tmp_path / "pages" / other[:2]).mkdir(exist_ok=True)
    path.rename(tmp_path / "pages" / other[:2] / other)
    assert cache.page("http://other.example.com/") is None


def test_robots_txt_from_the_future_is_not_believed(world: Any, tmp_path: Path) -> None:
    Cache(tmp_path).keep_robots("http://news.example.com", KeptRobots(at=9e12, data=b""))
    world.web.serve(HOST, world.with_robots(world.reply(b"User-agent: *\nDisallow: /"), b""))
    assert world.only(URL, cache=tmp_path).code == "not_allowed"


@settings(max_examples=50)
@given(body=st.binary(max_size=300), url=st.text(max_size=40))
def test_what_is_kept_comes_back(tmp_path_factory: Any, body: bytes, url: str) -> None:
    cache = Cache(tmp_path_factory.getbasetemp() / "laws")
    url = url.encode("utf-8", "replace").decode()
    page = KeptPage(url=url, sha256=hashlib.sha256(body).hexdigest(), captured="", tag='"v"')
    assert cache.keep_page(page, body)
    assert cache.page(url) == (page, body)
    assert cache.keep_robots(url, KeptRobots(at=1.5, data=body))
    assert cache.robots(url) == KeptRobots(at=1.5, data=body)
