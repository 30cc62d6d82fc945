"""Citations to read, in Arabic or English, from the parts of `data/citations.tsv`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType
from typing import Literal

from riwaya.data import rows
from riwaya.export.citation import Citation, Day, citations
from riwaya.export.encode import utf8
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.plain import isolated, line
from riwaya.records import Record

Language = Literal["ar", "en"]
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PARTS = ("authors", "title", "outlet", "issued", "quoted", "url", "archived", "accessed")


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One line for each citation; nothing is left out."""
    for one in citations(kind, records, options):
        yield utf8(say(one, options.language, isolate=options.isolate) + "\n")
    return 0


def say(citation: Citation, language: Language = "ar", *, isolate: bool = True) -> str:
    """A citation on one line: authors, title, outlet, day, quoted words, address, archived copy,
    day of access. Of what is unknown only a missing title and a missing day are told. With
    `isolate` every value keeps its own direction (FSI and PDI around it).

    >>> from riwaya.export.citation import cite
    >>> from riwaya.records import Article, Origin, When
    >>> day = When(start="2024-03-05", end="2024-03-05", precision="day", basis="text", evidence="")
    >>> article = Article(id="a7", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="...", outlet="صحيفة الميدان", published=day)
    >>> say(cite(article, accessed="2024-03-09"), isolate=False)
    '«افتتاح الجسر»، صحيفة الميدان، ٥ آذار/مارس ٢٠٢٤، اطُّلع عليه في ٩ آذار/مارس ٢٠٢٤.'
    """
    phrases = _phrases(language)
    alone = isolated if isolate else line
    between = phrases["between"]
    accessed = citation.accessed
    values = {
        "authors": between.join(alone(name) for name in citation.authors),
        "title": alone(citation.title or ""),
        "outlet": alone(citation.outlet or ""),
        "issued": _days(citation.issued, language),
        "quoted": alone(citation.quoted or ""),
        "url": alone(citation.url or ""),
        "archived": alone(citation.archived or ""),
        "accessed": _day(accessed, language) if accessed else "",
    }
    missing = {"title": phrases["untitled"], "issued": phrases["undated"]}
    said = [
        phrases[part].format_map(values) if values[part] else missing.get(part, "")
        for part in _PARTS
    ]
    return between.join(part for part in said if part) + phrases["close"]


@cache
def _phrases(language: Language) -> MappingProxyType[str, str]:
    return MappingProxyType({row["key"]: row[language] for row in rows("citations")})


@cache
def _months(language: Language) -> MappingProxyType[str, str]:
    return MappingProxyType({row["key"]: row[language] for row in rows("labels")})


def _days(days: tuple[Day, ...], language: Language) -> str:
    said = [_day(day, language) for day in days]
    if len(said) < 2:
        return "".join(said)
    return _phrases(language)["range"].format(start=said[0], end=said[1])


def _day(day: Day, language: Language) -> str:
    """A day from its end: `٥ آذار/مارس ٢٠٢٤`, `5 March 2024`."""
    year, *rest = day
    words = [f"{year}"]
    if rest:
        words.append(_months(language)[f"month.{rest[0]:02}"])
    words += [f"{part}" for part in rest[1:]]
    said = " ".join(reversed(words))
    return said.translate(_ARABIC_DIGITS) if language == "ar" else said
