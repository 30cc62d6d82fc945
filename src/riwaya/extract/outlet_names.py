"""What can be the name of an outlet, and the forms that one name goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_outlet_like
from riwaya.extract.towns import is_known_place

_MARKS = " \"'«»“”-–—|•·.،,:()[]"
_MOST_WORDS = 6
_NUMBER = re.compile(r"\d{1,3}")
_DASH = re.compile(r"\s[-–—]\s")
_BETWEEN_NAMES = re.compile(r"\s[-–—]\s|\s?\|\s?")
_SHORT_NAME = re.compile(r"\s?\([^()]{1,20}\)$")
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}/?")
_EXCLAIMS = re.compile(r"[!؟?]")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_LEAST_ARABIC = 2


@cache
def _words(match: str) -> frozenset[str]:
    return frozenset(key_of(row["text"]) for row in rows("signs") if row["match"] == match)


@cache
def _media() -> frozenset[str]:
    words = (row["text"] for row in rows("credits") if row["match"] == "outlet_word")
    return frozenset(key_of(word) for text in words for word in text.split())


def _is_medium(word: str) -> bool:
    return key_of(word).removeprefix("ال") in _media() or key_of(word) in _media()


def homes() -> frozenset[str]:
    """Folded names of the front page (الرئيسية)."""
    return _words("home")


def is_media_word(key: str) -> bool:
    """Whether a folded keyword is of all pages of a site: a word for media or a whole section.

    >>> is_media_word("اخبار"), is_media_word("جسر")
    (True, False)
    """
    return key in _words("media") or key in _media()


def is_agency_name(outlet: str | None) -> bool:
    """Whether an outlet calls itself an agency.

    >>> is_agency_name("وكالة أنباء الأمل"), is_agency_name("صحيفة الأمل")
    (True, False)
    """
    words = key_of(outlet or "").split()
    return bool(_words("agency") & set(words))


def is_owner(name: str) -> bool:
    """Whether a name in a copyright line is a company's or a web designer's, not a paper's.

    >>> is_owner("شركة الأمل للنشر"), is_owner("صحيفة الأمل")
    (True, False)
    """
    first = key_of(name).split(" ")[0]
    return first in _words("owner") | _words("no_outlet")


def cleaned(text: str) -> str | None:
    """The outlet's name in a short text, without marks, a noun such as موقع, words of furniture
    around it and a town behind it; None where nothing that could be one is left.

    >>> cleaned("موقع \\"الأمل نيوز\\" تم النشر"), cleaned("نشر اليوم"), cleaned("رأي الأمل 24")
    ('الأمل نيوز', None, 'رأي الأمل 24')
    """
    text = _EXCLAIMS.sub("", text)
    text = text if "»" in text else text.replace("«", "")
    bare = text.strip() if _SHORT_NAME.search(text.strip()) else text.strip(_MARKS)
    words = [word for word in bare.split() if word.strip(_MARKS)]
    if words and is_owner(words[0]):
        return None
    while len(words) > 1 and (key_of(words[0]) in _words("site") or _leads(words[0])):
        words = words[1:]
    around = (i for i, word in enumerate(words) if i and _leads(word))
    words = words[: next(around, len(words))]
    known = next((i for i, word in enumerate(words) if _is_medium(word)), len(words))
    if len(words) > 2 and is_known_place(words[-1]) and known < len(words) - 1:
        words = words[:-1]
    half = len(words) // 2
    name = " ".join(words[:half] if half and words[:half] == words[half:] else words)
    name = name if _SHORT_NAME.search(name) else name.strip(_MARKS)
    return name if _is_sound(name) else None


def _leads(word: str) -> bool:
    return key_of(word) in _words("around")


def _is_sound(name: str) -> bool:
    words = name.split()
    numbers = [word for word in words if any(map(str.isdigit, word))]
    if not 1 <= len(words) <= _MOST_WORDS or (numbers and not _NUMBER.fullmatch(words[-1])):
        return False
    if len(numbers) > 1 or "@" in name or "://" in name:
        return False
    media = [key_of(word) for word in words if _is_medium(word)]
    if media == [key_of("اليوم")] and len(words) > _LEAST_ARABIC:
        return False
    if is_media_word(key_of(name)) or (len(words) == 1 and _is_of_a_place(key_of(name))):
        return False
    return any(not _is_medium(word) and word not in numbers and not _leads(word) for word in words)


@cache
def _origins() -> frozenset[str]:
    return frozenset(key_of(row["adjective"]) for row in rows("nisba"))


def _is_of_a_place(key: str) -> bool:
    return key.removeprefix("ال").removesuffix("ه") in _origins()


def own_script(names: Sequence[str]) -> str | None:
    """The first of the names that the markup gives an outlet that is in Arabic letters, else the
    first that is no address; None where there is none.

    >>> own_script(("Amal", "amal.example", "الأمل نت")), own_script(("amal.example",))
    ('الأمل نت', None)
    """
    known = [name for name in names if not _ADDRESS.fullmatch(name.strip().lower())]
    return next((name for name in known if _ARABIC.search(name)), next(iter(known), None))


def is_foreign(name: str) -> bool:
    """Whether a name has no Arabic letter.

    >>> is_foreign("Amal TV"), is_foreign("قناة Amal")
    (True, False)
    """
    return _ARABIC.search(name) is None


def preferred(name: str, title: str | None) -> str:
    """The Arabic name where a page gives its outlet in Latin letters too, or in its title.

    >>> preferred("Amal Press - الأمل برس", None)
    'الأمل برس'
    >>> preferred("Amal TV", "خبر | Amal TV - قناة الأمل")
    'قناة الأمل'
    """
    arabic = [word for word in name.split() if not word.isascii()]
    both = len(arabic) >= _LEAST_ARABIC and len(arabic) < len(name.split())
    if both and all(word.isascii() for word in name.split()[len(arabic) :]):
        return " ".join(arabic)
    halves = [half.strip() for half in _BETWEEN_NAMES.split(name)]
    own = [half for half in halves if _ARABIC.search(half)]
    if len(own) == 1 and len(halves) == 2 and halves[0].isascii() != halves[1].isascii():
        return own[0]
    if _ARABIC.search(name) or not title:
        return name
    last = _DASH.split(title)[-1].strip(_MARKS)
    shown = _ARABIC.search(last) and is_outlet_like(last) and key_of(name) in key_of(title)
    return last if shown else name


def outlet_names(outlet: str | None) -> frozenset[str]:
    """The folded names that an outlet goes by: whole, each side of a dash, without a word such as
    نت or صحيفة, and the short one in brackets.

    >>> sorted(outlet_names("صحيفة الأمل (أمل)"))
    ['الامل', 'امل', 'صحيفه الامل', 'صحيفه الامل (امل']
    """
    if not outlet:
        return frozenset()
    arabic = " ".join(word for word in outlet.split() if not word.isascii())
    short = _SHORT_NAME.search(outlet)
    long = outlet[: short.start()] if short is not None else outlet
    found = {key_of(part) for part in (outlet, arabic, long, *_DASH.split(long))}
    found.add(key_of(short.group()) if short is not None else "")
    words = long.split()
    while len(words) > 1 and (is_outlet_like(words[0]) or key_of(words[0]) in _words("trade")):
        words = words[1:]
        found.add(key_of(" ".join(words)))
    while len(words) > 1 and (is_outlet_like(words[-1]) or key_of(words[-1]) in _words("trade")):
        words = words[:-1]
        found.add(key_of(" ".join(words)))
    return frozenset(found - {""})
