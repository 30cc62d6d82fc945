"""Keeping an archive: pages go in through the stages, and events are made of what is there.

The store knows records, the stages know nothing of it; here they meet."""

from __future__ import annotations

from riwaya.keeping.adding import added, now
from riwaya.keeping.comparing import compared, comparison
from riwaya.keeping.deciding import joining, leaving
from riwaya.keeping.rereading import reread
from riwaya.keeping.weaving import regroup

__all__ = [
    "added", "compared", "comparison", "joining", "leaving", "now", "regroup", "reread",
]  # fmt: skip
