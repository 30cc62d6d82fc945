"""Who signs a page: its outlet by the masthead, the markup's title, the copyright line or a
signature under the body, and the lines that join the outlet's name to a writer or a place."""

from __future__ import annotations

import re
from functools import cache

from riwaya.data import rows
from riwaya.extract.blocks import key_of, shape_of
from riwaya.extract.lexicon import (
    is_agency,
    is_date_line,
    is_name_like,
    is_outlet_like,
    is_place,
    sign_of,
)
from riwaya.extract.roles import Labels

_DASH = re.compile(r"\s[-–—]\s")
_PICTURE = re.compile(r"(?:\s[-–—]\s|\()\s?(?:أرشيف|ارشيف|تصوير|عدسة)(?:\s[^.()]{1,25})?\)?$")
_QUOTED = re.compile(r"[\"«“]([^\"»”\n]{2,40})[\"»”]")


def read_signs(labels: Labels, outlet: str | None, title: str | None) -> None:
    """Fills `labels.outlet`, `byline` and `dateline` from lines outside the body; `outlet` and
    `title` are what the markup gives, if it does. What the page has already told is kept."""
    kinds = labels.kinds
    first = kinds.index("body")
    last = len(kinds) - 1 - kinds[::-1].index("body")
    head = labels.title if labels.title is not None else first
    if outlet is None and labels.outlet is None:
        labels.outlet = _outlet(labels, title, last)
    names = _names(outlet or labels.outlet)
    for index in range(head + 1, first):
        if kinds[index] in ("subtitle", "other", "caption"):
            _head_line(labels, index, names)
    if not labels.byline:
        _written_by(labels, last + 1)


def _outlet(labels: Labels, title: str | None, last: int) -> str | None:
    texts = [block.text for block in labels.blocks]
    under = texts[last + 1] if last + 1 < len(texts) else ""
    if 1 <= len(under.split()) <= 4 and key_of(under) in _quoted(labels):
        labels.kinds[last + 1] = "outlet"
        return under
    masthead = len(texts) > 1 and sign_of(texts[1], shape_of(texts[1]))
    found = [texts[0]] if masthead and masthead.kind == "navigation" else []
    if title and labels.title is not None:
        parts = re.split(r"\s+[:|–—-]\s+", title)
        found += [parts[0], parts[-1]] if len(parts) > 1 else []
    for name in found:
        if 1 <= len(name.split()) <= 6 and _vouched(labels, name):
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
    keys = [key_of(part) for part in (name, _DASH.split(name)[0])]
    pairs = zip(labels.blocks, labels.kinds, strict=True)
    rights = [key_of(block.text) for block, kind in pairs if kind == "copyright"]
    quoted = _quoted(labels)
    return any(key and (key in quoted or any(key in text for text in rights)) for key in keys)


def _names(outlet: str | None) -> frozenset[str]:
    """The names that an outlet goes by: whole, each side of a dash, without a word such as نت."""
    if not outlet:
        return frozenset()
    found = {key_of(part) for part in (outlet, *_DASH.split(outlet))}
    words = outlet.split()
    if len(words) == 2 and is_outlet_like(words[1]) and not is_outlet_like(words[0]):
        found.add(key_of(words[0]))
    return frozenset(found - {""})


def _head_line(labels: Labels, index: int, names: frozenset[str]) -> None:
    text = labels.blocks[index].text
    if len(text) <= 120 and _PICTURE.search(text):
        labels.kinds[index] = "caption"
        return
    signed, _, when = text.partition(" | ")
    parts = [part.strip() for part in _DASH.split(signed)]
    if len(text) > 120 or not 2 <= len(parts) <= 3:
        return
    if key_of(parts[0]) in names:
        labels.kinds[index] = "date" if is_date_line(shape_of(when)) else "byline"
        if _is_person(parts[1]) and not labels.byline:
            labels.byline.append(parts[1])
        return
    joined = key_of(parts[1]) in names or is_agency(parts[1])
    if len(parts) == 2 and joined and not labels.dateline and _is_town(labels, parts[0], index):
        labels.kinds[index] = "dateline"
        labels.dateline = parts[0]


@cache
def _given() -> frozenset[str]:
    return frozenset(key_of(next(iter(row.values()))) for row in rows("given_names"))


def _is_person(text: str) -> bool:
    named = is_name_like(text) and key_of(text.split()[0]) in _given()
    return named and not (is_agency(text) or is_place(text) or is_outlet_like(text))


def _is_town(labels: Labels, text: str, index: int) -> bool:
    """A known town, or one word right above the body that its text has as a place would stand."""
    if is_place(text):
        return True
    word = key_of(text)
    if " " in word or len(word) < 4 or word in _given() or labels.kinds[index + 1] != "body":
        return False
    forms = {f"في {word}", f"الي {word}", f"محافظ {word}", f"مدينه {word}", f"من {word}"}
    whole = " ".join(key_of(block.text) for block in labels.blocks)
    return any(f" {form} " in f" {whole} " for form in forms) or f" ب{word} " in whole


def _written_by(labels: Labels, index: int) -> None:
    """A person's name alone between the body and the buttons for sharing."""
    if index + 1 >= len(labels.blocks) or labels.kinds[index + 1] != "share":
        return
    block = labels.blocks[index]
    if block.linked < 0.5 and not block.bullet and _is_person(block.text):
        labels.kinds[index] = "byline"
        labels.byline.append(block.text)
