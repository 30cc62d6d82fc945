"""Text for places that have no markup, and names that stay: isolates, legal characters, ids."""

from __future__ import annotations

import re
import uuid
from typing import Final

from riwaya.export.encode import json_bytes

_DIRECTING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x1f\x7f-\x9f]{1,2000}", re.IGNORECASE)
_OURS: Final = uuid.UUID("6f0f3e64-9d1c-5c39-8a55-0c8a1d7c2b9e")
_FSI, _PDI = "\u2068", "\u2069"


def permanent_id(*names: str) -> str:
    """The lasting address of a thing, from its kind and its id: always the same for the same, and
    for nothing else (RFC 9562, version 5).

    >>> permanent_id("article", "خبر-7")
    'urn:uuid:9ad682da-9404-5978-b8d9-62d696d20cca'
    """
    return uuid.uuid5(_OURS, json_bytes(names).decode()).urn


def legal(text: str) -> str:
    """`text` without the characters that XML 1.0 (section 2.2) does not allow; line ends are LF, as
    every reader of XML makes them.

    >>> legal("خبر\\x00 عاجل\\r\\nالآن")
    'خبر عاجل\\nالآن'
    """
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """`text` on one line, without what would turn the direction of what stands around it.

    >>> line("خبر\\u202e عاجل\\n")
    'خبر عاجل'
    """
    return _SPACES.sub(" ", _DIRECTING.sub("", legal(text))).strip()


def isolated(text: str) -> str:
    """`line` between FSI and PDI: wherever it is shown, it keeps its own order and leaves that of
    its surroundings alone (Unicode Bidirectional Algorithm, UAX #9). Empty text stays empty.

    >>> isolated("CNN: افتتاح الجسر") == "\\u2068CNN: افتتاح الجسر\\u2069"
    True
    """
    flat = line(text)
    return f"{_FSI}{flat}{_PDI}" if flat else ""


def direction(language: str | None) -> str:
    """The value of `dir` for a text of a language; texts of other languages find their own.

    >>> direction("ar"), direction(None)
    ('rtl', 'auto')
    """
    return "rtl" if language is not None and language.split("-")[0] == "ar" else "auto"


def web_address(url: str | None) -> str | None:
    """`url` where it is a web address that may be linked to, else None.

    >>> web_address("https://news.example/خبر"), web_address("javascript:alert(1)")
    ('https://news.example/خبر', None)
    """
    if url is None or line(url) != url or _WEB.fullmatch(url) is None:
        return None
    return url
