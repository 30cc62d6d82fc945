"""Attribution without a verb of its own: بحسب فلان, نقلا عن فلان."""

from __future__ import annotations

import msgspec

from riwaya.annotate.clause import Clauses, is_quote_mark
from riwaya.annotate.contents import PASSES_ON
from riwaya.annotate.cues import FoundCue, find_cues
from riwaya.annotate.noun_phrases import Phrase, phrase_after
from riwaya.annotate.phrase_ends import is_at
from riwaya.annotate.phrase_words import words_of
from riwaya.annotate.sources import is_source
from riwaya.names.lexicon import lexicon

_WHAT = frozenset(("ما", "لما", "بما"))
_DASHES = frozenset("-–—ـ")
_BETWEEN = _DASHES | {":"}
_PLANS = words_of("plan")
_ELSE = frozenset(("فيما", "بينما"))
_TURNED = frozenset(("فقد", "فان", "فانه", "فانها"))
_LEAST, _BEGUN, _RELATIVE = 3, 2, 12


class Trailing(msgspec.Struct, frozen=True):
    """A phrase cue with its speaker and the slice of content that it attributes."""

    cue: FoundCue
    subject: Phrase
    first: int
    offset: int
    start: int
    end: int
    quoted: bool


def passed_on(c: Clauses, found: Trailing) -> tuple[Trailing, Phrase | None]:
    """The source behind a medium, and the medium: بحسب ما نقلته الشبكة عن مصادر."""
    at, end = found.subject.last, c.sentence_end(found.cue.first)
    if found.cue.form.verb.lemma not in PASSES_ON or at >= end or c.tokens[at].key != "عن":
        return found, None
    source = phrase_after(c, at + 1, end, bounded=False)
    if not is_source(c, source.first, source.last):
        return found, None
    return msgspec.structs.replace(found, subject=source), found.subject


def trailing(c: Clauses, cue: FoundCue) -> Trailing | None:
    """The speaker behind a phrase cue, and the content around it: the quotation right before it,
    else the clause before it, else (where it opens the sentence) the clause behind it."""
    if "own" in cue.form.verb.frames:
        return _own(c, cue)
    end = c.sentence_end(cue.first)
    named, after = _clause_cue(c, cue, end)
    if named is None:
        return None
    begin, opens = c.sentence_start(cue.first), "behind" in cue.form.verb.frames
    subject = _source_behind(c, cue, after, end)
    weak = named is cue and (
        not is_source(c, subject.first, subject.last) or (not opens and _is_plan(c, subject.first))
    )
    if subject.last == subject.first or weak:
        return None
    near = range(subject.last, min(end, subject.last + _RELATIVE))
    turned = any(c.tokens[i].key in _TURNED for i in near)
    if cue.first - begin <= 1 or turned or opens:
        found = _behind(c, named, subject, end)
        if found is None and begin and not opens:
            # A sentence of its own: غادر الركاب. وفقا للوكالة.
            return _before(c, named, subject, begin, c.sentence_start(begin - 1))
        return found
    if _is_governed(c, begin, cue.first, subject.last):
        return _behind(c, named, subject, end)
    if _is_begun(c, begin, cue.first) and not _is_over(c, subject.last, end):
        return _behind(c, named, subject, end)
    return _before(c, named, subject, cue.first, begin)


def _clause_cue(c: Clauses, cue: FoundCue, end: int) -> tuple[FoundCue | None, int]:
    """The cue with the verb behind ما or كما (وفق ما ذكرته) and the token behind it; None where
    that verb is missing, the phrase itself where it has none."""
    clause = "what" in cue.form.verb.frames
    at = cue.last if clause else cue.last + 1
    if not (clause or (at < end and c.tokens[at].key in _WHAT)):
        return cue, at
    verbs = find_cues(c.tokens[at + 1 : at + 2])
    if not verbs or verbs[0].form.kind != "verb":
        return None, at
    named = msgspec.structs.replace(verbs[0], first=cue.first, last=at + 1, lead=cue.lead)
    after = at + 2
    if after < end and c.tokens[after].key in ("به", "بها", "بذلك"):
        after += 1
    verb = verbs[0].form.verb
    plain = verb.stance == "assert" and {"that", "quote"} <= verb.frames
    if c.tokens[cue.first].key == "كما" and not (plain and _closes(c, after, end)):
        return None, after
    return named, after


