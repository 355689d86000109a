"""Exact decisions about conditions, and the plainest person who shows them.

*Undefined terms* are free: what "highly active" means is for nobody here to say. A formula holds
*definitely* for a person if it holds whatever they mean. Somebody for whom it definitely holds
exists under every meaning exactly if one exists on these grounds alone, because a meaning is free
for each person separately.

The sheet is taken to be sound (:func:`guidance.logic.check_sheet`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from guidance.errors import UndecidedError
from guidance.logic.diagram import FALSE, TRUE, Diagram, TooLargeError
from guidance.logic.formulas import Formula, all_of, negation
from guidance.logic.frame import Frame
from guidance.logic.people import Person
from guidance.logic.plainest import cost_of, listing
from guidance.records.criteria import AllOf, AnyOf, FactSheet, FactTest, Not

STEP_LIMIT = 50_000
"""Steps after which a question is too large for diagrams: a tenth of a second's work."""

EFFORT = 1_000_000
"""z3's own measure of work, after which it gives up: not seconds, so that answers are stable."""

_T = TypeVar("_T")


class Solver(Protocol):
    """What decides formulas over one frame.

    Attributes:
        frame: Their atoms.
    """

    frame: Frame

    def possible(self, formula: Formula) -> bool:
        """Whether somebody can meet it under some meaning of the undefined terms."""

    def definite(self, formula: Formula) -> bool:
        """Whether somebody meets it whatever the undefined terms mean."""

    def witness(self, formula: Formula, *, definite: bool) -> Person:
        """Return the plainest person who meets it, with only what is needed to meet it."""

    def terms(self, formula: Formula) -> frozenset[str]:
        """Return the undefined terms that it rests on."""


def satisfiable(formula: Formula, sheet: FactSheet) -> bool:
    """Whether some person can meet it.

    Raises:
        UndecidedError: Too large.
    """
    return decide(sheet, [formula], lambda solver: solver.possible(formula))


def valid(formula: Formula, sheet: FactSheet) -> bool:
    """Whether every person meets it.

    Raises:
        UndecidedError: Too large.
    """
    return not satisfiable(negation(formula), sheet)


def implies(formula: Formula, other: Formula, sheet: FactSheet) -> bool:
    """Whether everybody who meets the first meets the second, whatever undefined terms mean.

    Raises:
        UndecidedError: Too large.
    """
    return not satisfiable(all_of(formula, negation(other)), sheet)


def equivalent(formula: Formula, other: Formula, sheet: FactSheet) -> bool:
    """Whether the two are met by the same people, whatever undefined terms mean.

    Raises:
        UndecidedError: Too large.
    """
    return implies(formula, other, sheet) and implies(other, formula, sheet)


def find_person(
    formula: Formula, sheet: FactSheet, *, prefer_no_undefined: bool = True
) -> Person | None:
    """Return the plainest person who meets a formula, or ``None`` if nobody can.

    Plainest: the fewest facts that are not *no*, lowest or first; then the smallest counts. Only
    what is needed is listed: everybody with these facts meets the formula.

    Args:
        formula: What is to be met.
        sheet: The facts.
        prefer_no_undefined: Where there is one, return a person for whom it holds whatever the
            undefined terms mean, even if a plainer one rests on such a term.

    Raises:
        UndecidedError: Too large.
    """

    def ask(solver: Solver) -> Person | None:
        if prefer_no_undefined and solver.definite(formula):
            return solver.witness(formula, definite=True)
        return solver.witness(formula, definite=False) if solver.possible(formula) else None

    return decide(sheet, [formula], ask)


class StepsLeft:
    """The steps that several questions share, and z3's effort."""

    def __init__(self) -> None:
        self.left = STEP_LIMIT
        self.effort = EFFORT

    @property
    def is_half_spent(self) -> bool:
        """Whether little enough is left to do without what only makes an answer neater."""
        return self.left < STEP_LIMIT // 2


