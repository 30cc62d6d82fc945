"""The commands as a shell sees them: data on stdout, messages on stderr, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOLL = {
    "id": "toll-1",
    "title": "سبعة قتلى في انهيار مبنى بحي النخيل",
    "outlet": "المنارة اليوم",
    "published": "2022-03-09",
    "text": "أعلن الدفاع المدني مقتل سبعة أشخاص في انهيار مبنى سكني بحي النخيل يوم الأربعاء.\n"
    'وقال المحافظ سالم العبدلي إن "لجنة تحقيق ستعلن نتائجها خلال أسبوع".',
    "event": "building",
}
OTHER = {
    "id": "toll-2",
    "title": "انهيار مبنى في حي النخيل",
    "outlet": "صوت المدينة",
    "published": "2022-03-09",
    "text": "نفى المحافظ سالم العبدلي وجود مخالفات في مبنى حي النخيل المنهار.\n"
    "وأفاد الدفاع المدني بمقتل تسعة أشخاص في انهيار المبنى السكني.",
    "event": "building",
}


def run(
    *words: str, stdin: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One command in a process of its own, under an ASCII locale: UTF-8 must not depend on it."""
    return subprocess.run(
        [sys.executable, "-m", "riwaya", *words],
        input=stdin.encode(),
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"},
    )


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in (TOLL, OTHER))
    path.write_text(text, encoding="utf-8")
    return path


def test_extract_prints_one_unescaped_json_line_per_article(lines: Path) -> None:
    done = run("extract", str(lines))
    assert done.returncode == 0
    first, second = done.stdout.decode().splitlines()
    assert "الدفاع المدني" in first
    assert json.loads(second)["id"] == "toll-2"
    assert done.stderr.decode().strip() == "2 done, 0 refused"


def test_a_refused_input_is_named_and_the_rest_is_done(lines: Path) -> None:
    done = run("extract", "missing.html", str(lines))
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.decode().splitlines() == [
        "refused: missing.html: no such file or folder",
        "2 done, 1 refused",
    ]


def test_messages_in_arabic(tmp_path: Path) -> None:
    done = run("extract", "missing.html", "--lang", "ar", cwd=tmp_path)
    assert "مرفوض: missing.html: لا يوجد ملف أو مجلد بهذا الاسم" in done.stderr.decode()


