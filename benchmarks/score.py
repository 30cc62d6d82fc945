"""Score the pipeline against hand-made truth.

    python benchmarks/score.py [GOLD.json FOLDER] [--json] [--missed]
    python benchmarks/score.py --pin [--lower]

Without arguments the bundled sample is scored. `--pin` writes the figures of the sample to
tests/gates/pinned.json, which the tests hold; it lowers a figure only with `--lower`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import measures

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src" / "riwaya" / "data" / "sample"
PINNED = ROOT / "tests" / "gates" / "pinned.json"


def corpus_hash(folder: Path = SAMPLE) -> str:
    """SHA-256 over the names and bytes of a folder's pages and truth."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".html", ".txt", ".json"):
            whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def rates(counts: measures.Counts) -> dict[str, dict[str, Any]]:
    """Counts with their rates, by name."""
    return {
        name: {"rate": round(right / of, 4) if of else 1.0, "right": right, "of": of}
        for name, (right, of) in counts.items()
    }


def lowered(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The measures whose rate is below the pinned one, or that are gone."""
    return [
        f"{name}: {entry['rate']} -> {new[name]['rate'] if name in new else None}"
        for name, entry in old.items()
        if name not in new or new[name]["rate"] < entry["rate"]
    ]


def pin(lower: bool) -> None:
    """Write the figures of the sample, refusing to lower one unasked."""
    counts, _ = measures.measure(SAMPLE / "gold.json", SAMPLE)
    new = rates(counts)
    if PINNED.exists() and not lower:
        worse = lowered(json.loads(PINNED.read_text(encoding="utf-8"))["scores"], new)
        if worse:
            raise SystemExit("score: not pinned, these would drop:\n  " + "\n  ".join(worse))
    document = {"corpus": corpus_hash(), "scores": new}
    PINNED.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score riwaya against hand-made truth.")
    parser.add_argument("gold", nargs="?", type=Path, default=SAMPLE / "gold.json")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--missed", action="store_true", help="also what was missed")
    parser.add_argument("--pin", action="store_true", help="pin the figures of the sample")
    parser.add_argument("--lower", action="store_true", help="let a pinned figure drop")
    wanted = parser.parse_args()
    if wanted.pin:
        pin(wanted.lower)
        return
    counts, missed = measures.measure(wanted.gold, wanted.folder or wanted.gold.parent)
    if wanted.json:
        print(json.dumps(rates(counts), indent=1))
        return
    for name, entry in rates(counts).items():
        print(f"{name:22} {entry['rate']:6.1%}  {entry['right']}/{entry['of']}")
    if wanted.missed:
        print("\n".join(missed))


if __name__ == "__main__":
    main()
