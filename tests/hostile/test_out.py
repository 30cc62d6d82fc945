"""Where data goes: `--out` of every command and format, and all that it must not write over."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol

import pytest

TITLE = "مخبر جديد لفحص البذور في الرقة"
TEXT = "افتتحت وزارة الزراعة اليوم مخبرا جديدا لفحص البذور في مدينة الرقة، بحسب بيان لها."


class Done(Protocol):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Done: ...


@pytest.fixture
def article(tmp_path: Path) -> str:
    line = {"id": "a", "title": TITLE, "text": TEXT}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    return "a.jsonl"


OUT = {
    ("extract", None): b'{"id":"a"', ("extract", "json"): b'{"id":"a"',
    ("extract", "text"): TITLE.encode(), ("annotate", None): b'{"id":"a"',
    ("annotate", "json"): b'{"id":"a"', ("annotate", "text"): TITLE.encode(),
    ("compare", None): b"<!doctype html>", ("compare", "html"): b"<!doctype html>",
    ("compare", "json"): b'{"comparisons":', ("compare", "text"): b"",
}  # fmt: skip


@pytest.mark.parametrize(("command", "form"), OUT)
def test_out_takes_what_would_be_printed(
    command: str, form: str | None, run: Run, article: str, tmp_path: Path
) -> None:
    words = [command, article, *(["--format", form] if form else [])]
    done = run(*words, "--out", "تقرير")
    assert (done.code, done.out, done.err) == (0, b"", "1 done, 0 refused\n")
    written = (tmp_path / "تقرير").read_bytes()
    assert written.lower().startswith(OUT[command, form])
    if form:
        assert run(*words).out == written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "تقرير"]


def test_out_replaces_what_was_there_at_the_end_only(run: Run, article: str) -> None:
    Path("out.jsonl").write_text("قديم" * 900, "utf-8")
    for form in ("text", "json"):
        assert run("extract", article, "-o", "out.jsonl", "-f", form).code == 0
        assert "قديم" not in Path("out.jsonl").read_text("utf-8")


@pytest.mark.parametrize("out", ["", ".", "..", "/", "folder", "no/such/out.jsonl", "loop"])
@pytest.mark.parametrize("command", ["extract", "compare"])
def test_what_can_be_no_file_is_refused_before_any_work(
    command: str, out: str, run: Run, article: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    done = run(command, article, "-f", "text", "-o", out)
    assert (done.code, done.out) == (2, b"")
    assert "cannot be written" in done.err
    assert "Traceback" not in done.err
    if command == "extract":
        assert "done" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "folder", "loop"]


def test_an_input_is_never_written_over(run: Run, article: str, tmp_path: Path) -> None:
    before = (tmp_path / article).read_bytes()
    (tmp_path / "link.jsonl").symlink_to(article)
    for out in (article, f"./{article}", "link.jsonl"):
        done = run("extract", article, "-o", out)
        assert (done.code, done.out) == (2, b"")
        assert (tmp_path / article).read_bytes() == before


def test_a_link_leads_to_the_file_that_is_written(run: Run, article: str, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    assert run("extract", article, "-o", "link.jsonl").code == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len((tmp_path / "real.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
def test_a_pipe_is_written_to_and_stays_a_pipe(run: Run, article: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("extract", article, "-o", "pipe").code == 0
    assert json.loads(os.read(reader, 65_536))["id"] == "a"
    os.close(reader)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("command", ["extract", "annotate", "compare"])
def test_a_run_does_not_read_what_it_writes(
    command: str, run: Run, article: str, tmp_path: Path
) -> None:
    (tmp_path / "inner").mkdir()
    for inputs in ([".", "-o", "out.jsonl"], ["**/*", "-o", "inner/../out.jsonl"],
                   ["*.jsonl*", "-o", str(tmp_path / "out.jsonl")]):  # fmt: skip
        for _ in range(2):
            done = run(command, *inputs, "-f", "json")
            assert (done.code, done.err) == (0, "1 done, 0 refused\n")
    (tmp_path / article).unlink()
    done = run(command, ".", "-o", "out.jsonl", "-f", "json")
    assert (done.code, done.err.splitlines()[-1]) == (1, "0 done, 1 refused")
