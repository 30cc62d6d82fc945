"""Trains the linker of articles and writes src/riwaya/data/links.json.

    python training/links.py STREAM.gz PAIRS.jsonl [...] --headlines ARENTAIL.jsonl [--folds N]

Needs the package `scikit-learn`. STREAM holds the articles (id, title, text, outlet, day) that the
pairs name; a pair is `{"a", "b", "label"}` with the labels copy, same, follow_up, different, unsure
(the guide stands in benchmarks/gold/EVENTS.md); pairs of the half "unread" are left out. Each pair
is learned twice, the second time as if neither day nor outlet were known. Of one article in six a
look-alike is made, with other names and week days in the same sentences, as of official telegrams
and bulletins: another event. HEADLINES are pairs of headlines (premise, hypothesis, label) and
count a tenth. `--folds` prints F1 by cross-validation
instead of writing.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from forests import write
from sklearn.ensemble import GradientBoostingClassifier

from riwaya.annotate import annotate
from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.group.linker import MISSING
from riwaya.group.parts import PARTS, parts
from riwaya.group.profile import Profile, profile
from riwaya.records import GivenArticle, Origin, Page

ONE_EVENT = ("copy", "same")
LOOKALIKES = 6
LOOKALIKE_PAIR = 1_000_000
LEAD = 300
SWAPPED = ("PER", "GPE", "LOC")
DAYS = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت")
WEEK = dict(zip(DAYS, DAYS[1:] + DAYS[:1], strict=True))
HEADLINE_WEIGHT = 0.1
TREES = 150
DEPTH = 4


class Row(NamedTuple):
    """A pair to learn from: its parts, whether it is one event, what it counts, and its number."""

    values: list[float]
    one: bool
    weight: float
    pair: int


def taken(given: GivenArticle) -> Profile:
    """The profile of an article that is handed over."""
    page = Page(origin=Origin(sha256="0" * 64), kind="given", text="", given=given)
    return profile(annotate(extract(page)))


def values(a: Profile, b: Profile) -> list[float]:
    """The parts of a pair as the trees read them."""
    found = parts(a, b) or {}
    return [round(found.get(name, MISSING), 4) for name in PARTS]


def stream_rows(stream: Path, pairs: Sequence[Path]) -> Iterator[Row]:
    """The rows of judged pairs, each with and without day and outlet, and of look-alikes."""
    judged = [json.loads(line) for path in pairs for line in path.open(encoding="utf-8")]
    judged = [one for one in judged if one["label"] != "unsure" and one.get("half") != "unread"]
    wanted = {one[side] for one in judged for side in "ab"}
    known: dict[tuple[str, bool], Profile] = {}
    sources: list[dict[str, Any]] = []
    with gzip.open(stream, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted and row["text"].strip():
                with suppress(InputRefused):  # hardly more than a link
                    for dated in (True, False):
                        known[row["id"], dated] = taken(_given(row, dated=dated))
                    sources.append(row)
    yield from lookalike_rows(sources)
    for number, one in enumerate(judged):
        for dated in (True, False):
            a, b = known.get((one["a"], dated)), known.get((one["b"], dated))
            if a is not None and b is not None:
                yield Row(values(a, b), one["label"] in ONE_EVENT, 0.5, number)


def lookalike_rows(rows: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """The rows of articles and of look-alikes made of them."""
    for number, row in enumerate(rows[::LOOKALIKES]):
        donor = rows[(number * LOOKALIKES + len(rows) // 2) % len(rows)]
        made = _lookalike(row, donor)
        if made is not None:
            a, b = taken(_given(row, dated=True)), taken(_given(made, dated=number % 2 == 0))
            yield Row(values(a, b), False, 0.5, LOOKALIKE_PAIR + number)


def _lookalike(row: dict[str, Any], donor: dict[str, Any]) -> dict[str, Any] | None:
    """`row` with the names of its lead in the place of which those of `donor` stand, and each week
    day the next one, some days later; None where there are no names to put in."""
    names, others = _lead_names(row), _lead_names(donor)
    pairs = [
        (name, next((other for other, sort in others if sort == kind), None))
        for name, kind in names
    ]
    swaps = {name: other for name, other in pairs if other and other != name}
    if not swaps:
        return None
    made = dict(row)
    for field in ("title", "text"):
        words = made[field]
        for name, other in swaps.items():
            words = words.replace(name, other)
        made[field] = " ".join(WEEK.get(word, word) for word in words.split(" "))
    day = date.fromisoformat(row["day"]) + timedelta(days=1 + len(row["text"]) % 4)
    return {**made, "day": day.isoformat(), "id": row["id"] + "-other"}


def _lead_names(row: dict[str, Any]) -> list[tuple[str, str]]:
    page = Page(
        origin=Origin(sha256="0" * 64), kind="given", text="", given=_given(row, dated=True)
    )
    found = annotate(extract(page)).mentions
    return list(
        dict.fromkeys((m.text, m.type) for m in found if m.start < LEAD and m.type in SWAPPED)
    )


def _given(row: dict[str, Any], *, dated: bool) -> GivenArticle:
    return GivenArticle(
        text=row["text"], title=row["title"], id=row["id"],
        outlet=row["outlet"] if dated else None, published=row["day"] if dated else None,
    )  # fmt: skip


def headline_rows(path: Path) -> Iterator[Row]:
    """The rows of pairs of headlines."""
    for number, line in enumerate(path.open(encoding="utf-8")):
        one = json.loads(line)
        a, b = (
            taken(GivenArticle(text=one[side], title=one[side]))
            for side in ("premise", "hypothesis")
        )
        yield Row(values(a, b), one["label"] == "entails", HEADLINE_WEIGHT, -1 - number)


def trained(rows: Sequence[Row]) -> GradientBoostingClassifier:
    """The trees, the same for the same rows."""
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=0.05, subsample=0.6, max_features=0.4,
        min_samples_leaf=8, random_state=0,
    )  # fmt: skip
    return model.fit(
        np.array([row.values for row in rows]), [row.one for row in rows],
        sample_weight=[row.weight for row in rows],
    )  # fmt: skip


def crossed(rows: Sequence[Row], folds: int) -> None:
    """Prints the best F1 of the pairs with day and outlet, by cross-validation over pairs."""
    fold = {row.pair: (row.pair * 7919) % folds for row in rows}
    scored: list[tuple[float, bool]] = []
    for number in range(folds):
        model = trained([row for row in rows if fold[row.pair] != number])
        held = [row for row in rows if fold[row.pair] == number and row.pair >= 0]
        found = model.predict_proba(np.array([row.values for row in held]))[:, 1]
        scored += [(float(p), row.one) for p, row in zip(found, held, strict=True)]
    print(f"{len(scored)} pairs, best F1 {_best_f1(scored):.3f}")


def _best_f1(scored: Iterable[tuple[float, bool]]) -> float:
    ordered = sorted(scored, reverse=True)
    positives = sum(one for _, one in ordered)
    right, best = 0, 0.0
    for place, (_, one) in enumerate(ordered, start=1):
        right += one
        best = max(best, 2 * right / (place + positives))
    return best


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("stream", type=Path)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--headlines", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    rows = [*stream_rows(given.stream, given.pairs), *headline_rows(given.headlines)]
    if given.folds:
        crossed(rows, given.folds)
    else:
        write(trained(rows), PARTS, "links")


if __name__ == "__main__":
    main()
