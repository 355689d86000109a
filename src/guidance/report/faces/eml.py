"""A report as an e-mail to be sent on: the brief as plain text, and the whole as HTML.

RFC 5322 and 2046. ``X-Unsent`` lets mail programs open it as a draft. It has no sender and no
address: whoever sends it puts them in.
"""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP

from guidance.report.faces import html, text
from guidance.report.model import Look, Report
from guidance.wording.visible import visible

_WIDTH = 76  # what mail programs quote without breaking lines anew


def draw(report: Report, look: Look) -> bytes:
    """Draw a report as an e-mail."""
    page = html.draw_page(report)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(visible(report.title).split())
    message["X-Unsent"] = "1"
    message.set_content(
        text.draw(report, Look(width=_WIDTH, full=look.full)), cte="quoted-printable"
    )
    message.add_alternative(page, subtype="html", cte="base64")
    # The same report gives the same bytes; the library would draw a boundary by lot.
    message.set_boundary(hashlib.sha256(page.encode()).hexdigest()[:32])
    return message.as_bytes()
