"""Files and folders made to stop a reader: each is read, refused by name or left out, and no run
waits, crashes or writes where it should not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest

from riwaya.read import read
from riwaya.records import Page, Refusal

posix = pytest.mark.skipif(os.name != "posix", reason="files of POSIX")
TEXT = "وصل وفد من غرفة التجارة إلى المرفأ صباح اليوم، والتقى مديره في مكتبه ساعة كاملة."
LINE = f'{{"text": "{TEXT}"}}\n'.encode()


class Done(Protocol):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Done: ...


def codes(found: Iterator[Page | Refusal]) -> list[str]:
    return [one.code if isinstance(one, Refusal) else one.kind for one in found]


# --- pipes, devices, links ----------------------------------------------------------------------


@posix
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.jsonl").write_bytes(LINE)
    for words in (("extract", "pipe", "a.jsonl"), ("extract", "."), ("extract", "*")):
        done = run(*words)
        assert (done.code, len(done.out.splitlines())) == (1, 1)
        assert done.err.startswith("refused: pipe: ")
    assert run("relate", "pipe").out == b""


@posix
def test_a_pipe_with_a_writer_is_read_to_its_end(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = Thread(target=lambda: (tmp_path / "pipe").write_bytes(LINE * 3_000))
    writer.start()
    done = run("extract", "pipe", "-f", "json", "-j", "0")
    writer.join()
    assert done.code == 0
    assert len(done.out.splitlines()) == 3_000


@posix
def test_devices_and_sockets_end(run: Run, tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket"))
    devices = {"/dev/null": "the input is empty", "/dev/zero": "larger than the cap"}
    for name, why in devices.items():
        if Path(name).is_char_device():
            done = run("extract", name)
            assert (done.code, done.out) == (1, b"")
            assert why in done.err
    (tmp_path / "device").symlink_to("/dev/zero")
    done = run("extract", ".")
    listener.close()
    assert [line.split(": ")[:2] for line in done.err.splitlines()[:-1]] == [
        ["refused", "device"], ["refused", "socket"],
    ]  # fmt: skip


@posix
def test_folders_that_lead_into_themselves_are_read_once(run: Run, tmp_path: Path) -> None:
    inner = tmp_path / "year" / "month"
    inner.mkdir(parents=True)
    (inner / "a.jsonl").write_bytes(LINE)
    for name in ("one", "two", "three"):
        (inner / name).symlink_to(tmp_path / "year")
    (tmp_path / "year" / "self").symlink_to("self")
    for pattern in ("year/**/*.jsonl", "**/*.jsonl", "**/**/a*", "year/**/month", "y*/**/m*/**"):
        done = run("extract", pattern)
        assert (done.err, len(done.out.splitlines())) == ("1 done, 0 refused\n", 1)
    assert codes(read(["year/**"])) == codes(read(["year"])) == ["unreadable", "given"]


def test_a_pattern_gives_each_file_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/c/3.txt", "a.txt", "b/.hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    for pattern in ("**", "**/*", "*"):
        pages = read([str(tmp_path / pattern)])
        names = [Path(page.origin.path or "") for page in pages if isinstance(page, Page)]
        expected = ["a.txt", "b/2.txt", "b/c/3.txt"]
        assert [str(path.relative_to(tmp_path)) for path in names] == expected
    assert codes(read([str(tmp_path / "**/c/*.txt"), str(tmp_path / "**/*.none")])) == [
        "text", "no_match",
    ]  # fmt: skip


@posix
def test_links_to_nothing_and_to_themselves_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to("nothing")
    (tmp_path / "self").symlink_to("self")
    done = run("extract", ".", "gone", "self", "x" * 5_000)
    assert done.code == 1
    assert done.err.splitlines()[-1] == "0 done, 5 refused"


@contextmanager
def deep(folder: Path, depth: int) -> Iterator[None]:
    """A file in folders in one another; few tools could take them away again."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text(TEXT, "utf-8")
        os.chdir(before)
        yield
        os.chdir(folder)
        for _ in range(depth):
            os.chdir("d")
        Path("a.txt").unlink()
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(before)


