"""Sets of ids that are joined (union-find, Tarjan 1975)."""

from __future__ import annotations


class Union:
    """Disjoint sets; the root of a set is its least member, whatever the order of joining.

    >>> sets = Union()
    >>> sets.join("ج", "ب")
    >>> sets.root("ج"), sets.root("د")
    ('ب', 'د')
    """

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The root of the set of `name`, itself where it was never joined."""
        root = name
        while (above := self._above.get(root, root)) != root:
            root = above
        while (above := self._above.get(name, name)) != root:
            self._above[name] = root
            name = above
        return root

    def join(self, one: str, other: str) -> None:
        """Makes the sets of two ids one."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first
