"""Conditions in words: those over facts, and those on unknown days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from guidance.records.criteria import AllOf, AnyOf, FactTest, Not
from guidance.records.dates import parse_day
from guidance.wording.asked import AskedDay
from guidance.wording.days import exact_words, past_words, period_words, when_words
from guidance.wording.nouns import singular
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from guidance.answers.answer import Answer, Condition, Undetermined
    from guidance.answers.whens import When

UNSAID = frozenset({"pending-kept", "earlier-again", "kept-after-leaving"})
"""Kinds of conditions that are about what the records do not say, and not about a day."""

_Condition = AllOf | AnyOf | Not | FactTest


def criteria_words(condition: _Condition) -> str:
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


def figure_words(before: _Condition, after: _Condition) -> str:
    """The one figure in which two conditions differ: "at least 1 relapse instead of 2".

    Nothing where they differ in anything else.
    """
    old, new = list(_tests(before)), list(_tests(after))
    apart = [(was, now) for was, now in zip(old, new, strict=False) if was != now]
    if len(old) != len(new) or len(apart) != 1:
        return ""
    was, now = apart[0]
    limits = {"at_least": now.at_least, "at_most": now.at_most, "within": now.within}
    if was.model_copy(update=limits) != now or _changed(before, was, now) != after:
        return ""
    changed = [name for name in limits if getattr(was, name) != getattr(now, name)]
    if changed in (["at_least"], ["at_most"]) and (value := getattr(was, changed[0])) is not None:
        return f"{_test_words(now)} instead of {value}"
    return f"{_test_words(now)} instead of {_test_words(was)}"


def _tests(condition: _Condition) -> Iterator[FactTest]:
    match condition:
        case AllOf():
            parts = condition.all
        case AnyOf():
            parts = condition.any
        case Not():
            parts = (condition.not_,)
        case FactTest():
            yield condition
            return
    for part in parts:
        yield from _tests(part)


def _changed(condition: _Condition, old: FactTest, new: FactTest) -> _Condition:
    """A condition with one test in the place of another."""
    match condition:
        case AllOf():
            parts = tuple(_changed(part, old, new) for part in condition.all)
            return condition.model_copy(update={"all": parts})
        case AnyOf():
            parts = tuple(_changed(part, old, new) for part in condition.any)
            return condition.model_copy(update={"any": parts})
        case Not():
            return condition.model_copy(update={"not_": _changed(condition.not_, old, new)})
        case FactTest():
            return new if condition == old else condition


def _bracketed(parts: tuple[_Condition, ...]) -> list[str]:
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
    if limits and {test.at_least, test.at_most} <= {1, None}:
        fact = singular(fact)  # "at least 1 relapse"
    words = f"{' and '.join(limits)} {fact}" if limits else fact
    if test.is_ is not None:
        words = f"{fact}: {test.is_.replace('-', ' ')}"
    return words + (f" within {period_words(test.within)}" if test.within else "")


def day_test_words(condition: Condition, answer: Answer, asked: AskedDay) -> str:
    """Say one side of a test on an unknown day, as it follows "if"."""
    if condition.kind in UNSAID:
        return _unsaid(condition, answer)
    past = _past(condition.event, answer)
    match condition.kind:
        case "order":
            before, after = condition.event, condition.other or ""
            if not condition.holds:
                before, after = after, before
            return f"“{answer.title(before)}” was published before “{answer.title(after)}”"
        case "happened-by":
            not_ = "" if condition.holds else "it is not so that "
            return f"{not_}{past} by {exact_words(parse_day(condition.other or ''))}"
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


def question_words(group: Undetermined, answer: Answer) -> list[str]:
    """Say each thing that a group hangs on, as it follows "whether"."""
    on_days, unsaid = open_questions(group, answer)
    return [*on_days, *(f"{words}, which the records do not say" for words in unsaid)]


def open_questions(group: Undetermined, answer: Answer) -> tuple[list[str], list[str]]:
    """What a group hangs on, as it follows "whether": what has a day, and what no record says."""
    dated = {when.event: happened_words(when) for when in group.events}
    conditions = [condition for case in group.cases for way in case.ways for condition in way]
    if not conditions:
        return list(dict.fromkeys(dated.values())), []
    on_days: dict[str, None] = {}
    unsaid: dict[str, None] = {}
    for condition in conditions:
        if condition.kind in UNSAID:
            unsaid[_unsaid(replace(condition, holds=True), answer)] = None
        elif condition.event in dated:
            on_days[dated[condition.event]] = None
    return list(on_days), list(unsaid)


def happened_words(when: When) -> str:
    """Say that something had happened, and when that is to be: as it follows "whether"."""
    return f"{past_words(when)} ({when_words(when)})"


def _unsaid(condition: Condition, answer: Answer) -> str:
    """What the records should say and do not, as it follows "if"."""
    title = quoted(answer.title(condition.other or condition.event))
    not_ = "" if condition.holds else " not"
    match condition.kind:
        case "kept-after-leaving":
            return f"what {title} says was{not_} kept when the place left the EU"
        case "pending-kept":
            keeps = "keeps" if condition.holds else "does not keep"
            return f"{title} {keeps} the text to come that it leaves out"
        case _:
            stands = "stands" if condition.holds else "does not stand"
            return f"the earlier text {stands} again after that of {title}"


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
    return "If " + ", and if ".join(
        day_test_words(condition, answer, day) for condition in conditions
    )


def _past(event: str, answer: Answer) -> str:
    days = (when for group in answer.undetermined for when in group.events)
    deciding = next((when for when in days if when.event == event), None)
    return past_words(deciding) if deciding else f"“{answer.title(event)}” had been published"
