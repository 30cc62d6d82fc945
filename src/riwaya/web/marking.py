"""An article's text with what was found in it marked: statements, names, and a slice pointed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from riwaya.records import AnnotatedArticle
from riwaya.report.clean import NAME_CHARS, line, shown
from riwaya.report.slices import Place, Token, paragraph_tokens

_APART = frozenset('«»"“”()[]،؛:.!؟?,;…')


@dataclass(frozen=True)
class Marked(Place):
    """A marked slice: a `statement` with its stance, a `name` with its type and fullest form, or
    the slice `at` which the address points."""

    kind: Literal["statement", "name", "at"] = "at"
    label: str = ""
    title: str = ""


def marked(article: AnnotatedArticle, at: tuple[int, int] | None) -> tuple[tuple[Token, ...], ...]:
    """The paragraphs of an article as tokens in which marks open and close like brackets."""
    return paragraph_tokens(article.body, article.paragraphs, tuple(_marks(article, at)))


def _marks(article: AnnotatedArticle, at: tuple[int, int] | None) -> Iterator[Marked]:
    if at is not None:
        yield Marked(*_whole_words(article.body, *at), "at")
    for said in article.statements:
        who = said.speaker.name or said.speaker.text or ""
        yield Marked(
            said.content.start, said.content.end, f"s-{said.id}", kind="statement",
            label=said.stance, title=line(who, NAME_CHARS),
        )  # fmt: skip
    for number, name in enumerate(article.mentions):
        yield Marked(
            name.start, name.end, f"n-{number}", kind="name", label=name.type,
            title=line(name.name, NAME_CHARS),
        )  # fmt: skip


def _whole_words(body: str, start: int, end: int) -> tuple[int, int]:
    """A slice with the words whole at its ends: a mark inside a word would break its letters apart.

    >>> _whole_words("قال الوزراء أمس", 6, 9)
    (4, 11)
    """
    while start > 0 and _joined(body, start):
        start -= 1
    while end < len(body) and _joined(body, end):
        end += 1
    return start, end


def _joined(body: str, at: int) -> bool:
    """Whether the letters on both sides of a place belong to one word."""
    return not any(one.isspace() or one in _APART for one in body[at - 1 : at + 1])


def runs_between(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in runs, each marked or not.

    >>> runs_between("سقط الجسر ليلا", [(4, 9)])
    [('سقط ', False), ('الجسر', True), (' ليلا', False)]
    """
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marks):
        if start < at:
            continue
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    found.append((text[at:], False))
    return [(_flat(run), is_marked) for run, is_marked in found if run]


def _flat(text: str) -> str:
    return shown(text).replace("\n", " ")
