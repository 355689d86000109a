"""A calendar in which every way of moving days is small enough to try them all.

Events with days of their own, one of them listed; one that follows by days and one by a month, into
a 29 February that is not there; and publications of which two stand in a stated order. A world
gives each a day, counted in 2021: 32 is 1 February, 59 is its last.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from guidance.engine.calendar import Calendar
from guidance.engine.diagrams import Leaf, Tree
from guidance.engine.tests import EndOfMonth, HappenedBy, NoLaterThan
from guidance.engine.timeline import Timeline
from guidance.resolution import resolve
from guidance.resolution.registry import Registry
from laws import engine
from laws.small import corpus, says, version

World = dict[str, int]

JANUARY = date(2021, 1, 1).toordinal() - 1
APART = {"e0": range(28, 32), "e1": (29, 30), "e2": (29, 32, 33), "e3": range(58, 62), "e4": (30,)}
FOLLOWING = {"f1": ("e1", "P2D"), "m0": ("e0", "P1M")}
OUT = {"b@1": range(28, 32), "b@2": range(29, 33), "c@1": range(29, 32)}
LATE = "by the later rule"
STATED = ("b@1", "b@2")


def _listed(days: Any) -> str:
    """Some days as they are written, each by itself."""
    written = ",".join(date.fromordinal(JANUARY + day).isoformat() for day in days)
    return f"[{written}]" if "," in written else written


@cache
def _registry() -> Registry:
    events = {name: _listed(days) for name, days in APART.items()}
    events |= {
        name: {"after": f"a@{base}", "period": period} for name, (base, period) in FOLLOWING.items()
    }
    records = engine.load(
        corpus(
            version("a@1", "2020-01-01", says("p", "One."), events=events),
            version("b@1", _listed(OUT["b@1"]), says("q", "One.")),
            version("b@2", _listed(OUT["b@2"]), says("q", "Two."), after=["b@1"]),
            version("c@1", _listed(OUT["c@1"]), says("r", "One.")),
        )
    )
    return resolve(records.sources.values(), records.versions.values())


def moving() -> Calendar:
    """A calendar of events, of what follows them, and of publications in a stated order."""
    return Timeline(_registry()).calendar


def worlds_of_events() -> Iterator[World]:
    """Every choice of days, with both rules for the 29 February that 2021 does not have."""
    for *days, is_late in itertools.product(*APART.values(), (False, True)):
        world = dict(zip(APART, days, strict=True))
        world |= {"f1": world["e1"] + 2, "m0": 59 + (is_late and world["e0"] > 28)}
        yield {f"a@{name}": day for name, day in world.items()} | {LATE: is_late}


def worlds_of_publications() -> Iterator[World]:
    """Every choice of days and of an order that the days and the records allow."""
    for order in itertools.permutations(OUT):
        if order.index(STATED[0]) < order.index(STATED[1]):
            for days in itertools.product(*(OUT[name] for name in order)):
                if list(days) == sorted(days):
                    yield dict(zip(order, days, strict=True))


EVENTS = [f"a@{name}" for name in (*APART, *FOLLOWING)]


def answer(held: Calendar, tree: Tree[Any], world: World, day: int) -> Any:
    """What a diagram of a day comes to in a world."""
    while not isinstance(tree, Leaf):
        test = tree.test
        if isinstance(test, EndOfMonth):
            is_so = not world[LATE]
        else:
            first, *second = (p.at(JANUARY + world[p.event]) for p in held.points[test])
            limit = test.day if isinstance(test, HappenedBy) else JANUARY + day
            is_so = first <= (second[0] if isinstance(test, NoLaterThan) else limit)
        tree = tree.yes if is_so else tree.no
    return tree.answer