def _source_behind(c: Clauses, cue: FoundCue, after: int, end: int) -> Phrase:
    """The source behind a phrase: up to the dash that closes an aside (- بحسب المصدر -)."""
    if after < end and c.tokens[after].key == "ل":
        after += 1
    if cue.first and c.tokens[cue.first - 1].text in _DASHES:
        close = (i for i in range(after + 1, end) if c.tokens[i].text in _DASHES)
        end = next(close, end)
    phrase = phrase_after(c, after, end, bounded=True)
    for index in range(phrase.first + 1, phrase.last):
        named = c.mention_over(index - 1)
        if named is not None and named.type == "ORG" and _is_about(c, index):
            # وفقا لوكالة الأنباء | بتعيين فلان
            return Phrase(phrase.first, index)
    return phrase


def _is_about(c: Clauses, index: int) -> bool:
    """Whether a word with ب is no place where somebody belongs, but what is told."""
    return c.fused(index, "ب") and not is_at(c, index)


def _closes(c: Clauses, after: int, end: int) -> bool:
    """Whether nothing but a source stands behind a verb: كما ذكرت السلطات المحلية."""
    source = phrase_after(c, after, end, bounded=True)
    behind = source.last
    return is_source(c, source.first, source.last) and (
        behind >= end
        or c.comma(behind)
        or (c.tokens[behind].kind == "mark" and not c.quote_at(behind))
    )


def _is_plan(c: Clauses, index: int) -> bool:
    """Whether something is done by a plan or a rule, which says nothing: وفق البرنامج المحدد."""
    key = c.tokens[index].key
    return (key[2:] if key.startswith(("ال", "لل")) else key) in _PLANS


def _is_begun(c: Clauses, begin: int, at: int) -> bool:
    """Whether hardly a word of the clause stands before token `at`: the claim is behind it (أدت،
    وفق إحصاء، إلى مقتل المئات)."""
    set_off = c.comma(at - 1) or c.tokens[at - 1].text in _DASHES
    first = last = at - 1 if set_off else at
    while first > begin and c.word(first - 1):
        first -= 1
    if c.role(first) == "ender":
        return False
    return 0 < last - first <= _BEGUN and (first == begin or c.comma(first - 1))


def _is_governed(c: Clauses, begin: int, at: int, behind: int) -> bool:
    """Whether a word with ب goes on behind a source in the middle of a short clause, which carries
    the claim: وقضى القرار - وفقا للوكالة - بتعيين فلان."""
    while behind < len(c.tokens) and c.tokens[behind].text in _DASHES:
        behind += 1
    words = sum(1 for index in range(begin, at) if c.word(index))
    return words <= _LEAST and behind < len(c.tokens) and _is_about(c, behind)


def _is_over(c: Clauses, index: int, end: int) -> bool:
    """Whether a source ends its clause: a participle goes on behind it (كما ذكر فلان، موضحا)."""
    while index < end and (c.comma(index) or not c.word(index)):
        index += 1
    cues = find_cues(c.tokens[index : index + 1])
    return index < end and bool(cues) and cues[0].form.kind == "participle"


def _own(c: Clauses, cue: FoundCue) -> Trailing | None:
    """على حد قوله: the clause before, by whoever spoke last; بحسبه with a quotation behind it."""
    own = Phrase(cue.last, cue.last)
    quote = c.quote_at(cue.last + 1)
    if quote is not None and c.speech(quote, cue.last + 1):
        return _behind(c, cue, Phrase(cue.last + 1, cue.last + 1), c.sentence_end(cue.first))
    return _before(c, cue, own, cue.first, c.sentence_start(cue.first))


