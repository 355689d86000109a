"""One page to explore a corpus with: every answer worked out beforehand, none in the page.

:func:`build` asks the library what it says on every day, as known on every day, and writes it into
one HTML file that needs nothing else. The page looks answers up; it decides nothing.

States only change on a few days, and what is known changes only when something is published. So
answers are kept per stretch of days and stretch of knowledge, and everything that several share
(a wording, a sentence, a redline) is kept once. What changed is kept change by change, each on its
day: between any two days those are told that fall there, so size and time grow with the records
and not with the pairs of days. The briefs of days and of pairs of days are those that the
commands show. Where there are too many of them, or of days of knowledge, to be worked out
beforehand, the page names the command instead.

===============  ===============================================================
``tables``       values kept once, and sentences that name the day asked about
``statements``   entries, wordings and either/or groups as the page shows them
``steps``        what changed, each change on its day
``lanes``        the days that the timeline shows
``headlines``    the headline of every day
``briefs``       the briefs of days, and of what changed between two
``store``        all of these but the briefs, filled by one family after the other
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
