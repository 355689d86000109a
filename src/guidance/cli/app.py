"""The command with its subcommands, and what it does when something goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from guidance.cli.words import BAD_DATA, DATA_HELP, FINE, OUR_FAULT, USAGE
from guidance.errors import GuidanceError, IndexFileError, RecordsError, UnknownNameError, nearest

_BROKEN_PIPE, _INTERRUPTED = 141, 130

EPILOG = """\b
Exit codes: 0 fine; 1 findings (with --exit-code); 2 usage or bad question;
3 bad records; 4 cannot be determined (with --require-certain); 70 our fault.

\b
Examples:
  guidance as-of 2020-01-15 alemtuzumab
  guidance changes 2019-12-31 2020-02-01 alemtuzumab

It records guidance; it is not medical advice."""


_COMMANDS = {
    "as-of": ("questions", "as_of", "What applied on a date, and why."),
    "changes": ("questions", "changes", "What changed between two dates."),
    "report": ("reporting", "report", "A change report to share: HTML, Word, PDF …"),
    "compare": ("questions", "compare", "How two versions differ."),
    "diff": ("editions", "diff", "What two editions of the records answer otherwise."),
    "history": ("questions", "history", "The states of one provision over time."),
    "search": ("searching", "search", "Which texts held some words, and when."),
    "timeline": ("questions", "timeline", "The days on which anything changes."),
    "explain": ("questions", "explain", "Why a provision did or did not apply on a date."),
    "direction": ("directions", "direction", "Which way a topic moved: stricter or looser."),
    "facts": ("directions", "facts_", "What can be asked about a person, for a topic."),
    "evaluate": ("directions", "evaluate", "What the guidance says about a person on a date."),
    "explore": ("exploring", "explore", "A page for exploring the records in a browser."),
    "list": ("recordkeeping", "list_", "List what is recorded."),
    "check": ("recordkeeping", "check", "Check records for errors."),
    "schema": ("recordkeeping", "schema", "JSON Schemas of records and answers."),
    "discrepancies": ("upkeep", "discrepancies", "Where a source differs from the act it reports."),
    "status": ("upkeep", "status", "What is due, and how fresh each source is."),
    "calendar": ("upkeep", "calendar", "The days ahead, as iCalendar."),
    "build": ("indexing", "build", "One file of all records that answers at once."),
    "export": ("exporting", "export", "The records as tables: SQLite, Parquet, PostgreSQL."),
    "feed": ("upkeep", "feed", "What changed, as an Atom feed."),
    "serve": ("serving", "serve", "Answer over HTTP, and to assistants."),
    "new": ("authoring", "new", "Start a new source, version or list of facts."),
    "checked": ("authoring", "checked", "Record a look at a source, and what it did not show."),
    "import": ("importing", "import_", "Import documents in machine-readable formats."),
    "fmt": ("authoring", "fmt", "Format record files."),
    "draft": ("arrivals", "draft", "What changed in a new edition of a document."),
    "verify": ("arrivals", "verify", "Check a document against its records."),
    "completion": ("completion", "completion", "Tab completion for your shell."),
}
"""Module, function and one line of help of each command; the modules are imported when used."""


class _Commands(click.Group):
    """The commands by name, loaded when used; suggests the nearest for a typing error."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name, short_help = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"guidance.cli.{module}"), name)
        command.short_help = short_help
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in _COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            near = nearest(name, _COMMANDS, 1)
            hint = f"did you mean {near[0]}?" if near else "see guidance --help for the commands"
            raise click.UsageError(f"no command named {name!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(_COMMANDS)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def app(ctx: click.Context, /, data: tuple[str, ...], version: bool) -> None:  # noqa: ARG001
    """Say what guidance applied on a date, and what changed."""
    if version:
        from importlib.metadata import version as installed

        click.echo(f"guidance-timeline {installed('guidance-timeline')}")
        ctx.exit(FINE)
    if ctx.invoked_subcommand is None:
        raise click.UsageError("say what you want to know, for example: guidance as-of 2020-01-15")


def main(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; nothing but text reaches the user."""
    try:
        return _run(args)
    except IndexFileError as error:
        from guidance.cli.loading import cache_of_user

        cache = cache_of_user()
        if not cache.holds(error.path):
            return _tell(str(error), USAGE)
        cache.drop(error.path)
    try:
        return _run(args)
    except IndexFileError as error:
        return _tell(f"{error}, or ask with --no-cache", USAGE)


def _run(args: Sequence[str] | None) -> int:
    _use_utf8()
    try:
        result = app.main(
            args=args if args is None else list(args),
            prog_name="guidance",
            standalone_mode=False,
            complete_var="_GUIDANCE_COMPLETE",
        )
        sys.stdout.flush()
    except click.exceptions.Abort:
        return _INTERRUPTED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except click.ClickException as error:
        return _tell(_one_line(error), USAGE)
    except RecordsError as error:
        for fault in error.exceptions:
            _tell(str(fault), BAD_DATA)
        return BAD_DATA
    except BrokenPipeError:
        # Nobody reads any more; keep the interpreter from failing on its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except UnknownNameError as error:
        return _tell(_unknown(error), USAGE)
    except IndexFileError:
        raise
    except GuidanceError as error:
        return _tell(str(error), USAGE)
    except Exception as error:
        return _our_fault(error)
    return result if isinstance(result, int) else FINE


def _use_utf8() -> None:
    """The same bytes everywhere; what a terminal cannot show must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="backslashreplace")
            else:
                reconfigure(encoding="utf-8", errors="backslashreplace")


def _one_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message[:1].lower() + message[1:].replace(". Did you mean", "; did you mean")
    if isinstance(error, click.UsageError) and error.ctx is not None and "; " not in message:
        message += f"; see {error.ctx.command_path} --help"
    return message


_WHERE_LISTED = {
    name: f"guidance list {name}s" for name in ("source", "version", "provision", "topic")
}


def _unknown(error: UnknownNameError) -> str:
    if error.suggestions or error.kind not in _WHERE_LISTED:
        return str(error)
    return f"{error}; see {_WHERE_LISTED[error.kind]}"


def _tell(message: str, code: int) -> int:
    from guidance.wording.visible import visible

    click.echo(f"guidance: {visible(message)}", err=True)
    return code


def _our_fault(error: Exception) -> int:
    if os.environ.get("GUIDANCE_DEBUG"):
        import traceback

        traceback.print_exc()
    name = type(error).__name__
    detail = str(error).partition("\n")[0]
    return _tell(
        f"a fault of this program ({name}: {detail}); please report it, with what you asked"
        " (GUIDANCE_DEBUG=1 shows where)",
        OUR_FAULT,
    )
