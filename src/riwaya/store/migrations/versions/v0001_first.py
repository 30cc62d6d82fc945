"""The first schema: pages, articles, versions, events, links, decisions, and the index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As they were then: a migration does not follow what `schema` becomes.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_INDEXED = {"article": ("title", "body"), "statement": ("speaker", "content")}


def upgrade() -> None:
    """Make all tables."""
    _alone()
    _events_and_articles()
    _of_articles()
    _names()
    _index()


def _alone() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("article", WORD, nullable=False),
        sa.Column("other", WORD, nullable=True),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_decisions_article", "decisions", ["article"], unique=False)
    op.create_index("ix_decisions_other", "decisions", ["other"], unique=False)
    op.create_table(
        "deletions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article", WORD, nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("when", WORD, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "redirects",
        sa.Column("old", WORD, nullable=False),
        sa.Column("new", WORD, nullable=True),
        sa.PrimaryKeyConstraint("old"),
    )
    op.create_index("ix_redirects_new", "redirects", ["new"], unique=False)
    op.create_table(
        "shadows",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
    )
    op.create_table(
        "state",
        sa.Column("name", WORD, nullable=False),
        sa.Column("value", WORD, nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _events_and_articles() -> None:
    op.create_table(
        "events",
        sa.Column("id", WORD, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("start", WORD, nullable=True),
        sa.Column("end", WORD, nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("storyline", WORD, nullable=True),
        sa.Column("unplaced", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("unjudged", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "events_unjudged",
        "events",
        ["id"],
        unique=False,
        sqlite_where=sa.text("unjudged = 1"),
        postgresql_where=sa.text("unjudged"),
    )
    op.create_index("events_by_start", "events", ["start", "id"], unique=False)
    op.create_index("events_by_storyline", "events", ["storyline", "id"], unique=False)
    op.create_index(
        "events_unplaced",
        "events",
        ["id"],
        unique=False,
        sqlite_where=sa.text("unplaced = 1"),
        postgresql_where=sa.text("unplaced"),
    )
    op.create_table(
        "articles",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("address", WORD, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", WORD, nullable=True),
        sa.Column("published_start", WORD, nullable=True),
        sa.Column("published_end", WORD, nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("given_event", WORD, nullable=True),
        sa.Column("event", WORD, nullable=True),
        sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("unlinked", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("ungrouped", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("changes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"]),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("articles_by_day", "articles", ["day", "id"], unique=False)
    op.create_index("articles_by_event", "articles", ["event", "key"], unique=False)
    op.create_index(
        "articles_by_outlet", "articles", ["outlet", "published_start", "key"], unique=False
    )
    op.create_index("articles_by_time", "articles", ["published_start", "key"], unique=False)
    op.create_index(
        "articles_by_span", "articles", ["published_start", "published_end"], unique=False
    )
    op.create_index(
        "articles_hidden",
        "articles",
        ["key"],
        unique=False,
        sqlite_where=sa.text("hidden = 1"),
        postgresql_where=sa.text("hidden"),
    )
    op.create_index(
        "articles_ungrouped",
        "articles",
        ["key"],
        unique=False,
        sqlite_where=sa.text("ungrouped = 1"),
        postgresql_where=sa.text("ungrouped"),
    )
    op.create_index(
        "articles_unlinked",
        "articles",
        ["key"],
        unique=False,
        sqlite_where=sa.text("unlinked = 1"),
        postgresql_where=sa.text("unlinked"),
    )
    op.create_index("ix_articles_address", "articles", ["address"], unique=False)
    op.create_index("ix_articles_given_event", "articles", ["given_event"], unique=False)


def _of_articles() -> None:
    op.create_table(
        "forgotten",
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("deletion", KEY, nullable=False),
        sa.ForeignKeyConstraint(["deletion"], ["deletions.id"]),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "links",
        sa.Column("a", KEY, nullable=False),
        sa.Column("b", KEY, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["articles.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b"),
        sqlite_with_rowid=False,
    )
    op.create_index("links_back", "links", ["b"], unique=False)
    op.create_table(
        "pages",
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added", WORD, nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_index("ix_pages_article", "pages", ["article"], unique=False)
    op.create_table(
        "profiles",
        sa.Column("article", KEY, nullable=False),
        sa.Column("stamp", WORD, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "statements",
        sa.Column("key", KEY, autoincrement=False, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("id", WORD, nullable=False),
        sa.Column("speaker", WORD, nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("stance", WORD, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_statements_article", "statements", ["article"], unique=False)
    op.create_index("ix_statements_speaker", "statements", ["speaker"], unique=False)
    op.create_index("statements_by_stance", "statements", ["stance", "article"], unique=False)
    op.create_table(
        "taken",
        sa.Column("a", KEY, nullable=False),
        sa.Column("b", KEY, nullable=False),
        sa.Column("common", sa.Integer(), nullable=False),
        sa.Column("a_runs", sa.Integer(), nullable=False),
        sa.Column("b_runs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["a"], ["articles.key"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a", "b"),
        sqlite_with_rowid=False,
    )
    op.create_index("taken_back", "taken", ["b"], unique=False)
    op.create_table(
        "versions",
        sa.Column("article", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", WORD, nullable=False),
        sa.Column("digest", WORD, nullable=False),
        sa.Column("told", WORD, nullable=False),
        sa.Column("added", WORD, nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "number"),
    )


def _names() -> None:
    op.create_table(
        "forms",
        sa.Column("stem", WORD, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.PrimaryKeyConstraint("stem", "form"),
        sqlite_with_rowid=False,
    )
    op.create_index("forms_back", "forms", ["form"], unique=False)
    op.create_table(
        "named",
        sa.Column("article", KEY, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("entity", WORD, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "kind", "entity"),
        sqlite_with_rowid=False,
    )
    op.create_index("named_back", "named", ["kind", "entity", "article"], unique=False)
    op.create_table(
        "name_words",
        sa.Column("bones", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("entity", WORD, nullable=False),
        sa.Column("name", WORD, nullable=False),
        sa.PrimaryKeyConstraint("bones", "kind", "entity", "name"),
        sqlite_with_rowid=False,
    )
    op.create_index("name_words_back", "name_words", ["kind", "entity"], unique=False)
    op.create_table(
        "verdicts",
        sa.Column("event", WORD, nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event", "verdict"),
        sqlite_with_rowid=False,
    )
    op.create_index("verdicts_back", "verdicts", ["verdict", "event"], unique=False)


def _index() -> None:
    lite = op.get_bind().dialect.name == "sqlite"
    for kind, (first, second) in _INDEXED.items():
        if lite:
            # Every sign that is not ASCII belongs to a word: what comes in is cut already.
            op.execute(
                f"CREATE VIRTUAL TABLE {kind}_words USING fts5"
                f"({first}, {second}, {first}_forms, {second}_forms, "
                "content = '', tokenize = 'ascii')"
            )
        else:
            op.execute(
                f"CREATE TABLE {kind}_words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)"
            )
            op.execute(f"CREATE INDEX {kind}_terms ON {kind}_words USING gin (terms)")
