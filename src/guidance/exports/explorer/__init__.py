"""One page to explore a corpus with: every answer worked out beforehand, none in the page.

:func:`build` asks the library for what it says on every day, as known on every day, and writes
it into one HTML file that needs nothing else. The page looks answers up; it decides nothing.

States only change on a few days, and what is known changes only when something is published. So
answers are kept per stretch of days and stretch of knowledge, and everything that several share
(a wording, a sentence, a redline) is kept once.

===============  ===============================================================
``tables``       values kept once, and sentences that name the day asked about
``statements``   entries, wordings and either/or groups as the page shows them
``movements``    what differs between two days, statement by statement
``regimes``      which way a topic moved between two days
``lanes``        the days that the timeline shows
``headlines``    the headline of every day
``store``        all of these together, filled by one family after the other
``families``     one family of sources, asked about every day and every day of knowledge
``collecting``   puts it all together for a corpus
``page``         the file: data, style and script, locked up against everything else
===============  ===============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guidance.corpus import Corpus


def build(corpus: Corpus, topic: str | None = None, *, title: str | None = None) -> str:
    """Make the page: one self-contained HTML file, the same for the same records.

    Args:
        corpus: What to explore.
        topic: Show only this topic.
        title: The heading; by default it names the topic.

    Raises:
        UnknownNameError: The topic is not recorded.
    """
    from guidance.exports.explorer.collecting import collect
    from guidance.exports.explorer.page import page

    return page(collect(corpus, topic, title))
