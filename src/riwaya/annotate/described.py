"""Bodies that an article describes at length, so that a later short description finds them.

الشركة after شركة «دوت» الكورية, إدارة المطار after إدارة مطار الملك فهد الدولي.
"""

from __future__ import annotations

import msgspec

from riwaya.annotate.clause import Clauses
from riwaya.annotate.name_lexicon import is_common, lexicon, unclitic
from riwaya.annotate.noun_phrases import phrase_after
from riwaya.annotate.sources import is_body_noun, is_document, is_medium
from riwaya.arabic import fold_key, tokens

_LONGEST = 10
_MOST = 200


class Described(msgspec.Struct):
    """The bodies described so far: by their folded head noun, the words, text and place of each."""

    bodies: dict[str, list[tuple[frozenset[str], str, int]]] = {}

    def read(self, c: Clauses) -> None:
        """Take in the bodies of a paragraph: a head noun without article and what belongs to it."""
        for index, token in enumerate(c.tokens):
            if token.kind != "word":
                continue
            found = next((cut for cut, key in unclitic(token.key) if _opens(key)), None)
            if found is None:
                continue
            phrase = phrase_after(c, index, min(len(c.tokens), index + _LONGEST), bounded=False)
            inside = c.mentions_in(token.start, c.tokens[phrase.last - 1].end)
            if phrase.last - index < 2 or any(one.type == "PER" for one in inside):
                continue
            text = c.body[token.start + found : c.tokens[phrase.last - 1].end]
            kept = self.bodies.setdefault(token.key[found:], [])
            if len(kept) < _MOST:
                kept.append((content_words(text), text, token.start))

    def fullest(self, text: str, before: int | None = None) -> str | None:
        """The one description, up to an offset of the body, that a short definite one stands for;
        of a text or figures (البيانات) the last one. None where none or two bodies do.

        >>> one = (content_words("شركة دوت الكورية"), "شركة دوت الكورية", 0)
        >>> described = Described({"شركه": [one]})
        >>> described.fullest("الشركة"), described.fullest("الشركة اليابانية")
        ('شركة دوت الكورية', None)
        """
        keys = [token.key for token in tokens(text) if token.kind == "word"]
        if not keys:
            return None
        wanted = content_words(text)
        fitting = [one for one in self.bodies.get(keys[0].removeprefix("ال"), ()) if wanted < one[0]]
        if not fitting and len(keys) == 1 and not is_common(keys[0]):
            # حرييت after صحيفة حرييت التركية
            media = [ones for head, ones in self.bodies.items() if is_medium(head)]
            fitting = [one for ones in media for one in ones if wanted < one[0]]
        near = [one for one in fitting if before is None or one[2] < before]
        fitting = near or fitting
        if fitting and is_document(keys[0].removeprefix("ال")):
            return fitting[-1][1] if near else fitting[0][1]
        widest = max((words for words, _, _ in fitting), key=len, default=frozenset())
        if not fitting or any(not words <= widest for words, _, _ in fitting):
            return None
        return next(text for words, text, _ in fitting if words == widest)


def content_words(text: str) -> frozenset[str]:
    """The folded words of a description without articles."""
    found = (token.key for token in tokens(fold_key(text)) if token.kind == "word")
    return frozenset(key.removeprefix("ال") for key in found)


def _opens(key: str) -> bool:
    if key.startswith("ال") or key in lexicon().titles:
        return False
    return is_body_noun(key) or is_medium(key) or is_document(key)


__all__ = ("Described", "content_words")
