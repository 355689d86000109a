"""Commands about the records themselves: list, check and schema."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from guidance.cli.loading import corpus_for, read
from guidance.cli.options import (
    KIND,
    SOURCE,
    TOPIC,
    asked_of,
    data_of,
    exit_code_option,
    record_options,
)
from guidance.cli.output import show, write
from guidance.cli.words import BAD_DATA, FINDINGS, FINE, OUTPUT_HELP
from guidance.errors import RecordFault, RecordsError, UnknownNameError, check_name, nearest

if TYPE_CHECKING:
    from guidance.upkeep.findings import Finding

_WHAT = ("sources", "versions", "provisions", "events", "topics", "facts")


@click.command(
    "list",
    epilog="""\b
Examples:
  guidance list
  guidance list provisions --kind eligibility

Exit codes: 0 fine; 2 bad question; 3 bad records.""",
)
@click.argument("what", type=click.Choice(_WHAT), required=False)
@click.option("--topic", type=TOPIC, metavar="TOPIC", help="List only sources on this topic.")
@click.option("--source", type=SOURCE, metavar="SOURCE", help="List only this source.")
@click.option("--kind", type=KIND, metavar="KIND", help="List only provisions of this kind.")
@record_options
@click.pass_context
def list_(ctx: click.Context, /, what: str | None, **options: Any) -> None:
    """List what is recorded: sources, versions, provisions, events, topics and facts."""
    from guidance.report import of_list

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    topic, source, kind = options["topic"], options["source"], options["kind"]
    check_name("topic", topic, corpus.topics)
    check_name("source", source, corpus.sources)
    check_name("kind", kind, corpus.kinds)
    lists = (what,) if what else _WHAT
    show(of_list(corpus, lists, topic=topic, source=source, kind=kind), asked)


@click.command(
    "check",
    epilog="""\b
Examples:
  guidance check
  guidance check data/versions/ms-society-alemtuzumab/source.yaml
  guidance check records --format github

Exit codes: 0 sound; 1 with --exit-code, if anything is worth a look; 2 usage; 3 faults, each on
one line with file, line, column and field. Faults are errors; findings are
warnings (likely a mistake) or notes (worth a look). github: annotations
beside the lines of a pull request.""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--data", multiple=True, metavar="DIR", help="The same as PATH.")
@click.option(
    "--format",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="The format of the findings.",
)
@click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP)
@exit_code_option("if anything is worth a look")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> int:
    """Check records: data folders as a whole, a single file or source by itself.

    Without a path, the records that are shipped.
    """
    paths = (*data_of(ctx), *paths)
    faults: Sequence[RecordFault | Exception] = ()
    counts = (0, 0, 0)
    odd: list[tuple[Finding, tuple[str, int, int]]] = []
    try:
        counts, odd = _looked_at(paths)
    except RecordsError as error:
        faults = error.exceptions
    faulty = [fault for fault in faults if isinstance(fault, RecordFault)]
    if options["format"] == "json":
        from guidance.documents.checking import check_document
        from guidance.documents.writing import dumps

        text = dumps(check_document(counts, faulty, odd))
    elif options["format"] == "github":
        text = _annotations(faulty, odd)
    elif faulty:
        from guidance.wording.visible import visible

        text = "".join(f"{visible(str(fault))}\n" for fault in faulty)
    else:
        from guidance.wording.days import counted
        from guidance.wording.visible import visible

        names = ("source", "version", "provision")
        told = ", ".join(counted(n, name) for n, name in zip(counts, names, strict=True))
        lines = [
            f"{file}:{line}:{column}: {finding.severity}: {finding.field}: {finding.problem};"
            f" {finding.mend} [{finding.code}]"
            for finding, (file, line, column) in odd
        ]
        lines.append(f"ok: {told}")
        text = "".join(f"{visible(line)}\n" for line in lines)
    write(text, options["output"])
    if faulty:
        files = len({fault.file for fault in faulty})
        where = f"{files} file{'s' * (files != 1)}"
        click.echo(f"guidance: {len(faulty)} fault{'s' * (len(faulty) != 1)} in {where}", err=True)
    if faulty:
        return BAD_DATA
    return FINDINGS if odd and options["exit_code"] else FINE


def _looked_at(
    paths: tuple[str, ...],
) -> tuple[tuple[int, int, int], list[tuple[Finding, tuple[str, int, int]]]]:
    """Count what was read, and look through it where whole data folders are named."""
    from guidance.answers.answering import registry_of
    from guidance.files import read_records
    from guidance.files.folders import shipped
    from guidance.upkeep.findings import find

    named = [shipped() if path == "shipped" else Path(path) for path in paths or ("shipped",)]
    parts = [path for path in named if path is not None]
    if any(_is_part(path) for path in parts):
        records = read_records(*parts)
        provisions = sum(len(version.provisions) for version in records.versions)
        return (len(records.sources), len(records.versions), provisions), []
    corpus = read(paths)
    records = read_records(*parts)
    odd = [
        (finding, records.where(finding.record, finding.path))
        for finding in find(registry_of(corpus))
    ]
    return (len(corpus.sources), len(corpus.versions), len(corpus.provisions)), odd


def _annotations(faults: list[RecordFault], odd: list[tuple[Finding, tuple[str, int, int]]]) -> str:
    from guidance.report.annotations import annotation
    from guidance.wording.visible import visible

    every = [(fault, (_beside(fault.file), fault.line, fault.column)) for fault in faults]
    every += [(finding, (_beside(place[0]), *place[1:])) for finding, place in odd]  # type: ignore[misc]
    return "".join(
        annotation(
            told.severity,
            told.code,
            (visible(place[0]), *place[1:]),
            visible(told.field),
            visible(f"{told.problem}; {told.mend}"),
        )
        + "\n"
        for told, place in every
    )


def _beside(file: str) -> str:
    """A path from the folder one is in, where the file is inside it: what GitHub looks for."""
    path, here = Path(file).resolve(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _is_part(path: Path) -> bool:
    """Whether a path is one file or the folder of one source, which lean on other records."""
    is_one = path.name == "facts" or any((path / f"source{e}").exists() for e in (".yaml", ".json"))
    return path.is_file() or is_one


@click.command(
    "schema",
    epilog="""\b
Examples:
  guidance schema
  guidance schema as-of

Exit codes: 0 fine; 2 there is no such schema.""",
)
@click.argument("name", required=False, default="record")
@click.option("-o", "--output", metavar="FILE", help=OUTPUT_HELP)
def schema(name: str, output: str | None) -> None:
    """Print the JSON Schema of a record file (source, version, facts) or of a JSON answer."""
    from guidance.documents import RECORDS, SHAPES, record_schema
    from guidance.documents import schema as document_schema

    if name in RECORDS:
        shown = record_schema(name)
    elif name in SHAPES:
        shown = document_schema(name)
    else:
        raise UnknownNameError("schema", name, nearest(name, (*RECORDS, *SHAPES)) or tuple(RECORDS))
    write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", output)
