"""The command that imports documents in machine-readable formats."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from guidance.cli.options import DAY, exit_code_option
from guidance.cli.words import FINDINGS, FINE

if TYPE_CHECKING:
    from guidance.authoring.importing import ImportReport
    from guidance.documents.imports import FateShape


class ImporterType(click.ParamType[str]):
    """The name of an importer, completed from those that are installed."""

    name = "format"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's signature)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the formats, each with what it reads."""
        from guidance.authoring.importing import importer, importer_names

        names = [name for name in importer_names() if name.startswith(incomplete)]
        return [CompletionItem(name, help=importer(name).reads) for name in names]


class _ImportCommand(click.Command):
    """Shows the formats among its help: other packages can bring more."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from guidance.authoring.importing import importer, importer_names

        with formatter.section("Formats"):
            formatter.write_dl([(name, importer(name).reads) for name in importer_names()])
        super().format_options(ctx, formatter)


@click.command(
    "import",
    cls=_ImportCommand,
    epilog="""\b
Examples:
  guidance import govuk page.json -o records
  guidance import clml section-2001.xml section.xml changes.xml -o records
  guidance import openfisca parameters/ -o records --seen 2026-11-24 --format json

Exit codes: 0 fine; 1 with --exit-code, if a record was added or changed; 2 usage, or something is
needed that the files do not say; 3 bad files or records (nothing is written then).""",
)
@click.argument("format_", metavar="FORMAT", type=ImporterType())
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, readable=True, path_type=Path),
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Your records folder; created if it does not exist.",
)
@click.option(
    "--source", metavar="ID", help="The id to give the source, instead of the suggested one."
)
@click.option("--topic", "topics", multiple=True, help="Its topic; may be repeated.")
@click.option(
    "--seen",
    type=DAY,
    metavar="DATE",
    help="A day on which the files were as they are, where they do not say when they were"
    " published.",
)
@click.option("--url", help="Where the files came from, if they do not say.")
@click.option("--licence", help="Their licence, if they do not say.")
@click.option(
    "--format",
    "shown_as",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="How to tell what was done; json for programs.",
)
@exit_code_option("if a record was added or changed")
def import_(
    format_: str,
    files: tuple[Path, ...],
    output: Path,
    *,
    shown_as: str,
    exit_code: bool,
    **options: Any,
) -> int:
    """Turn documents in a machine-readable format into records. Nothing is downloaded.

    What a format does not say stays unsaid. The same files give the same records, so a second run
    changes nothing. A record that somebody wrote or changed by hand is never overwritten: what is
    recorded already of the same act is kept, the import stands beside it, and what the two say
    differently shows in: guidance discrepancies.
    """
    from guidance.authoring.importing import Fate, GivenFile, Request, import_files

    seen: date | None = options.pop("seen")
    request = Request(tuple(GivenFile(path) for path in files), seen=seen, **options)
    report = import_files(format_, request, output)
    if shown_as == "json":
        click.echo(_json(format_, report, output), nl=False)
    else:
        _tell(report, output)
    changed = any(file.fate in (Fate.WRITTEN, Fate.UPDATED) for file in report.files)
    return FINDINGS if exit_code and changed else FINE


def _json(name: str, report: ImportReport, output: Path) -> str:
    from guidance.documents.imports import import_document
    from guidance.documents.writing import dumps

    files: list[tuple[Path, FateShape]] = [(file.path, file.fate.value) for file in report.files]
    told = (report.left_out, report.linked)
    return dumps(import_document(name, output, files, report.beside, told))


def _tell(report: ImportReport, output: Path) -> None:
    from guidance.authoring.importing import Fate

    fates: dict[Path, Counter[Fate]] = {}
    for file in report.files:
        fates.setdefault(file.path.parent, Counter())[file.fate] += 1
    for folder, counts in fates.items():
        told = ", ".join(f"{counts[fate]} {_WORDS[fate]}" for fate in Fate if counts[fate])
        click.echo(f"{folder}: {told}")
    for file in report.files:
        if file.fate is Fate.LEFT:
            click.echo(f"left alone, as it was written or changed by hand: {file.path}", err=True)
    for source, name in report.beside:
        click.echo(f"{source} is recorded already; the import is {name}", err=True)
    for sentence in report.left_out:
        click.echo(f"not in the records: {sentence}", err=True)
    if report.linked:
        count = f"{len(report.linked)} statement{'s' * (len(report.linked) != 1)}"
        said = "has" if len(report.linked) == 1 else "have"
        hint = f"see guidance discrepancies --data {output}"
        click.echo(f"{count} {said} another record of the same; {hint}", err=True)
    click.echo(f"next: guidance check {output}", err=True)


_WORDS: dict[str, str] = {
    "written": "written",
    "updated": "updated",
    "unchanged": "unchanged",
    "left": "left alone",
}
