"""The commands on a kept archive: `riwaya add`, `events`, `show`, `export`, `decide`, `verify`, ..."""

from __future__ import annotations
