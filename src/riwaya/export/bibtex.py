"""BibTeX, in fields that biblatex knows as well; UTF-8."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from riwaya.export.citation import Citation, citations, iso, quotation
from riwaya.export.encode import utf8
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.records import Record

_NO_KEY: Final = re.compile(r"[^A-Za-z0-9._:-]")
_SPECIAL: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "#": r"\#",
        "$": r"\$",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_LANGUAGES: Final = MappingProxyType({"ar": "arabic", "en": "english", "fr": "french"})
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One entry for each reference; nothing is left out."""
    for one in citations(kind, records, options):
        yield utf8(entry(one))
    return 0


def entry(citation: Citation) -> str:
    """A reference as a `@misc` entry; what is unknown is not there. Its key is the id, where that
    has signs that a key cannot have with a digest in their place.

    >>> from riwaya.export.citation import cite
    >>> from riwaya.records import Article, Origin
    >>> article = Article(id="a7", page=Origin(sha256="0"), title="نمو 5% في {الإنتاج}",
    ...     paragraphs=(), body="...")
    >>> print(entry(cite(article)), end="")
    @misc{a7,
      title = {{نمو 5\\% في \\{الإنتاج\\}}},
    }
    """
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@misc{{{_key(citation.id)},\n{lines}}}\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.authors:
        # Braces keep a name whole: nothing in it is a surname, and no "and" parts it.
        yield "author", "{" + " and ".join(_braced(name) for name in citation.authors) + "}"
    if citation.title:
        yield "title", "{" + _braced(citation.title) + "}"
    if citation.outlet:
        yield "howpublished", _braced(citation.outlet)
    if citation.issued:
        first = citation.issued[0]
        yield "date", "{" + "/".join(iso(day) for day in citation.issued) + "}"
        yield "year", f"{{{first[0]:04}}}"
        if len(first) > 1:
            yield "month", _MONTHS[first[1] - 1]
    if citation.url:
        yield "url", f"{{{citation.url}}}"  # taken as it stands; an address has no braces
    if citation.accessed:
        yield "urldate", f"{{{iso(citation.accessed)}}}"
    if citation.archived:
        yield "archiveurl", f"{{{citation.archived}}}"
    if language := _LANGUAGES.get(citation.language or ""):
        yield "langid", f"{{{language}}}"
    if words := quotation(citation):
        yield "note", _braced(words)
    if citation.span:
        yield "slice", f"{{{citation.span.start}-{citation.span.end}}}"


def _braced(text: str) -> str:
    return "{" + text.translate(_SPECIAL) + "}"


def _key(name: str) -> str:
    if name and _NO_KEY.search(name) is None:
        return name
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
    return _NO_KEY.sub("", name) + digest
