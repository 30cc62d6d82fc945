"""Groupers and finders of copies of others, run by grouping.py with a Python that has them.

    PYTHON grouping_peers.py < articles.jsonl > answers.json

Articles are lines `{"id", "text"}` (title and text). An answer is `{"name", "seconds", "groups":
{id: group}}` or `{"name", "seconds", "pairs": [[id, id], ...]}`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Rows = list[dict[str, str]]


def agglomerative(rows: Rows) -> dict[str, Any]:
    """scikit-learn: TF-IDF of words, average linkage, cosine distance under 0.6."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(r["text"] for r in rows)
    near = (1.0 - (vectors @ vectors.T).toarray()).clip(0.0)
    made = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=0.6
    ).fit_predict(near)
    return {"groups": {row["id"]: int(label) for row, label in zip(rows, made, strict=True)}}


def hdbscan(rows: Rows) -> dict[str, Any]:
    """scikit-learn: TF-IDF, 100 latent dimensions, HDBSCAN; its outliers are groups of one."""
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectors = TfidfVectorizer(sublinear_tf=True, min_df=2).fit_transform(r["text"] for r in rows)
    dense = normalize(TruncatedSVD(100, random_state=0).fit_transform(vectors))
    made = HDBSCAN(min_cluster_size=2, cluster_selection_method="leaf").fit_predict(dense)
    return {
        "groups": {
            row["id"]: int(label) if label >= 0 else f"alone {row['id']}"
            for row, label in zip(rows, made, strict=True)
        }
    }


def minhash(rows: Rows) -> dict[str, Any]:
    """datasketch: MinHash of runs of five words, LSH with Jaccard 0.5."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    pairs: list[tuple[str, str]] = []
    for row in rows:
        words = row["text"].split()
        mine = MinHash(num_perm=128)
        mine.update_batch(
            [" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))]
        )
        pairs += [(str(other), row["id"]) for other in index.query(mine)]
        index.insert(row["id"], mine)
    return {"pairs": pairs}


def ensemble(rows: Rows) -> dict[str, Any]:
    """datasketch: MinHash of runs of five words, LSH Ensemble with containment 0.5."""
    from datasketch import MinHash, MinHashLSHEnsemble

    made = []
    for row in rows:
        words = row["text"].split()
        runs = {" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))}
        mine = MinHash(num_perm=128)
        mine.update_batch([run.encode() for run in sorted(runs)])
        made.append((row["id"], mine, len(runs)))
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=128, num_part=16)
    index.index(made)
    return {
        "pairs": [
            (str(other), name)
            for name, mine, size in made
            for other in index.query(mine, size)
            if other != name
        ]
    }


FINDERS: dict[str, Callable[[Rows], dict[str, Any]]] = {
    "scikit-learn TF-IDF, average linkage": agglomerative,
    "scikit-learn TF-IDF, HDBSCAN": hdbscan,
    "datasketch MinHash LSH, Jaccard": minhash,
    "datasketch LSH Ensemble, containment": ensemble,
}


def answers(rows: Rows) -> Iterator[dict[str, Any]]:
    """What each finder that is installed says, and how long it took."""
    for name, finder in FINDERS.items():
        start = time.perf_counter()
        try:
            found = finder(rows)
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        yield {"name": name, "seconds": time.perf_counter() - start, **found}


if __name__ == "__main__":
    json.dump(list(answers([json.loads(line) for line in sys.stdin])), sys.stdout)
