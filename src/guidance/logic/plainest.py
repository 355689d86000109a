"""Who is the plainest person: what a witness costs, and what it lists."""

from __future__ import annotations

from collections.abc import Iterable

from guidance.logic.frame import Frame, Variable


def listing(variables: Iterable[Variable], *, definite: bool) -> list[Variable]:
    """Return what a witness may list, what it should rather do without coming last."""
    kept = [variable for variable in variables if not (definite and variable.is_undefined)]
    return sorted(kept, key=lambda variable: variable.is_undefined)


def cost_of(frame: Frame, atom: int) -> int:
    """Return how far an atom that holds takes a person from the plainest."""
    owner = frame.owners[atom]
    # No number is plainer than another, and of the rest only leaving *no*, the lowest or the first
    # counts; how far it is left decides between equals.
    if atom != owner.atoms[0] or owner.fact.type == "number":
        return 1
    return 1_000_000 if owner.is_undefined else 1_000
