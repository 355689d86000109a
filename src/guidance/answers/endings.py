"""What can end a text, as it is told: from the text that was in force when it ended."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guidance.answers.whens import When
from guidance.engine.arithmetic import NEVER
from guidance.engine.diagrams import FALSE
from guidance.engine.succession import Succession
from guidance.engine.texts import Text
from guidance.engine.timeline import Timeline
from guidance.resolution.registry import Act


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that can end a text.

    Attributes:
        kind: ``until``, ``dropped``, ``replaced``, ``ended`` or ``superseded``.
        version: The version that does it.
        text: The text of another provision that takes its place.
        act: The act that ends it.
    """

    kind: str
    when: When
    version: str
    text: Text | None = None
    act: Act | None = None


class Endings:
    """Finds what can end the texts of one part."""

    def __init__(
        self, timeline: Timeline, succession: Succession, when: Callable[[str], When]
    ) -> None:
        self._calendar = timeline.calendar
        self._succession = succession
        self._when = when

    def of(self, text: Text) -> list[Ending]:
        """What can end a text."""
        endings: dict[tuple[str, str, str], Ending] = {}
        for end in (*self._own(text), *self._replaced(text), *self._superseded(text)):
            endings.setdefault((end.kind, end.when.event, end.version), end)
        return list(endings.values())

    def never_began(self, text: Text) -> bool:
        """Whether a text was over by its own start, in every world."""
        if text.start_window[0] == NEVER:
            return True
        return not self._may_begin(self._succession, text)

    def _own(self, text: Text) -> Iterator[Ending]:
        for end in text.ends:
            if end.first < NEVER and not (
                end.kind == "dropped"
                and self._calendar.no_later(text.days.start, end.event) is FALSE
                # Of what has not started, a whole version drops only what it says that it drops.
                and self._calendar.registry.versions[end.version].pending != "dropped"
            ):
                yield Ending(end.kind, self._when(end.event), end.version, act=end.act)

    def _replaced(self, text: Text) -> Iterator[Ending]:
        for other, where in self._succession.replacers:
            reaches = other.version == text.version or (
                self._calendar.published_before(text.version, other.version) is not FALSE
            )
            if other.start_window[0] < NEVER and reaches and self._may_begin(where, other):
                when = self._when(other.days.start)
                yield Ending("replaced", when, other.version, text=other)
                if other.start_window[0] == other.start_window[1]:
                    break  # the others start later

    def _superseded(self, text: Text) -> Iterator[Ending]:
        succession = self._succession
        first = bisect_left(
            succession.by_start, text.start_window[0], key=lambda other: other.start_window[0]
        )
        for other in succession.by_start[first:]:
            if other.start_window[0] >= NEVER:
                break
            if other is text or (
                self._calendar.published_before(text.version, other.version) is FALSE
            ):
                continue
            if self._may_begin(succession, other):
                yield Ending("superseded", self._when(other.days.start), other.version)
                if other.start_window[0] == other.start_window[1]:
                    break

    def _may_begin(self, succession: Succession, text: Text) -> bool:
        return succession.may_have_begun(text)
