"""Every cap, with its reason. Real pages stay far below all of them."""

from __future__ import annotations

from typing import Final

PAGE_BYTES: Final = 8_000_000
"""One page. The largest of 1,298 real news pages has 2.2 MB."""

HTML_DEPTH: Final = 200
"""Nesting of elements; real pages reach 42. Tree parsers go quadratic, or drop text, beyond."""

HTML_ELEMENTS: Final = 60_000
"""Elements of a page; real pages reach 10,118."""

HTML_ATTRIBUTES: Final = 256
"""Attributes of one tag; real pages reach 73. Every tree parser is quadratic in them."""

JSON_LD_BYTES: Final = 1_000_000
"""One JSON-LD block; real ones reach 841 kB."""

JSON_DEPTH: Final = 32
"""Nesting of JSON that is read from pages."""

JSONL_LINE_BYTES: Final = 4_000_000
"""One line of a JSON Lines input."""

TITLE_CHARS: Final = 500
"""A headline; longer ones are body text."""

BODY_CHARS: Final = 500_000
"""The body of one article."""

MENTIONS: Final = 5_000
"""Names kept of one article."""

STATEMENTS: Final = 1_000
"""Statements kept of one article."""

STATEMENT_DEPTH: Final = 8
"""Statements nested in one another."""

EVENT_ARTICLES: Final = 200
"""Accounts of one event that are compared with one another."""

DATE_TEXT_CHARS: Final = 1_000_000
"""Text given to `riwaya.dates.find` at once."""
