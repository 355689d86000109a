"""Options and argument types that commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from guidance.cli.loading import Asked, format_asked
from guidance.cli.words import DATA_HELP, OUTPUT_HELP
from guidance.errors import DateError, UnknownFormatError

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.records.criteria import FactSheet

_F = TypeVar("_F", bound=Callable[..., Any])

VERDICTS = ("stricter", "looser", "mixed", "unclear")
STANDINGS = ("information", "advice", "recommendation", "opinion", "decision", "law")


class DayType(click.ParamType[date]):
    """An exact day, or the word ``today``."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day.

        Raises:
            click.BadParameter: It is written in another form.
        """
        from guidance.records.dates import parse_day

        if isinstance(value, date):
            return value
        if value == "today":
            return date.today()  # noqa: DTZ011  (the user's own day; the library has no clock)
        try:
            return parse_day(value)
        except DateError as error:
            self.fail(f"{error.problem}; {error.mend}, or write today", param, ctx)


DAY = DayType()


class NameType(click.ParamType[str]):
    """A recorded name, completed from the records."""

    def __init__(self, name: str, known: Callable[[Corpus, click.Context], Any]) -> None:
        self.name = name
        self._known = known

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  (click's signature)
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the names in the records; nothing where these cannot be read."""
        from guidance.cli.loading import read

        try:
            names = self._known(read(data_of(ctx)), ctx)
        except Exception:  # a completion must never disturb the line being typed
            return []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


TOPIC = NameType("topic", lambda corpus, _: corpus.topics)
SOURCE = NameType("source", lambda corpus, _: corpus.sources)
VERSION = NameType("version", lambda corpus, _: corpus.versions)
REF = NameType("ref", lambda corpus, _: corpus.provisions)
KIND = NameType("kind", lambda corpus, _: corpus.kinds)


def _events(corpus: Corpus, ctx: click.Context) -> list[str]:
    """The events of the source on the line by their short names, then all by their full ones."""
    # While an option waits for its value, click has not told the arguments apart yet.
    source = f"{ctx.params.get('source') or next(iter(ctx.args), '')}@"
    own = [event.removeprefix(source) for event in corpus.events if event.startswith(source)]
    return [*own, *corpus.events]


OWN_EVENT = NameType("event", _events)


class FactType(click.ParamType[str]):
    """What is known of a person, as ``NAME=VALUE``; read by the library, completed here."""

    name = "fact"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  (click's signature)
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the facts of the topic, with the values they can have."""
        from guidance.cli.loading import read

        try:
            corpus = read(data_of(ctx))
            sheet = corpus.sheet(ctx.params.get("topic"))
            offered = [fact for name in sheet.facts for fact in _facts_like(name, sheet, corpus)]
        except Exception:  # a completion must never disturb the line being typed
            return []
        return [CompletionItem(fact) for fact in offered if fact.startswith(incomplete)]


def _facts_like(name: str, sheet: FactSheet, corpus: Corpus) -> list[str]:
    """A fact with the values it can have; figures as the rules of the topic ask for them."""
    from guidance.records.criteria import tests_of

    fact = sheet.facts[name]
    if fact.type not in ("count", "number"):
        return [f"{name}={value}" for value in fact.values or ("yes", "no")]
    asked = {
        (figure, f"/{test.within}" if test.within else "")
        for version in corpus.versions.values()
        for provision in version.provisions.values()
        for condition in (provision.condition, provision.population and provision.population.when)
        for _, test in (tests_of(condition) if condition else ())
        if test.fact == name
        for figure in (test.at_least, test.at_most)
        if figure is not None
    }
    return [f"{name}={figure}{within}" for figure, within in sorted(asked)] or [f"{name}="]


FACT = FactType()


class FormatType(click.ParamType[str]):
    """A format by name, plugins included; these are looked up when used."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the name of a format.

        Raises:
            click.BadParameter: There is no such format.
        """
        from guidance.report.rendering import formats

        if value not in formats():
            self.fail(str(UnknownFormatError(value, formats())), param, ctx)
        return value

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's signature)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the formats."""
        from guidance.report.rendering import formats

        return [CompletionItem(name) for name in formats() if name.startswith(incomplete)]


FORMAT = FormatType()


def data_of(ctx: click.Context) -> tuple[str, ...]:
    """The data folders named before and after the command."""
    before: tuple[str, ...] = ctx.find_root().params.get("data") or ()
    after: tuple[str, ...] = ctx.params.get("data") or ()
    return (*before, *after) if ctx.parent is not None else before


def folder_of(ctx: click.Context) -> Path:
    """The one folder of records of one's own.

    Raises:
        click.UsageError: None is named, or several, or the shipped records.
    """
    names = data_of(ctx)
    if len(names) != 1:
        raise click.UsageError("name the one folder of your records, with --data DIR", ctx)
    if names[0] == "shipped":
        raise click.UsageError("the shipped records are not yours to write; name a folder", ctx)
    return Path(names[0])


def asked_of(ctx: click.Context, options: dict[str, Any]) -> Asked:
    """Take the options that questions have in common out of those of a command."""
    options.pop("data", None)
    output = options.pop("output", None)
    return Asked(
        data=data_of(ctx),
        only=options.pop("only", ()),
        known_on=options.pop("known_on", None),
        format=format_asked(options.pop("format", None), output),
        output=output,
        full=options.pop("full", False),
        is_cached=not options.pop("no_cache", False),
    )


def question_options(command: _F) -> _F:
    """Add the options of all questions."""
    return _add(command, *_asking_options(), *_output_options())


def record_options(command: _F) -> _F:
    """Add the options of commands that are not about dates."""
    return _add(
        command,
        click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP),
        *_output_options(),
    )


