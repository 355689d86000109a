"""Decision diagrams: what holds, by the open questions that it hangs on.

A diagram is a leaf with an answer, or a test with a diagram for either side. Tests come in one
order on every path, equal diagrams are one object, and a test whose sides are equal is left out
(Bryant, *Graph-Based Algorithms for Boolean Function Manipulation*, 1986; with answers of any
kind at the leaves). So equal outcomes are merged, and thirty pauses of which any may hold make a
chain of thirty tests and no tree of a thousand million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from typing import Any, Final, Generic, TypeVar

from guidance.engine.budget import Budget
from guidance.engine.tests import Test

_T = TypeVar("_T")
_U = TypeVar("_U")

_LAST: Final = (1 << 60, 0, 0)
Level = tuple[int, int, int]


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

    def __init__(self, test: Test, yes: Tree[_T], no: Tree[_T], level: Level) -> None:
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

    def __init__(self, budget: Budget, rank: Callable[[Test], Level]) -> None:
        self.budget = budget
        self._rank = rank
        self._levels: dict[Test, Level] = {}
        self._leaves: defaultdict[type, dict[Hashable, Leaf[Any]]] = defaultdict(dict)
        self._branches: dict[tuple[Test, int, int], Branch[Any]] = {}
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
        return self.branch(test, TRUE, FALSE)

    def branch(self, test: Test, yes: Tree[_T], no: Tree[_T]) -> Tree[_T]:
        """What a test decides; ``yes`` and ``no`` hang on later tests only."""
        if yes is no:
            return yes
        key = test, id(yes), id(no)
        branch = self._branches.get(key)
        if branch is None:
            level = self._levels.get(test)
            if level is None:
                level = self._levels[test] = self._rank(test)
            branch = self._branches[key] = Branch(test, yes, no, level)
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
            level = min(truth.level, yes.level, no.level)
            first = next(t for t in (truth, yes, no) if t.level == level)
            on = [
                (t.yes, t.no) if t.level == level else (t, t)  # type: ignore[union-attr]
                for t in (truth, yes, no)
            ]
            held = self.choose(*(side[0] for side in on))  # type: ignore[arg-type]
            failed = self.choose(*(side[1] for side in on))  # type: ignore[arg-type]
            chosen = self.branch(first.test, held, failed)  # type: ignore[union-attr]
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
        done: dict[int, Tree[_U]] = {}

        def walk(node: Tree[_T]) -> Tree[_U]:
            if isinstance(node, Leaf):
                return change(node.answer)
            copied = done.get(id(node))
            if copied is None:
                self.budget.spend()
                copied = self.choose(self.ask(node.test), walk(node.yes), walk(node.no))
                done[id(node)] = copied
            return copied

        return walk(tree)


def leaves(tree: Tree[_T]) -> Iterator[_T]:
    """Yield each answer of a diagram once, those where the first test holds first."""
    if isinstance(tree, Leaf):
        yield tree.answer
        return
    for node in _nodes(tree):
        if isinstance(node, Leaf):
            yield node.answer


def tests(tree: Tree[_T]) -> Iterator[Test]:
    """Yield each test of a diagram once, in their order."""
    levels = {node.test: node.level for node in branches(tree)}
    yield from sorted(levels, key=lambda test: levels[test])


def branches(tree: Tree[_T]) -> Iterator[Branch[_T]]:
    """Yield each branch of a diagram once; several may ask the same test."""
    for node in _nodes(tree):
        if isinstance(node, Branch):
            yield node


def _nodes(tree: Tree[_T]) -> Iterator[Tree[_T]]:
    seen: set[int] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if (key := id(node)) in seen:
            continue
        seen.add(key)
        yield node
        if isinstance(node, Branch):
            waiting += [node.no, node.yes]
