"""The graphs of the years: every statement that holds in some years, once in each graph of a segment tree over them.

The years between which nothing changes are the leaves of a binary tree. A span of years is cut into the few canonical
nodes of the tree that make it up, and each node is a named graph; the default graph of a year is the graphs on the path
from its leaf to the root. So every year has its graph without a copy a year: O(log years) graphs a statement, and a
statement stands at most once on a path. What counts for certain and what only possibly are two families of graphs:
``when=certain`` reads the first, ``possible`` both (nothing is certain that is not possible).

A span that ends where half of the tree ends is cut into half as many pieces as another. Most of a register's bodies
are there until the year in which it was read, so that year may be made the last one of the first half.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import cached_property

from triskele.ledger.time import When
from triskele.terms import GRAPH

SPAN_GRAPH = GRAPH + "span/"


@dataclass(frozen=True)
class Tree:
    """The segment tree over the years in which something changes (``changes``, ascending: first years of a leaf).

    ``middle`` is the leaf that the second half begins with; 0: the leaves fill the tree from its beginning.
    """

    changes: tuple[int, ...]
    middle: int = 0

    @property
    def leaves(self) -> int:
        return len(self.changes) + 1

    @property
    def years(self) -> tuple[int, ...]:
        """A year of each leaf: the first, or of the first leaf the last."""
        return (self.changes[0] - 1, *self.changes) if self.changes else (0,)

    @cached_property
    def height(self) -> int:
        if self.middle:
            return 1 + (max(self.middle, self.leaves - self.middle) - 1).bit_length()
        return max(0, (self.leaves - 1).bit_length())

    @cached_property
    def _first(self) -> int:
        """The node of the first leaf."""
        return (1 << self.height) + ((1 << self.height >> 1) - self.middle if self.middle else 0)

    def leaf(self, year: int) -> int:
        """The number of the leaf a year lies in; the first and last leaf are open."""
        return bisect.bisect_right(self.changes, year)

    def path(self, year: int, when: When = "possible") -> list[str]:
        """The graphs that together hold a year."""
        node = self._first + self.leaf(year)
        families = ("certain",) if when == "certain" else ("certain", "possible")
        found = []
        while node:
            found += [f"{SPAN_GRAPH}{family}/{node}" for family in families]
            node >>= 1
        return found

    def pieces(self, first: int, last: int) -> list[int]:
        """The nodes that make up the leaves ``first`` to ``last``, both included; none when first > last."""
        if first > last:
            return []
        found = []
        # what begins or ends with all there is takes the empty places beside it, too
        low = self._first + first if first else 1 << self.height
        high = self._first + last + 1 if last < self.leaves - 1 else 2 << self.height
        while low < high:
            if low & 1:
                found.append(low)
                low += 1
            if high & 1:
                high -= 1
                found.append(high)
            low >>= 1
            high >>= 1
        return found
