"""The points of comparisons as a table (CSV, RFC 4180): one line for what each account says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from riwaya.records import AnnotatedArticle, Comparison, Point

COLUMNS = (
    "event", "event_title", "point", "verdict", "kind", "article", "outlet", "url", "stance",
    "speaker", "cue", "chain", "text", "start", "end", "independent", "proposed",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle]) -> str:
    """All points, in the order of the comparisons; a silent account has a line without `text`.
    `proposed` is 1 for points of a language model; they have lines for two accounts only.

    `text` is the slice `start` to `end` (code points) of the article's body. A cell that a
    spreadsheet would take for a formula begins with an apostrophe. The first character is a byte
    order mark, without which spreadsheets misread Arabic.

    >>> render_csv([], []).splitlines()[0][:12]
    '\\ufeffevent,event'
    """
    by_id = {article.id: article for article in articles}
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for comparison in comparisons:
        for point in comparison.points:
            for row in _rows(point, by_id):
                event = comparison.event
                table.writerow([_safe(cell) for cell in (event.id, event.title or "", *row)])
    return "\ufeff" + written.getvalue()


def _rows(point: Point, by_id: dict[str, AnnotatedArticle]) -> Iterator[tuple[str, ...]]:
    for one in point.accounts:
        article = by_id.get(one.article)
        text = article.body[one.start : one.end] if article and one.start is not None else ""
        outlet = (article.outlet if article else None) or ""
        url = (article.page.url if article else None) or ""
        yield (
            point.id, point.verdict, point.kind, one.article, outlet, url, one.stance,
            one.speaker or "", one.cue or "", " > ".join(one.chain), text,
            "" if one.start is None else str(one.start), "" if one.end is None else str(one.end),
            str(point.independent), "1" if "proposed" in point.parts else "",
        )  # fmt: skip


def _safe(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell
