"""Makes src/riwaya/data/words.model: what Arabic news stems keep company with.

    python training/words.py STREAM.gz CLAIMS.gz HEADLINES.jsonl [...]

Needs the packages `scikit-learn` and `scipy`. Counts which light stems stand within four words of
one another (nearer ones more), weighs the counts by positive pointwise mutual information with
smoothed contexts, and keeps the first 48 dimensions of a singular value decomposition (Levy,
Goldberg and Dagan 2015), one byte each. STREAM is JSON Lines of articles (title, text); CLAIMS of
claims with the texts of pages; HEADLINES of pairs of headlines. A paragraph that comes twice counts
once.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from sklearn.utils.extmath import randomized_svd

from riwaya.arabic.vectors import DIMENSIONS, stem_of

OUT = Path(__file__).resolve().parents[1] / "src" / "riwaya" / "data" / "words.model"
LEAST_COUNT = 12
WINDOW = 4
SMOOTHING = 0.75
WEIGHT_SCALE = 20
LONG_LINE = 60
LONG_HEADLINE = 20


def texts(stream: Path, claims: Path, headlines: Sequence[Path]) -> Iterator[str]:
    """All paragraphs, lines and headlines."""
    for row in _rows(stream):
        yield from (row["title"], *row["text"].split("\n"))
    for row in _rows(claims):
        for page in row["docs"]:
            yield from (line for line in page["text"].split("\n") if len(line) > LONG_LINE)
    for path in headlines:
        for row in _rows(path):
            yield from (v for v in row.values() if isinstance(v, str) and len(v) > LONG_HEADLINE)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def together(lines: Iterable[Sequence[str]], place: dict[str, int]) -> sparse.csr_matrix:
    """How often stems stand near one another."""
    counts: Counter[tuple[int, int]] = Counter()
    for line in lines:
        known = [place.get(stem, -1) for stem in line]
        for at, one in enumerate(known):
            for step, other in enumerate(known[at + 1 : at + 1 + WINDOW], start=1):
                if one >= 0 and other >= 0 and one != other:
                    counts[one, other] += 1.0 / step  # type: ignore[assignment]
    pairs = np.array(list(counts))
    found = sparse.coo_matrix(
        (np.array(list(counts.values())), (pairs[:, 0], pairs[:, 1])), shape=(len(place),) * 2
    ).tocsr()
    return found + found.T


def vectors(counts: sparse.csr_matrix) -> npt.NDArray[np.int8]:
    """A row of bytes for each stem."""
    sums = np.asarray(counts.sum(axis=1)).ravel()
    smooth = sums**SMOOTHING / (sums**SMOOTHING).sum()
    cells = counts.tocoo()
    told = np.log(cells.data / sums[cells.row] / smooth[cells.col])
    kept = told > 0
    weighed = sparse.coo_matrix((told[kept], (cells.row[kept], cells.col[kept])), counts.shape)
    left, strength, _ = randomized_svd(weighed.tocsr(), n_components=DIMENSIONS, random_state=0)
    rows = left * np.sqrt(strength)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    return np.round(rows * 127).astype(np.int8)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("stream", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("headlines", type=Path, nargs="+")
    given = parser.parse_args()
    lines = [stem_of_line(text) for text in texts(given.stream, given.claims, given.headlines)]
    lines = [list(line) for line in dict.fromkeys(map(tuple, lines)) if line]
    spread = Counter(stem for line in lines for stem in set(line))
    stems = sorted(stem for stem, count in spread.items() if count >= LEAST_COUNT)
    place = {stem: n for n, stem in enumerate(stems)}
    rows = vectors(together(lines, place))
    weights = bytes(
        min(255, round(log(len(lines) / spread[stem]) * WEIGHT_SCALE)) for stem in stems
    )
    packed = msgspec.msgpack.encode((" ".join(stems), weights, rows.tobytes()))
    OUT.write_bytes(zlib.compress(packed, 9))
    print(f"{len(lines)} lines, {len(stems)} stems, {OUT.stat().st_size} bytes")


def stem_of_line(text: str) -> list[str]:
    """The stems of a line, in order."""
    from riwaya.arabic import tokens

    found = (stem_of(token.key) for token in tokens(text) if token.kind == "word")
    return [stem for stem in found if stem]


if __name__ == "__main__":
    main()
