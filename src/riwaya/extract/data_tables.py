"""Tables of data, told from tables that only lay a page out.

A table of data has no table inside and at least two rows of short cells that hold little more than
words and figures; its rows are read whole, since a figure says nothing without its row's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from riwaya.extract.tree import TEXT, Node

_CELLS = frozenset(("td", "th"))
_NO_DATA = frozenset(("a", "img", "input", "form", "ul", "iframe", "select", "br"))
_LEAST_ROWS = _LEAST_CELLS = 2
_CELL_CHARS, _TABLE_CHARS = 80, 6_000


def data_rows(nodes: Sequence[Node]) -> frozenset[int]:
    """The numbers of the row elements of tables of data.

    >>> from riwaya.extract.tree import Tree
    >>> page = "<table><tr><th>المدينة<th>القتلى<tr><td>حلب<td>12</table>"
    >>> len(data_rows(Tree.parse(page).nodes))
    2
    """
    tables = [node for node in nodes if node.tag == "table"]
    inner = [one for one, then in pairwise(tables) if then.index >= one.end] + tables[-1:]
    return frozenset(row for table in inner for row in _rows(nodes, table))


def _rows(nodes: Sequence[Node], table: Node) -> Iterator[int]:
    rows: dict[int, int] = {}
    row, cell_chars, chars = -1, 0, 0
    for node in nodes[table.index + 1 : table.end]:
        if node.tag == TEXT:
            length = 0 if node.text.isspace() else len(node.text)
            cell_chars += length
            chars += length
            if cell_chars > _CELL_CHARS or chars > _TABLE_CHARS:
                return
        elif node.tag == "tr":
            row, cell_chars = node.index, 0
            rows[row] = 0
        elif node.tag in _CELLS and row >= 0:
            rows[row] += 1
            cell_chars = 0
        elif node.tag in _NO_DATA:
            return
    full = sum(cells >= _LEAST_CELLS for cells in rows.values())
    if full >= _LEAST_ROWS and full * 2 >= len(rows):
        yield from rows
