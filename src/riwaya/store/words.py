"""The words that the index holds: folded and light-stemmed, one for each word of the text.

SQLite's tokenizer splits Arabic at its marks, and PostgreSQL's reads numbers as signs and dots;
so both are given terms that hold nothing to split at. On SQLite they go to FTS5 without content,
on PostgreSQL to a `tsvector` that is written out here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from sqlalchemy import Connection, bindparam, delete, select, text

from riwaya.arabic import fold_key, keyed, light_stem
from riwaya.limits import INDEXED_TERMS, TERM_CHARS
from riwaya.store.blobs import pack, unpack
from riwaya.store.schema import SHADOWS

Kind = Literal["article", "statement"]
FIELDS: Final = MappingProxyType({
    "article": ("title", "body"), "statement": ("speaker", "content"),
})  # fmt: skip
_LABELS: Final = "AB"
_MOST_PLACES: Final = 16_383
"""Places that a `tsvector` can tell apart."""

Texts = Sequence[Sequence[str]]
"""The terms of each field of a kind, in the order of `FIELDS`."""


def terms(said: str) -> tuple[str, ...]:
    """The terms of a text, one for each of its words and numbers, in order.

    >>> terms("الوزراءُ في 3.5 كم")
    ('وزراء', 'في', '35', 'كم')
    """
    return tuple(map(term, (key for _, key in keyed(said))))


class Line:
    """A text with its terms, for those of its slices without cutting it anew.

    >>> Line("قال الوزير إن الجسر مغلق").terms(11, 24)
    ('ان', 'جسر', 'مغلق')
    """

    def __init__(self, said: str) -> None:
        words = keyed(said)
        self._starts = [start for start, _ in words]
        self.all = tuple(term(key) for _, key in words)

    def terms(self, start: int, end: int) -> tuple[str, ...]:
        """The terms of the words that begin in a slice (code points)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """The term of one word: its light stem, letters and digits alone; never empty.

    >>> term("والمسلحين")
    'مسلح'
    """
    key = fold_key(word)
    stem = key if key[:1].isdigit() else light_stem(key)
    return "".join(filter(str.isalnum, stem))[:TERM_CHARS] or "0"


def put(conn: Connection, kind: Kind, rows: Mapping[int, Texts]) -> None:
    """Index the terms of articles or statements by their keys, which are not in the index yet."""
    if not rows:
        return
    held = {key: [said[:INDEXED_TERMS] for said in texts] for key, texts in rows.items()}
    shadows = {key: [" ".join(one) for one in texts] for key, texts in held.items()}
    conn.execute(
        SHADOWS.insert(),
        [
            {"kind": kind, "key": key, "packed": pack("\n".join(texts).encode())}
            for key, texts in shadows.items()
        ],
    )
    if conn.dialect.name == "sqlite":
        names = ", ".join(FIELDS[kind])
        conn.exec_driver_sql(
            f"INSERT INTO {kind}_words (rowid, {names}) VALUES (?, ?, ?)",  # noqa: S608
            [(key, *texts) for key, texts in shadows.items()],
        )
    else:
        conn.execute(
            text(f"INSERT INTO {kind}_words VALUES (:key, CAST(:terms AS tsvector))"),  # noqa: S608
            [{"key": key, "terms": _vector(texts)} for key, texts in held.items()],
        )


def _vector(texts: Sequence[Sequence[str]]) -> str:
    """The terms of the fields as a `tsvector`, the fields a gap apart, so that no phrase goes from
    one to the next."""
    places: dict[str, list[str]] = {}
    at = 0
    for label, found in zip(_LABELS, texts, strict=True):
        for one in found:
            at += 1
            if at <= _MOST_PLACES:
                places.setdefault(one, []).append(f"{at}{label}")
        at += 8
    return " ".join(f"'{one}':{','.join(where[:255])}" for one, where in places.items())


def drop(conn: Connection, kind: Kind, keys: Iterable[int]) -> None:
    """Take texts out of the index."""
    wanted = list(keys)
    if not wanted:
        return
    if conn.dialect.name == "sqlite":
        mine = (SHADOWS.c.kind == kind) & SHADOWS.c.key.in_(wanted)
        found = conn.execute(select(SHADOWS.c.key, SHADOWS.c.packed).where(mine)).all()
        names = ", ".join(FIELDS[kind])
        rows = [(row.key, *unpack(row.packed).decode().split("\n")) for row in found]
        if rows:
            conn.exec_driver_sql(
                f"INSERT INTO {kind}_words ({kind}_words, rowid, {names}) "  # noqa: S608
                "VALUES ('delete', ?, ?, ?)",
                rows,
            )
    else:
        gone = text(f"DELETE FROM {kind}_words WHERE key IN :keys")  # noqa: S608
        conn.execute(gone.bindparams(bindparam("keys", expanding=True)), {"keys": wanted})
    conn.execute(delete(SHADOWS).where((SHADOWS.c.kind == kind) & SHADOWS.c.key.in_(wanted)))


def settle(conn: Connection) -> None:
    """Let nothing be left of what was taken out: FTS5 only marks it at first."""
    if conn.dialect.name == "sqlite":
        for kind in FIELDS:
            conn.exec_driver_sql(
                f"INSERT INTO {kind}_words ({kind}_words) VALUES ('optimize')"  # noqa: S608
            )
