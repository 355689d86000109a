"""Reading what is known of a person, as people write it on a command line.

============================  ======================================
``new-mri-lesions=yes``       a yes-no fact, or somebody's judgement of an undefined term
``age=34``                    a number, in the unit of its fact
``relapses=2/P24M``           a count within a period
``course=first``              a choice
============================  ======================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from guidance.errors import DateError, QueryError, UnknownNameError, nearest
from guidance.logic.decide import satisfiable
from guidance.logic.evaluate import person_formula
from guidance.logic.people import Known, Person, Value, bounds_of, fact_named
from guidance.records.criteria import Fact, FactSheet
from guidance.records.dates import Period

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?\Z", re.ASCII)
_COUNT = re.compile(r"\d{1,15}\Z", re.ASCII)
_YES_NO = {"yes": True, "no": False}


def read_facts(facts: Iterable[str] | Mapping[str, object], sheet: FactSheet) -> Person:
    """Read facts in the forms of the module's table, or as a mapping from names to values.

    Raises:
        UnknownNameError: A fact, or a value of a choice, that is not declared.
        QueryError: Another form, a value the fact cannot have, or facts that cannot all be true.
        DateError: A period that cannot be read.
        UndecidedError: The constraints of the sheet are too large to check the facts against.
    """
    known = [_read(text, sheet) for text in _texts(facts)]
    seen: dict[object, Known] = {}
    for fact in known:
        if (other := seen.setdefault(fact.spot, fact)) is not fact:
            raise QueryError(f"{other} and {fact}: the same fact twice; keep one")
    rank = {name: place for place, name in enumerate(sheet.facts)}
    person = Person(tuple(sorted(known, key=lambda k: (rank[k.fact], *k.spot))))
    check_person(person, sheet)
    return person


def _texts(facts: Iterable[str] | Mapping[str, object]) -> Iterable[str]:
    if isinstance(facts, str):  # a text would be read letter by letter
        raise QueryError(f"{facts!r} is one text; pass a list: [{facts!r}]")
    if not isinstance(facts, Mapping):
        return facts
    words = {True: "yes", False: "no"}
    return [
        f"{name}={words[value] if isinstance(value, bool) else value}"
        for name, value in facts.items()
    ]


def check_person(person: Person, sheet: FactSheet) -> None:
    """Refuse a person whose facts cannot all be true.

    Raises:
        QueryError: Names the facts that contradict each other or the sheet's constraints.
        UndecidedError: Too large to decide.
    """
    if satisfiable(person_formula(person, sheet), sheet):
        return
    kept = list(person)
    for fact in person:
        fewer = [other for other in kept if other is not fact]
        if not satisfiable(person_formula(Person(tuple(fewer)), sheet), sheet):
            kept = fewer
    free = sheet.model_copy(update={"constraints": ()})
    listed = " and ".join(map(str, kept))
    if satisfiable(person_formula(Person(tuple(kept)), free), free):
        raise QueryError(f"{listed}: a constraint of the facts of {sheet.topic} rules this out")
    raise QueryError(f"{listed} cannot be true together; correct one of them")


def _read(text: str, sheet: FactSheet) -> Known:
    name, equals, rest = text.partition("=")
    if not equals or not name or not rest:
        raise QueryError(f"{text!r} is not a fact; write it like relapses=2/P24M or lesions=yes")
    fact = fact_named(sheet, name)
    written, slash, period = rest.partition("/")
    if fact.type != "count":
        if slash:
            raise QueryError(
                f"{text!r}: {name} is not counted within a period; write {_like(name, fact)}"
            )
        return Known(name, _value(text, name, written, sheet))
    if not period:
        raise QueryError(f"{text!r} has no period; write {_like(name, fact)}")
    try:
        return Known(name, _value(text, name, written, sheet), Period.parse(period))
    except DateError as error:
        raise DateError(period, f"{text!r}: {error.problem}", error.mend) from None


def _value(text: str, name: str, written: str, sheet: FactSheet) -> Value:
    fact = sheet.facts[name]
    if fact.type == "choice":
        if written not in fact.values:
            near = nearest(written, fact.values) or fact.values
            raise UnknownNameError(f"value of {name}", written, near)
        return written
    if fact.type in ("yes-no", "undefined"):
        if written not in _YES_NO:
            raise QueryError(f"{text!r}: neither yes nor no; write {_like(name, fact)}")
        return _YES_NO[written]
    form, kind = (_COUNT, "whole number") if fact.type == "count" else (_NUMBER, "number")
    if not form.match(written):
        raise QueryError(f"{text!r}: {written!r} is not a {kind}; write {_like(name, fact)}")
    number = Decimal(written)
    low, high = bounds_of(name, sheet)
    if low is not None and number < low:
        raise QueryError(f"{text!r}: {name} is at least {low}")
    if high is not None and number > high:
        raise QueryError(f"{text!r}: {name} is at most {high}")
    if fact.type == "count":
        return int(number)
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def _like(name: str, fact: Fact) -> str:
    values: dict[str, Sequence[str]] = {
        "count": ("2/P24M",),
        "number": ("34",),
        "choice": fact.values,
    }
    return " or ".join(f"{name}={value}" for value in values.get(fact.type, ("yes", "no")))
