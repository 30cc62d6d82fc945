"""Profiles as bytes, for whoever keeps them."""

from __future__ import annotations

import platform
import sys
from array import array
from functools import cache
from hashlib import sha256
from sys import intern
from typing import Any, Final, get_type_hints

import msgspec

from riwaya import __version__
from riwaya.group.profile import Keys, Profile, Said

_FIELDS: Final = tuple(name for name in Profile.__struct_fields__ if name != "runs")


@cache
def stamp() -> str:
    """What packed profiles hold for: this version on such a machine. A profile with another stamp
    is to be made anew.

    >>> stamp() == stamp()
    True
    """
    made = (__version__, _FIELDS, sys.hash_info, sys.byteorder, platform.python_version_tuple()[:2])
    return sha256(repr(made).encode()).hexdigest()[:16]


@cache
def _decoder() -> msgspec.msgpack.Decoder[Any]:
    # Runs are kept as the bytes that they are; msgspec knows no arrays.
    hints = get_type_hints(Profile, localns={"array": list})
    rest = msgspec.defstruct("_Rest", [(name, hints[name]) for name in _FIELDS], array_like=True)
    return msgspec.msgpack.Decoder(tuple[rest, bytes])  # type: ignore[valid-type]


def pack_profile(profile: Profile) -> bytes:
    """A profile as bytes."""
    rest = [getattr(profile, name) for name in _FIELDS]
    return msgspec.msgpack.encode((rest, profile.runs.tobytes()))


def unpack_profile(data: bytes) -> Profile:
    """The profile again; refuses (ValueError) bytes that are none. Words are interned: they recur
    from profile to profile.

    >>> from riwaya.group.profile import profile
    >>> from riwaya.records import AnnotatedArticle, Origin
    >>> one = profile(AnnotatedArticle(id="1", page=Origin(sha256="1"), title="جسر جديد",
    ...                                body="افتتح الوزير الجسر", paragraphs=()))
    >>> unpack_profile(pack_profile(one)) == one
    True
    """
    try:
        rest, raw = _decoder().decode(data)
        runs = array("q")
        runs.frombytes(raw)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None
    fields: dict[str, Any] = {name: getattr(rest, name) for name in _FIELDS}
    fields["counts"] = {intern(stem): count for stem, count in rest.counts.items()}
    for name in ("headline", "opening", "start", "lead", "lead_names"):
        fields[name] = _interned(fields[name])
    fields["heavy"] = tuple(map(intern, rest.heavy))
    fields["names"] = {intern(key): value for key, value in rest.names.items()}
    fields["said"] = tuple(
        Said(intern(one.speaker), tuple(map(intern, one.stems))) for one in rest.said
    )
    return Profile(**fields, runs=runs)


def _interned(keys: Keys) -> Keys:
    return frozenset(map(intern, keys))
