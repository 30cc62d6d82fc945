"""Who says it: the noun phrase beside a cue, and whom it names."""

from __future__ import annotations

import msgspec

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.names import resolve
from riwaya.records import Mention, Speaker

_LONGEST = 24
_LINKS = ("من", "باسم", "لشؤون", "لحقوق", "لمكافحة", "لدي", "الي", "في", "علي")


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase: tokens `first` to `last`, half-open; empty where they are equal."""

    first: int
    last: int


def phrase_after(c: Clauses, first: int, stop: int, *, bounded: bool) -> Phrase:
    """The noun phrase that begins at token `first`, before token `stop`. With `bounded`, something
    else (أن, a colon) tells where the phrase is over, so that any noun may belong to it."""
    index, definite = first, False
    stop = min(stop, first + _LONGEST)
    while index < stop:
        step = _step(c, first, index, stop, definite, bounded)
        if step is None:
            break
        index, closed = step
        definite = definite or closed
    while index > first and (c.comma(index - 1) or c.role(index - 1)):
        index -= 1
    return Phrase(first, index)


def _step(
    c: Clauses, first: int, index: int, stop: int, definite: bool, bounded: bool
) -> tuple[int, bool] | None:
    """The next token index and whether the phrase is now definite, or None where it ends."""
    token = c.tokens[index]
    if c.comma(index):
        return (index + 1, definite) if _appositive(c, first, index, stop) else None
    if token.kind == "mark":
        quote = c.quote_at(index)
        if quote is not None and not c.speech(quote, index):
            return c.after(quote.end), True
        if token.text == "(":
            close = next(
                (i for i in range(index, min(stop, index + 8)) if c.tokens[i].text == ")"), None
            )
            return None if close is None or index == first else (close + 1, True)
        short = token.text == "." and index > first and len(c.tokens[index - 1].key) == 1
        return (index + 1, definite) if short or (token.text in "-/" and index > first) else None
    if index > first and not bounded and _complete(c, first, index):
        return None
    mention = c.mention_over(index)
    if mention is not None and (
        mention.type == "PER" or not definite or token.start > mention.start
    ):
        return c.after(mention.end), True
    if any(f.form.kind == "participle" and not f.form.feminine for f in find_cues([token])):
        return None
    if role := c.role(index):
        if role == "adverbial" and index > first and _title_goes_on(c, first, index, stop):
            return index + 1, definite
        return None
    inside = token.key.startswith(("ال", "وال", "لل"))
    if definite and not bounded and not inside and c.role(index - 1) != "adverbial":
        return (index + 1, False) if _second_title(c, first, index, stop) else None
    addressed = index > first and token.key.startswith("ل") and token.key not in _LINKS
    if addressed and not (inside or bounded) and c.tokens[index - 1].kind == "mark":
        return None
    return index + 1, inside


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
    if cue.lead or cue.first == 0:
        return None
    begin = c.sentence_start(cue.first)
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


def _subject(c: Clauses, first: int, last: int) -> Phrase | None:
    if first >= last or find_cues(c.tokens[first:last]):
        return None
    if any(token.key.endswith("وا") and len(token.key) > 3 for token in c.tokens[first:last]):
        return None
    phrase = phrase_after(c, first, last, bounded=True)
    end = phrase.last
    while end < last and (c.comma(end)):
        end += 1
    if phrase.last == phrase.first or not (end == last or c.role(end) == "adverbial"):
        return None
    return phrase


def name_phrase(c: Clauses, phrase: Phrase) -> Speaker:
    """Resolve a speaker phrase: to the person in it, to the name that it is or begins with, to what
    a definite description stands for, else to the phrase itself."""
    start, end = c.tokens[phrase.first].start, c.tokens[phrase.last - 1].end
    text = _trim(c.body[start:end])
    inside = c.mentions_in(start, end)
    person = next((m for m in inside if m.type == "PER"), None)
    if person is not None:
        return Speaker(text=text, name=person.name, entity=person.entity)
    whole = _whole(c, phrase, inside) or _part_of(c, phrase)
    found = whole or resolve(text, start, c.body, c.mentions)
    if found is not None:
        return Speaker(text=text, name=found.name, entity=found.entity)
    return Speaker(text=text, name=_trim_quotes(text))


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
