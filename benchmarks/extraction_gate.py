"""The figures of extraction on the invented pages of this repository, and the floor under them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import extraction_sets as sets
from extraction_score import mean, same, score, words_of
from extraction_sets import Case
from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

PINNED = sets.LAYOUTS / "pinned.json"
ONE = ("title", "subtitle", "outlet", "dateline", "section", "url")
MANY = ("byline", "editor", "credit", "tags")
DAYS = ("published", "updated")


def extracted(case: Case) -> tuple[str | None, Article | None]:
    """The body and the article of a page, None where there is none."""
    kind = "html" if case.kind == "html" else "text"
    try:
        article = extract(Page(origin=Origin(sha256="0" * 64), kind=kind, text=case.text))
    except InputRefused:
        return None, None
    return article.body, article


def corpus_hash() -> str:
    """SHA-256 over the names and bytes of the pages and their truth."""
    whole = hashlib.sha256()
    for path in sorted([*sets.LAYOUTS.glob("*.html"), sets.LAYOUTS / "gold.jsonl"]):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def measure() -> dict[str, Any]:
    """F1 and leakage of the body, and for each field: right where it is there, found where not."""
    scores = []
    fields = {name: [0, 0, 0] for name in (*ONE, *MANY, *DAYS)}
    for case in sets.layouts():
        body, article = extracted(case)
        scores.append(score(body, case.paragraphs))
        for name, counts in fields.items():
            there, right, found = _field(name, case.gold[name], article)
            counts[0] += there and right
            counts[1] += there
            counts[2] += found and not there
    body = mean(scores)
    return {
        "corpus": corpus_hash(), "f1": round(body.f1, 4), "leakage": round(body.leakage, 4),
        "fields": {name: {"right": right, "of": of, "false": false}
                   for name, (right, of, false) in fields.items()},
    }  # fmt: skip


def _field(name: str, want: Any, article: Article | None) -> tuple[bool, bool, bool]:
    """Whether a field is in the truth, whether it is right, and whether it was given."""
    have = getattr(article, name) if article is not None else None
    if name in DAYS:
        day = have.start[:10] if have is not None else None
        return bool(want), day == (want or "")[:10], bool(day)
    if name in MANY:
        return bool(want), _set(want) == _set(have or ()), bool(have)
    return bool(want), same(have, want) if name != "url" else have == want, bool(have)


def _set(names: Iterable[str]) -> set[str]:
    return {" ".join(words_of(name)) for name in names}


def pin() -> None:
    """Write the figures."""
    PINNED.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    found = [f"f1: {old['f1']} -> {new['f1']}"] if new["f1"] < old["f1"] else []
    if new["leakage"] > old["leakage"]:
        found.append(f"leakage: {old['leakage']} -> {new['leakage']}")
    for name, was in old["fields"].items():
        now = new["fields"][name]
        if now["right"] < was["right"] or now["false"] > was["false"]:
            found.append(f"{name}: {was} -> {now}")
    return found
