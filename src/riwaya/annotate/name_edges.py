"""What stands right before and behind a person's name and is no part of it."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate.cues import find_cues
from riwaya.annotate.name_people import BRANCHES, title_at
from riwaya.annotate.phrase_words import words_of
from riwaya.arabic import Token
from riwaya.names.lexicon import is_common, lexicon

_FULL, _STATE = 2, 5
_STATES = words_of("state")
_ADDRESS = frozenset((("ايه", "الله"),))


def bare(line: Sequence[Token], begin: int, end: int) -> tuple[int, int]:
    """A person's name without the office, branch of service or form of address before it and
    without the circumstance behind it (المستشار فلان, العميد بحري فلان, آية الله فلان, فلان
    مخاطبا), as its first token and the one behind its last."""
    while begin + 1 < end and (is_title(line, begin) or _is_branch(line, begin)):
        begin += 1
    if begin + _FULL < end and title_at(line, begin) == ("office", False):
        begin += line[begin].key not in lexicon().given
    if begin + _FULL < end and is_address(line, begin, begin + _FULL):
        begin += _FULL
    states = (index for index in range(begin + 1, end) if _is_state(line[index]))
    return begin, next(states, end)


def is_address(line: Sequence[Token], begin: int, end: int) -> bool:
    """Whether all that is marked is a form of address: آية الله."""
    return tuple(token.key for token in line[begin:end]) in _ADDRESS


def _is_branch(line: Sequence[Token], index: int) -> bool:
    """Whether a word behind a rank is the branch of service: العميد بحري فلان."""
    title = title_at(line, index - 1) if index else None
    return title is not None and title[0] != "office" and line[index].key in BRANCHES


def _is_state(token: Token) -> bool:
    """Whether a word is an indefinite accusative, which tells how somebody acts: مخاطبا, مدافعًا."""
    key, lists = token.key, lexicon()
    if key in lists.given or key in lists.family or not key.endswith("ا"):
        return False
    common = key.startswith("م") and len(key) >= _STATE and is_common(key[:-1])
    says = any(cue.form.kind == "participle" for cue in find_cues([token]))
    return token.text.endswith(("ًا", "اً")) or common or says or key in _STATES


def is_title(line: Sequence[Token], index: int) -> bool:
    """Whether a definite word before a name is an office or a form of address: الفنانة إلهام."""
    return line[index].key.startswith("ال") and title_at(line, index) is not None
