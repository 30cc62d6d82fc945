"""What a statement does: from its verb, and from the first and last words of its content."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from riwaya.annotate.clause import Clauses
from riwaya.annotate.drafts import Draft
from riwaya.arabic import fold_key, tokens
from riwaya.data import rows
from riwaya.names.lexicon import lexicon, origin
from riwaya.records import Speaker, Stance

_WORDS = 8
_NOUNS = ("سنه", "سنو", "سنت", "سنوي", "سنا", "سند", "ساع", "ساب", "سال", "ساح", "سائ")
_COUNTRY = frozenset(("بلاده", "بلادها", "بلادنا", "بلدنا", "بلده", "بلدها"))
_SELF = frozenset(("انه", "انها", "انهم", "بانه", "بانها", "بانهم", "انهما"))
_FUTURE = re.compile(r"(?:و|ف)?س[يتن]\w{3,}")
_VOWELS = str.maketrans("", "", "اويه ")


def stance_of(c: Clauses, draft: Draft, speaker: Speaker) -> Stance:
    """The stance of a statement whose content is known.

    >>> from riwaya.annotate.names import find_names
    >>> from riwaya.annotate.statements import find_statements
    >>> from riwaya.records import Span
    >>> text = "وقال الوزير إن الخبر لا أساس له من الصحة."
    >>> spans = (Span(start=0, end=len(text)),)
    >>> [one.stance for one in find_statements(text, spans, find_names(text, spans))]
    ['deny']
    """
    verb = draft.cue.form.verb
    if draft.cue.form.kind == "verb" and c.role(draft.cue.first - 1) == "negation":
        return negated_verbs().get(verb.lemma, verb.stance)
    content = c.body[draft.start : draft.end]
    keys = [token.key for token in tokens(content) if token.kind != "mark"]
    if _confirms(draft, keys):
        return "confirm"
    if not keys:
        return verb.stance
    opening = f" {' '.join(keys[:_WORDS])} "
    special = _special(draft, opening)
    if special is not None or verb.stance != "assert":
        return special or verb.stance
    if content.rstrip(' »”"').endswith(("؟", "?")):
        return "ask"
    if _own_future(keys) or _of_own_body(c, draft, keys, speaker):
        return "promise"
    for where in ("start", "governed") if draft.how == "preposition" else ("start",):
        for words, stance in _table(where).items():
            if opening.startswith(f" {words} "):
                return stance
    whole = f" {' '.join(keys)} "
    return next((stance for words, stance in _anywhere().items() if words in whole), verb.stance)


def _confirms(draft: Draft, keys: list[str]) -> bool:
    if draft.how != "object" or not keys or draft.cue.form.verb.lemma not in ("أكد", "جدد"):
        return False
    own = keys[0].endswith(("ها", "هم")) and len(keys[0]) > 4
    return keys[0] in ("صحه", "وقوع", "حدوث") or own


def _special(draft: Draft, opening: str) -> Stance | None:
    """What single verbs do by what follows: نوه بـ praises, سأل الله and دعا المولى pray."""
    verb = draft.cue.form.verb
    if verb.stance in ("call", "ask"):
        prays = any(opening.startswith(f" {words} ") for words in _table("pray"))
        return "express" if prays else None
    praise = draft.how == "preposition" and draft.offset > 0
    return _table("with ب").get(verb.lemma) if praise else None


def _of_own_body(c: Clauses, draft: Draft, keys: list[str], speaker: Speaker) -> bool:
    """Whether an official tells what the own body will do or not: الوزارة ستفتح by the minister,
    or إنه سيعود by whoever speaks."""
    second = keys[1] if len(keys) > 1 else ""
    before = c.tokens[draft.first - 1].key if draft.first else ""
    binds = keys[0] in ("لن", "سوف") or _FUTURE.match(keys[0]) is not None
    if before in _SELF and binds:
        return True
    if second not in ("لن", "سوف") and _FUTURE.match(second) is None:
        return False
    office = fold_key(f"{speaker.text or ''} {speaker.name or ''}")
    if keys[0] in _COUNTRY or any(_is_of(word, keys[0]) for word in office.split()):
        return True
    body = keys[0].removeprefix("ال")
    return keys[0].startswith("ال") and len(body) > 3 and _bones(body)[:3] in _bones(office)


def _is_of(word: str, country: str) -> bool:
    """Whether a word of an office is the adjective of a country: الروسي, روسيا."""
    return origin(word) is not None and lexicon().nisba.get(str(origin(word))) == country


def _bones(text: str) -> str:
    """A text without long vowels: وزير and وزارة have the same."""
    return text.translate(_VOWELS)


def _own_future(keys: list[str]) -> bool:
    """Whether a quotation opens with what its speaker will do: سنفتح, سأعود, لن نتراجع."""
    first = keys[1] if keys[0] in ("اننا", "انني", "نحن", "انا", "باننا") and keys[1:] else keys[0]
    second = keys[keys.index(first) + 1] if keys[-1] != first else ""
    if first in ("لن", "سوف"):
        return second.startswith(("ن", "ا")) and not second.startswith("ال")
    return first.startswith(("سن", "سا")) and len(first) > 4 and not first.startswith(_NOUNS)


@cache
def negated_verbs() -> MappingProxyType[str, Stance]:
    """The verbs that report also when negated, with what they then do: لم يستبعد, لم يؤكد.

    >>> negated_verbs()["أكد"]
    'deny'
    """
    return MappingProxyType(
        {row["words"]: row["stance"] for row in rows("stance_words") if row["where"] == "not"}  # type: ignore[misc]
    )


@cache
def _anywhere() -> MappingProxyType[str, Stance]:
    return MappingProxyType({f" {key} ": stance for key, stance in _table("any").items()})


@cache
def _table(where: str) -> MappingProxyType[str, Stance]:
    found: dict[str, Stance] = {}
    for row in rows("stance_words"):
        if row["where"] == where:
            key = " ".join(token.key for token in tokens(row["words"]))
            found[key] = row["stance"]  # type: ignore[assignment]
    return MappingProxyType(found)
