"""Names in a body: people, bodies, groups and places, joined to one entity per referent.

Rules over lexicons find what is known and what stands beside an office, a head noun or a verb of
saying; the tagger sees the rest (`settled`). Later short forms are joined to the full one. Where
two referents fit, a form is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice

from riwaya.annotate.coref import resolve
from riwaya.annotate.name_after import heads as named_heads
from riwaya.annotate.name_after import named_after
from riwaya.annotate.name_bodies import Found, body_at, known_at
from riwaya.annotate.name_joins import as_written, class_nouns, shorter_bodies
from riwaya.annotate.name_people import given, said, title_at, titled
from riwaya.annotate.name_spans import settled
from riwaya.annotate.people import People
from riwaya.arabic import Token, tokens
from riwaya.arabic.quotes import MARKS
from riwaya.arabic.variants import bones
from riwaya.limits import MENTIONS
from riwaya.names.lexicon import (
    LINKS,
    SAYING,
    is_common,
    lexicon,
    normal,
    unclitic,
    words,
)
from riwaya.records import Mention, MentionType, Span

__all__ = ["canonical", "find_names", "resolve"]

_KNOWN_WORDS = 65_536


def canonical(name: str) -> str | None:
    """The id of the known party that `name` is a form of, None for any other name.

    >>> canonical("قسد") == canonical('قوات "سوريا الديمقراطية"') == "sdf"
    True
    """
    entry = lexicon().by_alias.get(" ".join(words(name)))
    return entry.entity if entry is not None and entry.entity in lexicon().parties else None


def find_names(body: str, paragraphs: Sequence[Span]) -> tuple[Mention, ...]:
    """The names in the paragraphs of `body`, by start, outer before inner; none overlap but for a
    place inside the name of a body. Offsets are code points of `body` and `text` is its slice. At
    most `limits.MENTIONS` of them.

    >>> body = "قال وزير الري السوري سامر قرنفل إن مدينة الرقة آمنة. وأضاف قرنفل أنه سيزورها."
    >>> [(m.text, m.type, m.name) for m in find_names(body, [Span(start=0, end=len(body))])]
    [('سامر قرنفل', 'PER', 'سامر قرنفل'), ('الرقة', 'GPE', 'الرقة'), ('قرنفل', 'PER', 'سامر قرنفل')]
    """
    lines = [tokens(body, span.start, span.end) for span in paragraphs]
    both = [settled(line, scan(line)) for line in lines]
    found = [names for names, _ in both]
    people = People()
    named = ((line, name) for line, names in zip(lines, found, strict=True) for name in names)
    mentions = [_mention(body, line, name, people) for line, name in islice(named, MENTIONS)]
    found = [
        [name for name in names if not _is_short(line, name, people)]
        for line, names in zip(lines, found, strict=True)
    ]
    kept = {
        line[name.first].start + name.cut
        for line, names in zip(lines, found, strict=True)
        for name in names
    }
    mentions = [mention for mention in mentions if mention.start in kept]
    aliases = shorter_bodies(mentions)
    for line, names in zip(lines, found, strict=True):
        mentions.extend(_short_forms(body, line, names, people))
    mentions = [
        people.settle(aliases.get(mention.entity or "", mention), mention) for mention in mentions
    ]
    mentions.extend(class_nouns(body, lines, mentions))
    for line, (_, places) in zip(lines, both, strict=True):
        mentions.extend(_mention(body, line, place, people) for place in places)
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return as_written(mentions[:MENTIONS])


def outermost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that stand in no other one; `mentions` by start, outer before inner.

    >>> body = "قالت حكومة كوريا الجنوبية إن الاتفاق قائم."
    >>> names = find_names(body, [Span(start=0, end=len(body))])
    >>> [m.text for m in names], [m.text for m in outermost(names)]
    (['حكومة كوريا الجنوبية', 'كوريا الجنوبية'], ['حكومة كوريا الجنوبية'])
    """
    found: list[Mention] = []
    for mention in mentions:
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return tuple(found)


def _is_short(line: Sequence[Token], name: Found, people: People) -> bool:
    """Whether what looks like an unknown place of one word is a family name of the article."""
    if name.type != "GPE" or name.entity is not None or name.last - name.first != 1:
        return False
    return any(people.short(key) is not None for _, key in unclitic(line[name.first].key))


