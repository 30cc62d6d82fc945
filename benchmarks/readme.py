"""Put true output and true figures into the READMEs.

    python benchmarks/readme.py [GOLD.json FOLDER]

Fills what stands between the `demo` and `scores` marks of README.md and README.ar.md: the first
comparison of `riwaya demo` as far as its contested points, and the figures of the scorer on the
bundled sample and, where given, on other pages with hand-made truth.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import measures
import score
from riwaya import pipeline
from riwaya.cli import sample_files
from riwaya.report import render_text

LINES = 53
ROWS = {
    "title": ("Headline right", "العنوان"),
    "body_f1": ("Body paragraphs (F1)", "فقرات المتن (F1)"),
    "published": ("Publication day right, or rightly unknown", "يوم النشر"),
    "outlet": ("Outlet named", "اسم الوسيلة"),
    "statements_recall": (
        "Statements found with their speaker",
        "الأقوال التي عُثر عليها مع قائلها",
    ),
    "statements_precision": ("Statements given that are right", "الأقوال الصحيحة مما أُعطي"),
    "stance": ("Stance of found statements", "موقف القائل (يؤكد، ينفي، يتهم...)"),
    "times": ("Time expressions resolved as they should be", "التعبيرات الزمنية"),
    "times_not_wrong": ("Time expressions not given a wrong value", "تعبيرات زمنية بلا قيمة خاطئة"),
    "events": ("Events with exactly their articles", "الأحداث بمقالاتها تماما"),
    "shared": ("Shared points aligned over all their accounts", "النقاط المشتركة"),
    "only": ("Points of one account only", "ما انفردت به رواية"),
    "contested": ("Contested points, both sides named", "نقاط الخلاف بطرفيها"),
    "wording": ("Differing words in one quotation", "اختلاف اللفظ في الاقتباس الواحد"),
}


def table(language: int, given: list[measures.Counts]) -> str:
    """The figures as a Markdown table."""
    heads = (("measure", "bundled sample", "real pages"), ("القياس", "العينة", "صفحات حقيقية"))
    head = heads[language][: 1 + len(given)]
    lines = [" | ".join(head), "|".join("---" for _ in head)]
    for name, labels in ROWS.items():
        cells = [_cell(counts.get(name)) for counts in given]
        lines.append(" | ".join((labels[language], *cells)))
    return "".join(f"| {line} |\n" for line in lines)


def _cell(count: list[int] | None) -> str:
    return f"{count[0] / count[1]:.0%} ({count[0]}/{count[1]})" if count and count[1] else "-"


def excerpt() -> str:
    """The head of the demo's first comparison with a contested point."""
    result = pipeline.run(sample_files())
    whole = render_text(result.comparisons, result.articles)
    parts = [part for part in re.split(r"(?m)^═+\n", whole) if "■ نقاط الخلاف" in part]
    shown = (parts[0] if parts else whole).split("■ نقاط الاتفاق")[0].rstrip()
    kept = shown.split("\n")[:LINES]
    return "```text\n" + "\n".join(kept) + "\n...\n```\n"


def fill(text: str, mark: str, new: str) -> str:
    """The text with `new` between `<!-- mark -->` and `<!-- /mark -->`."""
    before, after = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    first, last = text.index(before) + len(before), text.index(after)
    return text[:first] + new + text[last:]


def main() -> None:
    """Fill both READMEs."""
    given = [measures.measure(score.SAMPLE / "gold.json", score.SAMPLE)[0]]
    if len(sys.argv) == 3:
        given.append(measures.measure(Path(sys.argv[1]), Path(sys.argv[2]))[0])
    for language, name in enumerate(("README.md", "README.ar.md")):
        path = score.ROOT / name
        text = fill(path.read_text(encoding="utf-8"), "demo", excerpt())
        path.write_text(fill(text, "scores", table(language, given)), encoding="utf-8")


if __name__ == "__main__":
    main()
