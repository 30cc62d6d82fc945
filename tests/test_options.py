"""The options that commands share: names of fields, where data goes, and what makes no sense."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from riwaya import cli
from riwaya.errors import UsageError
from riwaya.options import door, fields_of, processes
from riwaya.read import FIELDS

FIRST = "افتتحت وزارة الزراعة اليوم مخبرا جديدا لفحص البذور في مدينة الرقة، بحسب بيان لها."
SECOND = "وقال مدير المخبر سامي الزين إن العمل فيه يبدأ مطلع الشهر المقبل بعد تدريب الموظفين."
TITLE = "مخبر جديد لفحص البذور في الرقة"


class Done(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Run:
    """One command in this process, run in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def done(*words: str, stdin: str = "") -> Done:
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["riwaya", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Done(int(ended.value.code or 0), out, err.decode())

    return done


@pytest.fixture
def article(tmp_path: Path) -> str:
    line = {"id": "a", "title": TITLE, "text": f"{FIRST}\n{SECOND}"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    return "a.jsonl"


# --- names of fields ----------------------------------------------------------------------------

ROW = {"رقم": "17", "الخبر": FIRST, "عنوان رئيسي": TITLE, "الموقع": "البيدر", "قصة": "seeds"}
MAP = ["text=الخبر", "title=عنوان رئيسي", "outlet=الموقع", "id=رقم", "event=قصة"]
MAPPED = [word for one in MAP for word in ("--map", one)]


def table(delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW), delimiter=delimiter)
    writer.writeheader()
    writer.writerow(ROW)
    return out.getvalue()


def parquet(path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(arrow.table({name: [value] for name, value in ROW.items()}), path)


INPUTS: dict[str, str] = {
    "rows.jsonl": json.dumps(ROW) + "\n",
    "rows.json": json.dumps([ROW], ensure_ascii=False, indent=1),
    "rows.csv": table(","),
    "rows.tsv": table("\t"),
    "semicolons.csv": table(";"),
}


@pytest.mark.parametrize("name", [*INPUTS, "rows.parquet"])
def test_fields_are_mapped_from_whatever_they_are_called(
    name: str, run: Run, tmp_path: Path
) -> None:
    if name in INPUTS:
        (tmp_path / name).write_text(INPUTS[name], "utf-8")
    else:
        parquet(tmp_path / name)
    done = run("extract", name, *MAPPED)
    assert (done.code, done.err) == (0, "1 done, 0 refused\n")
    (found,) = done.records
    assert (found["id"], found["event"], found["outlet"]) == ("17", "seeds", "البيدر")
    assert (found["title"], found["body"]) == (TITLE, FIRST)
    assert found["page"]["path"] == name


def test_a_mapping_reaches_into_records_and_standard_input(run: Run) -> None:
    line = json.dumps({"doc": {"content": [1], "plain": FIRST}, "meta": {"head": TITLE}})
    done = run("extract", "-", "--map", "text=doc.plain", "--map", "title=meta.head", stdin=line)
    assert [(one["title"], one["body"]) for one in done.records] == [(TITLE, FIRST)]


def test_a_mapped_field_that_is_not_there_is_no_title(run: Run, article: str) -> None:
    done = run("extract", article, "--map", "title=عنوان آخر")
    assert [(one["title"], done.code) for one in done.records] == [(None, 0)]
    done = run("extract", article, "--map", "text=نص آخر")
    assert (done.code, done.out) == (1, b"")
    assert "a.jsonl:1: not a usable record: no text" in done.err


@pytest.mark.parametrize("command", ["extract", "annotate", "group", "compare"])
def test_every_command_on_articles_takes_a_mapping(command: str, run: Run, tmp_path: Path) -> None:
    rows = [ROW | {"رقم": name, "الموقع": name} for name in ("x", "y")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = run(command, "a.jsonl", "--format", "json", *MAPPED)
    assert done.code == 0
    records = done.records
    if command == "compare":
        records = [one for found in records for one in found["comparisons"][0]["accounts"]]
        assert [one["article"] for one in records] == ["x", "y"]
    elif command == "group":
        assert [one["articles"] for one in records] == [["x", "y"]]
    else:
        assert [one["id"] for one in records] == ["x", "y"]


def test_every_field_may_be_named_once() -> None:
    assert fields_of(None) == fields_of([]) == {}
    words = [f"{name}=a.{name}" for name in FIELDS]
    assert fields_of(words) == {name: f"a.{name}" for name in FIELDS}
    assert fields_of(["text=a=b", "text=a=b"]) == {"text": "a=b"}
    with pytest.raises(UsageError, match="text is both a and b"):
        fields_of(["text=a", "text=b"])


# --- what makes no sense ------------------------------------------------------------------------

SENSELESS = [
    ("extract", "a.jsonl", "--map", "title"),
    ("extract", "a.jsonl", "--map", "title="),
    ("extract", "a.jsonl", "--map", "=title"),
    ("extract", "a.jsonl", "--map", "headline=title"),
    ("extract", "a.jsonl", "--map", "title=a", "--map", "title=b"),
    ("extract", "a.jsonl", "--workers", "-1"),
    ("extract", "a.jsonl", "--workers", "257"),
    ("extract", "a.jsonl", "--workers", "٢x"),
    ("extract", "a.jsonl", "--cache", "pages"),
    ("extract", "a.jsonl", "--contact", "desk@example.org"),
    ("extract", "a.jsonl", "--lang", "fr"),
    ("extract", "a.jsonl", "--format", "html"),
    ("extract", "a.jsonl", "--out"),
    ("annotate", "a.jsonl", "--format", "html"),
    ("annotate", "a.jsonl", "-f", "csv"),
    ("group", "a.jsonl", "--format", "html"),
    ("group", "a.jsonl", "--out", "events.jsonl"),
    ("compare",),
    ("compare", "a.jsonl", "--event", "x"),
    ("relate", "--format", "json"),
    ("dates", "يوم الأحد", "--format", "html"),
    ("dates", "يوم الأحد", "--on", "أمس"),
    ("dates", "--on", "2022-02-30"),
    ("dates", "يوم الأحد", "يوم الاثنين"),
    ("schema", "a.jsonl"),
    ("demo", "--out", "."),
    ("--verbose",),
    ("ضم", "a.jsonl"),
]


@pytest.mark.parametrize("words", SENSELESS, ids=" ".join)
def test_what_makes_no_sense_exits_2_and_gives_no_data(
    words: tuple[str, ...], run: Run, article: str
) -> None:
    done = run(*words, stdin='{"text": "يوم الأحد", "on": "2022-02-27"}\n')
    assert done.code == 2
    assert done.err.strip()
    assert "Traceback" not in done.err
    if words[0] != "demo":  # which has said all before it writes its page
        assert done.out == b""


def test_options_of_fetching_without_it() -> None:
    assert door(wanted=False, cache=None, contact=None) is None
    for cache, contact in ((Path("pages"), None), (None, "desk@example.org")):
        with pytest.raises(UsageError, match="they go with --fetch"):
            door(wanted=False, cache=cache, contact=contact)


def test_as_many_processes_as_cores_unless_said() -> None:
    assert processes(0) == 0
    assert processes(7) == 7
    assert 1 <= processes(None) <= (os.cpu_count() or 1)


# --- addresses ----------------------------------------------------------------------------------


def test_addresses_are_named_where_they_are_not_fetched(
    run: Run, article: str, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("https://example.org/1\nhttps://example.org/2\n", "utf-8")
    sitemap = "<urlset><url><loc>https://example.org/3</loc></url></urlset>"
    (tmp_path / "sitemap.xml").write_text(sitemap, "utf-8")
    done = run("extract", "https://example.org/أخبار", "list.txt", article, "sitemap.xml")
    assert done.code == 1
    assert [one["id"] for one in done.records] == ["a"]
    again = "run again with --fetch"
    assert done.err.splitlines() == [
        f"refused: https://example.org/أخبار: addresses to fetch (1): {again}",
        f"refused: list.txt: addresses to fetch (2): {again}",
        f"refused: sitemap.xml: addresses to fetch (1): {again}",
        "1 done, 3 refused",
    ]
