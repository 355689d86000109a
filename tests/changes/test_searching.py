"""Which texts held some words, when, and in which words they came and went."""

from __future__ import annotations

from datetime import date

import pytest

import guidance
from guidance import QueryError, State
from guidance.changes.searching import words_in
from laws.asking import days_around
from laws.engine import load
from laws.generators import at_random
from laws.small import act, corpus, says, version


def edition(*versions):
    return load(corpus(*versions))


def told(found):
    return [
        (
            hit.ref,
            hit.provision.text,
            [(str(each.first), str(each.last), each.state.value) for each in hit.stretches],
        )
        for hit in found.hits
    ]


RULES = (
    version("s@1", "2020-01-10", says("p", "Drink warm milk.")),
    version("s@2", "2020-03-01", says("p", "Drink warm water."), says("q", "No MILK at all.")),
    version("s@3", "2020-05-01", act("ends", "s#q")),
)


class TestWhen:
    def test_each_text_with_the_days_on_which_it_held(self):
        found = edition(*RULES).search("milk")
        assert told(found) == [
            ("s#p", "Drink warm milk.", [("2020-01-10", "2020-02-29", "in-force")]),
            ("s#q", "No MILK at all.", [("2020-03-01", "2020-04-30", "in-force")]),
        ]
        assert found.words == ("milk",)

    def test_on_a_day_only_what_was_there(self):
        rules = edition(*RULES)
        assert [hit.ref for hit in rules.search("milk", on="2020-02-29").hits] == ["s#p"]
        assert [hit.ref for hit in rules.search("milk", on="2020-03-01").hits] == ["s#q"]
        assert rules.search("milk", on="2020-05-01").hits == ()
        assert rules.search("milk", on="2020-01-09").hits == ()

    def test_how_it_came_and_went(self):
        milk, water = edition(*RULES).search("warm").hits
        pieces = [(piece.kind, piece.text) for piece in milk.went]
        assert pieces == [(piece.kind, piece.text) for piece in water.came]
        assert ("deleted", " milk") in pieces
        assert ("inserted", " water") in pieces
        assert milk.came == water.went == ()

    def test_all_words_whole_and_whatever_their_capitals(self):
        rules = edition(*RULES)
        assert [hit.ref for hit in rules.search("MILK warm").hits] == ["s#p"]
        assert rules.search("mil").hits == ()
        assert [hit.ref for hit in rules.search("title milk").hits] == ["s#p", "s#q"]

    def test_a_text_to_come_is_found_as_upcoming(self):
        rules = edition(
            version(
                "s@1",
                "2020-01-10",
                says("p", "Milk.", applies={"from": "e"}),
                events={"e": "2020-02-01"},
            )
        )
        (hit,) = rules.search("milk").hits
        assert [(s.state, str(s.first)) for s in hit.stretches] == [
            (State.UPCOMING, "2020-01-10"),
            (State.IN_FORCE, "2020-02-01"),
        ]

    def test_where_it_is_open_which_text_held_each_is_found_as_undetermined(self):
        rules = edition(
            version("s@1", "2020-01-10", says("p", "Old milk.")),
            version(
                "s@2",
                "2020-01-20",
                says("p", "New milk.", applies={"from": "e"}),
                events={"e": "2020-03"},
            ),
        )
        found = rules.search("milk", on="2020-03-15")
        assert [(hit.provision.text, hit.state_on(found.on)) for hit in found.hits] == [
            ("Old milk.", State.UNDETERMINED),
            ("New milk.", State.UNDETERMINED),
        ]

    def test_as_known_on_a_day(self):
        rules = edition(*RULES)
        found = rules.search("milk", known_on="2020-02-01")
        assert told(found) == [("s#p", "Drink warm milk.", [("2020-01-10", "None", "in-force")])]

    def test_a_corrected_text_is_found_as_it_reads(self):
        rules = edition(
            version("s@1", "2020-01-10", says("p", "Drink milk.")),
            version("s@2", "2020-02-10", act("corrects", "s#p", set={"text": "Drink oil."})),
        )
        assert rules.search("milk").hits == ()
        assert [hit.ref for hit in rules.search("oil").hits] == ["s#p"]

    def test_no_word_is_refused(self):
        with pytest.raises(QueryError, match="no word"):
            edition(*RULES).search(" … ")

    def test_names_are_checked(self):
        with pytest.raises(guidance.UnknownNameError):
            edition(*RULES).search("milk", source="x")


class TestTheLaw:
    """A text is found on a day exactly where the answer for that day shows it, or may."""

    @pytest.mark.parametrize("seed", range(40))
    def test_it_finds_what_the_answers_say(self, seed):
        rules = load(at_random(seed))
        words = sorted(
            {
                word
                for version_ in rules.versions.values()
                for each in version_.provisions.values()
                for word in words_in(each.text)
            }
        )
        for word in words[:4]:
            everything = rules.search(word)
            for day in days_around(at_random(seed))[::3]:
                shown = {
                    (hit.ref, hit.part, hit.provision.text)
                    for hit in rules.search(word, on=day).hits
                }
                expected = set()
                for ref in rules.provisions:
                    for span in rules.history(ref):
                        if span.entry.state in (State.ENDED, State.NO_EVIDENCE, State.UNDETERMINED):
                            continue
                        is_then = (span.first is None or span.first.isoformat() <= day) and (
                            span.last is None or day <= span.last.isoformat()
                        )
                        if is_then and word in words_in(
                            f"{span.entry.provision.title} {span.entry.provision.text}"
                        ):
                            expected.add((ref, span.entry.part, span.entry.provision.text))
                certain = {
                    (hit.ref, hit.part, hit.provision.text)
                    for hit in everything.hits
                    if (state := hit.state_on(date.fromisoformat(day))) is not None
                    and state is not State.UNDETERMINED
                }
                assert certain == expected
                assert certain <= shown
