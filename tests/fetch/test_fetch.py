"""The public face: what it takes, what it refuses, and how much it holds."""

from __future__ import annotations

import builtins
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from riwaya import limits
from riwaya.errors import UsageError
from riwaya.fetch import AGENT, fetch
from riwaya.fetch.order import in_order
from riwaya.read.capture import Capture


@pytest.mark.parametrize(
    "options",
    [
        {"agent": ""}, {"agent": "Riwaya\r\nX: y"}, {"agent": "رواية"}, {"agent": "1"},
        {"contact": ""}, {"contact": "a b"}, {"contact": "a)\r\n"}, {"contact": "محرر@مثال"},
        {"gap": -1.0}, {"gap": float("nan")}, {"gap": float("inf")},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_once(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as caught:
        fetch([], **options)
    assert caught.value.code == "bad_option"


def test_a_cache_that_cannot_be_made_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError):
        fetch([], cache=tmp_path / "file")


def test_the_agent_says_who_asks() -> None:
    assert AGENT.startswith("Riwaya/")


@pytest.mark.parametrize("missing", ["httpcore", "idna"])
def test_without_the_extra_there_is_one_refusal(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*sys.modules]:
        if name.partition(".")[0] == missing or name.startswith("riwaya.fetch.transport"):
            monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def imported(name: str, *args: Any, **options: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name, name=missing)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", imported)
    (answer,) = fetch(["http://a.example.com/", "http://b.example.com/"])
    assert (answer.code, answer.detail) == ("needs_extra", "fetch")


def test_no_addresses_give_nothing() -> None:
    assert list(fetch([])) == []


def test_only_so_many_addresses_are_taken_ahead(world: Any) -> None:
    taken = []

    def urls() -> Any:
        for n in range(500):
            taken.append(n)
            yield f"http://n{n}.example.com/a"

    slow = threading.Event()

    def last(_: Any) -> bytes:
        slow.wait(0.2)  # long enough to take all the others, were they let in
        return world.reply()

    for n in range(500):
        world.web.serve(f"n{n}.example.com", world.reply() if n else last)
    answers = in_order(urls(), world.door())
    assert isinstance(next(answers), Capture)
    assert len(taken) == limits.FETCH_AHEAD
    assert [type(answer) for answer in answers] == [Capture] * 499
    assert len(taken) == 500


def test_who_stops_early_leaves_the_rest(world: Any) -> None:
    for n in range(100):
        world.web.serve(f"n{n}.example.com", world.reply())
    answers = in_order((f"http://n{n}.example.com/a" for n in range(100)), world.door())
    next(answers)
    answers.close()
    assert len({request.host for request in world.web.requests}) <= limits.FETCH_AHEAD + 1
