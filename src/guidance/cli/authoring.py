"""Commands for writing your own records: new, checked and fmt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from guidance.cli.options import DAY, OWN_EVENT, SOURCE, STANDINGS, data_of, folder_of
from guidance.cli.words import FINDINGS, FINE

_DATA = "Your records folder; created if it does not exist."
_OVERWRITE = "Replace the file if it exists."


@click.group(
    "new",
    epilog="""\b
Examples:
  guidance new source tea-leaflet --title "A leaflet on tea" --topic tea --data records
  guidance new version tea-leaflet --date 2020-01-01 --data records
  guidance new facts tea --fact "child=is a child" --data records

Exit codes: 0 fine; 2 usage, or the file is there already; 3 bad records.""",
)
def new() -> None:
    """Start a new source, version or list of facts in your records folder."""


@new.command(
    "source",
    epilog="""\b
Examples:
  guidance new source tea-leaflet --title "A leaflet on tea" --topic tea --data records

Exit codes: 0 fine; 2 usage, or the file is there already; 3 what was given is not well formed.""",
)
@click.argument("source", metavar="ID")
@click.option("--title", required=True, help="Its title.")
@click.option("--topic", "topics", multiple=True, required=True, help="Its topic; may be repeated.")
@click.option("--publisher", help="Who publishes it.")
@click.option("--checked", type=DAY, metavar="DATE", help="The day on which somebody checked it.")
@click.option("--data", multiple=True, metavar="DIR", help=_DATA)
@click.option("--overwrite", is_flag=True, help=_OVERWRITE)
@click.pass_context
def source(
    ctx: click.Context, /, source: str, topics: tuple[str, ...], data: object, **options: Any
) -> None:
    """Start a source: a guidance document whose text changes over time."""
    from guidance.authoring import new_source

    del data  # read from the context, with what stands before the command
    draft = new_source(folder_of(ctx), source, topics=topics, **options)
    click.echo(f"wrote {draft.path}")
    click.echo(f"next: guidance new version {source} --date DATE --data {folder_of(ctx)}", err=True)


@new.command(
    "version",
    epilog="""\b
Examples:
  guidance new version tea-leaflet --date 2020-01-01 --data records
  guidance new version tea-leaflet --date 2020-05 --id may-2020 --data records

Exit codes: 0 fine; 2 usage, or the file is there already; 3 bad records.""",
)
@click.argument("source", metavar="SOURCE")
@click.option(
    "--date",
    "published",
    required=True,
    help="The publication date, as precisely as it is known: 2020-01-16, 2020-01, 2020.",
)
@click.option("--id", "version", help="The name of the version; by default its date.")
@click.option("--title", help="The title of its document.")
@click.option("--standing", type=click.Choice(STANDINGS), help="How binding it is.")
@click.option("--data", multiple=True, metavar="DIR", help=_DATA)
@click.option("--overwrite", is_flag=True, help=_OVERWRITE)
@click.pass_context
def version(
    ctx: click.Context, /, source: str, published: str, data: object, **options: Any
) -> None:
    """Start a version from the latest one of its source; then change what the document changes."""
    from guidance.authoring import new_version
    from guidance.records.dates import ImpreciseDate

    del data  # read from the context, with what stands before the command
    when = date.today().isoformat() if published == "today" else published  # noqa: DTZ011
    draft = new_version(folder_of(ctx), source, published=ImpreciseDate.parse(when), **options)
    start = f", starting from {draft.based_on}" if draft.based_on else ""
    click.echo(f"wrote {draft.path}{start}")
    click.echo(f"next: edit it, then guidance check {folder_of(ctx)}", err=True)


@new.command(
    "facts",
    epilog="""\b
Examples:
  guidance new facts tea --fact "child=is a child" --data records
  guidance new facts tea --fact "child=is a child" --fact "awake=cannot sleep" --data records

The file shows in comments what else can be asked: numbers, counts, choices, undefined terms.

