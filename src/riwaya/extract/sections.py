"""The section that an article stands in, and its tags: what the page shows, else its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_date_line
from riwaya.extract.roles import Labels

_CRUMB = re.compile(r"\s*[»>›/\\|«‹←→\u00bb]+\s*|\s+[-–]\s+")
_HOME = frozenset(("الرئيسيه", "الصفحه الرئيسيه", "home", "الصفحه الاولي", "البدايه", "اهلا"))
_MOST_WORDS, _MOST_TAG_WORDS = 5, 6
_KICKER_LINES = 3
_MOST_STEPS = 5
_TAG_LINES = 4
_MOST_TAGS = 30
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LIST = re.compile(r"\s*[،,;؛|#•\n]+\s*")
_SEPARATE = " #،,:|•-"


def section_of(labels: Labels, given: Sequence[str], title: str | None) -> str | None:
    """The section as the page shows it over the headline (the end of a trail such as `الرئيسية »
    محليات`, or a short link right above), else the first of `given` that is Arabic."""
    shown = _trail(labels, key_of(title or "")) or _kicker(labels)
    return shown or next((name for name in given if _ARABIC.search(name)), None)


def _trail(labels: Labels, title: str) -> str | None:
    """The last step of the trail that leads from the home page to the headline."""
    end = labels.title if labels.title is not None else 0
    for index in range(end - 1, -1, -1):
        steps = [step.strip() for step in _CRUMB.split(labels.blocks[index].text) if step.strip()]
        homes = [key_of(step) in _HOME for step in steps]
        if not any(homes[:1]) or labels.lines[index].shape.length > 40:
            continue
        if len(steps) == 1 and end - index <= _MOST_STEPS:
            steps += [block.text for block in labels.blocks[index + 1 : end][:_KICKER_LINES]]
        if len(steps) == 1:
            continue
        kept = [step for step in steps[1:] if _is_section(step, title)]
        return kept[-1] if kept and len(steps) <= 2 * _KICKER_LINES else None
    return None


def _is_section(text: str, title: str) -> bool:
    key = key_of(text)
    return bool(key) and len(key.split()) <= _MOST_WORDS and not (key in title or key.isdigit())


def _kicker(labels: Labels) -> str | None:
    if labels.title is None:
        return None
    for index in range(labels.title - 1, max(-1, labels.title - 1 - _KICKER_LINES), -1):
        line = labels.lines[index]
        short = 1 <= line.shape.length <= _MOST_WORDS - 1 and not is_date_line(line.shape)
        chained = bool(set(line.block.chain[-1:]) & set(labels.blocks[labels.title].chain))
        if short and chained and _ARABIC.search(line.block.text):
            return line.block.text.strip(_SEPARATE)
    return None


def tags_of(labels: Labels, given: Sequence[str]) -> tuple[str, ...]:
    """The tags shown right under the text, else those of the metadata, each once."""
    shown = _shown(labels)
    found = shown or [tag for text in given for tag in _LIST.split(text)]
    tags = (tag.strip(_SEPARATE) for tag in found)
    kept = dict.fromkeys(tag for tag in tags if 1 <= len(tag.split()) <= _MOST_TAG_WORDS)
    return tuple(kept)[:_MOST_TAGS]


def _shown(labels: Labels) -> list[str]:
    last = len(labels.kinds) - 1 - labels.kinds[::-1].index("body")
    found: list[str] = []
    for index in range(last + 1, len(labels.blocks)):
        line, kind = labels.lines[index], labels.kinds[index]
        headed = line.sign is not None and line.sign.opens
        if kind == "tags" and not headed:
            found += _split(line.block.text)
        elif kind == "other" and line.block.linked > 0.9 and line.shape.length <= _MOST_WORDS - 1:
            found.append(line.block.text)
        elif found or index > last + 1 + _TAG_LINES:
            break
    links = [index for index in found if index]
    return links if len(links) > 1 or "tags" in labels.kinds[last + 1 :] else []


def _split(text: str) -> list[str]:
    head, colon, rest = text.partition(":")
    bare = rest if colon and len(head.split()) <= 3 else text
    return [tag for tag in _LIST.split(bare) if tag.strip(_SEPARATE)]
