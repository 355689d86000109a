"""Records that answer: the states worked out of them, kept, and the records as one value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self, get_args

from guidance.answers.answer import Answer, Question
from guidance.answers.behind import Answers
from guidance.answers.entries import Entry
from guidance.answers.states import States
from guidance.answers.values import Origin
from guidance.engine.diagrams import leaves
from guidance.engine.states import State
from guidance.errors import QueryError, check_name
from guidance.records.model import Provision, Standing
from guidance.resolution.catalogue import Catalogue
from guidance.resolution.registry import Registry

_KEPT_STATES = 8


@dataclass(frozen=True, slots=True)
class TextOverTime:
    """What is said of a provision from a day on, with all texts that may be its text then.

    Attributes:
        first: The day, as an ordinal.
        texts: That of the entry; where it is undetermined, of each case.
        versions: The version that states each.
    """

    first: int
    entry: Entry
    texts: tuple[Provision, ...]
    versions: tuple[str, ...]

    def version_of(self, text: Provision) -> str:
        """The version that states one of the texts."""
        return self.versions[self.texts.index(text)]

    @classmethod
    def certain(cls, first: int, entry: Entry) -> Self:
        """What is said where nothing is open."""
        return cls(first, entry, (entry.provision,), (entry.version,))


class Answering(Catalogue, ABC):
    """Resolved records, with the states worked out of them.

    Two are equal when the same is recorded in them.
    """

    def __init__(self, registry: Registry | Callable[[], Registry]) -> None:
        super().__init__(registry)
        self._states: dict[date | None, States] = {}

    # -- as a value ----------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Answering):
            return NotImplemented
        return self is other or self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __repr__(self) -> str:
        held = (self.sources, self.versions, self.provisions)
        names = ("sources", "versions", "provisions")
        told = (f"{name}: {len(records)}" for name, records in zip(names, held, strict=True))
        return f"{type(self).__name__}({', '.join(told)})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    # -- for the other modules -----------------------------------------------------------------

    def _states_on(self, known_on: date | None = None) -> States:
        """The states of everything as known on a day; the last few are kept."""
        states_then = self._states.get(known_on)
        if states_then is None:
            states_then = States(self._registry, known_on)
            while len(self._states) >= _KEPT_STATES:
                del self._states[next(key for key in self._states if key is not None)]
            self._states[known_on] = states_then
        return states_then

    def _sources_asked(self, question: Question) -> tuple[str, ...]:
        asked = question.sources
        if asked is not None and len(asked) == 1:  # of one, the cost hangs on no other
            return asked if asked[0] in self.sources else ()
        if asked is not None:
            return tuple(source for source in self.sources if source in asked)
        if question.topic is not None:
            return self.sources_on(question.topic)
        return tuple(self.sources)

    def _refs_asked(self, question: Question) -> tuple[str, ...]:
        """The provisions of the sources asked about: what is narrowed costs what it returns."""
        refs = self._registry.refs
        return tuple(ref for source in self._sources_asked(question) for ref in refs[source])

    def _answer(self, question: Question) -> Answer:
        states = self._states_on(question.known_on)
        origin = Origin(self, question)
        return Answer(question, states, self._sources_asked(question), origin)

    def _texts_over_time(self, ref: str, known_on: date | None) -> list[list[TextOverTime]]:
        """The texts of a provision one after the other, for each part of its territory."""
        return texts_over_time(self._states_on(known_on), ref)

    def _refs_with(self, words: tuple[str, ...]) -> set[str] | None:  # noqa: ARG002
        """The provisions whose texts hold words, and perhaps more; ``None`` for all."""
        return None

    @abstractmethod
    def _concerning(self, question: Question) -> Answering:
        """Return the records that can bear on the answer to a question."""

    def _check(self, question: Question) -> None:
        """Refuse names that are not recorded.

        Raises:
            QueryError: The jurisdiction is no code and no declared place.
            UnknownNameError: With the nearest known names.
        """
        if question.topic is not None:
            check_name("topic", question.topic, self.topics)
        for source in question.sources or ():
            check_name("source", source, self.sources)
        if question.kind is not None:
            check_name("kind", question.kind, self.kinds)
        check_name("standing", question.standing, get_args(Standing))
        asked = question.jurisdiction
        if asked is not None and (fault := self._gazetteer.fault(asked)):
            raise QueryError(fault)


def texts_over_time(states: States, ref: str) -> list[list[TextOverTime]]:
    """The texts of a provision one after the other; for the library's own modules."""
    return [
        [_with_texts(states, first, entry) for first, entry in spans]
        for spans in states.history(ref)
    ]


def _with_texts(states: States, first: int, entry: Entry) -> TextOverTime:
    if entry.state is not State.UNDETERMINED:
        return TextOverTime.certain(first, entry)
    segment = states.timeline.at(entry.ref, states.joining.held(entry.ref, entry.part), first)
    texts = {
        outcome.text.provision: outcome.text.version
        for outcome in leaves(segment.tree)
        if outcome.text is not None and outcome.state is not State.ENDED
    }
    if segment.is_tangled:
        chain = states.registry.statements[entry.ref]
        texts = {statement.provision: statement.version for statement in chain}
    return TextOverTime(first, entry, tuple(texts), tuple(texts.values()))


def registry_of(records: Answering) -> Registry:
    """The resolved records; for the library's own modules."""
    return records._registry


def read_from(answer: Answer) -> Answers:
    """What an answer was read from; for the library's own modules."""
    return answer._states


def states_of(records: Answering, known_on: date | None = None) -> States:
    """The states of everything as known on a day; for the library's own modules."""
    return records._states_on(known_on)