def output_options(command: _F) -> _F:
    """Add the options that say how to answer, and where."""
    return _add(command, *_output_options())


def full_option(
    words: str = "After the brief, tell every change with its words, reasons and sources.",
) -> Callable[[_F], _F]:
    """Add ``--full``, with what it tells besides."""
    return click.option("--full", is_flag=True, help=words)


def narrowing_options(command: _F) -> _F:
    """Add the options that narrow what is shown, and never what takes effect."""
    return _add(
        command,
        click.option(
            "--source",
            type=SOURCE,
            metavar="SOURCE",
            multiple=True,
            callback=_all_or_some,
            help="Show only this source; given again, that one too.",
        ),
        click.option(
            "--kind", type=KIND, metavar="KIND", help="Show only provisions of this kind."
        ),
        click.option(
            "--standing",
            type=click.Choice(STANDINGS),
            help="Show only statements that are this binding.",
        ),
        click.option(
            "--jurisdiction",
            metavar="CODE",
            help="Show only what applies here (a code like GB, GB-SCT or EU), or names no place.",
        ),
    )


def _all_or_some(
    _ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...] | None:
    """None where nothing was named: that is all."""
    return given or None


def exit_code_option(meaning: str) -> Callable[[_F], _F]:
    """Add ``--exit-code``, saying what counts as a finding."""
    return lambda command: _add(
        command, click.option("--exit-code", is_flag=True, help=f"Exit with 1 {meaning}.")
    )


def certain_option(meaning: str) -> Callable[[_F], _F]:
    """Add ``--require-certain``, saying what is not certain."""
    return lambda command: _add(
        command, click.option("--require-certain", is_flag=True, help=f"Exit with 4 {meaning}.")
    )


def fail_on_option(meaning: str) -> Callable[[_F], _F]:
    """Add ``--fail-on``, saying of what the verdict is."""
    return lambda command: _add(
        command,
        click.option(
            "--fail-on",
            multiple=True,
            type=click.Choice(VERDICTS),
            help=f"Exit with 1 if {meaning}; may be repeated.",
        ),
    )


def _asking_options() -> tuple[Callable[[Any], Any], ...]:
    return (
        click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP),
        click.option(
            "--no-cache",
            is_flag=True,
            help="Read the records anew, and keep no index of them.",
        ),
        click.option(
            "--only",
            multiple=True,
            type=SOURCE,
            metavar="SOURCE",
            help="Answer as if only this source were recorded; may be repeated.",
        ),
        click.option(
            "--known-on",
            type=DAY,
            metavar="DATE",
            help="Answer from what had been published by this day.",
        ),
    )


def _output_options() -> tuple[Callable[[Any], Any], ...]:
    return (
        click.option(
            "--format",
            type=FORMAT,
            help="text, markdown, json, html, docx, pdf, csv, or a format that a plugin adds."
            " Without it the ending of FILE decides, else text.",
        ),
        click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP),
    )


def _add(command: _F, *options: Callable[[Any], Any]) -> _F:
    for option in reversed(options):
        command = option(command)
    return command
