"""A day out of a set, and a look that did not show it, in the calendar and on the page."""

from __future__ import annotations

import pytest

from guidance.cli import main
from laws import engine
from laws.small import corpus, says, source, version

LOOK = {
    "on": "2020-03-10",
    "not-yet": ["stop"],
    "looked-at": "the gazette",
    "shows-at-once": "yes",
}
STOP = {"date": "[2020-03-05,2020-03-18,2020-03-20]", "certainty": "forecast"}


@pytest.fixture
def folder(tmp_path):
    records = corpus(
        source("act", checks=[LOOK]),
        version("act@1", "2020-01-01", says("use", "Use it.", until="stop"), events={"stop": STOP}),
    )
    return engine.write(records, tmp_path / "records")


def test_the_calendar_names_the_days_that_are_left(folder, capsys):
    assert main(["calendar", "--on", "2020-03-11", "--data", str(folder)]) == 0
    told = capsys.readouterr().out.replace("\r\n ", "")
    assert "18 March 2020 or 20 March 2020" in told
    assert "not yet\\, checked to 10 March 2020 in the gazette" in told
    assert "DTSTART;VALUE=DATE:20200318" in told
    assert "DTEND;VALUE=DATE:20200321" in told


def test_before_the_look_all_days_are_named(folder, capsys):
    assert main(["calendar", "--on", "2020-03-01", "--data", str(folder)]) == 0
    told = capsys.readouterr().out.replace("\r\n ", "")
    assert "5 March 2020\\, 18 March 2020 or 20 March 2020" in told


def test_the_page_names_them_too(folder, tmp_path):
    page = tmp_path / "page.html"
    assert main(["explore", "--data", str(folder), "-o", str(page)]) == 0
    told = page.read_text(encoding="utf-8")
    assert "18 March 2020 or 20 March 2020" in told
    assert "checked to 10 March 2020 in the gazette" in told
    assert "some day between 18 March and 20 March 2020" not in told
