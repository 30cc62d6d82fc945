"""How many statements of marked texts are found, and with what right.

A gold text is `{"id", "title", "text", "statements": [...]}`, a line each or in one list; every
statement has `content`, `cue`, `speaker_text`, `speaker`, `direct`, `stance`, `via`, `parent` as
tests/gates/statements/GUIDE.md defines them. Gold and found statements are paired one to one, the
most alike first, where cue or content overlap and the content's tokens have an IoU of 0.8.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import given
from riwaya.arabic import tokens
from riwaya.arabic.variants import same_name
from riwaya.records import AnnotatedArticle, Statement

IOU = 0.8
_PARTICLES = frozenset((
    "ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", "لان", "الي", "عن", "من", "علي",
))  # fmt: skip
_TITLES = frozenset((
    "الدكتور", "الدكتوره", "د", "الشيخ", "السيد", "السيده", "المهندس", "العميد", "اللواء", "العقيد",
    "الاستاذ",
))  # fmt: skip
_LIKE = ("deny", "assert")


class Gold(NamedTuple):
    """A statement of the truth, with its offsets in the body."""

    start: int
    end: int
    cue: int
    row: dict[str, Any]


class Tally(dict[str, list[int]]):
    """Counts by measure: right, of."""

    def add(self, name: str, right: bool) -> None:
        counts = self.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1


def read(path: Path) -> list[dict[str, Any]]:
    """The texts of a gold file, JSON or JSON Lines."""
    whole = path.read_text(encoding="utf-8")
    if whole.lstrip().startswith("["):
        return list(json.loads(whole))
    return [json.loads(line) for line in whole.splitlines() if line.strip()]


def annotated(row: dict[str, Any]) -> AnnotatedArticle:
    """The text as an article, one paragraph a line, annotated."""
    return given.annotated(row["text"], title=row.get("title"))


def gold_of(row: dict[str, Any], body: str) -> list[Gold]:
    """The true statements with their offsets, searched from one to the next."""
    found: list[Gold] = []
    offsets = _offsets(row["text"], body)
    last = 0
    for one in row["statements"]:
        start = row["text"].find(one["content"], last if one.get("parent") is None else 0)
        start = start if start >= 0 else row["text"].find(one["content"])
        last = start
        end = start + len(one["content"])
        cue = one.get("cue_at", _nearest(row["text"], one["cue"], start, end))
        found.append(Gold(offsets[start], offsets[end - 1] + 1, offsets[cue], one))
    return found


def _offsets(text: str, body: str) -> list[int]:
    """For each letter of the text its place in the body; white space has the next letter's, and
    what the reader leaves out behind the text the end's."""
    found, at = [], 0
    for char in text:
        if not char.isspace():
            place = body.find(char, at)
            at = place if place >= 0 else len(body)
        found.append(at)
        at += at < len(body) and not char.isspace()
    return found


def _nearest(text: str, cue: str, start: int, end: int) -> int:
    """The cue that is nearest before the content, else behind it."""
    before = text.rfind(cue, 0, start)
    behind = text.find(cue, end)
    inside = text.find(cue, start)
    if before >= 0 and (behind < 0 or start - before <= behind - end + 40):
        return before
    return behind if behind >= 0 else max(inside, 0)


def keys(body: str, start: int, end: int) -> tuple[tuple[int, str], ...]:
    """The words of a slice with their places."""
    return tuple((start + t.start, t.key) for t in tokens(body[start:end]) if t.kind != "mark")


