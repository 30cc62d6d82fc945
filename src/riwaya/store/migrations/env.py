"""Runs the migrations on the connection that it is given; there is no `alembic.ini`."""

from __future__ import annotations

from alembic import context

from riwaya.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transaction_per_migration=False,
)
context.run_migrations()
