"""Parts of the world: sets of places, and their names.

A set of places is a whole number with one bit for each of the smallest places that are told
apart, so that ``&``, ``|`` and ``& ~`` are meet, join and difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import total_ordering

Cells = int
"""A set of places: ``a & b`` where they meet, ``a | b`` both, ``a & ~b`` the one without the other;
``not a`` is empty, ``not b & ~a`` says that ``b`` lies within ``a``. A negative number is
everywhere except some places."""

EVERYWHERE: Cells = -1
"""What a document speaks of that names no place."""

OVERLAP = "&"
"""Between two codes: what they share."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Part:
    """A part of a provision's territory, by name. A provision and a part are the key of a state.

    Attributes:
        within: The places that it lies in, sorted; ``None`` where the document names no place.
            What two declared places share is written ``a&b``.
        without: Places in those that are no part of it, sorted.
        cells: The places themselves.
        names: What people call the places of ``within``, and those of ``without``.

    Source:
        docs/explanation/places.md; ISO 3166 for the codes.
    """

    within: tuple[str, ...] | None
    without: tuple[str, ...] = ()
    cells: Cells = field(default=EVERYWHERE, compare=False, repr=False)
    names: tuple[tuple[str, ...], tuple[str, ...]] = field(
        default=((), ()), compare=False, repr=False
    )

    @property
    def is_stated(self) -> bool:
        """Whether the document names places."""
        return self.within is not None

    @property
    def is_whole(self) -> bool:
        """Whether it is all that is meant where no place is named."""
        return self.within is None and not self.without

    @property
    def code(self) -> str:
        """It by its codes, on one line: ``GB-GBN without GB-ENG``."""
        inside = "" if self.within is None else " and ".join(self.within)
        outside = f"without {' and '.join(self.without)}" if self.without else ""
        return f"{inside} {outside}".strip()

    def __lt__(self, other: Part) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        return self.within is None, self.within or (), self.without


def code_of(part: Part | None) -> str:
    """A part by its codes on one line; nothing where there is none."""
    return part.code if part is not None else ""


WHOLE = Part(None)
"""What a document speaks of that names no place, undivided."""


def divide(whole: Cells, cuts: Iterable[Cells]) -> list[Cells]:
    """Divide a set of places so that each cut holds all of a part or nothing."""
    parts = [whole] if whole else []
    for cut in dict.fromkeys(cuts):
        parts = [piece for part in parts for piece in (part & cut, part & ~cut) if piece]
    return parts


def name(cells: Cells, codes: Iterable[str], of: Callable[[str], Cells]) -> Part | None:
    """Name a set of places by codes.

    Args:
        cells: The places.
        codes: The codes that may be used: those by which it was cut out.
        of: The places of a code.

    Returns:
        The part; ``None`` where places less other places cannot say it. What all codes cut out
        together always has a name.
    """
    known = [(code, of(code)) for code in sorted(set(codes))]
    if cells < 0:
        listed = _listed(~cells, known)
        return Part(None, tuple(sorted(listed)), cells) if listed is not None else None
    within, rest = _cover(cells, [place for place in known if not place[1] & ~cells])
    without: set[str] = set()
    for code, extent in _largest_first(rest, known):
        outside, left = _cover(extent & ~cells, [place for place in known if not place[1] & cells])
        if rest & extent and not left:
            within.append(code)
            without.update(outside)
            rest &= ~extent
    if not rest:
        needed = _needed(within, cells, dict(known))
        return Part(tuple(sorted(needed)), tuple(sorted(without)), cells)
    return _shared(cells, known)


def _needed(codes: Iterable[str], cells: Cells, extents: dict[str, Cells]) -> list[str]:
    """The codes without those that others hold, the smallest left out first."""
    kept = sorted(codes, key=lambda code: ((extents[code] & cells).bit_count(), code))
    for code in tuple(kept):
        others = 0
        for other in kept:
            others |= extents[other] & cells if other != code else 0
        if not extents[code] & cells & ~others:
            kept.remove(code)
    return kept


def _listed(cells: Cells, known: Sequence[tuple[str, Cells]]) -> list[str] | None:
    codes, rest = _cover(cells, [place for place in known if not place[1] & ~cells])
    if rest and (shared := _shared(rest, known)) is not None and not shared.without:
        return codes + list(shared.within or ())
    return None if rest else codes


def _largest_first(cells: Cells, known: Iterable[tuple[str, Cells]]) -> list[tuple[str, Cells]]:
    """Those that share most places, and of these the smallest."""
    sharing = [place for place in known if place[1] & cells]
    return sorted(
        sharing,
        key=lambda place: (-(place[1] & cells).bit_count(), place[1].bit_count(), place[0]),
    )


def _cover(cells: Cells, known: Iterable[tuple[str, Cells]]) -> tuple[list[str], Cells]:
    """Few codes that hold the places, largest first; and what they leave."""
    codes = []
    for code, extent in _largest_first(cells, known):
        if cells & extent:
            codes.append(code)
            cells &= ~extent
    return codes, cells


def _shared(cells: Cells, known: Sequence[tuple[str, Cells]]) -> Part | None:
    """Name what some codes share, less others."""
    around = [place for place in known if not cells & ~place[1]]
    least = [
        code
        for code, extent in around
        if not any(other != extent and not other & ~extent for _, other in around)
    ]
    shared = EVERYWHERE
    for _, extent in around:
        shared &= extent
    outside = [place for place in known if not place[1] & cells]
    without, rest = _cover(shared & ~cells, outside)
    if rest or not least:
        return None
    return Part((OVERLAP.join(least),), tuple(sorted(without)), cells)
