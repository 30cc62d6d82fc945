"""One line that signs an article: who wrote, edited and supplied it, where from and for whom.

Such lines join names, labels, places, outlets, dates and counters in any order (`المنامة - نورة
المنصوري وخليفة بوهزاع 23 مايو 2020`). Dates and counters are taken out, labels say what the names
behind them are, and what is left is told by the tables of agencies, places and given names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_agency, is_outlet_like
from riwaya.extract.masthead import is_masthead
from riwaya.extract.names import (
    given_names,
    is_initials,
    is_person,
    labelled_name,
    nobodies,
    signed_name,
)
from riwaya.extract.names import rest_is_masthead as _tells_nothing
from riwaya.extract.outlet_names import cleaned
from riwaya.extract.parts import Part, names_of, parts_of, without_dates
from riwaya.extract.towns import is_known_place

_MOST_CHARS = 200
_MOST_LABELLED, _MOST_NAMES = 6, 8
_MOST_PLACES, _BETWEEN_PLACES = 3, 3
_PHOTO = re.compile(r"\s{0,2}/\s{0,2}")
_QUOTES = "\"«»“”'{}"
_BEFORE_PHOTO = " |©-0123456789"
_QUOTED = re.compile(rf"\s*[{re.escape(_QUOTES)}]\s*([^{re.escape(_QUOTES)}]{{2,60}})")
_COUNT = re.compile(r"^[\d٬,.]+\s+")
_BALANCED = re.compile(r"\([^()]{1,30}\)$")
_FROM = re.compile(r"^(?:من|في)\s+(?=[^\W\d_]+(?:\s[^\W\d_]+)?$)")
_LETTERS = 3
_HANDLE = re.compile(r"\s?\(?\s?@")


class Signature(msgspec.Struct):
    """What a line says. `unread` counts the words that no table knows, `doubtful` has them;
    `pending` is the role of a label without a name behind it; `headed` tells that a label for who
    wrote opens the line, `labelled` that one for who supplied the text stands there, `dated` that
    a day does; `initials` stand without a label; `prepared` has who prepared the text for another
    desk."""

    byline: list[str] = []
    editor: list[str] = []
    prepared: list[str] = []
    credit: list[str] = []
    dateline: str | None = None
    outlet: str | None = None
    section: str | None = None
    pending: str | None = None
    headed: bool = False
    dated: bool = False
    labelled: bool = False
    unread: int = 0
    doubtful: list[str] = []
    places: list[str] = []
    initials: list[str] = []

    @property
    def supplied(self) -> list[str]:
        """Who supplied the text: beside a place the outlet itself too (`شفشاون – زليج بريس`)."""
        own = [self.outlet] if self.outlet and self.places else []
        return [*self.credit, *own]

    @property
    def told(self) -> bool:
        """Whether the line signs anything."""
        names = self.byline or self.editor or self.credit or self.prepared
        return bool(names or self.dateline or self.outlet or self.section or self.pending)


@cache
def _own_work() -> frozenset[str]:
    """What stands where an agency would and says that there is none (خاص)."""
    return frozenset(
        key_of(row["text"])
        for row in rows("credits")
        if row["match"] == "agency" and row["role"] == "skip"
    )


@cache
def _suppliers() -> frozenset[str]:
    """Folded names of those who supply news beside agencies (المكتب الإعلامي)."""
    return frozenset(key_of(row["text"]) for row in rows("signs") if row["match"] == "supplier")


@cache
def _desks() -> frozenset[str]:
    """Words behind a name that prepared the text for another desk and did not write it."""
    return frozenset(row["text"] for row in rows("signs") if row["match"] == "desk")


@cache
def picture_words() -> frozenset[str]:
    """Folded words that only a line about a picture has (أرشيف, أرشيفية)."""
    return frozenset(key_of(row["text"]) for row in rows("masthead") if float(row["worth"]) >= 5)


def read_signature(
    text: str, outlets: frozenset[str] = frozenset(), authors: frozenset[str] = frozenset(),
    pending: str | None = None,
) -> Signature:  # fmt: skip
    """What a line of up to 200 characters signs. `outlets` and `authors` are folded names that the
    page is known to have; `pending` is the role of a label on the line before.

    >>> read_signature("28/11/2018 كتب: بدر الصانع 12,408").byline
    ['بدر الصانع']
    >>> found = read_signature("بيروت - هالة ناصر وسامر الحلو")
    >>> found.dateline, found.byline
    ('بيروت', ['هالة ناصر', 'سامر الحلو'])
    """
    found = Signature()
    if len(text) > _MOST_CHARS:
        found.unread = len(text.split())
        return found
    bare, found.dated = without_dates(text)
    for number, part in enumerate(parts_of(bare, pending)):
        found.headed = found.headed or (number == 0 and part.role == "byline")
        _read(found, part, outlets, authors)
    found.byline = _whole(found.byline)
    found.credit = _once(found.credit)
    _take_initials(found)
    _drop_picture(found, text)
    found.byline = [name for name in found.byline if not _HANDLE.match(text.partition(name)[2])]
    found.dateline = _one_slice(text, found.places)
    return found


def _read(found: Signature, part: Part, outlets: frozenset[str], authors: frozenset[str]) -> None:
    names = names_of(part.text, given_names())
    found.labelled = found.labelled or part.role == "credit"
    if part.role in (None, "also"):
        for name in names:
            person = signed_name(name)[0] if part.role == "also" else None
            if person is not None:
                found.byline.append(person)
            else:
                _unlabelled(found, name, outlets, authors)
    elif not names:
        found.pending = part.role
    elif part.role == "section":
        found.section = names[0] if found.section is None else found.section
    elif part.role == "credit":
        for name in names[:_MOST_NAMES]:
            _supplied(found, name, outlets, sure=part.sure)
    elif part.role != "skip":
        for name in names[:_MOST_NAMES]:
            _written(found, part, name)


def _take_initials(found: Signature) -> None:
    """Beside a known agency, three letters are another (`د ب أ، ك ن أ`)."""
    for name in found.initials if found.credit else ():
        if sum(map(str.isalpha, name)) == _LETTERS:
            found.credit.append(name)
    found.initials = [name for name in found.initials if name not in found.credit]


def _whole(names: Sequence[str]) -> list[str]:
    """The names without those that are the beginning of another."""
    return [
        name
        for name in dict.fromkeys(names)
        if not any(other.startswith(f"{name} ") for other in names)
    ]


def _once(names: Sequence[str]) -> list[str]:
    return list({key_of(name): name for name in reversed(names)}.values())[::-1]


def _drop_picture(found: Signature, text: str) -> None:
    """A supplier with a photographer behind it, or in a line with a word for pictures, is the
    picture's."""
    if not found.credit or found.labelled:
        return
    pictured = any(key_of(word) in picture_words() for word in text.split())
    pairs = ((credit, name) for credit in found.credit for name in found.byline)
    shot = [name for credit, name in pairs if _joined(text, credit, name)]
    if pictured or shot:
        found.credit = []
        found.byline = [name for name in found.byline if name not in shot]


