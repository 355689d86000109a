"""A sheet of facts of every type, and strategies for conditions, people and regimes over it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from guidance.logic import Person, Regime, Rule, read_facts
from guidance.records.criteria import FactCondition, FactSheet

_CONDITION = TypeAdapter(FactCondition)


def plain(value: Any) -> Any:
    """Lists to tuples and figures to texts, as the reader of the files hands them over."""
    match value:
        case dict():
            return {key: plain(part) for key, part in value.items()}
        case list():
            return tuple(map(plain, value))
        case int():
            return str(value)
    return value


def cond(value: Any) -> Any:
    return _CONDITION.validate_python(plain(value))


def sheet(facts: dict[str, Any], *constraints: Any) -> FactSheet:
    facts = {name: {"label": name, **fact} for name, fact in facts.items()}
    return FactSheet.model_validate(
        plain(
            {
                "format": "guidance/1",
                "topic": "test",
                "facts": facts,
                "constraints": list(constraints),
            }
        )
    )


FACTS: dict[str, Any] = {
    "a": {"type": "yes-no"},
    "b": {"type": "yes-no"},
    "u": {"type": "undefined", "because": "left open"},
    "v": {"type": "undefined", "because": "left open"},
    "relapses": {"type": "count", "maximum": 6},
    "disabling": {"type": "count", "part-of": "relapses"},
    "age": {"type": "number", "unit": "years", "minimum": 0, "maximum": 120},
    "course": {"type": "choice", "values": ["first", "second", "later"]},
}
CONSTRAINTS = (
    {"any": [{"not": {"fact": "u"}}, {"fact": "relapses", "at-least": 1, "within": "P24M"}]},
    {"any": [{"fact": "a"}, {"fact": "course", "is": "first"}, {"fact": "v"}]},
    {"not": {"all": [{"fact": "b"}, {"fact": "age", "at-most": 17}]}},
)
PERIODS = ("P6M", "P12M", "P24M", "P2Y")

flags = st.builds(
    lambda fact, value: {"fact": fact} if value is None else {"fact": fact, "is": value},
    st.sampled_from(["a", "b", "u", "v"]),
    st.sampled_from([None, "yes", "no"]),
)
choices = st.builds(
    lambda value: {"fact": "course", "is": value}, st.sampled_from(["first", "second", "later"])
)


def _measured(names: list[str], figures: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    bounds = st.one_of(
        figures.map(lambda figure: {"at-least": figure}),
        figures.map(lambda figure: {"at-most": figure}),
        st.tuples(figures, figures).map(
            lambda two: dict(zip(["at-least", "at-most"], sorted(two, key=float), strict=True))
        ),
    )
    return st.builds(lambda name, bound: {"fact": name, **bound}, st.sampled_from(names), bounds)


numbers = _measured(["age"], st.sampled_from(["0", "17", "17.5", "18", "65", "120"]))
counts = st.builds(
    lambda test, period: {**test, "within": period},
    _measured(["relapses", "disabling"], st.integers(0, 4)),
    st.sampled_from(PERIODS),
)


def trees(leaves: st.SearchStrategy[Any], size: int = 8) -> st.SearchStrategy[Any]:
    """Conditions as plain data."""
    return st.recursive(
        leaves,
        lambda part: st.one_of(
            st.lists(part, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(part, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            part.map(lambda one: {"not": one}),
        ),
        max_leaves=size,
    )


leaves = st.one_of(flags, flags, counts, counts, numbers, choices)
conditions = trees(leaves).map(cond)
sheets = st.lists(st.sampled_from(CONSTRAINTS), unique_by=id).map(
    lambda chosen: sheet(FACTS, *chosen)
)

small_leaves = st.one_of(
    st.builds(lambda fact: {"fact": fact}, st.sampled_from(["a", "u"])),
    st.builds(
        lambda spot, bound, figure: {"fact": spot[0], bound: figure, "within": spot[1]},
        st.sampled_from([("relapses", "P12M"), ("relapses", "P24M"), ("disabling", "P12M")]),
        st.sampled_from(["at-least", "at-most"]),
        st.integers(0, 3),
    ),
)
"""Tests for which all people can be listed."""

known_texts = st.lists(
    st.one_of(
        st.builds("{}={}".format, st.sampled_from("abuv"), st.sampled_from(["yes", "no"])),
        st.builds(
            "{}={}/{}".format,
            st.sampled_from(["relapses", "disabling"]),
            st.integers(0, 4),
            st.sampled_from(PERIODS[:3]),
        ),
        st.sampled_from(["age=17", "age=17.5", "age=40", "course=first", "course=later"]),
    ),
    max_size=5,
    unique_by=lambda text: text.partition("=")[0] + text.partition("/")[2],
)


@st.composite
def regimes(draw: st.DrawFn, parts: Any = None, *, may_be_opaque: bool = True) -> Regime:
    some = conditions if parts is None else parts
    maybe = st.none() | some
    rules = []
    for number in range(draw(st.integers(0, 4))):
        effect = draw(st.sampled_from(["permit", "prohibit"]))
        rules.append(
            Rule(
                effect=effect,
                ref=f"source#rule-{number}",
                population=draw(maybe),
                criteria=draw(maybe),
                only=effect == "permit" and draw(st.booleans()),
                opaque=may_be_opaque and draw(st.integers(0, 9)) == 0,
            )
        )
    return Regime(tuple(rules))


def person(text: str, facts: FactSheet) -> Person:
    return read_facts(text.split(), facts)