@pytest.mark.parametrize(
    "words",
    [
        ("extract",),
        ("fly", "page.html"),
        ("extract", "page.html", "--format", "xml"),
        ("extract", "page.html", "--format", "html"),
        ("group", "page.html", "--format", "markdown"),
        ("compare", "page.html", "--labels", "fr"),
        ("compare", "page.html", "--cache", "folder"),
        ("dates", "يوم الأحد", "--on", "2022-13-40"),
    ],
)
def test_wrong_usage_exits_2_and_prints_no_data(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr


def test_compare_gives_one_document_with_verbatim_slices(lines: Path) -> None:
    done = run("compare", str(lines), "--quiet")
    assert done.returncode == 0
    assert done.stderr == b""
    document = json.loads(done.stdout)
    assert document["single"] == []
    [comparison] = document["comparisons"]
    assert [one["article"] for one in comparison["accounts"]] == ["toll-1", "toll-2"]
    said = [one for point in comparison["points"] for one in point["accounts"]]
    assert any(one["stance"] == "denies" for one in said)
    bodies = {
        one["id"]: one["body"]
        for one in map(json.loads, run("extract", str(lines)).stdout.splitlines())
    }
    for point in comparison["points"]:
        assert any(
            point["text"] in bodies[one["article"]]
            for one in point["accounts"]
            if one["start"] is not None
        )


def test_compare_writes_html(lines: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    assert run("compare", str(lines), "--out", str(page)).returncode == 0
    assert 'dir="rtl"' in page.read_text(encoding="utf-8")


def test_the_labels_of_a_report_are_in_the_language_asked_for(lines: Path) -> None:
    for shape, arabic, english in (
        ("text", "يوم الحدث", "Day of the event"),
        ("markdown", "يوم الحدث", "Day of the event"),
        ("html", '<html lang="ar" dir="rtl">', '<html lang="en" dir="ltr">'),
    ):
        words = ("compare", str(lines), "--quiet", "--format", shape)
        found = [run(*words, *more).stdout.decode() for more in ((), ("--labels", "en"))]
        assert [arabic in one for one in found] == [True, False]
        assert [english in one for one in found] == [False, True]


def test_an_unwritable_page_is_a_usage_error(lines: Path, tmp_path: Path) -> None:
    done = run("compare", str(lines), "--out", str(tmp_path / "no" / "out.html"))
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_text_output_names_speaker_and_words(lines: Path) -> None:
    text = run("annotate", str(lines), "--format", "text").stdout.decode()
    assert "سالم العبدلي" in text
    assert "لجنة تحقيق ستعلن نتائجها خلال أسبوع" in text


def test_the_same_article_twice_is_kept_under_two_ids(lines: Path) -> None:
    done = run("extract", str(lines), str(lines))
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert ids == ["toll-1", "toll-2", "toll-1-2", "toll-2-2"]


def test_relate_keeps_the_line_and_adds_the_answer() -> None:
    far = {"text": "سجل فريق الساحل هدفين في مرمى ضيفه مساء الجمعة وتصدر ترتيب الدوري."}
    pairs = [{"n": 1, "a": TOLL, "b": TOLL}, {"n": 2, "a": TOLL, "b": far}, {"n": 3, "a": TOLL}]
    stdin = "\n".join(json.dumps(one, ensure_ascii=False) for one in pairs)
    done = run("relate", stdin=stdin + "\nnot json\n")
    same, different = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (same["n"], same["relation"], same["a"]) == (1, "copy", TOLL)
    assert different["relation"] == "different"
    assert same["score"] > different["score"] >= 0
    assert all(0 <= part <= 1 for part in different["parts"].values())
    assert "-:3" in done.stderr.decode()
    assert "-:4" in done.stderr.decode()


def test_dates_of_a_text_and_of_lines() -> None:
    document = json.loads(run("dates", "وصل الوفد يوم 5 أيار 2021", "--on", "2021-05-06").stdout)
    assert [one["value"] for one in document["times"]] == ["2021-05-05"]
    line = json.dumps({"text": "افتتح المعرض أمس", "on": "2021-05-06", "country": "SY"})
    done = run("dates", stdin=line + '\n{"on": "2021-05-06"}\n{"text": "أمس", "on": "x"}\n')
    [answer] = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert answer["text"] == "افتتح المعرض أمس"
    assert answer["times"][0]["value"] == "2021-05-05"


def test_demo_writes_its_page_where_it_is_run(tmp_path: Path) -> None:
    first = run("demo", cwd=tmp_path)
    assert first.returncode == 0
    page = (tmp_path / "riwaya-demo.html").read_bytes()
    assert "riwaya-demo.html" in first.stderr.decode()
    second = run("demo", cwd=tmp_path)
    assert second.stdout == first.stdout
    assert (tmp_path / "riwaya-demo.html").read_bytes() == page


def test_a_closed_pipe_is_quiet(lines: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "riwaya", "extract", *[str(lines)] * 400],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert errors == b""


def test_control_characters_of_a_page_do_not_reach_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "a.jsonl"
    text = "وصل الوزير \u001b[31m إلى العاصمة صباح اليوم والتقى نظيره."
    page.write_text(json.dumps({"text": text}), encoding="utf-8")
    assert b"\x1b" not in run("extract", str(page), "--format", "text").stdout


def test_a_file_name_that_is_not_utf8_is_no_obstacle(tmp_path: Path) -> None:
    page = os.fsencode(tmp_path) + b"/page-\xe9.jsonl"
    with open(page, "wb") as out:  # noqa: PTH123 - pathlib cannot name it everywhere
        out.write(json.dumps(TOLL).encode())
    done = run("extract", str(tmp_path))
    assert done.returncode == 0
    assert json.loads(done.stdout)["id"] == "toll-1"
