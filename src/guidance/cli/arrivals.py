"""Commands for a document you hold: draft and verify."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from guidance.cli.loading import corpus_for
from guidance.cli.options import (
    SOURCE,
    VERSION,
    asked_of,
    exit_code_option,
    folder_of,
    record_options,
)
from guidance.cli.output import show
from guidance.cli.words import FINDINGS, FINE
from guidance.errors import check_name

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.upkeep.documents.blocks import Reading

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command(
    "draft",
    epilog="""\b
Examples:
  guidance draft leaflet --document new.html --previous old.html --data records
  guidance draft leaflet --document new.html --previous old.html --write --id new --data records
  guidance draft leaflet --document new.html --format html -o changed.html --data records

Reads HTML, Word (.docx), PDF, Markdown, plain text and XML. Nothing is fetched.

Exit codes: 0 fine; 1 with --exit-code, if anything of substance changed; 2 usage, or a document
that cannot be read; 3 bad records.""",
)
@click.argument("source", type=SOURCE, metavar="SOURCE")
@click.option("--document", required=True, type=_FILE, metavar="FILE", help="The new document.")
@click.option(
    "--previous",
    type=_FILE,
    metavar="FILE",
    help="The previous edition; the same file again, for its tracked changes.",
)
@click.option(
    "--tracked-changes",
    "changes",
    type=click.Choice(("accepted", "rejected")),
    default="accepted",
    show_default=True,
    help="How to read the tracked changes of the new document.",
)
@click.option(
    "--write",
    "is_to_write",
    is_flag=True,
    help="Start a version from it in your records folder; what is left to decide is marked TODO.",
)
@click.option("--id", "name", metavar="ID", help="The name of that version; by default its date.")
@click.option(
    "--published",
    metavar="DATE",
    help="The publication date, as precisely as it is known: 2020-01-16.",
)
@click.option("--overwrite", is_flag=True, help="Replace the version if it exists.")
@record_options
@exit_code_option("if anything of substance changed")
@click.pass_context
def draft(ctx: click.Context, /, source: str, document: Path, **options: Any) -> int:
    """Say what changed in a new edition of a document, and which recorded statements it affects."""
    from guidance.report import of_arrival
    from guidance.upkeep.arrivals import arrival

    asked = asked_of(ctx, options)
    corpus = corpus_for(asked)
    check_name("source", source, corpus.sources)
    new = _opened(corpus, source, document, options["changes"])
    previous: Path | None = options["previous"]
    old = _opened(corpus, source, previous, "accepted") if previous else None
    if previous and old and old[0] == new[0]:
        # One file with tracked changes is both: as it was, and as it is to be.
        old = _opened(corpus, source, previous, "rejected")
        new = _opened(corpus, source, document, "accepted")
    from guidance.answers.answering import registry_of

    order = registry_of(corpus).order.get(source, ())
    versions = tuple(corpus.versions[ref] for ref in order)
    changed = arrival(source, versions, new, old)
    if options["is_to_write"]:
        from guidance.authoring.draft import draft_version
        from guidance.records.dates import ImpreciseDate

        folder = folder_of(ctx)
        day = ImpreciseDate.parse(options["published"]) if options["published"] else None
        written = draft_version(
            *(folder, corpus.sources[source], versions, changed),
            published=day,
            version=options["name"],
            overwrite=options["overwrite"],
        )
        click.echo(f"wrote {written.path}", err=True)
        click.echo(f"next: settle each TODO in it, then guidance check {folder}", err=True)
    show(of_arrival(changed), asked)
    return FINDINGS if options["exit_code"] and changed.has_substance else FINE


def _opened(corpus: Corpus, source: str, path: Path, changes: Any) -> tuple[bytes, Reading]:
    from guidance.upkeep.documents.opening import open_document
    from guidance.upkeep.documents.passages import headings_of

    own = [version for version in corpus.versions.values() if version.source == source]
    data = path.read_bytes()
    reading = open_document(data, path.name, changes=changes, headings=headings_of(own))
    return data, reading


@click.command(
    "verify",
    epilog="""\b
Examples:
  guidance verify --document page.txt
  guidance verify --document page.txt ms-society-alemtuzumab@2016-09-06
  guidance verify --document page.html leaflet@2024-06 --write --data records

\b
Of each cited passage whose fingerprint is recorded:
  unchanged   the same words in the same place
  moved       the same words in another place
  changed     other words in that place
  gone        no such place, and the words nowhere

Exit codes: 0 fine; 1 with --exit-code, if it is not a document that was recorded; 2 bad question;
3 bad records.""",
)
@click.argument("against", type=VERSION, metavar="[VERSION]", required=False)
@click.option(
    "--document", required=True, type=_FILE, metavar="FILE", help="The document you hold."
)
@click.option(
    "--write",
    "is_to_write",
    is_flag=True,
    help="Add fingerprints of the cited passages to the version recorded from this document.",
)
@record_options
@exit_code_option("if it is not a document that was recorded")
@click.pass_context
def verify(ctx: click.Context, /, against: str | None, document: Path, **options: Any) -> int:
    """Say whether a document is the one recorded, and what became of the passages cited from it."""
    from guidance.authoring import verify as compare
    from guidance.report import of_verification

    asked = asked_of(ctx, options)
    data = document.read_bytes()
    if options["is_to_write"]:
        _write_fingerprints(folder_of(ctx), data, against, document.name)
    verifications = compare(data, corpus_for(asked).versions, against, name=document.name)
    show(of_verification(verifications), asked)
    is_known = any(verification.is_same for verification in verifications)
    return FINDINGS if options["exit_code"] and not is_known else FINE


def _write_fingerprints(folder: Path, data: bytes, against: str | None, name: str) -> None:
    """Write fingerprints into each version of this document; say what got none, and why."""
    from guidance.authoring.fingerprints import write_fingerprints
    from guidance.wording.arrivals import place_words

    for path, written in write_fingerprints(folder, data, against, name=name):
        for ref, cite, reason in written.left:
            place = place_words((cite.section, cite.paragraph))
            click.echo(f"no fingerprint for {ref}, which cites {place}: {reason}", err=True)
        click.echo(
            f"wrote {written.written} of {written.written + len(written.left)}"
            f" fingerprints into {path}",
            err=True,
        )
