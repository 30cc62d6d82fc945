"""What the pipeline got right on pages with hand-made truth, stage by stage.

Each measure is a pair (right, of). `GOLD` names documents by the stem of their file; lines of a
text page and paragraphs of an HTML page count from 1.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import comparisons
from riwaya import pipeline
from riwaya.arabic import tokens
from riwaya.records import AnnotatedArticle, Statement

Gold = dict[str, Any]
Counts = dict[str, list[int]]
IOU = 0.8


def measure(gold_path: Path, folder: Path) -> tuple[Counts, list[str]]:
    """The counts of all measures, and what was missed, one line each."""
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    stems = list(gold["documents"])
    files = {stem: _file(folder, stem) for stem in stems}
    result = pipeline.run([str(path) for path in files.values()])
    by_path = {article.page.path: article for article in result.articles}
    articles = {stem: by_path[str(path)] for stem, path in files.items() if str(path) in by_path}
    counts: Counts = defaultdict(lambda: [0, 0])
    missed: list[str] = []
    for stem, document in gold["documents"].items():
        article = articles.get(stem)
        if article is None:
            add(counts, "title", right=False, missed=missed, what=f"{stem}: no article")
            continue
        lines = files[stem].read_text(encoding="utf-8").splitlines()
        _page(counts, missed, stem, document, lines, article)
        _statements(counts, missed, stem, document, lines, article, _aliases(gold))
    _times(counts, missed, gold, files, articles)
    comparisons.events(counts, missed, gold, articles, result)
    comparisons.points(counts, missed, gold, articles, result, _aliases(gold))
    return dict(counts), missed


def add(counts: Counts, name: str, right: bool, missed: list[str], what: str) -> None:
    """Count one case."""
    counts[name][0] += right
    counts[name][1] += 1
    if not right:
        missed.append(f"{name}: {what}")


def key(text: str) -> str:
    """Text for matching: folded words only."""
    return " ".join(token.key for token in tokens(text) if token.kind != "mark")


def _file(folder: Path, stem: str) -> Path:
    found = sorted(
        path
        for path in folder.iterdir()
        if path.name.startswith(stem) and path.suffix in (".txt", ".html")
    )
    if len(found) != 1:
        raise SystemExit(f"score: {len(found)} files in {folder} start with {stem}")
    return found[0]


def _aliases(gold: Gold) -> list[set[str]]:
    return [
        {key(form) for forms in entity["forms"].values() for form in forms}
        for entity in gold.get("entities", [])
    ]


# --- the page ---------------------------------------------------------------------------------


def body_of(document: Gold, lines: Sequence[str]) -> list[str]:
    """The paragraphs of the true body."""
    if "body" in document:
        return list(document["body"])
    return [lines[number - 1] for number in document["body_lines"]]


def _page(
    counts: Counts,
    missed: list[str],
    stem: str,
    document: Gold,
    lines: Sequence[str],
    article: AnnotatedArticle,
) -> None:
    title = document.get("title") or lines[document["title_line"] - 1]
    add(counts, "title", key(article.title or "") == key(title), missed, f"{stem}: {article.title}")
    _body(counts, missed, stem, document, lines, article)
    for name in ("byline", "editor", "credit"):
        want = {key(one) for one in document.get(name, [])}
        have = {key(one) for one in getattr(article, name)}
        have -= {key(one) for one in document.get("photo_credit", [])} - want
        if want or have:
            add(counts, name, want == have, missed, f"{stem}: {getattr(article, name)}")
    if "outlet" in document:
        right = key(article.outlet or "") in {key(one) for one in document["outlet"]}
        add(counts, "outlet", right, missed, f"{stem}: {article.outlet}")
    if document.get("dateline") or article.dateline:
        right = key(article.dateline or "") == key(document.get("dateline") or "")
        add(counts, "dateline", right, missed, f"{stem}: {article.dateline}")
    day = article.published.start[:10] if article.published else None
    if document.get("published") or day:
        add(counts, "published", day == document.get("published"), missed, f"{stem}: {day}")
    _furniture(counts, missed, stem, document, lines, article)


def _body(
    counts: Counts,
    missed: list[str],
    stem: str,
    document: Gold,
    lines: Sequence[str],
    article: AnnotatedArticle,
) -> None:
    want = [key(one) for one in body_of(document, lines)]
    extra = {key(lines[number - 1]) for number in document.get("lead_lines", [])}
    extra |= {key(one) for one in document.get("subheads", [])}
    have = [key(article.body[span.start : span.end]) for span in article.paragraphs]
    have = [one for one in have if one not in extra]
    both = sum(one in want for one in have)
    counts["body_f1"][0] += 2 * both
    counts["body_f1"][1] += len(want) + len(have)
    missed += [f"body_f1: {stem}: lost: {one[:80]}" for one in want if one not in have]
    missed += [f"body_f1: {stem}: added: {one[:80]}" for one in have if one not in want]


def _furniture(
    counts: Counts,
    missed: list[str],
    stem: str,
    document: Gold,
    lines: Sequence[str],
    article: AnnotatedArticle,
) -> None:
    held = {
        kind: key(" ".join(block.text for block in article.furniture if block.kind == kind))
        for kind in ("related", "caption", "comment_form", "ticker")
    }
    related = [lines[number - 1] for number in document.get("related_lines", [])]
    for text in [*related, *document.get("related", [])]:
        add(counts, "related", key(text) in held["related"], missed, f"{stem}: {text[:80]}")
    for number in document.get("caption_lines", []):
        text = lines[number - 1]
        add(counts, "caption", key(text) in held["caption"], missed, f"{stem}: {text[:80]}")
    if "comment_form_lines" in document:
        add(counts, "comment_form", bool(held["comment_form"]), missed, stem)
    if "ticker_line" in document:
        _ticker(counts, missed, stem, document, article)


def _ticker(
    counts: Counts, missed: list[str], stem: str, document: Gold, article: AnnotatedArticle
) -> None:
    items = [item for block in article.furniture if block.kind == "ticker" for item in block.items]
    if "ticker_items" in document:
        right = len(items) == document["ticker_items"]
        add(counts, "ticker", right, missed, f"{stem}: {len(items)} items")
    else:
        held = any(block.kind == "ticker" for block in article.furniture)
        add(counts, "ticker", held, missed, stem)
    for name, index in (("ticker_first", 0), ("ticker_last", -1)):
        if name in document:
            want = document[name]
            right = bool(items) and (
                key(items[index].source or "") == key(want["source"])
                and items[index].time == want["time"]
            )
            add(counts, "ticker", right, missed, f"{stem}: {items[index] if items else None}")


# --- statements -------------------------------------------------------------------------------


def _statements(
    counts: Counts,
    missed: list[str],
    stem: str,
    document: Gold,
    lines: Sequence[str],
    article: AnnotatedArticle,
    aliases: Sequence[set[str]],
) -> None:
    left = list(article.statements)
    for want in document["statements"]:
        span = _content(article, _place(document, lines, want), want)
        found = _best(span, want["speaker"], left, article, aliases) if span else None
        add(
            counts,
            "statements_recall",
            found is not None,
            missed,
            f"{stem}: {want['speaker']} {want['cue']}: {want['content_starts']} ... "
            f"{want['content_ends']}{'' if span else ' (not in the body)'}",
        )
        if found is None:
            continue
        left.remove(found)
        stance = {"blame": "accuse"}.get(want["stance"], want["stance"])
        add(
            counts,
            "stance",
            found.stance == stance,
            missed,
            f"{stem}: {want['cue']} {want['content_starts']}: {found.stance}, not {stance}",
        )
        direct = found.mode != "indirect"
        add(
            counts,
            "direct",
            direct or not want["direct"],
            missed,
            f"{stem}: {want['cue']} {want['content_starts']}: {found.mode}",
        )
        if "nested_in" in want:
            add(
                counts,
                "nested",
                found.parent is not None,
                missed,
                f"{stem}: {want['cue']} {want['content_starts']}",
            )
    total = len(article.statements)
    counts["statements_precision"][0] += total - len(left)
    counts["statements_precision"][1] += total
    missed += [
        f"statements_precision: {stem}: {one.speaker.name} {one.cue.text}: "
        f"{article.body[one.content.start : one.content.end]}"
        for one in left
    ]


def _place(document: Gold, lines: Sequence[str], want: Gold) -> str:
    if "paragraph" in want:
        return str(document["body"][want["paragraph"] - 1])
    return lines[want["line"] - 1]


def _paragraph(article: AnnotatedArticle, text: str) -> tuple[int, int] | None:
    wanted = key(text)
    for span in article.paragraphs:
        own = key(article.body[span.start : span.end])
        if own and (own == wanted or wanted in own or (len(own) > 40 and own in wanted)):
            return span.start, span.end
    return None


def spans_of(article: AnnotatedArticle, text: str, start: int, end: int) -> Iterator[Any]:
    """Where the words of `text` stand in a part of the body, as (first, after) offsets; the first
    may have a one-letter word (ب, و, ل, ...) written on to it."""
    words = [one for one in tokens(article.body[start:end]) if one.kind != "mark"]
    want = key(text).split()
    for i in range(len(words) - len(want) + 1):
        have = [one.key for one in words[i : i + len(want)]]
        if have[1:] == want[1:] and want[0] in (have[0], have[0][1:]):
            yield start + words[i].start, start + words[i + len(want) - 1].end


def _content(article: AnnotatedArticle, text: str, want: Gold) -> tuple[int, int] | None:
    place = _paragraph(article, text)
    if place is None:
        return None
    for first, _ in spans_of(article, want["content_starts"], *place):
        for _, after in spans_of(article, want["content_ends"], first, place[1]):
            return first, after
    return None


def _best(
    span: tuple[int, int],
    speaker: str,
    left: Iterable[Statement],
    article: AnnotatedArticle,
    aliases: Sequence[set[str]],
) -> Statement | None:
    best, share = None, IOU
    wanted = _inside(article, *span)
    for one in left:
        have = _inside(article, one.content.start, one.content.end)
        iou = len(wanted & have) / len(wanted | have)
        names = (one.speaker.name, one.speaker.text)
        right = any(name and same_name(name, speaker, aliases) for name in names)
        if right and iou >= share:
            best, share = one, iou
    return best


def _inside(article: AnnotatedArticle, start: int, end: int) -> frozenset[int]:
    # By their ends: a particle written on to the first word may be in or out.
    return frozenset(
        start + token.end for token in tokens(article.body[start:end]) if token.kind != "mark"
    )


def same_name(have: str, want: str, aliases: Sequence[set[str]]) -> bool:
    """Whether two names may be one: one holds all words of the other, or the truth lists both."""
    a, b = key(have), key(want)
    if any(a in forms and b in forms for forms in aliases):
        return True
    x, y = set(a.split()), set(b.split())
    return bool(x and y) and (x <= y or y <= x or a.split()[-1] == b.split()[-1])


# --- times ------------------------------------------------------------------------------------


def _times(
    counts: Counts,
    missed: list[str],
    gold: Gold,
    files: dict[str, Path],
    articles: dict[str, AnnotatedArticle],
) -> None:
    for want in gold.get("times", []):
        stem = want["doc"]
        article = articles.get(stem)
        lines = files[stem].read_text(encoding="utf-8").splitlines()
        place = article and _paragraph(article, _place(gold["documents"][stem], lines, want))
        if article is None or place is None:
            add(
                counts,
                "times",
                right=False,
                missed=missed,
                what=f"{stem}: {want['text']} not in the body",
            )
            continue
        spans = list(spans_of(article, want["text"], *place))
        found = [
            time
            for time in article.times
            if any(time.start < end and start < time.end for start, end in spans)
        ]
        value = want.get("value")
        right = [
            time
            for time in found
            if time.value == value
            and (value is not None or set(want.get("candidates", [])) <= set(time.candidates))
        ]
        said = [(time.text, time.value, time.candidates) for time in found]
        if value is None and not want.get("candidates"):
            right_one = not any(time.value for time in found)
        else:
            right_one = bool(right)
        add(counts, "times", right_one, missed, f"{stem}: {want['text']} = {value}: {said}")
        # A clock whose day stays open (T07:30) is not wrong where the gold has that clock.
        wrong = not right_one and any(
            time.value and not (time.value[0] == "T" and (value or "").endswith(time.value))
            for time in found
        )
        add(counts, "times_not_wrong", not wrong, missed, f"{stem}: {want['text']}: {said}")
        if right and want.get("inferred"):
            add(
                counts,
                "inferred_marked",
                right[0].inferred or right[0].value is None,
                missed,
                f"{stem}: {want['text']}",
            )
