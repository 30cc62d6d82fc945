"""Comparisons for people: one HTML file, or text for a terminal."""

from riwaya.report.explained import render_explanation
from riwaya.report.html import render_html
from riwaya.report.text import render_text

__all__ = ["render_explanation", "render_html", "render_text"]
