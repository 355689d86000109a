"""The command that looks for words in the texts of all times."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from guidance.cli.loading import corpus_for
from guidance.cli.options import (
    DAY,
    SOURCE,
    TOPIC,
    asked_of,
    exit_code_option,
    question_options,
)
from guidance.cli.output import show
from guidance.cli.words import FINDINGS, FINE


@click.command(
    "search",
    epilog="""\b
Examples:
  guidance search highly active
  guidance search first treatment --on 2020-02-01

Exit codes: 0 fine; 1 with --exit-code, if a text is found; 2 bad question; 3 bad records.""",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--on", type=DAY, metavar="DATE", help="Only texts that were there on this day.")
@click.option("--topic", type=TOPIC, metavar="TOPIC", help="Look only at this topic.")
@click.option("--source", type=SOURCE, metavar="SOURCE", help="Look only at this source.")
@question_options
@exit_code_option("if a text is found")
@click.pass_context
def search(ctx: click.Context, /, words: tuple[str, ...], on: date | None, **options: Any) -> int:
    """Find the statements whose title and text held all WORDS, and say when.

    Each text is shown with its days, by state, and with the words in which it came and went.
    """
    from guidance.report import of_search

    asked = asked_of(ctx, options)
    wants_findings = options.pop("exit_code")
    corpus = corpus_for(asked)
    search_answer = corpus.search(" ".join(words), on=on, known_on=asked.known_on, **options)
    show(of_search(corpus, search_answer), asked)
    return FINDINGS if wants_findings and search_answer.hits else FINE
