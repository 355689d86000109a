"""How a day of prose is written: told where it is one, and never guessed."""

import pytest

from guidance.records.prose import how_to_write


@pytest.mark.parametrize(
    "text",
    [
        "3 June 2024",
        "3rd June 2024",
        "Monday 3 June 2024",
        "Monday, 3 June, 2024",
        "June 3, 2024",
        "Monday, JUNE 3rd 2024",
    ],
)
def test_a_day_of_prose_is_told_as_it_is_written(text):
    assert how_to_write(text) == "write 2024-06-03"


def test_of_a_weekday_that_does_not_fit_either_may_be_the_slip():
    assert how_to_write("Monday, 4 June 2024") == (
        "that day was a Tuesday; look up which is meant, and write it like 2024-06-04"
    )


@pytest.mark.parametrize(
    "text", ["03.06.2024", "06/03/2024", "June 2024", "31 June 2024", "3 Juni 2024", "Monday", ""]
)
def test_nothing_else_is_guessed(text):
    assert how_to_write(text) is None
