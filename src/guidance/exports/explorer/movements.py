"""What differs between two days, statement by statement, as the library tells it."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from guidance.answers.answer import Question
from guidance.changes.days import ChangeFinder
from guidance.exports.explorer.knowledge import linked
from guidance.exports.explorer.tables import Table, Text, lengths, number
from guidance.wording import change_sentence
from guidance.wording.directions import direction_sentence, witness_sentence
from guidance.wording.terms import CHANGES, capital, cite_words, place_words, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidance.answers.answer import States
    from guidance.changes.model import Change
    from guidance.directions.provisions import Direction
    from guidance.exports.explorer.statements import Statements
    from guidance.records.model import Provision


class Movements:
    """The net changes between any two days, for one stretch of knowledge after the other."""

    def __init__(self, statements: Statements, topic: str | None) -> None:
        self.statements = statements
        self.topic = topic
        self.changes, self.directions, self.lists, self.nets = Table(), Table(), Table(), Table()
        self.lists.add([])  # the place 0: nothing changed
        self._told: dict[Any, int] = {}
        self._last: dict[str, tuple[Any, int]] = {}

    def net(self, ref: str, states: States, known_on: date | None) -> int:
        """Keep what changes of a provision between each two of the days on which it can.

        The days are kept with a triangle of lists of changes: from the first stretch to the
        second, to the third and so on, then from the second.
        """
        spans = [
            (other, place, tuple(span))
            for other in sorted(linked(states.registry, ref))
            for place, span in states.spans(other).items()
        ]
        before = self._last.get(ref)
        if before is not None and before[0] == spans:
            return before[1]
        cuts = sorted({first for _, _, span in spans for first, _ in span})
        days = [date.fromordinal(first) for first in cuts]
        finder = ChangeFinder(states, Question(on=days[-1], known_on=known_on, topic=self.topic))
        finder.refs = (ref,)
        found = [
            self.lists.add(
                [self._told_once(change, states) for change in finder.report(low, high).net]
            )
            for low, high in combinations(days, 2)
        ]
        kept = self.nets.add(([number(day) for day in cuts], found))
        self._last[ref] = spans, kept
        return kept

    def _told_once(self, change: Change, states: States) -> int:
        key = change._replace(sheet=None)
        found = self._told.get(key)
        if found is None:
            found = self._told[key] = self._change(change, states)
        return found

    def _change(self, change: Change, states: States) -> int:
        statements = self.statements
        sides = [side and side.provision for side in (change.before, change.after)]
        named = sides[1] or sides[0]
        pieces = [(piece.kind, piece.text) for piece in change.redline]
        kept = sum(len(text) for kind, text in pieces if kind == "kept")
        total = sum(len(text) for _, text in pieces)
        is_readable = kept < total <= 2 * kept
        refs = dict.fromkeys(side.ref for side in (change.before, change.after) if side)
        direction = change.direction
        return self.changes.add(
            {
                "id": change.id.value,
                "kind": CHANGES[change.id],
                "ref": change.ref,
                "refs": list(refs),
                "title": (named.title if named else change.ref) + place_words(change.where),
                "sentence": self._shared(change_sentence(change), sides),
                "sides": [statements.wording(side) if side else None for side in sides],
                "redline": lengths(iter(pieces)) if is_readable else [],
                "direction": (
                    self.directions.add(told(direction, change.sheet)) if direction else None
                ),
                "authority": (
                    statements.version(change.authority, states) if change.authority else None
                ),
                "cite": capital(cite_words(change.cite)) if change.cite else None,
            }
        )

    def _shared(self, sentence: str, sides: Iterable[Provision | None]) -> Text:
        """A sentence without the texts that it quotes: those are kept once for all sentences."""
        parts: list[Any] = [sentence]
        for side in sides:
            if side is None:
                continue
            quote = quoted(shortened(side.text))
            kept = {"text": self.statements.texts.add(quote)}
            divided = [part.split(quote) if isinstance(part, str) else [part] for part in parts]
            parts = []
            for pieces in divided:
                for piece in pieces[:-1]:
                    parts += [piece, kept]
                parts.append(pieces[-1])
        return [part for part in parts if part]


def told(direction: Direction, sheet: Any) -> dict[str, Any]:  # noqa: ANN401  (a sheet or none)
    """A direction with its sentence and its witnesses."""
    return {
        "verdict": direction.verdict,
        "sentence": direction_sentence(direction, sheet),
        "witnesses": [witness_sentence(witness, sheet) for witness in direction.witnesses],
    }
