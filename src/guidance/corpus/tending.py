"""Questions about the records themselves: what words they hold, how fresh, how they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from guidance.answers.answering import Answering
from guidance.answers.listings import Listing, listing
from guidance.answers.question import Question
from guidance.answers.values import Origin
from guidance.errors import check_name
from guidance.records.dates import Period, as_day, known_day

if TYPE_CHECKING:
    from guidance.changes.searching import Search
    from guidance.upkeep.adoptions import Adoption
    from guidance.upkeep.discrepancies import Discrepancy
    from guidance.upkeep.freshness import Status


class Tended(Answering):
    """Records that can be asked about themselves."""

    def days_of_knowledge(self, *days: date | str) -> tuple[date, ...]:
        """Return the days from which something else is known, oldest first.

        As known on a day between two of them, every answer about the days given is that of the
        first. Without a day asked about, they are the days that the answers about all days have in
        common: where a version was published on some day of a range, an answer about a day within
        that range turns there too, for what came out later did not yet apply.

        Asked with these days as ``known_on``, and once without, :meth:`history`, :meth:`as_of` and
        :meth:`changes` give all that was ever to be known. The first of them is the first day of
        the calendar.

        Args:
            days: The days asked about: that of :meth:`as_of`, both of :meth:`changes`.

        Raises:
            DateError: A date is not in the strict form.
        """
        from guidance.engine.knowledge import days_of_knowledge

        return days_of_knowledge(self._registry, map(as_day, days))

    def search(
        self,
        words: str,
        *,
        on: date | str | None = None,
        topic: str | None = None,
        source: str | None = None,
        known_on: date | str | None = None,
    ) -> Search:
        """Find the texts that held some words, on a day or on any, and when they did.

        A text is found where its title and text hold all words, whole; capitals do not count.
        Where it is open which text held, each that may have is found, as undetermined.

        Args:
            words: The words.
            on: Only texts that were there on this day: in force, to come, paused …
            topic: Look only here; so for the source.
            source: A source id.
            known_on: As for :meth:`as_of`.

        Raises:
            DateError: A date is not in the strict form.
            QueryError: There is no word to look for.
            UnknownNameError: A name is not recorded.
        """
        from guidance.changes.searching import Search, find, words_asked

        looked_for = words_asked(words)
        day = known_day(on)
        asked = Question(day or date.max, known_day(known_on), topic, source)
        self._check(asked)
        refs = self._refs_on(topic, source)
        kept = self._refs_with(looked_for)
        hits = find(self, refs if kept is None else refs & kept, looked_for, asked)
        if day is not None:
            hits = [hit for hit in hits if hit.state_on(day) is not None]
        else:
            seen = self._answer(asked).coverage.sources
            last = max(
                (evidence.last_checked for evidence in seen if evidence.last_checked),
                default=date.max,
            )
            asked = asked._replace(on=last)
        coverage, origin = self._answer(asked).coverage, Origin(self, asked)
        return Search(looked_for, day, asked.known_on, topic, source, tuple(hits), coverage, origin)

    def discrepancies(self, *, topic: str | None = None) -> Listing[Discrepancy]:
        """Say where a source differs from the act that it reports, and where days differ.

        First the reports by their reference; then the events that sources date on other days.

        Args:
            topic: Look only at what speaks of it.

        Raises:
            UnknownNameError: The topic is not recorded.

        Source:
            docs/explanation/dates.md, on two sources and two days.
        """
        from guidance.upkeep.days_apart import days_apart
        from guidance.upkeep.discrepancies import find_discrepancies

        check_name("topic", topic, self.topics)
        reported = find_discrepancies(self._registry, topic)
        members = (*reported, *days_apart(self._registry, topic))
        return listing(members, "discrepancies", self, topic=topic)

    def status(self, on: date | str, *, within: Period | str = "P90D") -> Status:
        """Say how fresh the records are on a day, and what is due, as known on that day.

        Args:
            on: The day.
            within: How far ahead to look, like ``P90D`` or ``P6M``.

        Raises:
            DateError: A date or period is not in the strict form.
            QueryError: The period leads out of the calendar.
        """
        from guidance.upkeep.freshness import status

        day = as_day(on)
        ahead = Period.parse(within) if isinstance(within, str) else within
        status_then = status(self._states_on(day), day, ahead)
        return replace(status_then, _origin=Origin(self, Question(day, day)))

    def adoptions(self, *, known_on: date | str | None = None) -> Listing[Adoption]:
        """Say what became of each recommendation: adopted, changed, dropped, or open.

        Args:
            known_on: As could be said on this day: from what was published by then.

        Raises:
            DateError: The date is not in the strict form.

        Source:
            docs/explanation/silence.md, on what is only proposed.
        """
        from guidance.upkeep.adoptions import adoptions

        told = adoptions(self._states_on(known_day(known_on)))
        return listing(told, "adoptions", self, known_on=known_on)
