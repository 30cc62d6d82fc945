"""Names in a body: people, bodies, groups and places, joined to one entity per referent.

Rules over lexicons, no model. Unknown names are found by what stands beside them (an office, a
head noun, a verb of saying); later short forms are joined to the full one. Where two referents fit,
a form is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from riwaya.annotate.coref import resolve
from riwaya.annotate.name_bodies import Found, body_at, known_at
from riwaya.annotate.name_lexicon import (
    LINKS,
    SAYING,
    is_common,
    lexicon,
    person_id,
    unclitic,
    words,
)
from riwaya.annotate.name_people import given, said, title_at, titled
from riwaya.arabic import Token, tokens
from riwaya.arabic.quotes import MARKS
from riwaya.arabic.variants import name_words, same_name, same_word
from riwaya.limits import MENTIONS
from riwaya.records import Mention, MentionType, Span

__all__ = ["canonical", "find_names", "resolve"]


def canonical(name: str) -> str | None:
    """The id of the known party that `name` is a form of, None for any other name.

    >>> canonical("قسد") == canonical('قوات "سوريا الديمقراطية"') == "sdf"
    True
    """
    entry = lexicon().by_alias.get(" ".join(words(name)))
    return entry.entity if entry is not None and entry.entity in lexicon().parties else None


def find_names(body: str, paragraphs: Sequence[Span]) -> tuple[Mention, ...]:
    """The names in the paragraphs of `body`, by start, none overlapping; offsets are code points
    of `body` and `text` is its slice. At most `limits.MENTIONS` of them.

    >>> body = "قال وزير الري السوري سامر قرنفل إن مدينة الرقة آمنة. وأضاف قرنفل أنه سيزورها."
    >>> [(m.text, m.type, m.name) for m in find_names(body, [Span(start=0, end=len(body))])]
    [('سامر قرنفل', 'PER', 'سامر قرنفل'), ('الرقة', 'GPE', 'الرقة'), ('قرنفل', 'PER', 'سامر قرنفل')]
    """
    lines = [tokens(body, span.start, span.end) for span in paragraphs]
    found = [_scan(line) for line in lines]
    people = _People(body)
    mentions: list[Mention] = []
    for line, names in zip(lines, found, strict=True):
        for name in names:
            mentions.append(_mention(body, line, name, people))
    for line, names in zip(lines, found, strict=True):
        mentions.extend(_short_forms(body, line, names, people))
    mentions.sort(key=lambda mention: mention.start)
    settled = [people.settle(mention) for mention in mentions[:MENTIONS]]
    return _as_written(_join_openings(settled))


def _join_openings(mentions: Sequence[Mention]) -> list[Mention]:
    """A body of two words or more that opens one longer name of the article is that body:
    القيادة العامة, القيادة العامة للجيش."""
    bodies = [m for m in mentions if m.type in ("ORG", "GROUP")]
    longest: dict[tuple[str, ...], set[str]] = {}
    whole: dict[str, Mention] = {}
    for mention in bodies:
        keys = tuple(words(mention.name))
        whole.setdefault(str(mention.entity), mention)
        for size in range(2, len(keys)):
            longest.setdefault(keys[:size], set()).add(str(mention.entity))
    joined = []
    for mention in mentions:
        owners = longest.get(tuple(words(mention.name)), set()) - {str(mention.entity)}
        if mention.type in ("ORG", "GROUP") and len(owners) == 1:
            owner = whole[next(iter(owners))]
            mention = replace(mention, entity=owner.entity, name=owner.name)
        joined.append(mention)
    return joined


def _as_written(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Known parties named by their full name only where the article has it, else by the longest
    form that it uses: البنتاغون stays البنتاغون."""
    forms: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.entity in lexicon().parties:
            forms.setdefault(mention.entity, []).append(mention.text)
    names: dict[str, str] = {}
    for mention in mentions:
        if mention.entity in forms and mention.entity not in names:
            used = forms[mention.entity]
            full = words(mention.name) in [words(form) for form in used]
            names[mention.entity] = mention.name if full else max(map(_plain, used), key=len)
    return tuple(
        replace(mention, name=names[mention.entity]) if mention.entity in names else mention
        for mention in mentions
    )


