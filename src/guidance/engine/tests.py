"""The questions that the records leave open, each a test that holds in some worlds.

On a fixed day all that matters of an event is whether it has happened by then. Days that are not
known are compared only where design rules compare them (:class:`NoLaterThan`), and what the
records do not say at all is a choice of its own (:class:`Unsaid`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Happened:
    """Whether an event has happened by the day asked about, that day included.

    Attributes:
        is_late: Counted by the later rule of a month that has no such day.
    """

    event: str
    is_late: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Published:
    """Whether a version had been published by the day of knowledge."""

    event: str


@dataclass(frozen=True, slots=True, order=True)
class HappenedBy:
    """Whether an event has happened by a certain day, whatever day is asked about."""

    event: str
    day: int


@dataclass(frozen=True, slots=True, order=True)
class NoLaterThan:
    """Whether one event happens on the day of another or before."""

    event: str
    other: str


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """Whether one version was published before another, on an earlier day or on the same."""

    event: str
    other: str


@dataclass(frozen=True, slots=True, order=True)
class EndOfMonth:
    """Which rule holds for a date that runs into a missing day (31 January + 1 month).

    Either the last day of that month, or (where the test fails) the first of the next.
    """

    event: str


@dataclass(frozen=True, slots=True, order=True)
class Unsaid:
    """Something that the records should say and do not.

    Attributes:
        kind: ``pending-kept`` (whether a whole version that leaves out a text not yet started
            keeps it), ``earlier-again`` (whether the earlier text stands again after a temporary
            one), ``kept-after-leaving`` (whether a text of the EU goes on in a place that left).
        event: The day from which it matters.
        ref: The provision.
        version: The version whose text it is.
        other: The version that is silent.
    """

    kind: str
    event: str
    ref: str
    version: str
    other: str


Test = Happened | Published | HappenedBy | NoLaterThan | Order | EndOfMonth | Unsaid
