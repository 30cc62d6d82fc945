"""The elements of a JSON list as their text, one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

# Tells only where an element ends; numbers stay text, so that a long one costs nothing.
_ENDS = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_BETWEEN = re.compile(r"[ \t\r\n]*+,?[ \t\r\n]*+")


def json_items(text: str) -> Iterator[str | None]:
    """The elements of the list that `text` begins with; None, at the end, where it is broken from
    there on or goes on behind its bracket.

    >>> list(json_items('[{"a": [1]}, 2, "خب')), list(json_items("[]"))
    (['{"a": [1]}', '2', None], [])
    """
    at = _behind(text, 1)
    while not text.startswith("]", at):
        try:
            end = _ENDS.raw_decode(text, at)[1]
        except (ValueError, RecursionError):
            yield None
            return
        yield text[at:end]
        at = _behind(text, end)
    if text[at + 1 :].strip():
        yield None


def _behind(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return at if match is None else match.end()
