"""What a document makes depend on something: whose condition stands, as known on one day.

A condition stands beside the day of an event, or on an act, until a record confirms it: one that
tells the day as recorded and names no condition. What would be if it failed is worked out as if
the day were not told, or the act not recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guidance.engine.diagrams import FALSE, TRUE, Worlds
from guidance.resolution.registry import Act, Registry, Telling

Knows = Callable[[str], Worlds]
"""Whether a version was published by the day of knowledge."""


def label_of(act: Act) -> str:
    """The name of an act among all: its version, and its number there."""
    return f"{act.version}/{act.path[-1]}"


def own_condition(registry: Registry, knows: Knows, event: str) -> str | None:
    """The condition that stands beside the day of an event, by what is told of it itself."""
    tellings = registry.tellings.get(event)
    if tellings is None:
        named = registry.events[event]
        is_known = named.version is not None and knows(named.version) is not FALSE
        return named.condition if is_known else None
    standing = [condition for _, condition in _conditions(tellings, knows)]
    return standing[-1] if standing else None


def unconditional(tellings: Iterable[Telling], knows: Knows) -> Iterator[Telling]:
    """Yield what is told of an event without a condition."""
    for telling, condition in _conditions(tellings, knows):
        if condition is None:
            yield telling


def _conditions(tellings: Iterable[Telling], knows: Knows) -> Iterator[tuple[Telling, str | None]]:
    """Yield what is told with the condition that stands once it is: a forecast leaves it standing.

    What may be known confirms nothing for certain.
    """
    standing: str | None = None
    for telling in tellings:
        known = knows(telling.version)
        if telling.condition is not None and known is not FALSE:
            standing = telling.condition
        elif known is TRUE and (telling.certainty == "recorded" or telling.kind == "cancels"):
            standing = None
        yield telling, standing


def act_condition(registry: Registry, knows: Knows, act: Act) -> str | None:
    """The condition on an act, unless a later version records the day of its own event.

    That the version came into force, from whose event an act may take its day, settles no condition
    that stands on the act alone.
    """
    condition = act.amendment.on_condition
    if condition is None or knows(act.version) is FALSE:
        return None
    if getattr(act.amendment, "from_", None) is None:
        return condition
    for telling in registry.tellings.get(act.start, ()):
        if (
            telling.condition is None
            and telling.certainty == "recorded"
            and registry.published_before(act.version, telling.version) is True
            and knows(telling.version) is TRUE
        ):
            return None
    return condition
