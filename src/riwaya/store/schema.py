"""The tables of an archive, the same on SQLite and PostgreSQL.

Records are kept as the JSON that every command prints, in one column; beside it stand the columns
that are asked for. A `key` is a number of this archive only; what is shown are ids.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
    text,
    true,
)

METADATA: Final = MetaData()
KEY: Final = BigInteger().with_variant(Integer(), "sqlite")
# Ids and days are compared by their code points, whatever the language of the server.
WORD: Final = Text().with_variant(Text(collation="C"), "postgresql")


def _of_article(name: str = "article", **more: Any) -> Column[int]:
    return Column(name, KEY, ForeignKey("articles.key", ondelete="CASCADE"), nullable=False, **more)


def _marked(table: str, key: str, name: str) -> Index:
    """An index of the few rows that carry a mark."""
    return Index(
        f"{table}_{name}", key,
        sqlite_where=text(f"{name} = 1"), postgresql_where=text(name),
    )  # fmt: skip


EVENTS: Final = Table(
    "events",
    METADATA,
    Column("id", WORD, primary_key=True),
    Column("title", Text),
    Column("start", WORD),
    Column("end", WORD),
    Column("size", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("storyline", WORD),
    # Not yet put into a storyline.
    Column("unplaced", Boolean, nullable=False, server_default=true()),
    # Its accounts not yet compared.
    Column("unjudged", Boolean, nullable=False, server_default=true()),
    Column("record", LargeBinary, nullable=False),
    Index("events_by_start", "start", "id"),
    Index("events_by_storyline", "storyline", "id"),
    _marked("events", "id", "unplaced"),
    _marked("events", "id", "unjudged"),
)

ARTICLES: Final = Table(
    "articles",
    METADATA,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("id", WORD, nullable=False, unique=True),
    # The URL without what does not tell pages apart.
    Column("address", WORD, index=True),
    Column("version", Integer, nullable=False),
    Column("sha256", WORD, nullable=False),
    Column("title", Text),
    Column("outlet", WORD),
    # ISO, None where unknown; `day` is the ordinal of a publication on one known day.
    Column("published_start", WORD),
    Column("published_end", WORD),
    Column("day", Integer),
    Column("given_event", WORD, index=True),
    Column("event", WORD, ForeignKey("events.id")),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    # Not yet compared with the others; not yet put into an event.
    Column("unlinked", Boolean, nullable=False, server_default=true()),
    Column("ungrouped", Boolean, nullable=False, server_default=true()),
    # How often what grouping looks at was changed: who works on an old state sees that it is old.
    Column("changes", Integer, nullable=False, server_default=text("0")),
    Index("articles_by_day", "day", "id"),
    Index("articles_by_time", "published_start", "key"),
    Index("articles_by_span", "published_start", "published_end"),
    Index("articles_by_outlet", "outlet", "published_start", "key"),
    Index("articles_by_event", "event", "key"),
    _marked("articles", "key", "hidden"),
    _marked("articles", "key", "unlinked"),
    _marked("articles", "key", "ungrouped"),
)

VERSIONS: Final = Table(
    "versions",
    METADATA,
    _of_article(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sha256", WORD, nullable=False),
    # Of the record as it stands here, and of what it tells: title, subtitle and body.
    Column("digest", WORD, nullable=False),
    Column("told", WORD, nullable=False),
    Column("added", WORD, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

PAGES: Final = Table(
    "pages",
    METADATA,
    Column("sha256", WORD, primary_key=True),
    _of_article(index=True),
    Column("version", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("added", WORD, nullable=False),
    Column("head", LargeBinary, nullable=False),
)

BLOBS: Final = Table(
    "blobs",
    METADATA,
    Column("sha256", WORD, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""Pages of an archive on PostgreSQL; on SQLite they are files beside the database."""

STATEMENTS: Final = Table(
    "statements",
    METADATA,
    Column("key", KEY, primary_key=True, autoincrement=False),
    _of_article(index=True),
    Column("id", WORD, nullable=False),
    # Folded, and as it is written.
    Column("speaker", WORD, index=True),
    Column("name", Text),
    Column("stance", WORD, nullable=False),
    Index("statements_by_stance", "stance", "article"),
)
"""The statements of the current version of each article."""