def plain(words: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """The places of words without leading particles."""
    index = 0
    while index < len(words) - 1 and words[index][1] in _PARTICLES:
        index += 1
    return tuple(place for place, _ in words[index:])


def iou(a: Iterable[int], b: Iterable[int]) -> float:
    x, y = frozenset(a), frozenset(b)
    return len(x & y) / max(1, len(x | y))


def speaker_right(gold: dict[str, Any], found: Statement) -> bool:
    """Whether the resolved speaker is the true one: the same name, or the same words without
    titles; for a speaker as written also the same words."""
    name = found.speaker.name
    if gold["speaker"] is None or name is None:
        return gold["speaker"] is None and name is None
    return _same(name, gold["speaker"]) or (
        gold["speaker_text"] is not None
        and gold["speaker_text"] == gold["speaker"]
        and _same(found.speaker.text or "", gold["speaker_text"])
    )


def _same(a: str, b: str) -> bool:
    x = [t.key for t in tokens(a) if t.kind != "mark" and t.key not in _TITLES]
    y = [t.key for t in tokens(b) if t.kind != "mark" and t.key not in _TITLES]
    if not x or not y:
        return False
    if x == y or same_name(" ".join(x), " ".join(y)):
        return True
    short, long = sorted((x, y), key=len)
    # An office before the name, or a tail behind it, does not make another speaker.
    return len(short) > 1 and (long[-len(short) :] == short or long[: len(short)] == short)


def pairs(gold: Sequence[Gold], found: Sequence[Statement], body: str) -> list[tuple[int, int]]:
    """Gold and found statements that are one, the most alike first."""
    options = []
    for i, want in enumerate(gold):
        a = [place for place, _ in keys(body, want.start, want.end)]
        for j, have in enumerate(found):
            b = [place for place, _ in keys(body, have.content.start, have.content.end)]
            share = iou(a, b)
            if share >= IOU:
                own = have.cue.start <= want.cue < have.cue.end
                options.append((-(share + own), i, j))
    used_i: set[int] = set()
    used_j: set[int] = set()
    taken = []
    for _, i, j in sorted(options):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            taken.append((i, j))
    return taken


def score(row: dict[str, Any], tally: Tally, missed: list[str]) -> None:
    """Count one text."""
    article = annotated(row)
    body, found = article.body, article.statements
    gold = gold_of(row, body)
    taken = pairs(gold, found, body)
    right = exact = 0
    for i, j in taken:
        want, have = gold[i], found[j]
        who = speaker_right(want.row, have)
        right += who
        exact += who and _exact(body, want, have)
        tally.add("speaker among matched", who)
        tally.add("stance among matched", have.stance == want.row["stance"])
        if want.row["stance"] in _LIKE:
            tally.add("denials turned", have.stance != want.row["stance"] and have.stance in _LIKE)
        if not who:
            missed.append(f"{row['id']} SPEAKER {have.speaker} != {want.row['speaker']}")
        if have.stance != want.row["stance"]:
            missed.append(
                f"{row['id']} STANCE {have.cue.text}: {have.stance} != {want.row['stance']}"
            )
        if who and not _exact(body, want, have):
            missed.append(
                f"{row['id']} INEXACT {have.cue.text}/{want.row['cue']} "
                f"[{body[have.content.start : have.content.end]}] != [{want.row['content']}]"
            )
    for name, count in (
        ("found with speaker", right),
        ("wholly exact", exact),
        ("found", len(taken)),
    ):
        tally.setdefault(name, [0, 0])
        tally[name][0] += 2 * count
        tally[name][1] += len(gold) + len(found)
    _direct(gold, found, taken, tally)
    _report(row, body, gold, found, taken, missed)


def _exact(body: str, want: Gold, have: Statement) -> bool:
    a, b = keys(body, want.start, want.end), keys(body, have.content.start, have.content.end)
    cue = have.cue.text.strip() == want.row["cue"].strip() and have.cue.start == want.cue
    return plain(a) == plain(b) and cue


def _direct(
    gold: Sequence[Gold], found: Sequence[Statement], taken: list[tuple[int, int]], tally: Tally
) -> None:
    of_gold, of_found = dict(taken), {j: i for i, j in taken}
    for i, want in enumerate(gold):
        if want.row["direct"] is True:
            tally.add("direct recall", i in of_gold)
    for j, have in enumerate(found):
        if have.mode == "direct":
            tally.add("direct precision", j in of_found)


def _report(
    row: dict[str, Any], body: str, gold: Sequence[Gold], found: Sequence[Statement],
    taken: list[tuple[int, int]], missed: list[str],
) -> None:  # fmt: skip
    of_gold, of_found = {i for i, _ in taken}, {j for _, j in taken}
    for i, want in enumerate(gold):
        if i not in of_gold:
            missed.append(f"{row['id']} LOST {want.row['cue']}: {want.row['content']}")
    for j, have in enumerate(found):
        if j not in of_found:
            missed.append(
                f"{row['id']} FALSE {have.cue.text}: {body[have.content.start : have.content.end]}"
            )


def measure(rows: Iterable[dict[str, Any]]) -> tuple[Tally, list[str]]:
    """The counts over all texts, and what was missed, one line each."""
    tally, missed = Tally(), []
    for row in rows:
        score(row, tally, missed)
    return tally, missed


if __name__ == "__main__":
    import sys

    counts, lines = measure(
        row for path in sys.argv[1:] if path != "-v" for row in read(Path(path))
    )
    if "-v" in sys.argv:
        print("\n".join(lines))
    for name, (right, of) in counts.items():
        print(f"{name:24} {right / max(1, of):.3f}  {right}/{of}")
