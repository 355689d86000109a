"""The days that the timeline shows: publications and events, as known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guidance.exports.explorer.tables import Pool, number
from guidance.resolution.registry import source_of
from guidance.wording import when_words

if TYPE_CHECKING:
    from guidance.answers.states import States
    from guidance.exports.explorer.statements import Statements


class Lanes:
    """What has a day, in each source."""

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.marks, self.kept = Pool(), Pool()

    def lane(self, states: States, known_on: date | None) -> int:
        """Keep the days of all sources of some states, each as well as it is known."""
        registry = states.registry
        marks = []
        for key, named in registry.events.items():
            if named.version is None:
                continue
            when = states.describer.when(key)
            version = states.describer.when(named.version).date.earliest or date.min
            first, last = when.date.earliest, when.date.latest
            marks.append(
                self.marks.add(
                    {
                        "source": self.statements.sources[source_of(key)],
                        "key": key,
                        "label": registry.title_of(key) if named.is_publication else when.label,
                        "published": named.is_publication,
                        "first": number(first) if first else None,
                        "last": number(last) if last else None,
                        "words": when_words(when),
                        "certainty": when.certainty,
                        "known": known_on is None or version <= known_on,
                    }
                )
            )
        return self.kept.add(marks)
