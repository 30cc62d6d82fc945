"""Page text made safe to show: nothing invisible that could act on a terminal or a browser."""

from __future__ import annotations

import re
from typing import Final

TITLE_CHARS: Final = 240
NAME_CHARS: Final = 60
"""How much of a title, and of a name, is shown."""

_UNSEEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, escape sequences of terminals among them
    "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # bidi marks, overrides, isolates
    "\u180e\u200b\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e0fff]"  # tags: text that no reader sees
)
_SPACES: Final = re.compile(r"[\s\u2028\u2029]+")
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;:?]{0,64}[ -/]?[@-~]")
_WEB: Final = re.compile(r"https?://[^\s<>\"'\\^`{|}]{1,2000}")


def shown(text: str) -> str:
    """`text` without control, bidi-control, surrogate and tag characters; line breaks stay.

    >>> shown("خبر\\u202eعاجل\\x1b[31m")
    'خبرعاجل'
    """
    kept = _ESCAPE.sub("", text).replace("\t", " ").replace("\r", " ")
    return _UNSEEN.sub("", kept)


def line(text: str, limit: int | None = None) -> str:
    """`shown` on one line, cut at a word near `limit` code points with an ellipsis.

    >>> line("انعقد\\n المجلس  صباحًا", 10)
    'انعقد…'
    """
    flat = _SPACES.sub(" ", shown(text)).strip()
    if limit is None or len(flat) <= limit:
        return flat
    head = flat[:limit]
    at = head.rfind(" ")
    return (head[:at] if at > limit // 2 - 1 else head).rstrip() + "…"


def web_address(url: str | None) -> str | None:
    """`url` if it is a plain web address that is safe to link to, else None.

    >>> web_address("https://news.example/خبر"), web_address("javascript:alert(1)")
    ('https://news.example/خبر', None)
    """
    if url is None or shown(url) != url or _WEB.fullmatch(url) is None:
        return None
    return url
