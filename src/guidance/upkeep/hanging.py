"""What hangs on each day: texts that start or stop, acts that work or cease to.

Days are those that count: a correction of when a text applies is followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from guidance.answers.states import States
from guidance.engine.arithmetic import NEVER
from guidance.engine.conditional import act_condition
from guidance.engine.texts import Text
from guidance.records.model import Corrects, Suspends
from guidance.records.parts import Part
from guidance.resolution.registry import Act
from guidance.upkeep.adoptions import is_known


class Hanging(NamedTuple):
    """What happens to one provision on a day.

    Attributes:
        does: ``starts`` or ``stops`` of a text; ``ends``, ``suspends``, ``reinstates`` or
            ``suspension-ends`` of an act.
        version: The version of the text or the act.
        told_by: The versions that say when, the corrections included.
        stated: The day as first stated, by its key.
        condition: What the act depends on; empty where on nothing.
        parts: The part of the territory in which it happens, where not in all; else empty.
        left_out_by: A later whole version that leaves the text out, and does not say whether it
            keeps it; empty where none does.
    """

    does: str
    ref: str
    version: str
    told_by: tuple[str, ...]
    stated: str
    condition: str = ""
    parts: tuple[Part, ...] = ()
    left_out_by: str = ""


def hanging(states: States) -> dict[str, list[Hanging]]:
    """Collect what hangs on each event or exact day, by its key."""
    by_event: dict[str, list[Hanging]] = {}
    for ref in states.registry.statements:
        for event, act in (*_texts(states, ref), *_acts(states, ref)):
            by_event.setdefault(event, []).append(act)
    return by_event


def _texts(states: States, ref: str) -> Iterator[tuple[str, Hanging]]:
    """Yield the days of the texts; where they differ by place, each with its part."""
    in_parts: dict[tuple[str, Hanging], list[Part]] = {}
    reach: Counter[str] = Counter()
    for part in states.timeline.parts.of(ref):
        succession = states.timeline.succession(ref, part)
        for text in succession.texts:
            if text.start_window[0] < NEVER and not succession.may_have_begun(text):
                continue  # withdrawn or taken over before its day: nothing starts then
            reach[text.version] += 1
            for happening in _of_text(ref, text):
                in_parts.setdefault(happening, []).append(part)
    for (event, hangs), parts in in_parts.items():
        if len(parts) == reach[hangs.version]:
            yield event, hangs
        else:
            yield from ((event, hangs._replace(parts=(part,))) for part in parts)


def _of_text(ref: str, text: Text) -> Iterator[tuple[str, Hanging]]:
    first = text.statement
    told = (text.version, *(act.version for act in text.corrections))
    silent = [whole.version for whole, _ in text.gates if whole.pending is None]
    starts = Hanging(
        "starts", ref, text.version, told, first.start, left_out_by="".join(silent[-1:])
    )
    yield text.days.start, starts
    if text.days.until is not None:
        stated = first.until or text.days.until
        yield text.days.until, starts._replace(does="stops", stated=stated)


def _acts(states: States, ref: str) -> Iterator[tuple[str, Hanging]]:
    for act in states.registry.acts.get(ref, ()):
        amendment = act.amendment
        if isinstance(amendment, Corrects) or not is_known(states, act.version):
            continue
        if getattr(amendment, "proposes", False) or not act.start:
            continue
        by = act.version
        condition = act_condition(states.registry, states.timeline.calendar.knows, act) or ""
        for parts in _reached(states, ref, act):
            hangs = Hanging(amendment.act, ref, by, (by,), act.start, condition, parts)
            yield act.start, hangs
            if isinstance(amendment, Suspends) and act.until is not None:
                yield act.until, hangs._replace(does="suspension-ends", stated=act.until)


def _reached(states: States, ref: str, act: Act) -> list[tuple[Part, ...]]:
    """The parts that an act works in, each by itself; one that is empty where it works in all."""
    scope = states.registry.gazetteer.scope(act.jurisdictions, act.opted_out).ever()
    every = states.timeline.parts.of(ref)
    parts = [part for part in every if part.cells & scope]
    return [()] if len(parts) == len(every) else [(part,) for part in parts]
