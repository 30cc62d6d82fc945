"""The accounts of an event as a report names and cites them, and slices of their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from riwaya.arabic import fold_key
from riwaya.data import word_class
from riwaya.records import AccountHead, AnnotatedArticle, Comparison
from riwaya.report.citation import cite
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line
from riwaya.report.days import say_between
from riwaya.report.labels import Labels
from riwaya.report.shapes import Account, Slice, Value

SHORT_CHARS: Final = 34
WORDS_CHARS: Final = 160
SENTENCE_CHARS: Final = 500
_ORIGINS: Final = 2
_TELLING: Final = 0.3
"""Share of a text from which it is said to be another's; below, two news items of one matter share
as much without it."""
_CUT: Final = frozenset(
    ("body_cut", "lines_cut", "text_cut", "truncated", "summary_only", "entry_damaged")
)
"""Notes of articles whose text is only a part of what the outlet wrote."""


@dataclass(frozen=True)
class Told:
    """An event's accounts with their articles, by id, as far as these are in the report, and the
    agencies whose text several of them run."""

    labels: Labels
    accounts: tuple[Account, ...]
    articles: Mapping[str, AnnotatedArticle]
    wires: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_article(self) -> dict[str, Account]:
        """The accounts by their article's id."""
        return {account.article: account for account in self.accounts}

    def slice(self, article: str, start: int | None, end: int | None) -> Slice | None:
        """A slice of an account's body, None where it is none: every word shown has its place."""
        account, told = self.by_article.get(article), self.articles.get(article)
        if account is None or told is None or start is None or end is None:
            return None
        return Slice(account, start, end) if 0 <= start < end <= len(told.body) else None

    def words(self, at: Slice) -> str:
        """The words of a slice, as they are."""
        return self.articles[at.account.article].body[at.start : at.end]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The title and the body of each account on one line, by article; "" where it is not in
        the report."""
        found = {one.article: self.articles.get(one.article) for one in self.accounts}
        return {
            key: line(f"{article.title or ''} {article.body}") if article is not None else ""
            for key, article in found.items()
        }

    def quoted(self, at: Slice, limit: int) -> Value:
        """The words of a slice as a quotation of about `limit` code points."""
        text = line(self.words(at), limit)
        return Value(text, at, quoted=True, cited=True, language=at.account.language)

    @property
    def language(self) -> str | None:
        """The language of all accounts, None where they differ or one is unknown."""
        found = {account.language for account in self.accounts}
        return found.pop() if len(found) == 1 else None


def told(
    comparison: Comparison,
    articles: Mapping[str, tuple[int, AnnotatedArticle]],
    labels: Labels,
    names: Mapping[str, str] | None = None,
) -> Told:
    """The accounts of a comparison; `articles` maps ids to an article's number and record, `names`
    to what each account is called where the comparison is a part of a larger one."""
    names = account_names(comparison, labels) if names is None else names
    known = {key: article for key, (_, article) in articles.items()}
    wired = wires(comparison, known)
    accounts = tuple(_account(head, comparison, names, articles, wired, labels)
                     for head in comparison.accounts)  # fmt: skip
    return Told(labels, accounts, known, wired)


def wires(
    comparison: Comparison, articles: Mapping[str, AnnotatedArticle]
) -> dict[str, tuple[str, ...]]:
    """The agencies whose one text several accounts run, each with their articles: they credit it,
    and share their text with another that does."""
    generic = word_class("compare", "generic")  # they name no agency (وكالات)
    credited: dict[str, dict[str, str]] = {}
    for head in comparison.accounts:
        article = articles.get(head.article)
        for name in article.credit if article is not None else ():
            key = fold_key(name)
            if key and key not in generic and key != fold_key(head.outlet or ""):
                credited.setdefault(key, {})[head.article] = name
    pairs = [{copy.article, copy.of} for copy in comparison.event.copies if copy.share >= _TELLING]
    found: dict[str, tuple[str, ...]] = {}
    for names in credited.values():
        shared = [pair for pair in pairs if pair <= set(names)]
        ids = tuple(name for name in names if any(name in pair for pair in shared))
        if ids:
            found[line(names[ids[0]], NAME_CHARS)] = ids
    return found


def account_names(comparison: Comparison, labels: Labels) -> dict[str, str]:
    """What each account is called: its outlet, else its title; those of one name are numbered."""
    bases: list[str] = []
    names: dict[str, str] = {}
    for place, head in enumerate(comparison.accounts, start=1):
        number = labels.digits(place)
        name = line(head.outlet or "", NAME_CHARS) or line(head.title or "", SHORT_CHARS)
        name = name or labels.say("account_number", n=number)
        names[head.article] = labels.say("numbered", name=name, n=number) if name in bases else name
        bases.append(name)
    return names


def _account(
    head: AccountHead,
    comparison: Comparison,
    names: Mapping[str, str],
    articles: Mapping[str, tuple[int, AnnotatedArticle]],
    wired: Mapping[str, Sequence[str]],
    labels: Labels,
) -> Account:
    number, article = articles.get(head.article, (0, None))
    published = head.published
    copied = tuple(
        (names[copy.of], round(copy.share * 100))
        for copy in comparison.event.copies
        if copy.article == head.article
        and copy.of in names
        and copy.share >= _TELLING
        and not any({copy.article, copy.of} <= set(ids) for ids in wired.values())
    )[:_ORIGINS]
    return Account(
        article=head.article,
        number=number,
        name=names[head.article],
        title=line(head.title, TITLE_CHARS) if head.title else None,
        published=say_between(published.start, published.end, labels) if published else None,
        known=bool(line(head.outlet or "")),
        copied_from=copied,
        language=article.language if article else None,
        cut=article is not None and not _CUT.isdisjoint(article.notes),
        citation=cite(article, labels) if article else None,
    )