def _joined(text: str, credit: str, name: str) -> bool:
    before, _, behind = text.partition(credit)
    match = _PHOTO.match(behind)
    if match is None or before.strip(_BEFORE_PHOTO):
        return False
    return behind[match.end() :].startswith(name)


def _one_slice(text: str, places: Sequence[str]) -> str | None:
    """The places of a dateline as the line has them: `عمان / بغداد`."""
    if not places:
        return None
    start = text.find(places[0])
    end = start + len(places[0])
    for place in places[1:_MOST_PLACES]:
        at = text.find(place, end)
        if not 0 < at - end <= _BETWEEN_PLACES:
            break
        end = at + len(place)
    if text.count("(", start, end) > text.count(")", start, end):
        end = text.find(")", end) + 1 or end
    return text[start:end]


def _written(found: Signature, part: Part, name: str) -> None:
    """A name behind a label for who wrote or edited; what follows it may be a town."""
    target = found.byline if part.role == "byline" else found.editor
    if is_agency(name):
        found.credit.append(name)
        return
    whole, rest = labelled_name(name, sure=part.sure)
    if whole is None:
        known = is_known_place(name) and name[0] not in _QUOTES
        found.places += [name] if known else []
        found.unread += 0 if known or key_of(name) in nobodies() else len(name.split())
        return
    if rest.split(" ")[0] in _desks():
        found.prepared.append(whole)
        return
    target.append(whole)
    if is_known_place(rest):
        found.places.append(rest)
    elif not part.sure and not _tells_nothing(rest):
        found.unread += len(rest.split())


