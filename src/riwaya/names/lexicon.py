"""The lexicons of names, ready for looking up folded words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import cast

import msgspec

from riwaya.arabic import fold_key, tokens
from riwaya.data import Row, rows
from riwaya.records import MentionType

LINKS = frozenset((
    "بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "ام", "عبد", "دي", "دو", "دا", "فان", "فون",
    "دير", "لو", "دل", "ماك", "بو", "ولد",
))  # fmt: skip
BREAKS = frozenset((
    "ان", "انه", "انها", "انهم", "الذي", "التي", "الذين", "خلال", "بعد", "قبل", "امس", "اليوم",
    "غدا", "حيث", "فيما", "بينما", "قال", "قالت", "اكد", "اكدت", "اعلن", "اعلنت", "اضاف", "اضافت",
    "اوضح", "اوضحت", "ذكر", "ذكرت", "افاد", "كان", "كانت", "قد", "لقد", "هو", "هي", "هذا", "هذه",
    "ذلك", "تلك", "لكن", "او", "ثم", "حتي", "منذ", "عند", "عن", "مع", "حول", "اثناء", "وسط",
    "بين", "لم", "لن", "لا", "ما", "كما", "اذا", "عندما", "بينهم", "بينها",
))  # fmt: skip
PREPOSITIONS = frozenset((
    "في", "الي", "لدي", "باسم", "لشؤون", "بشان", "علي", "من", "ل",
))  # fmt: skip
SAYING = frozenset((
    "قال", "قالت", "اكد", "اكدت", "اعلن", "اعلنت", "اضاف", "اضافت", "اوضح", "اوضحت", "ذكر",
    "ذكرت", "افاد", "افادت", "صرح", "صرحت", "اشار", "اشارت", "اعتبر", "اعتبرت", "راي", "رات",
    "نفي", "نفت", "شدد", "شددت", "دعا", "دعت", "حذر", "حذرت", "كشف", "كشفت", "لفت", "لفتت",
    "تابع", "تابعت", "بين", "بينت", "زعم", "يقول", "تقول", "يري", "يضيف", "يؤكد", "اعرب", "عبر",
    "اتهم", "رفض", "انتقد", "نقل", "نشر", "التقي", "استقبل",
))  # fmt: skip
_NO_ARTICLE = frozenset((
    "الذين", "اللذين", "اللتين", "اللواتي", "الان",
))  # fmt: skip
_KNOWN_WORDS = 65_536
_KNOWN_NAMES = 16_384
_PROCLITICS = ("و", "ف", "وب", "ول", "وك", "فب", "فل", "ب", "ل", "ك")


class Entry(msgspec.Struct, frozen=True):
    """A known name: its folded words, the entity, canonical name and type; `weak` needs context."""

    words: tuple[str, ...]
    entity: str
    name: str
    type: MentionType
    weak: bool


class Head(msgspec.Struct, frozen=True):
    """A noun that opens a body's or a place's name."""

    group: str
    type: MentionType
    strict: bool
    definite: bool


class Party(msgspec.Struct, frozen=True):
    """What descriptions may use of a known party, as bare folded words."""

    classes: frozenset[str]
    adjectives: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True):
    """All name lexicons, by folded word."""

    entries: dict[str, tuple[Entry, ...]]
    by_alias: dict[str, Entry]
    heads: dict[str, Head]
    titles: dict[str, str]
    given: dict[str, str]
    family: dict[str, str]
    stops: frozenset[str]
    nisba: dict[str, str]
    parties: dict[str, Party]


@lru_cache(maxsize=_KNOWN_WORDS)
def normal(text: str) -> str:
    """Folded, with the spellings of America and democracy that outlets vary on made one."""
    return fold_key(text).replace("اميرك", "امريك").replace("ديموقراط", "ديمقراط")


@lru_cache(maxsize=_KNOWN_NAMES)
def words(text: str) -> tuple[str, ...]:
    """The normal words and numbers of a name, quotation marks left out."""
    return tuple(normal(token.text) for token in tokens(text) if token.kind != "mark")


@lru_cache(maxsize=_KNOWN_WORDS)
def unclitic(key: str) -> tuple[tuple[int, str], ...]:
    """Readings of a word without its proclitics: letters cut and the rest, the least cut first.

    >>> unclitic("وبدمشق")
    ((0, 'وبدمشق'), (1, 'بدمشق'), (2, 'دمشق'))
    """
    found = [(0, key)]
    found += [
        (len(prefix), key[len(prefix) :])
        for prefix in _PROCLITICS
        if key.startswith(prefix) and len(key) - len(prefix) >= 3
    ]
    found += [
        (0 if prefix == "لل" else 1, "ال" + key[len(prefix) :])
        for prefix in ("لل", "ولل", "فلل")
        if key.startswith(prefix) and len(key) - len(prefix) >= 2
    ]
    return tuple(found)


@cache
def lexicon() -> Lexicon:
    """The lexicons, read once."""
    entries = _entries()
    first: dict[str, list[Entry]] = {}
    for entry in entries:
        first.setdefault(entry.words[0], []).append(entry)
    by_alias: dict[str, Entry] = {}
    for entry in entries:
        by_alias.setdefault(" ".join(entry.words), entry)
    nisba = {normal(row["adjective"]): normal(row["place"]) for row in rows("nisba")}
    return Lexicon(
        entries={
            key: tuple(sorted(found, key=lambda e: -len(e.words))) for key, found in first.items()
        },
        by_alias=by_alias,
        heads={
            normal(row["head"]): Head(
                row["group"],
                cast("MentionType", row["type"]),
                bool(row["strict"]),
                bool(row["definite"]),
            )
            for row in reversed(rows("name_heads"))
        },
        titles={normal(row["head"]): row["kind"] for row in rows("titles")},
        given={normal(row["name"]): row["kind"] for row in rows("given_names")},
        family={
            normal(row["name"]): row["kind"][0] + ("w" if row["weak"] else "")
            for row in rows("family_names")
        },
        stops=frozenset(word for row in rows("name_stops") for word in row["words"].split()),
        nisba=nisba,
        parties={
            row["id"]: Party(_bag(row["classes"]), _bag(row["adjectives"]))
            for row in rows("parties")
        },
    )


def _bag(cell: str) -> frozenset[str]:
    return frozenset(normal(word) for word in cell.split("|") if word)


def _entries() -> list[Entry]:
    found: list[Entry] = []
    for row in rows("parties"):
        media = bool({"وكالة", "قناة"} & set(row["classes"].split("|")))
        for key in _forms(row):
            weak = media and len(key) == 1 and (len(key[0]) <= 3 or key[0].startswith("ال"))
            found.append(Entry(key, row["id"], row["name"], cast("MentionType", row["type"]), weak))
    for row in rows("places"):
        found.extend(
            Entry(
                key,
                "LOC:" + " ".join(words(row["name"])),
                row["name"],
                cast("MentionType", row["type"]),
                bool(row["weak"]),
            )
            for key in _forms(row)
        )
    for row in rows("name_known"):
        found.extend(
            Entry(key, person_id(row["name"]), row["name"], "PER", weak=False)
            for key in _forms(row)
        )
    return found


def _forms(row: Row) -> list[tuple[str, ...]]:
    return [key for alias in (row["name"], *row["aliases"].split("|")) if (key := words(alias))]


def person_id(name: str) -> str:
    """The entity of a person, from the fullest name."""
    return "PER:" + " ".join(words(name))


@lru_cache(maxsize=_KNOWN_WORDS)
def origin(key: str) -> str | None:
    """The bare masculine adjective of origin behind a folded word, if it is one.

    >>> origin("الروسيه"), origin("القديمه")
    ('روسي', None)
    """
    stem = key.removeprefix("و").removeprefix("ال") if key.startswith("وال") else key
    stem = stem.removeprefix("ال")
    for cut in (
        stem,
        stem.removesuffix("ه"),
        stem.removesuffix("ون"),
        stem.removesuffix("ين"),
        stem.removesuffix("ون") + "ي",
        stem.removesuffix("ين") + "ي",
    ):
        if cut in lexicon().nisba:
            return cut
    return "كردي" if stem in ("اكراد", "كرد") else None


def definite(key: str) -> bool:
    """Whether a folded word has the article (إلى and الذي begin like it).

    >>> definite("الجيش"), definite("الي")
    (True, False)
    """
    return key.startswith("ال") and len(key) > 4 and key not in BREAKS and key not in _NO_ARTICLE


@lru_cache(maxsize=_KNOWN_WORDS)
def is_common(key: str) -> bool:
    """Whether a folded word is an ordinary word of the language, as far as the lexicon knows."""
    stops = lexicon().stops
    if key in stops or len(key) < 2:
        return True
    for _, rest in unclitic(key):
        if rest in stops or (rest.removeprefix("ال") in stops and len(rest) > 4):
            return True
    for suffix in ("ها", "هم", "ه", "نا", "هما"):
        if key.endswith(suffix) and len(key) - len(suffix) >= 3 and key[: -len(suffix)] in stops:
            return True
    return False
