"""Work grows as the page does: the steps of the interpreter are counted on a page and on one twice
as long. No clock is read, so that a busy machine changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.read import Capture, page_of
from riwaya.records import Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."
N = 200
# Twice the page, and what grows with the logarithm or is looked up for the first time.
MOST = 2.3


def web(repeated: str, *, before: bool = False, around: str = "") -> Callable[[int], str]:
    def page(n: int) -> str:
        rest = around + repeated * n
        text = f"<h1>{TITLE}</h1><p>{P1}</p><p>{P2}</p>"
        return f"<html><body>{rest}{text}" if before else f"<html><body>{text}{rest}"

    return page


def dump(repeated: str, *, before: bool = False) -> Callable[[int], str]:
    def text(n: int) -> str:
        lines = f"{TITLE}\n\n{P1}\n\n{P2}\n\n"
        return repeated * n + lines if before else lines + repeated * n

    return text


PAGES = {
    "paragraphs": web(f"<p>{P2}</p>"),
    "paragraphs deep down": web(f"<p>{P2}</p>", around="<div>" * 60),
    "short lines": web("<p>خبر</p>"),
    "short lines before": web("<p>خبر</p>", before=True),
    "links": web("<li><a href=/x>معرض الكتاب يفتح أبوابه</a></li>"),
    "headlines": web("<h2>معرض الكتاب يفتح أبوابه</h2>"),
    "spans": web("<span>خبر </span>"),
    "pictures": web("<figure><img><figcaption>الوزير أمس</figcaption></figure>"),
    "cards": web(f"<article><h3><a href=/x>معرض الكتاب</a></h3><p>{P2}</p></article>"),
    "furniture": web("<div class=related><p>معرض الكتاب يفتح أبوابه</p></div>"),
    "furniture in furniture": web("<p>خبر</p>", around="<div class=related>" * 60),
    "times": web("<time datetime='2019-03-05'>5 آذار 2019</time>", before=True),
    "dates": web("<p>نشر في 5 آذار 2019</p>", before=True),
    "names": web("<p>كتب: هالة ناصر</p>"),
    "trails": web("<p>الرئيسية » محليات</p>", before=True),
    "copyright": web("<p>جميع الحقوق محفوظة لصحيفة الأمل</p>"),
    "metadata": web("<meta name=author content='هالة ناصر'>", before=True),
    "scripts": web("<script>var a = 1;</script>", before=True),
    "attributes": web("<p class='a b c' id=x style='color:red' data-x=1>خبر</p>"),
    "one paragraph": lambda n: f"<html><h1>{TITLE}</h1><p>" + f"{P1} " * n,
    "lines of a dump": dump("معرض الكتاب يفتح أبوابه\n\n"),
    "lines before": dump("معرض الكتاب يفتح أبوابه\n\n", before=True),
    "paragraphs of a dump": dump(f"{P2}\n\n"),
    "one line of a dump": lambda n: f"{TITLE}\n\n" + f"{P1} " * n,
    "names in a dump": dump("كتب: هالة ناصر\n\n"),
    "dates in a dump": dump("الأحد 5 آذار 2019\n\n", before=True),
    "briefs": dump("إغلاق طريق (البلدية) - 12:33 وصول قافلة (وكالات) - 9:15\n\n"),
    "feet": dump("مقالات ذات صلة معرض الكتاب جميع الحقوق محفوظة " * 2),
    "bullets": dump(" • معرض الكتاب يفتح أبوابه\n"),
}


def steps(work: Callable[[], object]) -> int:
    """How many steps of our own code the interpreter takes."""
    count = 0

    def local(_frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        count += event == "opcode"
        return local

    def entered(frame: FrameType, _event: str, _: object) -> object:
        if "riwaya" not in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return local

    before = sys.gettrace()
    sys.settrace(entered)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def extracted(text: str) -> None:
    page = page_of(Capture(where="x", data=text.encode()))
    assert isinstance(page, Page)
    try:
        extract(page)
    except InputRefused as refused:
        if refused.code != "no_article":
            raise


@pytest.mark.parametrize("kind", PAGES)
def test_twice_the_page_is_twice_the_work(kind: str) -> None:
    page = PAGES[kind]
    extracted(page(10))  # tables are read once
    once, twice = (steps(lambda n=n: extracted(page(n))) for n in (N, 2 * N))  # type: ignore[misc]
    assert once > 1_000
    assert twice < MOST * once
