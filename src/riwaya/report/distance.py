"""Whose verbs of saying keep their distance from what they report (زعم, ادعى)."""

from __future__ import annotations

from riwaya.arabic import fold_key
from riwaya.data import word_class
from riwaya.records import Reporting


def takes_distance(one: Reporting) -> bool:
    """Whether an account reports a speaker by a verb that doubts him, and another does not: verbs
    that all tell alike are no news."""
    distant = word_class("compare", "distance")
    doubting = {form.article for form in one.forms if fold_key(form.lemma) in distant}
    return bool(doubting) and doubting != {form.article for form in one.forms}
