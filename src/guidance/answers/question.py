"""What is asked: a day, the knowledge to answer from, and names that narrow what is shown."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from guidance.errors import QueryError
from guidance.records.model import Provision
from guidance.resolution.registry import source_of


class Told(Protocol):
    """What a question looks at to narrow what is shown."""

    @property
    def ref(self) -> str:
        """The provision."""

    @property
    def provision(self) -> Provision:
        """As it reads."""

    @property
    def standing(self) -> str:
        """How bindingly it is said."""

    @property
    def topics(self) -> tuple[str, ...]:
        """What it is about."""


class Question(NamedTuple):
    """What was asked. Everything but the two dates narrows what is shown, not what applies."""

    on: date
    known_on: date | None = None
    topic: str | None = None
    source: str | tuple[str, ...] | None = None
    jurisdiction: str | None = None
    kind: str | None = None
    standing: str | None = None

    @property
    def sources(self) -> tuple[str, ...] | None:
        """The sources asked about; ``None`` for all."""
        return (self.source,) if isinstance(self.source, str) else self.source

    def admits(self, entry: Told) -> bool:
        """Whether an entry is asked about, its place apart."""
        return takes(self, entry.ref, entry.provision.kind, entry.standing, entry.topics)


def takes(asked: Question, ref: str, kind: str, standing: str, topics: tuple[str, ...]) -> bool:
    """Whether a question asks about an entry of which this is known, its place apart."""
    return (
        (asked.topic is None or asked.topic in topics)
        and (asked.source is None or source_of(ref) in (asked.sources or ()))
        and (asked.kind is None or asked.kind == kind)
        and (asked.standing is None or asked.standing == standing)
    )


def in_order(since: date, until: date) -> tuple[date, date]:
    """Return two days that a question goes from and to.

    Raises:
        QueryError: They are the wrong way round.
    """
    if until < since:
        raise QueryError(f"{since} is after {until}; swap the two dates")
    return since, until
