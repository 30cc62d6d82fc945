"""Which noun phrase is the subject of a cue: the one before it, or that of a relative clause."""

from __future__ import annotations

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.name_people import title_at
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source, is_source_noun

_TWO, _SHORT = 2, 3
_JOINING = frozenset(("that", "auxiliary", "contrast", "subordinate"))
_THAT_IT = frozenset(("انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم"))
_HAVE = frozenset(("قد", "كانوا", "كان", "كانت"))
_TITLED, _ANTECEDENT = 14, 6
_TELLING = words_of("telling")
_WHO = words_of("relative")
_TIME = words_of("when")


def phrase_before(c: Clauses, cue: FoundCue) -> Phrase | None:
    """The subject before a verb: (أن) الوحدات الكردية نفت, كانت الوزارة أعلنت, الكرملين ينفي."""
    begin = c.sentence_start(cue.first)
    if begin < cue.first and (dated := c.behind_time(begin)) is not None and dated < cue.first:
        begin = dated
    topic = _topic_before(c, cue, begin)
    if topic is not None or cue.lead or cue.first == 0:
        return topic
    limit = max(begin, cue.first - _TITLED + _TWO)
    last = cue.first
    while last > begin + 1 and c.tokens[last - 1].key in _HAVE:
        last -= 1
    found = _nearest(c, cue, limit, last)
    if found is None and limit == begin and _nominal(c, begin):
        found = _first(c, cue, begin, last)
    return found


def _topic_before(c: Clauses, cue: FoundCue, begin: int) -> Phrase | None:
    """The subject that أما sets in front: أما الوزير فأكد, أما الوزير فقد أكد."""
    if c.tokens[begin].key not in ("اما", "واما") or begin >= cue.first:
        return None
    if cue.lead and c.tokens[cue.first].key[0] == "ف":
        return _subject(c, begin + 1, cue.first)
    if c.tokens[cue.first - 1].key == "فقد":
        return _subject(c, begin + 1, cue.first - 1)
    return None


def _first(c: Clauses, cue: FoundCue, begin: int, last: int) -> Phrase | None:
    """The subject that opens the sentence, if nothing that joins clauses stands behind it."""
    between = range(begin, last)
    if any(c.role(i) in _JOINING or c.level[i] != c.level[cue.first] for i in between):
        return None
    found = _subject(c, begin, last)
    # والأسبوع الجاري، قال فلان: what stands first need not be who speaks.
    return found if found is not None and is_source(c, found.first, found.last) else None


def _nearest(c: Clauses, cue: FoundCue, limit: int, last: int) -> Phrase | None:
    """The subject behind the nearest word that joins clauses (أن, كانت) or opens a quotation."""
    commas = False
    for index in range(last - 1, limit - 1, -1):
        role = c.role(index)
        level = c.level[index] == c.level[cue.first]
        if c.comma(index) and level:
            commas = True
        if commas and role in ("that", "contrast"):
            return None
        if role in ("that", "auxiliary", "contrast") and level:
            return _able(c, _subject(c, index + 1, last))
        if role == "subordinate":
            return None
        if not level:
            return _able(c, _subject(c, index + 1, last))
    return None


def _able(c: Clauses, phrase: Phrase | None) -> Phrase | None:
    """The phrase if it can speak: a source, or a short one that may be a name nobody knows."""
    if phrase is None or phrase.last - phrase.first <= _SHORT:
        return phrase
    return phrase if is_source(c, phrase.first, phrase.last) else None


def _nominal(c: Clauses, index: int) -> bool:
    """Whether a sentence opens with a noun and not a verb: a definite noun, a name, a quotation."""
    key = c.tokens[index].key
    return (
        key.startswith(("ال", "وال"))
        or is_source_noun(key)
        or is_quote_mark(c.tokens[index])
        or (c.mention_over(index) is not None)
    )


def is_told_of(c: Clauses, cue: FoundCue) -> bool:
    """Whether the noun before a relative pronoun is what is spoken of, and does not speak: الجهات
    التي قال إنها تسعى."""
    if cue.first < _TWO or c.tokens[cue.first - 1].key not in _WHO:
        return False
    at = cue.last + 1
    named = phrase_after(c, at, c.sentence_end(cue.first), bounded=False)
    if is_source(c, named.first, named.last):
        # المصرف الذي تقول الوزارة إنه مفلس
        at = named.last
    following = c.tokens[at].key if at < len(c.tokens) else ""
    if following not in _THAT_IT:
        return False
    noun = cue.first - _TWO
    mention = c.mention_over(noun)
    person = mention is not None and mention.type == "PER"
    return not person and title_at(c.tokens, noun) is None


def antecedent(c: Clauses, cue: FoundCue) -> Phrase | None:
    """The source that a relative clause tells of: المسؤول الذي أكد أن, التي بحثت رسالة تحذر من."""
    last = cue.first
    if is_told_of(c, cue):
        return None
    while last > _TWO and c.tokens[last - 1].key in _HAVE:
        last -= 1
    relative = c.role(last - 1) == "subordinate" and c.tokens[last - 1].key in _WHO
    if relative:
        last -= 1
    elif last and c.tokens[last - 1].key.startswith("ال"):
        return None
    while last and c.comma(last - 1):
        last -= 1
    named = c.mention_over(last - 1) if relative and last else None
    if named is not None and named.type in ("PER", "ORG", "GROUP"):
        return Phrase(c.after(named.start), last)
    for first in range(last - 1, max(-1, last - _ANTECEDENT), -1):
        token = c.tokens[first]
        if token.kind == "mark" and not is_quote_mark(token):
            return None
        if c.role(first) not in ("", "adverbial") or find_cues([token]):
            return None
        if not relative and (token.key in _TELLING):
            return Phrase(first, last)
        if relative and is_source_noun(token.key):
            whole = phrase_after(c, first, last, bounded=True).last >= last
            return Phrase(first, last) if whole else None
    return None


def with_name(c: Clauses, phrase: Phrase, stop: int) -> Phrase:
    """The phrase with the name that follows in apposition: المكلف بالإعلام على مستوى المديرية،
    النقيب فلان."""
    if phrase.last == phrase.first:
        return phrase
    inside = c.mentions_in(c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end)
    head = c.tokens[phrase.first].key
    if any(one.type == "PER" for one in inside):
        return phrase
    if not (head.startswith("ال") or is_source_noun(head)):
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
    if any(token.key in _TELLING for token in c.tokens[first + 1 : last]):
        # غرفة العمليات تلقت بلاغا يفيد: the report tells, not who took it.
        return None
    if last == first + 1 and (c.tokens[first].key in _TIME or c.behind_time(first) is not None):
        # لكن الآن أعتقد أن
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
