"""What changed, change by change, each on its day or range of days, as the library tells it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from guidance.exports.explorer.tables import Pool, lengths, number
from guidance.wording.directions import direction_sentence, witness_sentence
from guidance.wording.places import place_words
from guidance.wording.sentences import change_sentence, text_words
from guidance.wording.terms import capital, cite_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guidance.changes.model import Change, Step
    from guidance.directions.provisions import Direction
    from guidance.exports.explorer.statements import Statements
    from guidance.records.criteria import FactSheet
    from guidance.records.model import Provision


class Steps:
    """The changes of all days, for one stretch of knowledge after the other.

    Between any two days those are told whose days fall there: one day after the other they lead
    from the first answer to the last, so no two days have to be compared beforehand.
    """

    def __init__(self, statements: Statements) -> None:
        self.statements = statements
        self.changes, self.directions, self.kept = Pool(), Pool(), Pool()
        self.strings = Pool()
        self._told: dict[Change, int] = {}

    def add(self, steps: Iterable[Step]) -> int:
        """Keep what changes by one knowledge: first day, last day and change, again and again."""
        told = []
        for step in steps:
            first, last = number(step.earliest or date.min), number(step.latest or date.max)
            told += [(first, last, self._told_once(change)) for change in step.changes]
        return self.kept.add(told)

    def _quoted(self, provision: Provision) -> str:
        """Return a mark for the text of a provision."""
        statements = self.statements
        return statements.sentences.text(statements.texts.add(text_words(provision)))

    def _told_once(self, change: Change) -> int:
        key = change._replace(sheet=None)
        place = self._told.get(key)
        if place is None:
            place = self._told[key] = self._change(change)
        return place

    def _change(self, change: Change) -> int:
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
            (
                change.id.value,
                self.strings.add(change.ref),
                [self.strings.add(ref) for ref in refs],
                self.strings.add(
                    (named.title if named else change.ref) + place_words(change.where)
                ),
                statements.sentences.divided(change_sentence(change, self._quoted)),
                [statements.wording(side) if side else -1 for side in sides],
                lengths(iter(pieces)) if is_readable else 0,
                -1 if direction is None else self._direction(direction, change.sheet),
                statements.version(change.authority) if change.authority else -1,
                self.strings.add(capital(cite_words(change.cite)) if change.cite else ""),
            )
        )

    def _direction(self, direction: Direction, sheet: FactSheet | None) -> int:
        told: dict[str, Any] = {
            "verdict": direction.verdict,
            "sentence": direction_sentence(direction),
            "witnesses": [witness_sentence(witness, sheet) for witness in direction.witnesses],
        }
        return self.directions.add(told)
