"""Figures: numbers in digits, in words and as duals, with what they count and how firmly.

A number inside a time expression is none, nor is one that names rather than counts (a law, a model,
a telephone number, a score). What is counted is known by its noun, and people also by the verb
before (قتل 12 شخصا).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from riwaya.arabic import Token, bare, fold_key, tokens
from riwaya.arabic.numbers import number_words, parse_number
from riwaya.data import rows
from riwaya.records import Bound, Figure, Time

_SCALES: Final[Mapping[str, float]] = MappingProxyType(
    {
        "الف": 1e3,
        "الفا": 1e3,
        "الاف": 1e3,
        "مليون": 1e6,
        "مليونا": 1e6,
        "ملايين": 1e6,
        "مليار": 1e9,
        "مليارا": 1e9,
        "مليارات": 1e9,
        "بليون": 1e9,
        "تريليون": 1e12,
    }
)
_PERCENT: Final = frozenset({"%", "بالمئه", "بالمائه", "بالميه"})
_HUNDRED: Final = frozenset({"المئه", "المائه", "الميه"})
_VERB_REACH: Final = 6
_PHONE_DIGITS: Final = 9


class _Number(NamedTuple):
    first: int
    end: int
    value: float
    unit: str | None
    of: str | None
    dual: bool = False


@cache
def _units(kind: str) -> Mapping[str, str]:
    return MappingProxyType(
        {fold_key(row["form"]): row["unit"] for row in rows("units") if row["kind"] == kind}
    )


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["form"] for row in rows("figure_words") if row["kind"] == kind)


@cache
def _bounds(where: str) -> tuple[tuple[tuple[str, ...], Bound], ...]:
    names: dict[str, Bound] = {"about": "about", "at_least": "at_least", "at_most": "at_most"}
    found = [
        (tuple(fold_key(row["form"]).split()), names[row["bound"]])
        for row in rows("bounds")
        if row["where"] == where
    ]
    return tuple(sorted(found, key=lambda entry: -len(entry[0])))


def find_figures(body: str, times: Sequence[Time]) -> tuple[Figure, ...]:
    """The figures of `body` in order, outside of `times`; offsets are code points of `body`.

    `value` is in ones, `of` the counted noun as written, `unit` its class or None. A number that
    counts nothing known or nameable is left out.

    >>> [(f.value, f.unit, f.of, f.bound) for f in find_figures("قتل نحو 12 شخصا وسقط جريحان", ())]
    [(12.0, 'killed', 'شخصا', 'about'), (2.0, 'wounded', 'جريحان', 'exact')]
    """
    words = tokens(body)
    spans = sorted((time.start, time.end) for time in times)
    starts = [start for start, _ in spans]
    found: list[Figure] = []
    index = 0
    while index < len(words):
        number = _number(body, words, index)
        if number is None:
            index += 1
            continue
        index = number.end
        if not _inside(words[number.first], spans, starts):
            found.append(_figure(body, words, number))
    return tuple(found)


def _inside(token: Token, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    place = bisect_right(starts, token.start)
    return any(token.start < end for _, end in spans[max(0, place - 3) : place])


def _number(body: str, words: Sequence[Token], i: int) -> _Number | None:
    """The counting number that begins at token `i`, with its noun."""
    dual = _dual(words[i])
    if dual is not None:
        return _Number(i, i + 1, 2.0, dual, words[i].text, dual=True)
    value, after = _value(words, i)
    if value is None or _names(words, i, after, value):
        return None
    after = _past_slash(words, i, after)
    if after < len(words) and words[after].kind == "mark" and words[after].key == "%":
        return _Number(i, after + 1, value, "percent", words[after].text)
    if after >= len(words) or words[after].kind != "word" or _apart(body, words, after):
        return None
    return _counted(words, i, after, value)


def _dual(token: Token) -> str | None:
    if token.kind != "word":
        return None
    duals = _units("dual")
    # A definite dual takes up what was told before (الغارتين): it counts nothing anew.
    for key in (token.key, token.key[1:] if token.key[:1] in "وبلف" else ""):
        if key in duals and len(key) > 3:
            return duals[key]
    return None


def _unit(key: str) -> str | None:
    """The class of a counted noun in any of its number and case forms."""
    units = _units("noun")
    for form in (key, bare(key)):
        if form in units:
            return units[form]
        for ending, instead in (("ا", ""), ("ين", ""), ("ون", ""), ("ات", "ه")):
            if form.endswith(ending) and form[: -len(ending)] + instead in units:
                return units[form[: -len(ending)] + instead]
    return None


def _value(words: Sequence[Token], i: int) -> tuple[float | None, int]:
    if words[i].kind == "number":
        value = parse_number(words[i].text)
        after = i + 1
        if value is not None and after < len(words) and words[after].key in _SCALES:
            # 750 ألفا, 4.5 مليون
            return value * _SCALES[words[after].key], after + 1
        return value, after
    if words[i].kind != "word":
        return None, i
    if i and words[i - 1].kind == "number" and words[i].key in _SCALES:
        return None, i
    read = number_words(words, i)
    one = read is not None and read[0] == 1
    if read is None or one or words[i].key.lstrip("وب") in _words("vague"):
        return None, i
    return read


def _names(words: Sequence[Token], i: int, after: int, value: float) -> bool:
    """Whether the number names something: a law, a phone, a score, a model, a list."""
    before = words[i - 1] if i else None
    touching = before is not None and before.end == words[i].start
    if before is not None and touching and (before.key in "-/:.+_#&ر" or before.text.isascii()):
        # 6ر4 is a decimal in some houses, of either order: no answer.
        return before.key != "/" or not _slashed(words, i, after)
    if (
        words[i].kind == "number"
        and len(words[i].text) >= _PHONE_DIGITS
        and value.is_integer()
        and words[i].text.isdecimal()
    ):
        return True
    if (
        after < len(words)
        and words[after].start == words[after - 1].end
        and (words[after].key in "-/:_" and not _slashed(words, i, after))
    ):
        return True
    return before is not None and before.key in _words("naming")


def _slashed(words: Sequence[Token], i: int, after: int) -> bool:
    """Whether the number stands between two slashes, the house style of some outlets: /1200/."""
    return (
        i > 0
        and words[i - 1].key == "/"
        and after < len(words)
        and words[after].key == "/"
        and not (i > 1 and words[i - 2].kind == "number")
        and not (after + 1 < len(words) and words[after + 1].kind == "number")
    )


def _past_slash(words: Sequence[Token], i: int, after: int) -> int:
    return after + 1 if _slashed(words, i, after) else after


def _apart(body: str, words: Sequence[Token], after: int) -> bool:
    """Whether a line ends between the number and the next word."""
    return "\n" in body[words[after - 1].end : words[after].start]


def _counted(words: Sequence[Token], i: int, after: int, value: float) -> _Number | None:
    noun = words[after]
    key = noun.key
    if key in _PERCENT:
        return _Number(i, after + 1, value, "percent", noun.text)
    if key == "في" and after + 1 < len(words) and words[after + 1].key in _HUNDRED:
        return _Number(i, after + 2, value, "percent", None)
    if key in _words("time"):
        return None
    unit = _unit(key)
    following = words[after + 1].key if after + 1 < len(words) else ""
    if key == "كيلو" and following.startswith("متر"):
        return _Number(i, after + 2, value, "km", noun.text)
    if key == "كيلو" and following.startswith(("جرام", "غرام")):
        return _Number(i, after + 2, value, "kg", noun.text)
    if unit == "cases" and following == "وفاه":
        return _Number(i, after + 2, value, "killed", words[after + 1].text)
    if unit is None and key == "من" and _unit(following) is not None:
        # 12 من المدنيين, عشرة من عناصر الشرطة
        told = _by_verb(words, i, _unit(following))
        return _Number(i, after + 2, value, told, words[after + 1].text)
    if unit is not None:
        return _Number(i, after + 1, value, _by_verb(words, i, unit), noun.text)
    told = _by_verb(words, i, "people")
    if told != "people" and (key in _words("ordinary") or key.startswith("و")):
        # إصابة 30 بجروح, قتل 12 في القصف
        return _Number(i, after, value, told, None)
    if not _nameable(words[i], noun, value):
        return None
    return _Number(i, after + 1, value, None, noun.text)


def _nameable(number: Token, noun: Token, value: float) -> bool:
    """Whether an unknown word after a number has the form of a counted noun: after 11 to 99 an
    accusative singular, never definite."""
    key = noun.key
    if key in _words("ordinary") or len(key) < 3 or noun.text.isascii() or key[0] == "و":
        return False
    if key.startswith("ال") or number.key.startswith("ال"):
        return False
    if number.text.isdecimal() and len(number.text) == 4 and 1900 <= value <= 2100:
        return False
    return not 11 <= value % 100 <= 99 or key.endswith(("ا", "ه")) or value >= 1000 * 1000


def _by_verb(words: Sequence[Token], i: int, unit: str | None) -> str | None:
    """For people, the class that the verb or noun before the number gives them."""
    if unit != "people":
        return unit
    verbs = _units("verb")
    for step in range(i - 1, max(-1, i - 1 - _VERB_REACH), -1):
        token = words[step]
        if token.kind == "number" or token.key in (".", "،", ",", "؛", ":"):
            break
        key = token.key
        for form in (key, key[1:] if key[:1] in "وفبل" else key, bare(key)):
            if form in verbs:
                return verbs[form]
    return unit


def _figure(body: str, words: Sequence[Token], number: _Number) -> Figure:
    first = words[number.first]
    joined = first.kind == "word" and first.key.startswith("و")
    start, end = first.start + joined, words[number.end - 1].end
    return Figure(
        start=start,
        end=end,
        text=body[start:end],
        value=round(number.value, 6),
        unit=number.unit,
        of=body[start:end] if number.dual else number.of,
        bound="exact" if number.dual else _bound(words, number),
    )


def _bound(words: Sequence[Token], number: _Number) -> Bound:
    for form, bound in _bounds("before"):
        first = number.first - len(form)
        if first >= 0 and _same(words[first : number.first], form):
            return bound
    for form, bound in _bounds("after"):
        if _same(words[number.end : number.end + len(form)], form):
            return bound
    return "exact"


def _same(words: Sequence[Token], form: Sequence[str]) -> bool:
    """Whether `words` are `form`; the first may carry a clitic (بنحو, لأكثر من)."""
    if len(words) != len(form):
        return False
    head = words[0].key
    if head != form[0] and head[1:] != form[0]:
        return False
    return all(token.key == key for token, key in zip(words[1:], form[1:], strict=True))
