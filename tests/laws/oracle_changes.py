"""What differs between two answers, by the oracle: the measure for what a change report tells."""

from __future__ import annotations

from collections.abc import Hashable

from laws.oracle import Atom, Oracle, Possible
from laws.oracle_records import Corpus

Key = tuple[str, Atom]
Content = frozenset[Hashable]


def content(each: Possible) -> Content:
    """What of a possible answer counts when two are compared: version and citation are details.

    The outcomes of all worlds together: where a day is open, both sides of it count.
    """
    return frozenset((shown.state, shown.words, shown.since) for shown in each.outcomes)


def difference(
    corpus: Corpus,
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    limit: int | None = None,
) -> dict[Key, tuple[Content, Content]]:
    """The provisions and atoms on which two answers differ, each with before and after.

    An answer is asked for by its day and the day as known on which (``None``: all records).
    """
    oracle = Oracle(corpus, limit)
    one, two = (oracle.ask(on, known_on)[on] for on, known_on in (first, second))
    return {
        key: (content(one[key]), content(two[key]))
        for key in one
        if content(one[key]) != content(two[key])
    }


def net(
    corpus: Corpus, since: str, until: str, known_on: str | None = None, limit: int | None = None
) -> dict[Key, tuple[Content, Content]]:
    """What the net result of ``changes(since, until)`` has to tell, by one knowledge."""
    known = known_on or until
    return difference(corpus, (since, known), (until, known), limit)


def learnt(
    corpus: Corpus, since: str, until: str, limit: int | None = None
) -> dict[Key, tuple[Content, Content]]:
    """What became known in the window about its first day."""
    return difference(corpus, (since, since), (since, until), limit)
