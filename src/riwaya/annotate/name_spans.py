"""The names of a paragraph: what the tagger marks, settled with what the rules know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from riwaya.annotate.name_bodies import Found, head_at, known_at
from riwaya.annotate.name_edges import bare, is_address, is_title
from riwaya.annotate.name_features import is_ali, word_features
from riwaya.annotate.name_people import title_at
from riwaya.annotate.tagger import tag
from riwaya.arabic import Token
from riwaya.names.lexicon import SAYING, is_common, lexicon, unclitic
from riwaya.records import MentionType

_TYPES: Final = MappingProxyType[str, MentionType]({"PERS": "PER", "LOC": "GPE", "ORG": "ORG"})
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_BODIES = frozenset(("ORG", "GROUP"))
_NO_NAME = frozenset(("ان", "بان", "انه", "بانه", "انها", "بانها", "الذي", "التي", "في", "علي"))
_FULL = 2
_JOINS = frozenset(("بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "عبد", "ولد", "فان", "دي"))
_PARTICLES = ("و", "ف", "ب", "ل", "ك")


def settled(line: Sequence[Token], rules: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The names of a paragraph, in order, none overlapping, and the places inside the names of
    bodies (the country in حكومة كوريا الجنوبية). A name that a lexicon knows stands against a
    shorter one of the tagger; else the tagger's spans are taken, with the rules' finer type where
    they have the same name."""
    tags = tag(line, rules)
    firm = [rule for rule in rules if _is_firm(tags, rule)]
    taken: list[Found] = []
    inner: list[Found] = []
    whole = [rule for rule in rules if rule.whole]
    for one in (_rest(_whole(one, rules, line), whole) for one in _marked(line, tags)):
        against = [
            rule for rule in firm
            if _overlap(one, rule) and (rule.whole or not _holds(one, rule))
        ]  # fmt: skip
        if not against:
            taken.append(one)
        elif one.type in _PLACES and all(rule.type in _BODIES for rule in against):
            inner.append(_refined(line, one, rules))
    sure = [*firm, *(one for one in rules if _is_whole_name(line, one) or _is_headed(line, one))]
    taken += [rule for rule in sure if not any(_overlap(one, rule) for one in taken)]
    outer = sorted((_refined(line, one, rules) for one in taken), key=lambda one: one.first)
    return outer, list(_inner(line, outer, inner))


def _inner(
    line: Sequence[Token], outer: Sequence[Found], marked: Sequence[Found]
) -> Iterator[Found]:
    """The places inside the names of bodies, in order: those marked, and known ones on which the
    word before depends (شرطة تلعفر, but not السفارة السعودية)."""
    for name in outer:
        if name.type not in _BODIES or name.entity is not None or name.whole:
            continue
        opens = known_at(line, name.first)
        at = opens[0].last if opens is not None else name.first + 1
        while at < name.last:
            found = next((one for one in marked if one.first == at and _holds(name, one)), None)
            found = found or _dependent(line, at)
            if found is None or found.last > name.last:
                at += 1
                continue
            if found.type in _PLACES:
                yield found
            at = found.last


def _dependent(line: Sequence[Token], at: int) -> Found | None:
    """The known name at a word that stands in construct behind the one before."""
    if line[at - 1].key.startswith("ال"):
        return None
    known = known_at(line, at)
    if known is None or known[1].weak or known[0].cut:
        return None
    return known[0]


def _whole(found: Found, rules: Sequence[Found], line: Sequence[Token]) -> Found:
    """A person's name with the links that the rules find behind it: مبارك بن بنيه الخرينج."""
    for rule in rules:
        ali = found.last < len(line) and is_ali(line[found.last])
        if found.type == rule.type == "PER" and ali and rule.last == found.last + 1:
            return Found(found.first, rule.last, 0, "PER")
        longer = rule.first == found.first and rule.last > found.last
        if found.type == rule.type == "PER" and longer:
            rest = line[found.last - 1 : rule.last]
            if any(token.key in _JOINS for token in rest):
                return Found(found.first, rule.last, 0, "PER")
    return found


def _rest(found: Found, whole: Sequence[Found]) -> Found:
    """A person's name without the end of a body's name: جامعة الملك سعود | بدران العمر."""
    for rule in whole:
        if found.type == "PER" and rule.first < found.first < rule.last < found.last:
            return Found(rule.last, found.last, 0, "PER")
    return found


def _is_firm(tags: Sequence[str], rule: Found) -> bool:
    """Whether a rule's name stands against the tagger: a known one, but for a place in the name of
    something else (كأس آسيا), and a body that its head noun opens."""
    if rule.entity is None:
        return rule.whole or rule.type in _BODIES
    return not (rule.type in _PLACES and _is_other(tags, rule))


def _is_whole_name(line: Sequence[Token], rule: Found) -> bool:
    """Whether a person that the rules find has a given name, no common word, and another: the
    tagger need not see it."""
    if rule.type != "PER" or rule.last - rule.first < _FULL or rule.entity is not None:
        return False
    first = line[rule.first].key
    keys = [first] if not rule.cut else [key for cut, key in unclitic(first) if cut == rule.cut]
    return any(lexicon().given.get(key) == "arabic" for key in keys)


def _is_headed(line: Sequence[Token], rule: Found) -> bool:
    """Whether a noun says that an unknown word is the name of a place: ميناء الصفصافة, قرية كذا."""
    if rule.type not in _PLACES or rule.entity is not None:
        return False
    fac = rule.type == "FAC"
    name, at = line[rule.first + fac].key, rule.first - (not fac)
    head = head_at(line, at) if at >= 0 else None
    if head is None or head[1].group != "place" or head[2] or name in _NO_NAME | _JOINS:
        return False
    return name.startswith("ال") or not head[1].strict


