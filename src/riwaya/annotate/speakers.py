"""Who says it: the noun phrase beside a cue, and whom it names."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.name_people import title_at
from riwaya.annotate.names import resolve
from riwaya.annotate.sources import is_plural, is_source_noun
from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.records import Mention, Speaker

_LONGEST, _TITLED, _ANTECEDENT = 24, 14, 6
_TELLING = frozenset((
    "رساله", "بيان", "تقرير", "نص", "منشور", "تغريده", "تدوينه", "وثيقه", "مقال", "دراسه", "مذكره",
    "تسجيل", "فيديو", "نسخه",
))  # fmt: skip
_WHO = frozenset(("الذي", "التي", "الذين", "والذي", "والتي", "والذين", "اللذين", "اللذان"))
SAME: Final = frozenset((
    "نفسه", "نفسها", "نفسهم", "ذاته", "ذاتها", "ذاتهم", "المذكور", "المذكوره", "عينه",
))  # fmt: skip
"""Words for one who was named before, folded."""
HONOURS: Final = frozenset((
    "معاليه", "معاليها", "سموه", "سموها", "سيادته", "سيادتها", "فخامته", "جلالته", "دولته",
    "سعادته", "سعادتها", "فضيلته", "سماحته", "غبطته", "نيافته", "الاخير", "الاخيره",
))  # fmt: skip
"""Words that stand for one who was just named, folded."""
_NEW_PHRASE = frozenset((
    "هذا", "هذه", "هذان", "هاتان", "هؤلاء", "ذلك", "تلك", "ما", "كل", "جميع", "كافه", "اي", "ايه",
))  # fmt: skip
_ACTING = frozenset(("بالانابه", "بالوكاله", "بالنيابه", "بالتكليف"))
_CHARGED = frozenset(("المكلف", "المكلفه", "القائم", "القائمه", "المختص", "المختصه"))
_WITH_MANY = frozenset(("عيان", "كبار", "بارزون", "اخرون", "اخري"))
_UNNAMED = frozenset((
    "طلب", "طلبت", "طلبا", "طلبوا", "رفض", "رفضت", "رفضا", "رفضوا", "فضل", "فضلت", "فضلوا", "اشترط",
    "اشترطت", "اشترطوا", "لم", "يطلب",
))  # fmt: skip
_LINKS = ("من", "باسم", "لشؤون", "لحقوق", "لمكافحة", "لدي", "الي", "في", "علي")


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase: tokens `first` to `last`, half-open; empty where they are equal."""

    first: int
    last: int


def phrase_after(c: Clauses, first: int, stop: int, *, bounded: bool) -> Phrase:
    """The noun phrase that begins at token `first`, before token `stop`. With `bounded`, something
    else (أن, a colon) tells where the phrase is over, so that any noun may belong to it."""
    stop = min(stop, first + _LONGEST)
    index = _run(c, first, stop, bounded=bounded)
    named = c.mention_over(index - 1) if index > first else None
    if named is not None and named.type == "PER" and index < stop and _is_office(c, index):
        # The office behind the name: أحمد الجروان رئيس البرلمان العربي.
        index = _run(c, index, stop, bounded=bounded)
    while index > first and (c.comma(index - 1) or c.role(index - 1)):
        index -= 1
    return Phrase(first, index)


def _is_office(c: Clauses, index: int) -> bool:
    title, key = title_at(c.tokens, index), c.tokens[index].key
    if title is None or title[0] != "office" or key.startswith("و"):
        return False
    following = c.tokens[index + 1].key if index + 1 < len(c.tokens) else ""
    return not key.startswith("ال") or following in _LINKS


def _run(c: Clauses, first: int, stop: int, *, bounded: bool) -> int:
    """The token behind the noun phrase that begins at `first`."""
    index, definite = first, False
    while index < stop:
        step = _step(c, first, index, stop, definite, bounded)
        if step is None:
            break
        index, closed = step
        definite = closed is not None and (definite or closed)
    return index


