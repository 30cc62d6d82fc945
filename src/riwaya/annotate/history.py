"""Who has spoken so far in an article, so that a later short description finds its name.

المسؤول after مسؤول دفاعي رفيع, الدبلوماسي after دبلوماسي غربي, المصدر نفسه, معاليه, الأخير.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.annotate.described import Described
from riwaya.annotate.phrase_ends import HONOURS
from riwaya.annotate.sources import is_source_noun
from riwaya.annotate.speakers import SAME
from riwaya.arabic import fold_key, tokens
from riwaya.records import Mention, Speaker

_REPORTS = frozenset(("بيان", "البيان", "بيانها", "بيانه"))
_SMALL = frozenset(("في", "من", "علي", "الي", "عن", "مع", "باسم", "لشؤون"))
_FIRST = 3
_PLURALS = (("ون", ""), ("ين", ""), ("ات", "ه"))


class History(msgspec.Struct):
    """The speakers of an article in order, each with the folded words of its description."""

    spoken: list[tuple[frozenset[str], Speaker]] = []
    described: Described = msgspec.field(default_factory=Described)
    headline: tuple[Mention, ...] = ()
    feminine: dict[str, bool] = {}

    @property
    def last(self) -> Speaker | None:
        """Who spoke last."""
        return self.spoken[-1][1] if self.spoken else None

    def last_body(self) -> Speaker | None:
        """Who spoke last and is no single person."""
        return next((one for _, one in reversed(self.spoken) if not _is_person(one)), None)

    def mark(self, speaker: Speaker, *, feminine: bool) -> None:
        """Take in the gender of the verb that a speaker was named beside."""
        if speaker.name is not None:
            self.feminine.setdefault(speaker.name, feminine)

    def agreeing(self, speaker: Speaker | None, *, feminine: bool) -> Speaker | None:
        """The speaker, or who spoke last before with the gender of a verb where his is another:
        وأضافت after a man spoke goes on from the paper before him. The speaker where nobody fits.
        """
        name = None if speaker is None else speaker.name
        if name is None or self.feminine.get(name, feminine) == feminine:
            return speaker
        before = (one for _, one in reversed(self.spoken) if one.name is not None)
        return next(
            (one for one in before if self.feminine.get(str(one.name)) == feminine), speaker
        )

    def add(self, speaker: Speaker) -> None:
        """Take in the speaker of a statement that stands in no other, unless it is unlikely that
        such a thing speaks (اللقاء, الهاتف)."""
        first = (speaker.text or "").split(" ")[:_FIRST]
        sound = (
            speaker.entity is not None
            or speaker.text is None
            or any(is_source_noun(fold_key(word)) for word in first)
        )
        if speaker.name is not None and sound:
            words = _words(f"{speaker.text or ''} {speaker.name}")
            self.spoken.append((frozenset(words), speaker))

    def resolved(
        self, speaker: Speaker, people: Sequence[Mention] = (), before: int | None = None
    ) -> Speaker:
        """The speaker by the name of the one who spoke before and whom the phrase describes; as it
        is where none or two fit. `people` are those named before: معاليه is the last of them;
        descriptions up to the offset `before` count.

        >>> history = History()
        >>> history.add(Speaker(text="دبلوماسي غربي", name="دبلوماسي غربي"))
        >>> history.resolved(Speaker(text="الدبلوماسي", name="الدبلوماسي")).name
        'دبلوماسي غربي'
        """
        text = speaker.text or ""
        keys = [token.key for token in tokens(text) if token.kind != "mark"]
        again = bool(keys) and keys[-1] in SAME
        if keys in (["هؤلاء"], ["هولاء"]) and self.spoken:
            return self._as(text, [self.spoken[-1][1]])
        if keys and keys[0] in HONOURS:
            return self._as(text, self._honoured(keys[0], people))
        if keys and keys[0] in _REPORTS:
            return self._issued(speaker, keys)
        plain = [key for key in keys if key not in SAME]
        if len(keys) == 1 and not keys[0].startswith("ال"):
            # سام after سام فان آكين
            namesakes = [one for one in people if fold_key(one.name).split(" ")[0] == keys[0]]
            if len({one.name for one in namesakes}) == 1:
                one = namesakes[0]
                return Speaker(text=text, name=one.name, entity=one.entity)
        if not plain or not (plain[0].startswith("ال") or again):
            full = self.described.fullest(text, before) if len(plain) > 1 else None
            return speaker if full is None else Speaker(text=text, name=full)
        wanted = _words(" ".join(plain))
        fitting = [one for words, one in self.spoken if wanted and wanted <= words]
        names = {one.name for one in fitting}
        if again and not fitting:
            fitting = [one for _, one in self.spoken]
        if len(names) == 1 or (again and fitting):
            return self._as(text, fitting[-1:])
        full = self.described.fullest(text, before)
        return speaker if full is None else Speaker(text=text, name=full)

    def _issued(self, speaker: Speaker, keys: list[str]) -> Speaker:
        """A statement or its like by who issued it: the body named behind it (بيان للمنظمة), or who
        spoke last."""
        wanted = _words(" ".join(key.removeprefix("ل").removeprefix("ل") for key in keys[1:]))
        bodies = [(words, one) for words, one in self.spoken if not _is_person(one)]
        fitting = [one for words, one in bodies if wanted <= words]
        alone = keys[0].startswith("ال") or bool(wanted)
        return self._as(speaker.text or "", fitting[-1:]) if alone and fitting else speaker

    def _honoured(self, honour: str, people: Sequence[Mention]) -> list[Speaker]:
        """Who spoke last under a form of address (سموه after صاحب السمو), else who spoke last, else
        the last person named."""
        root = honour.removeprefix("ال").removesuffix("ه").removesuffix("ها").removesuffix("ت")
        spoken = [one for _, one in self.spoken]
        addressed = [one for one in spoken if root in fold_key(one.text or "")]
        named = [Speaker(text=None, name=one.name, entity=one.entity) for one in people[-1:]]
        return (addressed or named or spoken)[-1:]

    def _as(self, text: str, found: list[Speaker]) -> Speaker:
        if not found:
            return Speaker(text=text, name=text)
        return Speaker(text=text, name=found[0].name, entity=found[0].entity)


def _is_person(speaker: Speaker) -> bool:
    return (speaker.entity or "").startswith("PER:")


def _words(text: str) -> set[str]:
    """The folded words of a description, without articles and endings of gender."""
    found = set()
    for token in tokens(text):
        key = token.key.removeprefix("ال")
        if token.kind == "word" and token.key not in _SMALL:
            found.add(key.removesuffix("ه"))
    return found
