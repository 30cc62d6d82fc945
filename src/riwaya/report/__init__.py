"""Comparisons for people: one HTML file, text for a terminal, or a table."""

from riwaya.report.explained import render_explanation
from riwaya.report.html import render_html
from riwaya.report.table import render_csv
from riwaya.report.text import render_text

__all__ = ["render_csv", "render_explanation", "render_html", "render_text"]
