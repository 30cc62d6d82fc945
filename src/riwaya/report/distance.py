"""Whose verbs of saying keep their distance from what they report (زعم, ادعى)."""

from __future__ import annotations

from functools import cache

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.records import Reporting


def takes_distance(one: Reporting) -> bool:
    """Whether an account reports a speaker by a verb that doubts him, and another does not: verbs
    that all tell alike are no news."""
    doubting = {form.article for form in one.forms if fold_key(form.lemma) in _doubting()}
    return bool(doubting) and doubting != {form.article for form in one.forms}


@cache
def _doubting() -> frozenset[str]:
    found = (row["words"].split(";") for row in rows("compare") if row["class"] == "distance")
    return frozenset(word for words in found for word in words)
