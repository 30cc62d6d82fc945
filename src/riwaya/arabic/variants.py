"""Whether two written names are spellings of one name: a false yes is worse than a miss.

Transliterated names vary in vowel letters and in a few consonants (غ ج ق ك, ث ت ط, س ز ص ش);
names with letters that transliteration does not use, and two different Arabic given names
(سالم, سليم), are never joined by that.
"""

from __future__ import annotations

import re
from functools import cache

from riwaya.arabic.fold import fold_key
from riwaya.data import rows

_CLASSES = str.maketrans("غجقكڤپثطزصش", "ككككفبتتسسس")
_VOWELS = str.maketrans("", "", "اويءئؤ")
_NATIVE = frozenset("حعضظذ")
_HAMZA = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": ""})
_JOIN = re.compile(r"\b(عبد|ابو|ابي|ابا|ام) (?=\S)")
_WORD = re.compile(r"[^\W\d_]+")
_LINKS = frozenset(("بن", "ابن", "بنت"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(
        fold_key(row["name"]) for row in rows("given_names") if row["kind"].startswith("arabic")
    )


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
        return True
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
        return True
    # A middle name may be left out: first and last stay.
    if not 2 <= len(first) < len(second) or not same_word(first[0], second[0]):
        return False
    rest = iter(second)
    return all(any(same_word(word, other) for other in rest) for word in first)
