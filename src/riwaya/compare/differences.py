"""How two accounts differ on one point: the differing words of each, in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from riwaya.arabic import Token, bare, fold_key, tokens
from riwaya.compare.identity import Identity, may_be_one, same_spelling
from riwaya.compare.units import Unit
from riwaya.compare.words import term, word_class
from riwaya.records import (
    AnnotatedArticle,
    Difference,
    DifferenceKind,
    DifferenceSide,
    Mention,
    Time,
)

LONGEST = 3
"""Words on one side of a wording difference; longer ones are other sentences, not other words."""

_ALIGNED = 0.5
_HAMZA = str.maketrans("ئؤ", "ءء")


def differences(
    a: Unit, b: Unit, articles: Sequence[AnnotatedArticle], identity: Identity
) -> list[Difference]:
    """How units `a` and `b` of two accounts differ beside their figures: times, speakers, the
    certainty of the verb, then wording. Sides are slices of the two bodies; `articles` are by
    account."""
    first, second = articles[a.account].body, articles[b.account].body
    found = [*_times(a, b), *_speakers(a, b), *_certainty(a, b)]
    taken = [(side.article, side.start, side.end) for d in found for side in (d.a, d.b)]
    for difference in _wording(a, b, first, second, identity):
        sides = (difference.a, difference.b)
        if not any(
            side.article == article and side.start < end and start < side.end
            for side in sides
            for article, start, end in taken
        ):
            found.append(difference)
    return found


def _side(unit: Unit, start: int, end: int, text: str, value: str | None = None) -> DifferenceSide:
    return DifferenceSide(article=unit.article, start=start, end=end, text=text, value=value)


# --- times ------------------------------------------------------------------------------------


def _times(a: Unit, b: Unit) -> Iterator[Difference]:
    ours, theirs = _days(a.times), _days(b.times)
    if len(ours) == 1 and len(theirs) == 1 and ours[0].value != theirs[0].value:
        one, other = ours[0], theirs[0]
        yield Difference(
            kind="time",
            a=_side(a, one.start, one.end, one.text, one.value),
            b=_side(b, other.start, other.end, other.text, other.value),
        )


def _days(times: Sequence[Time]) -> list[Time]:
    return [time for time in times if time.value is not None and time.precision == "day"]


# --- speakers ---------------------------------------------------------------------------------


def _speakers(a: Unit, b: Unit) -> Iterator[Difference]:
    if a.statement is None or b.statement is None or a.speaker is None or b.speaker is None:
        return
    ours, theirs = a.statement.speaker.entity, b.statement.speaker.entity
    # A description (الوزير الروسي) that was not resolved may be the other one's name.
    if a.speaker == b.speaker or ours is None or theirs is None or may_be_one(a.speaker, b.speaker):
        return
    # A body and its head or spokesman (المرصد, مديره) speak with one voice.
    if ours.partition(":")[0] != theirs.partition(":")[0]:
        return
    one, other = a.statement.cue, b.statement.cue
    yield Difference(
        kind="speaker",
        a=_side(a, one.start, one.end, one.text, a.speaker_name),
        b=_side(b, other.start, other.end, other.text, b.speaker_name),
    )


def _certainty(a: Unit, b: Unit) -> Iterator[Difference]:
    if a.statement is None or b.statement is None:
        return
    one, other = a.statement.cue, b.statement.cue
    if _distant(one.lemma) != _distant(other.lemma):
        yield Difference(
            kind="certainty",
            a=_side(a, one.start, one.end, one.text, one.lemma),
            b=_side(b, other.start, other.end, other.text, other.lemma),
        )


def _distant(lemma: str) -> bool:
    return fold_key(lemma) in word_class("distance")


# --- wording ----------------------------------------------------------------------------------


def _words(body: str, unit: Unit) -> list[Token]:
    return [token for token in tokens(body, unit.start, unit.end) if token.kind != "mark"]


def spelling(key: str) -> str:
    """One spelling of a folded word for telling other words from other spellings: no article,
    conjunction, last ه or ا, and one hamza for all its seats.

    >>> spelling("مسئول") == spelling("والمسؤول"), spelling("كفايه") == spelling("كفاءه")
    (True, False)
    """
    plain = bare(key.translate(_HAMZA))
    if len(plain) > 3 and plain[0] == "و":
        plain = plain[1:]
    return plain[:-1] if len(plain) > 2 and plain[-1] in "ها" else plain


def _wording(a: Unit, b: Unit, first: str, second: str, identity: Identity) -> Iterator[Difference]:
    ours, theirs = _words(first, a), _words(second, b)
    matcher = SequenceMatcher(
        None,
        [spelling(token.key) for token in ours],
        [spelling(token.key) for token in theirs],
        autojunk=False,
    )
    aligned = matcher.ratio() >= _ALIGNED
    codes = matcher.get_opcodes()
    for position, (tag, i, j, k, m) in enumerate(codes):
        if tag not in ("replace", "insert", "delete") or not 0 < position < len(codes) - 1:
            continue
        stop = word_class("stop")
        flanks = ours[i - 1].key not in stop, ours[j].key not in stop
        if not (all(flanks) or (aligned and any(flanks))):
            continue
        negated = _negated(ours[i - 1 : j + 1], theirs[k - 1 : m + 1])
        if negated and aligned:
            yield _difference("stance", a, b, first, second, ours[i : j + 1], theirs[k : m + 1])
        elif tag == "replace" and max(j - i, m - k) <= LONGEST:
            kind = _kind(a, b, ours[i:j], theirs[k:m], identity)
            if kind is not None:
                yield _difference(kind, a, b, first, second, ours[i:j], theirs[k:m])
        elif aligned and tag != "replace" and _quotes_one(a, b):
            left_out = [token for token in (*ours[i:j], *theirs[k:m]) if token.key not in stop]
            if 0 < len(left_out) <= LONGEST:
                yield _difference(
                    "wording", a, b, first, second, ours[i - 1 : j + 1], theirs[k - 1 : m + 1]
                )


def _quotes_one(a: Unit, b: Unit) -> bool:
    """Whether both quote one speaker, so that what one leaves out is a difference; in reported
    speech it is none."""
    one_speaker = a.speaker is not None and a.speaker == b.speaker
    return a.quotes and b.quotes and one_speaker and not (a.denies or b.denies)


def _difference(
    kind: DifferenceKind,
    a: Unit,
    b: Unit,
    first: str,
    second: str,
    ours: list[Token],
    theirs: list[Token],
) -> Difference:
    start, end = ours[0].start, ours[-1].end
    begin, stop = theirs[0].start, theirs[-1].end
    return Difference(
        kind=kind,
        a=_side(a, start, end, first[start:end]),
        b=_side(b, begin, stop, second[begin:stop]),
    )


def _negated(ours: list[Token], theirs: list[Token]) -> bool:
    """Whether exactly one side says "not" where the other says the same without it; each side
    comes with its neighbours, and the words beside the negation are the ones kept."""
    negation = word_class("negation")
    one = [token.key for token in ours[1:-1]]
    other = [token.key for token in theirs[1:-1]]
    counts = sum(key in negation for key in one), sum(key in negation for key in other)
    if sorted(counts) != [0, 1] or max(len(one), len(other)) > 2:
        return False
    left = {term(key) for key in one if key not in negation}
    right = {term(key) for key in other if key not in negation}
    return left == right or not left or not right


def _kind(
    a: Unit, b: Unit, ours: list[Token], theirs: list[Token], identity: Identity
) -> DifferenceKind | None:
    left, right = _content(ours), _content(theirs)
    if not left or len(left) != len(right) or len(ours) != len(theirs):
        return None
    if any(len(token.key) < 2 for token in (*left, *right)):
        return None
    if [_plain(token.key) for token in ours] == [_plain(token.key) for token in theirs]:
        return None
    if {term(t.key) for t in left} & {term(t.key) for t in right}:
        return None
    if any(same_spelling(spelling(x.key), spelling(y.key)) for x in left for y in right):
        return None
    if any(token.kind == "number" for token in (*left, *right)):
        return None
    if _inside(a.times, left) or _inside(b.times, right):
        return None
    one, other = _mention(a, left), _mention(b, right)
    if one is None and other is None:
        return "wording"
    if one is None or other is None:
        return None
    if identity.of(a.article, one.entity, one.name) == identity.of(
        b.article, other.entity, other.name
    ):
        return None
    places = ("GPE", "LOC", "FAC")
    if one.type not in places or other.type not in places:
        return "wording"
    return None if _state_and_its_town(one, other) else "place"


def _plain(key: str) -> str:
    """A word without one joined letter before it: حسب beside بحسب."""
    return key[1:] if len(key) > 3 and key[0] in "وفبلك" else key


def _state_and_its_town(a: Mention, b: Mention) -> bool:
    """Whether one names a state and the other a place in it: a capital often speaks for its state
    (طهران, إيران)."""
    if a.place is None or b.place is None or a.place.country != b.place.country:
        return False
    return (a.place.within is None) != (b.place.within is None)


def _content(words: list[Token]) -> list[Token]:
    stop = word_class("stop")
    return [token for token in words if token.key not in stop]


def _inside(times: Sequence[Time], words: list[Token]) -> bool:
    return any(time.start < words[-1].end and words[0].start < time.end for time in times)


def _mention(unit: Unit, words: list[Token]) -> Mention | None:
    for mention in unit.mentions:
        if mention.start < words[-1].end and words[0].start < mention.end:
            return mention
    return None
