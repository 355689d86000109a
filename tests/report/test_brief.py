"""The brief: its length, what it says of the shipped records, and that nothing is told twice."""

from __future__ import annotations

import re
import subprocess
from collections import Counter

import pytest

from guidance import load
from guidance.report import of_answer, of_report, render, window_of
from guidance.report.model import BriefTable, ChangeItem
from guidance.wording.briefs import whom_words
from guidance.wording.visible import visible
from handed_on import brief, html_tree, report_on, words_of
from office import as_pdf

WINDOWS = ["official", "long"]
ANSWERS = ["standing", "standing-open"]


def rows():
    (table,) = (part for part in report_on("official").parts if isinstance(part, BriefTable))
    return {row.title: row for row in table.rows}


def text(cell):
    return "".join(run.text for run in cell)


# -- how long it is --------------------------------------------------------------------------------


def test_it_fits_a_screen():
    report = of_report(load(), window_of(load(), "2019-12-31", "2020-02-01", topic="alemtuzumab"))
    drawn = render(report, "text", width=80)
    assert len(drawn.splitlines()) <= 45
    assert len(rows()) <= 9


def pages(pdf: bytes) -> list[str]:
    found = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return found.split("\f")[:-1]


def filled(pdf: bytes, page: int) -> float:
    """How far down a page its text goes, as a share of it; without what stands in its margin."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout.decode()
    (height,) = map(float, re.findall(r'<page width="[\d.]+" height="([\d.]+)"', found))
    ends = [float(end) / height for end in re.findall(r'yMax="([\d.]+)"', found)]
    return max(end for end in ends if end < 0.94)


BOUNDS = [("official", 1, 5), ("long", 1.5, 12)]


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "brief", "whole"), BOUNDS)
def test_pages_as_pdf(name, brief, whole):
    check_pages(render(report_on(name), "pdf"), brief, whole)


@pytest.mark.office
@pytest.mark.pdf
@pytest.mark.parametrize(("name", "brief", "whole"), BOUNDS)
def test_pages_as_word(name, brief, whole, tmp_path):
    check_pages(as_pdf(render(report_on(name), "docx"), tmp_path), brief, whole)


DAYS = [
    ("standing", 1, 5, "Applied for certain ("),
    ("standing-open", 2, 6, "It depends on (a), which"),
]


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "brief", "whole", "annex"), DAYS)
def test_pages_of_one_day_as_pdf(name, brief, whole, annex):
    check_pages(render(report_on(name), "pdf"), brief, whole, annex)


@pytest.mark.office
@pytest.mark.pdf
def test_pages_of_one_day_as_word(tmp_path):
    found = as_pdf(render(report_on("standing"), "docx"), tmp_path)
    check_pages(found, 1, 5, "Applied for certain (")


def check_pages(pdf: bytes, brief: float, whole: int, annex: str = "Change by change (") -> None:
    found = pages(pdf)
    assert len(found) <= whole
    (start,) = (place for place, page in enumerate(found) if annex in page)
    assert start - 1 + filled(pdf, start) <= brief
    assert "Sources:" in "".join(found[:start])


# -- what it says ----------------------------------------------------------------------------------

FACTS = {
    "Starting after other drugs": ("at least 2 failed DMTs", "at least 1 failed DMT", "looser"),
    "Starting when MS worsens rapidly": (
        "nothing recorded",
        "at least 2 disabling relapses within 12 months and new MRI lesions",
        "looser, where “rapidly worsening” is met",
    ),
    "Starting on other grounds": ("cannot use other DMTs", "not be started", "stricter"),
    "Heart, circulation or bleeding disorders": ("no rule", "must no longer", "new, stricter"),
    "Another auto-immune disorder": ("nothing recorded", "must no longer", "new, stricter"),
    "Where it is given": ("in hospital", "intensive care", "stricter"),
    "Continuing": ("benefits can continue", "nothing takes its place", "not looser"),
    "As a first treatment": ("set aside", "at least 2 relapses within 24 months", "stricter"),
    "Prescribers in the UK": ("nothing recorded", "UK doctors", "new, stricter"),
}


@pytest.mark.parametrize("title", FACTS)
def test_a_row_says_what_held_what_holds_and_which_way_that_is(title):
    row = rows()[title]
    before, after, way = FACTS[title]
    assert before in text(row.before)
    assert after in text(row.after)
    assert row.way.startswith(way)


def test_rows_stand_in_the_order_that_the_sheet_declares():
    assert list(rows()) == list(FACTS)


def test_it_says_where_the_news_page_differs_and_who_decides():
    words = " ".join(render(report_on("official"), "text").split())
    assert "differs: at least 2 relapses within 24 months" in words
    assert "9 matters changed on 16 January 2020, 7 of them by a decision of the Euro" in words
    assert "[1] European Commission, decision, 16 January 2020" in words
    assert "7 Continuing: not looser, otherwise unclear; ended by [1]" in words
    assert "opinion, 14 November 2019" not in words  # it binds nobody
    annex = " ".join(render(report_on("official"), "text", full=True).split())
    assert "Recommended by: ema-lemtrada-review@2019-11-14" in annex
    assert "newest of 16 January 2020, 16 days old" in words
    assert "Unchanged: 8 rules, 39 pieces of information" in words
    assert "; 4 and 5 against “Continuing with a thyroid problem” and “ITP, how" in words
    assert "Known only later: 10 statements" in words


def test_what_is_uncertain_of_a_row_is_in_the_row():
    report = report_on("forecast")
    (table,) = (part for part in report.brief_parts if isinstance(part, BriefTable))
    for row in table.rows:
        assert "a forecast" in row.marks
        assert row.when.startswith("some day in January 2020")


def test_two_days_are_never_made_one_range():
    (table,) = (part for part in report_on("long").parts if isinstance(part, BriefTable))
    row = next(row for row in table.rows if row.title == "Starting after other drugs")
    assert row.when == "12 April 2019 and 16 January 2020"


def row_of(title, **question):
    window = window_of(load(), "2019-12-31", "2020-02-01", topic="alemtuzumab", **question)
    parts = of_report(load(), window).brief_parts
    (table,) = (part for part in parts if isinstance(part, BriefTable))
    return next(row for row in table.rows if row.title == title)


def test_what_is_replaced_by_what_is_narrowed_away_is_not_over():
    row = row_of("As a first treatment", source="ms-society-alemtuzumab")
    assert "at least 2 relapses within 24 months" in text(row.after)
    assert not row.is_over
    assert "ended" not in text(row.who)


def test_what_could_not_be_settled_then_is_said_to_be_open():
    row = row_of("Starting after other drugs", known_on="2019-12-01")
    assert "(cannot be settled)" in text(row.after)
    assert "cannot be settled" in row.marks
    assert "outside the EU" not in text(row.after)


# -- what applied on a day ----------------------------------------------------------------------


def test_the_first_line_names_the_act_and_says_that_it_is_stale():
    first = report_on("standing").first_line
    assert first.startswith("On 15 January 2020 a decision published by the European Medicines")
    assert first.endswith(
        "applied; stale, as the newest evidence was between 15 days and 9 months old."
    )


def test_the_next_lines_say_what_that_comes_to_and_what_is_set_aside_and_due():
    words = " ".join(brief("standing", "text").partition("\n\n")[0].split())
    for said in (
        "[1] allows on conditions: starting after other drugs; starting on other grounds; cont",
        "Less binding sources speak on: tests; continuing with a thyroid problem",
        "Set aside for the time being by [1], what [2] says on: starting after other drugs; as a",
        "Due from 16 January 2020: starting after other drugs; starting when MS worsens rapidly",
    ):
        assert said in words
    assert "statements" not in words


def test_what_is_open_leads_unless_something_more_binding_applied():
    assert report_on("standing-open").first_line.startswith(
        "On 15 January 2020 it cannot be settled what applied on 11 of 14 matters; stale"
    )
    told = " ".join(brief("standing-open", "text").split())
    assert "(c) whether the European Commission had decided on the final measures" in told
    assert "To do next: find out whether the measures had started" in told


def test_what_all_rests_on_a_forecast_is_said_in_the_first_line():
    page = load().only("ema-alemtuzumab-measures", "ms-society-alemtuzumab")
    told = of_answer(page.as_of("2020-02-01", kind="eligibility", known_on="2020-01-01"))
    assert "applied, by a forecast that no record confirms" in told.first_line


# -- what to do next ------------------------------------------------------------------------------


def test_what_to_do_next_is_read_off_the_records():
    words = " ".join(brief("official", "text").split())
    assert (
        "To do next: look again at [4], seen 6 September 2016; get copies of [1] and [3]." in words
    )
    words = " ".join(brief("forecast", "text").split())
    assert "To do next: find out whether the measures had started (some day in January" in words


def test_nothing_is_to_be_done_where_the_records_ask_for_nothing():
    found = load().as_of("2016-09-06", source="ms-society-alemtuzumab")
    assert "To do next" not in render(of_answer(found), "text")


def test_both_populations_are_shown_where_they_differ():
    row = rows()["Starting after other drugs"]
    assert row.whom == (
        "adults (now people) with relapsing-remitting MS who are not on alemtuzumab"
    )
    assert (
        whom_words("children", "people who are not on it")
        == "children; now people who are not on it"
    )
    assert whom_words("", "people") == whom_words("people", "people") == "people"


# -- nothing twice ---------------------------------------------------------------------------------


def told(name):
    """What a reader reads of the brief and of the changes, in pieces, without redlines."""
    tree = html_tree(render(report_on(name), "html"))
    for parent in tree.iter():
        for child in list(parent):
            if child.tag in ("svg", "style") or child.get("class") == "redline":
                parent.remove(child)
    leaves = ("p", "td", "th", "dd", "figcaption")
    items = [div for item in tree.iter("li") for div in item.iter("div")]
    return [words_of(each) for each in (*(e for e in tree.iter() if e.tag in leaves), *items)]


def sentences(name):
    return [
        sentence
        for words in told(name)
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z“\[\d])", words)
        if sentence.endswith(".")
    ]


@pytest.mark.parametrize("name", [*WINDOWS, *ANSWERS])
def test_no_long_sentence_stands_twice(name):
    long = [each for each in sentences(name) if len(each.split()) > 8]
    assert [each for each, count in Counter(long).items() if count > 1] == []


@pytest.mark.parametrize("name", [*WINDOWS, *ANSWERS, "forecast", "open", "known"])
def test_sentences_are_short(name):
    """Plain language: under 20 words on average, none over 35 (CONTRIBUTING)."""
    lengths = {each: len(each.split()) for each in sentences(name)}
    assert len(lengths) > 20
    assert sum(lengths.values()) / len(lengths) < 20
    assert [each for each, words in lengths.items() if words > 35] == []


@pytest.mark.parametrize("name", [*WINDOWS, *ANSWERS])
def test_no_text_of_a_record_stands_twice_outside_redlines(name):
    words = "\n".join(told(name))
    texts = {
        visible(provision.text)
        for version in load().versions.values()
        for provision in version.provisions.values()
    }
    assert [each for each in texts if words.count(each.removesuffix(".")) > 1] == []


@pytest.mark.parametrize("name", WINDOWS)
def test_every_change_is_in_the_annex_once(name):
    window = window_of(
        load(),
        *{"official": ("2019-12-31", "2020-02-01"), "long": ("2016-09-06", "2020-02-01")}[name],
        topic="alemtuzumab",
    )
    found = [part for part in report_on(name).parts if isinstance(part, ChangeItem)]
    assert len(found) == len(window.stepwise) + len(window.untold)
    assert len({item.anchor for item in found}) == len(found)


# -- narrowed -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("narrowing", "others"),
    [
        ({"source": "ema-alemtuzumab-measures"}, ("European Commission", "charity's page")),
        ({"standing": "decision"}, ("news page", "charity's page")),
    ],
)
def test_a_narrowed_brief_shows_what_was_asked_for_alone(narrowing, others):
    question = {"topic": "alemtuzumab", **narrowing}
    window = window_of(load(), "2019-12-31", "2020-02-01", **question)
    for told in (
        of_report(load(), window),
        of_answer(load().as_of("2020-02-01", **question)),
    ):
        words = render(told, "text")
        assert "what is not shown here" in words
        assert not [other for other in others if other in words]


def test_a_brief_of_one_place_tells_of_no_rule_for_another():
    question = {"topic": "alemtuzumab", "jurisdiction": "US"}
    told = of_answer(load().as_of("2020-02-01", **question))
    assert "European" not in render(told, "text")
    window = window_of(load(), "2019-12-31", "2020-02-01", **question)
    assert "UK doctors" not in render(of_report(load(), window), "text")
