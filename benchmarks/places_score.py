"""How many places of a gazetteer of its own are located, and how many wrongly.

    python benchmarks/places_score.py WHOSONFIRST.tsv.gz [--least 50000] [-v]

WHOSONFIRST has places with Arabic names, coordinates and population (Who's On First, CC BY 4.0);
nothing of it is in our gazetteer. Every town of `--least` people and more is read beside its state;
right is a point within 50 km in the right state.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
from collections.abc import Iterator
from pathlib import Path

from riwaya.annotate.places import located
from riwaya.data import rows
from riwaya.records import Mention, Place

NEAR = 50.0
KINDS = ("locality",)


def towns(path: Path, least: int) -> Iterator[dict[str, str]]:
    """The towns with an Arabic name."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            people = int(row["population"] or 0)
            if row["placetype"] in KINDS and people >= least and row["ar_preferred"]:
                yield row


def kilometres(place: Place, latitude: float, longitude: float) -> float:
    """The distance on the sphere (haversine)."""
    if place.latitude is None or place.longitude is None:
        return math.inf
    a, b = math.radians(place.latitude), math.radians(latitude)
    turn = math.radians(longitude - place.longitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 12_742 * math.asin(math.sqrt(half))


def mention(name: str) -> Mention:
    return Mention(start=0, end=len(name), text=name, type="GPE", entity=None, name=name)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score where places are.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--least", type=int, default=50_000)
    parser.add_argument("-v", action="store_true", dest="verbose", help="list what is wrong")
    given = parser.parse_args()
    states = {row["code"]: row["name"] for row in reversed(rows("countries"))}
    right = state = wrong = missing = 0
    for row in towns(given.path, given.least):
        names = [row["ar_preferred"], states.get(row["country"], "")]
        place = located([mention(name) for name in names if name])[0].place
        if place is None:
            missing += 1
        elif place.country != row["country"]:
            wrong += 1
            if given.verbose:
                print(row["ar_preferred"], row["country"], place)
        elif kilometres(place, float(row["lat"]), float(row["lon"])) <= NEAR:
            right += 1
        else:
            state += 1
            if given.verbose and place.latitude is not None:
                print(row["ar_preferred"], row["country"], row["lat"], row["lon"], place)
    total = right + state + wrong + missing
    print(f"{total} towns: {right} within {NEAR:.0f} km, {state} only the state right,",
          f"{wrong} wrong, {missing} not known")  # fmt: skip


if __name__ == "__main__":
    main()
