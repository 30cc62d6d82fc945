"""The words that the index holds, twice for each word of the text: its stem, and its form as it is
spelled (`riwaya.stems`), which carries a sign, so that the two are told apart.

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

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, text

from riwaya.arabic import tokens
from riwaya.limits import INDEXED_TERMS, TERM_CHARS
from riwaya.stems import form, stem
from riwaya.store.blobs import pack, unpack
from riwaya.store.parts import in_parts
from riwaya.store.schema import FORMS, SHADOWS

Kind = Literal["article", "statement"]
FIELDS: Final = MappingProxyType({
    "article": ("title", "body"), "statement": ("speaker", "content"),
})  # fmt: skip
COLUMNS: Final = MappingProxyType(
    {kind: (*fields, *(f"{field}_forms" for field in fields)) for kind, fields in FIELDS.items()}
)
_LABELS: Final = "ABCD"
_SIGN: Final = "ـ"
_MOST_PLACES: Final = 16_383
"""Places that a `tsvector` can tell apart."""


def terms(said: str) -> tuple[str, ...]:
    """The terms of a text, one for each of its words and numbers, in order.

    >>> terms("الوزراءُ في 3.5 كم")
    ('وزراء', 'في', '35', 'كم')
    """
    return tuple(term(token.text) for token in tokens(said) if token.kind != "mark")


def spellings(said: str) -> tuple[str, ...]:
    """The terms of its forms, one for each word and number, in order.

    >>> spellings("الوزراءُ في 3.5 كم")
    ('ـالوزراء', 'ـفي', 'ـ35', 'ـكم')
    """
    return tuple(spelling(token.text) for token in tokens(said) if token.kind != "mark")


class Line(msgspec.Struct, frozen=True):
    """A text cut into words: where each starts (code points), its stem and its form."""

    starts: tuple[int, ...]
    stems: tuple[str, ...]
    forms: tuple[str, ...]

    def part(self, start: int, end: int) -> Line:
        """The words that begin in a slice, without cutting it anew.

        >>> line_of("قال الوزير إن الجسر مغلق").part(11, 24).stems
        ('ان', 'جسر', 'مغلق')
        """
        cut = slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
        return Line(self.starts[cut], self.stems[cut], self.forms[cut])


def line_of(said: str) -> Line:
    """A text, cut into words."""
    words = [token for token in tokens(said) if token.kind != "mark"]
    return Line(
        tuple(token.start for token in words),
        tuple(term(token.text) for token in words),
        tuple(spelling(token.text) for token in words),
    )


@lru_cache(maxsize=1 << 17)
def term(word: str) -> str:
    """The term of one word: its stem, never empty.

    >>> term("والمسلحين")
    'مسلح'
    """
    return stem(word)[:TERM_CHARS] or "0"


@lru_cache(maxsize=1 << 17)
def spelling(word: str) -> str:
    """The term of the form of one word, never empty.

    >>> spelling("والمُسلّحين")
    'ـوالمسلحين'
    """
    return _SIGN + (form(word)[:TERM_CHARS] or "0")


def put(conn: Connection, kind: Kind, rows: Mapping[int, Sequence[Line]]) -> None:
    """Index the terms of articles or statements by their keys, which are not in the index yet."""
    if not rows:
        return
    held = {
        key: [
            *(line.stems[:INDEXED_TERMS] for line in lines),
            *(line.forms[:INDEXED_TERMS] for line in lines),
        ]
        for key, lines in rows.items()
    }
    if kind == "article":
        _note_forms(conn, rows.values())
    shadows = {key: [" ".join(one) for one in texts] for key, texts in held.items()}
    conn.execute(
        SHADOWS.insert(),
        [
            {"kind": kind, "key": key, "packed": pack("\n".join(texts).encode())}
            for key, texts in shadows.items()
        ],
    )
    if conn.dialect.name == "sqlite":
        names = ", ".join(COLUMNS[kind])
        conn.exec_driver_sql(
            f"INSERT INTO {kind}_words (rowid, {names}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            [(key, *texts) for key, texts in shadows.items()],
        )
    else:
        conn.execute(
            text(f"INSERT INTO {kind}_words VALUES (:key, CAST(:terms AS tsvector))"),  # noqa: S608
            [{"key": key, "terms": _vector(texts)} for key, texts in held.items()],
        )


def _vector(texts: Sequence[Sequence[str]]) -> str:
    """The terms of the fields as a `tsvector`, the fields a gap apart, so that no phrase goes from
    one to the next; the forms stand in the places of their stems."""
    places: dict[str, list[str]] = {}
    at = 0
    for number, (label, found) in enumerate(zip(_LABELS, texts, strict=True)):
        at = 0 if number == len(texts) // 2 else at
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
    mine = (SHADOWS.c.kind == kind) & SHADOWS.c.key.in_(wanted)
    found = conn.execute(select(SHADOWS.c.key, SHADOWS.c.packed).where(mine)).all()
    held = {row.key: shadow_of(row.packed) for row in found}
    if conn.dialect.name == "sqlite":
        names = ", ".join(COLUMNS[kind])
        rows = [(key, *stems, *forms) for key, (stems, forms) in held.items()]
        if rows:
            conn.exec_driver_sql(
                f"INSERT INTO {kind}_words ({kind}_words, rowid, {names}) "  # noqa: S608
                "VALUES ('delete', ?, ?, ?, ?, ?)",
                rows,
            )
    else:
        gone = text(f"DELETE FROM {kind}_words WHERE key IN :keys")  # noqa: S608
        conn.execute(gone.bindparams(bindparam("keys", expanding=True)), {"keys": wanted})
    conn.execute(delete(SHADOWS).where(mine))
    if kind == "article":
        _forget_forms(conn, (forms for _, forms in held.values()))


def shadow_of(packed: bytes) -> tuple[list[str], list[str]]:
    """What a row of SHADOWS holds of the fields of a text: their stems, and their forms, of each
    field in one string."""
    texts = unpack(packed).decode().split("\n")
    half = len(texts) // 2
    return texts[:half], texts[half:]


def form_of(spelled: str) -> str:
    """The form that a term of forms stands for.

    >>> form_of(spelling("والمُسلّحين"))
    'والمسلحين'
    """
    return spelled.removeprefix(_SIGN)


def _note_forms(conn: Connection, rows: Iterable[Sequence[Line]]) -> None:
    """Note in which forms each stem stands in articles."""
    found: set[tuple[str, str]] = set()
    for lines in rows:
        for line in lines:
            found.update(zip(line.stems, line.forms, strict=True))
    told = text("INSERT INTO forms (stem, form) VALUES (:stem, :form) ON CONFLICT DO NOTHING")
    if found:
        conn.execute(told, [{"stem": stem, "form": form} for stem, form in sorted(found)])


def _forget_forms(conn: Connection, held: Iterable[Sequence[str]]) -> None:
    """Forget the forms of articles that were taken out, where no other article has them."""
    every = sorted({one for spelled in held for said in spelled for one in said.split()})
    if conn.dialect.name == "sqlite":
        there = text("SELECT 1 FROM article_words WHERE article_words MATCH :asked LIMIT 1")
        asked = '"{}"'
    else:
        there = text("SELECT 1 FROM article_words WHERE terms @@ CAST(:asked AS tsquery) LIMIT 1")
        asked = "'{}'"
    gone = [one for one in every if conn.scalar(there, {"asked": asked.format(one)}) is None]
    for some in in_parts(gone):
        conn.execute(delete(FORMS).where(FORMS.c.form.in_(some)))


def settle(conn: Connection) -> None:
    """Let nothing be left of what was taken out: FTS5 only marks it at first."""
    if conn.dialect.name == "sqlite":
        for kind in FIELDS:
            conn.exec_driver_sql(
                f"INSERT INTO {kind}_words ({kind}_words) VALUES ('optimize')"  # noqa: S608
            )