SHADOWS: Final = Table(
    "shadows",
    METADATA,
    Column("kind", WORD, primary_key=True),
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),
)
"""The words that the index holds of an article or a statement: taking them out needs the same."""

FORMS: Final = Table(
    "forms",
    METADATA,
    Column("stem", WORD, primary_key=True),
    Column("form", WORD, primary_key=True),
    Index("forms_back", "form"),
    sqlite_with_rowid=False,
)
"""The forms in which stems stand in articles, as the index holds both."""

NAMED: Final = Table(
    "named",
    METADATA,
    _of_article(primary_key=True),
    Column("kind", WORD, primary_key=True),
    Column("entity", WORD, primary_key=True),
    Column("name", Text, nullable=False),
    Index("named_back", "kind", "entity", "article"),
    sqlite_with_rowid=False,
)
"""The persons, places and bodies that each article names, with the fullest name in it."""

NAME_WORDS: Final = Table(
    "name_words",
    METADATA,
    Column("bones", WORD, primary_key=True),
    Column("kind", WORD, primary_key=True),
    Column("entity", WORD, primary_key=True),
    Column("name", WORD, primary_key=True),
    Index("name_words_back", "kind", "entity"),
    sqlite_with_rowid=False,
)
"""By what all spellings of a word share: the names that it is in."""

VERDICTS: Final = Table(
    "verdicts",
    METADATA,
    Column("event", WORD, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("verdict", WORD, primary_key=True),
    Column("points", Integer, nullable=False),
    Index("verdicts_back", "verdict", "event"),
    sqlite_with_rowid=False,
)
"""How many points of each verdict the comparison of an event has."""

COMPARISONS: Final = Table(
    "comparisons",
    METADATA,
    Column("event", WORD, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    # Of all that it was made of; of code and data; the SHA-256 of the JSON.
    Column("stamp", WORD, nullable=False),
    Column("code", WORD, nullable=False),
    Column("digest", WORD, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)
"""Comparisons of events, packed JSON. They hold only as long as the stamp does."""

LINKS: Final = Table(
    "links",
    METADATA,
    _of_article("a", primary_key=True),
    _of_article("b", primary_key=True),
    Column("score", Float, nullable=False),
    Index("links_back", "b"),
    sqlite_with_rowid=False,
)
"""Scores of pairs; a is the one with the lesser key."""

TAKEN: Final = Table(
    "taken",
    METADATA,
    _of_article("a", primary_key=True),
    _of_article("b", primary_key=True),
    Column("common", Integer, nullable=False),
    Column("a_runs", Integer, nullable=False),
    Column("b_runs", Integer, nullable=False),
    Index("taken_back", "b"),
    sqlite_with_rowid=False,
)
"""Pairs with shared runs of words."""

PROFILES: Final = Table(
    "profiles",
    METADATA,
    _of_article(primary_key=True),
    Column("stamp", WORD, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""How grouping sees the newest articles, so that the next adding need not work it out again."""

REDIRECTS: Final = Table(
    "redirects",
    METADATA,
    Column("old", WORD, primary_key=True),
    Column("new", WORD, index=True),
)
"""Ids that events and storylines once had, and where they went; None: nowhere."""

DECISIONS: Final = Table(
    "decisions",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("kind", WORD, nullable=False),
    Column("article", WORD, nullable=False, index=True),
    Column("other", WORD, index=True),
    Column("undone", Boolean, nullable=False, server_default=false()),
    Column("record", LargeBinary, nullable=False),
)
"""By the ids of articles, not their keys: they outlive what they are about."""

FORGOTTEN: Final = Table(
    "forgotten",
    METADATA,
    Column("sha256", WORD, primary_key=True),
    Column("deletion", KEY, ForeignKey("deletions.id"), nullable=False),
)
"""Pages that were deleted: the same bytes are not taken in again."""

DELETIONS: Final = Table(
    "deletions",
    METADATA,
    Column("id", KEY, primary_key=True),
    Column("article", WORD, nullable=False),
    Column("who", Text),
    Column("when", WORD),
    Column("why", Text),
    Column("pages", Integer, nullable=False),
)

STATE: Final = Table(
    "state",
    METADATA,
    Column("name", WORD, primary_key=True),
    Column("value", WORD, nullable=False),
)
