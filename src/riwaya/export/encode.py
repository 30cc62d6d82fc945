"""Records and plain values as JSON bytes: UTF-8 as it is, keys in a fixed order."""

from __future__ import annotations

import json
from typing import Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


def utf8(text: str) -> bytes:
    """`text` in UTF-8; a lone surrogate (a file name that is not UTF-8) becomes `?`.

    >>> utf8("خبر\\udcff").decode()
    'خبر?'
    """
    return text.encode("utf-8", "replace")


def json_bytes(value: object) -> bytes:
    """One JSON value without line ends: the fields of a record in its own order, the keys of its
    mappings sorted, those of a plain dict as they stand. Lone surrogates become `?`.

    >>> json_bytes({"title": "افتتاح «الجسر»"}).decode()
    '{"title":"افتتاح «الجسر»"}'
    """
    try:
        if isinstance(value, msgspec.Struct):
            return _ENCODER.encode(value)
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, order="deterministic")
        return utf8(json.dumps(plain, ensure_ascii=False, separators=(",", ":")))


def without_unknown(fields: dict[str, object]) -> dict[str, object]:
    """The fields that say something: neither None nor empty.

    >>> without_unknown({"title": "خبر", "by": "", "tags": [], "url": None, "length": 0})
    {'title': 'خبر', 'length': 0}
    """
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def script_safe(data: bytes) -> bytes:
    """JSON that may stand inside `<script>`, and means the same: no tag can end or open in it.

    >>> script_safe('{"title":"</script>خبر"}'.encode()).decode()
    '{"title":"\\\\u003c/script\\\\u003eخبر"}'
    """
    for char in "<>&\u2028\u2029":  # all of them stand inside JSON strings only
        data = data.replace(char.encode(), f"\\u{ord(char):04x}".encode())
    return data
