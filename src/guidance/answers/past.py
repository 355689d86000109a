"""What is over: the pauses and the settings aside that a text has behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from guidance.answers.entries import Entry, Stretch
from guidance.engine.states import State


def with_past(spans: list[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """The entries of one part, each with the pauses of its text that are over."""
    past: list[Stretch] = []
    told: list[tuple[int, Entry]] = []
    for place, (first, entry) in enumerate(spans):
        if entry.state in (State.UPCOMING, State.NO_EVIDENCE):
            past = []
        start = date.fromordinal(first)
        running = past[-1] if past else None
        if running and (running.state, running.last + timedelta(1)) == (entry.state, start):
            past.pop()  # it goes on, told otherwise, and is not over
        else:
            running = None
        told.append((first, replace(entry, earlier=tuple(past)) if past else entry))
        if entry.state not in (State.SUSPENDED, State.DISPLACED) or place + 1 == len(spans):
            continue
        beside = (spans[place - 1][1], spans[place + 1][1]) if place else (spans[place + 1][1],)
        last = date.fromordinal(spans[place + 1][0] - 1)
        is_open = any(entry.state is State.UNDETERMINED for entry in beside)
        if running:
            start, is_open = running.first, is_open or running.is_open
        past.append(Stretch(entry.state, start, last, is_open))
    return told
