"""Runs the migrations on the connection that it is given; there is no `alembic.ini`."""

from __future__ import annotations

from alembic import context

from riwaya.store.schema import METADATA

config = getattr(context, "config", None)
if config is not None:  # else it is only looked at
    context.configure(connection=config.attributes["connection"], target_metadata=METADATA)
    context.run_migrations()