Exit codes: 0 fine; 2 usage, or the file is there already; 3 what was given is not well formed.""",
)
@click.argument("topic", metavar="TOPIC")
@click.option(
    "--fact",
    "pairs",
    multiple=True,
    required=True,
    metavar="ID=WORDS",
    help='A yes-no fact, in words that continue "a person who"; may be repeated.',
)
@click.option("--data", multiple=True, metavar="DIR", help=_DATA)
@click.option("--overwrite", is_flag=True, help=_OVERWRITE)
@click.pass_context
def facts(
    ctx: click.Context, /, topic: str, pairs: tuple[str, ...], data: object, overwrite: bool
) -> None:
    """Start the list of facts for a topic: what criteria can ask about a person."""
    from guidance.authoring import new_facts

    del data  # read from the context, with what stands before the command
    labels: dict[str, str] = {}
    for pair in pairs:
        name, sign, words = (part.strip() for part in pair.partition("="))
        if not sign:
            raise click.UsageError(f"{pair!r} is not a fact; write it as ID=WORDS", ctx)
        if name in labels:
            raise click.UsageError(f"the fact {name!r} is given twice; keep one", ctx)
        labels[name] = words
    draft = new_facts(folder_of(ctx), topic, facts=labels, overwrite=overwrite)
    click.echo(f"wrote {draft.path}")
    click.echo(f"next: ask them in criteria, then guidance check {folder_of(ctx)}", err=True)


@click.command(
    "checked",
    epilog="""\b
Examples:
  guidance checked ms-society-alemtuzumab --on 2021-03-01 --data records
  guidance checked ema-lemtrada-review --on 2019-12-01 --not-yet start --at-once --data records

Without --at-once or --within an answer tells that the event was not shown, and stays open: the
place may show it late.

Exit codes: 0 fine; 2 usage, or the file changed meanwhile; 3 bad records.""",
)
@click.argument("source", type=SOURCE, metavar="SOURCE")
@click.option("--on", type=DAY, metavar="DATE", help="The day of the look; by default today.")
@click.option(
    "--not-yet",
    "events",
    type=OWN_EVENT,
    multiple=True,
    metavar="EVENT",
    help="An event that it did not show; may be repeated.",
)
@click.option("--looked-at", metavar="WORDS", help="What was looked at: a register, a page.")
@click.option("--at-once", is_flag=True, help="The place shows such an event on its day.")
@click.option("--within", metavar="PERIOD", help="It shows it within this period, like P14D.")
@click.option("--note", metavar="WORDS", help="A note.")
@click.option("--data", multiple=True, metavar="DIR", help="Your records folder.")
@click.pass_context
def checked(
    ctx: click.Context, /, source: str, on: date | None, events: tuple[str, ...], **options: Any
) -> None:
    """Record that somebody looked at a source on a day, and what it did not show."""
    from guidance.authoring.looks import write_look
    from guidance.records.dates import Period
    from guidance.records.sources import Check

    within = options["within"]
    if within and options["at_once"]:
        raise click.UsageError("--at-once and --within together; keep one", ctx)
    if (within or options["at_once"]) and not events:
        raise click.UsageError("name what was not shown: --not-yet EVENT", ctx)
    look = Check(
        on=on or date.today(),  # noqa: DTZ011  (the user's own day; the library has no clock)
        looked_at=options["looked_at"],
        not_yet=events,
        shows_at_once=options["at_once"],
        within=Period.parse(within) if within else None,
        note=options["note"],
    )
    path = write_look(folder_of(ctx), source, look)
    click.echo(f"wrote {path}")


@click.command(
    "fmt",
    epilog="""\b
Examples:
  guidance fmt records
  guidance fmt records --check

Exit codes: 0 fine; 1 with --check, if a file would change; 2 usage, or a file changed meanwhile;
3 bad records (nothing is written then).""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--data", multiple=True, metavar="DIR", help="The same as PATH.")
@click.pass_context
def fmt(ctx: click.Context, /, paths: tuple[str, ...], check: bool, data: object) -> int:
    """Format record files. Their content and comments stay as they are.

    So does the line that names the schema for editors. Where it is missing, none is added.
    """
    from guidance.authoring import lay_out, save

    del data  # read from the context, with what stands before the command
    named = (*data_of(ctx), *paths)
    if not named:
        raise click.UsageError("name a folder or a file", ctx)
    changed = [laid_out for laid_out in lay_out(*map(Path, named)) if laid_out.is_changed]
    for laid_out in changed:
        if not check:
            save(laid_out)
        click.echo(f"{'would lay out' if check else 'laid out'} {laid_out.path}")
    return FINDINGS if check and changed else FINE
