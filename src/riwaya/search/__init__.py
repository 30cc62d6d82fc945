"""Searching an archive: queries, their answers in order, where the words stand, and facets."""

from __future__ import annotations

from riwaya.search.lexicon import phrase
from riwaya.search.parse import Read, parse
from riwaya.search.query import Note, Part, Query, Term
from riwaya.search.results import (
    Facet,
    FacetValue,
    FormCount,
    Hit,
    Kind,
    Mark,
    Order,
    Results,
    Snippet,
    Variant,
)
from riwaya.search.searching import search

__all__ = [
    "Facet", "FacetValue", "FormCount", "Hit", "Kind", "Mark", "Note", "Order", "Part", "Query",
    "Read", "Results", "Snippet", "Term", "Variant", "parse", "phrase",
    "search",
]  # fmt: skip
