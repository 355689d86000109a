"""People in words, and what the guidance makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from guidance.wording.days import exact_words, past_words, period_words, when_words
from guidance.wording.places import place_words
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.directions.rulings import ActionRuling, Ruling
    from guidance.logic import AskedFact, Known, Outcome, Person
    from guidance.records.criteria import FactSheet
    from guidance.records.parts import Part

OUTCOMES = {
    "required": "required",
    "advised": "advised",
    "permitted": "permitted",
    "silent": "nothing said of them",
    "advised-against": "advised against",
    "prohibited": "prohibited",
}
_VERBS = {
    "required": "must",
    "advised": "should",
    "permitted": "may",
    "advised-against": "should not",
    "prohibited": "must not",
}
_RULINGS = {"allowed": "allowed", "not-allowed": "not allowed", "undetermined": "undetermined"}
UNDECLARED = "what some rules ask, or whom they speak of, stands only in their text"
TOO_LARGE = "it is too large to decide here"
_PARTICIPLE = re.compile(r"has (?:already |ever )?(?:had|been|\w+ed)\b")


def person_words(person: Person, sheet: FactSheet | None) -> str:
    """Describe a person by what is known: "a person who has …, and with 0 relapses within …"."""
    who, figures = [], []
    for known in person:
        if isinstance(known.value, bool):
            who.append(_flag(known, sheet))
        else:
            figures.append(_figure(known, sheet))
    words = f"a person who {listed(who)}" if who else "a person"
    return f"{words} ({'; '.join(figures)})" if figures else words


def with_words(person: Person, sheet: FactSheet) -> str:
    """What would have to be so, as it reads after "somebody who"."""
    return person_words(person, sheet).removeprefix("a person who ").removeprefix("a person ")


def asked_words(asked: AskedFact, sheet: FactSheet) -> str:
    """A fact that is asked for, as a person would ask for it."""
    within = f" within {period_words(asked.within)}" if asked.within else ""
    return f"{label_of(asked.fact, sheet)}{within} ({asked})"


def label_of(name: str, sheet: FactSheet | None) -> str:
    """What people call a fact."""
    fact = sheet.facts.get(name) if sheet else None
    return fact.label if fact else name.replace("-", " ")


def terms_words(names: Iterable[str], sheet: FactSheet | None) -> str:
    """Undefined terms, quoted."""
    return listed([quoted(label_of(name, sheet)) for name in names])


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
    return f"(not so: {label})"


def unit_words(figure: object, unit: str) -> str:
    """A figure with its unit: "2 therapies", "1 therapy"."""
    if str(figure) == "1":
        head, space, rest = unit.partition(" ")
        if head.endswith("ies"):
            head = f"{head[:-3]}y"
        elif head.endswith("s") and not head.endswith("ss") and len(head) > 3:
            head = head[:-1]
        unit = head + space + rest
    return f"{figure} {unit}"


def _flag(known: Known, sheet: FactSheet | None) -> str:
    fact = sheet.facts.get(known.fact) if sheet else None
    label = label_of(known.fact, sheet)
    return label if known.value else (fact and fact.otherwise) or not_so(label)


def _figure(known: Known, sheet: FactSheet | None) -> str:
    fact = sheet.facts.get(known.fact) if sheet else None
    label = label_of(known.fact, sheet)
    if fact and fact.type == "choice":
        return f"{label}: {str(known.value).replace('-', ' ')}"
    if known.within:
        return f"{label} within {period_words(known.within)}: {known.value}"
    # A unit that the label names already is not said twice.
    if fact and fact.unit and fact.unit.split()[-1].casefold() not in label.casefold():
        return f"{label}: {unit_words(known.value, fact.unit)}"
    return f"{label}: {known.value}"


# -- rulings ---------------------------------------------------------------------------------------


def ruling_headline(ruling: Ruling, sheet: FactSheet) -> str:
    """Say what the guidance makes of a person, and what leaves it open."""
    start = f"On {exact_words(ruling.on)}: {_RULINGS[ruling.outcome]}"
    if ruling.outcome != "undetermined":
        saying = _said_of_main(ruling, sheet)
        days = _whether(ruling)
        either = f", either way: whether {days} makes no difference" if days else ""
        return f"{start}{saying}{either}."
    reasons = {
        "no-evidence": "there is no record from then",
        "silence": "nothing speaks of this person, or it may be that nothing does",
        "places": "it differs by place",
        "missing": f"it is not known: {listed(asked_words(m, sheet) for m in ruling.missing)}",
        "undefined": f"the source does not define {terms_words(ruling.undefined, sheet)}",
        "undeclared": UNDECLARED,
        "too-large": TOO_LARGE,
        "not-settled": f"it depends on whether {_whether(ruling)}",
    }
    found = [words for code, words in reasons.items() if code in ruling.because]
    return f"{start}: {'; '.join(found)}." if found else f"{start}."


def places_words(places: Iterable[Part]) -> str:
    """A group of places, as it starts a line: "In England", "Outside the European Union"."""
    return capital(listed([place_words(part).strip() for part in places]))


def action_sentence(ruling: ActionRuling, sheet: FactSheet, sources: Mapping[str, str]) -> str:
    """Say what is made of a person about one action, and who says so.

    Args:
        ruling: What is made of them.
        sheet: The facts.
        sources: What people call each source.
    """
    what = capital(ruling.label) if sheet.actions else "In one word"
    if ruling.outcome == "silent":
        return f"{what}: nothing is said of this person.{_said_of_others(ruling, sources)}"
    if ruling.outcome == "undetermined":
        may = [OUTCOMES[each] for each in ruling.possible]
        return f"{what}: cannot be settled; {listed(may, 'or')}.{_why(ruling, sheet)}"
    verb = _VERBS[ruling.outcome]
    holding = [each for each in ruling.deciding if each.ref in ruling.certain] or ruling.deciding
    by = f", {_says(holding, sources)}" if holding else ""
    sentence = f"{what}: {verb}{by}."
    stronger = [_VERBS[each] for each in ruling.possible if each != ruling.outcome]
    if stronger:
        others = [quoted(each.provision.title) for each in ruling.deciding if each not in holding]
        sentence += f" It may be “{listed(stronger, 'or')}”: see {listed(others)}."
    return sentence + _why(ruling, sheet)


def beside_sentences(ruling: ActionRuling, sources: Mapping[str, str]) -> Iterator[str]:
    """Say what else bears on a person and does not decide, each source for itself."""
    ranks = {each.standing for each in ruling.deciding}
    for each in ruling.beside:
        if not each.contradicts and (each.entry.standing in ranks or each.says is None):
            continue
        who = f"{sources[_source(each.entry)]} ({each.entry.standing})"
        title = quoted(each.entry.provision.title)
        if each.says == "prohibited" and each.entry.provision.only:
            yield f"{who}: outside what {title} permits."
        elif each.says is None:
            yield f"{who}: {title} may say otherwise."
        else:
            yield f"{who}: {_VERBS[each.says]}, by {title}."


def different_sentence(ruling: ActionRuling, sheet: FactSheet) -> str:
    """Say who nearest to the person would be treated otherwise."""
    if ruling.different_with is None or not len(ruling.different_with):
        return ""
    return f"It would be different for somebody who {with_words(ruling.different_with, sheet)}."


def _said_of_main(ruling: Ruling, sheet: FactSheet) -> str:
    outcomes: set[Outcome] = {
        each.outcome  # type: ignore[misc]
        for place in ruling.places
        for each in place.actions
        if each.is_main
    }
    if not sheet.actions or len(outcomes) != 1:
        return ""
    label = next(each.label for each in ruling.places[0].actions if each.is_main)
    return f" — {_VERBS[outcomes.pop()]} {label}"


def _whether(ruling: Ruling) -> str:
    return listed((f"{past_words(w)} ({when_words(w)})" for w in ruling.depends_on), "and whether")


def _why(ruling: ActionRuling, sheet: FactSheet) -> str:
    """What leaves it open, as sentences."""
    found = []
    if ruling.missing:
        found.append(f"Not known: {listed(asked_words(each, sheet) for each in ruling.missing)}.")
    if ruling.undefined:
        found.append(f"Not defined: {terms_words(ruling.undefined, sheet)}.")
    if ruling.to_read:
        titles = listed([quoted(each.provision.title) for each in ruling.to_read])
        found.append(f"To be read: {titles}.")
    if "too-large" in ruling.because:
        found.append(f"{capital(TOO_LARGE)}.")
    return "".join(f" {each}" for each in found)


def _said_of_others(ruling: ActionRuling, sources: Mapping[str, str]) -> str:
    found = []
    for entry in ruling.rules:
        population = entry.provision.population
        whom = population.words if population else "some people"
        verb = entry.provision.force.replace("-", " ")
        found.append(f"Of {whom}: {verb}, {_says([entry], sources)}.")
    return "".join(f" {each}" for each in found)


def _says(entries: Iterable[Entry], sources: Mapping[str, str]) -> str:
    """Who says it, by which statement: "says the page (information): “…”"."""
    by: dict[str, list[str]] = {}
    for each in entries:
        who = f"{sources[_source(each)]} ({each.standing})"
        by.setdefault(who, []).append(quoted(each.provision.text))
    return "; ".join(f"says {who}: {listed(texts)}" for who, texts in by.items())


def _source(entry: Entry) -> str:
    return entry.ref.partition("#")[0]
