"""The section that an article stands in, and its tags: what the page shows, else its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_date_line
from riwaya.extract.marked import Marks, tag_labels
from riwaya.extract.masthead import is_masthead
from riwaya.extract.metadata import Metadata
from riwaya.extract.outlet_names import homes, is_media_word, outlet_names
from riwaya.extract.parts import without_dates
from riwaya.extract.roles import Labels
from riwaya.extract.towns import is_known_place, is_wide

_CRUMB = re.compile(r"\s*[»>›/\\|«‹←→\u00bb]+\s*|\s+[-–]\s+")
_MOST_WORDS, _MOST_TAG_WORDS = 5, 6
_KICKER_LINES = 3
_MOST_STEPS = 5
_TAG_LINES = 4
_MOST_TAGS, _MOST_LINE, _FEW_TAGS = 30, 40, 6
_ARABIC = re.compile(r"[\u0621-\u064a]")
_BETWEEN = re.compile(r"[\W_]+")
_MOST_LABEL, _LEAST_TAG = 20, 3
_LIST = re.compile(r"\s*[،,;؛|#•\n]+\s*")
_SEPARATE = " #،,:|•-"


def section_of(labels: Labels, meta: Metadata, title: str | None) -> str | None:
    """The section as the page shows it over the headline (the end of a trail such as `الرئيسية »
    محليات`, a line that names it, or a short link right above), else as its markup gives it."""
    key = key_of(title or "")
    marks = meta.marks
    marked = [step for step in marks.trail[1:] if _is_section(step, key, labels)]
    given = (
        name
        for name in (*meta.sections, marks.current or "")
        if _ARABIC.search(name) and _is_section(name, key, labels)
    )
    return (
        _trail(labels, key) or _narrow(marked) or labels.section
        or _kicker(labels, marks) or next(given, None)
    )  # fmt: skip


def _narrow(steps: Sequence[str]) -> str | None:
    """The last of the steps of a trail that is no country, where another is left."""
    return next((step for step in reversed(steps) if not is_wide(step)), next(iter(steps), None))


def _trail(labels: Labels, title: str) -> str | None:
    """The last step of the trail that leads from the home page to the headline."""
    end = labels.title if labels.title is not None else 0
    own = outlet_names(labels.outlet)
    for index in range(end - 1, -1, -1):
        steps = [step.strip() for step in _CRUMB.split(labels.blocks[index].text) if step.strip()]
        linked = labels.blocks[index].linked > 0
        home = bool(steps) and key_of(steps[0]) in (homes() | own if linked else homes())
        if not home or labels.lines[index].shape.length > 40:
            continue
        if len(steps) == 1 and end - index <= _MOST_STEPS:
            steps += [block.text for block in labels.blocks[index + 1 : end][:_KICKER_LINES]]
        if len(steps) == 1:
            continue
        kept = [step for step in steps[1:] if _is_section(step, title, labels)]
        last = _narrow([step.strip(_SEPARATE) for step in kept])
        return last if len(steps) <= 2 * _KICKER_LINES else None
    return None


def _is_section(text: str, title: str, labels: Labels) -> bool:
    """Whether a step of a trail can be a section: no part of the headline, no issue or page, no
    writer."""
    key = key_of(text)
    fits = bool(key) and len(key.split()) <= _MOST_WORDS and key not in title
    others = homes() | outlet_names(labels.outlet) | {key_of(name) for name in labels.byline}
    return fits and not any(map(str.isdigit, key)) and key not in others


def _kicker(labels: Labels, marks: Marks) -> str | None:
    """The short line or link right above the headline; a country only where no other is."""
    if labels.title is None:
        return None
    found: list[str] = []
    for index in range(labels.title - 1, max(-1, labels.title - 1 - _KICKER_LINES), -1):
        line = labels.lines[index]
        short = 1 <= line.shape.length <= _MOST_WORDS - 1 and not is_date_line(line.shape)
        chained = bool(set(line.block.chain[-1:]) & set(labels.blocks[labels.title].chain))
        if short and chained and _ARABIC.search(line.block.text):
            link = marks.kicker if line.block.linked < 0.9 else None
            part = link is not None and key_of(link) in line.shape.key and key_of(link) != ""
            name = _own_words(link if part and link else line.block.text)
            if key_of(name) in outlet_names(labels.outlet):
                break
            found.append(name)
            if not is_wide(name):
                return name
        elif found:
            break
    return found[0] if found else _beside_date(labels)


def _own_words(text: str) -> str:
    """A text without marks and words in other letters at its ends (`« Retour وطنية`)."""
    words = text.strip(_SEPARATE).split()
    own = [i for i, word in enumerate(words) if _ARABIC.search(word)]
    return " ".join(words[own[0] : own[-1] + 1]).strip(_SEPARATE)


def _beside_date(labels: Labels) -> str | None:
    """The section in the line over the headline that has the date too (`تقارير | 3 أيار 2019`)."""
    index = (labels.title or 0) - 1
    line = labels.lines[max(index, 0)]
    chained = set(line.block.chain[-1:]) & set(labels.blocks[labels.title or 0].chain)
    if index < 0 or not chained or line.shape.length > _MOST_LINE:
        return None
    bare, dated = without_dates(line.block.text)
    parts = [part.strip(_SEPARATE) for part in bare.split("|") if part.strip(_SEPARATE)]
    words = len(parts[0].split()) if dated and len(parts) == 1 else 0
    named = 1 <= words < _MOST_WORDS and not (words > 1 and is_masthead(parts[0]))
    return parts[0] if named and not is_known_place(parts[0]) else None


def tags_of(labels: Labels, meta: Metadata) -> tuple[str, ...]:
    """The tags in a row of links under the text or over it, else those in lines right under it,
    else those of the metadata, each once."""
    found = _linked(labels, meta.marks.tags) or _shown(labels) or _given(labels, meta)
    tags = (tag.strip(_SEPARATE) for tag in found)
    kept = dict.fromkeys(tag for tag in tags if 1 <= len(tag.split()) <= _MOST_TAG_WORDS)
    return tuple(kept)[:_MOST_TAGS]


def _last(labels: Labels) -> int:
    return len(labels.kinds) - 1 - labels.kinds[::-1].index("body")


def _linked(labels: Labels, groups: Sequence[Sequence[str]]) -> Sequence[str]:
    """The row that stands first under the text, else the last one from the headline on."""
    last = _last(labels)
    title = labels.title if labels.title is not None else labels.kinds.index("body")
    under: list[tuple[int, Sequence[str]]] = []
    over: list[tuple[int, Sequence[str]]] = []
    for group in groups:
        keys = {key_of(group[0]), " ".join(key_of(text) for text in group)}
        run = _BETWEEN.sub("", "".join(map(key_of, group)))
        for index in range(title + 1, len(labels.lines)):
            key = labels.lines[index].shape.key
            behind = len(group) > 1 and (
                any(key.endswith(f" {one}") for one in keys) or _runs_into(key, run)
            )
            if (key in keys or behind) and labels.kinds[index] != "body":
                (under if index > last else over).append((index, group))
                break
    if under:
        return min(under, key=lambda one: one[0])[1]
    return max(over, key=lambda one: one[0])[1] if over else ()


def _runs_into(key: str, run: str) -> bool:
    """Whether a folded line is a row of tags without the marks between, behind a word for tags."""
    if not len(run) <= len(key) <= 2 * len(run) + _MOST_LABEL:
        return False
    whole = _BETWEEN.sub("", key)
    return whole.endswith(run) and len(whole) - len(run) <= _MOST_LABEL


def _shown(labels: Labels) -> list[str]:
    last = _last(labels)
    found: list[str] = []
    headed = loose = False
    for index in range(last + 1, len(labels.blocks)):
        line, kind = labels.lines[index], labels.kinds[index]
        opens = line.sign is not None and line.sign.opens
        if kind == "tags" and opens and not headed:
            found, headed = [], True
        elif kind == "tags" and not opens and line.shape.length <= _MOST_LINE:
            found += _split(line.block.text)
        elif kind == "other" and line.block.linked > 0.9 and line.shape.length <= _MOST_WORDS - 1:
            found.append(line.block.text)
            loose = True
        elif found or index > last + 1 + _TAG_LINES:
            break
    links = [text for text in found if not text.strip(" ()").isdigit()]
    if loose and not headed and 2 * _told(labels, map(key_of, links)) < len(links):
        return []
    return links if len(links) > 1 or "tags" in labels.kinds[last + 1 :] else []


def _split(text: str) -> list[str]:
    head, colon, rest = text.partition(":")
    bare = rest if colon and len(head.split()) <= 3 else text
    return [tag for tag in _LIST.split(bare) if key_of(tag) and key_of(tag) not in tag_labels()]


def _given(labels: Labels, meta: Metadata) -> list[str]:
    """The tags of the metadata, unless they are the headline cut into words. Keywords may be the
    site's, on all its pages: they count where most are in the text and none is the outlet's name
    or a word for media."""
    found = _cut(meta.tags or meta.keywords)
    keys = [key_of(tag) for tag in found]
    headline = labels.lines[labels.title].shape.key if labels.title is not None else ""
    if 3 * sum(f" {key} " in f" {headline} " for key in keys) >= 2 * len(keys) > _FEW_TAGS:
        return []
    if meta.tags:
        return found
    own = outlet_names(labels.outlet)
    general = any(key in own or is_media_word(key) for key in keys)
    return [] if general or 2 * _told(labels, keys) < len(keys) else found


def _told(labels: Labels, keys: Iterable[str]) -> int:
    """How many folded tags the headline or the text has."""
    pairs = zip(labels.lines, labels.kinds, strict=True)
    shapes = (line.shape for line, kind in pairs if kind in ("body", "title", "subtitle"))
    text = f" {' '.join([word for shape in shapes for word in shape.words])} "
    return sum(_is_in(key, text) for key in keys if len(key) >= _LEAST_TAG)


def _cut(values: Iterable[str]) -> list[str]:
    return [tag for value in values for tag in _LIST.split(value) if tag.strip(_SEPARATE)]


def _is_in(key: str, text: str) -> bool:
    """Whether a folded tag is in a text, its words in any order and with particles before them."""
    words = key.split()
    return bool(words) and all(f"{word.removeprefix('ال')} " in text for word in words)
