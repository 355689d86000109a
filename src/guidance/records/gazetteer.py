"""All places that some records can name: codes, the European Union on each day, declared places.

Declared places get bits of their own: one for each place of the table that they may share ground
with, and for what they share with each other. Those within one place share nothing unless they
say so; how one lies to the smaller codes in the place around it nobody has said, so it may share
ground with any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial, reduce
from operator import or_

from guidance.errors import GuidanceError, nearest
from guidance.records import iso
from guidance.records.membership import MEMBERSHIPS, OUTSIDE, UNION
from guidance.records.parts import EVERYWHERE, OVERLAP, Cells, Part, divide, name
from guidance.records.scopes import NEWEST, Joined, Scope, members_on
from guidance.records.sources import DeclaredPlace

_MOST_BITS = 50_000


class TooManyOverlapsError(GuidanceError):
    """Declared places share so much ground that the parts are past counting.

    Attributes:
        place: The place at which it showed.
    """

    def __init__(self, place: str) -> None:
        super().__init__(f"{place} overlaps too many other places")
        self.place = place


class Gazetteer:
    """What the codes and the declared places of some records stand for."""

    def __init__(self, declared: Mapping[str, DeclaredPlace] | None = None) -> None:
        """Take in declared places.

        Raises:
            KeyError: A place lies in one that is not known, or in a circle.
            TooManyOverlapsError: They share too much ground.
        """
        self.declared = dict(declared or {})
        self._extra: list[tuple[int, frozenset[str]]] = []
        self._cells: dict[str, Cells] = {}
        self._scopes: dict[tuple[tuple[str, ...], tuple[str, ...]], Scope] = {}
        self._stated: dict[tuple[tuple[str, ...], ...], Part] = {}
        self._parts: dict[object, tuple[Part, ...]] = {}
        self._take_in()

    # -- places --------------------------------------------------------------------------------

    def is_known(self, code: str) -> bool:
        """Whether a code, or a declared place, is known."""
        return code == UNION or code in self.declared or iso.is_known(code)

    def fault(self, code: str) -> str | None:
        """What is wrong with a place that is asked about; ``None`` where nothing is."""
        if self.is_known(code):
            return None
        if (fault := iso.fault_of(code)) is not None:
            return fault
        near = nearest(code, self.declared) or iso.nearest_to(code)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"no place {code!r} is declared{hint}"

    def cells(self, code: str, day: int | None = None) -> Cells:
        """The places of a code: of the Union on a day (an ordinal), or by its newest members.

        Raises:
            KeyError: It is not known.
        """
        if code == UNION:
            return members_on(self._joined, NEWEST if day is None else day)
        if OVERLAP in code:
            return reduce(
                lambda some, other: some & other, (self.cells(part) for part in code.split(OVERLAP))
            )
        if code in self.declared and (same := self.declared[code].same_as) is not None:
            return self.cells(same, day)
        if code not in self._cells:
            self._cells[code] = self._with_extra(iso.cells_of(code))
        return self._cells[code]

    def name(self, code: str) -> str:
        """A place as it reads after "in": "England", "the United Kingdom".

        Raises:
            KeyError: It is not known.
        """
        if code == UNION:
            return "the EU"
        return self.declared[code].label if code in self.declared else iso.name_of(code)

    def scope(self, jurisdictions: tuple[str, ...] = (), opted_out: tuple[str, ...] = ()) -> Scope:
        """Where something applies that names these places; everywhere where it names none.

        Raises:
            KeyError: A place is not known.
        """
        key = jurisdictions, opted_out
        if key not in self._scopes:
            within = self._all(place for place in jurisdictions if place != UNION)
            without = self._all(place for place in opted_out if place != UNION)
            if not jurisdictions:
                within = EVERYWHERE
            joined = self._joined if UNION in (*jurisdictions, *opted_out) else ()
            self._scopes[key] = Scope(*key, within, without, joined)
        return self._scopes[key]

    # -- parts ---------------------------------------------------------------------------------

    def parts(self, own: Iterable[Scope], acting: Iterable[Scope], since: int) -> tuple[Part, ...]:
        """Divide a territory so that, on any day, each scope holds all of a part or nothing.

        Args:
            own: The scopes of the statements of a provision.
            acting: The scopes of what acts on it.
            since: The first day that matters, as an ordinal. Who joined or left the Union before
                it needs no part of its own.

        Returns:
            The parts, sorted. In their names the Union always goes with the members that joined
            or left it since, so that they are right on every day.
        """
        scopes = dict.fromkeys((*own, *acting))
        mine = dict.fromkeys(own)
        key = tuple(mine), tuple(scopes), since
        if key not in self._parts:
            territory = reduce(or_, (scope.ever(since) for scope in mine), 0)
            cuts = [scope.within & ~scope.without for scope in scopes]
            cuts += [scope.ever(since) for scope in scopes]
            codes = {code for scope in scopes for code in scope.codes}
            changing: dict[str, Cells] = {}
            if UNION in codes:
                for row, (cells, first, end) in zip(MEMBERSHIPS, self._joined, strict=True):
                    if first > since or since < end <= NEWEST:
                        cuts.append(cells)
                        changing |= {code: self.cells(code) for code in row.codes}

            def of(code: str) -> Cells:
                return self._ever(since) if code == UNION else self.cells(code)

            named = _named(divide(territory, cuts), codes | changing.keys(), of)
            self._parts[key] = tuple(
                sorted(
                    self._called(_on_every_day(part, changing, self._around(part)))
                    for part in named
                )
            )
        return self._parts[key]

    def join(self, parts: Iterable[Part], day: int | None = None) -> tuple[Part, ...]:
        """Name several parts as one, where that has a name; else each by itself.

        The Union in every name has the members of the day, and no name says more than that needs:
        "the EU except Croatia" stands beside "not the EU". Without a day the names are those that
        are right on every day.
        """
        several = tuple(sorted(parts))
        if len(several) < 2 and (day is None or not any(UNION in part.code for part in several)):
            return several
        cells = reduce(or_, (part.cells for part in several))
        codes = {
            code
            for part in several
            for named in (*(part.within or ()), *part.without)
            for code in named.split(OVERLAP)
        }
        joined = name(cells, codes, partial(self.cells, day=day))
        if joined is not None:
            return (self._called(joined),)
        if len(several) == 1 or day is None:
            return several
        return tuple(sorted(own for part in several for own in self.join((part,), day)))

    def called(self, cells: Cells, codes: Iterable[str], day: int) -> tuple[Part, ...]:
        """Name places by codes, on a day: as one where that has a name, else piece by piece."""
        of = partial(self.cells, day=day)
        return tuple(sorted(map(self._called, _named([cells], tuple(sorted(codes)), of))))

    def stated(self, scope: Scope) -> Part:
        """What a record says of where something applies, in its own terms."""
        key = scope.jurisdictions, scope.opted_out
        if key not in self._stated:
            within = tuple(sorted(scope.jurisdictions)) or None
            part = Part(within, tuple(sorted(scope.opted_out)), scope.ever())
            self._stated[key] = self._called(part)
        return self._stated[key]

    # -- inside --------------------------------------------------------------------------------

    @cached_property
    def _joined(self) -> tuple[Joined, ...]:
        """Who belonged to the Union when, row by row."""
        outside = self._all(OUTSIDE)
        return tuple((self._all(row.codes) & ~outside, row.first, row.end) for row in MEMBERSHIPS)

    def _around(self, part: Part) -> Cells:
        return EVERYWHERE if part.within is None else self._all(part.within)

    def _called(self, part: Part) -> Part:
        """The part with the names that people have for its places."""
        within, without = (
            tuple(OVERLAP.join(map(self.name, code.split(OVERLAP))) for code in codes)
            for codes in (part.within or (), part.without)
        )
        return replace(part, names=(within, without))

    def _all(self, codes: Iterable[str]) -> Cells:
        return reduce(or_, (self.cells(code) for code in codes), 0)

    def _ever(self, since: int) -> Cells:
        return reduce(or_, (cells for cells, _, end in self._joined if end > since), 0)

    def _take_in(self) -> None:
        """Give the declared places their bits, the outer ones first."""
        for code in _outer_first(self.declared):
            place = self.declared[code]
            if place.within is None:
                continue
            if place.within == UNION:  # it has other members on other days
                raise KeyError(UNION)
            apart = {
                other
                for other, its in self.declared.items()
                if its.within == place.within
                and other != code
                and other not in place.overlaps
                and code not in its.overlaps
            }
            around = self.cells(place.within)
            first = iso.size() + len(self._extra)
            for bit in _bits(around):
                base, held = self._held(bit)
                if not held & apart:
                    self._extra.append((base, held | {code}))
            if len(self._extra) > _MOST_BITS:
                raise TooManyOverlapsError(code)
            self._spread(first, code)

    def _held(self, bit: int) -> tuple[int, frozenset[str]]:
        extra = bit - iso.size()
        return self._extra[extra] if extra >= 0 else (bit, frozenset())

    def _spread(self, first: int, code: str) -> None:
        """Put new bits into the declared places that they lie in; codes are worked out anew."""
        new: dict[str, list[int]] = {code: []}
        for index in range(first, iso.size() + len(self._extra)):
            for holder in self._held(index)[1]:
                new.setdefault(holder, []).append(index)
        declared = {holder: own for holder, own in self._cells.items() if holder in self.declared}
        self._cells = declared | {
            holder: declared.get(holder, 0) | _with_bits(bits) for holder, bits in new.items()
        }

    def _with_extra(self, cells: Cells) -> Cells:
        """Add the bits of declared places that lie in some places of the table."""
        if not self._extra:
            return cells
        held = set(_bits(cells))
        extra = (iso.size() + i for i, (base, _) in enumerate(self._extra) if base in held)
        return cells | _with_bits(extra)


def _bits(cells: Cells) -> Iterator[int]:
    return (index for index, bit in enumerate(reversed(f"{cells:b}")) if bit == "1")


def _with_bits(bits: Iterable[int]) -> Cells:
    octets = bytearray()
    for bit in bits:
        missing = (bit >> 3) + 1 - len(octets)
        if missing > 0:
            octets.extend(bytes(missing))
        octets[bit >> 3] |= 1 << (bit & 7)
    return int.from_bytes(octets, "little")


def _outer_first(declared: Mapping[str, DeclaredPlace]) -> list[str]:
    """Declared places, each after the one that it lies in.

    Raises:
        KeyError: They lie in each other in a circle.
    """

    def depth(code: str) -> int:
        steps, at = 0, code
        while at in declared:
            steps, at = steps + 1, declared[at].within or declared[at].same_as or ""
            if steps > len(declared):
                raise KeyError(code)
        return steps

    return sorted(declared, key=lambda code: (depth(code), code))


def _named(
    cut: Iterable[Cells], codes: Iterable[str], of: Callable[[str], Cells]
) -> Iterator[Part]:
    """Name parts; what has no name is cut by every code."""
    used = tuple(codes)
    for cells in cut:
        part = name(cells, used, of)
        if part is not None:
            yield part
            continue
        for piece in divide(cells, map(of, used)):
            named = name(piece, used, of)
            assert named is not None, used  # noqa: S101  (all codes together name everything)
            yield named


def _on_every_day(part: Part, changing: Mapping[str, Cells], around: Cells) -> Part:
    """Name, beside the Union that a part is without, those who belong to it on some days only.

    Args:
        part: The part.
        changing: Who belongs to it on some days only.
        around: The places that the name starts from.
    """
    if UNION not in part.without:
        return part
    more = (c for c, cells in changing.items() if cells & around and not cells & part.cells)
    return replace(part, without=tuple(sorted({*part.without, *more})))
