"""A report as PDF, laid out from the HTML: tagged (PDF/UA-1), and nothing is fetched."""

from __future__ import annotations

import hashlib
from typing import NoReturn

from guidance.errors import MissingExtraError
from guidance.report.faces import html
from guidance.report.model import Look, Report

_NEED = "PDF reports need WeasyPrint and the Pango library (Debian: apt-get install libpango-1.0-0)"


def draw(report: Report, look: Look) -> bytes:  # noqa: ARG001  (one signature for all formats)
    """Draw a report as PDF.

    Raises:
        MissingExtraError: WeasyPrint, or the Pango library it needs, is not installed.
    """
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]
        from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]
    except (ImportError, OSError):  # OSError: WeasyPrint is there, Pango is not
        raise MissingExtraError(_NEED, "pdf") from None
    page = html.draw_page(report)

    class Refusing(URLFetcher):  # type: ignore[misc]
        """Fetches nothing: the page has all it needs in it."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002
            raise ValueError(f"nothing is fetched for a report: {url[:80]}")

    # The same page gives the same identifier; WeasyPrint would draw one by lot.
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    content: bytes = HTML(string=page, url_fetcher=Refusing(), media_type="print").write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=identifier
    )
    return content
