"""The days from which something else is known: between two of them, answers are the first one's."""

from bisect import bisect_right
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import guidance
from guidance import DateError
from laws.loaded import days_of, loaded_corpora

ON = "2019-07-15"
"""A day within the range of days on which the news page may have come out."""


def said(corpus, on, known_on):
    document = corpus.as_of(on, known_on=known_on).to_dict()
    del document["known_on"]
    return document


@st.composite
def asked(draw):
    """A corpus, a day asked about, and a day of knowledge."""
    corpus = draw(loaded_corpora())
    return corpus, draw(days_of(corpus)), draw(days_of(corpus))


@given(asked())
@settings(max_examples=15)
def test_between_two_days_of_knowledge_an_answer_is_that_of_the_first(drawn):
    corpus, on, known_on = drawn
    days = corpus.days_of_knowledge(on)
    first = days[bisect_right(days, known_on) - 1]
    assert said(corpus, on, known_on) == said(corpus, on, first)


def test_an_answer_about_a_day_on_which_a_document_may_have_come_out_turns_there():
    """Known to have come out by the 15th, it applied; by the 16th, it may have come out later."""
    corpus, on = guidance.load(), date.fromisoformat(ON)
    after = on + timedelta(days=1)
    assert said(corpus, ON, on) != said(corpus, ON, after)
    assert after in corpus.days_of_knowledge(ON)
    assert after in corpus.days_of_knowledge("2020-01-01", on)
    assert after not in corpus.days_of_knowledge()


def test_a_day_that_is_none_is_refused():
    with pytest.raises(DateError):
        guidance.load().days_of_knowledge("15 July 2019")
