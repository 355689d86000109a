"""Conditions in words: those over facts, and those on unknown days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.criteria import AllOf, AnyOf, FactTest, Not
from guidance.wording.days import exact_words, period_words
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from guidance.answer import Answer, Condition


def criteria_words(condition: AllOf | AnyOf | Not | FactTest) -> str:
    """Say a condition over facts: "at least 2 relapses within 24 months, and new mri lesions"."""
    match condition:
        case AllOf():
            return listed(_bracketed(condition.all), "and")
        case AnyOf():
            return listed(_bracketed(condition.any), "or")
        case Not():
            return f"not ({criteria_words(condition.not_)})"
        case FactTest():
            return _test_words(condition)


def _bracketed(parts: tuple[AllOf | AnyOf | Not | FactTest, ...]) -> list[str]:
    return [
        f"({criteria_words(part)})" if isinstance(part, AllOf | AnyOf) else criteria_words(part)
        for part in parts
    ]


def _test_words(test: FactTest) -> str:
    fact = test.fact.replace("-", " ")
    limits = []
    if test.at_least is not None:
        limits.append(f"at least {test.at_least}")
    if test.at_most is not None:
        limits.append(f"at most {test.at_most}")
    words = f"{' and '.join(limits)} {fact}" if limits else fact
    if test.is_ is not None:
        words = f"{fact}: {test.is_.replace('-', ' ')}"
    return words + (f" within {period_words(test.within)}" if test.within else "")


def day_test_words(condition: Condition, answer: Answer) -> str:
    """Say one side of a test on an unknown day, as it follows "if"."""
    label = _label(condition.event, answer)
    match condition.kind:
        case "published":
            by = exact_words(answer.known_on) if answer.known_on else "then"
            holds = f"this had happened by {by}"
            fails = f"this had not happened by {by}"
        case "no-later-than":
            other = _label(condition.other or "", answer)
            holds = f"the first came no later than the second: {label} / {other}"
            fails = f"the first came later than the second: {label} / {other}"
            return holds if condition.holds else fails
        case "end-of-month":
            rule = "the last day of the month" if condition.holds else "the first day of the next"
            return f"a month that lacks the day counts to {rule}: {label}"
        case _:
            on = exact_words(answer.on)
            holds, fails = f"this had happened by {on}", f"this had not happened by {on}"
    return f"{holds if condition.holds else fails}: {label}"


def case_words(conditions: tuple[Condition, ...], answer: Answer) -> str:
    """Say what one case assumes: "If this had happened by then: the measures start to apply"."""
    return "If " + ", and if ".join(day_test_words(each, answer) for each in conditions)


def _label(event: str, answer: Answer) -> str:
    """What happens: a version is named by its document, and what happens is its publication."""
    days = (when for group in answer.undetermined for when in group.events)
    return next((when.label for when in days if when.event == event), answer.title(event))
