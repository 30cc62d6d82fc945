"""What the words around an expression say of it: planned, finished, of old, lasting."""

from __future__ import annotations

import re

import msgspec

from riwaya.dates.expressions import Expression
from riwaya.dates.roles import ROLES, chars
from riwaya.dates.tag import Items

_REACH = 40
_NEAR = 6
_STOP, _BREAK, _THAT, _FUTURE, _PRESENT, _VERB, _PAST, _OLD, _TALLY = ".|TFIVPSY"
_CUE = re.compile(f"[{_FUTURE}{_PRESENT}{_VERB}{_PAST}{_OLD}]")
_LASTED = frozenset(("استمر", "استمرت"))
_UNITS = chars("units unita")


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, ROLES.values()), "-")
    for names, sign in (
        ("stop", _STOP),
        ("comma open close dash colon quote rel slash", _BREAK),
        ("that", _THAT),
        ("future futw", _FUTURE),
        ("imperfect", _PRESENT),
        ("presw", _VERB),
        ("past decadew", _PAST),
        ("since birth", _OLD),
        ("tally", _TALLY),
    ):
        table.update(dict.fromkeys(map(ord, chars(names)), sign))
    return table


_TABLE = _table()


class Cues:
    """The cues of one text's items; `around(found, a, b)` puts them on an expression."""

    def __init__(self, items: Items) -> None:
        self.items = items
        # من المقرر أن and its like go on into the clause of أن.
        signs = items.roles.translate(_TABLE).replace(_FUTURE + _THAT, _FUTURE * 2)
        self.signs = signs.replace(_THAT, _BREAK)

    def around(self, found: Expression, a: int, b: int) -> Expression:
        """The expression of items `a` to `b` with what its sentence says of it."""
        signs = self.signs
        low, high = max(0, a - _REACH), min(len(signs), b + _REACH)
        led = a > 0 and self.items.roles[a - 1] == ROLES["to"]
        if not led and _CUE.search(signs, low, high) is None:
            return found
        start = signs.rfind(_STOP, low, a) + 1 or low
        stop = signs.find(_STOP, b, high)
        stop = high if stop < 0 else stop
        first = signs.rfind(_BREAK, start, a) + 1 or start
        last = signs.find(_BREAK, b, stop)
        clause = signs[first:a] + signs[b : stop if last < 0 else last]
        sentence = signs[start:a] + signs[b:stop]
        future = _FUTURE in clause or (led and self._until(found, signs[start:a]))
        past = _PAST in sentence
        since = _OLD in signs[max(start, a - _NEAR) : a]
        verb = signs[first:a].lstrip("-")[:1] == _VERB and _VERB in signs[first : first + 2]
        present = not future and (verb or _PRESENT in clause)
        lasted = self._lasted(b, stop) if _PAST in signs[b : b + _NEAR] else None
        if not (future or past or since or present or lasted):
            return found
        return msgspec.structs.replace(
            found, future=future, past=past, since=since, present=present, lasted=lasted
        )

    def _until(self, found: Expression, before: str) -> bool:
        """حتى الأربعاء looks forward, unless a toll is counted up to then."""
        return found.kind == "weekday" and found.weekday2 is None and _TALLY not in before

    def _lasted(self, b: int, stop: int) -> int | None:
        """استمرت لمدة 4 أيام right after the expression: the days."""
        roles, senses = self.items.roles, self.items.senses
        for j in range(b, min(stop, b + _NEAR)):
            if senses[j].key not in _LASTED:
                continue
            for k in range(j + 1, min(stop, j + 4)):
                if roles[k] in chars("day wday"):
                    unit = k + 1 < stop and roles[k + 1] in _UNITS
                    days = unit and senses[k + 1].data[:1] == ("day",)
                    return senses[k].value if days else None
                if roles[k] == ROLES["unit2"] and senses[k].data == ("day",):
                    return 2
        return None
