"""Whether two written names are spellings of one name: a false yes is worse than a miss.

Transliterated names vary in vowel letters and in a few consonants (غ ج ق ك, ث ت ط, س ز ص ش);
names with letters that transliteration does not use, and two different Arabic given names
(سالم, سليم), are never joined by that. `same_word` asks for bones that are the same, `alike` for a
small sum of differences in sound (data/sounds.tsv).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from riwaya.arabic.fold import fold_key
from riwaya.data import rows

_CLASSES = str.maketrans("غجقكڤپثطزصش", "ككككفبتتسسس")
_VOWELS = str.maketrans("", "", "اويءئؤ")
_NATIVE = frozenset("حعضظذ")
_HAMZA = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": ""})
_JOIN = re.compile(r"\b(عبد|ابو|ابي|ابا|ام) (?=\S)")
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset(("بن", "ابن", "بنت"))
_DOUBLED = re.compile(r"([^ه])\1+")
_LONG = frozenset("اوي")
_LONGEST = 20
"""Letters of a word that is compared by sound; no name word is longer."""

_INSERTED, _AT_THE_EDGE, _NEVER = 0.5, 1.4, 9.0
_BETWEEN_KNOWN = 0.5
"""What two names that are both known may differ in: روبرت and روبرتو are two."""

_BUDGETS = {
    0: (0.0, 0.0, 0.0, 0.21, 0.41),
    1: (0.0, 0.0, 0.21, 0.21, 0.75, 1.3),
    2: (0.0, 0.21, 0.21, 0.8, 1.3, 1.8),
}
"""By ease, then by the consonants of the word: what two spellings of it may differ in sound."""


@cache
def _given_names() -> frozenset[str]:
    return frozenset(
        fold_key(row["name"]) for row in rows("given_names") if row["kind"].startswith("arabic")
    )


@cache
def _foreign_names() -> frozenset[str]:
    return frozenset(
        fold_key(row["name"]) for row in rows("given_names") if row["kind"].startswith("foreign")
    )


@lru_cache(maxsize=1 << 15)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, with عبد and أبو joined to what they govern and بن left out.

    >>> name_words("عبد الله بن أبي ربيعة")
    ('عبدالله', 'ابوربيعه')
    """
    text = " ".join(_WORD.findall(fold_key(name)))
    text = _JOIN.sub(
        lambda found: "عبد" if found[1] == "عبد" else "ام" if found[1] == "ام" else "ابو", text
    )
    words = tuple(word for word in text.split() if word not in _LINKS)
    return words or tuple(text.split())


@lru_cache(maxsize=1 << 15)
def bones(word: str) -> str:
    """What all spellings of a folded name word share: its consonant classes without the article.

    >>> bones("غوتيريش") == bones("جوتيريس")
    True
    """
    return word.removeprefix("ال").translate(_CLASSES).translate(_VOWELS)


def same_word(a: str, b: str) -> bool:
    """Whether two folded name words are one, up to spelling.

    >>> same_word("لافرينتيف", "لافرنتييف"), same_word("لافروف", "لافرينتيف")
    (True, False)
    >>> same_word("حسن", "حسين")
    False
    """
    if a == b or a.translate(_HAMZA) == b.translate(_HAMZA):
        return not _hamza_apart(a, b)
    if a.removeprefix("ال") == b.removeprefix("ال"):
        return len(a.removeprefix("ال")) >= 3
    shorter = min(len(a), len(b))
    if shorter < 4 or _NATIVE & (set(a) | set(b)):
        return False
    if a in _given_names() and b in _given_names():
        return False
    left, right = a.translate(_CLASSES), b.translate(_CLASSES)
    bones = left.translate(_VOWELS)
    if bones != right.translate(_VOWELS) or len(bones) < 3:
        return False
    if left[0] != right[0] and not (left[0] in "اي" and right[0] in "اي"):
        return False
    swapped = sum(x != y for x, y in zip(a.translate(_VOWELS), b.translate(_VOWELS), strict=True))
    moved = _vowel_moves(left, right)
    budget = 1 if shorter < 6 else 2 if shorter < 8 else 3
    return swapped + moved <= budget


def _hamza_apart(a: str, b: str) -> bool:
    """Whether two words are given names that only a final hamza tells apart: علاء, علا."""
    names = _given_names()
    return a.rstrip("ء") == b.rstrip("ء") and a != b and a in names and b in names


def _vowel_moves(a: str, b: str) -> int:
    """Vowel letters that one word has in a place between consonants and the other has not."""

    def gaps(word: str) -> list[int]:
        found = [0]
        for letter in word:
            if letter in "اويءئؤ":
                found[-1] += 1
            else:
                found.append(0)
        return found

    return sum(abs(x - y) for x, y in zip(gaps(a), gaps(b), strict=True))


