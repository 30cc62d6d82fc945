"""The outlet of a page that no metadata names: by the page's title, the link to its front page, a
signature under the text, the masthead, or the copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riwaya.extract.blocks import key_of, shape_of
from riwaya.extract.lexicon import is_outlet_like, sign_of
from riwaya.extract.names import is_person, is_small_word
from riwaya.extract.outlet_names import (
    cleaned,
    homes,
    is_foreign,
    is_owner,
    outlet_names,
    preferred,
)
from riwaya.extract.roles import Labels

_DASH = re.compile(r"\s[-–—]\s")
_BARS = re.compile(r"\s+[|–—-]\s+")
_QUOTED = re.compile(r"[\"«“]([^\"»”\n]{2,40})[\"»”]")
_AROUND_TITLE = re.compile(r"\s+[-–—|:]\s+|\s*[|»]\s*|\s+[-–—]$")
_DATE_WORD = re.compile(r"(?<!\d)\d{4}(?!\d)")
_RIGHTS = re.compile(
    r"محفوظة\s+(?:©\s*)?(?:لدى\s+|لـ?\s?)(?P<name>(?:[^©\d|.،,:\-–\n]|(?<!\d)\d{1,3}(?!\d)){2,40})"
)
_MARK = re.compile(r"©\s*(?:\d{4}\s*[-–]?\s*){0,2}(?P<name>[^\d|.،,:©\-–\n]{2,40})")
_PARTS = re.compile(r"\s+[-–—|»:·•]+\s+|\s*[|·]\s*|\s*::+\s*")
_BEFORE = re.compile(r"\s*[:|»–—·•-]+\s*$")
_LEADS = re.compile(r"^\s?[|–—-]\s")
_SAME_CHARS = 20
_MOST_WORDS = 6
_SIGNED_WORDS = 4
_LEAST_TITLE = 12


def outlet_of(
    labels: Labels, title: str | None, headline: str | None, last: int, home: Sequence[str] = ()
) -> str | None:
    """The outlet's name as the page has it, or None; `title` is the page's title by its metadata,
    `headline` the article's, `last` the last line of the text, `home` what the links to the front
    page say."""
    return (
        _home_in_title(title, home)
        or _in_title(title, headline)
        or _of_home(labels, home)
        or _under(labels, last)
        or _in_masthead(labels, title)
        or _beside(headline, [block.text for block in labels.blocks])
        or _behind_title(labels)
        or _of_rights(labels)
    )


def in_arabic(labels: Labels, given: str | None, found: str | None, home: Sequence[str]) -> (
    str | None
):  # fmt: skip
    """The outlet's name that the metadata gives, or the one found on the page where that is in
    Arabic letters, the other is not, and the page shows it as its name."""
    if given is None or not is_foreign(given):
        return given or found
    if found is None or is_foreign(found):
        return _beside_foreign(given, home) or given
    key, token = key_of(found), set(key_of(given).split())
    linked = any(key in key_of(text) for text in home)
    shown = linked or is_outlet_like(found) or token & set(key.split()) or _vouched(labels, found)
    return found if shown else given


def _beside_foreign(given: str, home: Sequence[str]) -> str | None:
    """The Arabic name beside the one in Latin letters in a link to the front page."""
    for text in home:
        name = cleaned(" ".join(word for word in text.split() if not word.isascii()))
        if key_of(given) in key_of(text) and name is not None and is_outlet_like(name):
            return name
    return None


def _in_title(title: str | None, headline: str | None) -> str | None:
    """What the page's title has beside the headline: `HEADLINE | SECTION | OUTLET`."""
    if title and headline and len(headline) >= _LEAST_TITLE and title.endswith(headline):
        before = _PARTS.split(_BEFORE.sub("", title[: -len(headline)]))[0]
        if before.strip() and _BEFORE.search(title[: -len(headline)]):
            return cleaned(before)
    parts = [part.strip() for part in _PARTS.split(title or "") if part.strip()]
    key = key_of(headline or "")
    others = [part for part in parts if key_of(part)[:_SAME_CHARS] != key[:_SAME_CHARS]]
    if not key or len(others) in (0, len(parts)):
        return None
    name = others[-1] if key_of(parts[0])[:_SAME_CHARS] == key[:_SAME_CHARS] else others[0]
    fits = len(name.split()) <= _MOST_WORDS and not _DATE_WORD.search(name)
    return cleaned(name) if fits and key_of(name) not in key else None


def _home_in_title(title: str | None, home: Sequence[str]) -> str | None:
    """What both the link to the front page and a part of the page's title are."""
    parts = {key_of(part) for part in _PARTS.split(title or "")[1:]}
    fit = (name.strip() for name in home if key_of(name) in parts - homes())
    return next((name for name in fit if len(name.split()) <= _MOST_WORDS), None)


def _of_home(labels: Labels, home: Sequence[str]) -> str | None:
    """What the link to the front page is called, where other lines of the page have it too."""
    for name in home:
        key, known = key_of(name), cleaned(name)
        if known is None or key in homes():
            continue
        whole = [line.shape.key for line in labels.lines]
        if sum(key in other for other in whole) > (key in whole) or is_outlet_like(name):
            return known
    return None


