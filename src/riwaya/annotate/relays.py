"""Media that pass on what a source says: نقلت الوكالة عن فلان قوله, قالت الصحيفة نقلا عن فلان."""

from __future__ import annotations

import msgspec

from riwaya.annotate.clause import Clauses
from riwaya.annotate.contents import PASSES_ON
from riwaya.annotate.cues import FoundCue
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.sources import is_medium, is_source

_RELAYED, _NEAR = ("نقل", "نسب"), 2
_OF_HIM = frozenset(("عنه", "عنها", "عنهم"))


def is_of_same(c: Clauses, cue: FoundCue) -> bool:
    """Whether a medium passes on more of whom it named before: ونقلت عنه قوله."""
    near = [token.key for token in c.tokens[max(0, cue.first - _NEAR) : cue.first]]
    return len(near) == _NEAR and near[1] in _OF_HIM and near[0].lstrip("و").startswith(_RELAYED)


def relay(c: Clauses, cue: FoundCue) -> tuple[Phrase | None, tuple[str, ...]]:
    """Speaker and medium of قوله: (نقلت) وكالة كذا عن فلان قوله."""
    begin = c.sentence_start(cue.first)
    for index in range(cue.first - 1, max(begin, cue.first - 16) - 1, -1):
        if c.tokens[index].key != "عن":
            continue
        speaker = phrase_after(c, index + 1, cue.first, bounded=True)
        if speaker.last == speaker.first:
            return None, ()
        return speaker, _medium(c, begin, index)
    return None, ()


class Relayed(msgspec.Struct, frozen=True):
    """Who is quoted by a medium, what the medium is, and the tokens of the cue if it is another."""

    speaker: Phrase
    via: tuple[str, ...]
    cue: tuple[int, int] | None


def relayed(c: Clauses, cue: FoundCue, subject: Phrase, stop: int) -> Relayed | None:
    """The source behind a medium: نقلت الوكالة عن مصدر أن, قالت الصحيفة نقلا عن مهندس إن."""
    passes_on = cue.form.verb.lemma in PASSES_ON
    for index in range(subject.last, stop - 1):
        if c.tokens[index].key != "عن":
            continue
        quoting = c.tokens[index - 1].key == "نقلا"
        if not quoting and not passes_on:
            continue
        speaker = phrase_after(c, index + 1, stop, bounded=True)
        if speaker.last == speaker.first or not is_source(c, speaker.first, speaker.last):
            return None
        start, end = c.tokens[subject.first].start, c.tokens[subject.last - 1].end
        via = (c.body[start:end],) if subject.last > subject.first else ()
        return Relayed(speaker, via, (index - 1, index) if quoting else None)
    return None


def addressed(c: Clauses, first: int, last: int) -> tuple[str, ...]:
    """A medium that the words were given to: قال لوكالة كذا, في حديث لـ«كذا»."""
    for index in range(first, last):
        key = c.tokens[index].key
        spaced = index + 1 < last and c.tokens[index + 1].text == "-"
        quote = c.quote_at(index + 1 + spaced) if key == "ل" else None
        if quote is not None:
            return (c.body[quote.inner_start : quote.inner_end],)
        if key.startswith("ل") and is_medium(key[1:]):
            phrase = phrase_after(c, index, last, bounded=True)
            start = c.tokens[index].start + 1
            if phrase.last > phrase.first:
                return (c.body[start : c.tokens[phrase.last - 1].end],)
    return ()


def _medium(c: Clauses, begin: int, before: int) -> tuple[str, ...]:
    for index in range(before - 1, max(begin, before - 10) - 1, -1):
        if any(c.tokens[index].key.lstrip("و").startswith(verb) for verb in _RELAYED):
            if index + 1 < before:
                return (c.body[c.tokens[index + 1].start : c.tokens[before - 1].end],)
            return ()
    return ()
