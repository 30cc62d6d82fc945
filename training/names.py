"""Trains the tagger of names and writes src/riwaya/data/names.model.

    python training/names.py CLEANANERCORP [--folds N]

Needs the package `python-crfsuite`. CLEANANERCORP is the training part of CLEANANERCorp (AlDuwais
and others; ANERcorp by Benajiba and others 2007, corrected), a word and its tag a line, sentences
parted by empty lines, GPL-3; nothing else is trained on. `--folds` prints strict F1 by
cross-validation instead of writing. The model is a conditional random field (Lafferty and others
2001) over the features of `riwaya.annotate.name_features`, its weights rounded to 1/256 and small
ones left out.
"""

from __future__ import annotations

import argparse
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pycrfsuite

from riwaya.annotate.name_features import line_features
from riwaya.annotate.names import scan
from riwaya.annotate.tagger import LABELS, SCALE
from riwaya.arabic import Token, tokens

OUT = Path(__file__).resolve().parents[1] / "src" / "riwaya" / "data" / "names.model"
TYPES = ("PERS", "LOC", "ORG")
LEAST = 2
SETTINGS = {"c1": 0.05, "c2": 0.02, "max_iterations": 150, "feature.possible_transitions": True}
Sentence = tuple[list[Token], list[str], list[int], list[str]]
"""Our tokens, their tags, the corpus word of each, and the corpus' tags."""


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of the corpus as words with tags."""
    found: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        parts = line.split()
        if parts:
            found.append((parts[0], parts[1] if len(parts) > 1 else "O"))
        elif found:
            yield found
            found = []


def ours(sentence: Sequence[tuple[str, str]]) -> Sentence:
    """A sentence cut into our tokens; a mark before a name is none of it."""
    body, ends = "", []
    for word, _ in sentence:
        body += word + " "
        ends.append(len(body) - 1)
    line = tokens(body)
    tags: list[str] = []
    owners: list[int] = []
    word, opened = 0, -1
    for token in line:
        while ends[word] <= token.start:
            word += 1
        owners.append(word)
        tag = sentence[word][1]
        if tag[0] == "B" and opened == word:
            tag = "I" + tag[1:]
        elif tag[0] == "B" and token.kind == "mark" and len(sentence[word][0]) > 1:
            tag = "O"
        opened = word if tag[0] == "B" else opened
        inside = tag[0] != "I" or (tags and tags[-1][1:] == tag[1:])
        tags.append(tag if inside else "B" + tag[1:])
    return line, tags, owners, [tag for _, tag in sentence]


def trained(sets: Sequence[tuple[list[list[str]], list[str]]], path: str) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False, params=SETTINGS)
    for features, tags in sets:
        trainer.append(features, tags)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names of a tagged sentence: first word, the word behind, type."""
    found = set()
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != tags[start][2:]):
            found.add((start, index, tags[start][2:]))
            start = -1
        start = index if tag != "O" and start < 0 else start
    return {one for one in found if one[2] in TYPES}


def of_corpus(tags: Sequence[str], owners: Sequence[int], count: int) -> list[str]:
    """Tags of our tokens as tags of the corpus' words."""
    found = ["O"] * count
    for tag, owner in zip(tags, owners, strict=True):
        found[owner] = tag if found[owner] == "O" else found[owner]
    return found


def validate(data: Sequence[Sentence], features: Sequence[list[list[str]]], folds: int) -> None:
    counts: Counter[str] = Counter()
    for fold in range(folds):
        held = range(fold * len(data) // folds, (fold + 1) * len(data) // folds)
        rest = [(features[i], data[i][1]) for i in range(len(data)) if i not in held]
        with tempfile.NamedTemporaryFile() as file:
            tagger = trained(rest, file.name)
            for i in held:
                gold = spans(data[i][3])
                have = spans(of_corpus(tagger.tag(features[i]), data[i][2], len(data[i][3])))
                for kind in TYPES:
                    a = {one for one in gold if one[2] == kind}
                    b = {one for one in have if one[2] == kind}
                    counts[f"{kind} both"] += len(a & b)
                    counts[f"{kind} all"] += len(a) + len(b)
        print(fold, {kind: round(2 * counts[f"{kind} both"] / counts[f"{kind} all"], 3)
                     for kind in TYPES}, flush=True)  # fmt: skip
    both = sum(counts[f"{kind} both"] for kind in TYPES)
    print("all", round(2 * both / sum(counts[f"{kind} all"] for kind in TYPES), 4))


def write(tagger: pycrfsuite.Tagger) -> None:
    """The weights of each feature by label, and those from label to label."""
    info = tagger.info()
    weights: dict[str, list[int]] = {}
    for (feature, label), weight in info.state_features.items():
        rounded = round(weight * SCALE)
        if abs(rounded) >= LEAST:
            weights.setdefault(feature, [0] * len(LABELS))[LABELS.index(label)] = rounded
    steps = [[round(info.transitions.get((a, b), 0.0) * SCALE) for b in LABELS] for a in LABELS]
    packed = msgspec.msgpack.encode((sorted(weights.items()), steps))
    OUT.write_bytes(zlib.compress(packed, 9))
    print(len(weights), "features,", OUT.stat().st_size, "bytes")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int)
    given = parser.parse_args()
    data = [ours(sentence) for sentence in sentences(given.corpus)]
    features = [line_features(line, scan(line)) for line, *_ in data]
    if given.folds:
        validate(data, features, given.folds)
        return
    with tempfile.NamedTemporaryFile() as file:
        write(trained([(f, one[1]) for f, one in zip(features, data, strict=True)], file.name))


if __name__ == "__main__":
    main()
