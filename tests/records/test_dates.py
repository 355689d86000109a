"""Imprecise dates and periods: what is read, what is refused, and what is kept."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from guidance.errors import DateError
from guidance.records.dates import ImpreciseDate, Period, parse_day

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020-01-16", "2020-01-16", "2020-01-16"),
        ("2020-01", "2020-01-01", "2020-01-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("[2019-10-31..2019-11-14]", "2019-10-31", "2019-11-14"),
        ("[2019-04..2019-12]", "2019-04-01", "2019-12-31"),
        ("[2018..2019-02]", "2018-01-01", "2019-02-28"),
        ("[2019-04..]", "2019-04-01", None),
        ("[..2020-01]", None, "2020-01-31"),
        ("[2020-01-16..2020-01-16]", "2020-01-16", "2020-01-16"),
    ],
)
def test_the_days_a_date_can_be(text, earliest, latest):
    read = ImpreciseDate.parse(text)
    assert read.earliest == (earliest and date.fromisoformat(earliest))
    assert read.latest == (latest and date.fromisoformat(latest))
    assert str(read) == read.text == text
    assert read.is_exact == (earliest == latest)
    assert not read.is_qualified


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("[2020-03-18,2020-03-20]", [("2020-03-18",) * 2, ("2020-03-20",) * 2]),
        ("[2020-03-18,2020-03-19]", [("2020-03-18", "2020-03-19")]),
        ("[2019,2020]", [("2019-01-01", "2020-12-31")]),
        ("[2019,2020-02,2020-05-07]", [("2019-01-01", "2019-12-31"), ("2020-02-01", "2020-02-29"),
                                       ("2020-05-07", "2020-05-07")]),
        ("[2019-10..2019-11]", [("2019-10-01", "2019-11-30")]),
    ],
)  # fmt: skip
def test_one_day_of_those_listed(text, spans):
    read = ImpreciseDate.parse(text)
    expected = tuple(tuple(map(date.fromisoformat, span)) for span in spans)
    assert read.spans == expected
    assert read.listed == (expected if len(expected) > 1 else ())
    assert (read.earliest, read.latest) == (expected[0][0], expected[-1][1])
    assert str(read) == text
    assert not read.is_exact


def test_a_list_holds_its_days_and_none_between_them():
    listed = ImpreciseDate.parse("[2020-03-18,2020-03-20]")
    assert listed.contains(ImpreciseDate.parse("2020-03-20"))
    assert not listed.contains(ImpreciseDate.parse("2020-03-19"))
    assert not listed.contains(ImpreciseDate.parse("[2020-03-18..2020-03-20]"))
    assert ImpreciseDate.parse("2020-03").contains(listed)
    assert ImpreciseDate.parse("[2020-03,2020-04]").contains(
        ImpreciseDate.parse("[2020-03-15..2020-04-10]")
    )


@pytest.mark.parametrize(
    ("sign", "uncertain", "approximate"),
    [("?", True, False), ("~", False, True), ("%", True, True)],
)
def test_qualifiers_are_kept(sign, uncertain, approximate):
    for body in ("2020-01-16", "2020-01", "2020", "[2019-04..]"):
        read = ImpreciseDate.parse(body + sign)
        assert (read.is_uncertain, read.is_approximate) == (uncertain, approximate)
        assert read.is_qualified
        assert read.text == body + sign
        assert (read.earliest, read.latest) == (
            ImpreciseDate.parse(body).earliest,
            ImpreciseDate.parse(body).latest,
        )


HOSTILE = [
    "",
    " ",
    "0",
    "1",
    "20",
    "202",
    "20200116",
    "202001",
    "2020-1",
    "2020-1-16",
    "2020-01-1",
    "2020-W01-1",
    "2020-W01",
    "2020-016",
    "20-01-16",
    "02020-01-16",
    "+2020-01-16",
    "-2020-01-16",
    "2020/01/16",
    "2020.01.16",
    "16-01-2020",
    "16.01.2020",
    "01/16/2020",
    "16 January 2020",
    "January 2020",
    "2020-01-16T00:00",
    "2020-01-16T00:00:00Z",
    "2020-01-16 ",
    " 2020-01-16",
    "2020-01-16\n",
    "2020-01-16\x00",
    "2020-13",
    "2020-00",
    "2020-00-01",
    "2020-02-30",
    "2019-02-29",
    "2020-01-00",
    "2020-01-32",
    "0000",
    "0000-01-01",
    "2020-01-XX",
    "2020-XX-16",
    "201X",
    "2020-21",
    "2020?-01",
    "?2020",
    "2020??",
    "2020~?",
    "~",
    "[",
    "]",
    "[]",
    "[..]",
    "[2019]",
    "[2019..2020",
    "2019..2020]",
    "2019..2020",
    "2019/2020",
    "[2020..2019]",
    "[2020-01-02..2020-01-01]",
    "[2020-01..2019]",
    "[2019...2020]",
    "[2019.. 2020]",
    "[2019..2020..2021]",
    "[2020-03-20,2020-03-18]",
    "[2020-03-18,2020-03-18]",
    "[2020-03,2020-03-18]",
    "[2020-03-18,]",
    "[,2020-03-18]",
    "[2020-03-18, 2020-03-20]",
    "[2020-03-18,2020-02-30]",
    "[" + ",".join(f"{year}-01-01" for year in range(1900, 1951)) + "]",
    "{2019..2020}",
    "[2019?..2020]",
    "[[2019..2020]]",
    "[2019..2020]]",
    "[2019-13..2020]",
    "[..2020-02-30]",
    "\u0662\u0660\u0662\u0660-\u0660\u0661-\u0661\u0666",
    "\uff12\uff10\uff12\uff10-01-16",
    "2020\u221201\u221216",
    "2020\u201301\u201316",
    "today",
    "null",
    "None",
    "1e3",
    "0x7E4",
    "NaN",
    "P1M",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_any_other_form_is_refused(text):
    with pytest.raises(DateError) as caught:
        ImpreciseDate.parse(text)
    assert caught.value.text == text
    assert caught.value.problem
    assert caught.value.mend


@given(st.text(alphabet="0123456789-[].?~% PYMWDX", max_size=14))
def test_any_text_is_read_or_refused_with_a_hint(text):
    for kind in (ImpreciseDate, Period):
        read = failure = None
        try:
            read = kind.parse(text)
        except DateError as error:
            failure = error
        assert (str(read) == text) if failure is None else (failure.text == text)
        assert failure is None or failure.mend


def test_only_one_form_of_a_day():
    assert parse_day("2020-01-16") == date(2020, 1, 16)
    for text in ("2020-01", "2020", "20200116", "2020-W03-4", "2020-01-16 ", "2020-02-30", ""):
        with pytest.raises(DateError):
            parse_day(text)


class TestAgainstEdtf:
    """The bounds agree with the ``edtf`` library on the forms that it reads rightly."""

    @given(
        DAYS.filter(lambda d: d.year >= 1000),
        st.sampled_from([4, 7, 10]),
        st.sampled_from(["", "?", "~", "%"]),
    )
    def test_years_months_and_days(self, day, length, sign):
        text = day.isoformat()[:length] + sign
        self.check(text)

    @given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(0, 9000))
    def test_ranges_of_days(self, first, width):
        self.check(f"[{first}..{first + timedelta(width)}]")

    @staticmethod
    def check(text):
        theirs, ours = parse_edtf(text), ImpreciseDate.parse(text)
        assert date(*theirs.lower_strict()[:3]) == ours.earliest
        assert date(*theirs.upper_strict()[:3]) == ours.latest


class TestBetween:
    """A date made from two days is read back from its text."""

    @given(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS))
    def test_round_trip(self, one, two):
        if one and two:
            one, two = min(one, two), max(one, two)
        made = ImpreciseDate.between(one, two)
        assert (made.earliest, made.latest) == (one, two)
        if one or two:
            read = ImpreciseDate.parse(made.text)
            assert (read, read.earliest, read.latest) == (made, one, two)

    @given(DAYS, DAYS, DAYS, DAYS)
    def test_contains_means_every_day(self, a, b, c, d):
        one = ImpreciseDate.between(min(a, b), max(a, b))
        two = ImpreciseDate.between(min(c, d), max(c, d))
        assert one.contains(two) == (one.earliest <= two.earliest and two.latest <= one.latest)
        assert one.contains(one)

    def test_open_ends_contain_everything_on_their_side(self):
        wide, year = ImpreciseDate.parse("[2019..]"), ImpreciseDate.parse("2020")
        assert wide.contains(year)
        assert not year.contains(wide)
        assert not ImpreciseDate.parse("[..2019]").contains(year)


PERIODS = [
    ("P24M", 24, 0),
    ("P2Y", 24, 0),
    ("P1Y6M", 18, 0),
    ("P28D", 0, 28),
    ("P4W", 0, 28),
    ("P1M1D", 1, 1),
    ("P1Y1M1W1D", 13, 8),
]


@pytest.mark.parametrize(("text", "months", "days"), PERIODS)
def test_a_period_is_kept_as_written(text, months, days):
    read = Period.parse(text)
    assert (str(read), read.months, read.days) == (text, months, days)


@pytest.mark.parametrize(
    "text",
    [
        *("", "P", "24M", "P0M", "P0D", "PT1H", "P1DT1H", "P1.5Y", "P-1M", "-P1M", "p1m", "P1M "),
        *("P1D1M", "P1M1Y", "P1", "PM", "P1S", "P1Y ", "P1Y\n", "P\u0661M", "P1001Y", "P12001M"),
        *("P366001D", "1 month", "two years", "P1YP1M", "P99999999999999999999M"),
    ],
    ids=ascii,
)
def test_any_other_period_is_refused(text):
    with pytest.raises(DateError):
        Period.parse(text)


@pytest.mark.parametrize(
    ("start", "period", "early", "late"),
    [
        ("2019-01-15", "P1M", "2019-02-15", "2019-02-15"),
        ("2019-01-28", "P1M", "2019-02-28", "2019-02-28"),
        ("2019-01-29", "P1M", "2019-02-28", "2019-03-01"),
        ("2019-01-31", "P1M", "2019-02-28", "2019-03-01"),
        ("2020-01-29", "P1M", "2020-02-29", "2020-02-29"),
        ("2020-01-31", "P1M", "2020-02-29", "2020-03-01"),
        ("2019-03-31", "P1M", "2019-04-30", "2019-05-01"),
        ("2019-01-31", "P2M", "2019-03-31", "2019-03-31"),
        ("2020-02-29", "P1Y", "2021-02-28", "2021-03-01"),
        ("2020-02-29", "P4Y", "2024-02-29", "2024-02-29"),
        ("2019-12-31", "P1D", "2020-01-01", "2020-01-01"),
        ("2019-11-30", "P3M", "2020-02-29", "2020-03-01"),
        ("2019-01-31", "P1M1D", "2019-03-01", "2019-03-02"),
        ("2018-06-15", "P18M", "2019-12-15", "2019-12-15"),
    ],
)
def test_months_are_added_and_doubt_is_shown(start, period, early, late):
    found = Period.parse(period).after(date.fromisoformat(start))
    assert found == (date.fromisoformat(early), date.fromisoformat(late))


@given(st.dates(date(1, 1, 1), date(9000, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_adding_a_period(start, months, days):
    if not months and not days:
        return
    early, late = Period.parse(f"P{months}M{days}D").after(start)
    assert early <= late <= early + timedelta(1)
    month = start.year * 12 + start.month - 1 + months
    length = monthrange(month // 12, month % 12 + 1)[1]
    assert (early < late) == (start.day > length)
    # A later start never gives an earlier end.
    following = Period.parse(f"P{months}M{days}D").after(start + timedelta(1))
    assert following[0] >= early
    assert following[1] >= late


def test_a_period_beyond_the_calendar_is_refused():
    with pytest.raises(DateError, match="beyond the calendar"):
        Period.parse("P1Y").after(date(9999, 6, 1))
    with pytest.raises(DateError, match="beyond the calendar"):
        Period.parse("P1D").after(date(9999, 12, 31))


class TestInModels:
    """In a model, dates and periods are their written text, and nothing is coerced."""

    @given(DAYS, DAYS, st.sampled_from(["", "?", "~", "%"]))
    def test_round_trip(self, one, two, sign):
        text = ImpreciseDate.between(min(one, two), max(one, two)).text + sign
        kind = TypeAdapter(ImpreciseDate)
        read = kind.validate_python(text, strict=True)
        assert kind.dump_python(read) is read
        assert kind.dump_python(read, mode="json") == text
        assert kind.validate_json(kind.dump_json(read)) == read

    def test_an_instance_is_taken_as_it_is(self):
        day, period = ImpreciseDate.parse("2020-01"), Period.parse("P1M")
        assert TypeAdapter(ImpreciseDate).validate_python(day) is day
        assert TypeAdapter(Period).validate_python(period) is period

    @pytest.mark.parametrize(
        "value", [2020, 2020.0, True, None, date(2020, 1, 1), ["2020"], b"2020"]
    )
    def test_nothing_is_coerced(self, value):
        for kind in (ImpreciseDate, Period):
            with pytest.raises(ValidationError):
                TypeAdapter(kind).validate_python(value)

    def test_a_fault_says_how_to_mend_it(self):
        with pytest.raises(ValidationError, match="write 2020-01-16"):
            TypeAdapter(ImpreciseDate).validate_python("16 January 2020")
