"""What a language model is asked: a fixed instruction, and the accounts as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources

import msgspec

from riwaya import limits
from riwaya.compare.identity import identify
from riwaya.compare.units import Unit, cut
from riwaya.records import AnnotatedArticle, Comparison


def labelled(
    comparison: Comparison, articles: Sequence[AnnotatedArticle]
) -> dict[str, AnnotatedArticle]:
    """The accounts that are shown to a model, by the labels that it knows them under (A1, A2):
    ids and names may hold anything. They are the first `limits.MODEL_ACCOUNTS` that are there."""
    by_id = {article.id: article for article in articles}
    there = [by_id[head.article] for head in comparison.accounts if head.article in by_id]
    return {f"A{n}": one for n, one in enumerate(there[: limits.MODEL_ACCOUNTS], start=1)}


def request(model: str, shown: Mapping[str, AnnotatedArticle]) -> bytes:
    """The body of the request, in JSON: the instruction is the system's message, and the accounts
    alone are the user's."""
    return msgspec.json.encode(
        {
            "model": model,
            "messages": [
                {"role": "system", "content": instruction()},
                {"role": "user", "content": untrusted(shown)},
            ],
            "temperature": 0,
            "stream": False,
        }
    )


@cache
def instruction() -> str:
    """What the model is told to do; nothing is ever put into it."""
    path = resources.files("riwaya.data").joinpath("proposals_instruction.txt")
    return path.read_text(encoding="utf-8")


def untrusted(shown: Mapping[str, AnnotatedArticle]) -> str:
    """The units of the accounts as JSON between two marks. The marks hold a hash of what stands
    between them, so that no page can write the closing one."""
    accounts = list(shown.values())
    identity = identify(accounts)
    most = limits.MODEL_CHARS // max(1, len(accounts))
    data = [
        {
            "account": label,
            "untrusted_units": _shown(article.body, cut(index, article, identity), most),
        }
        for index, (label, article) in enumerate(shown.items())
    ]
    text = msgspec.json.encode({"accounts": data}).decode()
    mark = f"untrusted-{sha256(text.encode()).hexdigest()[:16]}"
    return f"<{mark}>\n{text}\n</{mark}>"


def _shown(body: str, units: Sequence[Unit], most: int) -> list[dict[str, str | bool | None]]:
    """The units that are not inside another, from the first on, as many as fit. A unit that is
    denied is what was denied, without the word that says so."""
    found: list[dict[str, str | bool | None]] = []
    reached = 0
    for unit in sorted(units, key=lambda unit: (unit.start, -unit.end, not unit.denies)):
        if unit.end <= reached:
            continue
        most -= unit.end - unit.start
        if most < 0:
            break
        reached = unit.end
        text, speaker = _clean(body[unit.start : unit.end]), unit.speaker_name
        speaker = _clean(speaker) if speaker else None
        found.append({"text": text, "speaker": speaker, "denied": unit.denies})
    return found


def _clean(text: str) -> str:
    """Text without lone surrogates, which are no JSON."""
    return text.encode("utf-8", "replace").decode()
