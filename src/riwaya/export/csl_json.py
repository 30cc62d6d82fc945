"""CSL-JSON, the references of citeproc, Zotero and Pandoc (Citation Style Language 1.0.2)."""

from __future__ import annotations

from collections.abc import Iterable

from riwaya.export.citation import Citation, citations, quotation
from riwaya.export.encode import json_bytes
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.records import Record


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One list of all references, one a line; nothing is left out."""
    yield b"["
    first = True
    for one in citations(kind, records, options):
        yield (b"\n" if first else b",\n") + json_bytes(item(one))
        first = False
    yield b"]\n" if first else b"\n]\n"
    return 0


def item(citation: Citation) -> dict[str, object]:
    """A reference as an item of CSL-JSON; what is unknown is not there. The quoted words are its
    `note`, their place in the body is in `custom`, offsets in code points.

    >>> from riwaya.export.citation import cite
    >>> from riwaya.records import Article, Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="افتتح الوزير الجسر.", byline=("هالة ناصر",))
    >>> item(cite(article))["author"]
    [{'literal': 'هالة ناصر'}]
    """
    span = citation.span
    fields: dict[str, object] = {
        "id": citation.id,
        "type": "article-newspaper",
        "title": citation.title,
        "container-title": citation.outlet,
        "author": [{"literal": name} for name in citation.authors],
        "issued": {"date-parts": citation.issued} if citation.issued else None,
        "accessed": {"date-parts": [citation.accessed]} if citation.accessed else None,
        "URL": citation.url,
        "archive_location": citation.archived,
        "section": citation.section,
        "language": citation.language,
        "note": quotation(citation),
        "custom": {"quoted": citation.quoted, "start": span.start, "end": span.end}
        if span
        else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}
