"""Conditions in words: those over facts, and those on unknown days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.records.criteria import AllOf, AnyOf, FactTest, Not
from guidance.wording.asked import AskedDay
from guidance.wording.days import past_words, period_words
from guidance.wording.terms import listed

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Condition


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


def day_test_words(condition: Condition, answer: Answer, asked: AskedDay) -> str:
    """Say one side of a test on an unknown day, as it follows "if"."""
    past = _past(condition.event, answer)
    match condition.kind:
        case "no-later-than":
            other = _past(condition.other or "", answer)
            when = "by the day that" if condition.holds else "only after the day that"
            return f"{past} {when} {other}"
        case "end-of-month":
            rule = "the last day of the month" if condition.holds else "the first day of the next"
            return f"a month that lacks the day counts to {rule}: {past}"
        case kind:
            by = asked.known_on if kind == "published" else asked.on
            not_ = "" if condition.holds else "it is not so that "
            return f"{not_}{past} by {by}"


def case_words(
    conditions: tuple[Condition, ...], answer: Answer, asked: AskedDay | None = None
) -> str:
    """Say what one case assumes: "If the measures had started by 15 January 2020".

    Args:
        conditions: Those of the case.
        answer: The answer that it is a case of.
        asked: Other words for the day of the answer.
    """
    day = asked or AskedDay.of(answer.on, answer.known_on)
    return "If " + ", and if ".join(day_test_words(each, answer, day) for each in conditions)


def _past(event: str, answer: Answer) -> str:
    days = (when for group in answer.undetermined for when in group.events)
    deciding = next((when for when in days if when.event == event), None)
    return past_words(deciding) if deciding else f"“{answer.title(event)}” had been published"