def _under(labels: Labels, last: int) -> str | None:
    text = labels.blocks[last + 1].text if last + 1 < len(labels.blocks) else ""
    short = 1 <= len(text.split()) <= _SIGNED_WORDS and not set(text) & set('"«»“”')
    named = cleaned(text) if short else None
    if named is not None and not is_small_word(named) and key_of(text) in _quoted(labels):
        labels.kinds[last + 1] = "outlet"
        return text
    return None


def _in_masthead(labels: Labels, title: str | None) -> str | None:
    lines = labels.lines
    sign = lines[1].sign if len(lines) > 1 else None
    found = [lines[0].block.text] if sign is not None and sign.kind == "navigation" else []
    if title and labels.title is not None:
        parts = _BARS.split(title)
        found += [parts[0], parts[-1]] if len(parts) > 1 else []
    for name in found:
        if 1 <= len(name.split()) <= _MOST_WORDS and _vouched(labels, name):
            return name.strip()
    return None


def _quoted(labels: Labels) -> list[str]:
    pairs = zip(labels.blocks, labels.kinds, strict=True)
    return [
        key_of(found)
        for block, kind in pairs if kind == "body"
        for found in _QUOTED.findall(block.text)
    ]  # fmt: skip


def _vouched(labels: Labels, name: str) -> bool:
    """Whether the page's copyright line, or a quoted name in its body, has this name too."""
    keys = {key_of(name), key_of(_DASH.split(name)[0]), *outlet_names(name)}
    rights = [key_of(text) for text in _rights(labels)]
    quoted = _quoted(labels)
    return any(key and (key in quoted or any(key in text for text in rights)) for key in keys)


def _rights(labels: Labels) -> list[str]:
    found = []
    for line, kind in zip(labels.lines, labels.kinds, strict=True):
        if kind == "copyright" or (line.sign is not None and line.sign.kind == "copyright"):
            found.append(line.block.text)
    return found


def _beside(headline: str | None, texts: Sequence[str]) -> str | None:
    """The name that stands beside the headline in a line such as `TITLE | OUTLET`."""
    if not headline:
        return None
    for text in texts:
        if len(text) > len(headline) + 50 or headline not in text or text == headline:
            continue
        before, _, after = text.partition(headline)
        for side in (before, after):
            if _AROUND_TITLE.search(f" {side} ") and 1 <= len(side.split()) <= _MOST_WORDS:
                name = cleaned(side) if not _DATE_WORD.search(side) else None
                if name is not None and key_of(name) not in key_of(headline):
                    return name
    return None


def _behind_title(labels: Labels) -> str | None:
    """The name on the line behind a first headline, in dumps that break `TITLE - OUTLET` there,
    where it has a word for media or another line around the text has it."""
    head = labels.lines[labels.title].shape.key if labels.title is not None else ""
    for index in range(1, min(len(labels.lines), labels.title or 0)):
        text = labels.blocks[index].text
        leads = labels.blocks[index].bullet or _LEADS.match(text)
        if labels.lines[index - 1].shape.key != head or not leads:
            continue
        parts = [part.strip() for part in _DASH.split(_LEADS.sub("", text)) if part.strip()]
        arabic = [part for part in parts if not part.isascii()] or parts
        name = cleaned(arabic[0]) if arabic and len(text.split()) <= 2 * _MOST_WORDS else None
        if name is None or len(parts) > 2 or arabic[0][0] in '"«“' or is_person(name):
            return None
        return preferred(name, None) if _is_shown(labels, name, index) else None
    return None


def _is_shown(labels: Labels, name: str, own: int) -> bool:
    key = key_of(name)
    pairs = enumerate(zip(labels.lines, labels.kinds, strict=True))
    others = (line.shape.key for index, (line, kind) in pairs if index != own and kind != "body")
    return is_outlet_like(name) or any(key in other for other in others)


def _of_rights(labels: Labels) -> str | None:
    """The name that the copyright line gives the rights to: `جميع الحقوق محفوظة لصحيفة الأمل`."""
    for text in _rights(labels):
        for name in _holders(text[:300]):
            sound = cleaned(name)
            bare = sign_of(name, shape_of(name)) is None and not is_owner(name)
            if bare and sound is not None:
                return sound
    return None


def _holders(text: str) -> Iterator[str]:
    for pattern in (_RIGHTS, _MARK):
        match = pattern.search(text)
        name = " ".join(match["name"].split()) if match is not None else ""
        if f"لل{name[1:]}" in text:
            name = f"ا{name}"
        name = name[1:] if name.startswith("ل") and is_outlet_like(name[1:]) else name
        if name:
            yield name


def without_outlet(title: str | None) -> tuple[str | None, str | None]:
    """A title without the outlet's name behind a bar or a dash, and that name.

    >>> without_outlet("الوزير يفتتح جسرا | صحيفة الأمل")
    ('الوزير يفتتح جسرا', 'صحيفة الأمل')
    """
    if title is None:
        return None, None
    head, mark, tail = title.rstrip(" |").rpartition(" | ")
    if not mark:
        head, mark, tail = title.rstrip(" |").rpartition(" - ")
    if mark and len(head.split()) >= 3 and is_outlet_like(tail):
        return head.rstrip(" -|"), tail.strip()
    return title, None


__all__ = ("in_arabic", "outlet_names", "outlet_of", "without_outlet")
