"""Comparisons with the proposals of a language model, where the user asks for them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from riwaya import terminal
from riwaya.data import rows
from riwaya.errors import InputRefused, UsageError
from riwaya.limits import NAME_CHARS
from riwaya.records import AnnotatedArticle, Comparison

KEY: Final = "RIWAYA_MODEL_KEY"
"""The environment variable that holds the key: a command line can be seen by others."""

_OF_ONE_ANSWER: Final = frozenset({"model_no_json", "model_declined", "model_cut_off", "too_large"})


class Asked(Struct, frozen=True):
    """Which model is asked, and where."""

    address: str
    model: str
    key: str | None

    def __repr__(self) -> str:
        return f"Asked({self.model!r})"


def asked_of(address: str | None, model: str | None) -> Asked | None:
    """What the options `--proposals` and `--model` ask for, None for nothing. Raises UsageError for
    one without the other and for an address or a key that cannot be."""
    if address is None and model is None:
        return None
    if address is None or model is None:
        raise UsageError("bad_option", "--proposals, --model", "one goes with the other")
    if not model.strip() or len(model) > NAME_CHARS:
        raise UsageError("bad_option", "--model", "not a name of a model")
    from riwaya.propose import server

    asked = Asked(address, terminal.argument(model), os.environ.get(KEY) or None)
    server(asked.address, asked.key)
    return asked


def proposed(
    comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle], asked: Asked,
    language: str, quiet: bool,
) -> tuple[Comparison, ...]:  # fmt: skip
    """The comparisons with what holds of what the model proposes for each, and one line on stderr
    that counts it. A failure is one line too, and the comparison stands as it was; one that is not
    of a single answer ends the asking."""
    from riwaya.propose import proposals

    made = list(comparisons)
    dropped: Counter[str] = Counter()
    accepted = 0
    by_id = {article.id: article for article in articles}
    for place, comparison in enumerate(comparisons):
        accounts = [by_id[head.article] for head in comparison.accounts if head.article in by_id]
        try:
            found = proposals(comparison, accounts, asked.address, asked.model, key=asked.key)
        except InputRefused as error:
            terminal.notice(f"riwaya: {error.where}: {error.sentence(language)}")
            if error.code in _OF_ONE_ANSWER:
                continue
            break
        made[place] = found.comparison
        accepted += found.accepted
        dropped.update(found.dropped)
    if not quiet and (accepted or dropped):
        terminal.notice(f"riwaya: {_told(accepted, dropped, language)}")
    return tuple(made)


def _told(accepted: int, dropped: Counter[str], language: str) -> str:
    said = {row["code"]: row[language] for row in rows("proposals")}
    head = said["told"].format(accepted=accepted, dropped=dropped.total())
    reasons = [said[code].format(n=dropped[code]) for code in said if dropped[code]]
    return "; ".join([head, *reasons]) if language == "en" else "؛ ".join([head, *reasons])
