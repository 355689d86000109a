"""What a statement does about an action, as a rule of the logic.

A statement is about the actions that it names. One that names none is about the main action of its
topic if its kind is eligibility or contraindication, and otherwise about none.

Its population and its criteria both count; what is absent restricts nobody. Where it has criteria
or a condition for its population, these say all that is asked of a person, and the words explain
them. A population in words alone without criteria, and criteria that stand only in the text, leave
open whom it speaks of.
"""

from __future__ import annotations

from typing import Final

from guidance.logic import Effect, Formula, Rule
from guidance.records.criteria import IN_TEXT, Action, FactSheet
from guidance.records.model import Provision

RANKS: Final = {
    "law": 0,
    "decision": 0,
    "recommendation": 1,
    "opinion": 2,
    "advice": 3,
    "information": 4,
}
"""Who binds most: 0 comes first."""

NEGATIVE: Final = ("prohibit", "advise-against")
"""Effects that allow nobody anything."""

UNNAMED: Final = "main"
"""The only action of a topic that declares none."""

_OF_THE_MAIN_ACTION: Final = ("eligibility", "contraindication")
_EFFECTS: Final[dict[str, Effect]] = {
    "must": "require",
    "should": "advise",
    "may": "permit",
    "should-not": "advise-against",
    "must-not": "prohibit",
}


def actions_of(sheet: FactSheet) -> dict[str, Action]:
    """The actions of a topic, the main one first."""
    if not sheet.actions:
        return {UNNAMED: Action(label="do what the topic is about", main=True)}
    return dict(sorted(sheet.actions.items(), key=lambda pair: not pair[1].main))


def acts_on(provision: Provision, sheet: FactSheet) -> tuple[str, ...]:
    """The actions that a statement is about; information is about none."""
    if provision.force == "information":
        return ()
    if provision.actions:
        return tuple(action for action in provision.actions if action in sheet.actions)
    if provision.kind in _OF_THE_MAIN_ACTION:
        return (next(iter(actions_of(sheet))),)
    return ()


def rule_of(ref: str, provision: Provision, standing: str = "information") -> Rule | None:
    """Return what a statement permits, asks for or forbids; ``None`` for information."""
    if provision.force == "information":
        return None
    population: Formula | None = None
    in_words = False
    if provision.population is not None:
        population = provision.population.when
        in_words = population is None and provision.condition is None
    return Rule(
        effect=_EFFECTS[provision.force],
        ref=ref,
        population=population,
        criteria=provision.condition,
        only=provision.only,
        opaque=provision.criteria == IN_TEXT,
        opaque_population=in_words,
        wording=_wording(provision),
        rank=RANKS[standing],
        narrows=provision.narrows,
        offers=provision.kind == "eligibility" and provision.force == "should",
    )


def _wording(provision: Provision) -> str:
    """What tells two texts under one reference apart."""
    words = provision.population.words if provision.population else ""
    return f"{words}\n{provision.text}"
