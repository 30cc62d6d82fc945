"""What pages say of decisions: each as a sentence, with its articles, who, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line
from riwaya.store import deciding, grouping, overview
from riwaya.web.answers import Decisions
from riwaya.web.parameters import Asked
from riwaya.web.sources import Sources
from riwaya.web.texts import Texts

_REASON_CHARS = 420


def decisions(sources: Sources, _: Asked, answer: Decisions, __: Texts) -> dict[str, Any]:
    """What people decided; the pairs that were decided at one go are one item."""
    groups = deciding.together(answer.items)
    with sources.archive.reading() as conn:
        titles = overview.titles_of(conn, sorted({name for one in groups for name in _names(one)}))
    return {"items": [_item(one, titles) for one in groups]}


def notice(sources: Sources, number: int) -> dict[str, Any] | None:
    """What a page says of a decision that was just made or taken back, None where there is none of
    this number. `waits`: whether events are still to follow it; `parted`: whether those that an
    account left are no longer in one event themselves."""
    with sources.archive.reading() as conn:
        try:
            group = deciding.made_with(conn, deciding.decision(conn, number))
        except UsageError:
            return None
        names = _names(group)
        item, waits = _item(group, overview.titles_of(conn, names)), grouping.waits(conn, names)
        left = [one.other for one in group if one.kind == "different" and one.other is not None]
        parted = grouping.number_of_events(conn, left) > 1
    return item | {"waits": waits, "parted": parted and not waits and not item["undone"]}


def _names(group: Iterable[KeptDecision]) -> list[str]:
    """The articles of a group, in the order in which they are named."""
    named = (name for one in group for name in (one.article, one.other) if name is not None)
    return list(dict.fromkeys(named))


def _item(group: Sequence[KeptDecision], titles: dict[str, str | None]) -> dict[str, Any]:
    one = group[0]
    undone = [each.undone for each in group if each.undone is not None]
    last = undone[-1] if undone and len(undone) == len(group) else None
    return {
        "one": one, "key": _key(one), "undone": last is not None,
        "articles": [
            {"id": name, "title": line(titles.get(name) or "", TITLE_CHARS)}
            for name in _names(group)
        ],
        "speaker": line(one.speaker or "", NAME_CHARS),
        "words": line(one.words, _REASON_CHARS) if one.words else None,
        "who": line(one.who, NAME_CHARS) if one.who else None,
        "why": line(one.why, _REASON_CHARS) if one.why else None,
        "undone_by": line(last.who, NAME_CHARS) if last and last.who else None,
        "undone_why": line(last.why, _REASON_CHARS) if last and last.why else None,
    }  # fmt: skip


def _key(one: KeptDecision) -> str:
    """The phrase of a decision."""
    kind = f"{one.kind}_statement" if one.kind == "hide" and one.statement else one.kind
    if one.kind == "speaker" and one.speaker is None:
        kind = "speaker_unknown"
    if one.kind == "date" and one.start is None:
        kind = "date_unknown"
    return f"decision.{kind}"
