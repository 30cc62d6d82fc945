"""Where the content of each statement of a paragraph ends."""

from __future__ import annotations

from msgspec.structs import replace

from riwaya.annotate.clause import Clauses, is_mark, is_quote_mark
from riwaya.annotate.cues import find_cues
from riwaya.annotate.drafts import Draft
from riwaya.annotate.phrase_ends import is_occasion
from riwaya.arabic import Quotation
from riwaya.records import Span, Statement

_JOINING = frozenset((
    "كما", "حيث", "اذ", "ثم", "لكن", "لكنه", "لكنها", "ولكن", "ولكنه", "ولكنها", "وكما",
))  # fmt: skip
_MARK_NEAR, _LEAST_PAST = 6, 5
_REMARKS = frozenset(("وهو", "وهي", "مما", "الامر"))
_ENDS = frozenset((
    "خلال", "عقب", "بحسب", "حسب", "حسبما", "وفق", "وفقا", "نقلا", "عبر", "اثناء", "ردا", "علي",
    "امام",
))  # fmt: skip
_NARRATES = frozenset(("وتاتي", "وياتي", "وجاءت", "وجاء", "يذكر", "ويذكر", "وتجدر", "ويشار"))
_GOES_ON = frozenset(("وبعدما", "قد"))
_DONE, _AT_ONCE = frozenset(("وتم", "وتمت", "وجري")), frozenset((("وعلي", "الفور"),))
_CALLS = frozenset(("بلاغ", "بلاغا"))
_MEANWHILE = frozenset(("بينما", "فيما"))
_TURNS = (["الامر", "الذي"], ["قبل", "ان"], ["في", "وقت"], ["من", "دون"], ["دون", "ان"])


def close(c: Clauses, drafts: list[Draft]) -> None:
    """Find where each content ends, and whether it is quoted."""
    for number, draft in enumerate(drafts):
        if draft.end:
            continue
        level = c.level[draft.cue.first]
        end = c.sentence_end(draft.first)
        bare = c.tokens[draft.first - 1].text == ":" and c.quote_at(draft.first) is None
        if draft.how == "colon" and level == -1 and bare:
            # Speech without marks goes on to the end of its paragraph.
            end = len(c.tokens)
        for later in drafts[number + 1 :]:
            if (
                later.sibling
                and draft.first < later.begin < end
                and c.level[later.cue.first] == level
            ):
                end = later.begin
                break
        if draft.relative and draft.how != "quote":
            commas = (
                i for i in range(draft.first + 1, end)
                if c.comma(i) and c.level[i] == level and c.role(i + 1) != "that"
            )  # fmt: skip
            end = next(commas, end)
            if draft.subject is not None and c.tokens[draft.subject.first].key in _CALLS:
                end = next((i for i in range(draft.first + 1, end) if _goes_on(c, i)), end)
        end = end if draft.limit is None else min(end, draft.limit)
        end = _orphan_quote(c, draft, end, level)
        _fit(c, draft, end)


def _goes_on(c: Clauses, index: int) -> bool:
    """Whether what was done upon a report begins: بلاغا يفيد بغرق طفل وعلى الفور تم إنقاذه."""
    following = c.tokens[index + 1].key if index + 1 < len(c.tokens) else ""
    return c.tokens[index].key in _DONE or (c.tokens[index].key, following) in _AT_ONCE


def _orphan_quote(c: Clauses, draft: Draft, end: int, level: int) -> int:
    """Content ends before a quotation mark that belongs to no quotation, or leaves its level."""
    first = draft.first
    for index in range(first, end):
        if index > first and _orphan(c, index):
            return index
        if level != -1 and c.tokens[index].start >= c.quotes[level].inner_end:
            return index
        own = draft.how != "colon" and index > first + 2 and c.level[index] == level
        if own and (_ends_clause(c, index) or _ends_noun(c, draft, index)):
            return index
    return end


def _orphan(c: Clauses, index: int) -> bool:
    token = c.tokens[index]
    return is_quote_mark(token) and token.start not in c.quote_edges


def _ends_noun(c: Clauses, draft: Draft, index: int) -> bool:
    """Whether a clause begins behind content that is a noun and can have none beside it: نفى
    التهمة، ورفضت روسيا تسليمه; لفت إلى الصعوبات، إلا أن ذلك لا يوقفه."""
    if draft.how not in ("object", "preposition") or not c.comma(index - 1):
        return False
    if c.tokens[index].key == "الا" and c.role(index + 1) == "that":
        return True
    key = c.tokens[index].key
    following = find_cues(c.tokens[index + 1 : index + 2])
    if key in ("والتي", "والذي", "والذين") and following and following[0].form.kind == "verb":
        return True
    # وكانت, وانتهت: a verb in the past begins another clause.
    past = key.startswith("و") and key.endswith("ت") and not key.endswith(("ات", "يت", "وقت"))
    told = any(c.tokens[i].key in ("التي", "الذي", "الذين") for i in range(draft.first, index))
    past = past and len(key) > _LEAST_PAST and not key.startswith("وال")
    if (past and not told) or key == "وكان":
        return True
    if c.tokens[index].key.removeprefix("و") in ("لكن", "لكنه", "لكنها", "بينما", "فيما"):
        return True
    cue = find_cues(c.tokens[index : index + 1])
    return bool(cue) and cue[0].lead > 0 and cue[0].form.kind == "verb"


