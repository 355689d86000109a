"""What the guidance makes of a person, in words: at most six lines, the verdict first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guidance.wording.briefs import shorter_title
from guidance.wording.days import exact_words, past_words, when_words
from guidance.wording.people import (
    OUTCOMES,
    TOO_LARGE,
    UNDECLARED,
    asked_words,
    criterion_words,
    person_words,
    terms_words,
)
from guidance.wording.places import places_words
from guidance.wording.terms import capital, listed, quoted

if TYPE_CHECKING:
    from guidance.answers.entries import Entry
    from guidance.directions.rulings import ActionRuling, Beside, PlaceRuling, Ruling
    from guidance.logic.because import SettledTest
    from guidance.records.criteria import FactSheet

Sources = Mapping[str, str]
"""What people call each source, by its name."""

MOST_LINES = 6
_MOST_TESTS = 4
_VERBS = {
    "required": "must",
    "advised": "should",
    "permitted": "may",
    "advised-against": "should not",
    "prohibited": "must not",
}
_RULINGS = {"allowed": "allowed", "not-allowed": "not allowed", "undetermined": "undetermined"}


def ruling_lines(ruling: Ruling, sheet: FactSheet, sources: Sources) -> list[str]:
    """The whole answer in at most six lines: verdict, why, what else is said, what would differ.

    The places that rules name come first. What does not fit is in the places of the ruling itself.
    """
    lead, *elsewhere = sorted(ruling.places, key=lambda place: not place.is_stated)
    main, *others = lead.actions
    where = f"{capital(places_words(lead.places))}: " if elsewhere else ""
    verdict = _in_place(where, main_sentence(main, sheet, sources))
    if why := why_sentence(main, sheet):
        verdict = f"{verdict} {why}"
    beside = list(beside_sentences(main, sources, [tension.other for tension in ruling.tensions]))
    spoken = [action for action in others if action.rules]
    lines = [
        ruling_headline(ruling, sheet),
        verdict,
        " ".join(beside),
        different_sentence(main, sheet),
        " ".join(action_sentence(action, sheet, sources) for action in spoken),
        " ".join(_elsewhere(place, lead, sheet, sources) for place in elsewhere),
    ]
    return [words for words in lines if words]


def ruling_headline(ruling: Ruling, sheet: FactSheet) -> str:
    """Say what the guidance makes of a person, and what leaves it open."""
    start = f"On {exact_words(ruling.on)}: {_RULINGS[ruling.outcome]}"
    if ruling.outcome != "undetermined":
        days = _whether(ruling)
        either = f", either way: whether {days} makes no difference" if days else ""
        return f"{start}{_said_of_main(ruling, sheet)}{either}."
    reasons = {
        "no-evidence": "there is no record from then",
        "silence": "nothing speaks of this person, or it may be that nothing does",
        "places": "it differs by place",
        "missing": f"it is not known: {listed(asked_words(m, sheet) for m in ruling.missing)}",
        "undefined": f"the sources do not define {terms_words(ruling.undefined)}",
        "undeclared": UNDECLARED,
        "too-large": TOO_LARGE,
        "not-settled": f"it depends on whether {_whether(ruling)}",
    }
    told = [words for code, words in reasons.items() if code in ruling.because]
    return f"{start}: {'; '.join(told)}." if told else f"{start}."


def main_sentence(ruling: ActionRuling, sheet: FactSheet, sources: Sources) -> str:
    """The verdict on the main action, with who says so: "Should not start it, says …"."""
    if ruling.outcome in ("silent", "undetermined") or not sheet.actions:
        return action_sentence(ruling, sheet, sources)
    verb = f"{_VERBS[ruling.outcome]} {ruling.label}"
    return f"{capital(verb)}{_by(ruling, sources)}.{_stronger(ruling)}"


def action_sentence(ruling: ActionRuling, sheet: FactSheet, sources: Sources) -> str:
    """Say what is made of a person about one action, and who says so.

    Args:
        ruling: What is made of them.
        sheet: The facts.
        sources: What people call each source.
    """
    what = f"{capital(ruling.label)}: " if sheet.actions else ""
    if ruling.outcome == "silent":
        of_others = _said_of_others(ruling, sources)
        said = capital(f"{what}nothing is said of this person")
        return f"{said}{f'; {of_others}' if of_others else ''}."
    if ruling.outcome == "undetermined":
        said = capital(f"{what}cannot be settled{_may_be(ruling)}")
        return f"{said}.{_open(ruling, sheet)}"
    verdict = _VERBS[ruling.outcome] if what else OUTCOMES[ruling.outcome]
    return f"{capital(f'{what}{verdict}')}{_by(ruling, sources)}.{_stronger(ruling)}"


def _may_be(ruling: ActionRuling) -> str:
    """What may come out; nothing where it only is open whether anything is said."""
    may = [OUTCOMES[outcome] for outcome in ruling.possible if outcome != "silent"]
    if not may:
        return ""
    silent = ", or nothing may be said of them" if "silent" in ruling.possible else ""
    return f"; it may be {listed(may, 'or')}{silent}"


def why_sentence(ruling: ActionRuling, sheet: FactSheet) -> str:
    """Say how what the deciding rules ask comes out for the person, and by which facts."""
    told = dict.fromkeys(_settled_words(reason, sheet) for reason in ruling.why)
    if not told:
        return ""
    words = list(told)[:_MOST_TESTS]
    more = [f"{len(told) - _MOST_TESTS} more"] if len(told) > _MOST_TESTS else []
    return f"Why: {'; '.join([*words, *more])}."


def beside_sentences(
    ruling: ActionRuling, sources: Sources, in_tension: Sequence[Entry] = ()
) -> Iterator[str]:
    """Say what else bears on a person and does not decide, each source for itself.

    Args:
        ruling: What is made of them about one action.
        sources: What people call each source.
        in_tension: What records mark as possibly contradicting what decides.
    """
    ranks = {entry.standing for entry in ruling.deciding}
    marked = {entry.ref for entry in in_tension}
    for beside in ruling.beside:
        if not beside.contradicts and (beside.entry.standing in ranks or beside.says is None):
            continue
        tension = " The two are in tension." if beside.entry.ref in marked else ""
        yield f"{_besides(beside, sources)}{tension}"


def different_sentence(ruling: ActionRuling, sheet: FactSheet) -> str:
    """Say who nearest to the person would be treated otherwise."""
    other = ruling.different_with
    if other is None or not len(other):
        return ""
    is_judged = any(sheet.facts[known.fact].type == "undefined" for known in other)
    judged = " (what stands in quotes is for somebody to judge)" if is_judged else ""
    return f"It would be different for {person_words(other, sheet)}{judged}."


def open_words(ruling: ActionRuling, sheet: FactSheet) -> str:
    """What leaves it open whether a ruling is stronger, as sentences."""
    return _open(ruling, sheet).strip()


def _in_place(where: str, sentence: str) -> str:
    return f"{where}{sentence[:1].lower()}{sentence[1:]}" if where else sentence


def _elsewhere(place: PlaceRuling, lead: PlaceRuling, sheet: FactSheet, sources: Sources) -> str:
    """What is otherwise in other places, about any action."""
    told: list[str] = []
    for action, first in zip(place.actions, lead.actions, strict=True):
        if _makes(action) != _makes(first):
            sentence = main_sentence if action.is_main else action_sentence
            told.append(sentence(action, sheet, sources))
    where = f"{capital(places_words(place.places))}: "
    return _in_place(where, " ".join(told)) if told else ""


def _makes(ruling: ActionRuling) -> object:
    return ruling.possible, ruling.missing, ruling.undefined


def _settled_words(settled: SettledTest, sheet: FactSheet) -> str:
    """How a test comes out: "no relapses within 12 months (0 relapses within 24 months)"."""
    from guidance.logic import Person

    words = criterion_words(settled.test, sheet, holds=settled.holds)
    is_flag = sheet.facts[settled.test.fact].type in ("yes-no", "undefined")
    if not settled.rests_on or (settled.is_said and is_flag):
        return words
    known = person_words(Person(settled.rests_on), sheet).removeprefix("a person ")
    return f"{words} ({known.removeprefix('with ').removeprefix('who ')})"


def _besides(beside: Beside, sources: Sources) -> str:
    who = capital(f"{_name(beside.entry, sources)} ({beside.entry.standing})")
    title = quoted(beside.entry.provision.title)
    if beside.says is None:
        return f"{who}: {title} may say otherwise."
    text = quoted(beside.entry.provision.text)
    if beside.says == "prohibited" and beside.entry.provision.only:
        return f"{who}: outside what {title} permits: {text}."
    return f"{who}: {_VERBS[beside.says]}, by {title}: {text}."


def _by(ruling: ActionRuling, sources: Sources) -> str:
    holding = _holding(ruling)
    return f", {_says(holding, sources)}" if holding else ""


def _holding(ruling: ActionRuling) -> Sequence[Entry]:
    certain = [entry for entry in ruling.deciding if entry.ref in ruling.certain]
    return certain or ruling.deciding


def _stronger(ruling: ActionRuling) -> str:
    """That it may be more than is certain, and by which rules."""
    verbs = [_VERBS[outcome] for outcome in ruling.possible if outcome != ruling.outcome]
    if not verbs:
        return ""
    holding = _holding(ruling)
    others = [quoted(entry.provision.title) for entry in ruling.deciding if entry not in holding]
    return f" It may even be “{listed(verbs, 'or')}”: see {listed(others)}."


def _said_of_main(ruling: Ruling, sheet: FactSheet) -> str:
    outcomes = {
        action.outcome for place in ruling.places for action in place.actions if action.is_main
    }
    if not sheet.actions or len(outcomes) != 1:
        return ""
    label = next(action.label for action in ruling.places[0].actions if action.is_main)
    return f" — {_VERBS[outcomes.pop()]} {label}"


def _whether(ruling: Ruling) -> str:
    return listed((f"{past_words(w)} ({when_words(w)})" for w in ruling.depends_on), "and whether")


def _open(ruling: ActionRuling, sheet: FactSheet) -> str:
    """What leaves it open, as sentences."""
    told = []
    if ruling.missing:
        told.append(f"Not known: {listed(asked_words(fact, sheet) for fact in ruling.missing)}.")
    if ruling.undefined:
        told.append(f"Not defined: {terms_words(ruling.undefined)}.")
    if ruling.to_read:
        titles = listed([quoted(entry.provision.title) for entry in ruling.to_read])
        told.append(f"To be read: {titles}.")
    if "too-large" in ruling.because:
        told.append(f"{capital(TOO_LARGE)}.")
    return "".join(f" {words}" for words in told)


def _said_of_others(ruling: ActionRuling, sources: Sources) -> str:
    told = []
    for entry in ruling.rules:
        population = entry.provision.population
        whom = population.words if population else "some people"
        verb = entry.provision.force.replace("-", " ")
        told.append(f"of {whom}: {verb}, {_says([entry], sources)}")
    return "; ".join(told)


def _says(entries: Iterable[Entry], sources: Sources) -> str:
    """Who says it, by which statement: "says the page (information): “…”"."""
    by: dict[str, list[str]] = {}
    for entry in entries:
        who = f"{_name(entry, sources)} ({entry.standing})"
        by.setdefault(who, []).append(quoted(entry.provision.text))
    return "; ".join(f"says {who}: {listed(texts)}" for who, texts in by.items())


def _name(entry: Entry, sources: Sources) -> str:
    """What people call the source of an entry, as it reads inside a sentence."""
    title = shorter_title(sources[entry.ref.partition("#")[0]])
    return f"the {title.removeprefix('The ')}" if title.startswith("The ") else title
