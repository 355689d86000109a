"""What binds a person, against everybody there can be (laws 9 and 16)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

import guidance
from how_many import examples
from laws import oracle_people as oracle

FACTS = {
    "f": {"type": "yes-no", "label": "has f"},
    "g": {"type": "yes-no", "label": "has g"},
    "u": {"type": "undefined", "label": "is u", "because": "nobody says"},
}
NAMES = ["f", "g", "u"]
ACTIONS = {
    "start": {"label": "start it", "main": "yes"},
    "tests": {"label": "have tests"},
}
BEFORE, AFTER = "2019-03-01", "2019-09-01"
PLACES = ("GB-SCT", "GB-ENG", "FR")

_leaf = st.builds(
    lambda fact, yes: {"fact": fact} if yes else {"fact": fact, "is": "no"},
    st.sampled_from(NAMES),
    st.booleans(),
)
conditions = st.recursive(
    _leaf,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=2).map(lambda parts: {"all": parts}),
        st.lists(part, min_size=2, max_size=2).map(lambda parts: {"any": parts}),
        part.map(lambda one: {"not": one}),
    ),
    max_leaves=3,
)


@st.composite
def texts(draw: st.DrawFn, ref: str, text: str, others: tuple[str, ...]) -> dict[str, Any]:
    """One text of a rule."""
    force = draw(
        st.sampled_from(["must", "must-not", "should", "should-not", "may", "may", "information"])
    )
    rule: dict[str, Any] = {
        "ref": ref,
        "force": force,
        "kind": draw(st.sampled_from(["eligibility", "eligibility", "contraindication", "duty"])),
        "text": text,
        "standing": draw(st.sampled_from(["decision", "decision", "law", "advice", "information"])),
        "places": draw(st.sampled_from([[], ["GB"], ["GB-SCT"], ["FR", "GB"], ["FR"]])),
    }
    action = draw(st.sampled_from([None, None, "start", "tests", ["start", "tests"]]))
    if action is not None:
        rule["action"] = action
    population = draw(st.sampled_from([None, None, "when", "words", "both"]))
    if population is not None:
        rule["population"] = {"words": "some"}
        if population != "words":
            rule["population"]["when"] = draw(conditions)
    criteria = draw(st.sampled_from([None, "condition", "condition", "in-text"]))
    if criteria is not None:
        rule["criteria"] = draw(conditions) if criteria == "condition" else criteria
    if force == "may" and draw(st.booleans()):
        rule["only"] = True
    if others and draw(st.integers(0, 3)) == 0:
        rule["narrows"] = [draw(st.sampled_from(others))]
    return rule


@st.composite
def histories(draw: st.DrawFn, most: int = 3) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rules before and after a day; some stand on both sides."""
    before, after = [], []
    refs: tuple[str, ...] = ()
    for number in range(draw(st.integers(1, most))):
        ref = f"s{number}#p"
        life = draw(st.sampled_from(["kept", "gone", "new", "changed"]))
        first = draw(texts(ref, "The first text.", refs))
        if life in ("kept", "gone", "changed"):
            before.append(first)
        if life in ("kept", "new"):
            after.append(first)
        if life == "changed":
            # Another text under the same reference, in the same places.
            second = draw(texts(ref, "The second text.", refs))
            after.append({**second, "places": first["places"]})
        refs = (*refs, ref)
    return before, after


