"""Searching an archive: queries, their answers in order, where the words stand, and facets."""

from __future__ import annotations

from riwaya.search.parse import Read, parse
from riwaya.search.query import Note, Part, Query, Term

__all__ = ["Note", "Part", "Query", "Read", "Term", "parse"]
