"""One model of a report: laid out when a format asks for it, once, and the same in every one."""

from __future__ import annotations

from datetime import date

import pytest

from guidance import UnknownFormatError, load
from guidance.changes import model
from guidance.errors import QueryError
from guidance.report import Report, of_changes, of_list, of_status, render, window_of
from guidance.report.outline import Page


def laid_out() -> list[object]:
    raise AssertionError("JSON shows no layout")


def test_json_lays_nothing_out():
    report = Report(
        "T", date(2020, 1, 1), brief=laid_out, annex=laid_out, document=lambda: {"a": 1}
    )
    assert render(report, "json") == '{\n  "a": 1\n}\n'


def test_a_report_is_laid_out_once_brief_before_annex():
    asked = []

    def part(name):
        def make():
            asked.append(name)
            page = Page()
            page.paragraph(name)
            return page.blocks

        return make

    report = Report("T", date(2020, 1, 1), brief=part("b"), annex=part("a"), document=dict)
    assert render(report, "markdown") == "# T\n\nb\n"
    assert render(report, "markdown", full=True) == "# T\n\nb\n\na\n"
    assert "a" in render(report, "text", full=True)
    assert asked == ["b", "a"]


def test_a_direction_is_worked_out_once(monkeypatch):
    asked = []
    real = model.direction
    monkeypatch.setattr(
        model, "direction", lambda *given, **named: (asked.append(given), real(*given, **named))[1]
    )
    corpus = load()
    window = window_of(corpus, "2019-12-31", "2020-02-01", topic="alemtuzumab")
    changes = window.changes
    report = of_changes(corpus, window)
    for format_ in ("text", "json", "csv", "html"):
        render(report, format_)
    told = [*(change for step in changes.steps for change in step.changes), *changes.net]
    assert 0 < len(asked) <= len(told)


def test_an_unknown_format_is_named_with_those_that_exist():
    report = of_list(load())
    with pytest.raises(UnknownFormatError) as caught:
        render(report, "markdwon")
    assert caught.value.suggestions == ("markdown",)
    assert {"html", "docx", "pdf", "markdown", "text", "json", "csv"} <= set(caught.value.formats)
    assert "did you mean markdown" in str(caught.value)
    assert "csv" in str(caught.value)


def test_what_makes_no_table_says_so():
    corpus = load()
    with pytest.raises(QueryError, match="choose a format other than csv"):
        render(of_status(corpus, corpus.status("2020-01-15")), "csv")


def test_every_answer_is_drawn_in_every_format_for_people():
    corpus = load()
    for report in (of_list(corpus), of_status(corpus, corpus.status("2020-01-15"))):
        assert render(report, "html").startswith("<!DOCTYPE html>")
        assert render(report, "docx").startswith(b"PK")