def corpus_of(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> guidance.Corpus:
    """The records of two sets of rules, each rule a source of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = {"format": "guidance/1", "topic": "t", "facts": FACTS, "actions": ACTIONS}
        _write(folder / "facts" / "t.json", sheet)
        plain = {"force": "information", "kind": "note", "text": "It is so.", "places": []}
        silent = {"ref": "z#p", "standing": "information", **plain}
        before, after = [*before, silent], [*after, silent]
        refs = {rule["ref"] for rule in (*before, *after)}
        for ref in sorted(refs):
            source = ref.partition("#")[0]
            head = {"format": "guidance/1", "source": source}
            _write(folder / source / "source.json", {**head, "title": source, "topics": ["t"]})
            old = next((rule for rule in before if rule["ref"] == ref), None)
            new = next((rule for rule in after if rule["ref"] == ref), None)
            if old is not None:
                version = _version(source, "v1", "2019-01-01", old, refs)
                if new is None:
                    version["events"] = {"over": {"label": "over", "date": "2019-06-01"}}
                    version["provisions"]["p"]["applies"] = {"until": "over"}
                _write(folder / source / "v1.json", version)
            if new is not None and new != old:
                _write(folder / source / "v2.json", _version(source, "v2", "2019-06-01", new, refs))
        return guidance.load(folder)


def _version(
    source: str, name: str, day: str, rule: dict[str, Any], refs: set[str]
) -> dict[str, Any]:
    provision = {key: rule[key] for key in ("force", "kind", "text", "action", "population",
                                            "criteria") if key in rule}  # fmt: skip
    provision["narrows"] = [each for each in rule.get("narrows", ()) if each in refs]
    if rule.get("only"):
        provision["only"] = "yes"
    if rule["places"]:
        provision["jurisdictions"] = rule["places"]
    return {
        "format": "guidance/1",
        "source": source,
        "version": name,
        "extent": "partial",
        "published": day,
        "standing": rule["standing"],
        "document": {"title": name},
        "provisions": {"p": {"title": "T", "cite": {"section": "1"}, **provision}},
    }


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")


people = st.dictionaries(st.sampled_from(NAMES), st.booleans())


def facts_of(known: dict[str, bool]) -> list[str]:
    return [f"{name}={'yes' if value else 'no'}" for name, value in known.items()]


def _at(places: Any, place: str, corpus: guidance.Corpus) -> Any:
    """The group of places that one of the smallest places belongs to."""
    cells = corpus._registry.gazetteer.cells(place)
    return [each for each in places if any(part.cells & cells for part in each.places)]


class TestEvaluate:
    """Every person, in every place, for every action: the outcomes that everybody shows."""

    @settings(max_examples=examples(80))
    @given(histories(), people, st.sampled_from(PLACES), st.booleans())
    def test_the_outcomes_left_open(self, history, known, place, asked):
        before, after = history
        corpus = corpus_of(before, after)
        for day, rules in ((BEFORE, before), (AFTER, after)):
            found = corpus.evaluate(
                day, facts_of(known), topic="t", jurisdiction=place if asked else None
            )
            groups = _at(found.places, place, corpus)
            assert len(groups) <= 1
            for action in ACTIONS:
                mine = oracle.rules_in(rules, place, action, "start")
                expected = oracle.possible(mine, NAMES, known)
                if not groups:
                    assert expected == {"silent"}
                    continue
                told = next(each for each in groups[0].actions if each.action == action)
                assert set(told.possible) == expected, (action, day)
                words = {oracle.ONE_WORD[each] for each in expected}
                assert told.one_word == (words.pop() if len(words) == 1 else "undetermined")
                event(f"{action}: {sorted(expected)}")

    @settings(max_examples=examples(40))
    @given(histories(), people)
    def test_one_word_is_certain_only_where_all_places_agree(self, history, known):
        before, _ = history
        corpus = corpus_of(before, [])
        found = corpus.evaluate(BEFORE, facts_of(known), topic="t")
        words = {
            oracle.ONE_WORD[outcome]
            for place in PLACES
            if any(
                not rule["places"] or {*rule["places"]} & {*oracle.INSIDE[place]}
                for rule in before
                if oracle.actions_of(rule, "start")
            )
            for outcome in oracle.possible(
                oracle.rules_in(before, place, "start", "start"), NAMES, known
            )
        }
        if found.outcome != "undetermined":
            assert words <= {found.outcome}

    @settings(max_examples=examples(40))
    @given(histories(2), people, st.sampled_from(PLACES))
    def test_what_would_be_different(self, history, known, place):
        before, _ = history
        corpus = corpus_of(before, [])
        found = corpus.evaluate(BEFORE, facts_of(known), topic="t", jurisdiction=place)
        for each in found.on_action("start"):
            if each.different_with is None:
                continue
            other = {**known, **{k.fact: bool(k.value) for k in each.different_with}}
            rules = oracle.rules_in(before, place, "start", "start")
            words = {oracle.ONE_WORD[o] for o in oracle.possible(rules, NAMES, other)}
            assert len(words) == 1
            assert each.one_word not in words


_RULE = {"kind": "eligibility", "text": "The first text.", "standing": "decision", "places": []}
_DUTY = {**_RULE, "ref": "s0#p", "force": "must", "criteria": {"fact": "f"}}
_ADVICE = {**_RULE, "ref": "s1#p", "force": "should", "narrows": ["s0#p"],
           "criteria": {"fact": "f", "is": "no"}}  # fmt: skip
_BAN = {**_ADVICE, "force": "must-not", "criteria": {"fact": "g"}}


class TestDirection:
    """Law 9, against everybody: the verdict, what it is provided on, and every witness."""

    @example(([_DUTY, _ADVICE], [_DUTY]), "GB-SCT")  # advice silences only where it holds
    @example(([_DUTY, _BAN], [_DUTY, {**_ADVICE, "criteria": {"fact": "u"}}]), "FR")
    @settings(max_examples=examples(80))
    @given(histories(), st.sampled_from(PLACES))
    def test_against_everybody(self, history, place):
        before, after = history
        corpus = corpus_of(before, after)
        found = corpus.direction(BEFORE, AFTER, topic="t", jurisdiction=place)
        for group in _at(found.places, place, corpus):
            for told in group.actions:
                sides = [
                    oracle.rules_in(rules, place, told.action, "start") for rules in (before, after)
                ]
                verdict, provided, out = oracle.direction(*sides, ["f", "g"], ["u"])
                if told.overall.because == ("reworded",):
                    assert verdict == "same"
                    continue
                if told.overall.verdict != verdict and "part" in told.overall.because:
                    event("weaker than its parts allow")
                    assert told.overall.verdict == "unclear"
                    continue
                assert told.overall.verdict == verdict
                assert {*told.overall.provided, *told.overall.met} == set(provided)
                assert set(told.overall.ruled_out) == set(out)
                for witness in told.overall.witnesses:
                    _really_differs(witness, sides)
                for through in told.through:
                    _really_differs(through.share.witness, sides)
                    assert (
                        oracle.passage(through.share.witness.before, through.share.witness.after)
                        == through.share.way
                    )
                event(f"{verdict} {provided} {out}")

    @settings(max_examples=examples(20))
    @given(histories(2))
    def test_mirror_and_reflexive(self, history):
        before, after = history
        there, back = corpus_of(before, after), corpus_of(after, before)
        same = there.direction(BEFORE, BEFORE, topic="t")
        assert same.overall.verdict == "same"
        mirror = {"stricter": "looser", "looser": "stricter"}
        for place in PLACES:
            one = there.direction(BEFORE, AFTER, topic="t", jurisdiction=place).overall
            two = back.direction(BEFORE, AFTER, topic="t", jurisdiction=place).overall
            assert two.verdict == mirror.get(one.verdict, one.verdict)
            assert set(two.ruled_out) == {mirror[each] for each in one.ruled_out}


def _really_differs(witness: Any, sides: list[list[dict[str, Any]]]) -> None:
    """Everybody with the witness's facts passes so, whatever prose rules turn out to say."""
    known = {each.fact: bool(each.value) for each in witness.person}
    left = [name for name in NAMES if name not in known]
    prose = {name for side in sides for name in oracle.proses(side)}
    for rest in oracle.assignments([*left, *sorted(prose)]):
        worlds = {**known, **rest}
        told = [oracle.status(side, worlds, offers=False) for side in sides]
        told = ["prohibited" if each == oracle.EXCLUDED else each for each in told]
        assert told == [witness.before, witness.after]


class TestAddingRules:
    """Law 16: what acts on nobody settles nothing; a ban on everybody lets nobody through."""

    @settings(max_examples=examples(30))
    @given(histories(2), people, texts("s9#p", "More.", ()), st.sampled_from(PLACES))
    def test_a_rule_about_no_action_changes_nothing(self, history, known, more, place):
        before, _ = history
        more = {**more, "kind": "duty"}
        more.pop("action", None)
        alone, beside = corpus_of(before, []), corpus_of([*before, more], [])
        told = [
            _possible(each, known, place, action) for each in (alone, beside) for action in ACTIONS
        ]
        assert told[:2] == told[2:]

    @settings(max_examples=examples(30))
    @given(histories(2), people, texts("s9#p", "More.", ()), st.sampled_from(PLACES))
    def test_a_rule_that_does_not_speak_of_somebody_changes_nothing_for_them(
        self, history, known, more, place
    ):
        before, _ = history
        other = "no" if known.setdefault("f", True) else "yes"
        more = {**more, "population": {"words": "others", "when": {"fact": "f", "is": other}}}
        alone, beside = corpus_of(before, []), corpus_of([*before, more], [])
        for action in ACTIONS:
            assert _possible(alone, known, place, action) == _possible(beside, known, place, action)

    @settings(max_examples=examples(40))
    @given(histories(3), people, st.sampled_from(PLACES))
    def test_a_prohibition_without_its_criteria_allows_nobody_more(self, history, known, place):
        before, _ = history
        wider = [
            {key: part for key, part in rule.items() if key != "criteria"}
            if rule["force"] == "must-not" and isinstance(rule.get("criteria"), dict)
            and not rule.get("narrows")
            else rule
            for rule in before
        ]  # fmt: skip
        for action in ACTIONS:
            words = [
                {
                    oracle.ONE_WORD[each]
                    for each in _possible(corpus_of(rules, []), known, place, action)
                }
                for rules in (before, wider)
            ]
            assert not (words[0] == {"not-allowed"} and words[1] == {"allowed"})


def _possible(corpus: guidance.Corpus, known: dict[str, bool], place: str, action: str) -> set[str]:
    found = corpus.evaluate(BEFORE, facts_of(known), topic="t", jurisdiction=place)
    return {each for told in found.on_action(action) for each in told.possible}


@pytest.mark.parametrize("place", PLACES)
def test_the_generator_reaches_every_verdict(place):
    """The laws above are about something: each kind of answer comes up by hand."""
    ban = {"ref": "s0#p", "force": "must-not", "kind": "eligibility", "text": "No.",
           "standing": "decision", "places": []}  # fmt: skip
    corpus = corpus_of([], [ban])
    assert corpus.evaluate(AFTER, [], topic="t", jurisdiction=place).outcome == "not-allowed"
