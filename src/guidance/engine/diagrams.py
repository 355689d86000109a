"""Decision diagrams: what holds, by the open questions that it hangs on.

A diagram is a leaf with an answer, or a test with a diagram for either side. Tests come in one
order on every path, equal diagrams are one object, and a test whose sides are equal is left out
(Bryant, *Graph-Based Algorithms for Boolean Function Manipulation*, 1986; with answers of any
kind at the leaves). So equal outcomes are merged, and thirty pauses of which any may hold make a
chain of thirty tests and no tree of a thousand million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, Final, Generic, TypeVar

from guidance.engine.budget import Budget
from guidance.engine.tests import Test

_T = TypeVar("_T")
_U = TypeVar("_U")

_LAST: Final = 1 << 100


class Leaf(Generic[_T]):
    """The same answer in every world that comes here."""

    __slots__ = ("answer", "level")

    def __init__(self, answer: _T) -> None:
        self.answer = answer
        self.level = _LAST

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Leaf) and bool(self.answer == other.answer)

    def __hash__(self) -> int:
        return hash(self.answer)

    def __repr__(self) -> str:
        return f"Leaf({self.answer!r})"


class Branch(Generic[_T]):
    """A test, and what holds on either side of it."""

    __slots__ = ("level", "no", "test", "yes")

    def __init__(self, test: Test, yes: Tree[_T], no: Tree[_T], level: int) -> None:
        self.test = test
        self.yes = yes
        self.no = no
        self.level = level

    def __repr__(self) -> str:
        return f"Branch({self.test!r}, {self.yes!r}, {self.no!r})"


Tree = Leaf[_T] | Branch[_T]
Worlds = Tree[bool]

TRUE: Final[Worlds] = Leaf(True)
FALSE: Final[Worlds] = Leaf(False)


class Diagrams:
    """Makes diagrams over tests of one order; diagrams of two makers do not go together."""

    def __init__(self, budget: Budget, rank: Callable[[Test], int]) -> None:
        self.budget = budget
        self._rank = rank
        self._asked: dict[Test, Branch[bool]] = {}
        self._at: dict[int, Branch[bool]] = {}
        self._leaves: defaultdict[type, dict[Hashable, Leaf[Any]]] = defaultdict(dict)
        self._branches: dict[tuple[int, int, int], Branch[Any]] = {}
        self._chosen: dict[tuple[int, int, int], Tree[Any]] = {}

    def forget(self) -> None:
        """Drop what was worked out, so that the next part costs what it would cost alone."""
        self._chosen.clear()

    def leaf(self, answer: _T) -> Leaf[_T]:
        """The leaf with an answer; answers are told apart by ``==`` and must be hashable.

        What is true or not is no answer of its own: these leaves are ``TRUE`` and ``FALSE``.
        """
        alike = self._leaves[type(answer)]
        leaf = alike.get(answer)
        if leaf is None:
            leaf = alike[answer] = Leaf(answer)
        return leaf

    def ask(self, test: Test) -> Worlds:
        """Whether a test holds."""
        asked = self._asked.get(test)
        if asked is None:
            level = self._rank(test)
            while level in self._at:  # tests of one rank are told apart by what was asked first
                level += 1
            asked = self._asked[test] = self._at[level] = Branch(test, TRUE, FALSE, level)
        return asked

    def _branch(self, level: int, yes: Tree[_T], no: Tree[_T]) -> Tree[_T]:
        """What a test decides; ``yes`` and ``no`` hang on later tests only."""
        if yes is no:
            return yes
        asked = self._at[level]
        if yes is TRUE and no is FALSE:
            return asked  # type: ignore[return-value]
        key = level, id(yes), id(no)
        branch = self._branches.get(key)
        if branch is None:
            branch = self._branches[key] = Branch(asked.test, yes, no, level)
        return branch

    def choose(self, truth: Worlds, yes: Tree[_T], no: Tree[_T]) -> Tree[_T]:
        """``yes`` where something is true, ``no`` where it is not."""
        if truth is TRUE:
            return yes
        if truth is FALSE or yes is no:
            return no
        if yes is TRUE and no is FALSE:
            return truth  # type: ignore[return-value]
        key = id(truth), id(yes), id(no)
        chosen = self._chosen.get(key)
        if chosen is None:
            self.budget.spend()
            # All of this is done half a million times where much is open: nothing is called for it.
            level, of, otherwise = truth.level, yes.level, no.level
            if of < level:
                level = of
            if otherwise < level:
                level = otherwise
            held, failed, first, second, third, fourth = truth, truth, yes, yes, no, no
            if truth.level == level:
                held, failed = truth.yes, truth.no  # type: ignore[union-attr]
            if of == level:
                first, second = yes.yes, yes.no  # type: ignore[union-attr]
            if otherwise == level:
                third, fourth = no.yes, no.no  # type: ignore[union-attr]
            chosen = self._branch(
                level, self.choose(held, first, third), self.choose(failed, second, fourth)
            )
            self._chosen[key] = chosen
        return chosen

    def both(self, worlds: Worlds, others: Worlds) -> Worlds:
        """Where both are true."""
        if worlds is TRUE or others is FALSE:
            return others
        if worlds is FALSE or others is TRUE:
            return worlds
        return self.choose(worlds, others, FALSE)

    def either(self, worlds: Worlds, others: Worlds) -> Worlds:
        """Where one of them is true."""
        if worlds is FALSE or others is TRUE:
            return others
        if worlds is TRUE or others is FALSE:
            return worlds
        return self.choose(worlds, TRUE, others)

    def negated(self, truth: Worlds) -> Worlds:
        """Where it is not true."""
        return self.choose(truth, FALSE, TRUE)

    def less(self, worlds: Worlds, others: Worlds) -> Worlds:
        """Where the first is true and the second is not."""
        if worlds is FALSE or others is FALSE:
            return worlds
        if others is TRUE:
            return FALSE
        return self.choose(others, FALSE, worlds)

    def replaced(self, tree: Tree[_T], change: Callable[[_T], Tree[_U]]) -> Tree[_U]:
        """The diagram with each answer replaced by a diagram."""
        if isinstance(tree, Leaf):
            return change(tree.answer)
        done: dict[Branch[_T], Tree[_U]] = {}

        def walk(node: Branch[_T]) -> Tree[_U]:
            copied = done.get(node)
            if copied is None:
                self.budget.spend()
                yes, no = node.yes, node.no
                held = walk(yes) if yes.level < _LAST else change(yes.answer)  # type: ignore[arg-type,union-attr]
                failed = walk(no) if no.level < _LAST else change(no.answer)  # type: ignore[arg-type,union-attr]
                copied = done[node] = self.choose(self._at[node.level], held, failed)
            return copied

        return walk(tree)


def leaves(tree: Tree[_T]) -> list[_T]:
    """Each answer of a diagram once, those where the first test holds first."""
    if isinstance(tree, Leaf):
        return [tree.answer]
    told: dict[int, _T] = {}
    seen: set[Branch[_T]] = set()
    waiting: list[Tree[_T]] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Leaf):
            told.setdefault(id(node), node.answer)
        elif node not in seen:
            seen.add(node)
            waiting += (node.no, node.yes)
    return [*told.values()]


def tests(tree: Tree[_T]) -> list[Test]:
    """Each test of a diagram once, in their order."""
    levels = {node.level: node.test for node in branches(tree)}
    return [levels[level] for level in sorted(levels)]


def branches(tree: Tree[_T]) -> list[Branch[_T]]:
    """Each branch of a diagram once; several may ask the same test."""
    if isinstance(tree, Leaf):
        return []
    told: dict[Branch[_T], None] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node not in told:
            told[node] = None
            waiting += [side for side in (node.no, node.yes) if isinstance(side, Branch)]
    return [*told]
