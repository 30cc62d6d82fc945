"""Comparisons for people: one HTML file, text for a terminal, Markdown, or a table."""

from riwaya.report.explained import render_explanation
from riwaya.report.html import render_html
from riwaya.report.labels import LANGUAGES
from riwaya.report.markdown import render_markdown
from riwaya.report.table import render_csv
from riwaya.report.text import render_text

__all__ = [
    "LANGUAGES",
    "render_csv",
    "render_explanation",
    "render_html",
    "render_markdown",
    "render_text",
]
