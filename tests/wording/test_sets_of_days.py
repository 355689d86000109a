"""A day that is one of several listed is said as what it is, not as a range."""

from __future__ import annotations

from datetime import date

import pytest

from guidance.records.dates import ImpreciseDate
from guidance.wording.days import day_words, from_words, last_day_words, on_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[2020-03-18,2020-03-20]", "18 March 2020 or 20 March 2020"),
        ("[2020-03-18,2020-03-20,2020-05]", "18 March 2020, 20 March 2020 or some day in May 2020"),
        (
            "[2020-03-01..2020-03-05,2020-03-20]",
            "some day between 1 March and 5 March 2020 or 20 March 2020",
        ),
    ],
)
def test_a_set(written, words):
    assert day_words(ImpreciseDate.parse(written)) == words


def test_in_a_sentence():
    known = ImpreciseDate.parse("[2020-03-18,2020-03-20]")
    assert on_words(known) == "on 18 March 2020 or 20 March 2020"
    assert from_words(known) == "from 18 March 2020 or 20 March 2020"
    assert last_day_words(known) == "17 March 2020 or 19 March 2020"


def test_made_of_runs_as_it_is_written():
    day = date.fromisoformat
    runs = [(day("2020-03-01"), day("2020-03-05")), (day("2020-03-20"),) * 2]
    made = ImpreciseDate.one_of(runs)
    assert str(made) == "[2020-03-01..2020-03-05,2020-03-20]"
    assert ImpreciseDate.parse(str(made)).spans == made.spans


def test_one_run_is_no_list():
    day = date.fromisoformat
    made = ImpreciseDate.one_of([(day("2020-03-01"), day("2020-03-05"))])
    assert (str(made), made.listed) == ("[2020-03-01..2020-03-05]", ())


@pytest.mark.parametrize(
    "written", ["[2020-03-05..2020-03-01,2020-04-01]", "[2020-03-05,2020-03-01]"]
)
def test_out_of_order(written):
    with pytest.raises(ValueError, match="not in order"):
        ImpreciseDate.parse(written)