def scan(line: Sequence[Token]) -> list[Found]:
    """The names that the rules and lexicons find in a paragraph, in order, none overlapping.

    >>> [(one.first, one.last) for one in scan(tokens("وصل أمس سامر النجار إلى بيروت"))]
    [(2, 4), (5, 6)]
    """
    found: list[Found] = []
    ahead: list[Found] = []
    at = 0
    while at < len(line):
        token = line[at]
        if token.kind != "word" or not (
            _opens(token.text, token.key) or (ahead and any(one.first == at for one in ahead))
        ):
            at += 1
            continue
        body = named_after(line, at)
        if body is not None:
            found.append(body)
            ahead = [person for person in ahead if person.first >= body.last]
            at = body.last
            continue
        for finder in (titled, said):
            person = finder(line, at)
            if person is not None and person not in ahead:
                ahead.append(person)
        best = _best(line, at, ahead)
        if best is None:
            at += 1
            continue
        found.append(best)
        at = best.last
    return found


@lru_cache(maxsize=_KNOWN_WORDS)
def _opens(text: str, key: str) -> bool:
    """Whether any rule can begin at a word; most words begin nothing."""
    if key in SAYING or key.removeprefix("و") in SAYING:
        return True
    entries, openers = lexicon().entries, _openers()
    if any(one in entries for _, one in unclitic(normal(text))):
        return True
    return any(one in openers or one.removeprefix("ال") in openers for _, one in unclitic(key))


@cache
def _openers() -> frozenset[str]:
    lists = lexicon()
    return frozenset().union(lists.given, lists.heads, lists.titles, named_heads())


def _best(line: Sequence[Token], at: int, ahead: list[Found]) -> Found | None:
    known = known_at(line, at)
    options = [
        known[0] if known is not None else None,
        given(line, at),
        body_at(line, at),
        next((person for person in ahead if person.first == at), None),
    ]
    best: Found | None = None
    for option in options:
        if option is None or (best is not None and option.last <= best.last):
            continue
        if any(person.first < option.last and option.first < person.first for person in ahead):
            continue
        best = option
    return best


def _mention(body: str, line: Sequence[Token], found: Found, people: People) -> Mention:
    start, end = line[found.first].start + found.cut, line[found.last - 1].end
    if line[found.last - 1].text not in MARKS and found.last < len(line):
        inner = [t for t in line[found.first : found.last] if t.text in MARKS]
        if len(inner) % 2 and line[found.last].text in MARKS:
            end = line[found.last].end
    text = body[start:end]
    entity, name = found.entity, found.name
    if found.type == "PER":
        name = name or text
        entity = people.entity(name)
    elif entity is None:
        entity, name = _own_entity(text, found.type)
    return Mention(
        start=start, end=end, text=text, type=found.type, entity=entity, name=name or text
    )


def _own_entity(text: str, kind: MentionType) -> tuple[str, str]:
    """The entity of a name that no lexicon has: its words without articles."""
    keys = list(words(text))
    name = text
    if text.startswith("لل"):
        keys[0], name = "ال" + keys[0][2:], "ال" + text[2:]
    if keys[0] in ("الخارجيه", "الداخليه", "الدفاع") and len(keys) > 1:
        name = "وزارة " + name
        keys.insert(0, "وزاره")
    known = lexicon().by_alias.get(" ".join(keys))
    if known is not None:
        return known.entity, known.name
    return kind + ":" + " ".join(key.removeprefix("ال") for key in keys), name


def _short_forms(
    body: str, line: Sequence[Token], names: Sequence[Found], people: People
) -> list[Mention]:
    if not people.names:
        return []
    taken = {index for found in names for index in range(found.first, found.last)}
    mentions: list[Mention] = []
    for index, token in enumerate(line):
        if index in taken or token.kind != "word" or len(token.key) < 3:
            continue
        for cut, key, last, common in _short_readings(token.key):
            person = people.short(key) if last in people.by_last else None
            if person is not None and (not common or _introduced(line, index)):
                start = token.start + cut
                text = body[start : token.end]
                mentions.append(
                    Mention(
                        start=start, end=token.end, text=text, type="PER", entity=f"#{person}",
                        name=token.text,
                    )
                )  # fmt: skip
                break
    return mentions


@lru_cache(maxsize=_KNOWN_WORDS)
def _short_readings(word: str) -> tuple[tuple[int, str, str, bool], ...]:
    """The readings of a word that can be a family name alone: letters cut, the rest, its bones, and
    whether it is a common word."""
    return tuple(
        (cut, key, bones(key), is_common(key))
        for cut, key in unclitic(word)
        if key not in lexicon().given and key not in LINKS
    )


def _introduced(line: Sequence[Token], index: int) -> bool:
    """Whether a common word stands where a person would: after a verb of saying or a title."""
    if index == 0:
        return False
    before = line[index - 1]
    if before.text in MARKS and index > 1:
        before = line[index - 2]
    title = title_at(line, index - 1)
    return before.key.removeprefix("و") in SAYING or (title is not None and title[1])
