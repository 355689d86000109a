"""The commands that ask about dates and versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from guidance.cli.loading import corpus_for
from guidance.cli.options import (
    DAY,
    REF,
    TOPIC,
    VERSION,
    asked_of,
    certain_option,
    exit_code_option,
    fail_on_option,
    full_option,
    narrowing_options,
    question_options,
)
from guidance.cli.output import show
from guidance.cli.paging import print_page
from guidance.cli.words import FINDINGS, FINE, UNCERTAIN
from guidance.errors import QueryError, check_name

if TYPE_CHECKING:
    from guidance.changes.model import Change


@click.command(
    "as-of",
    epilog="""\b
Examples:
  guidance as-of 2020-01-15 alemtuzumab
  guidance as-of 2020-02-01 --kind eligibility --full
  guidance as-of 2020-02-01 --known-on 2019-12-31 --format json

Exit codes: 0 fine; 1 with --exit-code, if anything is undetermined or in tension; 2 bad
question; 3 bad records; 4 with --require-certain, if anything is undetermined or there is no
evidence.""",
)
@click.argument("on", type=DAY, metavar="DATE")
@click.argument("topic", type=TOPIC, required=False)
@question_options
@full_option("After the brief, tell every statement, why it is as it is, and the evidence.")
@narrowing_options
@exit_code_option("if anything is undetermined or in tension")
@certain_option("if anything is undetermined, or there is no evidence")
@click.pass_context
def as_of(ctx: click.Context, /, on: date, topic: str | None, **options: Any) -> int:
    """Say what applied on DATE (such as 2020-01-15, or today), and why."""
    asked = asked_of(ctx, options)
    if print_page(asked, on, {**options, "topic": topic}):
        return FINE
    from guidance.report import of_answer

    corpus = corpus_for(asked)
    wants_findings, wants_certain = options.pop("exit_code"), options.pop("require_certain")
    answer = corpus.as_of(on, topic=topic, known_on=asked.known_on, **options)
    show(of_answer(answer), asked)
    if wants_certain and not answer.is_certain:
        return UNCERTAIN
    return FINDINGS if wants_findings and (answer.undetermined or answer.tensions) else FINE


@click.command(
    "changes",
    epilog="""\b
Examples:
  guidance changes 2019-12-31 2020-02-01 alemtuzumab
  guidance changes 2019-12-31 2020-02-01 alemtuzumab --full
  guidance changes 2019-12-31 2020-02-01 --format markdown

Exit codes: 0 fine; 1 with --exit-code, if there are changes, or with --fail-on, if one goes that
way; 2 bad question; 3 bad records;
4 with --require-certain, if a change may lie outside the two days, or there is no evidence for
the later one.""",
)
@click.argument("since", type=DAY, metavar="SINCE")
@click.argument("until", type=DAY, metavar="UNTIL")
@click.argument("topic", type=TOPIC, required=False)
@question_options
@full_option()
@narrowing_options
@exit_code_option("if there are changes")
@fail_on_option("a change goes this way")
@certain_option("if a change may lie outside the two days, or there is no evidence")
@click.pass_context
def changes(
    ctx: click.Context, /, since: date, until: date, topic: str | None, **options: Any
) -> int:
    """Say what changed after SINCE and up to and including UNTIL, in a brief of one row a matter.

    With --full, every change follows with its words, its reasons and its sources.
    """
    from guidance.report import of_changes, window_of

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    wants_findings, wants_certain = options.pop("exit_code"), options.pop("require_certain")
    fail_on = options.pop("fail_on")
    if until < since:
        raise QueryError(f"{since} is after {until}; swap the two dates")
    window = window_of(corpus, since, until, topic=topic, known_on=asked.known_on, **options)
    show(of_changes(corpus, window), asked)
    report, coverage = window.changes, window.after.coverage
    told = [change for step in report.steps for change in step.changes]
    if _moved((*told, *report.net, *report.learnt), fail_on):
        return FINDINGS
    is_open = any("not-settled" in change.notes for change in (*told, *report.net))
    if wants_certain and (is_open or coverage.newest_evidence is None):
        return UNCERTAIN
    return FINDINGS if wants_findings and (told or report.learnt) else FINE


@click.command(
    "compare",
    epilog="""\b
Examples:
  guidance compare ms-society-alemtuzumab@2016-09-06 ema-alemtuzumab-measures@2019

Exit codes: 0 fine; 1 with --exit-code, if the versions differ, or with --fail-on, if a change goes
that way; 2 bad question; 3 bad records.""",
)
@click.argument("before", type=VERSION, metavar="A")
@click.argument("after", type=VERSION, metavar="B")
@question_options
@exit_code_option("if the versions differ")
@fail_on_option("a change goes this way")
@click.pass_context
def compare(ctx: click.Context, /, before: str, after: str, **options: Any) -> int:
    """Say how version B differs from version A."""
    from guidance.report import of_comparison

    asked = asked_of(ctx, options)
    if asked.known_on is not None:
        raise click.UsageError("--known-on does not go with compare; it compares texts, not days")
    comparison = corpus_for(asked).compare(before, after)
    show(of_comparison(comparison), asked)
    if _moved(comparison.changes, options["fail_on"]):
        return FINDINGS
    return FINDINGS if options["exit_code"] and comparison.changes else FINE


def _moved(changes: Iterable[Change], ways: Collection[str]) -> bool:
    """Whether a change goes one of these ways; nothing is proved where none is named."""
    return bool(ways) and any(
        direction.verdict in ways for change in changes if (direction := change.direction)
    )


@click.command(
    "history",
    epilog="""\b
Examples:
  guidance history ms-society-alemtuzumab#first-line

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("ref", type=REF)
@question_options
@click.pass_context
def history(ctx: click.Context, /, ref: str, **options: Any) -> None:
    """Show the states of a provision over time."""
    from guidance.report import of_history

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    show(of_history(corpus, ref, asked.known_on), asked)


@click.command(
    "timeline",
    epilog="""\b
Examples:
  guidance timeline alemtuzumab

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("topic", type=TOPIC, required=False)
@question_options
@click.pass_context
def timeline(ctx: click.Context, /, topic: str | None, **options: Any) -> None:
    """List the days on which anything changes; imprecise days are shown as ranges."""
    from guidance.report import of_timeline

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    show(of_timeline(corpus, topic, asked.known_on), asked)


@click.command(
    "explain",
    epilog="""\b
Examples:
  guidance explain 2020-01-15 ms-society-alemtuzumab#first-line

Exit codes: 0 fine; 2 bad question; 3 bad records; 4 with --require-certain, if the state of the
provision is undetermined or there is no evidence of it.""",
)
@click.argument("on", type=DAY, metavar="DATE")
@click.argument("ref", type=REF)
@question_options
@certain_option("if its state is undetermined, or there is no evidence of it")
@click.pass_context
def explain(ctx: click.Context, /, on: date, ref: str, **options: Any) -> int:
    """Explain why a provision did or did not apply on DATE."""
    from guidance.report import of_explanation
    from guidance.resolution.registry import source_of

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    check_name("provision", ref, corpus.provisions)
    answer = corpus.as_of(on, source=source_of(ref), known_on=asked.known_on)
    show(of_explanation(answer, ref), asked)
    states = {entry.state for entry in answer.find(ref)}
    is_open = bool(states & {"undetermined", "no-evidence"})
    return UNCERTAIN if options["require_certain"] and is_open else FINE
