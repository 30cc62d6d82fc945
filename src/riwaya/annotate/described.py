"""Bodies that an article describes at length, so that a later short description finds them.

الشركة after شركة «دوت» الكورية, إدارة المطار after إدارة مطار الملك فهد الدولي.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from riwaya.annotate.clause import Clauses
from riwaya.annotate.noun_phrases import phrase_after
from riwaya.annotate.sources import is_body_noun, is_document, is_medium
from riwaya.arabic import fold_key, tokens
from riwaya.names.lexicon import is_common, lexicon, unclitic

_LONGEST = 10
_MOST = 200
_KNOWN_WORDS = 65_536


class Place(msgspec.Struct, frozen=True):
    """Where a body is described: the paragraph, the token of its head noun and its clitics."""

    c: Clauses
    index: int
    cut: int

    @property
    def start(self) -> int:
        """The offset of the description in the body."""
        return self.c.tokens[self.index].start + self.cut

    def text(self) -> str | None:
        """The description as written; None where it is a lone noun or names a person."""
        c, first = self.c, self.index
        phrase = phrase_after(c, first, min(len(c.tokens), first + _LONGEST), bounded=False)
        end = c.tokens[phrase.last - 1].end
        named = any(one.type == "PER" for one in c.mentions_in(c.tokens[first].start, end))
        return None if phrase.last - first < 2 or named else c.body[self.start : end]


class Described(msgspec.Struct):
    """The bodies described so far, by their folded head nouns."""

    places: dict[str, list[Place]] = {}

    def read(self, c: Clauses) -> None:
        """Take in the bodies of a paragraph: the head nouns without article."""
        for index, token in enumerate(c.tokens):
            cut = _opens(token.key) if token.kind == "word" else None
            if cut is not None:
                kept = self.places.setdefault(token.key[cut:], [])
                if len(kept) < _MOST:
                    kept.append(Place(c, index, cut))

    def fullest(self, text: str, before: int | None = None) -> str | None:
        """The one description, up to an offset of the body, that a short definite one stands for;
        of a text or figures (البيانات) the last one. None where none or two bodies do.

        >>> from riwaya.annotate.clause import lay_out
        >>> from riwaya.records import Span
        >>> body = "صممت شركة دوت الكورية ساعة ذكية"
        >>> described = Described()
        >>> described.read(lay_out(body, Span(start=0, end=len(body)), (), ()))
        >>> described.fullest("الشركة"), described.fullest("الشركة اليابانية")
        ('شركة دوت الكورية', None)
        """
        keys = [token.key for token in tokens(text) if token.kind == "word"]
        if not keys:
            return None
        head, wanted = keys[0].removeprefix("ال"), content_words(text)
        fitting = self._fitting(self.places.get(head, []), wanted, before)
        if not fitting and len(keys) == 1 and not is_common(keys[0]):
            # حرييت after صحيفة حرييت التركية
            media = [one for noun, ones in self.places.items() if is_medium(noun) for one in ones]
            fitting = self._fitting(media, wanted, before)
        if fitting and is_document(head):
            return fitting[-1]
        widest = max(fitting, key=lambda one: len(content_words(one)), default=None)
        if widest is None or any(
            not content_words(one) <= content_words(widest) for one in fitting
        ):
            return None
        return widest

    def _fitting(
        self, places: list[Place], wanted: frozenset[str], before: int | None
    ) -> list[str]:
        """The descriptions with more than the wanted words: those before the offset, if any are."""
        told = [(one.start, one.text()) for one in places]
        found = [(start, text) for start, text in told if text and wanted < content_words(text)]
        near = [text for start, text in found if before is None or start < before]
        return near or [text for _, text in found][:1]


@lru_cache(maxsize=_KNOWN_WORDS)
def content_words(text: str) -> frozenset[str]:
    """The folded words of a description without articles."""
    found = (token.key for token in tokens(fold_key(text)) if token.kind == "word")
    return frozenset(key.removeprefix("ال") for key in found)


@lru_cache(maxsize=_KNOWN_WORDS)
def _opens(key: str) -> int | None:
    """How many letters stand before a head noun without article; None for any other word."""
    for cut, noun in unclitic(key):
        plain = not noun.startswith("ال") and noun not in lexicon().titles
        if plain and (is_body_noun(noun) or is_medium(noun) or is_document(noun)):
            return cut
    return None


__all__ = ("Described", "content_words")
