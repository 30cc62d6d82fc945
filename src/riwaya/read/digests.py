"""The digests that a WARC record carries of its own bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

_ALGORITHMS = frozenset({"sha1", "sha256", "sha512", "md5"})


def holds(declared: bytes, candidates: Iterable[bytes]) -> bool | None:
    """Whether one of `candidates` has the digest `declared` (`sha1:BASE32` or hexadecimal); None
    where the algorithm is not known.

    Writers differ in what they take the payload to be: with or without chunks, as it was sent or
    decoded; each is a candidate.

    >>> holds(b"sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", [b""])
    True
    """
    algorithm, _, value = declared.decode("ascii", errors="replace").partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return None
    wanted = _raw(value.strip(), hashlib.new(algorithm, usedforsecurity=False).digest_size)
    return any(
        hashlib.new(algorithm, data, usedforsecurity=False).digest() == wanted
        for data in candidates
    )


def _raw(value: str, size: int) -> bytes | None:
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (binascii.Error, ValueError):
        return None