def decide(
    sheet: FactSheet,
    formulas: Sequence[Formula],
    ask: Callable[[Solver], _T],
    budget: StepsLeft | None = None,
) -> _T:
    """Put questions about some formulas, to z3 where they are too large and it is installed.

    Raises:
        UndecidedError: Too large, and z3 is not installed or gives up.
    """
    frame = Frame(sheet, formulas)
    budget = budget or StepsLeft()
    solver = None
    try:
        solver = DiagramSolver(frame, budget.left)
        return ask(solver)
    except (TooLargeError, RecursionError):
        budget.left = 0
    finally:
        budget.left = max(0, budget.left - (solver.diagram.steps if solver else 0))
    try:
        from guidance.logic.proof import ProofSolver
    except ImportError:
        raise UndecidedError from None
    proof = ProofSolver(frame, budget.effort)
    try:
        return ask(proof)
    finally:
        budget.effort = max(0, proof.left)


class DiagramSolver:
    """Decides by decision diagrams: exact, without anything to install."""

    def __init__(self, frame: Frame, limit: int) -> None:
        self.frame = frame
        self.diagram = Diagram(len(frame.owners), limit)
        self._compiled: dict[int, tuple[Formula, int]] = {}
        self._open = frozenset(
            a for a, variable in enumerate(frame.owners) if variable.is_undefined
        )
        possible = TRUE
        for clause in frame.clauses:
            node = FALSE
            for atom, sign in clause:
                node = self.diagram.either(node, self.diagram.literal(atom, sign))
            possible = self.diagram.both(possible, node)
        for constraint in frame.constraints:
            possible = self.diagram.both(possible, self.node(constraint))
        self.people = possible
        """The node that holds for everybody there can be."""

    def node(self, formula: Formula) -> int:
        """Return the node of a formula."""
        if isinstance(formula, bool):
            return TRUE if formula else FALSE
        # Keyed by identity: formulas of one regime share their parts. The entry keeps it alive.
        if (kept := self._compiled.get(id(formula))) is not None:
            return kept[1]
        diagram = self.diagram
        match formula:
            case FactTest():
                node = TRUE
                literals = self.frame.literals(formula)
                for atom, sign in literals or ():
                    node = diagram.both(node, diagram.literal(atom, sign))
                node = FALSE if literals is None else node
            case AllOf():
                node = TRUE
                for part in formula.all:
                    node = diagram.both(node, self.node(part))
            case AnyOf():
                node = FALSE
                for part in formula.any:
                    node = diagram.either(node, self.node(part))
            case Not():
                node = diagram.negate(self.node(formula.not_))
        self._compiled[id(formula)] = (formula, node)
        return node

    def possible(self, formula: Formula) -> bool:
        """Whether somebody can meet it under some meaning of the undefined terms."""
        return self.diagram.both(self.people, self.node(formula)) != FALSE

    def definite(self, formula: Formula) -> bool:
        """Whether somebody meets it whatever the undefined terms mean."""
        return self._target(self.node(formula), definite=True)[0] != FALSE

    def witness(self, formula: Formula, *, definite: bool) -> Person:
        """Return the plainest person who meets it, with only what is needed to meet it."""
        met, enough = self._target(self.node(formula), definite=definite)
        frame = self.frame
        values = frame.values(self.diagram.cheapest(met, lambda atom: cost_of(frame, atom)))
        kept = listing(frame.variables, definite=definite)
        for fact in reversed(kept.copy()):
            fewer = [other for other in kept if other is not fact]
            if self.diagram.always(enough, frame.given(fewer, values)):
                kept = fewer
        return frame.person(kept, values)

    def terms(self, formula: Formula) -> frozenset[str]:
        """Return the undefined terms that it rests on."""
        atoms = self.diagram.support(self.node(formula)) & self._open
        return frozenset(self.frame.owners[atom].asked.fact for atom in atoms)

    @cached_property
    def _some(self) -> int:
        """The node that holds for everybody there can be under some meaning."""
        return self.diagram.exists(self.people, self._open)

    def _target(self, node: int, *, definite: bool) -> tuple[int, int]:
        """Return whom to look for, and what a list of facts must ensure to describe them."""
        diagram = self.diagram
        enough = diagram.negate(diagram.both(self.people, diagram.negate(node)))
        people = self.people
        if definite:
            enough = diagram.forall(enough, self._open)
            people = self._some
        return diagram.both(people, enough), enough
