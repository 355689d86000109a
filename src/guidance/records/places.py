"""Where a statement applies, and where an act reaches.

Places are ISO 3166-1 and -2 codes and ``EU``. ``GB`` contains ``GB-SCT``. ``EU`` is a code of its
own: who belongs to it changes, so records name the countries they mean. A statement whose
document names no place is kept everywhere and marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

Place = str | None
"""A code; ``None`` for a statement's territory as a whole."""


class Scoped(Protocol):
    """Anything with places and places left out."""

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Where it applies; empty where not stated."""

    @property
    def opted_out(self) -> tuple[str, ...]:
        """Places inside those where it does not."""


def contains(place: str, other: str) -> bool:
    """Whether one place is the other or has it as a part."""
    return other == place or other.startswith(f"{place}-")


def is_within(place: Place, places: Iterable[str]) -> bool:
    """Whether a place is one of these or part of one."""
    return place is not None and any(contains(each, place) for each in places)


def covers(scope: Scoped, place: Place) -> bool:
    """Whether a statement or act applies in a place.

    One that names no place applies everywhere. Everything applies to a territory as a whole
    (``None``): :func:`cells` hands that out only where nothing is cut out of it.
    """
    if is_within(place, scope.opted_out):
        return False
    return place is None or not scope.jurisdictions or is_within(place, scope.jurisdictions)


def reaches(act: Scoped, statement: Scoped, place: Place) -> bool:
    """Whether an act on a statement takes effect in a place.

    A statement that names no place is reached wherever the act is not opted out of: what it
    was meant for is not known, and the act names it.
    """
    if not statement.jurisdictions:
        return not is_within(place, act.opted_out)
    return covers(act, place)


def cells(own: Sequence[Scoped], acting: Sequence[Scoped]) -> tuple[Place, ...]:
    """Divide the territory of a provision so that each act reaches all of a part or nothing.

    Args:
        own: The statements of the provision.
        acting: What acts on them.

    Returns:
        The parts as codes, each meaning itself less the other codes inside it. ``None`` stands
        for the whole: of a territory that needs no division, or that is not stated.
    """
    stated = {place for each in own for place in each.jurisdictions}
    everywhere = not all(each.jurisdictions for each in own)
    cuts = {place for each in (*own, *acting) for place in each.opted_out}
    if stated:
        cuts |= {place for each in acting for place in each.jurisdictions}
    if everywhere:
        return (None, *_applying(own, cuts | stated))
    inside = {cut for cut in cuts if is_within(cut, stated)}
    limited = any(
        each.jurisdictions and not all(is_within(place, each.jurisdictions) for place in stated)
        for each in (*own, *acting)
    )
    if not limited and not any(
        is_within(cut, stated) or is_within(place, (cut,))
        for place in stated
        for each in (*own, *acting)
        for cut in each.opted_out
    ):
        return (None,)
    return _applying(own, stated | inside)


def _applying(own: Sequence[Scoped], parts: Iterable[str]) -> tuple[Place, ...]:
    """The parts in which the provision applies at some time."""
    return tuple(sorted(part for part in parts if any(covers(each, part) for each in own)))


def relevant(parts: tuple[Place, ...], asked: str) -> tuple[Place, ...]:
    """The parts that speak of a place asked about: those inside it, and the nearest around it."""
    around = [part for part in parts if part is not None and contains(part, asked)]
    nearest = max(around, key=len, default=None)
    inside = tuple(part for part in parts if part is not None and contains(asked, part))
    if nearest is not None:
        return (nearest, *(part for part in inside if part != nearest))
    return tuple(part for part in parts if part is None) + inside