def _is_other(tags: Sequence[str], rule: Found) -> bool:
    return any(tags[index].endswith("MISC") for index in range(rule.first, rule.last))


def _overlap(a: Found, b: Found) -> bool:
    return a.first < b.last and b.first < a.last


def _holds(a: Found, b: Found) -> bool:
    return a.first <= b.first and b.last <= a.last


def _marked(line: Sequence[Token], tags: Sequence[str]) -> Iterator[Found]:
    """The spans that the tags mark, without marks at their ends."""
    first = 0
    while first < len(tags):
        label = tags[first]
        last = first + 1
        while last < len(tags) and label != "O" and tags[last] == f"I-{label[2:]}":
            last += 1
        if label != "O" and label[2:] in _TYPES:
            begin, end = first, last
            while begin < end and line[begin].kind == "mark":
                begin += 1
            while end > begin and line[end - 1].kind == "mark" and line[end - 1].text not in ")»":
                end -= 1
            if label == "B-PERS":
                begin, end = bare(line, begin, end)
                end = begin if is_address(line, begin, end) else end
            while end > begin + 1 and _is_no_name(line[end - 1]):
                end -= 1
            if label == "B-PERS" and end > begin + 1 and _is_office(line, end - 1):
                end -= 1
            cut = _second_head(line, begin, end) if label[2:] == "ORG" else end
            for start, stop in ((begin, cut), (cut, end)):
                if start < stop and not _is_word(line, start, stop, label[2:]):
                    yield Found(start, stop, 0, _TYPES[label[2:]])
        first = last


def _is_no_name(token: Token) -> bool:
    """Whether a small word ends a name; علي is one unless it is written على."""
    return token.key in _NO_NAME and not is_ali(token)


def _is_office(line: Sequence[Token], index: int) -> bool:
    """Whether the last word of a name is an office of somebody else (اتهم بيركو الوزير), and no
    family name, which a given name precedes (خليل الوزير)."""
    return is_title(line, index) and line[index - 1].key not in lexicon().given


def _second_head(line: Sequence[Token], begin: int, end: int) -> int:
    """Where another body begins inside a span: a head noun behind a definite word, which nothing
    can follow in construct (وحدات الحماية الكردية | تنظيم داعش); `end` if nowhere."""
    for index in range(begin + 2, end - 1):
        head = head_at(line, index)
        opens = head is not None and not head[0] and not head[2] and head[1].group == "org"
        if opens and line[index - 1].key.startswith("ال"):
            return index
    return end


def _is_word(line: Sequence[Token], begin: int, end: int, label: str) -> bool:
    """Whether what is marked is only a common word (مشهد, برقية, ممرض)."""
    key = line[begin].key
    if label == "LOC":
        return is_common(key)
    lone = label == "PERS" and end == begin + 1 and key not in lexicon().given
    return lone and (key in lexicon().stops or key.removeprefix("ال") in lexicon().titles)


def _refined(line: Sequence[Token], found: Found, rules: Sequence[Found]) -> Found:
    """The name with the finer type of a rule's, and without the particle written on to it."""
    if found.entity is not None:
        return found
    same = next((rule for rule in rules if _is_same(line, rule, found)), None)
    if same is not None and _alike(same.type, found.type):
        return same
    head = head_at(line, found.first)
    kind = head[1].type if head is not None and _alike(head[1].type, found.type) else found.type
    return Found(found.first, found.last, _particle(line, found), kind)


def _is_same(line: Sequence[Token], rule: Found, found: Found) -> bool:
    """Whether two spans are one but for marks at their ends."""
    words = {index for index in range(found.first, found.last) if line[index].kind != "mark"}
    return words == {i for i in range(rule.first, rule.last) if line[i].kind != "mark"}


def _alike(a: MentionType, b: MentionType) -> bool:
    return a == b or {a, b} <= _PLACES or {a, b} <= _BODIES


def _particle(line: Sequence[Token], found: Found) -> int:
    """How many letters of the first word are a particle: where the word as it stands is unknown
    and the rest is known, or begins with the article."""
    key = line[found.first].key
    if not key.startswith(_PARTICLES) or _is_known(key):
        return 0
    if found.type == "PER" and key[0] != "و" and _is_subject(line, found.first):
        return 0
    for cut, rest in unclitic(key):
        family = rest in lexicon().family or found.type != "PER"
        if cut and ((rest.startswith("ال") and family) or _is_known(rest)):
            return cut
    return 1 if key[0] == "و" and len(key) > 4 and not is_common(key) else 0


def _is_subject(line: Sequence[Token], first: int) -> bool:
    """Whether a name stands where no preposition can be: behind a title, a comma, a verb of
    saying."""
    if first == 0:
        return False
    before = line[first - 1]
    return before.text in "،,:" or before.key in SAYING or title_at(line, first - 1) is not None


def _is_known(key: str) -> bool:
    """Whether a word, as it stands, is a name or opens one."""
    lists = lexicon()
    if key in lists.given or key in lists.entries or key in lists.heads:
        return True
    return any(one in ("Zb", "Zs", "Zf") for one in _flags(key))


def _flags(key: str) -> list[str]:
    return [flag.removeprefix("f=") for flag in word_features(key).own if flag.startswith("f=Z")]


__all__ = ("settled",)
