"""Reading the kept pages anew, with what the code has learned since. Ids, versions and decisions
stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from riwaya.keeping.adding import capture_of
from riwaya.pipeline import Settings, staged
from riwaya.read import Capture
from riwaya.records import AnnotatedArticle, Refusal
from riwaya.store import Archive, comparisons
from riwaya.store.rereading import Place, Reread


def reread(archive: Archive, settings: Settings) -> Iterator[tuple[list[Refusal | None], int]]:
    """Read all versions anew, batch by batch; of each batch, once it is kept, the refusals of the
    pages that gave no article now (their old reading stays), None for the others, and how many
    articles are not what they were. Grouping is left to `regroup`, which also compares anew the
    accounts that another version of the code compared."""
    after: Place = (0, 0)
    while batch := archive.versions_after(after, settings.batch):
        outcomes = list(staged(_captures(archive, batch), settings, "accounts"))
        read = [
            (one, msgspec.json.decode(outcome, type=AnnotatedArticle))
            for one, outcome in zip(batch, outcomes, strict=True)
            if not isinstance(outcome, Refusal)
        ]
        changed = archive.replace(read)
        yield [one if isinstance(one, Refusal) else None for one in outcomes], changed
        after = batch[-1].place
    with archive.writing() as conn:
        comparisons.mark_old(conn)


def _captures(archive: Archive, batch: list[Reread]) -> Iterator[Capture | Refusal]:
    for one in batch:
        yield capture_of(one.page, archive.page(one.page.sha256))
