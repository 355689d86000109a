"""What applied, worked out by trying every possible world: slow and obvious, and on its own.

In each world and each atomic place the texts, ends, pauses and places of design are folded day by
day; an answer is certain where every world gives it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from laws.oracle_days import FAR, day
from laws.oracle_fold import Fold
from laws.oracle_known import Known
from laws.oracle_places import atoms, declared, distinct
from laws.oracle_records import Corpus, specs
from laws.oracle_shown import Shown
from laws.oracle_worlds import Choose, World, critical_days, every

Atom = frozenset[str]
Settled = dict[Hashable, object]  # what of a world is settled by a day
NOTHING, WITHDRAWN = Shown("nothing"), Shown("ended")


@dataclass
class Possible:
    """What may hold of one provision at one atom on one day: an outcome for each world."""

    outcomes: set[Shown] = field(default_factory=set)

    @cached_property
    def states(self) -> set[str]:
        """The states that some world gives."""
        return {each.state for each in self.outcomes}

    @property
    def state(self) -> str:
        """The state that every world gives, else ``undetermined``.

        A text that is ahead where its version is published, and of which nothing is known where
        it is not, does not apply in any world: it is *not yet*, and what is open is only whether
        anybody could know (design, "Known on": publication is an event like any other).
        """
        if self.states == {"upcoming", "nothing"}:
            return "upcoming"
        if len(self.states) > 1:
            return "undetermined"
        (state,) = self.states
        if state == "in-force" and len({each.words for each in self.outcomes}) > 1:
            return "undetermined"
        return state

    @property
    def versions(self) -> set[str | None]:
        """The versions whose texts some world shows."""
        return {each.version for each in self.outcomes}

    @property
    def since(self) -> set[int | None]:
        """The days since which the words hold, in some world."""
        return {each.since for each in self.outcomes}

    @property
    def not_yet(self) -> set[str | None]:
        """The versions whose texts lie ahead, in some world."""
        return {each.not_yet for each in self.outcomes}


Answers = dict[tuple[str, Atom], Possible]


class Oracle:
    """All answers about a small corpus."""

    def __init__(self, corpus: Corpus, limit: int | None = None) -> None:
        """``limit``: how many worlds of one place are tried before ``TooManyWorldsError``."""
        self.corpus, self.limit = corpus, limit
        self.tried = 0
        self._read: dict[tuple[str, ...], Known] = {}

    @cached_property
    def all_atoms(self) -> list[Atom]:
        """Every atom that the table and the declared places make."""
        return atoms(declared(list(self.corpus.sources)))

    @cached_property
    def atoms(self) -> list[Atom]:
        """One atom for each way in which the records can tell places apart."""
        return distinct(self.all_atoms, specs(self.corpus))

    def ask(
        self, on: str | Iterable[str], known_on: str | None = None, atom: Atom | None = None
    ) -> dict[str, Answers]:
        """For each day, the possible outcomes of every provision at every atom."""
        days = [on] if isinstance(on, str) else list(on)
        found: dict[str, Answers] = {each: defaultdict(Possible) for each in days}
        for place in self.atoms if atom is None else [atom]:
            tried = list(self.worlds(days, known_on, place))
            worlds = [world for world, _ in tried]
            for each in days:
                for ref in self.corpus.refs:
                    shown = [told[each][ref] for _, told in tried]
                    outcomes = _still_ahead(worlds, shown, day(each))
                    found[each][ref, place].outcomes.update(outcomes)
        return found

    def worlds(
        self, days: list[str], known_on: str | None, place: Atom
    ) -> Iterable[tuple[World, dict[str, dict[str, Shown]]]]:
        """One after the other, each world with what it shows at a place on each day."""
        asked = [day(each) for each in days]
        known = None if known_on is None else day(known_on)
        critical = critical_days(self.corpus, [*asked, *([known] if known else [])])

        def run(choose: Choose) -> tuple[World, dict[str, dict[str, Shown]]]:
            self.tried += 1
            world = World(self.corpus, choose, critical, known, self._read)
            fold = Fold(world, place)
            return world, {
                text: {ref: fold.shown(ref, on) for ref in self.corpus.refs}
                for text, on in zip(days, asked, strict=True)
            }

        return every(run, self.limit)

    def at(
        self, ref: str, on: str, place: str | None = None, known_on: str | None = None
    ) -> Possible:
        """One answer about a named place (its rest, where parts of it are named on their own).

        ``None``: elsewhere, the places that nobody names.
        """
        atom = self.atom(place)
        return self.ask(on, known_on, atom)[on][ref, atom]

    def atom(self, place: str | None) -> Atom:
        """The atom of a place: what is left of it beside the places inside it."""
        inside = [a for a in self.all_atoms if (place in a if place else not a)]
        return min(inside, key=lambda each: (len(each), sorted(each)))


def _still_ahead(worlds: list[World], shown: list[Shown], on: int) -> set[Shown]:
    """Of what is still to come nothing counts on a day but what has happened by then.

    A text that some later day will forestall is ahead until that day, if by all that has happened
    it may still begin; and one that is withdrawn is so whether or not it would have reached.
    ``shown``: what each of the worlds shows.
    """
    all_shown = set(shown)
    if len(all_shown) == 1 or not all_shown & {NOTHING, WITHDRAWN}:
        return all_shown
    settled: dict[Shown, list[Settled]] = {each: [] for each in all_shown}
    for world, each in zip(worlds, shown, strict=True):
        settled[each].append(world.by(on))

    def agree(been: Settled, other: Shown) -> bool:
        return any(
            all(been[key] == had[key] for key in been.keys() & had.keys()) for had in settled[other]
        )

    ahead = [each for each in all_shown if each.state == "upcoming"]
    found = all_shown - {NOTHING, WITHDRAWN}
    for each, others in ((WITHDRAWN, ahead), (NOTHING, [*ahead, *all_shown & {WITHDRAWN}])):
        for been in settled.get(each, ()):
            found.add(next((other for other in others if agree(been, other)), each))
    return found


__all__ = ["FAR", "Answers", "Atom", "Corpus", "Oracle", "Possible", "Shown"]
