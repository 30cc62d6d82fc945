"""What is worked out of a record so that it can be found: columns, statements, indexed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from riwaya.arabic import fold_key
from riwaya.records import AnnotatedArticle
from riwaya.store import words
from riwaya.store.schema import ARTICLES, STATEMENTS


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
    lines = {key: words.Line(article.body) for key, article in articles.items()}
    words.put(
        conn, "article",
        {key: (words.terms(one.title or ""), lines[key].all) for key, one in articles.items()},
    )  # fmt: skip
    _put_statements(conn, articles, lines)


def _put_statements(
    conn: Connection, articles: Mapping[int, AnnotatedArticle], lines: Mapping[int, words.Line]
) -> None:
    number = conn.scalar(select(func.max(STATEMENTS.c.key))) or 0
    rows: list[dict[str, Any]] = []
    texts: dict[int, tuple[Sequence[str], Sequence[str]]] = {}
    for key, article in articles.items():
        for said in article.statements:
            number += 1
            who = said.speaker.name or said.speaker.text
            both = " ".join(dict.fromkeys(filter(None, (said.speaker.name, said.speaker.text))))
            texts[number] = (
                words.terms(both), lines[key].terms(said.content.start, said.content.end)
            )  # fmt: skip
            rows.append({
                "key": number, "article": key, "id": said.id, "stance": said.stance,
                "speaker": plain(fold_key(who)) if who else None,
            })  # fmt: skip
    if rows:
        conn.execute(STATEMENTS.insert(), rows)
        words.put(conn, "statement", texts)


def drop(conn: Connection, keys: Sequence[int]) -> None:
    """Take articles out of the index."""
    for first in range(0, len(keys), 500):
        some = keys[first : first + 500]
        mine = STATEMENTS.c.article.in_(some)
        words.drop(conn, "statement", conn.scalars(select(STATEMENTS.c.key).where(mine)).all())
        conn.execute(delete(STATEMENTS).where(mine))
        words.drop(conn, "article", some)


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
