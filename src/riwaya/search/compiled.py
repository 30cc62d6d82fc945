"""Questions in the language of the index: FTS5, or `tsquery` of PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from riwaya.search.asked import Clause, Group, Run, Word
from riwaya.store.words import COLUMNS, Kind

_LABELS: Final = "ABCD"


class Dialect(msgspec.Struct, frozen=True):
    """How an engine writes a question; `field` narrows it to one of the texts of its kind."""

    name: Literal["sqlite", "postgresql"]
    kind: Kind
    field: str | None = None

    def clauses(self, clauses: Sequence[Clause]) -> str | None:
        """What holds of a text where all clauses do; None where nothing is asked for."""
        wanted = [self._clause(one) for one in clauses if not one.without]
        unwanted = [self._clause(one) for one in clauses if one.without]
        if not wanted:
            return None
        wanted[0] = self._nearness(clauses, wanted[0])
        lite = self.name == "sqlite"
        found = f"({(' AND ' if lite else ' & ').join(wanted)})"
        if unwanted:
            found += f"{' NOT ' if lite else ' & !'}{self._any(unwanted)}"
        return self.narrowed(found)

    def unwanted(self, clauses: Sequence[Clause]) -> str | None:
        """What holds of a text where one of the clauses that must not hold does."""
        found = [self._clause(one) for one in clauses if one.without]
        return self.narrowed(self._any(found)) if found else None

    def any_of(self, groups: Sequence[Group]) -> str:
        """What holds where one of the groups does."""
        return self.narrowed(self._any([self._group(one) for one in groups]))

    def narrowed(self, found: str) -> str:
        """A question to one of the texts alone."""
        if self.name == "sqlite" and self.field is not None:
            return f"{{{self.field} {self.field}_forms}} : ({found})"
        return found

    def run(self, run: Run) -> str:
        """Terms one right after another."""
        if self.name == "sqlite":
            return f'"{" ".join(run)}"'
        label = ""
        if self.field is not None:
            at = COLUMNS[self.kind].index(self.field)
            label = ":" + _LABELS[at] + _LABELS[at + len(COLUMNS[self.kind]) // 2]
        return "(" + " <-> ".join(f"'{one}'{label}" for one in run) + ")"

    def _clause(self, one: Clause) -> str:
        return self._any([self._group(group) for group in one.groups])

    def _group(self, one: Group) -> str:
        both = " AND " if self.name == "sqlite" else " & "
        words = both.join(self._word(word) for word in one.words)
        others = [self.run(run) for run in one.others]
        return self._any([f"({words})" if len(one.words) > 1 else words, *others])

    def _word(self, one: Word) -> str:
        runs = [self.run(run) for run in one.runs]
        # The form as it was written is no further hit, but a better one.
        return self._any([*runs, self.run(one.spelled)] if not one.exact else runs)

    def _any(self, told: Sequence[str]) -> str:
        return f"({(' OR ' if self.name == 'sqlite' else ' | ').join(told)})"

    def _nearness(self, clauses: Sequence[Clause], first: str) -> str:
        """The first clause once more with the words that follow it: no further hit, but a better
        one where they stand in a row."""
        words: list[Word] = []
        for one in clauses:
            if one.without or len(one.groups) > 1 or any(w.exact for w in one.groups[0].words):
                break
            if not words and len(one.groups[0].words) > 1:
                break
            words += one.groups[0].words
        if len(words) < 2:
            return first
        near = [self.run((*words[0].runs[0], *words[1].runs[0]))]
        if len(words) > 2:
            near.append(self.run(tuple(term for word in words for term in word.runs[0])))
        return self._any([first, *near])
