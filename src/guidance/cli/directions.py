"""Commands about stricter and looser, and about a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from guidance.cli.loading import corpus_for
from guidance.cli.options import (
    DAY,
    FACT,
    TOPIC,
    asked_of,
    certain_option,
    fail_on_option,
    full_option,
    question_options,
    record_options,
)
from guidance.cli.output import show
from guidance.cli.words import FINDINGS, FINE, UNCERTAIN
from guidance.errors import QueryError

_place_option = click.option(
    "--jurisdiction",
    metavar="CODE",
    help="The place asked about (a code such as GB, GB-SCT or EU); without it, each group of"
    " places that agree.",
)


@click.command(
    "direction",
    epilog="""\b
Examples:
  guidance direction 2019-12-31 2020-02-01 alemtuzumab
  guidance direction 2019-12-31 2020-02-01 alemtuzumab --fail-on looser

The first date is the baseline.

Exit codes: 0 fine; 1 with --fail-on, if the verdict overall, for a
population, an action or a place is one of those named; 2 bad question; 3 bad records.""",
)
@click.argument("since", type=DAY, metavar="SINCE")
@click.argument("until", type=DAY, metavar="UNTIL")
@click.argument("topic", type=TOPIC, required=False)
@_place_option
@question_options
@full_option("After the verdict, tell it for each population and rule by rule.")
@fail_on_option("the topic moved this way, overall or for a population, an action or a place")
@click.pass_context
def direction(
    ctx: click.Context, /, since: date, until: date, topic: str | None, **options: Any
) -> int:
    """Say which way a topic moved from SINCE to UNTIL: stricter or looser, and for whom."""
    from guidance.report import of_direction

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    moved = corpus.direction(
        since, until, topic=topic, jurisdiction=options["jurisdiction"], known_on=asked.known_on
    )
    show(of_direction(corpus, moved), asked)
    verdicts = {moved.overall.verdict, *(part.direction.verdict for part in moved.populations)}
    verdicts |= {action.overall.verdict for place in moved.places for action in place.actions}
    return FINDINGS if verdicts & set(options["fail_on"]) else FINE


@click.command(
    "evaluate",
    epilog="""\b
Examples:
  guidance evaluate 2020-02-01 alemtuzumab --fact prior-dmt=no --fact relapses=2/P24M
  guidance evaluate 2019-12-31 alemtuzumab --fact prior-dmt=no --fact new-mri-lesions=yes

A file for --facts holds one fact on each line; lines that start with # are left out. The facts that
can be asked are listed by: guidance facts TOPIC.

Exit codes: 0 fine; 2 bad question; 3 bad records; 4 with --require-certain, if it is
undetermined.""",
)
@click.argument("on", type=DAY, metavar="DATE")
@click.argument("topic", type=TOPIC, required=False)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    type=FACT,
    metavar="NAME=VALUE",
    help="A fact about the person, like relapses=2/P24M or new-mri-lesions=yes; may be repeated.",
)
@click.option("--facts", "file", metavar="FILE", help="Also read facts from this file.")
@_place_option
@question_options
@full_option("After the answer, tell every action, the statements that decide, and the evidence.")
@certain_option("if it is undetermined")
@click.pass_context
def evaluate(
    ctx: click.Context,
    /,
    on: date,
    topic: str | None,
    facts: tuple[str, ...],
    file: str | None,
    **options: Any,
) -> int:
    """Say what the guidance means for a person on DATE: allowed, not allowed, or undetermined."""
    from guidance.report import of_ruling

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    ruling = corpus.evaluate(
        on,
        (*facts, *_read(file)),
        topic=topic,
        jurisdiction=options["jurisdiction"],
        known_on=asked.known_on,
    )
    show(of_ruling(corpus, ruling), asked)
    is_open = ruling.outcome == "undetermined"
    return UNCERTAIN if options["require_certain"] and is_open else FINE


@click.command(
    "facts",
    epilog="""\b
Examples:
  guidance facts alemtuzumab

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("topic", type=TOPIC, required=False)
@record_options
@click.pass_context
def facts_(ctx: click.Context, /, topic: str | None, **options: Any) -> None:
    """List what can be asked about a person: the facts of TOPIC, and the terms to be judged."""
    from guidance.report import of_list

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    show(of_list(corpus, ("facts",), topic=corpus.sheet(topic).topic), asked)


def _read(file: str | None) -> list[str]:
    if file is None:
        return []
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise click.UsageError(f"cannot read {file!r}: {reason}") from None
    except UnicodeDecodeError:
        raise QueryError(f"{file} is not UTF-8 text; save it as UTF-8") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
