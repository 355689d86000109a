"""Parts in words: a remainder is named as one, never with the name of the whole."""

import pytest

from guidance.records.gazetteer import Gazetteer
from guidance.records.model import DeclaredPlace
from guidance.wording.places import part_words, place_words

SINCE = 737000  # in 2018
GAZETTEER = Gazetteer(
    {
        "zone": DeclaredPlace(label="the river zone", within="GB-ENG", overlaps=("town",)),
        "town": DeclaredPlace(label="the old town", within="GB-ENG"),
    }
)


@pytest.mark.parametrize(
    ("own", "acting", "words"),
    [
        (["GB"], [], [" in the United Kingdom"]),
        (["GB", "FR"], [], [" in France and the United Kingdom"]),
        (["GB-GBN"], ["GB-ENG"], [" in England", " in Great Britain except England"]),
        (["GB"], ["GB-SCT", "GB-WLS"],
         [" in the United Kingdom except Scotland and Wales", " in Scotland", " in Wales"]),
        ([], ["GB-ENG", "DE"], [" in Germany", " in England", " outside England and Germany"]),
        ([], [], [""]),
        (["EU"], [], [" in the EU except the United Kingdom", " in the United Kingdom"]),
        (["FR"], ["EU"], [" in the part of France in the EU", " in France outside the EU"]),
        (["zone"], ["town"], [" in the overlap of the old town and the river zone",
                              " in the river zone except the old town"]),
    ],
)  # fmt: skip
def test_where(own, acting, words):
    def scopes(codes):
        return [GAZETTEER.scope((code,)) for code in codes]

    mine = [GAZETTEER.scope(tuple(own))]
    found = [place_words(part) for part in GAZETTEER.parts(mine, scopes(acting), SINCE)]
    assert found == words


def test_what_a_record_says_is_told_in_its_own_terms():
    stated = GAZETTEER.stated(GAZETTEER.scope(("GB", "EU"), ("GB-SCT",)))
    assert (stated.within, stated.without) == (("EU", "GB"), ("GB-SCT",))
    assert part_words(stated) == "the EU and the United Kingdom except Scotland"
    nowhere = GAZETTEER.stated(GAZETTEER.scope())
    assert part_words(nowhere) == "a place that is not stated"
