"""JSON made to break a reader: nested without end, numbers without end, names twice, half letters.
Each bad record costs itself; the same in lines, in a list, in pairs, in a feed, and in a page."""

from __future__ import annotations

import json
from typing import Protocol

import pytest

TEXT = "وصل وفد من غرفة التجارة إلى المرفأ صباح اليوم، والتقى مديره في مكتبه ساعة كاملة."
BACKGROUND = "وكانت الغرفة قد أعلنت الشهر الماضي أنها ستطلب توسيع الأرصفة قبل موسم الصيف المقبل."
GOOD = json.dumps({"id": "good", "text": TEXT}, ensure_ascii=False)


class Done(Protocol):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Done: ...


def with_field(name: str, value: str) -> str:
    return f'{{"text": "{TEXT}", "{name}": {value}}}'


DEEP = [100, 500, 900, 990, 1_000, 1_100, 20_000, 400_000]
BOMBS = {
    **{f"lists {n} deep": with_field("x", "[" * n + "]" * n) for n in DEEP},
    **{f"records {n} deep": with_field("x", '{"a":' * n + "1" + "}" * n) for n in DEEP},
    "no end": with_field("x", "[" * 100_000),
    "a long number": with_field("id", "9" * 1_000_000),
    "a long number of 5,000 digits": with_field("id", "-" + "9" * 5_000),
    "a long fraction": with_field("id", "0." + "3" * 100_000),
    "a large exponent": with_field("id", "1e999999"),
    "no number": with_field("id", "NaN"),
    "half a letter": with_field("title", '"\\ud800"'),
    "half a letter in a name": f'{{"text": "{TEXT}", "\\udfff": 1}}',
    "many names": with_field("x", json.dumps({str(n): n for n in range(100_000)})),
    "many names at the top": json.dumps({**{f"x{n}": n for n in range(100_000)}, "text": TEXT}),
    "a long name": with_field("x" * 1_000_000, "1"),
    "a name that is a path": f'{{"text": "{TEXT}", "{"a." * 100_000}": 1}}',
    "names twice": f'{{"text": "خبر قديم", "text": "{TEXT}"}}',
    "the same name": "{" + '"text": "خبر", ' * 50_000 + f'"text": "{TEXT}"}}',
    "escapes": f'{{"text": "{TEXT}{chr(92)}u0000{chr(92)}u001b[31m"}}',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bad_record_costs_itself(bomb: str, run: Run) -> None:
    for data in (f"{BOMBS[bomb]}\n{GOOD}\n", f"{GOOD}\n{BOMBS[bomb]}\n"):
        done = run("extract", "-", stdin=data.encode())
        found = [json.loads(line) for line in done.out.splitlines()]
        refused = done.err.splitlines()[:-1]
        assert len(found) + len(refused) == 2
        assert "good" in [one["id"] for one in found]
        assert all(one["body"].startswith(TEXT) for one in found)
        assert all("not a usable record" in line for line in refused)


@pytest.mark.parametrize("bomb", [name for name in BOMBS if "no end" not in name])
def test_a_bad_record_in_a_list_takes_nothing_before_it(bomb: str, run: Run) -> None:
    done = run("extract", "-", stdin=f"[{GOOD},\n{BOMBS[bomb]},\n{GOOD}]".encode())
    found = [json.loads(line) for line in done.out.splitlines()]
    assert found[0]["id"] == "good"
    assert 2 <= len(found) + len(done.err.splitlines()[:-1]) <= 3


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bad_side_of_a_pair_costs_the_pair(bomb: str, run: Run) -> None:
    lines = f'{{"a": {BOMBS[bomb]}, "b": {GOOD}}}\n{{"a": {GOOD}, "b": {GOOD}}}\n'
    done = run("relate", "-", stdin=lines.encode())
    answers = [json.loads(line) for line in done.out.splitlines()]
    refused = done.err.splitlines()[:-1]
    assert len(answers) + len(refused) == 2
    assert answers[-1]["relation"] == "copy"
    assert all(line.startswith("refused: -:1") for line in refused)


@pytest.mark.parametrize("value", ["[]", '"خبر عن وفد من غرفة التجارة"', "1", "null", f"[{GOOD}]"])
def test_a_side_that_is_no_article_is_refused(value: str, run: Run) -> None:
    done = run("relate", "-", stdin=f'{{"a": {GOOD}, "b": {value}}}\n'.encode())
    assert (done.code, done.out) == (1, b"")
    assert done.err.startswith("refused: -:1.b: not a usable record")


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bad_line_of_dates_costs_itself(bomb: str, run: Run) -> None:
    good = '{"text": "افتتح المعرض أمس", "on": "2021-05-06"}'
    done = run("dates", stdin=f"{BOMBS[bomb]}\n{good}\n".encode())
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert answers[-1]["times"][0]["value"] == "2021-05-05"
    assert len(answers) + len(done.err.splitlines()[:-1]) == 2


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bad_item_of_a_feed_costs_no_other_before_it(bomb: str, run: Run) -> None:
    item = json.dumps({"id": "1", "content_text": TEXT}, ensure_ascii=False)
    head = '{"version": "https://jsonfeed.org/version/1.1", "title": "البيدر", "items": ['
    bad = BOMBS[bomb].replace('"text":', '"content_text":')
    done = run("extract", "-", stdin=f"{head}{item}, {bad}, {item}]}}".encode())
    first = json.loads(done.out.splitlines()[0])
    assert (first["id"], first["body"]) == ("1", TEXT)


def page(script: str) -> str:
    title = "وفد من غرفة التجارة في المرفأ"
    return (
        f'<html><head><title>{title}</title><script type="application/ld+json">{script}</script>'
        f"</head><body><h1>{title}</h1><p>{TEXT}</p><p>{BACKGROUND}</p></body></html>"
    )


ARTICLE = '{"@type": "NewsArticle", "headline": "وفد من غرفة التجارة في المرفأ", "author": %s}'
NAME = '{"name": "هالة ناصر"}'
SCRIPTS = {
    **{f"lists {n} deep": ARTICLE % ("[" * n + NAME + "]" * n) for n in DEEP},
    **{f"graphs {n} deep": '{"@graph":' * n + ARTICLE % NAME + "}" * n for n in DEEP},
    "no end": ARTICLE % ("[" * 300_000),
    "only brackets": "[{" * 200_000,
    "many articles": "[" + ",".join([ARTICLE % NAME] * 5_000) + "]",
    "many authors": ARTICLE % ("[" + ",".join([NAME] * 25_000) + "]"),
    "a long author": ARTICLE % f'"{"هالة ناصر " * 50_000}"',
    "numbers for names": ARTICLE % f"[{'9' * 5_000}, NaN, 1e999]",
    "half a letter": ARTICLE % '"\\ud800"',
    "names twice": ARTICLE.replace('"author"', '"author": 1, ' * 30_000 + '"author"') % NAME,
    "line ends": "\n" * 400_000 + ARTICLE % NAME,
    "quotes": '"' * 500_000,
    "backslashes": ARTICLE % f'"{chr(92) * 400_001}"',
    "dates": ARTICLE % NAME + '"datePublished": "' * 40_000,
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_json_ld_says_never_costs_the_page(script: str, run: Run) -> None:
    done = run("extract", "-", stdin=page(SCRIPTS[script]).encode())
    assert (done.code, done.err) == (0, "1 done, 0 refused\n")
    found = json.loads(done.out)
    assert found["body"] == f"{TEXT}\n\n{BACKGROUND}"
    assert found["title"] == "وفد من غرفة التجارة في المرفأ"
    assert set(found["byline"]) <= {"هالة ناصر"}
    assert len(done.out) < 10_000
