"""The command that writes the page for exploring records."""

from __future__ import annotations

import sys

import click

from guidance.cli.loading import Asked, corpus_for, sign_of_life
from guidance.cli.options import SOURCE, TOPIC, data_of
from guidance.cli.output import write
from guidance.cli.words import DATA_HELP, OUTPUT_HELP


@click.command(
    "explore",
    epilog="""\b
Examples:
  guidance explore -o explorer.html
  guidance explore -o alemtuzumab.html alemtuzumab

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("topic", type=TOPIC, required=False)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option(
    "--only",
    multiple=True,
    type=SOURCE,
    metavar="SOURCE",
    help="Answer as if only this source were recorded; may be repeated.",
)
@click.option("--title", metavar="TEXT", help="The title of the page.")
@click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP)
@click.pass_context
def explore(
    ctx: click.Context,
    /,
    topic: str | None,
    data: tuple[str, ...],  # noqa: ARG001  (read from the context, with what stands before)
    only: tuple[str, ...],
    title: str | None,
    output: str | None,
) -> None:
    """Write one page to explore the records with: what applied on any day, and what changed.

    It works from disk, without a network: a timeline to drag along, two days to compare, and the
    answer as it could be given on an earlier day. It shows what the other commands answer.
    """
    from guidance.exports.explorer import build

    if output in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("a page is not for the screen; name a file with -o")
    corpus = corpus_for(Asked(data_of(ctx), only))
    with sign_of_life("Working out every answer …"):
        page = build(corpus, topic, title=title)
    write(page, output)