def _step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, bounded: bool
) -> tuple[int, bool | None] | None:
    """The next token index and whether the phrase is now definite (None: it no longer is, since a
    word asks for a noun of its own), or None where it ends."""
    token = c.tokens[index]
    if c.comma(index):
        return (index + 1, definite) if _appositive(c, first, index, stop) else None
    if token.kind == "mark":
        quote = c.quote_at(index)
        if quote is not None and not c.speech(quote, index):
            over = index > first and not bounded and _complete(c, first, index)
            return None if over else (c.after(quote.end), True)
        if token.text == "(":
            close = next(
                (i for i in range(index, min(stop, index + 8)) if c.tokens[i].text == ")"), None
            )
            return None if close is None or index == first else (close + 1, True)
        short = token.text == "." and index > first and len(c.tokens[index - 1].key) == 1
        return (index + 1, definite) if short or (token.text in "-/" and index > first) else None
    if index > first and not bounded and (token.key in _NEW_PHRASE or _complete(c, first, index)):
        return None
    mention = c.mention_over(index)
    if mention is not None and (
        mention.type == "PER" or not definite or token.start > mention.start
    ):
        return c.after(mention.end), True
    if _turns(c, first, index, stop, definite=definite and not bounded):
        return None
    if role := c.role(index):
        goes_on = role == "adverbial" and index > first and _title_goes_on(c, first, index, stop)
        goes_on = goes_on or (not definite and _is_placed(c, first, index, stop))
        return (index + 1, definite) if goes_on else None
    inside = token.key.startswith(("ال", "وال", "لل"))
    if index > first and (token.key in _LINKS or _in_office(c, first, index)):
        return index + 1, None
    if not bounded:
        return _loose_step(c, first, index, stop, definite, inside)
    return index + 1, inside


def _loose_step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, inside: bool
) -> tuple[int, bool | None] | None:
    """As `_step`, for a plain word of a phrase whose end nothing else tells."""
    if _is_of_many(c, first, index):
        return None
    if definite and not inside and c.role(index - 1) != "adverbial":
        return (index + 1, False) if _second_title(c, first, index, stop) else None
    addressed = index > first and c.tokens[index].key.startswith("ل")
    if addressed and not inside and c.tokens[index - 1].kind == "mark":
        return None
    return index + 1, inside


def _in_office(c: Clauses, first: int, index: int) -> bool:
    """Whether a word with ب tells the office of the title right before it: المكلف بالإعلام."""
    if c.tokens[index].key in _ACTING:
        return True
    if index != first + 1 or not c.tokens[index].key.startswith("بال"):
        return False
    return title_at(c.tokens, first) is not None or c.tokens[first].key in _CHARGED


def _is_of_many(c: Clauses, first: int, index: int) -> bool:
    """Whether a word is no adjective of the indefinite plural of people before it: شهود عيان سماع
    دوي."""
    head, key = c.tokens[first].key, c.tokens[index].key
    if index == first or not is_plural(head) or key.startswith("ال") or key in _WITH_MANY:
        return False
    return not key.endswith(("ي", "يه", "ون", "ين", "ات")) and c.mention_over(index) is None


def _turns(c: Clauses, first: int, index: int, stop: int, *, definite: bool) -> bool:
    """Whether something else begins here: a participle that reports, نقلا عن, لـ with a medium in
    quotation marks, and behind a definite noun another one that speaks (الأهالي المنظمات)."""
    token = c.tokens[index]
    if any(f.form.kind == "participle" and not f.form.feminine for f in find_cues([token])):
        return True
    if token.key == "ل" and index > first and c.quote_at(index + 1) is not None:
        return True
    if index > first and any(
        f.form.kind == "phrase" and f.first == 0 for f in find_cues(c.tokens[index : index + 3])
    ):
        return True
    other = definite and index > first and token.key.startswith("ال")
    if not other or not is_source_noun(token.key) or c.mention_over(index) is not None:
        return False
    return not _second_title(c, first, index, stop)


