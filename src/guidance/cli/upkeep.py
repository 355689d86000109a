"""Commands for maintainers of records: discrepancies, what is due, the calendar and the feed."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from guidance.cli.loading import Asked, corpus_for
from guidance.cli.options import DAY, TOPIC, asked_of, data_of, exit_code_option, record_options
from guidance.cli.output import show, write
from guidance.cli.words import DATA_HELP, FINDINGS, FINE, OUTPUT_HELP


def _today(on: date | None) -> date:
    return on or date.today()  # noqa: DTZ011  (the user's own day; the library has no clock)


@click.command(
    "discrepancies",
    epilog="""\b
Examples:
  guidance discrepancies
  guidance discrepancies alemtuzumab --format json

Exit codes: 0 fine; 1 with --exit-code, if there is any; 2 bad question; 3 bad records.""",
)
@click.argument("topic", type=TOPIC, required=False)
@record_options
@exit_code_option("if there is any")
@click.pass_context
def discrepancies(ctx: click.Context, /, topic: str | None, **options: Any) -> int:
    """List where a source differs from the act it reports, or on the day of an event.

    Neither is corrected by the other.
    """
    from guidance.report import of_discrepancies

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    show(of_discrepancies(corpus, topic), asked)
    return FINDINGS if options["exit_code"] and corpus.discrepancies(topic=topic) else FINE


@click.command(
    "status",
    epilog="""\b
Examples:
  guidance status
  guidance status --on 2020-03-01 --within P6M

Exit codes: 0 fine; 1 with --exit-code, if a day wants confirming or a recommendation has no
decision; 2 bad question; 3 bad records.""",
)
@click.option("--on", type=DAY, metavar="DATE", help="As known on this day; by default today.")
@click.option(
    "--within",
    default="P90D",
    show_default=True,
    metavar="PERIOD",
    help="How far ahead to look, like P90D or P6M.",
)
@record_options
@exit_code_option("if a day wants confirming or a recommendation has no decision")
@click.pass_context
def status(ctx: click.Context, /, on: date | None, within: str, **options: Any) -> int:
    """Show how fresh each source is, what is coming up, and what needs checking."""
    from guidance.report import of_status

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    due = corpus.status(_today(on), within=within)
    show(of_status(corpus, due), asked)
    return FINDINGS if options["exit_code"] and due.wants_attention else FINE


@click.command(
    "calendar",
    epilog="""\b
Examples:
  guidance calendar -o upcoming.ics
  guidance calendar --on 2019-12-01

Exit codes: 0 fine; 2 usage; 3 bad records.""",
)
@click.option("--on", type=DAY, metavar="DATE", help="As known on this day; by default today.")
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP)
@click.pass_context
def calendar(ctx: click.Context, /, on: date | None, **options: Any) -> None:
    """Write the coming dates as a calendar file (iCalendar, .ics)."""
    from guidance.exports.calendar import calendar as write_calendar

    corpus = corpus_for(Asked(data_of(ctx)))
    write(write_calendar(corpus, _today(on)), options["output"])


@click.command(
    "feed",
    epilog="""\b
Examples:
  guidance feed -o changes.xml
  guidance feed alemtuzumab --since 2019-12-31 --until 2020-02-01

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("topic", type=TOPIC, required=False)
@click.option(
    "--since",
    type=DAY,
    metavar="DATE",
    help="Only what became known after this day, whenever it happened; by default all.",
)
@click.option(
    "--until", type=DAY, metavar="DATE", help="Only changes up to this day; by default today."
)
@click.option("--address", metavar="URL", help="Where the feed will stand; its id is made of it.")
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP)
@click.pass_context
def feed(
    ctx: click.Context, /, topic: str | None, since: date | None, until: date | None, **options: Any
) -> None:
    """Write what changed as an Atom feed, newest first."""
    from guidance.exports.feed import feed as write_feed

    corpus = corpus_for(Asked(data_of(ctx)))
    address = options["address"]
    text = write_feed(corpus, _today(until), since=since or date.min, topic=topic, address=address)
    write(text, options["output"])
