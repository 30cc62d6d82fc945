"""A statement in the making."""

from __future__ import annotations

import msgspec

from riwaya.annotate.announced import How
from riwaya.annotate.cues import FoundCue
from riwaya.annotate.noun_phrases import Phrase
from riwaya.records import Mode


class Draft(msgspec.Struct):
    """A statement in the making; token indexes are of its paragraph. Its own clause begins at token
    `begin` (قبل أن in front of يضيف, غير أن in front of the subject), its content at `first`.
    `relative`: it tells of a source that another clause names. `limit`: the token that ends its
    content at the latest."""

    cue: FoundCue
    how: How
    first: int
    offset: int
    subject: Phrase | None
    sibling: bool
    begin: int = 0
    limit: int | None = None
    relative: bool = False
    start: int = 0
    end: int = 0
    mode: Mode = "indirect"
    via: tuple[str, ...] = ()