def same_name(a: str, b: str) -> bool:
    """Whether two names as written are spellings of one: equal word by word, or one is the family
    name (or the end) of the other. A lone given name is nobody's short form.

    >>> same_name("سيرغي لافروف", "سيرجي لافروف"), same_name("لافروف", "سيرغي لافروف")
    (True, True)
    >>> same_name("أنطونيو غوتيريش", "جوتيريس"), same_name("محمد", "علي محمد")
    (True, False)
    >>> same_name("علي عبد الله صالح", "أحمد علي عبد الله صالح")
    False
    """
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return False
    if len(first) > len(second):
        first, second = second, first
    if len(first) == 1 and len(second) > 1 and first[0] in _given_names():
        return False
    if not same_word(first[-1], second[-1]):
        return False
    tail = second[len(second) - len(first) :]
    if all(same_word(x, y) for x, y in zip(first, tail, strict=True)):
        # A whole name after another given name is the father's.
        return not (2 < len(first) < len(second) and first[0] in _given_names())
    # A middle name may be left out: first and last stay.
    if not 2 <= len(first) < len(second) or not same_word(first[0], second[0]):
        return False
    rest = iter(second)
    return all(any(same_word(word, other) for other in rest) for word in first)


@cache
def _sounds() -> dict[tuple[str, str], float]:
    costs = {(row["one"], row["other"]): float(row["cost"]) for row in rows("sounds")}
    return costs | {(other, one): cost for (one, other), cost in costs.items()}


@cache
def _spellings() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, row in enumerate(rows("name_spellings")):
        for form in row["spellings"].split("|"):
            found.setdefault(_plain(fold_key(form)).replace("ج", "غ"), number)
            found.setdefault(_plain(_bare(fold_key(form))).replace("ج", "غ"), number)
    return found


def _spelling(word: str) -> int | None:
    """The row of spellings that has a plain word."""
    found = _spellings().get(word.replace("ج", "غ"))
    return _spellings().get(_bare(word).replace("ج", "غ")) if found is None else found


def _consonants(word: str, ease: int) -> int:
    """The consonants of a plain word; of one that may be Arabic without the ه of a feminine."""
    stem = _bare(word) if ease > 1 else _bare(word).removesuffix("ه")
    return sum(letter not in _LONG for letter in stem)


def _bare(word: str) -> str:
    """A folded word without the article; ألفريد has none."""
    return word.removeprefix("ال") if len(word) > 4 and word not in _foreign_names() else word


def _plain(word: str) -> str:
    """A folded word with hamza as it sounds and no letter twice, but for a ه at the end."""
    return _DOUBLED.sub(r"\1", word.translate(_HAMZA))


@lru_cache(maxsize=1 << 15)
def alike(a: str, b: str, ease: int = 1) -> bool:
    """Whether two folded words of names sound alike. `ease`: 0 for an Arabic name, whose vowels
    tell names apart (العبيدي, العبادي), 2 for a foreign one, 1 where it is not known.

    >>> alike("ستولتنبرغ", "شتولتنبرج", 2), alike("كيري", "كيلي", 2), alike("العبيدي", "العبادي", 0)
    (True, False, False)
    """
    one, other = (a, b) if a.startswith("ال") == b.startswith("ال") else (_bare(a), _bare(b))
    x, y = sorted((_plain(one), _plain(other)))
    if x == y:
        return not _hamza_apart(a, b)
    number = _spelling(x)
    if number is not None and number == _spelling(y):
        return True
    names = _given_names()
    if (a in names and b in names) or abs(len(x) - len(y)) > 3:
        return False
    ease = 0 if _NATIVE & {*x, *y} else ease
    x, y = x.replace("تش", "چ"), y.replace("تش", "چ")
    budgets = _BUDGETS[ease]
    consonants = min(_consonants(x, ease), _consonants(y, ease))
    budget = budgets[min(consonants, len(budgets) - 1)]
    if a in _foreign_names() and b in _foreign_names():
        budget = min(budget, _BETWEEN_KNOWN)
    return budget > 0 and _difference(x, y, budget) <= budget


def _difference(a: str, b: str, budget: float) -> float:
    """The least sum of the differences in sound between two words, or more than `budget`."""
    if max(len(a), len(b)) > _LONGEST:
        return _NEVER
    sounds = _sounds()
    row = [0.0]
    for at in range(len(b)):
        row.append(row[-1] + _gap(b, at))
    for i, letter in enumerate(a):
        left = _gap(a, i)
        new = [row[0] + left]
        for j, other in enumerate(b):
            swap = 0.0 if letter == other else sounds.get((letter, other), _NEVER)
            new.append(min(row[j] + swap, row[j + 1] + left, new[j] + _gap(b, j)))
        row = new
        if min(row) > budget:
            return _NEVER
    return row[-1]


def _gap(word: str, at: int) -> float:
    """What it costs that the other word has nothing for this letter: little for a vowel inside."""
    if word[at] not in _LONG:
        return _AT_THE_EDGE if word[at] == "ه" and at == len(word) - 1 else _NEVER
    return _INSERTED if 0 < at < len(word) - 1 else _AT_THE_EDGE
