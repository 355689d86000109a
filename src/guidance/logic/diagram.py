"""Reduced ordered decision diagrams: formulas over atoms with one node for each meaning.

Two formulas mean the same exactly if they are the same node (R. E. Bryant, "Graph-based
algorithms for Boolean function manipulation", 1986), so implication, equivalence and quantifying
over undefined terms are exact, and cheap for formulas of guidance's size. Work is counted in
steps, not in seconds, so that the same question always has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

FALSE, TRUE = 0, 1


class TooLargeError(Exception):
    """The steps allowed do not suffice. Never leaves the package."""


class Diagram:
    """A store of nodes. A node is a number; 0 is false and 1 is true."""

    def __init__(self, atoms: int, limit: int) -> None:
        self._limit = limit
        self._atom = [atoms, atoms]
        self._low = [0, 1]
        self._high = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._negated: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}

    @property
    def steps(self) -> int:
        """The work done so far."""
        return max(len(self._both), len(self._atom))

    def literal(self, atom: int, sign: bool) -> int:
        """Return the node of one atom, or of its opposite."""
        return self._node(atom, FALSE, TRUE) if sign else self._node(atom, TRUE, FALSE)

    def both(self, node: int, other: int) -> int:
        """Return the node that holds where both do."""
        if node == other or other == TRUE:
            return node
        if node == TRUE:
            return other
        if node == FALSE or other == FALSE:
            return FALSE
        key = (node, other) if node < other else (other, node)
        joined = self._both.get(key)
        if joined is None:
            atom, atom_other = self._atom[node], self._atom[other]
            if atom <= atom_other:
                low_one, high_one = self._low[node], self._high[node]
            else:
                low_one = high_one = node
            if atom_other <= atom:
                low_other, high_other = self._low[other], self._high[other]
                atom = atom_other
            else:
                low_other = high_other = other
            low = self.both(low_one, low_other)
            high = self.both(high_one, high_other)
            joined = low if low == high else self._node(atom, low, high)
            self._both[key] = joined
            if len(self._both) > self._limit:
                raise TooLargeError
        return joined

    def negate(self, node: int) -> int:
        """Return the node that holds where this one does not."""
        negated = self._negated.get(node)
        if negated is None:
            low, high = self.negate(self._low[node]), self.negate(self._high[node])
            negated = self._negated[node] = self._node(self._atom[node], low, high)
            self._negated[negated] = node
        return negated

    def either(self, node: int, other: int) -> int:
        """Return the node that holds where at least one does."""
        return self.negate(self.both(self.negate(node), self.negate(other)))

    def exists(self, start: int, atoms: Collection[int]) -> int:
        """Return the node that holds where some way of setting the atoms makes this one hold."""
        done: dict[int, int] = {FALSE: FALSE, TRUE: TRUE}

        def visit(node: int) -> int:
            without = done.get(node)
            if without is None:
                low, high = visit(self._low[node]), visit(self._high[node])
                atom = self._atom[node]
                without = self.either(low, high) if atom in atoms else self._node(atom, low, high)
                done[node] = without
            return without

        return visit(start) if atoms else start

    def forall(self, node: int, atoms: Collection[int]) -> int:
        """Return the node that holds where every way of setting the atoms makes this one hold."""
        return self.negate(self.exists(self.negate(node), atoms)) if atoms else node

    def support(self, start: int) -> set[int]:
        """Return the atoms that matter to a node."""
        seen: set[int] = {FALSE, TRUE}
        atoms: set[int] = set()
        stack = [start]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                atoms.add(self._atom[node])
                stack += (self._low[node], self._high[node])
        return atoms

    def cheapest(self, start: int, cost: Callable[[int], int]) -> set[int]:
        """Return the atoms that hold in the cheapest way to make a node hold.

        Args:
            start: A node other than false.
            cost: What it costs that an atom holds. Between equals an atom does not hold.
        """
        # A node is made after those below it, so that its number is the greater one.
        best: dict[int, float] = {FALSE: float("inf"), TRUE: 0}
        for node in sorted(self._below(start)):
            low, high = best[self._low[node]], best[self._high[node]]
            best[node] = min(low, high + cost(self._atom[node]))
        holding, node = set[int](), start
        while node != TRUE:
            if best[node] == best[self._low[node]]:
                node = self._low[node]
            else:
                holding.add(self._atom[node])
                node = self._high[node]
        return holding

    def always(self, start: int, given: Mapping[int, bool]) -> bool:
        """Whether a node holds however the atoms not given are set."""
        seen: set[int] = {TRUE}
        stack = [start]
        while stack:
            node = stack.pop()
            if node == FALSE:
                return False
            if node not in seen:
                seen.add(node)
                sign = given.get(self._atom[node])
                if sign is not True:
                    stack.append(self._low[node])
                if sign is not False:
                    stack.append(self._high[node])
        return True

    def _below(self, start: int) -> set[int]:
        seen: set[int] = set()
        stack = [start]
        while stack:
            node = stack.pop()
            if node > TRUE and node not in seen:
                seen.add(node)
                stack += (self._low[node], self._high[node])
        return seen

    def _node(self, atom: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (atom, low, high)
        number = self._unique.get(key)
        if number is None:
            number = self._unique[key] = len(self._atom)
            if number > self._limit:
                raise TooLargeError
            self._atom.append(atom)
            self._low.append(low)
            self._high.append(high)
        return number
