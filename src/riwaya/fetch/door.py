"""One address to one capture or refusal: robots.txt, the request, redirects, and what came back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch.addresses import Address, parse, shown
from riwaya.fetch.cache import Cache, KeptPage
from riwaya.fetch.caller import REDIRECTS, Caller, next_address
from riwaya.fetch.clock import Budget
from riwaya.fetch.hosts import BUSY
from riwaya.fetch.permits import Permits
from riwaya.fetch.reply import Reply, status_text
from riwaya.read.capture import Capture, refusal
from riwaya.read.compressed import BombError
from riwaya.read.headers import media_of
from riwaya.read.http_body import decoded
from riwaya.records import Refusal

_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
_TEXTS = frozenset({
    "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml",
    "application/json",
})  # fmt: skip
_DRAWN = "image/"
_OK = 200
_NOT_MODIFIED = 304
_TRIES = 2


class Door:
    """Fetches pages one by one; threads share it. `product` is our name in robots.txt files."""

    def __init__(self, caller: Caller, cache: Cache | None, product: str) -> None:
        self._caller = caller
        self._cache = cache
        self._permits = Permits(caller, cache, product)

    def capture(self, text: str) -> Capture | Refusal:
        """The page at the address `text`, or why there is none."""
        try:
            return self._followed(text)
        except InputRefused as error:
            passed = error.code == "not_a_page"
            return refusal(error.code, shown(text), error.detail, passed=passed)

    def close(self) -> None:
        """Ends what is under way; it is then refused."""
        self._caller.close()

    def _followed(self, text: str) -> Capture:
        address = parse(text)
        budget = self._caller.budget()
        for _ in range(limits.REDIRECTS + 1):
            self._permits.check(address)
            found = self._answer(shown(text), address, budget)
            if isinstance(found, Capture):
                return found
            address = found
        raise InputRefused("http_status", text, f"more than {limits.REDIRECTS} redirects")

    def _answer(self, where: str, address: Address, budget: Budget) -> Capture | Address:
        kept = self._cache.page(address.url) if self._cache else None
        headers = {"Accept": _ACCEPT}
        if kept is not None and kept[0].tag:
            headers["If-None-Match"] = kept[0].tag
        if kept is not None and kept[0].modified:
            headers["If-Modified-Since"] = kept[0].modified
        for tries_left in reversed(range(_TRIES)):
            with self._caller.asked(address, headers, budget) as reply:
                if reply.status in REDIRECTS:
                    return next_address(address, reply)
                if reply.status == _NOT_MODIFIED and kept is not None:
                    return _capture(where, *kept, ("not_modified",))
                if reply.status == _OK:
                    return self._page(where, address, reply)
                status = reply.status
            if status not in BUSY or not tries_left:
                break
        raise InputRefused("http_status", where, status_text(status))

    def _page(self, where: str, address: Address, reply: Reply) -> Capture:
        media = media_of(reply.fields)
        name = media.name if media.name and "/" in media.name else None
        if name is not None and not _is_text(name):
            raise InputRefused("not_a_page", where, shown(name)[:100])
        body, notes = _body(where, reply)
        now = self._caller.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        page = KeptPage(
            url=address.url,
            sha256=hashlib.sha256(body).hexdigest(),
            captured=now,
            tag=reply.sent_back(b"etag"),
            modified=reply.sent_back(b"last-modified"),
            media=name,
            charset=media.charset,
        )
        # Without a name for this version it cannot be asked about again; damage is not kept.
        if self._cache and (page.tag or page.modified) and not notes:
            notes = () if self._cache.keep_page(page, body) else ("not_kept",)
        return _capture(where, page, body, notes)


def _capture(where: str, page: KeptPage, body: bytes, notes: tuple[str, ...]) -> Capture:
    return Capture(
        where=where,
        data=body,
        url=page.url,
        captured=page.captured,
        media=page.media,
        charset=page.charset,
        notes=notes,
    )


def _is_text(media: str) -> bool:
    if media in _TEXTS:
        return True
    return media.endswith(("+xml", "+json")) and not media.startswith(_DRAWN)


def _body(where: str, reply: Reply) -> tuple[bytes, tuple[str, ...]]:
    stored = _whole(where, reply.chunks, reply.length or 0)
    try:
        return decoded(stored, reply.fields.get(b"content-encoding", b""))
    except BombError as error:
        raise InputRefused("too_large", where, str(error)) from error


def _whole(where: str, chunks: Iterable[bytes], declared: int) -> bytes:
    data = bytearray()
    if declared <= limits.PAGE_BYTES:
        for chunk in chunks:
            data += chunk
            if len(data) > limits.PAGE_BYTES:
                break
        else:
            return bytes(data)
    raise InputRefused("too_large", where, f"{limits.PAGE_BYTES} bytes")