def _supplied(found: Signature, name: str, outlets: frozenset[str], *, sure: bool) -> None:
    """A name behind a label for who supplied the text."""
    quoted = _QUOTED.match(name)
    name = quoted[1] if quoted is not None else name
    name = name.strip(f"{_QUOTES} ") if _BALANCED.search(name) else name.strip(f"{_QUOTES} ()")
    key = key_of(name)
    if not key or key in nobodies() or key in _own_work():
        return
    words = name.split()
    heads = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    agency = next((head for head in heads if is_agency(head)), None)
    if agency is not None:
        found.credit += [] if key_of(agency) in _own_work() else [agency]
        return
    known = quoted is not None or key in outlets or (is_outlet_like(words[0]) and len(words) <= 4)
    plain = not any(map(str.isdigit, name)) and not set("():") & set(_BALANCED.sub("", name))
    if is_known_place(name):
        found.places.append(name)
    elif found.places and is_person(name):
        # `المصدر: دبي - سامر الحلو`: the writer, and where from.
        found.byline.append(name)
    elif plain and len(words) <= _MOST_LABELLED and (known or (sure and not _is_mixed(words))):
        found.credit.append(name)
    else:
        found.unread += len(words)


def _is_mixed(words: Sequence[str]) -> bool:
    """Whether a name goes on in another script: what a dump has run into it."""
    letters = [char for word in words for char in word if char.isalpha()]
    return len({char.isascii() for char in letters}) > 1


def _unlabelled(
    found: Signature, name: str, outlets: frozenset[str], authors: frozenset[str]
) -> None:
    bare = _COUNT.sub("", name.strip(f"{_QUOTES} "))
    first, _, rest = bare.partition(" ")
    bare = rest if key_of(rest) in outlets and key_of(first) in _own_work() else bare
    key = key_of(bare)
    if not key or key in nobodies() or key in _own_work():
        return
    quoted = name.strip()[0] in _QUOTES
    person, rest = (bare, "") if key in authors else signed_name(bare)
    if is_agency(bare) or key in _suppliers():
        found.credit.append(bare)
    elif key in outlets:
        found.outlet = found.outlet or bare
    elif is_outlet_like(bare):
        _published(found, bare)
    elif is_known_place(bare) and not quoted:
        found.places.append(bare)
    elif is_initials(bare):
        found.initials.append(bare)
    elif person is not None and (place := _place_behind(rest)):
        found.byline.append(person)
        _placed(found, place)
    elif person is not None and _tells_nothing(rest):
        found.byline.append(person)
    elif not is_masthead(bare):
        found.unread += len(bare.split())
        found.doubtful.append(bare)


def _place_behind(rest: str) -> str:
    """The place that follows a name, alone or behind a preposition (`سامر الحلو من بيروت`)."""
    bare = _FROM.sub("", rest)
    return bare if bare and (bare != rest or is_known_place(bare)) else ""


def _placed(found: Signature, place: str) -> None:
    """Take a place in; one that no table has is in doubt."""
    if is_known_place(place):
        found.places.append(place)
    else:
        found.unread += len(place.split())
        found.doubtful.append(place)


def _published(found: Signature, text: str) -> None:
    """The outlet in a text with a word that outlets are named with, and the town behind it."""
    name = cleaned(text)
    if name is None or not is_outlet_like(name):
        found.unread += len(text.split())
        return
    found.outlet = found.outlet or name
    behind = text.partition(name)[2].strip()
    if is_known_place(behind):
        found.places.append(behind)


__all__ = (
    "Signature",
    "is_known_place",
    "is_person",
    "nobodies",
    "picture_words",
    "read_signature",
)
