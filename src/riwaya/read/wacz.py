"""Zips to captures: the WARC files of a WACZ, or the pages of a zip of pages. Nothing is unpacked
to disk."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import IO, BinaryIO, cast

from riwaya import limits
from riwaya.read import lines, mhtml, warc
from riwaya.read.ahead import Ahead, StreamError
from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.compressed import BombError, DamagedError, Meter, TruncatedError, refused
from riwaya.read.sniff import kind_of
from riwaya.read.zip_members import METHODS, Member, found, listed, opened
from riwaya.records import Refusal

Found = Iterator[Capture | Refusal]
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WARCS = (".warc", ".warc.gz", ".warc.zst")
_PAGES = (".html", ".htm", ".xhtml", ".txt", ".mhtml", ".mht", ".jsonl", ".ndjson", *_WARCS)
# Office documents and electronic books are zips too.
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_DATAPACKAGE = "datapackage.json"
_ARCHIVE = "archive/"
_REPLACEMENT = "\ufffd"
_PIECE = 262_144


def captures(
    name: str, stream: BinaryIO, fields: Mapping[str, str] = _NO_FIELDS
) -> Iterator[Capture | Refusal]:
    """The pages in a zip, in its order: of a WACZ, the records of `archive/*.warc.gz`; of another
    zip, its pages, text, MHTML, JSON Lines (`fields` maps their names) and WARC files. `where` is
    `NAME!MEMBER`, and what the reader of the member adds.

    Other members are passed over and counted. Refused: encrypted members, links, unsafe and
    repeated names, unusual methods of compression, what inflates beyond proportion, Office
    documents, and zips beyond `limits.ZIP_ENTRIES` and `limits.ZIP_DIRECTORY_BYTES`. Without a
    directory the members are looked for one by one.

    >>> import io, zipfile
    >>> with zipfile.ZipFile(zipped := io.BytesIO(), "w") as archive:
    ...     archive.writestr("خبر.html", "<p>وصل الوفد")
    >>> [(found.where, found.data.decode()) for found in captures("a.zip", zipped)]
    [('a.zip!خبر.html', '<p>وصل الوفد')]
    """
    if stream.seekable():
        yield from _archive(name, stream, fields)
        return
    with tempfile.TemporaryFile() as spool:
        if _spooled(stream, spool):
            yield from _archive(name, cast("BinaryIO", spool), fields)
        else:
            yield refusal("too_large", name, f"{limits.ZIP_SPOOL_BYTES} bytes")


def _spooled(stream: BinaryIO, spool: IO[bytes]) -> bool:
    size = 0
    while size <= limits.ZIP_SPOOL_BYTES and (piece := stream.read(_PIECE)):
        spool.write(piece)
        size += len(piece)
    return size <= limits.ZIP_SPOOL_BYTES


def _archive(name: str, stream: BinaryIO, fields: Mapping[str, str]) -> Found:
    try:
        members = listed(stream)
    except BombError as error:
        yield refused(name, error)
        return
    except DamagedError as error:
        yield refused(name, error)
        members = found(stream)
    else:
        if not members:
            yield refusal("empty", name)
    names = frozenset(member.name for member in members)
    if not _DOCUMENTS.isdisjoint(names):
        yield refusal("binary", name)
    else:
        yield from _members(name, stream, members, fields)


def _members(
    name: str, stream: BinaryIO, members: list[Member], fields: Mapping[str, str]
) -> Found:
    names = [member.name for member in members]
    is_wacz = _DATAPACKAGE in names and any(name.startswith(_ARCHIVE) for name in names)
    total = Meter()
    total.count(stream.seek(0, io.SEEK_END), 0)
    seen: set[str] = set()
    for member in members:
        where = f"{name}!{_UNSEEN.sub(_REPLACEMENT, member.name)}"
        objection = _objection(member, seen, is_wacz)
        seen.add(member.name)
        if objection is None:
            yield from _member(where, stream, member, fields, total)
        else:
            code, detail = objection
            yield refusal(code, where, detail, passed=code == "not_a_page")


def _objection(member: Member, seen: set[str], is_wacz: bool) -> tuple[str, str] | None:
    """Why a member is not read: a code and a detail."""
    name = member.name.replace("\\", "/")
    if member.is_encrypted:
        return "encrypted", "a member of a zip"
    if member.is_link:
        return "bad_record", "a symbolic link"
    if _UNSAFE.search(name):
        return "bad_record", "a name that leads out of the archive"
    if member.name in seen:
        return "bad_record", "a second member of that name"
    is_page = name.lower().endswith(_WARCS if is_wacz else _PAGES)
    if not is_page or (is_wacz and not name.startswith(_ARCHIVE)):
        return "not_a_page", "a member of a WACZ" if is_wacz else "a member of a zip"
    if member.method not in METHODS:
        return "bad_record", f"compression method {member.method}"
    return None


def _member(
    where: str, stream: BinaryIO, member: Member, fields: Mapping[str, str], total: Meter
) -> Found:
    try:
        source = opened(stream, member, total)
        yield from _read(where, source, fields)
    except StreamError as error:
        yield refused(where, error)


def _read(where: str, source: Ahead, fields: Mapping[str, str]) -> Found:
    stream = cast("BinaryIO", source)
    kind = kind_of(source.peek(HEAD), where)
    if kind == "warc" or where.lower().endswith(_WARCS):
        yield from warc.captures(where, stream)
    elif kind == "mhtml":
        yield from mhtml.captures(where, stream)
    elif kind == "lines":
        yield from lines.captures(where, stream, fields)
    else:
        yield _page(where, source)


def _page(where: str, source: Ahead) -> Capture | Refusal:
    data = source.peek(limits.PAGE_BYTES + 1)
    if len(data) > limits.PAGE_BYTES:
        return refusal("too_large", where, f"{limits.PAGE_BYTES} bytes")
    is_cut = isinstance(source.error, TruncatedError) and bool(data.strip())
    if source.error is not None and not is_cut:
        return refused(where, source.error)
    return Capture(where=where, data=data, path=where, notes=("truncated",) if is_cut else ())