def _ends_clause(c: Clauses, index: int) -> bool:
    """A clause of the outlet's own begins: وذلك في حديث, ، في حين أن, ، وقد التقطه."""
    following = c.tokens[index + 1].key if index + 1 < len(c.tokens) else ""
    if c.role(index) == "ender":
        # وذلك في حديث is the outlet's; وذلك للحد من كذا is still said.
        occasion = index + 2 < len(c.tokens) and is_occasion(c.tokens[index + 2].key)
        return following in _ENDS or (following == "في" and occasion)
    if not c.comma(index - 1):
        return False
    key = c.tokens[index].key
    third = c.tokens[index + 2].key if index + 2 < len(c.tokens) else ""
    pair = [token.key for token in c.tokens[index : index + 2]]
    if key in _MEANWHILE or pair == ["في", "حين"]:
        cues = find_cues(c.tokens[index + 1 : index + 4])
        if third == "ان" and key == "في":
            return True
        return any(not found.form.verb.strict for found in cues)
    if key in ("وهو", "وهي") and following.startswith("ال") and third in ("التي", "الذي"):
        return True
    if key in _NARRATES and (following.startswith(("هذ", "تصريح", "ذلك")) or c.role(index + 1)):
        return True
    return (c.role(index) == "contrast" and key not in _JOINING and key not in _GOES_ON) or (
        pair in _TURNS
    )


def _fit(c: Clauses, draft: Draft, end: int) -> None:
    quote = c.quote_at(draft.first)
    last = end
    while last > draft.first and (
        (not c.word(last - 1) and not _keeps(c, last - 1))
        or c.role(last - 1) in ("contrast", "ender")
        or c.tokens[last - 1].key in ("و", "في", "الا")
        or (c.role(last - 1) == "that" and c.tokens[last - 2].key in ("الا", "غير", "بيد"))
    ):
        last -= 1
    if quote is not None and c.speech(quote, draft.first):
        behind = c.after(quote.end)
        rest = sum(1 for i in range(behind, end) if c.word(i))
        inside = sum(1 for i in range(draft.first, behind) if c.word(i))
        remark = c.comma(behind) and behind + 1 < len(c.tokens)
        if rest and remark and c.tokens[behind + 1].key in _REMARKS:
            rest, end = 0, behind
        if rest == 0 or behind >= end or (rest <= 2 < inside) or draft.how in ("quote", "colon"):
            draft.start, draft.end, draft.mode = quote.inner_start, quote.inner_end, "direct"
            draft.start = _skip_that(c, draft)
            _strip(c, draft)
            return
    draft.start = c.tokens[draft.first].start + draft.offset
    while draft.offset and c.body[draft.start] == "ـ":
        draft.start += 1
    draft.end = c.tokens[last - 1].end if last > draft.first else draft.start
    if any(q.closed and c.speech(q, i) for i, q in _quotes_in(c, draft.first, last)):
        draft.mode = "mixed"


def _quotes_in(c: Clauses, first: int, last: int) -> list[tuple[int, Quotation]]:
    return [(i, q) for i in range(first, last) if (q := c.quote_at(i)) is not None]


def _keeps(c: Clauses, index: int) -> bool:
    """Closing marks that belong to the content: of a bracket or a quotation inside it."""
    return c.tokens[index].text in ')]»”"٪%'


def _skip_that(c: Clauses, draft: Draft) -> int:
    """The particle أن inside the marks is outside the content: «أن المدينة آمنة»."""
    index = c.after(draft.start)
    if c.role(index) == "that" and index + 1 < len(c.tokens) and c.tokens[index].key[0] != "ف":
        return c.tokens[index + 1].start
    return draft.start


def _strip(c: Clauses, draft: Draft) -> None:
    while draft.end > draft.start and c.body[draft.end - 1] in " \u00a0.،,":
        draft.end -= 1
    while draft.start < draft.end and c.body[draft.start].isspace():
        draft.start += 1


def carry_on(c: Clauses, found: list[Statement]) -> None:
    """Lengthen the last statement where its quotation is not closed in the paragraph before and
    this paragraph opens with a mark: each paragraph of a long quotation has one."""
    last = found[-1] if found else None
    quote = c.quotes[0] if c.quotes and c.tokens else None
    if last is None or quote is None or quote.start != c.tokens[0].start:
        return
    between = c.body[last.content.end : quote.start]
    opened = c.body[max(0, last.content.start - _MARK_NEAR) : last.content.start]
    if last.mode != "direct" or between.strip(" .،…\n") or not any(map(is_mark, opened)):
        return
    end = quote.inner_end
    while end > quote.inner_start and c.body[end - 1] in " .،":
        end -= 1
    found[-1] = replace(last, content=Span(start=last.content.start, end=end))
