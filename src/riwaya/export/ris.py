"""RIS, the references of EndNote, Zotero and Mendeley (RIS format specification, 2011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riwaya.export.citation import Citation, Day, citations, iso, quotation
from riwaya.export.encode import utf8
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.records import Record


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One reference of type `NEWS` for each citation; nothing is left out."""
    for one in citations(kind, records, options):
        yield utf8(reference(one))
    return 0


def reference(citation: Citation) -> str:
    """A reference in tagged lines; what is unknown is not there. `N1` holds the quoted words, `C1`
    their place in the body (code points).

    >>> from riwaya.export.citation import cite
    >>> from riwaya.records import Article, Origin
    >>> article = Article(id="a7", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="...", outlet="صحيفة الميدان")
    >>> reference(cite(article)).splitlines()
    ['TY  - NEWS', 'ID  - a7', 'TI  - افتتاح الجسر', 'T2  - صحيفة الميدان', 'ER  - ', '']
    """
    tagged = "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(citation))
    return f"TY  - NEWS\r\n{tagged}ER  - \r\n\r\n"


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", " ".join(citation.id.split())
    yield from (("AU", name) for name in citation.authors)
    if citation.title:
        yield "TI", citation.title
    if citation.outlet:
        yield "T2", citation.outlet
    if citation.section:
        yield "SE", citation.section
    if citation.issued:
        yield "PY", f"{citation.issued[0][0]:04}"
        yield "DA", _date(citation.issued[0])
    if citation.url:
        yield "UR", citation.url
    if citation.accessed:
        yield "Y2", _date(citation.accessed)
    if citation.archived:
        yield "L2", citation.archived
    if citation.language:
        yield "LA", " ".join(citation.language.split())
    if words := quotation(citation):
        yield "N1", words
    if citation.span:
        yield "C1", f"{citation.span.start}-{citation.span.end}"


def _date(day: Day) -> str:
    """`YYYY/MM/DD/`; what is unknown is empty."""
    return iso(day).replace("-", "/") + "/" * (4 - len(day))
