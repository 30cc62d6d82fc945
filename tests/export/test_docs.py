"""What docs/export.md shows is what export does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

_PAGE = Path(__file__).parents[2] / "docs" / "export.md"


@pytest.mark.skipif(not _PAGE.exists(), reason="a source distribution has no docs")
def test_the_examples_are_true() -> None:
    result = doctest.testfile(
        str(_PAGE), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS
    )
    assert result.attempted >= 10
    assert result.failed == 0
