"""Cues of attribution: generated forms of the verbs of saying, and phrases without a verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from riwaya.arabic import Token, fold_key
from riwaya.data import rows
from riwaya.records import Stance

CueKind = Literal["verb", "participle", "phrase", "said", "noun"]


_PHRASE_FRAMES = MappingProxyType(
    {
        "said": frozenset({"that", "quote", "obj"}),
        "source": frozenset({"behind"}),
        "after": frozenset(),
        "what": frozenset({"what"}),
        "own": frozenset({"own"}),
    }
)


_LEAST_PLURAL = 4
_KNOWN_WORDS = 65_536
_SHORT = 3
URGED: Final = frozenset(("وحث", "فحث"))
"""Forms as short as a noun (وحث السكان, "and the urging of"): verbs only with their preposition."""
_NOT_LED = frozenset(("فدان", "فدانا"))
_BETWEEN = frozenset(("بين", "بينه", "بينها", "بينهم", "بيننا", "بينهما"))
BY_SAYING: Final = ("بالقول", "بقوله", "بقولها", "بقولهم")
"""Nouns that go on reporting as a participle does: اكتفى بالقول إن."""


class Verb(msgspec.Struct, frozen=True):
    """A verb of saying: lemma, stance, how content may follow, and when it is a cue at all."""

    lemma: str
    stance: Stance
    frames: frozenset[str]
    strict: str


class CueForm(msgspec.Struct, frozen=True):
    """One surface form of a cue; `object` is a pronoun that stands for the content (أوردته);
    `plural` forms follow their subject, or have it in themselves (ناشدوا); `present` is the
    tense."""

    verb: Verb
    kind: CueKind
    feminine: bool = False
    object: bool = False
    plural: bool = False
    present: bool = False


class FoundCue(msgspec.Struct, frozen=True):
    """A cue in a token list: tokens `first` to `last` (inclusive), `lead` letters of و or ف cut off
    the first, and the noun phrase that the cue announces, if fused to it (وفقا لشهود)."""

    first: int
    last: int
    lead: int
    form: CueForm


def _past(lemma: str) -> dict[str, bool]:
    key = fold_key(lemma)
    weak = key[-1] in "اي" and lemma[-1] in "اى"
    stem = key[:-1] if weak else key
    joint = {"دعا": "دعو"}.get(key, stem)
    return {
        key: False,
        stem + "ت": True,
        joint + "وا" if not weak else stem + "وا": False,
        stem + "تا": True,
        (stem + ("وا" if lemma[-1] == "ا" else "يا") if weak else stem + "ا"): False,
    }


def _present(present: str) -> dict[str, bool]:
    key = fold_key(present)
    stem = key[:-1] if key[-1] in "وي" else key
    return {
        key: False,
        "ت" + key[1:]: True,
        stem + "ون": False,
        "ت" + key[1:] + "ان": True,
        key + "ان": False,
    }


def _participle(participle: str) -> dict[str, bool]:
    key = fold_key(participle)
    many = key[:-1] if key[-1] == "ي" else key
    return {key + "ا": False, key + "ه": True, many + "ين": False}


@cache
def _forms() -> MappingProxyType[str, CueForm]:
    table: dict[str, CueForm] = {}
    for row in rows("verbs_of_saying"):
        frames = frozenset(fold_key(frame) for frame in row["frames"].split(","))
        verb = Verb(row["lemma"], msgspec.convert(row["stance"], Stance), frames, row["strict"])
        for present, forms in ((False, _past(row["lemma"])), (True, _present(row["present"]))):
            for form, feminine in forms.items():
                dual = not present and form == fold_key(row["lemma"]) + "ا"
                many = form.endswith(("وا", "تا", "ون", "ان")) and len(form) > _LEAST_PLURAL
                plural = dual or many
                own = CueForm(verb, "verb", feminine, plural=plural, present=present)
                table.setdefault(form, own)
                for suffix in ("ه", "ها"):
                    table.setdefault(form + suffix, CueForm(verb, "verb", feminine, object=True))
        for participle in row["participle"].split("|"):
            for form, feminine in _participle(participle).items():
                table.setdefault(form, CueForm(verb, "participle", feminine))
        if row["lemma"] == "قال":
            table.update(dict.fromkeys(BY_SAYING, CueForm(verb, "participle")))
    return MappingProxyType(table)


@cache
def _nouns() -> MappingProxyType[str, CueForm]:
    table: dict[str, CueForm] = {}
    for row in rows("nouns_of_saying"):
        frames = frozenset(fold_key(frame) for frame in row["frames"].split(","))
        verb = Verb(row["lemma"], msgspec.convert(row["stance"], Stance), frames, "")
        table[fold_key(row["noun"])] = CueForm(verb, "noun")
    return MappingProxyType(table)


def noun_at(tokens: Sequence[Token], index: int) -> FoundCue | None:
    """The noun of saying at a token, also with و before it (وإعلان الوزارة); None where none is.

    >>> from riwaya.arabic import tokens
    >>> noun_at(tokens("بعد إعلان الوزارة"), 1).form.verb.lemma
    'أعلن'
    """
    found = _noun(tokens[index].key)
    return None if found is None else FoundCue(index, index, *found)


@lru_cache(maxsize=_KNOWN_WORDS)
def _noun(key: str) -> tuple[int, CueForm] | None:
    """The letters before a noun of saying in a folded word, and what it is; None where none is."""
    for lead in (0, 1) if key.startswith("و") else (0,):
        if form := _nouns().get(key[lead:]):
            return lead, form
    return None


_Phrase = tuple[tuple[str, ...], CueForm]


@cache
def _phrases() -> MappingProxyType[str, tuple[_Phrase, ...]]:
    """The phrases by their first word, the longest first."""
    table: dict[str, list[_Phrase]] = {}
    for row in rows("attribution_phrases"):
        verb = Verb(
            row["words"], msgspec.convert(row["stance"], Stance), _PHRASE_FRAMES[row["side"]], ""
        )
        kind: CueKind = "said" if row["side"] == "said" else "phrase"
        words = tuple(fold_key(row["words"]).split())
        table.setdefault(words[0], []).append((words, CueForm(verb, kind)))
    return MappingProxyType(
        {
            first: tuple(sorted(found, key=lambda entry: -len(entry[0])))
            for first, found in table.items()
        }
    )


def lemma_forms(lemma: str) -> tuple[str, ...]:
    """The folded forms that are generated for one verb of the lexicon, sorted; empty if unknown.

    >>> "قالت" in lemma_forms("قال"), "قائلا" in lemma_forms("قال")
    (True, True)
    """
    return tuple(sorted(form for form, cue in _forms().items() if cue.verb.lemma == lemma))


def find_cues(tokens: list[Token]) -> list[FoundCue]:
    """The possible cues among tokens, in order; whether each attributes anything is for the
    caller to see from what follows."""
    if len(tokens) == 1:
        if not _opens(tokens[0].key):
            return []
        one = _single(tokens[0].text, tokens[0].key, tokens[0].kind)
        return [one] if one is not None else []
    found: list[FoundCue] = []
    for index, token in enumerate(tokens):
        if not _opens(token.key) or (found and index <= found[-1].last):
            continue
        cue = _phrase_at(tokens, index) or _verb_at(tokens, index)
        if cue is not None:
            found.append(cue)
    return found


@lru_cache(maxsize=_KNOWN_WORDS)
def _opens(key: str) -> bool:
    """Whether a cue can begin with a folded word; most words begin none."""
    return any(one in table for one in (key, key[1:]) for table in (_phrases(), _forms()))


@lru_cache(maxsize=_KNOWN_WORDS)
def _single(text: str, key: str, kind: Literal["word", "number", "mark"]) -> FoundCue | None:
    """The cue that a word is by itself."""
    token = Token(0, len(text), text, key, kind)
    return _phrase_at([token], 0) or _verb_at([token], 0)


def _verb_at(tokens: list[Token], index: int) -> FoundCue | None:
    token = tokens[index]
    if token.kind != "word" or len(token.key) < 2:
        return None
    if form := _forms().get(token.key):
        return FoundCue(index, index, 0, form) if _plausible(token) else None
    if token.key[1:] in {"يعد", "تعد", "يبلغ", "تبلغ"}:
        return None
    joined = len(token.key) > _SHORT or token.key in URGED
    if token.key[0] in "وفل" and joined and (form := _forms().get(token.key[1:])):
        if token.key[0] == "ل" and token.key[1] != "ي":
            return None
        if token.key in _NOT_LED or token.text.endswith("تبني"):
            return None
        if token.key == "وبين" and any(
            t.key in _BETWEEN for t in tokens[max(0, index - 8) : index]
        ):
            return None
        return (
            FoundCue(index, index, 1, form) if form.kind == "verb" or token.key[0] == "و" else None
        )
    return None


def _plausible(token: Token) -> bool:
    # بين without its shadda is "between" unless a sentence starts with it (وبين ... أن).
    # A passive (يُتداول, نُشر) has nobody who says it.
    if "\u064f" in token.text[:3]:
        return False
    # اقرأ looks like two who admitted (أقرا), without its hamza.
    if token.text.endswith("أ") and token.key.endswith("ا") and len(token.key) > 3:
        return False
    # يدعى is "is called"; "claims" is يدعي.
    if token.text in ("يدعى", "تدعى"):
        return False
    # تبني is "the adoption of"; "adopted" is تبنى.
    if token.text.endswith("تبني"):
        return False
    # يعد is "is held to be", تبلغ "comes to", far more often than a promise or a report.
    if token.key in {"يعد", "تعد", "يبلغ", "تبلغ"}:
        return False
    return token.key not in {"بين", "عاده", "عد"} or "ّ" in token.text


def _phrase_at(tokens: Sequence[Token], index: int) -> FoundCue | None:
    """The phrase at a token, also with و or ف written on to it; ل at its end is the first letter of
    the next word."""
    first = tokens[index].key
    for lead in (0, 1) if first[:1] in ("و", "ف") else (0,):
        for words, form in _phrases().get(first[lead:], ()):
            fused = words[-1] == "ل"
            rest = words[1:-1] if fused else words[1:]
            last = index + len(rest)
            following = tokens[last + 1].key if last + 1 < len(tokens) else ""
            same = tuple(token.key for token in tokens[index + 1 : last + 1]) == rest
            if same and (not fused or following.startswith("ل")):
                return FoundCue(index, last, lead, form)
    return None
