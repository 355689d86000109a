"""The command that compares two editions of the records."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from guidance.cli.loading import corpus_for
from guidance.cli.options import DAY, asked_of, data_of, exit_code_option, output_options
from guidance.cli.output import show
from guidance.cli.words import FINDINGS, FINE


@click.command(
    "diff",
    epilog="""\b
Examples:
  guidance diff shipped my-records
  guidance diff shipped my-records --topic alemtuzumab --format json

Exit codes: 0 fine; 1 with --exit-code, if other things apply on any day; 2 bad question;
3 bad records.""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--topic", metavar="TOPIC", help="Look only at this topic.")
@click.option("--source", metavar="SOURCE", help="Look only at this source.")
@click.option(
    "--known-on",
    type=DAY,
    metavar="DATE",
    help="Compare what could be answered on this day, from what had been published by then.",
)
@click.option("--no-cache", is_flag=True, help="Read the records anew, and keep no index of them.")
@output_options
@exit_code_option("if other things apply on any day; details alone do not count")
@click.pass_context
def diff(ctx: click.Context, /, old: str, new: str, **options: Any) -> int:
    """Say what two editions of the records answer otherwise, about any day.

    OLD and NEW are folders of records, index files, or the word shipped for the built-in records.
    """
    from guidance.corpus.editions import diff as compare
    from guidance.report import of_editions

    if data_of(ctx):
        raise click.UsageError("--data does not go with diff; name both editions as OLD and NEW")
    asked = asked_of(ctx, options)
    before, after = (corpus_for(replace(asked, data=(name,))) for name in (old, new))
    answer = compare(
        before,
        after,
        topic=options["topic"],
        source=options["source"],
        known_on=asked.known_on,
    )
    show(of_editions(answer), asked)
    is_other = any(not row.only_details for row in answer.otherwise)
    return FINDINGS if options["exit_code"] and is_other else FINE
