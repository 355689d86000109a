"""The stated orders of publication: what they leave of days, and which hold between a few.

A chain of versions may be as long as it likes. What is asked of a provision hangs on the few that
state it, so the orders are put together over what lies between those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter

from guidance.engine.arithmetic import FIRST_DAY, LAST_DAY
from guidance.engine.dating import Spans

Pairs = tuple[tuple[str, str], ...]
DayEnds = tuple[int, int]


def limits(orders: Mapping[str, Pairs], days: Callable[[str], DayEnds]) -> dict[str, DayEnds]:
    """Between which days each version lies by those that came before it and come after it.

    Args:
        orders: For each version, the orders (first, second) that it is part of; in no circle.
        days: First and last day of a version by itself.
    """
    before = {
        ref: [first for first, second in pairs if second == ref] for ref, pairs in orders.items()
    }
    after = {
        ref: [second for first, second in pairs if first == ref] for ref, pairs in orders.items()
    }
    own = {ref: days(ref) for ref in orders}
    ordered = list(TopologicalSorter(before).static_order())
    lows: dict[str, int] = {}
    highs: dict[str, int] = {}
    for ref in ordered:
        lows[ref] = max(
            (max(lows[first], own[first][0]) for first in before[ref]), default=FIRST_DAY
        )
    for ref in reversed(ordered):
        highs[ref] = min(
            (min(highs[second], own[second][1]) for second in after[ref]), default=LAST_DAY
        )
    return {ref: (lows[ref], highs[ref]) for ref in ordered}


def within(spans: Spans, ends: DayEnds) -> Spans:
    """The days of some runs that lie between two days."""
    low, high = ends
    return tuple((max(low, a), min(high, b)) for a, b in spans if a <= high and b >= low)


def among(orders: Mapping[str, Pairs], events: Iterable[str]) -> dict[str, Pairs]:
    """The orders between some versions alone, whatever lies between two of them left out.

    What is left out must be of no account: days in one run, that nothing has narrowed.
    """
    kept = [event for event in events if event in orders]
    chosen = set(kept)
    pairs_of: dict[str, list[tuple[str, str]]] = {event: [] for event in kept}
    for event in kept:
        seen, waiting = {event}, [event]
        while waiting:
            here = waiting.pop()
            for first, second in orders[here]:
                if first == here and second not in seen:
                    seen.add(second)
                    if second in chosen:
                        pairs_of[event].append((event, second))
                        pairs_of[second].append((event, second))
                    else:
                        waiting.append(second)
    return {event: tuple(pairs) for event, pairs in pairs_of.items()}
