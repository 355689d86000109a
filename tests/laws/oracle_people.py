"""What binds a person, by listing everybody: an oracle that shares no code with the library.

Written from the meaning alone, over plain dictionaries: each rule is asked of each person there can
be, of each place by itself, under each meaning of an undefined term and for each way in which what
stands only in prose may turn out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

Rule = Mapping[str, Any]
Worlds = Mapping[str, bool]
"""The value of each yes-no fact and term, and under ``ref/who`` and ``ref/what`` of each prose."""

RANKS = {
    "law": 0,
    "decision": 0,
    "recommendation": 1,
    "opinion": 2,
    "advice": 3,
    "information": 4,
}
SAYS = {
    "must-not": "prohibited",
    "should-not": "advised-against",
    "must": "required",
    "should": "advised",
    "may": "permitted",
}
EXCLUDED = "excluded"
"""Prohibited by no more than that a permission is for others only; told apart for a direction."""

STRONGEST_FIRST = ("prohibited", "advised-against", "required", "advised", "permitted")
ONE_WORD = {
    "required": "allowed",
    "advised": "allowed",
    "permitted": "allowed",
    "silent": "silent",
    "advised-against": "not-allowed",
    "prohibited": "not-allowed",
}
INSIDE = {"GB-SCT": ("GB", "GB-SCT"), "GB-ENG": ("GB", "GB-ENG"), "FR": ("FR",)}
"""The smallest places, and what holds each."""


def holds(condition: Any, worlds: Worlds) -> bool:
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, worlds) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, worlds) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], worlds)
    return worlds[condition["fact"]] is (condition.get("is", "yes") == "yes")


def actions_of(rule: Rule, main: str) -> tuple[str, ...]:
    """The actions a rule is about: its own; else the main one, of two kinds only; else none."""
    if rule["force"] == "information":
        return ()
    named = rule.get("action")
    if named is not None:
        return (named,) if isinstance(named, str) else tuple(named)
    return (main,) if rule["kind"] in ("eligibility", "contraindication") else ()


def is_prose(rule: Rule) -> tuple[bool, bool]:
    """Whether whom it speaks of, and what it asks of them, stand only in the words."""
    population = rule.get("population") or {}
    who = "words" in population and "when" not in population and not _asks(rule)
    return who, rule.get("criteria") == "in-text"


def _asks(rule: Rule) -> bool:
    """Whether its criteria say all that is asked of a person."""
    return isinstance(rule.get("criteria"), dict)


def proses(rules: list[Rule]) -> list[str]:
    """The names of what stands only in prose: one of these turns out each way."""
    found = []
    for rule in rules:
        who, what = is_prose(rule)
        found += [f"{rule['ref']}/who"] * who + [f"{rule['ref']}/what"] * what
    return found


def speaks(rule: Rule, worlds: Worlds) -> bool:
    if is_prose(rule)[0]:
        return worlds[f"{rule['ref']}/who"]
    return holds((rule.get("population") or {}).get("when"), worlds)


def binds(rule: Rule, worlds: Worlds) -> bool:
    """Whether it holds for somebody of whom it speaks."""
    if is_prose(rule)[1]:
        return worlds[f"{rule['ref']}/what"]
    return holds(rule.get("criteria"), worlds)


def status(rules: list[Rule], worlds: Worlds, *, offers: bool = True) -> str:
    """What the rules of one action in one place make of one person.

    Args:
        offers: Whether advice of who should be given something counts as advice to do it; for a
            direction it counts as a permission.
    """

    def silenced(rule: Rule) -> bool:
        return any(
            rule["ref"] in narrower.get("narrows", ())
            and speaks(narrower, worlds)
            and (narrower["force"] == "may" or binds(narrower, worlds))
            for narrower in rules
        )

    for rank in range(5):
        found: set[str] = set()
        excluded = False
        for rule in rules:
            if RANKS[rule["standing"]] != rank or not speaks(rule, worlds) or silenced(rule):
                continue
            if binds(rule, worlds):
                says = SAYS[rule["force"]]
                if says == "advised" and rule["kind"] == "eligibility" and not offers:
                    says = "permitted"
                found.add(says)
            elif rule.get("only"):
                excluded = True
        if excluded and not found:
            return "prohibited" if offers else EXCLUDED
        for each in STRONGEST_FIRST:
            if each in found:
                return each
    return "silent"


def rules_in(rules: list[Rule], place: str, action: str, main: str) -> list[Rule]:
    """The rules about an action that reach one of the smallest places."""
    return [
        rule
        for rule in rules
        if action in actions_of(rule, main)
        and (not rule["places"] or set(rule["places"]) & set(INSIDE[place]))
    ]


def assignments(names: list[str]) -> Iterator[dict[str, bool]]:
    for values in product((False, True), repeat=len(names)):
        yield dict(zip(names, values, strict=True))


def possible(rules: list[Rule], facts: list[str], known: Mapping[str, bool]) -> set[str]:
    """The statuses left open for somebody of whom some facts are known."""
    left = [name for name in facts if name not in known]
    return {status(rules, {**known, **rest}) for rest in assignments(left + proses(rules))}


# -- directions ------------------------------------------------------------------------------------


def passage(before: str, after: str) -> str:
    """Which way one person goes who is sure of both answers.

    ``tighter``, ``looser``; between permission and silence at most half of it is known; a duty that
    turns into a prohibition goes no way that has a name.
    """
    free = {"permitted", "silent"}
    if EXCLUDED in (before, after):
        # How strongly is not said: no more and no less than any other that is not allowed.
        if {before, after} <= {EXCLUDED, "advised-against", "prohibited"}:
            return "same"
        before, after = ("prohibited" if each == EXCLUDED else each for each in (before, after))
    if before == after:
        return "same"
    if {before, after} == free:
        return "not-looser" if after == "silent" else "not-stricter"
    if before in free:
        return "stricter"
    if after in free:
        return "looser"
    ladders = (("advised-against", "prohibited"), ("advised", "required"))
    for ladder in ladders:
        if {before, after} == set(ladder):
            return "stricter" if after == ladder[1] else "looser"
    return "open"


def direction(
    before: list[Rule], after: list[Rule], facts: list[str], terms: list[str]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the verdict, the terms it needs judged in some way, and what it rules out.

    Terms that both sides test may be judged alike; those of one side alone may be judged to be met,
    where that does not make up both sides of a mixed verdict.
    """
    alone, out, _ = _direction(before, after, facts, terms, ())
    if alone != "unclear":
        return alone, (), ()
    both = tuple(term for term in terms if _tests(before, term) and _tests(after, term))
    shared = both
    verdict, also_out, sure = _direction(before, after, facts, terms, shared)
    if verdict == "unclear":
        met = _direction(before, after, facts, terms, tuple(terms))
        if met[0] in ("stricter", "looser") or (met[0] == "mixed" and sure):
            verdict, also_out, shared = met[0], met[1], tuple(terms)
    if verdict == "unclear" and (out or not also_out):
        return "unclear", (), out
    for term in shared:
        fewer = tuple(each for each in shared if each != term)
        if _direction(before, after, facts, terms, fewer)[:2] == (verdict, also_out):
            shared = fewer
    return verdict, shared, also_out


