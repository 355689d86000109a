"""Facts about a person, and conditions over them.

A *fact* is declared once for a topic. A *condition* is a small typed expression over facts:
``all``, ``any``, ``not``, and tests of one fact. Conditions carry no prose and no dates; what
they mean for a person is decided in :mod:`guidance.logic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final, Literal, NoReturn, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from guidance.records.dates import Period
from guidance.records.shown import LONGEST_WHOLE, in_short

_K = TypeVar("_K")
_V = TypeVar("_V")

SLUG = r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=80)]
"""A short name that stays stable: lower-case letters, figures, hyphens and dots."""

# Control characters, byte order marks, and what reorders the characters that people see.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?\Z", re.ASCII)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _read_text(value: object) -> object:
    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("text", "empty; write the text or leave the field out")
        if invisible := _INVISIBLE.search(value):
            code = f"U+{ord(invisible.group()):04X}"
            raise PydanticCustomError(
                "text", "holds the invisible character {code}; delete it", {"code": code}
            )
    return value


def _read_number(value: object) -> object:
    if isinstance(value, str):
        if not _NUMBER.match(value):
            raise PydanticCustomError("number", "not a number; write it like 2 or 0.5")
        value = Decimal(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    # 2 and 2.0 are one number and must be written one way, or equal records would differ.
    if isinstance(value, Decimal) and value.is_finite():
        return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return value


def _read_yes_no(value: object) -> object:
    if isinstance(value, str):
        if value not in _YES_NO:
            raise PydanticCustomError("yes_no", "neither yes nor no; write yes or no")
        return _YES_NO[value]
    return value


SomeText = Annotated[str, BeforeValidator(_read_text), Field(min_length=1, max_length=20_000)]
"""Words for people."""
LONGEST_TEXT = 400_000
"""Characters of what one provision says: a long annex, and no whole book."""
LongText = Annotated[str, BeforeValidator(_read_text), Field(min_length=1, max_length=LONGEST_TEXT)]
"""What a provision says."""
Number = Annotated[Decimal, BeforeValidator(_read_number, json_schema_input_type=str | int)]
YesNo = Annotated[bool, BeforeValidator(_read_yes_no, json_schema_input_type=bool | str)]


def _to_key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Record(BaseModel):
    """Base of all records: frozen, strict, and closed to unknown fields.

    On disk the fields are written with hyphens (``at-least``); in Python with underscores.
    """

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        alias_generator=_to_key,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )

    def model_post_init(self, _context: object, /) -> None:
        """Share the set of fields that were given: there are few, and each costs 700 bytes."""
        given = frozenset(self.__pydantic_fields_set__)
        shared = FIELDS_GIVEN.setdefault(given, self.__pydantic_fields_set__)
        object.__setattr__(self, "__pydantic_fields_set__", shared)

    def __repr__(self) -> str:
        whole = super().__repr__()
        return whole if len(whole) <= LONGEST_WHOLE else in_short(self)


FIELDS_GIVEN: dict[frozenset[str], set[str]] = {}


class FactTest(Record):
    """A test of one fact.

    A bare fact means *yes*. ``is`` compares with a value; ``at-least`` and ``at-most`` compare
    numbers and counts; a count needs the period it is counted ``within``.

    Attributes:
        fact: The fact.
        is_: The value that it has; ``yes`` where nothing is said.
        at_least: The smallest number or count that passes.
        at_most: The largest number or count that passes.
        within: The period in which a count is counted.
    """

    fact: Slug
    is_: Slug | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    within: Period | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if self.is_ is not None and (self.at_least is not None or self.at_most is not None):
            raise PydanticCustomError("test", "is and at-least/at-most together; keep one")
        if self.at_least is not None and self.at_most is not None and self.at_most < self.at_least:
            raise PydanticCustomError("test", "at-most is below at-least; swap the two")
        return self


class AllOf(Record):
    """Every part holds."""

    all: tuple[FactCondition, ...] = Field(min_length=1)


class AnyOf(Record):
    """At least one part holds."""

    any: tuple[FactCondition, ...] = Field(min_length=1)


class Not(Record):
    """The part does not hold."""

    not_: FactCondition


def _shape(value: object) -> str | None:
    if isinstance(value, BaseModel):
        return {AllOf: "all", AnyOf: "any", Not: "not", FactTest: "fact"}.get(type(value))
    if isinstance(value, dict):
        return next((key for key in ("all", "any", "not", "fact") if key in value), None)
    return None


FactCondition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactTest, Tag("fact")],
    Discriminator(
        _shape,
        custom_error_type="condition",
        custom_error_message="not a condition; start it with all, any, not or fact",
    ),
]
"""A condition over facts."""

IN_TEXT: Final = "in-text"
"""Criteria that stand only in the words of a statement."""


def _shape_of_criteria(value: object) -> str | None:
    return IN_TEXT if value == IN_TEXT else _shape(value)


Criteria = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactTest, Tag("fact")]
    | Annotated[Literal["in-text"], Tag(IN_TEXT)],
    Discriminator(
        _shape_of_criteria,
        custom_error_type="condition",
        custom_error_message="not a condition; start it with all, any, not or fact, or write"
        " in-text where it stands only in the words",
    ),
]
"""What a statement asks of a person: a condition, or that it stands only in the words."""

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild(_types_namespace={"FactCondition": FactCondition})


def tests_of(
    condition: AllOf | AnyOf | Not | FactTest,
) -> Iterator[tuple[tuple[str | int, ...], FactTest]]:
    """Yield each test of a condition with the path that leads to it."""
    match condition:
        case FactTest():
            yield (), condition
        case Not():
            for path, test in tests_of(condition.not_):
                yield ("not", *path), test
        case AllOf():
            for index, part in enumerate(condition.all):
                for path, test in tests_of(part):
                    yield ("all", index, *path), test
        case AnyOf():
            for index, part in enumerate(condition.any):
                for path, test in tests_of(part):
                    yield ("any", index, *path), test


class Fact(Record):
    """One thing that can be asked about a person.

    Attributes:
        label: As it reads after "a person who" where it holds; of a count or number, its name.
        otherwise: As it reads after "a person who" where it does not hold.
        type: ``yes-no``; ``number`` (with unit and bounds); ``count`` (of events, always asked
            within a period); ``choice`` (one of ``values``); ``undefined`` (a judgement term
            that the source uses and does not define).
        unit: The unit of a number.
        minimum: The smallest number that there is.
        maximum: The largest number that there is.
        values: The values of a choice.
        part_of: For a count, the count that includes it: a disabling relapse is a relapse.
        because: For an undefined term, what the source leaves open.
    """

    label: SomeText
    otherwise: SomeText | None = None
    type: Literal["yes-no", "number", "count", "choice", "undefined"]
    unit: SomeText | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    values: tuple[Slug, ...] = ()
    part_of: Slug | None = None
    because: SomeText | None = None


class FrozenDict(dict[_K, _V]):
    """A dict that cannot be changed, so that frozen records are frozen all the way down."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("records cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[_K, _V]]]:
        return type(self), (dict(self),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self


FrozenMap = Annotated[dict[_K, _V], AfterValidator(FrozenDict)]
"""A mapping field of a record."""


class Action(Record):
    """Something that the rules of a topic permit, ask for or forbid.

    Attributes:
        label: As it reads after "may" or "must": "start the treatment".
        main: The action that rules of the topic are about where they name none.
    """

    label: SomeText
    main: YesNo = False


_COUNT = re.compile(r"(?:0|[1-9]\d{0,29})\Z", re.ASCII)


def read_count(value: object) -> object:
    """Read a whole number as it is written on disk; anything else is left as it is."""
    # 0123 is not a figure anybody means; nothing is coerced that was not written as one.
    return int(value) if isinstance(value, str) and _COUNT.match(value) else value


class Matter(Record):
    """What several provisions, also of several sources, are about: one row of a report.

    Attributes:
        title: What the row is called.
        order: Its place in a report, from 1; those without one come after, by name. The order of
            the keys on disk says nothing.
    """

    title: SomeText
    order: Annotated[int, BeforeValidator(read_count), Field(ge=1, le=1000)] | None = None


class FactSheet(Record):
    """The facts of one topic, and what must hold between them for any person.

    Attributes:
        format: The format of the file.
        topic: The topic.
        facts: The facts, by name.
        actions: What the rules of the topic are about; one of them is the main one.
        matters: What a report on the topic has a row for.
        constraints: Conditions that every person meets ("who was treated before is not new").
    """

    format: Literal["guidance/1"]
    topic: Slug
    facts: FrozenMap[Slug, Fact] = Field(min_length=1)
    actions: FrozenMap[Slug, Action] = Field(default_factory=FrozenDict)
    matters: FrozenMap[Slug, Matter] = Field(default_factory=FrozenDict)
    constraints: tuple[FactCondition, ...] = ()

    @model_validator(mode="after")
    def _one_main_action(self) -> Self:
        if self.actions and sum(action.main for action in self.actions.values()) != 1:
            raise PydanticCustomError("actions", "one action is the main one; mark it main: yes")
        return self
