"""Writes the table of places anew: ``python tools/places_table.py``.

Codes, names and what lies in what are those of ISO 3166-1 and ISO 3166-2 as pycountry gives them.
By hand: names that read well in a sentence, and the places that ISO lists twice, as a country and
as a part of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

import pycountry

TARGET = Path(__file__).parent.parent / "src" / "guidance" / "records" / "iso3166.py"

WITH_ARTICLE = frozenset(
    {"AE", "AX", "BS", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "IO", "KM", "KY", "MH"}
    | {"MP", "MV", "NL", "PH", "SB", "SC", "TC", "UM", "US"}
)
READABLE = {
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "CC": "the Cocos (Keeling) Islands",
    "CD": "the Democratic Republic of the Congo",
    "CG": "the Congo",
    "FK": "the Falkland Islands",
    "FM": "Micronesia",
    "PS": "Palestine",
    "RU": "Russia",
    "BN": "Brunei",
    "VA": "the Vatican",
    "VG": "the British Virgin Islands",
    "VI": "the United States Virgin Islands",
    "TF": "the French Southern Territories",
    "EH": "Western Sahara",
}
# ISO 3166-2 marks these as "also included in ISO 3166-1": one place with two codes.
SAME = {
    "FI-01": "AX",
    "FR-971": "GP",
    "FR-972": "MQ",
    "FR-973": "GF",
    "FR-974": "RE",
    "FR-976": "YT",
    "FR-BL": "BL",
    "FR-MF": "MF",
    "FR-NC": "NC",
    "FR-PF": "PF",
    "FR-PM": "PM",
    "FR-TF": "TF",
    "FR-WF": "WF",
    "CN-HK": "HK",
    "CN-MO": "MO",
    "NL-AW": "AW",
    "NL-CW": "CW",
    "NL-SX": "SX",
    "NL-BQ1": "BQ-BO",
    "NL-BQ2": "BQ-SA",
    "NL-BQ3": "BQ-SE",
    "US-AS": "AS",
    "US-GU": "GU",
    "US-MP": "MP",
    "US-PR": "PR",
    "US-UM": "UM",
    "US-VI": "VI",
}
# Countries that are several subdivisions of another country together.
TOGETHER = {"BQ": ("NL", ("NL-BQ1", "NL-BQ2", "NL-BQ3")), "SJ": ("NO", ("NO-21", "NO-22"))}


def country_name(country) -> str:
    """The name of a country as it reads in a sentence."""
    code = country.alpha_2
    if code in READABLE:
        return READABLE[code]
    name = getattr(country, "common_name", country.name)
    assert "," not in name or code == "SH", (code, name)
    return f"the {name}" if code in WITH_ARTICLE else name


_REMARKS = re.compile(r"\s*[\[*].*|\s*\((?:see also|Region |EH|[A-Z]+\)).*")
_TURNED = re.compile(
    r"(.+), (City of|County|The|Région de|Région|Principado de|Comunidad(?: Foral)?(?: de)?"
    r"|Región de|Hlavní město|Respublika)"
)


def part_name(name: str) -> str:
    """The name of a subdivision, without the remarks in brackets and in the order of speech."""
    bare = _REMARKS.sub("", name).strip()
    turned = _TURNED.fullmatch(bare)
    return f"{turned[2]} {turned[1]}" if turned else bare


def lines():
    """Yield a line for each country that is not part of another."""
    inside = defaultdict(list)
    for each in pycountry.subdivisions:
        inside[each.parent_code or each.country_code].append(each.code)
    names = {each.code: part_name(each.name) for each in pycountry.subdivisions}
    together = {code: whole for whole, (_, codes) in TOGETHER.items() for code in codes}
    countries = {each.alpha_2: country_name(each) for each in pycountry.countries}
    own_line = countries.keys() - set(SAME.values()) - TOGETHER.keys()

    def nodes(country: str, code: str, depth: int):
        for each in sorted(inside[code]):
            if each in together and depth == 1:
                whole = together[each]
                if each == TOGETHER[whole][1][0]:
                    yield f"-={whole} {countries[whole]}"
                    for part in TOGETHER[whole][1]:
                        same = f"={SAME[part]}" if part in SAME else ""
                        yield f"--{part.partition('-')[2]}{same} {names[part]}"
                continue
            own, _, short = each.partition("-")
            same = SAME.get(each)
            yield (
                "-" * depth
                + (short if own == country else each)
                + (f"={same} {countries[same]}" if same else f" {names[each]}")
            )
            yield from nodes(country, each, depth + 1)
            if same in countries:
                yield from nodes(country, same, depth + 1)

    for code in sorted(own_line):
        yield "|".join([f"{code} {countries[code]}", *nodes(code, code, 1)])


def main() -> None:
    """Write the module."""
    rows = list(lines())
    inside = {same: part[:2] for part, same in SAME.items() if len(same) == 2}
    inside |= {whole: country for whole, (country, _) in TOGETHER.items()}
    entries = "\n".join(f'    "{code}": "{inside[code]}",' for code in sorted(inside))
    TARGET.write_text(
        '"""Places by code: ISO 3166-1 and ISO 3166-2. Written by ``tools/places_table.py``.\n\n'
        f"The data are those of pycountry {version('pycountry')}. A line holds a country and what"
        " lies in it; each\nhyphen is one step further in. ``=`` gives the second code of a place"
        ' that ISO lists twice.\n"""\n\n'
        "INSIDE = {\n" + entries + "\n}\n"
        '"""Countries that ISO also lists as a part of another, with that other."""\n\n'
        'TABLE = """\\\n' + "\n".join(rows) + '"""\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
