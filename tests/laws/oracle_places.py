"""Places as the oracle knows them: a handful of countries, cut into atoms.

An atom is a set of codes: all the named places that one spot lies in. ``elsewhere`` lies in none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from laws.oracle_days import FAR, NEVER, day

ELSEWHERE: frozenset[str] = frozenset()

_INSIDE = {
    "GB": ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"),
    "GB-ENG": ("GB-LCE",),
    "DE": ("DE-BY",),
    "FR": (),
    "HR": (),
}
_GROUPS = {
    "GB-EAW": ("GB-ENG", "GB-WLS"),
    "GB-GBN": ("GB-ENG", "GB-SCT", "GB-WLS"),
    "GB-UKM": ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"),
}
# The day of joining, and the first day on which the law of the Union no longer held.
# The treaty of Rome; the treaties of accession of the United Kingdom and of Croatia; the agreement
# of withdrawal, article 126. The Netherlands stand for all founders that nobody names.
MEMBERS = {
    "DE": (day("1958-01-01"), NEVER),
    "FR": (day("1958-01-01"), NEVER),
    "NL": (day("1958-01-01"), NEVER),
    "GB": (day("1973-01-01"), day("2021-01-01")),
    "HR": (day("2013-07-01"), NEVER),
}
FOUNDER = frozenset({"NL"})
TURNS = tuple(sorted({on for both in MEMBERS.values() for on in both if on < FAR}))
CODES = ("DE", "DE-BY", "EU", "FR", "GB", "GB-EAW", "GB-ENG", "GB-GBN", "GB-LCE", "GB-SCT", "HR")


def _spots() -> list[frozenset[str]]:
    """The finest parts that the table tells apart."""
    found = [ELSEWHERE, frozenset({"NL"})]

    def walk(code: str, above: frozenset[str]) -> None:
        groups = {name for name, members in _GROUPS.items() if code in members}
        here = above | {code} | groups
        inside = _INSIDE.get(code, ())
        for each in inside:
            walk(each, here)
        # The four nations are the whole of the country; of a region with one town a rest remains.
        if code != "GB":
            found.append(here)

    for country in ("GB", "DE", "FR", "HR"):
        walk(country, ELSEWHERE)
    return found


def declared(sources: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The places that the records declare, in one namespace."""
    return {slug: place for source in sources for slug, place in source.get("places", {}).items()}


def atoms(places: dict[str, dict[str, Any]]) -> list[frozenset[str]]:
    """Every atom, the declared places cut in.

    Places within one place are disjoint unless one says that it overlaps the other.
    """
    found = _spots()
    for slug in _outer_first(places):
        place = places[slug]
        if "same-as" in place:
            found = [each | {slug} if place["same-as"] in each else each for each in found]
            continue
        named_inside = set(_INSIDE.get(place["within"], ()))
        inside = [each for each in found if place["within"] in each and not each & named_inside]
        siblings = {
            other
            for other, its in places.items()
            if its.get("within") == place["within"] and other != slug
        }
        overlaps = {
            other
            for other in siblings
            if other in place.get("overlaps", ()) or slug in places[other].get("overlaps", ())
        }
        # One new atom for each set of overlapped neighbours that it lies in, and one outside them.
        for spot in inside:
            neighbours = spot & siblings
            if neighbours - overlaps:
                continue
            found.append(spot | {slug})
    return list(dict.fromkeys(found))


def _outer_first(places: dict[str, dict[str, Any]]) -> list[str]:
    def depth(slug: str) -> int:
        above = places[slug].get("within", places[slug].get("same-as"))
        return 1 + depth(above) if above in places else 0

    return sorted(places, key=lambda slug: (depth(slug), slug))


def _country(atom: frozenset[str]) -> str | None:
    return next((each for each in MEMBERS if each in atom), None)


@lru_cache(maxsize=4096)
def joined(atom: frozenset[str]) -> int:
    """The day from which the atom lies in the Union; ``FAR`` for never."""
    country = _country(atom)
    return MEMBERS[country][0] if country else FAR


@lru_cache(maxsize=4096)
def left(atom: frozenset[str]) -> int:
    """The first day on which the atom lies in the Union no longer; ``NEVER`` for never."""
    country = _country(atom)
    return MEMBERS[country][1] if country else NEVER


def lies_in(atom: frozenset[str], code: str, on: int) -> bool:
    """Whether the atom lies in a place on a day."""
    if code == "EU":
        return joined(atom) <= on < left(atom)
    return code in atom


# Places named and places taken out of them; ``None`` where no place is named.
Spec = tuple[tuple[str, ...] | None, tuple[str, ...]] | None


@lru_cache(maxsize=65536)
def covers(spec: Spec, atom: frozenset[str], on: int) -> bool:
    """Whether stated places (``None``: not stated) hold the atom on a day."""
    if spec is None:
        return True
    within, without = spec
    named = within is None or any(lies_in(atom, each, on) for each in within)
    return named and not any(lies_in(atom, each, on) for each in without)


def covers_without_the_union(spec: Spec, atom: frozenset[str], on: int) -> bool:
    """The same where the Union itself is left out of what is named."""
    if spec is None:
        return True
    within, without = spec
    if within is None:
        return covers(spec, atom, on)
    return covers((tuple(each for each in within if each != "EU"), without), atom, on)


def distinct(found: list[frozenset[str]], specs: set[Spec]) -> list[frozenset[str]]:
    """One atom for each way in which the places named can tell atoms apart."""
    names = sorted({each for spec in specs if spec for part in spec for each in part or ()})
    seen: dict[tuple[object, ...], frozenset[str]] = {}
    for atom in found:
        signature: tuple[object, ...] = tuple(each in atom for each in names if each != "EU")
        if "EU" in names:
            signature += (joined(atom), left(atom))
        seen.setdefault(signature, atom)
    return list(seen.values())
