"""The command that writes change reports to share."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from guidance.cli.loading import corpus_for, sign_of_life
from guidance.cli.options import (
    DAY,
    TOPIC,
    asked_of,
    full_option,
    narrowing_options,
    question_options,
)
from guidance.cli.output import show
from guidance.errors import QueryError


@click.command(
    "report",
    epilog="""\b
Examples:
  guidance report 2019-12-31 2020-02-01 alemtuzumab -o report.html
  guidance report 2016-09-06 2020-02-01 alemtuzumab -o report.docx --author "A. Writer"
  guidance report 2019-12-31 2020-02-01 --format csv

Exit codes: 0 fine; 2 bad question, or a part that the format needs is not installed; 3 bad
records.""",
)
@click.argument("since", type=DAY, metavar="SINCE")
@click.argument("until", type=DAY, metavar="UNTIL")
@click.argument("topic", type=TOPIC, required=False)
@click.option("--title", default="", metavar="TEXT", help="The title of the report.")
@click.option("--author", default="", metavar="NAME", help="The author named in the report.")
@click.option(
    "--prepared", type=DAY, metavar="DATE", help="The day of the report; today is a date too."
)
@question_options
@full_option()
@narrowing_options
@click.pass_context
def report(
    ctx: click.Context, /, since: date, until: date, topic: str | None, **options: Any
) -> None:
    """Write a report on what changed after the day SINCE and up to the day UNTIL.

    Page one is a brief: one row a matter, who may do what now and before, which way that is, and
    who says so. Documents (html, docx, pdf, eml) have every change behind it; text, markdown and
    csv have it with --full. Without --format the ending of FILE decides.
    """
    from guidance.report import of_report, window_of

    named = {name: options.pop(name) for name in ("title", "author", "prepared")}
    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    if until < since:
        raise QueryError(f"{since} is after {until}; swap the two dates")
    question = {"topic": topic, "known_on": asked.known_on, **options}
    with sign_of_life("Finding what changed …"):
        window = window_of(corpus, since, until, **question)
    with sign_of_life(f"Drawing {asked.format} …"):
        show(of_report(corpus, window, **named), asked)
