"""The command that writes reports to be handed on."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import click

from guidance.cli.loading import Asked, corpus_for, sign_of_life
from guidance.cli.options import (
    DAY,
    TOPIC,
    asking_options,
    data_of,
    narrowing_options,
)
from guidance.cli.output import write
from guidance.errors import QueryError


class _Format(click.ParamType[str]):
    """A format by name; also those that other projects add, which are looked up when used."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the name of a format.

        Raises:
            click.BadParameter: There is no such format.
        """
        from guidance.errors import nearest
        from guidance.report.renderers import formats

        known = formats()
        if value not in known:
            near = nearest(value, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(known)}"
            self.fail(f"{value!r} is not a format; {hint}", param, ctx)
        return value

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's signature)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[click.shell_completion.CompletionItem]:
        """Offer the formats."""
        from guidance.report.renderers import formats

        items = click.shell_completion.CompletionItem
        return [items(name) for name in formats() if name.startswith(incomplete)]


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
@click.option("--title", default="", metavar="TEXT", help="What to call the report.")
@click.option("--author", default="", metavar="NAME", help="Who hands it on.")
@asking_options
@click.option(
    "--format",
    type=_Format(),
    help="html, docx, pdf, markdown, text, json, csv, or one that another project adds.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not.")
@narrowing_options
@click.pass_context
def report(
    ctx: click.Context, /, since: date, until: date, topic: str | None, **options: Any
) -> None:
    """Write a report on what changed after the day SINCE and up to the day UNTIL.

    It stands by itself: what changed, when, on whose authority, for whom, which way, and where it
    says so. Without --format the ending of FILE decides: html, docx, pdf, md, txt, json or csv.
    """
    from guidance.report.dossier import changes_dossier
    from guidance.report.renderers import draw, format_of

    output, named = options.pop("output"), options.pop("format")
    options.pop("data", None)
    format_ = named or (format_of(output) if output else None)
    if format_ is None:
        if output not in (None, "-"):
            raise click.UsageError(f"the ending of {output!r} names no format; add --format")
        format_ = "text"
    asked = Asked(data_of(ctx), options.pop("only"), options.pop("known_on"), format_, output)
    title, author = options.pop("title"), options.pop("author")
    corpus = corpus_for(asked)
    if until < since:
        raise QueryError(f"{since} is after {until}; swap the two dates")
    question = {"topic": topic, "known_on": asked.known_on, **options}
    with sign_of_life("Finding what changed …"):
        found = corpus.changes(since, until, **question)
        before, after = corpus.as_of(since, **question), corpus.as_of(until, **question)
        dossier = changes_dossier(corpus, found, before, after, title=title, author=author)
    with sign_of_life(f"Drawing {format_} …"):
        drawn = draw(dossier, format_)
    if isinstance(drawn, bytes) and output in (None, "-") and sys.stdout.isatty():
        raise click.UsageError(f"{format_} is not text; name a file with -o")
    write(drawn, output)
