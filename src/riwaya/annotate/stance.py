"""What a statement does: from its verb, and from the first and last words of its content."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from riwaya.annotate.clause import Clauses
from riwaya.annotate.drafts import Draft
from riwaya.arabic import tokens
from riwaya.data import rows
from riwaya.records import Stance

_WORDS = 8
_NOUNS = ("سنه", "سنو", "سنت", "سنوي", "سنا", "سند", "ساع", "ساب", "سال", "ساح", "سائ")
_DENIED = ("لا صحه", "عدم صحه", "نفي صحه")


def stance_of(c: Clauses, draft: Draft) -> Stance:
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
    if verb.stance != "assert" or not keys:
        return verb.stance
    if content.rstrip(' »”"').endswith(("؟", "?")):
        return "ask"
    opening = f" {' '.join(keys[:_WORDS])} "
    if draft.mode == "direct" and _own_future(keys):
        return "promise"
    for words, stance in _openings().items():
        if opening.startswith(f" {words} "):
            return stance
    whole = f" {' '.join(keys)} "
    return next((stance for words, stance in _anywhere().items() if words in whole), verb.stance)


def _confirms(draft: Draft, keys: list[str]) -> bool:
    if draft.how != "object" or not keys or draft.cue.form.verb.lemma not in ("أكد", "جدد"):
        return False
    own = keys[0].endswith(("ها", "هم")) and len(keys[0]) > 4
    return keys[0] in ("صحه", "وقوع", "حدوث") or own


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
def _openings() -> MappingProxyType[str, Stance]:
    return _table("start")


@cache
def _anywhere() -> MappingProxyType[str, Stance]:
    return MappingProxyType({f" {key} ": stance for key, stance in _table("any").items()})


def _table(where: str) -> MappingProxyType[str, Stance]:
    found: dict[str, Stance] = {}
    for row in rows("stance_words"):
        if row["where"] == where:
            key = " ".join(token.key for token in tokens(row["words"]))
            found[key] = row["stance"]  # type: ignore[assignment]
    return MappingProxyType(found)
