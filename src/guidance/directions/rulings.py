"""What binds a person, as data: for each action, by place, with what decides and from whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from guidance.answers.answer import Tension
from guidance.answers.entries import Entry
from guidance.answers.values import Origin, Shown, Value
from guidance.answers.whens import When
from guidance.engine.coverage import CoverageReport
from guidance.logic import ONE_WORD, AskedFact, OneWord, Outcome, Person
from guidance.logic.because import SettledTest
from guidance.records.parts import Part


@dataclass(frozen=True, slots=True, repr=False)
class Beside(Shown):
    """A rule of the same action that bears on a person and does not decide.

    Attributes:
        says: What it would make of them by itself; ``None`` where that is open.
        contradicts: Whether it says otherwise than what decides: it permits what is not allowed,
            or does not allow what is.
    """

    entry: Entry
    says: Outcome | None
    contradicts: bool


@dataclass(frozen=True, slots=True, repr=False)
class ActionRuling(Shown):
    """What is made of a person about one action, in one group of places.

    Attributes:
        action: Its name in the fact sheet; ``main`` where the topic declares none.
        label: As it reads after "may" or "must".
        outcome: ``required``, ``advised``, ``permitted``, ``advised-against``, ``prohibited``,
            ``silent`` (nothing is said) or ``undetermined``. Where all that is open is allowed,
            or none of it is, the least of it: "advised against", and perhaps prohibited.
        possible: The outcomes left open.
        because: Codes: ``no-evidence``, ``missing`` (facts), ``undefined`` (terms), ``undeclared``
            (whom a rule speaks of, or what it asks, stands only in its text), ``not-settled``
            (unknown days), ``too-large``.
        deciding: The rules that make the outcome, or may.
        certain: The references of those of them that hold whatever is open.
        rules: All rules about the action that apply, or may, also those that say nothing of them.
        to_read: Rules whose text has to be read to settle it.
        beside: What other rules of lower or the same rank say.
        why: The tests of the rules that certainly decide, as they come out for the person.
        different_with: Who nearest to the person would be treated otherwise: what would have to be
            so, or known besides.

    Source:
        docs/explanation/directions.md.
    """

    action: str
    label: str
    is_main: bool
    outcome: Outcome | Literal["undetermined"]
    possible: tuple[Outcome, ...]
    because: tuple[str, ...] = ()
    deciding: tuple[Entry, ...] = ()
    certain: tuple[str, ...] = ()
    rules: tuple[Entry, ...] = ()
    missing: tuple[AskedFact, ...] = ()
    undefined: tuple[str, ...] = ()
    to_read: tuple[Entry, ...] = ()
    beside: tuple[Beside, ...] = ()
    why: tuple[SettledTest, ...] = ()
    different_with: Person | None = None

    @property
    def one_word(self) -> OneWord | Literal["undetermined"]:
        """Permitted or better is *allowed*; advised against or prohibited is *not allowed*."""
        words = {ONE_WORD[outcome] for outcome in self.possible}
        return words.pop() if len(words) == 1 else "undetermined"


@dataclass(frozen=True, slots=True, repr=False)
class PlaceRuling(Shown):
    """What is made of a person in a group of places that agree.

    Attributes:
        places: The places; one that is not stated where no rule names any.
        actions: One ruling for each action of the topic, the main one first.
    """

    places: tuple[Part, ...]
    actions: tuple[ActionRuling, ...]
    depends_on: tuple[When, ...]

    @property
    def is_stated(self) -> bool:
        """Whether a rule names any of the places."""
        return any(part.is_stated for part in self.places)


@dataclass(frozen=True, slots=True, repr=False)
class Ruling(Value):
    """What the guidance makes of a person on a day.

    What stands beside ``places`` sums up the main action over all places. Where it is not allowed
    in any place that a rule names, the summary says so, whatever pages say that name no place.

    Attributes:
        outcome: The summary in one word: permitted or better is *allowed*, advised against or
            prohibited is *not allowed*; ``undetermined`` where anything below leaves it open.
        because: Codes, none for a certain outcome: ``no-evidence``, ``silence`` (nothing speaks
            of them), ``missing`` (facts), ``undefined`` (terms), ``undeclared`` (criteria that
            only the text gives), ``not-settled`` (unknown days), ``places`` (it differs by place),
            ``too-large``.
        deciding: The provisions that make the outcome, or may.
        missing: Facts that would settle it.
        undefined: Terms the sources leave undefined, that somebody would have to judge.
        depends_on: Unknown days that leave several sets of rules possible; where the outcome is
            certain, it is the same in all of them.
        tensions: Pairs in force that may contradict each other and bear on the person.
        possible: The outcomes left open: ``allowed``, ``not-allowed``, ``silent``.
        places: The rulings on each action, for each group of places that agree.

    Source:
        docs/explanation/directions.md.
    """

    on: date
    topic: str
    known_on: date | None
    person: Person
    outcome: Literal["allowed", "not-allowed", "undetermined"]
    possible: tuple[OneWord, ...]
    because: tuple[str, ...]
    deciding: tuple[Entry, ...]
    missing: tuple[AskedFact, ...]
    undefined: tuple[str, ...]
    depends_on: tuple[When, ...]
    tensions: tuple[Tension, ...]
    coverage: CoverageReport
    places: tuple[PlaceRuling, ...]
    _origin: Origin | None = field(default=None, repr=False, compare=False)

    def on_action(self, name: str) -> tuple[ActionRuling, ...]:
        """The rulings on the action of that name, place by place."""
        return tuple(
            action for place in self.places for action in place.actions if action.action == name
        )
