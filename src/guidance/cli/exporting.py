"""The command that writes the records and their states as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from guidance.cli.loading import read
from guidance.cli.options import data_of
from guidance.cli.words import DATA_HELP, FINE


@click.command(
    "export",
    epilog="""\b
Examples:
  guidance export --to sqlite guidance.db
  guidance export --to parquet tables
  guidance export --to postgresql postgresql:///policy

Exit codes: 0 fine; 2 it cannot be written; 3 bad records.""",
)
@click.argument("target", metavar="TARGET")
@click.option(
    "--to",
    "engine",
    type=click.Choice(("sqlite", "parquet", "postgresql")),
    required=True,
    help="What to write.",
)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.pass_context
def export(ctx: click.Context, /, target: str, engine: str, **_options: Any) -> int:
    """Write the records, and what applied when and was known when, as tables to TARGET.

    TARGET is a file for SQLite, a folder for Parquet, a database for PostgreSQL. In each are the
    same tables and the same questions (as_of, known_on, changes). Readers never see half of it.
    """
    corpus = read(data_of(ctx))
    told = _written(corpus, engine, target)
    click.echo(f"guidance: {told}", err=True)
    return FINE


def _written(corpus: Any, engine: str, target: str) -> str:
    if engine == "postgresql":
        from guidance.exports.databases.postgresql import to_postgresql

        gone, come = to_postgresql(corpus, target)
        return f"the schema guidance is up to date: {come:,} rows came, {gone:,} went"
    try:
        if engine == "sqlite":
            from guidance.exports.databases.sqlite import to_sqlite

            to_sqlite(corpus, Path(target))
            return f"{target} is written"
        from guidance.exports.databases.parquet import to_parquet

        is_new = to_parquet(corpus, Path(target))
        return f"{target} is written" if is_new else f"{target} holds these records already"
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise click.UsageError(f"cannot write {target!r}: {reason}") from None
