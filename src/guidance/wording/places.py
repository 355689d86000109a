"""Places in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from guidance.records.iso import is_known, name_of
from guidance.records.membership import UNION
from guidance.records.parts import OVERLAP
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from guidance.records.parts import Part


def part_words(part: Part) -> str:
    """A part as it reads after "in": "England", "Great Britain except England"."""
    if part.within is None:
        others = listed(part.names[1])
        return f"places other than {others}" if others else "a place that is not stated"
    within = [
        _overlap(code, name) if OVERLAP in code else name
        for code, name in zip(part.within, part.names[0], strict=True)
    ]
    return listed(sorted(within, key=_by_name)) + _except(part)


def place_words(part: Part | None) -> str:
    """``in England``, ``outside Great Britain`` after a space; nothing where all is meant."""
    if part is None:
        return ""
    if part.within is None:
        return f" outside {listed(sorted(part.names[1], key=_by_name))}" if part.without else ""
    return f" in {part_words(part)}"


def places_words(places: Iterable[Part]) -> str:
    """A group of places: "in England", "outside the EU"; nothing where none is named."""
    return listed(words for part in places if (words := place_words(part).strip()))


def code_words(code: str) -> str:
    """A place by its code, as it reads after "in"; a declared place by its id."""
    if code == UNION:
        return "the EU"
    return name_of(code) if is_known(code) else code


def _except(part: Part) -> str:
    named = dict(zip(part.without, part.names[1], strict=True))
    union = named.pop(UNION, None)
    words = f" outside {union}" if union else ""
    if named:
        words += f" except {listed(sorted(named.values(), key=_by_name))}"
    return words


def _overlap(code: str, name: str) -> str:
    """What several places share."""
    named = dict(zip(code.split(OVERLAP), name.split(OVERLAP), strict=True))
    union = named.pop(UNION, None)
    names = list(named.values())
    words = names[0] if len(names) == 1 else f"the overlap of {listed(names)}"
    return f"the part of {words} in {union}" if union else words


def _by_name(name: str) -> str:
    return name.removeprefix("the ").casefold()
