"""Answers in several: a tuple that can be told as its published document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Literal, NoReturn, TypeVar

from guidance.answers.question import Question
from guidance.answers.values import Keeper, Origin, Value
from guidance.records.dates import known_day
from guidance.resolution.registry import source_of

_Member = TypeVar("_Member", covariant=True)

ListingOf = Literal["history", "timeline", "discrepancies", "learnt", "adoptions"]


class Listing(Value, tuple[_Member, ...]):
    """What a corpus answers with in several: a tuple like any other, with its document.

    It is equal to each tuple of the same members; a slice of it is a plain tuple.

    Attributes:
        of: The question that it answers, which is the name of its document too.
        ref: The provision that was asked about; ``None`` where the question is about none.
        since: The first day of the window that was asked about; ``None`` where it is about none.
    """

    of: ListingOf
    ref: str | None
    since: date | None
    _origin: Origin

    def __new__(
        cls,
        members: Iterable[_Member],
        of: ListingOf,
        origin: Origin,
        ref: str | None = None,
        since: date | None = None,
    ) -> Listing[_Member]:
        """Put members together with what was asked."""
        listing = super().__new__(cls, members)
        vars(listing).update(of=of, ref=ref, since=since, _origin=origin)
        return listing

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (tuple(self), self.of, self._origin, self.ref, self.since)

    def __repr__(self) -> str:
        about = f" of {self.ref}" if self.ref is not None else ""
        return f"{type(self).__name__}({self.of}{about}: {len(self)})"


def listing(
    members: Iterable[_Member],
    of: ListingOf,
    corpus: Keeper,
    *,
    ref: str | None = None,
    topic: str | None = None,
    known_on: date | str | None = None,
) -> Listing[_Member]:
    """Put members together with the records that were asked, and what they were asked.

    Raises:
        DateError: The date is not in the strict form.
    """
    source = source_of(ref) if ref is not None else None
    asked = Question(date.max, known_day(known_on), topic, source)
    return Listing(members, of, Origin(corpus, asked), ref)
