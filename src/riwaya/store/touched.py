"""What follows from a decision at once, and what is left to grouping."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection, delete, select, update

from riwaya.kept import KeptDecision
from riwaya.records import AnnotatedArticle
from riwaya.store import derived
from riwaya.store.decisions import corrected, is_hidden, standing
from riwaya.store.parts import in_parts
from riwaya.store.reading import CURRENT
from riwaya.store.schema import ARTICLES, PROFILES, VERSIONS


def refresh(conn: Connection, decision: KeptDecision) -> None:
    """Bring columns and index in line with a decision that was just kept or taken back, and mark
    what is to be grouped anew."""
    names = [name for name in (decision.article, decision.other) if name is not None]
    keys = {
        row.id: row.key
        for row in conn.execute(
            select(ARTICLES.c.key, ARTICLES.c.id).where(ARTICLES.c.id.in_(names))
        )
    }
    key = keys.get(decision.article)
    if key is not None and decision.kind == "hide" and decision.statement is None:
        _show_or_hide(conn, key, decision.article)
    elif key is not None and decision.kind in ("speaker", "date", "hide"):
        restate(conn, key)
    conn.execute(update(ARTICLES).where(ARTICLES.c.key.in_(keys.values())).values(ungrouped=True))


def _show_or_hide(conn: Connection, key: int, name: str) -> None:
    """Hide an article, or show it again; then it is compared with what came meanwhile."""
    hidden = is_hidden(standing(conn, [name]).get(name, ()))
    told: dict[str, object] = {"hidden": hidden}
    if not hidden:
        told |= {"unlinked": True, "changes": ARTICLES.c.changes + 1}
    conn.execute(update(ARTICLES).where(ARTICLES.c.key == key).values(told))


def restate(conn: Connection, key: int) -> None:
    """Work out anew what is worked out of one article; it is to be compared anew too."""
    rows = select(VERSIONS.c.record).join(ARTICLES, CURRENT)
    raw = conn.execute(rows.where(ARTICLES.c.key == key)).scalar_one()
    article = msgspec.json.decode(raw, type=AnnotatedArticle)
    decided = standing(conn, [article.id]).get(article.id, ())
    conn.execute(update(ARTICLES).where(ARTICLES.c.key == key).values(hidden=is_hidden(decided)))
    put_anew(conn, {key: corrected(article, decided)})


def put_anew(conn: Connection, articles: Mapping[int, AnnotatedArticle]) -> None:
    """Bring columns and index in line with what articles, by their keys, say now; they are to be
    compared anew."""
    derived.put(conn, articles, fresh=False)
    derived.describe(conn, articles)
    for some in in_parts(articles):
        conn.execute(delete(PROFILES).where(PROFILES.c.article.in_(some)))
        conn.execute(
            update(ARTICLES)
            .where(ARTICLES.c.key.in_(some))
            .values(unlinked=True, ungrouped=True, changes=ARTICLES.c.changes + 1)
        )
