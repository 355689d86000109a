"""The same decisions by z3, for what is too large for diagrams.

Importing this module needs the extra ``proof``. Nothing imports it before it is needed.
"""

from __future__ import annotations

import z3  # type: ignore[import-untyped, import-not-found, unused-ignore]

from guidance.errors import UndecidedError
from guidance.logic.formulas import Formula, tests_in
from guidance.logic.frame import Frame
from guidance.logic.people import Person
from guidance.logic.plainest import cost_of, listing
from guidance.records.criteria import AllOf, AnyOf, FactTest, Not

_PER_CHECK = 1_000
"""What putting one question costs besides, in z3's own measure of work."""


class ProofSolver:
    """Decides by z3. Its witnesses are as small, but not always the fewest facts."""

    def __init__(self, frame: Frame, effort: int) -> None:
        self.frame = frame
        self._context = z3.Context()
        self._atoms = [z3.Bool(f"a{n}", self._context) for n in range(len(frame.owners))]
        self._not = [z3.Not(atom) for atom in self._atoms]
        self._open = [a for a, v in zip(self._atoms, frame.owners, strict=True) if v.is_undefined]
        self._terms: dict[int, tuple[Formula, z3.BoolRef]] = {}
        self._targets: dict[tuple[int, bool], z3.Solver] = {}
        clauses = [
            self._any([self._literal(*literal) for literal in part]) for part in frame.clauses
        ]
        constraints = [self._term(constraint) for constraint in frame.constraints]
        self._people = self._all([*clauses, *constraints])
        self._effort = effort
        self._checks = self._counted = 0

    @property
    def left(self) -> int:
        """The effort that is left: z3's own count, and something for putting each question."""
        return self._effort - self._checks * _PER_CHECK - self._counted

    def possible(self, formula: Formula) -> bool:
        """Whether somebody can meet it under some meaning of the undefined terms."""
        return self._check(self._target(formula, definite=False)) is not None

    def definite(self, formula: Formula) -> bool:
        """Whether somebody meets it whatever the undefined terms mean."""
        return self._check(self._target(formula, definite=True)) is not None

    def witness(self, formula: Formula, *, definite: bool) -> Person:
        """Return a plain person who meets it, with only what is needed to meet it."""
        frame = self.frame
        target = self._target(formula, definite=definite)
        fixed: list[z3.BoolRef] = []
        free = [n for n, v in enumerate(frame.owners) if not (definite and v.is_undefined)]
        model = self._check(target)
        for atom in sorted(free, key=lambda n: (-cost_of(frame, n), -n)):
            without = self._not[atom]
            if model is not None and z3.is_false(model.eval(self._atoms[atom], True)):
                fixed.append(without)  # the person at hand does without it already
                continue
            fewer = self._check(target, *fixed, without)
            model = fewer if fewer is not None else model
            fixed.append(without if fewer is not None else self._atoms[atom])
        model = self._check(target, *fixed)
        assert model is not None  # noqa: S101  (the caller asked first whether there is somebody)
        holding = {n for n in free if z3.is_true(model.eval(self._atoms[n]))}
        values = frame.values(holding)
        fails = self._solver(self._people, z3.Not(self._term(formula)))
        kept = listing(frame.variables, definite=definite)
        for fact in reversed(kept.copy()):
            fewer_facts = [other for other in kept if other is not fact]
            given = [self._literal(*atom) for atom in frame.given(fewer_facts, values).items()]
            if self._check(fails, *given) is None:
                kept = fewer_facts
        return frame.person(kept, values)

    def terms(self, formula: Formula) -> frozenset[str]:
        """Return the undefined terms that it names."""
        names = {variable.asked.fact for variable in self.frame.variables if variable.is_undefined}
        return frozenset(test.fact for test in tests_in(formula)) & names

    def _target(self, formula: Formula, *, definite: bool) -> z3.Solver:
        """Those who meet a formula, as a solver to be asked more of them."""
        key = (id(formula), definite)
        if key not in self._targets:
            term = self._term(formula)
            if definite and self._open:
                # The people left free say that under some meaning there is such a person at all.
                term = z3.ForAll(self._open, z3.Implies(self._people, term))
            self._targets[key] = self._solver(self._people, term)
        return self._targets[key]

    def _solver(self, *terms: z3.BoolRef) -> z3.Solver:
        solver = z3.Solver(ctx=self._context)
        solver.add(*terms)
        return solver

    def _check(self, solver: z3.Solver, *given: z3.BoolRef) -> z3.ModelRef | None:
        if self.left <= 0:
            raise UndecidedError
        self._checks += 1
        solver.set("rlimit", self.left)
        answer = solver.check(*given)
        # It counts on through all questions of a context.
        self._counted = solver.statistics().get_key_value("rlimit count")
        if answer == z3.unknown:
            raise UndecidedError
        return solver.model() if answer == z3.sat else None

    def _literal(self, atom: int, sign: bool) -> z3.BoolRef:
        return self._atoms[atom] if sign else self._not[atom]

    def _all(self, terms: list[z3.BoolRef]) -> z3.BoolRef:
        return z3.And([z3.BoolVal(True, self._context), *terms])

    def _any(self, terms: list[z3.BoolRef]) -> z3.BoolRef:
        return z3.Or([z3.BoolVal(False, self._context), *terms])

    def _term(self, formula: Formula) -> z3.BoolRef:
        if isinstance(formula, bool):
            return z3.BoolVal(formula, self._context)
        # Keyed by identity: formulas of one regime share their parts. The entry keeps it alive.
        if (term := self._terms.get(id(formula))) is None:
            term = self._terms[id(formula)] = formula, self._made(formula)
        return term[1]

    def _made(self, formula: AllOf | AnyOf | Not | FactTest) -> z3.BoolRef:
        match formula:
            case FactTest():
                literals = self.frame.literals(formula)
                if literals is None:
                    return z3.BoolVal(False, self._context)
                return self._all([self._literal(*literal) for literal in literals])
            case AllOf():
                return self._all([self._term(part) for part in formula.all])
            case AnyOf():
                return self._any([self._term(part) for part in formula.any])
            case Not():
                return z3.Not(self._term(formula.not_))
