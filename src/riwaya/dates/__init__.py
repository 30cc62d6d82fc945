"""Time expressions of Arabic text: found, resolved, and settled among accounts of one event.

Usable alone: `find` reads any string and needs nothing but the string. A text becomes
items, each with the role it plays (`tag.py`, `data/date_words.tsv`); patterns over the
roles (`data/date_patterns.tsv`) find expressions; those that belong together are joined
(`join.py`); words around them say whether they look back or ahead (`cues.py`); the
document's day gives what is relative its value (`resolve.py`).

What a span covers: from the first word that helps to fix the time to the last. يوم, مساء,
شهر, مطلع and the week day before a date are in it, and so are قبل, منذ and بعد before a
distance and the frame of a range (من 3 إلى 7 مارس, بين عامي 2011 و2014); prepositions and
clitics before it are not (في, خلال, و, ب). A Hijri day with its Gregorian twin is one
expression, and so is a day with its clock.

What a value is: EDTF / ISO 8601. `2017-05-24`, `2017-05`, `2017`, `199X`, `19XX`, `2017-22`
(summer), `a/b` with both ends in it, `2017-05-24T22:00`, with `Z` or an offset where the
zone is named, `T22:00` where only the clock is known. مطلع and نهاية do not narrow a month;
مساء is the day, with precision `part_of_day`; قبل أسبوعين is the day a fortnight ago; منذ
gives when it began. What is only bounded (أكثر من عامين), has no safe year, or contradicts
itself has no value, and `note` says which.

Durations (لمدة ثلاثة أيام), recurrences (كل جمعة), the vague (قبل أيام) and the anaphoric
(اليوم التالي) are no expressions: they denote no time on the calendar.
"""

from riwaya.dates.find import find
from riwaya.dates.settle import Conflict, Document, Settled, settle

__all__ = ["Conflict", "Document", "Settled", "find", "settle"]
