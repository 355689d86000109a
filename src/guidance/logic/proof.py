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

EFFORT = 1_500_000
"""z3's own measure of work, after which it gives up: not seconds, so that answers are stable."""


class ProofSolver:
    """Decides by z3. Its witnesses are as small, but not always the fewest facts."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._context = z3.Context()
        self._atoms = [z3.Bool(f"a{n}", self._context) for n in range(len(frame.owners))]
        self._open = [a for a, v in zip(self._atoms, frame.owners, strict=True) if v.is_undefined]
        clauses = [self._any([self._literal(*each) for each in part]) for part in frame.clauses]
        constraints = [self._term(each) for each in frame.constraints]
        self._people = self._all([*clauses, *constraints])
        self._left = EFFORT

    def possible(self, formula: Formula) -> bool:
        """Whether somebody can meet it under some meaning of the undefined terms."""
        return self._check(self._target(formula, definite=False)) is not None

    def definite(self, formula: Formula) -> bool:
        """Whether somebody meets it whatever the undefined terms mean."""
        return self._check(self._target(formula, definite=True)) is not None

    def witness(self, formula: Formula, *, definite: bool) -> Person:
        """Return a plain person who meets it, with only what is needed to meet it."""
        frame = self.frame
        found = [self._target(formula, definite=definite)]
        free = [n for n, v in enumerate(frame.owners) if not (definite and v.is_undefined)]
        for atom in sorted(free, key=lambda n: (-cost_of(frame, n), -n)):
            without = z3.Not(self._atoms[atom])
            fits = self._check(*found, without) is not None
            found.append(without if fits else self._atoms[atom])
        model = self._check(*found)
        assert model is not None  # noqa: S101  (the caller asked first whether there is somebody)
        holding = {n for n in free if z3.is_true(model.eval(self._atoms[n]))}
        values = frame.values(holding)
        fails = z3.And(self._people, z3.Not(self._term(formula)))
        kept = listing(frame.variables, definite=definite)
        for each in reversed(kept.copy()):
            fewer = [other for other in kept if other is not each]
            given = [self._literal(*atom) for atom in frame.given(fewer, values).items()]
            if self._check(fails, *given) is None:
                kept = fewer
        return frame.person(kept, values)

    def terms(self, formula: Formula) -> frozenset[str]:
        """Return the undefined terms that it names."""
        names = {each.asked.fact for each in self.frame.variables if each.is_undefined}
        return frozenset(test.fact for test in tests_in(formula)) & names

    def _target(self, formula: Formula, *, definite: bool) -> z3.BoolRef:
        term = self._term(formula)
        if not (definite and self._open):
            return z3.And(self._people, term)
        # The people left free say that under some meaning there is such a person at all.
        return z3.And(self._people, z3.ForAll(self._open, z3.Implies(self._people, term)))

    def _check(self, *terms: z3.BoolRef) -> z3.ModelRef | None:
        solver = z3.Solver(ctx=self._context)
        solver.set("rlimit", self._left)
        solver.add(*terms)
        answer = solver.check()
        # It counts on through all questions of a context.
        self._left = max(1, EFFORT - solver.statistics().get_key_value("rlimit count"))
        if answer == z3.unknown:
            raise UndecidedError
        return solver.model() if answer == z3.sat else None

    def _literal(self, atom: int, sign: bool) -> z3.BoolRef:
        return self._atoms[atom] if sign else z3.Not(self._atoms[atom])

    def _all(self, terms: list[z3.BoolRef]) -> z3.BoolRef:
        return z3.And([z3.BoolVal(True, self._context), *terms])

    def _any(self, terms: list[z3.BoolRef]) -> z3.BoolRef:
        return z3.Or([z3.BoolVal(False, self._context), *terms])

    def _term(self, formula: Formula) -> z3.BoolRef:
        match formula:
            case bool():
                return z3.BoolVal(formula, self._context)
            case FactTest():
                literals = self.frame.literals(formula)
                if literals is None:
                    return z3.BoolVal(False, self._context)
                return self._all([self._literal(*each) for each in literals])
            case AllOf():
                return self._all([self._term(part) for part in formula.all])
            case AnyOf():
                return self._any([self._term(part) for part in formula.any])
            case Not():
                return z3.Not(self._term(formula.not_))
