"""Nouns with figures: "1 failed DMT", "2 therapies", "no relapses".

Names of facts and units are written in the plural, and may say more after their noun: "relapses
that were disabling". A figure of one takes the singular of the noun alone.
"""

from __future__ import annotations

_AFTER = frozenset(
    """
    that which who whose of in on for to with without within at from by per since until before after
    during between despite among against through over under
    """.split()  # noqa: SIM905  (read as a text)
)
"""What follows the noun that a name is about begins with one of these, or with a comma."""

_VERBS = {"were": "was", "are": "is", "have": "has", "do": "does"}
"""The verb after *that*, *which* or *who* goes with the noun."""

_IRREGULAR = {
    "children": "child",
    "people": "person",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "teeth": "tooth",
    "lives": "life",
    "halves": "half",
    "criteria": "criterion",
    "uses": "use",
    "movies": "movie",
}
_NO_PLURAL = ("series", "species", "gas", "pancreas", "bias", "atlas", "canvas", "means", "news")


def singular(phrase: str) -> str:
    """The phrase for one of what it names: "therapies in spite of which …" is "therapy in …"."""
    words = phrase.split(" ")
    ends = (
        place
        for place, word in enumerate(words[1:])
        if _is_after(word) or words[place].endswith(",")
    )
    last = next(ends, len(words) - 1)
    words[last] = _one(words[last])
    if words[last + 1 : last + 2] and words[last + 1] in ("that", "which", "who"):
        words[last + 2 : last + 3] = [_VERBS.get(word, word) for word in words[last + 2 : last + 3]]
    return " ".join(words)


def figured(figure: object, phrase: str) -> str:
    """A figure of what a phrase names: "1 relapse", "2 relapses"."""
    return f"{figure} {singular(phrase) if str(figure) == '1' else phrase}"


def _is_after(word: str) -> bool:
    return word in _AFTER or word.startswith("(")


def _one(word: str) -> str:
    """The singular of a word; a word that is no plural stays as it is."""
    bare = word.rstrip(",")
    tail = word[len(bare) :]
    low = bare.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low] + tail
    if low in _NO_PLURAL or not bare.endswith("s") or bare.endswith(("ss", "us", "is")):
        return word
    if bare.endswith("ies") and len(bare) > 4:
        return f"{bare[:-3]}y{tail}"
    if bare.endswith(("sses", "xes", "ches", "shes")) or (
        bare.endswith("uses") and bare[-5] not in "aeo"
    ):
        return bare[:-2] + tail
    if bare.endswith(("gnoses", "lyses")):
        return f"{bare[:-2]}is{tail}"
    return bare[:-1] + tail
