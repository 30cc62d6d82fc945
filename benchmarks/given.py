"""Articles that a measure or a training hands over, as the stages see them."""

from __future__ import annotations

from typing import Any

from riwaya.annotate import annotate
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, GivenArticle, Origin, Page


def annotated(text: str, **fields: Any) -> AnnotatedArticle:
    """An article of `text` and other fields of `GivenArticle`, annotated. Refuses (InputRefused) a
    text with nothing in it."""
    given = GivenArticle(text=text, **fields)
    page = Page(origin=Origin(sha256="0" * 64), kind="given", text="", given=given)
    return annotate(extract(page))
