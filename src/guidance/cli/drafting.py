"""The command for a document that has arrived: draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from guidance.cli.loading import check_name, corpus_for
from guidance.cli.options import SOURCE, Asked, data_of, exit_code_option
from guidance.cli.output import show, write
from guidance.cli.words import DATA_HELP, FINDINGS, FINE

if TYPE_CHECKING:
    from guidance.corpus import Corpus
    from guidance.upkeep.documents.blocks import Reading

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command(
    "draft",
    epilog="""\b
Examples:
  guidance draft leaflet --document new.html --previous old.html --data records
  guidance draft leaflet --document new.docx --previous old.docx --write --data records
  guidance draft leaflet --document new.html --previous old.html --exit-code --data records

Reads HTML, Word (.docx), PDF, Markdown, plain text and XML. Nothing is fetched.

Exit codes: 0 fine; 1 with --exit-code, if anything of substance changed; 2 usage, or a document
that cannot be read; 3 bad records.""",
)
@click.argument("source", type=SOURCE, metavar="SOURCE")
@click.option("--document", required=True, type=_FILE, metavar="FILE", help="The new document.")
@click.option("--previous", type=_FILE, metavar="FILE", help="The document as it was before.")
@click.option(
    "--tracked-changes",
    "changes",
    type=click.Choice(("accepted", "rejected")),
    default="accepted",
    show_default=True,
    help="How to read the tracked changes of the new document.",
)
@click.option("--data", multiple=True, metavar="DIR", help=DATA_HELP)
@click.option(
    "--format",
    type=click.Choice(("text", "markdown", "json", "html")),
    default="text",
    show_default=True,
    help="How to write what was found.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not.")
@exit_code_option("if anything of substance changed")
@click.pass_context
def draft(ctx: click.Context, /, source: str, document: Path, **options: Any) -> int:
    """Say what changed in a new document, and which statements rest on that."""
    from guidance.report.arrivals import arrival_dossier, of_arrival
    from guidance.upkeep.arrivals import arrival

    asked = Asked(data_of(ctx), (), None, options["format"], options["output"])
    corpus = corpus_for(asked)
    check_name("source", source, corpus.sources)
    new = _opened(corpus, source, document, options["changes"])
    previous: Path | None = options["previous"]
    old = _opened(corpus, source, previous, "accepted") if previous else None
    order = corpus.registry.order.get(source, ())
    found = arrival(source, [corpus.versions[ref] for ref in order], new, old)
    if asked.format == "html":
        from guidance.report.html import render_html

        write(render_html(arrival_dossier(found)), asked.output)
    else:
        show(of_arrival(found), asked)
    return FINDINGS if options["exit_code"] and found.has_substance else FINE


def _opened(corpus: Corpus, source: str, path: Path, changes: Any) -> tuple[bytes, Reading]:
    from guidance.upkeep.documents.opening import open_document

    headings = {
        cite.section
        for version in corpus.versions.values()
        if version.source == source
        for cite in (each.cite for each in version.provisions.values())
    }
    titles = {each.document.title for each in corpus.versions.values() if each.source == source}
    data = path.read_bytes()
    reading = open_document(data, path.name, changes=changes, headings=sorted(headings | titles))
    return data, reading