def _plain(form: str) -> str:
    """A form without quotation marks and without a bracket that repeats it."""
    bare = "".join(" " if character in MARKS else character for character in form.split("(")[0])
    return " ".join(bare.split()) or form


def _scan(line: Sequence[Token]) -> list[Found]:
    found: list[Found] = []
    ahead: list[Found] = []
    at = 0
    while at < len(line):
        if line[at].kind != "word":
            at += 1
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


def _best(line: Sequence[Token], at: int, ahead: list[Found]) -> Found | None:
    known = known_at(line, at)
    options = [known[0] if known is not None else None, given(line, at), body_at(line, at),
               next((person for person in ahead if person.first == at), None)]
    best: Found | None = None
    for option in options:
        if option is None or (best is not None and option.last <= best.last):
            continue
        if any(person.first < option.last and option.first < person.first for person in ahead):
            continue
        best = option
    return best


class _People:
    """The people of one article while it is read: full names, and the entity of each."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.names: list[str] = []
        self.fullest: dict[str, str] = {}
        self.by_last: dict[str, list[int]] = {}

    def entity(self, name: str) -> str:
        parts = name_words(name)
        last = parts[-1]
        same = [index for key, indexes in self.by_last.items() if same_word(key, last)
                for index in indexes if same_name(name, self.names[index])]
        full = [index for index in same if len(name_words(self.names[index])) == len(parts)]
        same = full or same
        if len(same) == 1 or full:
            index = same[0]
            if len(parts) > len(name_words(self.names[index])):
                self.fullest[self.names[index]] = name
            return "#" + self.names[index]
        self.names.append(name)
        self.by_last.setdefault(last, []).append(len(self.names) - 1)
        return "#" + name

    def short(self, key: str) -> str | None:
        """The entity that a lone family name stands for, None where there is none or two."""
        owners = [index for last, indexes in self.by_last.items()
                  if last == key or (len(key) >= 5 and same_word(last, key))
                  for index in indexes]
        return "#" + self.names[owners[0]] if len(owners) == 1 else None

    def settle(self, mention: Mention) -> Mention:
        """The mention with its final entity and name: the known person, else the fullest form."""
        if mention.entity is None or not mention.entity.startswith("#"):
            return mention
        name = mention.entity[1:]
        name = self.fullest.get(name, name)
        known = lexicon().by_alias.get(" ".join(words(name)))
        if known is not None and known.type == "PER":
            name = known.name
        return Mention(start=mention.start, end=mention.end, text=mention.text, type="PER",
                       entity=person_id(name), name=name)


def _mention(body: str, line: Sequence[Token], found: Found, people: _People) -> Mention:
    start, end = line[found.first].start + found.cut, line[found.last - 1].end
    if line[found.last - 1].text not in MARKS and found.last < len(line):
        inner = [t for t in line[found.first:found.last] if t.text in MARKS]
        if len(inner) % 2 and line[found.last].text in MARKS:
            end = line[found.last].end
    text = body[start:end]
    entity, name = found.entity, found.name
    if found.type == "PER":
        name = name or text
        entity = people.entity(name)
    elif entity is None:
        entity, name = _own_entity(text, found.type)
    return Mention(start=start, end=end, text=text, type=found.type, entity=entity,
                   name=name or text)


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
    body: str, line: Sequence[Token], names: Sequence[Found], people: _People
) -> list[Mention]:
    taken = {index for found in names for index in range(found.first, found.last)}
    mentions: list[Mention] = []
    for index, token in enumerate(line):
        if index in taken or token.kind != "word" or len(token.key) < 3:
            continue
        for cut, key in unclitic(token.key):
            if key in lexicon().given or key in LINKS or (
                is_common(key) and not _introduced(line, index)
            ):
                continue
            entity = people.short(key)
            if entity is not None:
                start = token.start + cut
                mentions.append(Mention(start=start, end=token.end, text=body[start:token.end],
                                        type="PER", entity=entity, name=entity[1:]))
                break
    return mentions


def _introduced(line: Sequence[Token], index: int) -> bool:
    """Whether a common word stands where a person would: after a verb of saying or a title."""
    if index == 0:
        return False
    before = line[index - 1]
    if before.text in MARKS and index > 1:
        before = line[index - 2]
    title = title_at(line, index - 1)
    return before.key.removeprefix("و") in SAYING or (title is not None and title[1])
