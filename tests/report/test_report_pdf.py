"""The PDF report: tagged, nothing fetched, and a clear word where a part is missing."""

from __future__ import annotations

import builtins
import subprocess
import sys

import pytest

from guidance.errors import MissingExtraError
from guidance.report import Look, render
from handed_on import REPORTS, drawn, report_on


def pdfinfo(*options: str) -> str:
    return subprocess.run(
        ["pdfinfo", *options, "-"], input=drawn("forecast", "pdf"), capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.pdf
def test_is_tagged_and_says_what_it_is():
    info = pdfinfo()
    assert "Tagged:          yes" in info
    assert report_on("forecast").title in info
    assert "JavaScript:      no" in info
    assert "pdfuaid" in pdfinfo("-meta")
    structure = pdfinfo("-struct")
    for tag in ("H1", "H2", "Table", "TH", "LI", "Figure"):
        assert tag in structure


@pytest.mark.pdf
def test_the_same_report_gives_the_same_bytes():
    assert render(REPORTS["forecast"](), "pdf") == drawn("forecast", "pdf")


@pytest.mark.pdf
def test_nothing_is_fetched(monkeypatch, tmp_path):
    """A page that asks for something gets nothing, whatever put the request there."""
    from guidance.report.faces import pdf

    secret = tmp_path / "secret.png"
    secret.write_text("not to be read")
    page = (
        f'<html lang="en"><title>t</title><img alt="x" src="{secret.as_uri()}"><p>text</p></html>'
    )
    monkeypatch.setattr(pdf.html, "draw", lambda *_: page)
    read = []
    original = builtins.open
    monkeypatch.setattr(
        builtins, "open", lambda name, *a, **k: (read.append(str(name)), original(name, *a, **k))[1]
    )
    assert pdf.draw(report_on("none"), Look()).startswith(b"%PDF")
    assert str(secret) not in read


@pytest.mark.parametrize("fault", [ImportError("no module"), OSError("cannot load library pango")])
def test_says_how_to_install_what_is_missing(monkeypatch, fault):
    original = builtins.__import__

    def refuse(name, *rest, **options):
        if name.partition(".")[0] == "weasyprint":
            raise fault
        return original(name, *rest, **options)

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"pip install 'guidance-timeline\[pdf\]'") as found:
        render(report_on("none"), "pdf")
    assert found.value.extra == "pdf"
    assert "libpango" in str(found.value)