def _tests(rules: list[Rule], term: str) -> bool:
    def named(condition: Any) -> bool:
        if isinstance(condition, dict):
            return condition.get("fact") == term or any(map(named, condition.values()))
        return isinstance(condition, list) and any(map(named, condition))

    return any(
        named(rule.get("criteria")) or named((rule.get("population") or {}).get("when"))
        for rule in rules
    )


def _direction(
    before: list[Rule],
    after: list[Rule],
    facts: list[str],
    terms: list[str],
    shared: tuple[str, ...],
) -> tuple[str, tuple[str, ...], bool]:
    """The verdict where some terms are judged alike and the rest anyhow.

    A rule that stands on both sides word for word is judged alike in any case.

    Returns:
        The verdict, what it rules out, and whether anybody certainly passes one way.
    """
    apart = [term for term in terms if term not in shared]
    hidden = [f"{term}@{side}" for term in apart for side in ("kept", "old", "new")]
    kept = [rule for rule in before if rule in after]
    hidden += [f"kept:{each}" for each in proses(kept)]
    hidden += [f"old:{each}" for each in proses([r for r in before if r not in kept])]
    hidden += [f"new:{each}" for each in proses([r for r in after if r not in kept])]

    def side(rules: list[Rule], name: str, worlds: Worlds) -> str:
        seen = [_Seen(rule, "kept" if rule in kept else name, apart) for rule in rules]
        return status(seen, worlds, offers=False)

    ever: set[str] = set()
    always: set[str] = set()
    for person in assignments([*facts, *shared]):
        seen = set()
        for unsettled in assignments(hidden):
            worlds = {**person, **unsettled}
            seen.add((side(before, "old", worlds), side(after, "new", worlds)))
        ever |= {passage(*each) for each in seen}
        told = {tuple("prohibited" if x == EXCLUDED else x for x in each) for each in seen}
        if len(told) == 1 and len({passage(*each) for each in seen}) == 1:
            always |= {passage(*each) for each in seen}
    ever.discard("same")
    if not ever:
        return "same", (), False
    if {"stricter", "looser"} <= always:
        return "mixed", (), True
    if ever == {"stricter"} and "stricter" in always:
        return "stricter", (), True
    if ever == {"looser"} and "looser" in always:
        return "looser", (), True
    out = []
    if not ever & {"stricter", "not-looser", "open"}:
        out.append("stricter")
    if not ever & {"looser", "not-stricter", "open"}:
        out.append("looser")
    return "unclear", tuple(out), bool(always & {"stricter", "looser"})


class _Seen(dict[str, Any]):
    """A rule as one side reads it: its terms and prose under names of that side."""

    def __init__(self, rule: Rule, name: str, apart: list[str]) -> None:
        super().__init__(rule)

        def renamed(condition: Any) -> Any:
            if not isinstance(condition, dict):
                return condition
            if "fact" in condition and condition["fact"] in apart:
                return {**condition, "fact": f"{condition['fact']}@{name}"}
            change: Callable[[Any], Any] = renamed
            return {
                key: [change(each) for each in part] if isinstance(part, list) else change(part)
                for key, part in condition.items()
            }

        self["ref"] = f"{name}:{rule['ref']}"
        self["narrows"] = [
            f"{side}:{each}" for each in rule.get("narrows", ()) for side in ("kept", "old", "new")
        ]
        if isinstance(rule.get("criteria"), dict):
            self["criteria"] = renamed(rule["criteria"])
        if "when" in (rule.get("population") or {}):
            self["population"] = {**rule["population"], "when": renamed(rule["population"]["when"])}
