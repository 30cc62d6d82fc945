"""The rows of furniture: each tells its own example."""

from __future__ import annotations

import pytest

from riwaya.data import rows
from riwaya.extract.blocks import shape_of
from riwaya.extract.lexicon import sign_of


def test_every_row_tells_its_example() -> None:
    odd = []
    for row in rows("furniture"):
        sign = sign_of(row["example"], shape_of(row["example"]))
        if sign is None or (sign.kind, sign.opens) != (row["kind"], row["opens"] == "yes"):
            odd.append((row["text"], row["example"], sign))
    assert odd == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("التعليقات (3)", 3),
        ("جميع التعليقات (9)", 9),
        ("12 تعليقا", 12),
        ("التعليقات: 40", 40),
    ],
)
def test_a_heading_that_counts_what_is_below(text: str, count: int) -> None:
    sign = sign_of(text, shape_of(text))
    assert sign is not None
    assert (sign.kind, sign.opens, sign.count) == ("comments", True, count)