def _is_placed(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether في tells where an unnamed source belongs (مصدر في المطار), not when or how it spoke
    (مصدر في بيان)."""
    if c.tokens[index].key != "في" or index + 1 >= stop:
        return False
    if not is_source_noun(c.tokens[first].key):
        return False
    if c.tokens[first].key.startswith("ال") or c.mention_over(first) is not None:
        return False
    return not is_occasion(c.tokens[index + 1].key)


@cache
def _occasions() -> frozenset[str]:
    return frozenset(fold_key(row["word"]) for row in rows("occasion_words"))


def is_occasion(key: str) -> bool:
    """Whether a folded word is one for when or how something was said.

    >>> is_occasion("البيان"), is_occasion("المطار")
    (True, False)
    """
    return key in _occasions() or key.removeprefix("ال") in _occasions()


def _appositive(c: Clauses, first: int, comma: int, stop: int) -> bool:
    """Whether the phrase goes on behind a comma: وزير الخارجية، سيرغي لافروف، إن."""
    if (
        comma + 1 >= stop
        or comma == first
        or any(m.type == "PER" for m in c.mentions_in(c.tokens[first].start, c.tokens[comma].start))
    ):
        return False
    mention = c.mention_over(comma + 1)
    return mention is not None and mention.type == "PER"


def _complete(c: Clauses, first: int, index: int) -> bool:
    """Whether the phrase before a token takes no more: it ends with a person's name, a plural in
    ون, which no noun can follow in construct, or an indefinite adjective (مصدر عسكري)."""
    before = c.mention_over(index - 1)
    if before is not None and before.type == "PER":
        return True
    key = c.tokens[index - 1].key
    if (key in ("اخر", "اخري") and index > first + 1) or key in HONOURS:
        return True
    whole = key.endswith("ون") and len(key) > 5 and not key.startswith("ال")
    following = c.tokens[index].key
    adjective = following.endswith("ون") and not following.startswith("ال")
    if index > first + 1 and key.endswith("ي") and len(key) > 3:
        plain = not any(c.tokens[i].key.startswith("ال") for i in (index - 2, index - 1, index))
        named = c.mention_over(index)
        return (
            plain
            and before is None
            and not following.endswith(("ي", "يه"))
            and (named is None or named.type != "PER")
        )
    return whole and not adjective


def _second_title(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether another office of the same person begins: رئيس الوفد معاون الوزير فلان."""
    if any(m.type == "PER" for m in c.mentions_in(c.tokens[first].start, c.tokens[index].start)):
        return False
    for ahead in range(index + 1, min(stop, index + 6)):
        if c.tokens[ahead].text == "." and len(c.tokens[ahead - 1].key) == 1:
            continue
        if c.comma(ahead) or c.role(ahead) or not c.word(ahead):
            return False
        mention = c.mention_over(ahead)
        if mention is not None and mention.type == "PER":
            return True
        if not c.tokens[ahead].key.startswith(("ال", "لل")) and ahead > index + 1:
            return False
    return False


def _title_goes_on(c: Clauses, first: int, index: int, stop: int) -> bool:
    """Whether a preposition belongs to a title that a name completes: المبعوث إلى سوريا فلان."""
    if c.tokens[index].key not in _LINKS:
        return False
    here = c.mentions_in(c.tokens[first].start, c.tokens[index].start)
    if any(m.type == "PER" for m in here):
        return False
    if (
        c.tokens[index].key == "من"
        and index == first + 1
        and not c.tokens[first].key.startswith("ال")
    ):
        return True
    for ahead in range(index + 1, min(stop, index + 6)):
        if c.comma(ahead) and ahead + 1 < stop:
            named = c.mention_over(ahead + 1)
            return named is not None and named.type == "PER"
        if c.comma(ahead) or c.role(ahead) in ("that", "subordinate"):
            return False
        mention = c.mention_over(ahead)
        if mention is not None and mention.type == "PER":
            return ahead > index + 1
    return False


def phrase_before(c: Clauses, cue: FoundCue) -> Phrase | None:
    """The subject before a verb: (أن) الوحدات الكردية نفت, كانت الوزارة أعلنت, الكرملين ينفي."""
    begin = c.sentence_start(cue.first)
    if cue.lead and c.tokens[cue.first].key[0] == "ف" and c.tokens[begin].key in ("اما", "واما"):
        return _subject(c, begin + 1, cue.first)
    if cue.lead or cue.first == 0:
        return None
    limit = max(begin, cue.first - 12)
    commas = False
    for index in range(cue.first - 1, limit - 1, -1):
        role = c.role(index)
        level = c.level[index] == c.level[cue.first]
        if c.comma(index) and level:
            commas = True
        if commas and role in ("that", "contrast"):
            return None
        if role in ("that", "auxiliary", "contrast") and level:
            return _subject(c, index + 1, cue.first)
        if role == "subordinate":
            return None
        if not level:
            return _subject(c, index + 1, cue.first)
    if limit == begin and _nominal(c, begin):
        return _subject(c, begin, cue.first)
    return None


def _nominal(c: Clauses, index: int) -> bool:
    """Whether a sentence opens with a noun and not a verb: a definite noun, a name, a quotation."""
    key = c.tokens[index].key
    return (
        key.startswith(("ال", "وال"))
        or is_quote_mark(c.tokens[index])
        or (c.mention_over(index) is not None)
    )


def antecedent(c: Clauses, cue: FoundCue) -> Phrase | None:
    """The source that a relative clause tells of: المسؤول الذي أكد أن, التي بحثت رسالة تحذر من."""
    last = cue.first
    relative = c.role(last - 1) == "subordinate" and c.tokens[last - 1].key in _WHO
    if relative:
        last -= 1
    elif last and c.tokens[last - 1].key.startswith("ال"):
        return None
    while last and c.comma(last - 1):
        last -= 1
    for first in range(last - 1, max(-1, last - _ANTECEDENT), -1):
        token = c.tokens[first]
        if token.kind == "mark" and not is_quote_mark(token):
            return None
        if c.role(first) not in ("", "adverbial") or find_cues([token]):
            return None
        tells = is_source_noun(token.key) if relative else token.key in _TELLING
        if tells and phrase_after(c, first, last, bounded=True).last >= last:
            return Phrase(first, last)
    return None


def with_name(c: Clauses, phrase: Phrase, stop: int) -> Phrase:
    """The phrase with the name that follows in apposition: المكلف بالإعلام على مستوى المديرية،
    النقيب فلان."""
    if phrase.last == phrase.first:
        return phrase
    inside = c.mentions_in(c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end)
    if any(one.type == "PER" for one in inside) or not is_source_noun(c.tokens[phrase.first].key):
        return phrase
    for comma in range(phrase.last, min(stop, phrase.last + _TITLED)):
        if not c.comma(comma):
            continue
        for index in range(comma + 1, min(stop, comma + 4)):
            named = c.mention_over(index)
            if named is not None and named.type == "PER":
                return Phrase(phrase.first, c.after(named.end))
            if c.comma(index) or c.role(index) or find_cues([c.tokens[index]]):
                break
    return phrase


def _subject(c: Clauses, first: int, last: int) -> Phrase | None:
    if first >= last or any(_reports(c, first + f.first) for f in find_cues(c.tokens[first:last])):
        return None
    if any(token.key.endswith("وا") and len(token.key) > 3 for token in c.tokens[first:last]):
        return None
    phrase = phrase_after(c, first, last, bounded=True)
    named = c.mention_over(last - 1)
    if named is not None and named.type == "PER" and last - first <= _TITLED:
        # An office may have any prepositions in it: كبير المحللين في بنك كذا فلان.
        return Phrase(first, last)
    end = phrase.last
    while end < last and (c.comma(end)):
        end += 1
    if phrase.last == phrase.first or not (end == last or c.role(end) == "adverbial"):
        return None
    return phrase


def _reports(c: Clauses, index: int) -> bool:
    """Whether a cue inside what may be a subject is one: not part of a name, nor a noun."""
    return c.mention_over(index) is None and not c.is_noun_form(index)


def name_phrase(c: Clauses, phrase: Phrase) -> Speaker:
    """Resolve a speaker phrase: to the person in it, to the name that it is or begins with, to what
    a definite description stands for, else to the phrase itself."""
    start, end = c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end
    text = _trim(c.body[start:end])
    inside = c.mentions_in(start, end)
    person = next((m for m in inside if m.type == "PER"), None)
    if person is not None:
        return Speaker(text=text, name=person.name, entity=person.entity)
    whole = _part_of(c, phrase) or _whole(c, phrase, inside)
    found = whole or resolve(without_same(text), start, c.body, c.mentions)
    if found is not None:
        return Speaker(text=text, name=found.name, entity=found.entity)
    return Speaker(text=text, name=_trim_quotes(_without_clause(text)))


def _without_clause(text: str) -> str:
    """A description without what tells that its owner would not be named: مصدر رفض كشف اسمه."""
    words = text.split(" ")
    for index, word in enumerate(words[1:], 1):
        if fold_key(word) in _UNNAMED:
            return " ".join(words[:index])
    return text


def without_same(text: str) -> str:
    """A description without the word that says that it was named before (المتحدث نفسه).

    >>> without_same("المتحدث ذاته")
    'المتحدث'
    """
    head, _, last = text.rpartition(" ")
    return head if head and fold_key(last) in SAME else text


def _whole(c: Clauses, phrase: Phrase, inside: list[Mention]) -> Mention | None:
    """A mention that stands at the head of the phrase: the phrase is that name, with a tail."""
    head = phrase.first + (1 if is_quote_mark(c.tokens[phrase.first]) else 0)
    for mention in inside:
        if (
            mention.start <= c.tokens[head].start
            and mention.end >= c.tokens[phrase.last - 1].start - 1
        ):
            return mention
    return None


def _part_of(c: Clauses, phrase: Phrase) -> Mention | None:
    """The body that the phrase is a part of: الوحدات الكردية من قوات كذا."""
    if phrase.last + 1 < len(c.tokens) and c.tokens[phrase.last].key == "من":
        mention = c.mention_over(phrase.last + 1)
        if mention is not None and mention.type in ("ORG", "GROUP"):
            return mention
    return None


def _trim(text: str) -> str:
    return text.strip(" \u00a0،,.:")


def _trim_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] in '"«“' and text[-1] in '"»”' else text
