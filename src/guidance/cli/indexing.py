"""The command that compiles records into an index."""

from __future__ import annotations

from typing import Any

import click

from guidance.cli.loading import read
from guidance.cli.options import data_of
from guidance.cli.words import DATA_HELP, FINE


@click.command(
    "build",
    epilog="""\b
Examples:
  guidance build -o records.index
  guidance build --data my-records -o records.index
  guidance as-of 2020-01-15 alemtuzumab --data records.index

Exit codes: 0 fine; 2 the file cannot be written; 3 bad records.""",
)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the index here.")
@click.pass_context
def build(ctx: click.Context, /, **options: Any) -> int:
    """Compile records into one file that answers at once.

    Give the file to any command in place of a folder (--data FILE), to guidance.open in Python, or
    to anything that reads SQLite. Stopped at any moment, that leaves the old file or the new one.
    """
    from guidance.exports.indexes import build as build_index

    corpus = read(data_of(ctx))
    build_index(corpus, options["output"])
    held = (len(corpus.sources), len(corpus.versions), len(corpus.provisions))
    sources, versions, provisions = (f"{number:,}" for number in held)
    click.echo(
        f"guidance: {options['output']}: {sources} sources, {versions} versions,"
        f" {provisions} provisions",
        err=True,
    )
    return FINE
