"""The tagger of names: a conditional random field over a paragraph's words.

Its weights are in data/names.model, made by training/names.py. The scores of all labels of a word
are kept in one integer, 32 bits a label, so that adding the weights of a feature is one addition;
the best sequence of labels is found by the algorithm of Viterbi.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise, repeat
from struct import Struct
from typing import Final

import msgspec

from riwaya.annotate.name_bodies import Found
from riwaya.annotate.name_features import (
    BESIDE,
    edged,
    kind_features,
    rule_features,
    rule_tags,
    seen,
    word_features,
)
from riwaya.arabic import Token

LABELS: Final = (
    "O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC",
)  # fmt: skip
"""The labels, in the order of the weights."""
SCALE: Final = 256
"""What a weight of 1 is in the model."""
_BITS = 32
_ZERO = 1 << 24
_OFFSET = sum(_ZERO << (_BITS * place) for place in range(len(LABELS)))
_SIZE = _BITS // 8 * len(LABELS)
_SCORES = Struct(f"<{len(LABELS)}I")
_BEAM = 10 * SCALE
_KNOWN_WORDS = 65_536
_PLACES = ("+2", "+1", "0", "-1", "-2")
_NOTHING = (0, 0, 0, 0, 0, "")
_NO_PAIR = (0, 0)
_NEVER = -(1 << 40)


class _Model(msgspec.Struct, frozen=True):
    weights: dict[str, int]
    steps: list[list[int]]


@cache
def _model() -> _Model:
    packed = resources.files("riwaya.data").joinpath("names.model").read_bytes()
    kinds = tuple[list[tuple[str, list[int]]], list[list[int]]]
    features, steps = msgspec.msgpack.decode(zlib.decompress(packed), type=kinds)
    return _Model({name: _packed(scores) for name, scores in features}, steps)


@cache
def _steps() -> list[list[int]]:
    """For each label what each label before it adds; an I stands behind its own kind only."""
    return [
        [
            _model().steps[before][label] if _follows(one, name) else _NEVER
            for before, one in enumerate(LABELS)
        ]
        for label, name in enumerate(LABELS)
    ]


def _follows(before: str, label: str) -> bool:
    return label[0] != "I" or (before != "O" and before[2:] == label[2:])


def _packed(scores: Sequence[int]) -> int:
    return sum(score << (_BITS * place) for place, score in enumerate(scores))


@lru_cache(maxsize=_KNOWN_WORDS)
def _word_scores(key: str) -> tuple[int, int, int, int, int, str]:
    """What a word adds to the word two before it, the one before, itself, and the two behind."""
    known, table = word_features(key), _word_table()
    near = [table[one] for one in known.near if one in table]
    beside = [table[one] for one in known.beside if one in table]
    own = [table[one][2] for one in known.own if one in table]
    return (
        sum([row[0] for row in near]), sum([row[1] for row in beside]), sum(own),
        sum([row[3] for row in beside]), sum([row[4] for row in near]), known.kind,
    )  # fmt: skip


@cache
def _word_table() -> dict[str, tuple[int, ...]]:
    """What each feature of a word adds at the places that `_word_scores` gives, in that order."""
    weights = _model().weights
    names = {
        name.removeprefix(place): None for name in weights for place in _PLACES
        if name.startswith(place)
    }  # fmt: skip
    return {name: tuple(weights.get(place + name, 0) for place in _PLACES) for name in names}


@lru_cache(maxsize=_KNOWN_WORDS)
def _kind_scores(before: str, kind: str, after: str) -> int:
    weights = _model().weights
    return sum([weights.get(one, 0) for one in kind_features(before, kind, after)])


@lru_cache(maxsize=_KNOWN_WORDS)
def _rule_scores(before: str, tag: str, after: str, kind: str) -> int:
    weights = _model().weights
    return sum([weights.get(one, 0) for one in rule_features(before, tag, after, kind)])


@cache
def _pair_scores() -> dict[str, tuple[int, int]]:
    """What two words that stand together add to the first and to the second."""
    weights = _model().weights
    pairs = {name[len(BESIDE[0]) :] for name in weights if name.startswith(BESIDE)}
    return {
        pair: (weights.get(BESIDE[0] + pair, 0), weights.get(BESIDE[1] + pair, 0)) for pair in pairs
    }


def tag(line: Sequence[Token], found: Sequence[Found]) -> list[str]:
    """The label of each token of a paragraph; `found` is what the rules found in it.

    >>> from riwaya.arabic import tokens
    >>> tag(tokens("وصل سامر النجار إلى بيروت"), ())
    ['O', 'B-PERS', 'I-PERS', 'O', 'B-LOC']
    """
    if not line:
        return []
    return [LABELS[label] for label in _best(_scored([seen(token) for token in line], found))]


def _scored(keys: list[str], found: Sequence[Found]) -> list[tuple[int, ...]]:
    """For each folded word of a paragraph the scores of all labels; a word stands in a row of what
    it adds itself, what the words around it add, and what they add together."""
    words = [_NOTHING, _NOTHING, *map(_word_scores, keys), _NOTHING, _NOTHING]
    two_before, before, own, behind, two_behind, sorts = zip(*words, strict=True)
    kinds, tags, keys = edged(sorts[2:-2]), edged(rule_tags(keys, found)), edged(keys)
    # Each row below begins at the first word; those that go on behind the last are cut by `zip`.
    pairs = _pair_scores()
    beside = [pairs.get(f"{one}|{other}", _NO_PAIR) for one, other in pairwise(keys)]
    rows = zip(
        repeat(_model().weights.get("b", 0) + _OFFSET),
        two_behind, behind[1:], own[2:], before[3:], two_before[4:],
        [pair[1] for pair in beside], [pair[0] for pair in beside[1:]],
        map(_kind_scores, kinds, kinds[1:], kinds[2:]),
        map(_rule_scores, tags, tags[1:], tags[2:], kinds[1:]),
        strict=False,
    )  # fmt: skip
    packed = b"".join([score.to_bytes(_SIZE, "little") for score in map(sum, rows)])
    return list(_SCORES.iter_unpack(packed))


def _best(scores: Sequence[Sequence[int]]) -> list[int]:
    """The best sequence of labels (Viterbi) among those that are not far behind at any word."""
    steps = _steps()
    back: list[dict[int, int]] = []
    last = [(score, label) for label, score in enumerate(scores[0]) if LABELS[label][0] != "I"]
    for own in scores[1:]:
        least, top = max(own) - _BEAM, max(last)[0] - _BEAM
        last = [one for one in last if one[0] >= top]
        now: list[tuple[int, int]] = []
        origin: dict[int, int] = {}
        for label, score in enumerate(own):
            if score < least:
                continue
            step = steps[label]
            best, place = -1, -1
            for reached, one in last:
                if reached + step[one] > best:
                    best, place = reached + step[one], one
            if place >= 0:
                now.append((best + score, label))
                origin[label] = place
        back.append(origin)
        last = now or [(0, 0)]
    label = max(last)[1]
    path = [label]
    for origin in reversed(back):
        label = origin.get(label, 0)
        path.append(label)
    return path[::-1]