@posix
def test_a_folder_deeper_than_the_stack_is_read_as_far_as_paths_go(tmp_path: Path) -> None:
    with deep(tmp_path, 1_100):
        assert codes(read([str(tmp_path)])) == ["text"]
        assert codes(read([str(tmp_path / "**/*.txt")])) == ["text"]
    with deep(tmp_path, 2_100):
        assert codes(read([str(tmp_path)])) == ["unreadable"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read anything")
def test_what_may_not_be_read_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    (tmp_path / "folder").mkdir()
    for name in ("page.txt", "folder"):
        (tmp_path / name).chmod(0)
    done = run("extract", ".", "page.txt", "folder")
    (tmp_path / "folder").chmod(0o700)
    why = "cannot be opened: Permission denied"
    assert done.err.splitlines() == [
        f"refused: page.txt: {why}", f"refused: folder: {why}", f"refused: page.txt: {why}",
        f"refused: folder: {why}", "0 done, 4 refused",
    ]  # fmt: skip


@pytest.mark.parametrize(("call", "refused"), [("scandir", "b"), ("open", "x.txt"), ("stat", "x")])
def test_what_the_system_does_not_give_is_named(
    call: str, refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/1.txt", "b/x.txt", "b/x", "c/2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    real = getattr(os, call)

    def failing(path: object, *words: object, **more: object) -> object:
        if isinstance(path, str | Path) and Path(path).name == refused:
            raise PermissionError(13, "Permission denied")
        return real(path, *words, **more)

    monkeypatch.setattr(os, call, failing)
    found = list(read([str(tmp_path)]))
    bad = [one.where for one in found if isinstance(one, Refusal)]
    assert [Path(where).name for where in bad] == [refused]
    assert codes(iter(found)).count("text") == (2 if call == "scandir" else 3)


# --- standard streams ---------------------------------------------------------------------------


@posix
@pytest.mark.parametrize(("closed", "code"), [("<&-", 0), ("2>&-", 0), (">&-", 2)])
def test_closed_streams_are_no_fault(closed: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE)
    shell = f'exec "$0" -m riwaya extract a.jsonl {closed}'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (code, 0 if code else 1)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a full device")
@pytest.mark.parametrize(
    ("where", "code", "told"),
    [(">/dev/full", 2, "No space left"), ("2>/dev/full", 0, "")],
)
def test_a_full_disk_ends_in_a_sentence(where: str, code: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE)
    shell = f'exec "$0" -m riwaya extract a.jsonl {where}'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == code
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_standard_input_twice_is_empty_the_second_time(run: Run) -> None:
    done = run("extract", "-", "-", stdin=LINE)
    assert (done.code, done.err) == (1, "refused: -: the input is empty\n1 done, 1 refused\n")
    pair = b'{"a": %b, "b": %b}\n' % (LINE.strip(), LINE.strip())
    done = run("relate", "-", "-", stdin=pair)
    assert (done.code, len(done.out.splitlines())) == (1, 1)


# --- names --------------------------------------------------------------------------------------


@posix
def test_names_write_no_line_of_their_own_and_steer_nothing(run: Run, tmp_path: Path) -> None:
    names = ["a\nrefused: all.html: empty", "\x1b[2Jb", "\u202egpj.html", "\u2066c\u2069", "\x9bd"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    with open(os.fsencode(tmp_path) + b"/\xff\xfe", "wb"):  # noqa: PTH123
        pass
    for form in ("text", "json"):
        done = run("extract", ".", "-f", form)
        told = done.err.splitlines()
        assert len(told) == len(names) + 2
        assert all(line.startswith("refused: ") for line in told[:-1])
        assert all(char.isprintable() for line in told for char in line)


@pytest.mark.parametrize("command", ["extract", "annotate", "compare", "group"])
def test_what_a_page_says_steers_no_terminal(command: str, run: Run, tmp_path: Path) -> None:
    steering = "\u202e\u2066\x1b[31m\x9b\x07\u200f"
    lines = [
        f'{{"id": "{n}", "event": "e", "title": "جسر{steering} جديد", "outlet": "البيدر{steering}",'
        f'"text": "قال الوزير {steering} إن الجسر{steering} مفتوح يوم الأحد. {TEXT}"}}'
        for n in range(2)
    ]
    raw = "\n".join(lines).replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
    (tmp_path / "a.jsonl").write_text(raw, "utf-8")
    done = run(command, "a.jsonl", "-f", "text")
    assert done.code == 0
    assert not {"\u202e", "\u2066", "\x1b", "\x9b", "\x07"} & set(done.out.decode())
