"""One direction for several: never clearer than they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guidance.directions.provisions import Direction, named
from guidance.logic import Verdict


def together(directions: Iterable[Direction], baseline: str) -> Direction:
    """One direction for several groups of people, places or actions that differ.

    It is stricter only where some are and all others are the same, and proved only where all are.
    """
    every = list(directions)
    summed = _summed(every, baseline)
    if all("proved" in direction.because for direction in every):
        return summed
    return replace(summed, because=tuple(code for code in summed.because if code != "proved"))


def _summed(every: list[Direction], baseline: str) -> Direction:
    moved = [direction for direction in every if direction.verdict != "same"]
    if not moved:
        return replace(every[0], baseline=baseline) if every else Direction("same", baseline)
    first = moved[0]
    if all(direction == first for direction in moved):
        return first
    verdicts = {direction.verdict for direction in moved}
    summed = Direction(
        "unclear",
        baseline,
        met=merged(direction.met for direction in moved),
        witnesses=merged(direction.witnesses for direction in moved)[:2],
        because=merged(direction.because for direction in moved),
        undefined=merged(direction.undefined for direction in moved),
        ruled_out=_ruled_out(moved),
        provided=merged(direction.provided for direction in moved),
    )
    if verdicts == {"stricter"} or verdicts == {"looser"}:
        return replace(summed, verdict=first.verdict, ruled_out=())
    if "mixed" in verdicts or {"stricter", "looser"} <= verdicts:
        both = _sides(moved)
        return replace(summed, verdict="mixed", witnesses=both, ruled_out=())
    because = tuple(code for code in summed.because if code not in ("criteria", "proved"))
    if "unclear" in verdicts and verdicts != {"unclear"}:
        because = (*because, "part")
    return replace(summed, because=because)


def over_places(directions: list[Direction], baseline: str) -> Direction:
    """The direction where all places agree; places that differ are never pooled."""
    if not directions:  # no rule of either day is about the action anywhere
        return Direction("same", baseline)
    if all(direction == directions[0] for direction in directions):
        return directions[0]
    verdicts = {(part.verdict, part.provided, part.ruled_out) for part in directions}
    if len(verdicts) == 1:
        return together(directions, baseline)
    moved = [direction for direction in directions if direction.verdict != "same"]
    return Direction("unclear", baseline, because=("places",), ruled_out=_ruled_out(moved))


def _sides(moved: list[Direction]) -> tuple:  # type: ignore[type-arg]
    """A witness on each side, where several directions are mixed together."""
    mixed = next((direction for direction in moved if direction.verdict == "mixed"), None)
    if mixed is not None:
        return mixed.witnesses
    return tuple(
        witness
        for wanted in ("stricter", "looser")
        for witness in next((e for e in moved if e.verdict == wanted), moved[0]).witnesses[:1]
    )


def _ruled_out(moved: list[Direction]) -> tuple:  # type: ignore[type-arg]
    out = {"stricter": ("looser",), "looser": ("stricter",), "mixed": ()}
    sets = [set(out.get(direction.verdict, direction.ruled_out)) for direction in moved]
    return tuple(way for way in ("stricter", "looser") if all(way in some for some in sets))


def agreed(verdicts: list[Verdict], baseline: str) -> Direction:
    """The verdict in all possible sets of rules, or unclear where they differ.

    Of one verdict, what is ruled out or holds as judged is kept where all say so.
    """
    directions = [named(verdict, baseline) for verdict in dict.fromkeys(verdicts)]
    first = directions[0]
    if len(directions) == 1:
        return first
    undefined = merged(direction.undefined for direction in directions)
    provided = merged(direction.provided for direction in directions)
    out = tuple(
        way for way in first.ruled_out if all(way in other.ruled_out for other in directions)
    )
    if all(direction.verdict == first.verdict for direction in directions):
        because = merged(direction.because for direction in directions)
        return replace(
            first, because=because, undefined=undefined, ruled_out=out, provided=provided
        )
    return Direction(
        "unclear",
        baseline,
        because=("not-settled",),
        undefined=undefined,
        ruled_out=_ruled_out([part for part in directions if part.verdict != "same"]),
        provided=provided,
    )


def merged(parts: Iterable[Iterable[object]]) -> tuple:  # type: ignore[type-arg]
    """Everything in some parts, each once, in their order."""
    return tuple(dict.fromkeys(item for part in parts for item in part))
