"""Work that never ends, in processes: no page may hold up the others, nor the one who waits."""

from __future__ import annotations

import io
import json
import re
from functools import partial
from threading import Thread

import pytest

from riwaya import pipeline
from riwaya.pipeline import Settings
from riwaya.records import Article, Page, Refusal
from riwaya.workers import Lost, each

# Takes for ever, and lets no other thread of its process run meanwhile.
ENDLESS = "ا" * 60 + "ب"
LARGE = "نص طويل " * 400_000


@pytest.mark.parametrize("count", [1, 2])
def test_a_process_that_reads_nothing_holds_up_nobody(count: int) -> None:
    items = [ENDLESS, LARGE, LARGE, "خبر", LARGE, LARGE, "خبر"]
    found: list[object] = []

    def work() -> None:
        endless = partial(re.match, "(ا+)+$")
        found.extend(each(endless, iter(items), count=count, seconds=1.5))

    worker = Thread(target=work, daemon=True)
    worker.start()
    worker.join(60)
    assert not worker.is_alive()
    assert found == [Lost("timeout"), *[None] * 6]


def test_who_stops_early_stops_a_process_that_is_stuck() -> None:
    endless = partial(re.match, "(ا+)+$")

    def work() -> None:
        found = each(endless, iter(["خبر", ENDLESS, *[LARGE] * 9]), count=1, seconds=300)
        assert next(found) is None
        found.close()  # type: ignore[attr-defined]

    worker = Thread(target=work, daemon=True)
    worker.start()
    worker.join(60)
    assert not worker.is_alive()


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError("too deep"), ValueError("خبر"),
                                   UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x")])  # fmt: skip
def test_a_fault_of_any_kind_costs_its_page(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.extract

    def failing(page: Page) -> Article:
        if page.given is not None and page.given.id == "3":
            raise fault
        return real(page)

    monkeypatch.setattr(pipeline, "extract", failing)
    text = "أعلنت البلدية بدء ترميم السوق القديم يوم الاثنين بعد تأجيل طويل."
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n in range(5))
    found = list(pipeline.articles(["-"], Settings(stdin=io.BytesIO(lines.encode()))))
    refused = [one for one in found if isinstance(one, Refusal)]
    assert [(one.where, one.code, one.fault) for one in refused] == [("-:4", "fault", True)]
    assert refused[0].detail.startswith(type(fault).__name__)
    assert [one.id for one in found if isinstance(one, Article)] == ["0", "1", "2", "4"]
