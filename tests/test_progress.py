"""What a run tells on stderr: refusals by name, what was passed over by kind, counts that add up,
in English and in Arabic; nothing that a page or a file name contains can steer it."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import cli, terminal
from riwaya.counts import Counts, end_of
from riwaya.errors import MESSAGES
from riwaya.progress import Teller, reason, telling
from riwaya.read import Meter
from riwaya.records import Refusal

PAGE = "<!doctype html><title>جسر</title><p>افتتح وزير النقل اليوم جسرا جديدا فوق النهر بعد عامين."
ARABIC = re.compile("[\u0621-\u064a]")


def heard(teller: Teller) -> list[str]:
    told: list[str] = []
    teller.say = told.append
    return told


def record(kind: str, media: str, body: bytes, status: str = "200 OK") -> bytes:
    block = body
    if kind in ("response", "request"):
        first = f"HTTP/1.1 {status}" if kind == "response" else "GET / HTTP/1.1"
        block = f"{first}\r\nContent-Type: {media}\r\n\r\n".encode() + body
        media = f"application/http; msgtype={kind}"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


ARCHIVE = b"".join([
    record("request", "text/html", b""),
    record("response", "text/html", PAGE.encode()),
    record("metadata", "application/warc-fields", b"fetchTimeMs: 3\r\n"),
    record("response", "image/png", b"\x89PNG\r\n\x1a\n"),
    record("response", "image/png", b"\x89PNG\r\n\x1a\n"),
    record("response", "text/html", b"", "404 Not Found"),
    record("revisit", "text/html", b""),
])  # fmt: skip

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """One command in this process."""

    def done(*words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["riwaya", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out, err.decode()

    return done


def test_records_that_are_no_pages_are_counted_by_kind_and_are_no_error(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.warc").write_bytes(ARCHIVE)
    code, out, err = run("extract", str(tmp_path / "a.warc"))
    assert (code, len(out.splitlines())) == (0, 1)
    (line,) = err.splitlines()
    counts, _, kinds = line.partition(" passed over ")
    assert counts == "1 done, 0 refused, 6"
    assert sorted(kinds.strip("()").split(", ")) == [
        "404 1", "WARC metadata 1", "WARC request 1", "WARC revisit 1", "image/png 2",
    ]  # fmt: skip
    assert kinds.startswith("(image/png 2, ")


def test_what_was_passed_over_is_told_in_arabic(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(ARCHIVE)
    missing = str(tmp_path / "لا شيء.html")
    code, _, err = run("extract", str(tmp_path / "a.warc"), missing, "--lang", "ar")
    assert code == 1
    first, last = err.splitlines()
    assert first == f"مرفوض: {missing}: لا يوجد ملف أو مجلد بهذا الاسم"
    assert last.startswith("أُنجز 1، رُفض 1، تُرك 6 (image/png 2، ")


def test_quiet_tells_of_refusals_and_of_nothing_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(ARCHIVE)
    assert run("extract", str(tmp_path / "a.warc"), "--quiet")[2] == ""
    told = run("extract", str(tmp_path / "a.warc"), str(tmp_path / "no.html"), "--quiet")[2]
    refused, counts = told.splitlines()
    assert refused.endswith("no.html: no such file or folder")
    assert counts.startswith("1 done, 1 refused, 6 passed over (")


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_in_both_languages_and_keeps_its_detail(code: str) -> None:
    english, arabic = MESSAGES[code]
    assert ARABIC.search(arabic)
    assert not ARABIC.search(english)
    assert english.count("{detail}") == arabic.count("{detail}")
    refusal = Refusal(where="خبر.html", code=code, message="", detail="7 {detail} %s")
    for language in ("en", "ar"):
        assert ("7 {detail} %s" in reason(refusal, language)) == ("{detail}" in english)


ENGLISH = "4 done, 1 refused, 1 passed over (image/png 1), 1 faults"
ARABIC_COUNTS = "أُنجز 4، رُفض 1، تُرك 1 (image/png 1)، خلل في 1"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_run_tells_of_every_end(language: str) -> None:
    teller = Teller(language, False, Meter())
    told = heard(teller)
    teller.resume(Counts())
    teller.resume(Counts(done=3))
    teller.refuse(Refusal("أ.html", "empty", "", ""))
    teller.refuse(Refusal("ب.html", "fault", "", "ZeroDivisionError: x", fault=True))
    teller.refuse(Refusal("ج.png", "not_a_page", "", "image/png", passed=True))
    counts = Counts(done=4, refused=1, passed=1, faults=1)
    teller.close(counts)
    teller.stop(counts, resumable=True)
    teller.stop(counts, resumable=False)
    expected = {
        "en": [
            "riwaya: goes on after 3 inputs done before",
            "refused: أ.html: the input is empty",
            "fault: ب.html: a fault of ours on this page: ZeroDivisionError: x",
            ENGLISH,
            f"riwaya: interrupted, {ENGLISH}, the same command goes on from here",
            f"riwaya: interrupted, {ENGLISH}",
        ],
        "ar": [
            "riwaya: متابعة بعد 3 من المدخلات أُنجزت من قبل",
            "مرفوض: أ.html: المدخل فارغ",
            "خلل: ب.html: خلل من عندنا في هذه الصفحة: ZeroDivisionError: x",
            ARABIC_COUNTS,
            f"riwaya: أُوقف، {ARABIC_COUNTS}، الأمر نفسه يتابع من هنا",
            f"riwaya: أُوقف، {ARABIC_COUNTS}",
        ],
    }
    assert told == expected[language]


def test_the_time_left_is_told_where_it_can_be() -> None:
    meter = Meter(1000)
    teller = Teller("ar", False, meter)
    assert teller.line(Counts(), 0.0) == "riwaya: أُنجز 0، 0/ث"
    meter.done = 1
    assert teller.line(Counts(done=8), 4.0) == "riwaya: أُنجز 8، 2/ث، 0%، بقي 1:06:36"
    meter.done = 4000  # a file grew
    assert teller.line(Counts(done=8), 4.0) == "riwaya: أُنجز 8، 2/ث، 100%، بقي 0:00"
    teller.resume(Counts(done=8))
    assert "2/ث" in teller.line(Counts(done=16), 4.0)


def test_only_the_commonest_kinds_are_named() -> None:
    teller = Teller("en", False, Meter())
    told = heard(teller)
    for number in range(40):
        for _ in range(number + 1):
            teller.refuse(Refusal("x", "not_a_page", "", f"image/{number}", passed=True))
    teller.close(Counts(passed=820))
    kinds = ", ".join(f"image/{number} {number + 1}" for number in range(39, 34, -1))
    assert told == [f"0 done, 0 refused, 820 passed over ({kinds})"]


ENDS = st.sampled_from(["done", "refused", "passed", "faults"])


@given(st.lists(ENDS))
def test_counts_add_up_to_what_was_taken(ends: list[str]) -> None:
    counts = Counts()
    for end in ends:
        refusal = None if end == "done" else Refusal(
            "x", "empty", "", "", fault=end == "faults", passed=end == "passed")  # fmt: skip
        counts = counts.and_one(end_of(refusal))
    assert counts.taken == len(ends)
    assert {name: getattr(counts, name) for name in set(ends)} == {
        name: ends.count(name) for name in set(ends)
    }
    assert counts.exit_code == (1 if {"refused", "faults"} & set(ends) else 0)


NAMES = [
    "a\nrefused: all.html: empty", "a\r\nb", "\x1b[2J\x1b[31mred", "\x9b31m", "a\u2028b\u2029c",
    "\u202egpj.html", "\u2066a\u2069", "\u200fخبر", "tab\there", "\x07\x08\x7f", "\udce9\ud800",
    "[red]markup[/red]", "\ufeffx", "{where} %s {0}",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("live", [True, False])
def test_a_name_writes_one_line_and_steers_nothing(
    name: str, live: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stderr = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    monkeypatch.setattr(stderr, "isatty", lambda: live, raising=False)
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setenv("TERM", "dumb")
    with telling("en", False, Meter(), live=live) as teller:
        teller.refuse(Refusal(name, "bad_record", "", name))
        teller.say(f"riwaya: {name}")
    told = [line for line in raw.getvalue().decode().splitlines() if line.strip()]
    assert len(told) == 2
    assert told[0].startswith("refused: ")
    assert all(char.isprintable() or char == "\t" for line in told for char in line)
    visible = "".join(char for char in name if char.isprintable() or char in "\n\t").split()
    assert all(word in told[0] for word in visible)


@given(st.text())
def test_what_is_printed_is_never_a_control(text: str) -> None:
    line = terminal.one_line(text)
    assert len(line.splitlines()) <= 1
    assert not {"\x1b", "\x9b", "\u202e", "\u2066", "\r"} & set(line)
    assert terminal.one_line(line) == line


def test_without_a_terminal_no_bar_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    for closed in ("stderr", "stdout"):
        with monkeypatch.context() as patched:
            patched.setattr(sys, closed, None)
            with telling("en", False, Meter(), live=False) as teller:
                assert teller.every == 10.0
                teller.say("خبر")
