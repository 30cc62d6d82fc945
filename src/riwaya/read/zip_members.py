"""The members of a zip: listed by `zipfile`, or found one by one where the directory is broken,
and inflated as everything compressed is."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, Final, cast

import msgspec

from riwaya import limits
from riwaya.read.ahead import Ahead
from riwaya.read.compressed import BombError, DamagedError, Members, Meter, TruncatedError

METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The methods that are read; the others are as good as unknown among archives of pages."""

_HEADER = struct.Struct("<4s2xHH4xLLLHH")
_END = struct.Struct("<10xH10x")
_MANY = 0xFFFF
_MAGIC = re.compile(rb"PK\x03\x04")
_ENCRYPTED = 0x1
_SIZE_LATER = 0x8
_UTF8 = 0x800
_ZIP64 = 0xFFFF_FFFF
_PIECE = 65_536
_BROKEN = (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, OverflowError)


class Member(msgspec.Struct, frozen=True):
    """One file of a zip. `packed`, `size` and `crc` are None where they are not known."""

    name: str
    offset: int
    method: int
    is_encrypted: bool
    is_link: bool = False
    packed: int | None = None
    size: int | None = None
    crc: int | None = None


def listed(stream: BinaryIO) -> list[Member]:
    """The members in the directory of the zip, in its order, without folders. Raises
    `DamagedError` where it cannot be read and `BombError` where it is beyond the caps.

    >>> with zipfile.ZipFile(zipped := io.BytesIO(), "w") as archive:
    ...     archive.writestr("خبر.html", "<p>وصل الوفد")
    >>> [member.name for member in listed(zipped)]
    ['خبر.html']
    """
    try:
        with zipfile.ZipFile(cast("BinaryIO", _Capped(stream))) as archive:
            infos = archive.infolist()
            said = _count(stream, len(archive.comment))
    except BombError:
        raise
    except _BROKEN as error:
        raise DamagedError("the directory of the zip") from error
    if len(infos) > limits.ZIP_ENTRIES:
        raise BombError(f"{limits.ZIP_ENTRIES} members")
    members = [_member(info) for info in infos if not info.filename.endswith("/")]
    if said not in (len(infos), _MANY):
        raise DamagedError("the directory of the zip")
    if members and not any(_start(stream, member) for member in members):
        raise DamagedError("the directory of the zip")
    return members


def _count(stream: BinaryIO, comment: int) -> int:
    """How many members the end of the zip says there are: `zipfile` does not look."""
    stream.seek(-_END.size - comment, io.SEEK_END)
    return int(_END.unpack(stream.read(_END.size))[0])


def _member(info: zipfile.ZipInfo) -> Member:
    return Member(
        # zipfile cuts a name at a zero byte.
        name=info.orig_filename,
        offset=info.header_offset,
        method=info.compress_type,
        is_encrypted=bool(info.flag_bits & _ENCRYPTED),
        is_link=stat.S_ISLNK(info.external_attr >> 16),
        packed=info.compress_size,
        size=info.file_size,
        crc=info.CRC,
    )


class _Capped:
    """What `zipfile` needs of a stream; it reads the directory at once, whatever its size."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek: Callable[..., int] = stream.seek
        self.tell = stream.tell

    def read(self, size: int = -1) -> bytes:
        if size > limits.ZIP_DIRECTORY_BYTES:
            raise BombError(f"{limits.ZIP_DIRECTORY_BYTES} bytes of directory")
        return self._stream.read(limits.ZIP_DIRECTORY_BYTES if size < 0 else size)


def found(stream: BinaryIO) -> list[Member]:
    """The members by their own headers, for a zip without a directory that can be read: one that
    was cut, most of all. What a header inside a stored member says is passed over with it."""
    stream.seek(0)
    source = Ahead(lambda: stream.read(_PIECE))
    members: list[Member] = []
    while len(members) < limits.ZIP_ENTRIES and source.fill(_HEADER.size) >= _HEADER.size:
        at = source.search(_MAGIC)
        if at is None:
            source.drop(source.fill(_HEADER.size) - len("PK\3\4") + 1)
            continue
        source.drop(at)
        member = _found_member(source)
        source.drop(_HEADER.size)
        if member is not None:
            members.append(member)
            _skip(source, member.packed or 0)
    return members


def _found_member(source: Ahead) -> Member | None:
    header = source.peek(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    _, flags, method, crc, packed, size, name_size, _ = _HEADER.unpack(header)
    name = source.slice(_HEADER.size, _HEADER.size + name_size)
    is_known = not flags & _SIZE_LATER and _ZIP64 not in (packed, size)
    if name.endswith(b"/"):
        return None
    return Member(
        name=name.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace"),
        offset=source.position,
        method=method,
        is_encrypted=bool(flags & _ENCRYPTED),
        packed=packed if is_known else None,
        size=size if is_known else None,
        crc=crc if is_known else None,
    )


def _skip(source: Ahead, count: int) -> None:
    while count > 0 and (have := min(count, source.fill(1))):
        source.drop(have)
        count -= have


def opened(stream: BinaryIO, member: Member, total: Meter) -> Ahead:
    """The bytes of `member`. What comes out is also counted in `total`, of the whole zip. Its
    `error` is `TruncatedError` or `DamagedError` where the size or the checksum does not fit."""
    start = _start(stream, member)
    if start is None:
        raise DamagedError("the header of the member")
    packed = Ahead(_Slice(stream, start, member.packed).more)
    if member.method == zipfile.ZIP_STORED:
        if member.packed is None:
            raise DamagedError("a stored member of unknown size")
        return Ahead(_Checked(lambda: packed.read1(_PIECE), member, total).more)
    inner = Members(cast("BinaryIO", packed), "deflate")
    inner.advance()
    return Ahead(_Checked(inner.piece, member, total).more)


def _start(stream: BinaryIO, member: Member) -> int | None:
    """Where the bytes of `member` start, behind its own header; None where that is not there."""
    if member.offset < 0:
        return None
    stream.seek(member.offset)
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size or not _MAGIC.match(header):
        return None
    *_, name_size, extra_size = _HEADER.unpack(header)
    return member.offset + _HEADER.size + int(name_size) + int(extra_size)


class _Slice:
    """Part of a stream that others read too."""

    def __init__(self, stream: BinaryIO, start: int, size: int | None) -> None:
        self._stream = stream
        self._at = start
        self._left = size

    def more(self) -> bytes:
        count = _PIECE if self._left is None else min(_PIECE, self._left)
        self._stream.seek(self._at)
        data = self._stream.read(count)
        self._at += len(data)
        if self._left is not None:
            self._left -= len(data)
        return data


class _Checked:
    """The pieces of a member, counted and summed up."""

    def __init__(self, more: Callable[[], bytes], member: Member, total: Meter) -> None:
        self._more = more
        self._member = member
        self._total = total
        self._size = 0
        self._crc = 0

    def more(self) -> bytes:
        piece = self._more()
        self._total.count(0, len(piece))
        self._size += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if not piece:
            self._check()
        return piece

    def _check(self) -> None:
        if self._member.size is not None and self._size < self._member.size:
            raise TruncatedError("the member ends early")
        if self._member.crc is not None and self._crc != self._member.crc:
            raise DamagedError("the checksum of the member fails")
