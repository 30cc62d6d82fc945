"""What is worked out of a record so that it can be found: columns, statements, indexed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from riwaya.arabic import fold_key
from riwaya.arabic.variants import bones, name_words
from riwaya.limits import NAME_CHARS
from riwaya.records import AnnotatedArticle
from riwaya.store import words
from riwaya.store.parts import in_parts
from riwaya.store.schema import ARTICLES, NAME_WORDS, NAMED, STATEMENTS
from riwaya.store.words import Line

NAMED_KINDS: Final = MappingProxyType({
    "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "body",
    "GROUP": "body",
})  # fmt: skip
"""What a search calls the types of mentions that it can be narrowed to."""


def columns(article: AnnotatedArticle) -> dict[str, Any]:
    """The columns of ARTICLES that an article itself fills."""
    when = article.published if article.published and article.published.basis != "none" else None
    return {
        "title": plain(article.title), "outlet": plain(article.outlet),
        "published_start": when.start if when else None,
        "published_end": when.end if when else None,
        "day": day_of(article), "given_event": plain(article.event),
    }  # fmt: skip


def day_of(article: AnnotatedArticle) -> int | None:
    """The ordinal of the one day of publication, None where it is not known to the day."""
    when = article.published
    if when is None or when.basis == "none" or when.start[:10] != when.end[:10]:
        return None
    try:
        return date.fromisoformat(when.start[:10]).toordinal()
    except ValueError:
        return None


def plain(text: str | None) -> str | None:
    """A text as any database takes it: without NUL and lone surrogates.

    >>> plain("خبر\\x00")
    'خبر'
    """
    if text is None:
        return None
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def put(conn: Connection, articles: Mapping[int, AnnotatedArticle], *, fresh: bool) -> None:
    """Index articles by their keys, in place of what was indexed before unless they are `fresh`."""
    if not articles:
        return
    if not fresh:
        drop(conn, list(articles))
    lines = {key: words.line_of(article.body) for key, article in articles.items()}
    words.put(
        conn, "article",
        {key: (words.line_of(one.title or ""), lines[key]) for key, one in articles.items()},
    )  # fmt: skip
    _put_statements(conn, articles, lines)
    _put_names(conn, articles)


def _put_statements(
    conn: Connection, articles: Mapping[int, AnnotatedArticle], lines: Mapping[int, Line]
) -> None:
    number = conn.scalar(select(func.max(STATEMENTS.c.key))) or 0
    rows: list[dict[str, Any]] = []
    texts: dict[int, tuple[Line, Line]] = {}
    for key, article in articles.items():
        for said in article.statements:
            number += 1
            who = said.speaker.name or said.speaker.text
            both = " ".join(dict.fromkeys(filter(None, (said.speaker.name, said.speaker.text))))
            content = lines[key].part(said.content.start, said.content.end)
            texts[number] = (words.line_of(both), content)
            rows.append({
                "key": number, "article": key, "id": said.id, "stance": said.stance,
                "speaker": plain(fold_key(who)) if who else None, "name": plain(who),
            })  # fmt: skip
    if rows:
        conn.execute(STATEMENTS.insert(), rows)
        words.put(conn, "statement", texts)


def _put_names(conn: Connection, articles: Mapping[int, AnnotatedArticle]) -> None:
    named: dict[tuple[int, str, str], str] = {}
    for key, article in articles.items():
        for one in article.mentions:
            kind = NAMED_KINDS.get(one.type)
            name = plain(" ".join(one.name.split())[:NAME_CHARS])
            if kind is not None and name:
                named.setdefault((key, kind, plain(one.entity) or fold_key(name)), name)
    if not named:
        return
    conn.execute(
        NAMED.insert(),
        [
            {"article": key, "kind": kind, "entity": entity, "name": name}
            for (key, kind, entity), name in named.items()
        ],
    )
    spelled = {
        (bone, kind, entity, name)
        for (_, kind, entity), name in named.items()
        for word in name_words(name)
        if (bone := bones(word))
    }
    told = text(
        "INSERT INTO name_words (bones, kind, entity, name) VALUES (:bones, :kind, :entity, :name)"
        " ON CONFLICT DO NOTHING"
    )
    if spelled:
        fields = ("bones", "kind", "entity", "name")
        conn.execute(told, [dict(zip(fields, row, strict=True)) for row in sorted(spelled)])


def _drop_names(conn: Connection, keys: Sequence[int]) -> None:
    columns = (NAMED.c.kind, NAMED.c.entity)
    mine = NAMED.c.article.in_(keys)
    found = conn.execute(select(*columns).where(mine).distinct()).all()
    conn.execute(delete(NAMED).where(mine))
    for kind, entity in found:
        same = (NAMED.c.kind == kind) & (NAMED.c.entity == entity)
        if conn.scalar(select(NAMED.c.article).where(same).limit(1)) is None:
            conn.execute(
                delete(NAME_WORDS).where(NAME_WORDS.c.kind == kind, NAME_WORDS.c.entity == entity)
            )


def drop(conn: Connection, keys: Sequence[int]) -> None:
    """Take articles out of the index."""
    for some in in_parts(keys):
        mine = STATEMENTS.c.article.in_(some)
        words.drop(conn, "statement", conn.scalars(select(STATEMENTS.c.key).where(mine)).all())
        conn.execute(delete(STATEMENTS).where(mine))
        words.drop(conn, "article", some)
        _drop_names(conn, some)


def describe(conn: Connection, articles: Mapping[int, AnnotatedArticle]) -> None:
    """Bring the columns of articles that are there in line with what they say now."""
    if not articles:
        return
    rows = [{"of": key, **columns(article)} for key, article in articles.items()]
    conn.execute(
        update(ARTICLES).where(ARTICLES.c.key == bindparam("of")).values(
            {name: bindparam(name) for name in rows[0] if name != "of"}
        ),
        rows,
    )  # fmt: skip
