"""Sentences with slots: filled in, they are the sentences that the library says of the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidance
from guidance.engine.states import State
from guidance.wording import coverage_sentence, source_sentence
from guidance.wording.asked import AskedDay, Slots
from guidance.wording.conditions import case_words
from guidance.wording.gists import Gist
from guidance.wording.headlines import gist_headline
from guidance.wording.reasons import reasons, settled_reasons
from laws.loaded import days_of, loaded_corpora


def with_slots():
    slots = Slots()
    return slots, AskedDay(
        slots.mark("on"),
        slots.mark("known"),
        lambda earliest, latest: slots.mark((earliest, latest)),
    )


def filled(slots, sentence, asked):
    words = {"on": asked.on, "known": asked.known_on}
    return "".join(
        asked.age(*piece) if isinstance(piece, tuple) else words.get(piece, piece)
        for piece in slots.divide(sentence)
    )


@given(corpus=loaded_corpora(), data=st.data())
def test_filled_in_they_are_what_is_said_of_the_day(corpus, data):
    on = data.draw(days_of(corpus))
    known_on = data.draw(st.none() | days_of(corpus))
    answer = corpus.as_of(on, known_on=known_on)
    slots, asked = with_slots()
    exact = AskedDay.of(on, known_on)
    pairs = [
        (
            gist_headline(Gist.of(answer), answer.coverage, asked),
            guidance.headline(answer),
        ),
        (coverage_sentence(answer.coverage, asked), coverage_sentence(answer.coverage)),
    ]
    pairs += [
        (source_sentence(source, asked), source_sentence(source, on))
        for source in answer.coverage.sources
    ]
    for entry in answer.entries():
        pairs += zip(reasons(entry, answer, asked), reasons(entry, answer), strict=True)
    for group in answer.undetermined:
        for case in group.cases:
            conditions = case.conditions
            pairs.append((case_words(conditions, answer, asked), case_words(conditions, answer)))
    for sentence, expected in pairs:
        assert filled(slots, sentence, exact) == expected


@given(corpus=loaded_corpora(), data=st.data())
def test_the_gists_of_all_sources_together_are_the_gist_of_the_answer(corpus, data):
    on = data.draw(days_of(corpus))
    order = list(corpus.sources)
    parts = [Gist.of(corpus.as_of(on, source=source)) for source in order]
    whole = Gist.of(corpus.as_of(on))
    joined = Gist.together(reversed(parts), order)
    assert joined.coverage == whole.coverage
    assert joined.set_aside == whole.set_aside
    assert (joined.applied, joined.on_forecasts) == (whole.applied, whole.on_forecasts)
    assert {when for group in joined.deciding for when in group} == {
        when for group in whole.deciding for when in group
    }


def test_settled_reasons_need_no_answer():
    corpus = guidance.load()
    answer = corpus.as_of("2021-06-01")
    day = AskedDay.of(answer.on)
    settled = [entry for entry in answer.entries() if entry.state is not State.UNDETERMINED]
    assert settled
    for entry in settled:
        assert settled_reasons(entry, corpus.title, day) == reasons(entry, answer)


class TestSlots:
    def test_values_come_back_in_their_places(self):
        slots = Slots()
        first, second = slots.mark(1), slots.mark(("a", "b"))
        assert slots.divide(f"{second} and {first}, {first}") == (("a", "b"), " and ", 1, ", ", 1)

    @pytest.mark.parametrize("sentence", ["", "nothing to put in", "0 1 <0> {0}"])
    def test_a_sentence_without_marks_is_itself(self, sentence):
        assert "".join(Slots().divide(sentence)) == sentence

    @given(st.dates(), st.dates())
    def test_a_day_is_no_slot(self, day, other):
        slots, _ = with_slots()
        words = AskedDay.of(day, other)
        assert slots.divide(words.on) == (words.on,)
        assert AskedDay.of(date(2020, 1, 1)).known_on == "1 January 2020"
