"""Adapters of tools that find or read dates: text, reference time, country -> answers.

An answer is `{"start", "end", "value"}`, the value in EDTF / ISO 8601 or None; a tool that tells
no places gives None for both ends. Imported by `dates_peers.py` under the interpreter that has the
tool."""

from __future__ import annotations

import datetime as dt
import importlib
from typing import Any

from dates_peers import Answer, Finder

SECONDS = "%Y-%m-%dT%H:%M"


def base(on: str | None) -> dt.datetime:
    """The reference time; the present where none is given."""
    return dt.datetime.fromisoformat(on) if on else dt.datetime.now()  # noqa: DTZ005


def riwaya() -> Finder:
    """Riwaya itself."""
    dates = importlib.import_module("riwaya.dates")

    def find(text: str, on: str | None, country: str | None) -> list[Answer]:
        return [
            {"start": one.start, "end": one.end, "value": one.value}
            for one in dates.find(text, on=on, country=country)
        ]

    return find


def dateparser_search() -> Finder:
    """dateparser's finder, told the language and the reference time."""
    search = importlib.import_module("dateparser.search").search_dates

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        settings = {"RELATIVE_BASE": base(on)} if on else {}
        said, after = [], 0
        for words, moment in search(text, languages=["ar"], settings=settings) or []:
            start = text.find(words, after)
            if start >= 0:
                after = start + len(words)
            place = (start, after) if start >= 0 else (None, None)
            said.append({"start": place[0], "end": place[1], "value": moment.strftime(SECONDS)})
        return said

    return find


def dateparser_oracle() -> Finder:
    """dateparser on a given expression: all that its Arabic locales read in it."""
    parse = importlib.import_module("dateparser").parse
    known = importlib.import_module("dateparser.data.languages_info").language_locale_dict["ar"]

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        settings = {"RELATIVE_BASE": base(on)} if on else {}
        read = [parse(text, locales=[one], settings=settings) for one in ("ar", *known)]
        values = dict.fromkeys(one.strftime(SECONDS) for one in read if one)
        return [{"start": None, "end": None, "value": value} for value in values]

    return find


def chronoparse_oracle() -> Finder:
    """chronoparse on a given expression; it has no finder and no reference time."""
    tool = importlib.import_module("chronoparse")

    def find(text: str, _on: str | None, _country: str | None) -> list[Answer]:
        try:
            value = str(tool.parse(text, day_first=True).dt)[:16]
            return [{"start": None, "end": None, "value": value}]
        except tool.ParseError:
            return []

    return find


def hijrical_oracle() -> Finder:
    """hijrical on a given expression: full Hijri dates only, the era taken off."""
    tool = importlib.import_module("hijrical")

    def find(text: str, _on: str | None, _country: str | None) -> list[Answer]:
        try:
            day = tool.parse(text.removesuffix("هـ").strip()).to_gregorian()
            return [{"start": None, "end": None, "value": str(day)[:10]}]
        except tool.ParseError:
            return []

    return find


def maha() -> Finder:
    """Maha: values are offsets and parts, added to the reference time."""
    parse = importlib.import_module("maha.parsers.functions").parse_dimension

    def moment(now: dt.datetime, value: Any) -> str:
        when: dt.datetime = now + value
        return when.strftime(SECONDS)

    def resolve(now: dt.datetime, value: Any) -> str | None:
        if not hasattr(value, "start"):
            return moment(now, value)
        ends = [moment(now, one) for one in (value.start, value.end) if one is not None]
        return "/".join(ends) or None

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        now = base(on)
        return [
            {"start": one.start, "end": one.end, "value": resolve(now, one.value)}
            for one in parse(text, time=True)
        ]

    return find


def ovos() -> Finder:
    """OVOS: one moment for a whole text, with no place."""
    extract = importlib.import_module("ovos_date_parser").extract_datetime

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        got = extract(text, "ar", base(on))
        return [{"start": None, "end": None, "value": got[0].strftime(SECONDS)}] if got else []

    return find


def arabic_itn() -> Finder:
    """arabic-itn: dates with a year and clock times; no reference time."""
    normalize = importlib.import_module("arabic_itn").normalize

    def find(text: str, _on: str | None, _country: str | None) -> list[Answer]:
        said, after = [], 0
        for span in normalize(text)["spans"]:
            start = text.find(span["raw"], after)
            if start < 0:
                continue
            after = start + len(span["raw"])
            if span["type"] in ("date", "time"):
                clock = "T" if span["type"] == "time" else ""
                said.append({"start": start, "end": after, "value": clock + span["value"]})
        return said

    return find


def date_extractor() -> Finder:
    """date-extractor: dates with their precision, with no places and no reference time."""
    extract = importlib.import_module("date_extractor").extract_dates
    sizes = {"year": 4, "month": 7}

    def find(text: str, _on: str | None, _country: str | None) -> list[Answer]:
        dated = [
            (moment.strftime("%Y-%m-%d"), sizes.get(precision, 10))
            for moment, precision in extract(text, return_precision=True)
            if moment
        ]
        return [{"start": None, "end": None, "value": day[:size]} for day, size in dated]

    return find
