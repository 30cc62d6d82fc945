"""What the README shows is what Riwaya does."""

from __future__ import annotations

import doctest
from pathlib import Path

_README = Path(__file__).parent.parent / "README.md"


def test_the_examples_of_the_readme_are_true() -> None:
    result = doctest.testfile(str(_README), module_relative=False, encoding="utf-8")
    assert result.attempted >= 5
    assert result.failed == 0
