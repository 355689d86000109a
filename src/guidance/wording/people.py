"""People in words: one short sentence, with only the facts that matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from guidance.wording.days import period_words
from guidance.wording.nouns import figured, singular
from guidance.wording.terms import listed, quoted

if TYPE_CHECKING:
    from decimal import Decimal

    from guidance.logic import AskedFact, Known, Person
    from guidance.records.criteria import Fact, FactSheet, FactTest
    from guidance.records.dates import Period

OUTCOMES = {
    "required": "required",
    "advised": "advised",
    "permitted": "permitted",
    "silent": "nothing said of them",
    "advised-against": "advised against",
    "prohibited": "prohibited",
}
UNDECLARED = "what some rules ask, or whom they speak of, stands only in their text"
TOO_LARGE = "it is too large to decide here"
TERMS_ARE_JUDGED = "What stands in quotes the sources do not define; somebody has to judge it."
_PARTICIPLE = re.compile(r"has (?:already |ever )?(?:had|been|\w+ed)\b")
_THING = re.compile(r"(has|is) (?!already |ever |never |not |had |been |\w+ed\b)(.+)")
"""What somebody has or is, so that several of these share the verb."""


def person_words(person: Person, sheet: FactSheet | None) -> str:
    """Describe a person by what is known: "a person with 1 relapse …, who has new lesions …".

    Terms that the sources leave undefined stand in quotes.
    """
    if not len(person):
        return "a person"
    if sheet is None:
        return f"a person ({'; '.join(map(_bare, person))})"
    figures = [words for value in person if (words := _figure(value, sheet))]
    told = [value for value in person if not _figure(value, sheet)]
    told.sort(key=lambda value: value.value is False)  # what somebody has comes before what not
    withs = f" with {listed(figures)}" if figures else ""
    if not told:
        return f"a person{withs}"
    return f"a person{withs}{',' if figures else ''} {_clauses(told, sheet)}"


def asked_words(asked: AskedFact, sheet: FactSheet) -> str:
    """A fact that is asked for, as a person would ask for it."""
    return f"{label_of(asked.fact, sheet)}{_within(asked.within)} ({asked})"


def label_of(name: str, sheet: FactSheet | None) -> str:
    """What people call a fact."""
    fact = sheet.facts.get(name) if sheet else None
    return fact.label if fact else name.replace("-", " ")


def term_words(name: str) -> str:
    """An undefined term by its short name, in quotation marks."""
    return quoted(name.replace("-", " "))


def terms_words(names: Iterable[str]) -> str:
    """Undefined terms by their short names, in quotation marks."""
    return listed([term_words(name) for name in names])


def not_so(label: str) -> str:
    """The opposite of what is said after "a person who"."""
    if _PARTICIPLE.match(label):
        return label.replace("has ", "has not ", 1)
    for start, opposite in (
        ("has ", "does not have "),
        ("is ", "is not "),
        ("cannot ", "can "),
        ("can ", "cannot "),
    ):
        if label.startswith(start):
            return opposite + label.removeprefix(start)
    return f"is not one who {label}"


def criterion_words(test: FactTest, sheet: FactSheet, *, holds: bool) -> str:
    """Say that a test holds of somebody, or does not: "fewer than 2 relapses within 12 months"."""
    fact = sheet.facts[test.fact]
    if fact.type in ("yes-no", "undefined"):
        words = _flag(test.fact, fact, is_so=(test.is_ != "no") is holds)
        return quoted(words) if fact.type == "undefined" else words
    if fact.type == "choice":
        return f"{fact.label}: {'' if holds else 'not '}{str(test.is_).replace('-', ' ')}"
    if fact.type == "number" and not _names_unit(fact):
        bounds = [_bound(*bound, ("below", "above"), holds=holds) for bound in _bounds(test)]
        return f"{fact.label} {(' and ' if holds else ' or ').join(bounds)} {fact.unit}"
    bounds = [_bound(*bound, ("fewer than", "more than"), holds=holds) for bound in _bounds(test)]
    figure = (" and " if holds else " or ").join(bounds)
    if figure == "fewer than 1":
        figure = "no"
    is_one = figure == "at least 1"
    named = singular(fact.label) if is_one else fact.label
    return f"{figure} {named}{_within(test.within)}"


def _bounds(test: FactTest) -> list[tuple[str, Decimal]]:
    limits = (("at least", test.at_least), ("at most", test.at_most))
    return [(words, figure) for words, figure in limits if figure is not None]


def _bound(words: str, figure: Decimal, outside: tuple[str, str], *, holds: bool) -> str:
    if holds:
        return f"{words} {figure}"
    return f"{outside[0] if words == 'at least' else outside[1]} {figure}"


def _clauses(told: Sequence[Known], sheet: FactSheet) -> str:
    """What somebody is, has and can: things that they have share one verb."""
    shared: dict[tuple[str, str], list[str]] = {}
    for known in told:
        fact = sheet.facts[known.fact]
        if not isinstance(known.value, bool):
            key, rest = ("whose", known.fact), _whose(known, fact)
        else:
            words = _flag(known.fact, fact, is_so=known.value)
            match = _THING.fullmatch(words)
            verb, rest = (match[1], match[2]) if match else ("", words)
            key = ("who", verb or known.fact)
            rest = quoted(rest) if fact.type == "undefined" else rest
            rest = rest if not verb or key in shared else f"{verb} {rest}"
        shared.setdefault(key, []).append(rest)
    clauses = {word: [listed(parts) for (w, _), parts in shared.items() if w == word]
               for word in ("who", "whose")}  # fmt: skip
    is_long = any(len(parts) > 1 for parts in shared.values()) and len(shared) > 1
    who = [f"who {_joined(clauses['who'], is_long=is_long)}"] if clauses["who"] else []
    return _joined([*who, *clauses["whose"]], is_long=is_long)


def _joined(clauses: Sequence[str], *, is_long: bool) -> str:
    """A list of clauses; where one of them is a list itself, commas part them."""
    if not is_long or len(clauses) < 2:
        return listed(clauses)
    return f"{', '.join(clauses[:-1])}, and {clauses[-1]}"


def _flag(name: str, fact: Fact | None, *, is_so: bool) -> str:
    label = fact.label if fact else name.replace("-", " ")
    return label if is_so else (fact and fact.otherwise) or not_so(label)


def _figure(known: Known, sheet: FactSheet) -> str:
    """What is counted; nothing where it is no count."""
    fact = sheet.facts[known.fact]
    if isinstance(known.value, bool | str) or (fact.type == "number" and not _names_unit(fact)):
        return ""
    figure = "no" if known.value == 0 else known.value
    return f"{figured(figure, fact.label)}{_within(known.within)}"


def _whose(known: Known, fact: Fact) -> str:
    value = str(known.value).replace("-", " ") if fact.type == "choice" else known.value
    unit = f" {figured(known.value, fact.unit).partition(' ')[2]}" if fact.unit else ""
    return f"whose {fact.label} is {value}{unit}"


def _names_unit(fact: Fact) -> bool:
    """Whether the label of a figure says what it counts: "failed DMTs", in therapies."""
    return bool(fact.unit) and (fact.unit or "").split()[-1].casefold() in fact.label.casefold()


def _bare(known: Known) -> str:
    """A fact of which no sheet is at hand, by its name."""
    return f"{str(known).partition('=')[0].replace('-', ' ')}{_within(known.within)}: " + (
        ("no", "yes")[known.value] if isinstance(known.value, bool) else str(known.value)
    )


def _within(period: Period | None) -> str:
    return f" within {period_words(period)}" if period else ""
