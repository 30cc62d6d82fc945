"""Adapters of Duckling (the Haskell library, bound to Python) and of its Python port."""

from __future__ import annotations

import atexit
import datetime as dt
import importlib
import json
import subprocess
import sys
from typing import Any

from dates_finders import base
from dates_peers import Answer, Finder

SIZES = {"year": 4, "month": 7, "day": 10, "hour": 16, "minute": 16, "second": 16}
ZONES = "/usr/share/zoneinfo"
Instant = tuple[str, str]
"""ISO date and time, and grain."""


def duckling() -> Finder:
    """Duckling, over its binding, in a process of its own: some texts end it from within."""
    running: list[subprocess.Popen[str]] = []

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        if not running:
            running.append(_start())
        pipes = running[0].stdin, running[0].stdout
        if pipes[0] is None or pipes[1] is None:
            raise OSError("duckling has no pipes")
        stamp = int(base(on).replace(tzinfo=dt.UTC).timestamp())
        pipes[0].write(json.dumps([text, stamp]) + "\n")
        pipes[0].flush()
        line = pipes[1].readline()
        if not line:
            running.clear()
            raise OSError("duckling ended itself")
        return [
            {"start": one["start"], "end": one["end"], "value": value(one["value"])}
            for one in json.loads(line)
        ]

    return find


def _start() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(process.kill)
    return process


def serve() -> None:
    """Answer texts with their reference time, one JSON a line."""
    tool = importlib.import_module("duckling")
    zones = tool.load_time_zones(ZONES)
    locale = tool.parse_locale("AR", tool.default_locale_lang(tool.parse_lang("AR")))
    wanted = tool.parse_dimensions(["time"])
    for line in sys.stdin:
        text, stamp = json.loads(line)
        context = tool.Context(tool.parse_ref_time(zones, "UTC", stamp), locale)
        print(json.dumps(tool.parse(text, context, wanted, False)), flush=True)


def puckling() -> Finder:
    """Puckling, the port to Python."""
    tool = importlib.import_module("puckling")
    locale = tool.Locale(tool.Lang.AR)

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        context = tool.Context(reference_time=base(on).replace(tzinfo=dt.UTC), locale=locale)
        return [
            {"start": one.start, "end": one.end, "value": value(one.value.primary.to_dict())}
            for one in tool.parse(text, context, tool.Options())
            if one.dim == "time"
        ]

    return find


def value(given: dict[str, Any]) -> str | None:
    """Duckling's value as EDTF; its ends of intervals are exclusive."""
    if "value" in given:
        return _instant((given["value"], given["grain"]))
    ends = [
        (one["value"], one["grain"]) if (one := given.get(side)) else None
        for side in ("from", "to")
    ]
    first, after = ends
    if first and after:
        return f"{_day(first)}/{_day(_before(after))}"
    return _instant(first or after or ("", "")) or None


def _instant(one: Instant) -> str:
    stamp, grain = one
    if grain == "week":
        return f"{stamp[:10]}/{_later(stamp, 6)}"
    if grain == "quarter":
        return f"{stamp[:7]}/{_later(stamp, 80)[:7]}"
    return _day(one)


def _day(one: Instant) -> str:
    stamp, grain = one
    return stamp[: SIZES.get(grain, 10)]


def _later(stamp: str, days: int) -> str:
    return (dt.date.fromisoformat(stamp[:10]) + dt.timedelta(days)).isoformat()


def _before(one: Instant) -> Instant:
    stamp, grain = one
    if grain in ("hour", "minute", "second"):
        step = dt.timedelta(hours=1) if grain == "hour" else dt.timedelta(minutes=1)
        return (dt.datetime.fromisoformat(stamp[:16]) - step).isoformat(), grain
    return _later(stamp, -1) + stamp[10:], grain


if __name__ == "__main__":
    serve()
