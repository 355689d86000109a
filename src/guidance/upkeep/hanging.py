"""What hangs on each day: texts that start or stop, acts that work or cease to.

Days are those that count: a correction of when a text applies is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from guidance.answers.states import States
from guidance.engine.arithmetic import NEVER
from guidance.records.model import Corrects, Suspends
from guidance.upkeep.adoptions import is_known


class Hanging(NamedTuple):
    """What happens to one provision on a day.

    Attributes:
        does: ``starts`` or ``stops`` of a text; ``ends``, ``suspends``, ``reinstates`` or
            ``suspension-ends`` of an act.
        version: The version of the text or the act.
        told_by: The versions that say when, the corrections included.
        stated: The day as first stated, by its key.
    """

    does: str
    ref: str
    version: str
    told_by: tuple[str, ...]
    stated: str


def hanging(states: States) -> dict[str, list[Hanging]]:
    """Collect what hangs on each event or exact day, by its key."""
    by_event: dict[str, list[Hanging]] = {}
    for ref in states.registry.statements:
        for event, act in (*_texts(states, ref), *_acts(states, ref)):
            by_event.setdefault(event, []).append(act)
    return by_event


def _texts(states: States, ref: str) -> Iterator[tuple[str, Hanging]]:
    for part in states.timeline.parts.of(ref):
        succession = states.timeline.succession(ref, part)
        for text in succession.texts:
            if text.start_window[0] < NEVER and not succession.may_have_begun(text):
                continue  # withdrawn or taken over before its day: nothing starts then
            first = text.statement
            told = (text.version, *(act.version for act in text.corrections))
            yield text.days.start, Hanging("starts", ref, text.version, told, first.start)
            if text.days.until is not None:
                stated = first.until or text.days.until
                yield text.days.until, Hanging("stops", ref, text.version, told, stated)


def _acts(states: States, ref: str) -> Iterator[tuple[str, Hanging]]:
    for act in states.registry.acts.get(ref, ()):
        amendment = act.amendment
        if isinstance(amendment, Corrects) or not is_known(states, act.version):
            continue
        if getattr(amendment, "proposes", False) or not act.start:
            continue
        by = act.version
        yield act.start, Hanging(amendment.act, ref, by, (by,), act.start)
        if isinstance(amendment, Suspends) and act.until is not None:
            yield act.until, Hanging("suspension-ends", ref, by, (by,), act.until)