def _behind(c: Clauses, cue: FoundCue, subject: Phrase, end: int) -> Trailing | None:
    first = _behind_relative(c, subject.last, end)
    near = range(first, min(end, first + 10))
    turn = next((i for i in near if c.role(i) == "that" or c.tokens[i].key == "فقد"), None)
    if turn is not None and c.tokens[turn].key.startswith("ف"):
        first = turn
    while first < end and (
        c.comma(first) or c.role(first) == "that" or c.tokens[first].text in _BETWEEN
    ):
        first += 1
    if first < end and (quote := c.quote_at(first)) is not None and c.speech(quote, first):
        start = quote.inner_start
        inside = c.after(start)
        if c.role(inside) == "that" and inside + 1 < len(c.tokens):
            start = c.tokens[inside + 1].start
        return Trailing(cue, subject, inside, 0, start, quote.inner_end, quoted=True)
    last = end
    while last > first and not c.word(last - 1):
        last -= 1
    if last - first < 3:
        return None
    commas = (i for i in range(first + 1, last) if c.comma(i) and c.tokens[i + 1].key in _ELSE)
    last, lead = next(commas, last), int(_is_about(c, first))
    start, stop = c.tokens[first].start + lead, c.tokens[last - 1].end
    return Trailing(cue, subject, first, lead, start, stop, quoted=False)


def _behind_relative(c: Clauses, first: int, end: int) -> int:
    """Behind a relative clause that a quotation or a colon ends: البيان الذي بثته القناة «...»."""
    if c.role(first) != "subordinate":
        return first
    for index in range(first, min(end, first + _RELATIVE)):
        quote = c.quote_at(index)
        if c.tokens[index].text == ":" or (quote is not None and c.speech(quote, index)):
            return index
    return first


def _before(c: Clauses, cue: FoundCue, subject: Phrase, at: int, begin: int) -> Trailing | None:
    last = at
    while last > begin and (
        c.comma(last - 1)
        or c.tokens[last - 1].text == "."
        or c.tokens[last - 1].text in _DASHES
        or c.role(last - 1) == "ender"
    ):
        last -= 1
    if last > begin and is_quote_mark(c.tokens[last - 1]):
        for quote in c.quotes:
            if quote.end == c.tokens[last - 1].end and quote.inner_end > quote.inner_start:
                first = c.after(quote.inner_start)
                return Trailing(
                    cue, subject, first, 0, quote.inner_start, quote.inner_end, quoted=True
                )
    begin = _own_clause(c, begin, last)
    if last - begin < _LEAST:
        return None
    lead = 1 if _is_joined(c, begin) else 0
    start = c.tokens[begin].start + lead
    return Trailing(cue, subject, begin, lead, start, c.tokens[last - 1].end, quoted=False)


def _own_clause(c: Clauses, begin: int, last: int) -> int:
    """Where the clause begins that a phrase behind it attributes: behind the last comma where
    another statement stands before that, and behind إلا أن and the like."""
    commas = [index for index in range(begin, last) if c.comma(index)]
    other = commas and any(
        found.form.kind == "verb" and not found.form.verb.strict
        for found in find_cues(c.tokens[begin : commas[-1]])
    )
    if other:
        begin = commas[-1] + 1
        while begin < last and (
            c.role(begin) in ("that", "contrast") or c.tokens[begin].key in ("الا", "غير", "بيد")
        ):
            begin += 1
    return begin


def _is_joined(c: Clauses, index: int) -> bool:
    """Whether a word has و written on to it (ونزحت), and does not begin with it (وزير)."""
    key = c.tokens[index].key
    if not key.startswith("و") or len(key) < 4:
        return False
    if c.role(index):
        return True
    stops = lexicon().stops
    name = c.mention_over(index)
    own = name is not None and name.start == c.tokens[index].start
    return not own and (key not in stops or key[1:] in stops) and key not in lexicon().titles
