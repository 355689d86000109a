"""Places with a code, and what lies in what.

ISO 3166-1 and 3166-2 come from the table in :mod:`.iso3166`; the groups of nations that ISO names
without saying which are in them are written here. Each place has a bit of its own for what is
left of it beside the places inside it, and a run of bits with those inside: see
:data:`guidance.records.parts.Cells`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from guidance.errors import nearest
from guidance.records.iso3166 import INSIDE, TABLE
from guidance.records.membership import UNION

# ISO 3166-2:GB lists these groups in its remarks. The four nations are the whole of the country.
GROUPS = {
    "GB-EAW": ("England and Wales", ("GB-ENG", "GB-WLS")),
    "GB-GBN": ("Great Britain", ("GB-ENG", "GB-SCT", "GB-WLS")),
    "GB-UKM": ("the United Kingdom", ("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")),
}
_NOTHING_LEFT = frozenset({"GB"})

# What other bodies, and people, write for a country.
_OTHER_CODES = {"UK": "GB", "EL": "GR", "EN": "GB-ENG", "SF": "FI", "FX": "FR", "XI": "GB-NIR"}
_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\Z", re.ASCII)


class Code(NamedTuple):
    """One place of the table.

    Attributes:
        name: As it reads after "in".
        first: The bit of what is left of it beside the places inside it.
        end: The bit after those of the places inside it.
    """

    name: str
    first: int
    end: int


class _Line(NamedTuple):
    country: str
    text: str
    first: int


@lru_cache(maxsize=1)
def _lines() -> tuple[dict[str, _Line], int]:
    """The lines of the table by country, each with its first bit; and how many bits there are."""
    lines = {}
    first = 0
    for text in TABLE.splitlines():
        country = text[:2]
        lines[country] = _Line(country, text, first)
        first += text.count("|") + 1
    return lines, first


def size() -> int:
    """How many bits the table takes."""
    return _lines()[1]


@lru_cache(maxsize=256)
def _codes(country: str) -> dict[str, Code]:
    """The places of one line of the table."""
    line = _lines()[0][country]
    nodes = line.text.split("|")
    depths = [len(node) - len(node.lstrip("-")) for node in nodes]
    places: dict[str, Code] = {}
    for index, node in enumerate(nodes):
        named, _, name = node[depths[index] :].partition(" ")
        deeper = range(index + 1, len(nodes))
        end = next((i for i in deeper if depths[i] <= depths[index]), len(nodes))
        place = Code(name, line.first + index, line.first + end)
        own, _, same = named.partition("=")
        if own:
            places[own if index == 0 or "-" in own else f"{country}-{own}"] = place
        if same:
            places[same] = place
    return places


def look_up(code: str) -> Code | None:
    """The place of a code, unless it is a group; ``None`` where ISO has no such code."""
    country = code[:2]
    country = INSIDE.get(country, country)
    return _codes(country).get(code) if country in _lines()[0] else None


def is_known(code: str) -> bool:
    """Whether ISO has a code, the groups included."""
    return code in GROUPS or look_up(code) is not None


@lru_cache(maxsize=1024)
def cells_of(code: str) -> int:
    """The bits of a code.

    Raises:
        KeyError: ISO has no such code.
    """
    if code in GROUPS:
        members = 0
        for member in GROUPS[code][1]:
            members |= cells_of(member)
        return members
    place = look_up(code)
    if place is None:
        raise KeyError(code)
    run = (1 << place.end) - (1 << place.first)
    return run & ~(1 << place.first) if code in _NOTHING_LEFT else run


def name_of(code: str) -> str:
    """The name of a code, as it reads after "in".

    Raises:
        KeyError: ISO has no such code.
    """
    if code in GROUPS:
        return GROUPS[code][0]
    place = look_up(code)
    if place is None:
        raise KeyError(code)
    return place.name


def all_codes() -> Iterator[str]:
    """Yield every code, groups last."""
    for country in _lines()[0]:
        yield from _codes(country)
    yield from GROUPS


def fault_of(code: str) -> str | None:
    """What is wrong with a code, and what to write; ``None`` where nothing is.

    A name in small letters is that of a declared place: whether it is declared is for all records
    together to tell.
    """
    if code == UNION or _SLUG.match(code) or is_known(code):
        return None
    near = nearest_to(code)
    mend = f"did you mean {' or '.join(near)}?" if near else "write it like GB, GB-SCT, DE or EU"
    return f"{code!r} is not an ISO 3166 code; {mend}"


def nearest_to(code: str) -> list[str]:
    """The codes that a code or a name may have been meant for, with their names, best first."""

    def shown(code: str) -> str:
        return f"{code} ({name_of(code)})"

    upper = code.upper()
    country, _, rest = upper.partition("-")
    if country in _OTHER_CODES:
        right = "-".join(filter(None, (_OTHER_CODES[country], rest)))
        return [shown(right)] if is_known(right) else [shown(_OTHER_CODES[country])]
    if upper != code and is_known(upper):
        return [shown(upper)]
    codes = list(all_codes())
    if rest and is_known(country):
        inside = [code for code in codes if code.startswith(f"{country}-")]
        return [shown(code) for code in nearest(upper, inside)] or [shown(country)]
    names: dict[str, str] = {}
    for known in codes:
        names.setdefault(name_of(known).removeprefix("the ").casefold(), known)
    said = code.casefold().removeprefix("the ")
    return [shown(names[code]) for code in ([said] if said in names else nearest(said, names))]
