"""The words of a brief on one day: what holds in which case, and lists that stay short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guidance.wording.terms import listed, quoted

_MOST_TITLES = 5


def either_words(cases: Sequence[str], letter: str = "", *, is_simple: bool) -> str:
    """What holds in each case; where nothing does, that is said.

    Args:
        cases: What applies in each; for a simple question, if so and if not.
        letter: How the brief names what it hangs on; empty where it hangs on one thing.
        is_simple: Whether it is one question, with yes or no.
    """
    told = [case or "no rule" for case in cases]
    named = f" {letter}" if letter else ""
    if is_simple:
        return f"if{named or ' so'}: {told[0]}; if not: {told[1]}"
    return f"one of these{named}: {'; or '.join(dict.fromkeys(told))}"


def condition_words(conditions: Iterable[str]) -> str:
    """On which conditions something rests of which no record says how they came out."""
    told = listed(map(quoted, conditions))
    return f"This rests on a condition, and no record says how it came out: {told}" if told else ""


def titles_words(titles: Iterable[str]) -> str:
    """The first of some titles, and how many more."""
    told = list(dict.fromkeys(titles))
    if len(told) > _MOST_TITLES + 1:
        told = [*told[:_MOST_TITLES], f"{len(told) - _MOST_TITLES} more"]
    return "; ".join(told)
