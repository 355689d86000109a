"""A whole version with fewer places ends the text where it no longer reaches."""

from cases.asking import both, case, expect
from laws.small import corpus, says, version

CASES = [
    case(
        "scotland-left-out",
        "a whole version ends a text in the place that it opts out, and there alone",
        corpus(
            version("guide@old", "2019-01-01", says("tea", "Two cups.", jurisdictions=["GB"])),
            version(
                "guide@new",
                "2019-06-01",
                says("tea", "Three cups.", jurisdictions=["GB"], opted_out=["GB-SCT"]),
                extent="whole",
            ),
        ),
        expect("guide#tea", "2019-05-31", "in-force", "guide@old", place="GB-SCT"),
        expect("guide#tea", "2019-06-01", "ended", "guide@old", place="GB-SCT"),
        expect("guide#tea", "2019-06-01", "in-force", "guide@new", place="GB-WLS"),
        expect("guide#tea", "2019-06-01", "nothing", place="FR"),
    ),
    case(
        "a-country-gone",
        "of two countries a whole version keeps one; in the other nothing takes its place",
        corpus(
            version(
                "guide@1",
                "2019-01-01",
                says("tea", "Two cups.", jurisdictions=["FR", "DE"]),
                extent="whole",
            ),
            version(
                "guide@2", "2019-06", says("tea", "Two cups.", jurisdictions=["DE"]), extent="whole"
            ),
        ),
        expect(
            "guide#tea", "2019-06-15", "undetermined", place="FR", possible=["in-force", "ended"]
        ),
        expect("guide#tea", "2019-06-15", "in-force", place="DE"),
        expect("guide#tea", "2019-07-01", "ended", "guide@1", place="FR"),
    ),
    case(
        "partial-leaves-the-rest",
        "a partial version with fewer places leaves the earlier text in force elsewhere",
        corpus(
            version("guide@1", "2019-01-01", says("tea", "Two cups.", jurisdictions=["GB"])),
            version("guide@2", "2019-06-01", says("tea", "One cup.", jurisdictions=["GB-SCT"])),
        ),
        expect("guide#tea", "2019-07-01", "in-force", "guide@2", place="GB-SCT"),
        expect("guide#tea", "2019-07-01", "in-force", "guide@1", place="GB-ENG"),
    ),
    case(
        "a-stated-place-after-none",
        "a whole version that names a place ends, everywhere else, a text that named none",
        corpus(
            version("guide@1", "2019-01-01", says("tea", "Two cups."), extent="whole"),
            version(
                "guide@2",
                "2019-06-01",
                says("tea", "One cup.", jurisdictions=["GB"]),
                extent="whole",
            ),
        ),
        expect("guide#tea", "2019-06-01", "ended", "guide@1"),
        expect("guide#tea", "2019-06-01", "in-force", "guide@2", place="GB-ENG"),
    ),
    case(
        "dropped-where-it-starts-later",
        "in the place left out the old text ends with the version, elsewhere with the new text",
        corpus(
            version("guide@1", "2019-01-01", says("tea", "Two.", jurisdictions=["GB"])),
            version(
                "guide@2",
                "2019-06-01",
                says("tea", "One.", jurisdictions=["GB"], opted_out=["GB-WLS"], start="2019-08-01"),
                extent="whole",
            ),
        ),
        expect("guide#tea", "2019-07-01", "in-force", "guide@1", place="GB-ENG", ahead="guide@2"),
        expect("guide#tea", "2019-07-01", "ended", "guide@1", place="GB-WLS", ahead="none"),
        expect("guide#tea", "2019-08-01", "in-force", "guide@2", place="GB-ENG"),
    ),
    case(
        "what-it-leaves-out",
        "what a whole version leaves out ends; what other sources say is left alone",
        corpus(
            version("guide@1", "2019-01-01", says("tea", "Two."), says("milk", "Cold.")),
            version("other@1", "2019-01-01", says("milk", "Warm.")),
            version("guide@2", "2019-06-01", says("tea", "Two."), extent="whole"),
        ),
        expect("guide#milk", "2019-06-01", "ended", "guide@1"),
        expect("other#milk", "2019-06-01", "in-force", "other@1"),
    ),
]


@both(CASES)
def test_whole_versions_and_places(ask, each):
    ask(each)
