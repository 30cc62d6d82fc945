"""The commands on a kept archive."""

from __future__ import annotations
