"""A batch of pages on its way in: what is there of it, and the rows that it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from riwaya.kept import Incoming
from riwaya.records import AnnotatedArticle
from riwaya.store import derived
from riwaya.store.decisions import corrected, is_hidden, standing
from riwaya.store.identity import address_of, is_version, own_id, told_of
from riwaya.store.parts import in_parts
from riwaya.store.schema import ARTICLES, PAGES, VERSIONS
from riwaya.store.touched import put_anew


class _Held(msgspec.Struct):
    """An article that is there, or is about to be: its versions by what they tell."""

    key: int
    id: str
    version: int
    newest: AnnotatedArticle | None = None
    told: dict[str, int] = {}


class Taking:
    """A batch on its way: what is there, and the rows to write."""

    def __init__(self, conn: Connection, now: str) -> None:
        self.conn, self.now = conn, now
        self.next = (conn.scalar(select(func.max(ARTICLES.c.key))) or 0) + 1
        self.by_id: dict[str, _Held] = {}
        self.by_address: dict[str, list[_Held]] = {}
        self.fresh: dict[int, AnnotatedArticle] = {}
        self.changed: dict[int, AnnotatedArticle] = {}
        self.articles: list[dict[str, Any]] = []
        self.versions: list[dict[str, Any]] = []
        self.pages: list[dict[str, Any]] = []

    def look_up(self, batch: Iterable[Incoming]) -> None:
        """Find the articles that those of the batch may be versions of."""
        ids, addresses = set(), set()
        for one in batch:
            ids.add(own_id(one))
            address = address_of(one.article)
            if address is not None:
                addresses.add(address)
        columns = (ARTICLES.c.key, ARTICLES.c.id, ARTICLES.c.version, ARTICLES.c.address)
        for column, wanted in (
            (ARTICLES.c.id, sorted(ids)),
            (ARTICLES.c.address, sorted(addresses)),
        ):
            for some in in_parts(wanted):
                for row in self.conn.execute(select(*columns).where(column.in_(some))).all():
                    if row.id not in self.by_id:
                        self._note(_Held(row.key, row.id, row.version), row.address)
        self._note_versions()

    def _note(self, one: _Held, address: str | None) -> None:
        self.by_id[one.id] = one
        if address is not None:
            self.by_address.setdefault(address, []).append(one)

    def _note_versions(self) -> None:
        by_key = {one.key: one for one in self.by_id.values()}
        for some in in_parts(sorted(by_key)):
            rows = select(VERSIONS.c.article, VERSIONS.c.number, VERSIONS.c.told)
            for row in self.conn.execute(rows.where(VERSIONS.c.article.in_(some))):
                by_key[row.article].told[row.told] = row.number

    def take(self, one: Incoming) -> str:
        """Take one in; which count of `Added` it belongs to."""
        told = told_of(one.article)
        held = self._same_article(one, told)
        if held is None:
            self._new(one, told)
            return "new"
        number = held.told.get(told)
        if number is not None:
            self._page(one, held.key, number)
            return "pages"
        self._version(one, held, told)
        return "versions"

    def _same_article(self, one: Incoming, told: str) -> _Held | None:
        if one.page.given is not None and one.page.given.id is not None:
            return self.by_id.get(own_id(one))
        address = address_of(one.article)
        for held in self.by_address.get(address, ()) if address is not None else ():
            if told in held.told or is_version(self._newest(held), one.article):
                return held
        return None

    def _newest(self, held: _Held) -> AnnotatedArticle:
        if held.newest is None:
            rows = select(VERSIONS.c.record).where(
                VERSIONS.c.article == held.key, VERSIONS.c.number == held.version
            )
            raw = self.conn.execute(rows).scalar_one()
            held.newest = msgspec.json.decode(raw, type=AnnotatedArticle)
        return held.newest

    def _new(self, one: Incoming, told: str) -> None:
        name = self._free_id(one)
        article = msgspec.structs.replace(one.article, id=name)
        key, self.next = self.next, self.next + 1
        address = address_of(article)
        held = _Held(key, name, 1, article, {told: 1})
        self._note(held, address)
        self.articles.append({
            "key": key, "id": name, "address": address, "version": 1, "sha256": one.page.sha256,
        })  # fmt: skip
        self.fresh[key] = article
        self._row(one, key, 1, told, article)

    def _free_id(self, one: Incoming) -> str:
        name, size = own_id(one), 12
        while name in self.by_id or (size > 12 and self._is_taken(name)):
            size += 4
            name = one.page.sha256[:size]
        return name

    def _is_taken(self, name: str) -> bool:
        return self.conn.scalar(select(ARTICLES.c.key).where(ARTICLES.c.id == name)) is not None

    def _version(self, one: Incoming, held: _Held, told: str) -> None:
        newest = self._newest(held)
        article = msgspec.structs.replace(one.article, id=held.id)
        number = max(held.told.values()) + 1
        held.told[told] = number
        self._row(one, held.key, number, told, article)
        captured, before = article.page.captured, newest.page.captured
        if captured is not None and before is not None and captured < before:
            return  # it was there before: the newest stays
        held.version, held.newest = number, article
        if held.key in self.fresh:
            self.fresh[held.key] = article
            own = next(row for row in self.articles if row["key"] == held.key)
            own.update(version=number, sha256=one.page.sha256)
        else:
            self.changed[held.key] = article

    def _row(
        self, one: Incoming, key: int, number: int, told: str, article: AnnotatedArticle
    ) -> None:
        record = msgspec.json.encode(article)
        self.versions.append({
            "article": key, "number": number, "sha256": one.page.sha256, "told": told,
            "digest": sha256(record).hexdigest(), "added": self.now, "record": record,
        })  # fmt: skip
        self._page(one, key, number)

    def _page(self, one: Incoming, key: int, number: int) -> None:
        self.pages.append({
            "sha256": one.page.sha256, "article": key, "version": number, "size": len(one.packed),
            "added": self.now, "head": msgspec.json.encode(one.page),
        })  # fmt: skip

    def write(self) -> None:
        """Write all rows; what people decided of these articles before holds."""
        every = {**self.fresh, **self.changed}
        decided = standing(self.conn, [article.id for article in every.values()])
        said = {key: corrected(one, decided.get(one.id, ())) for key, one in every.items()}
        for row in self.articles:
            article = said[row["key"]]
            row.update(derived.columns(article), hidden=is_hidden(decided.get(article.id, ())))
        for table, rows in (
            (ARTICLES, self.articles),
            (VERSIONS, self.versions),
            (PAGES, self.pages),
        ):
            if rows:
                self.conn.execute(insert(table), rows)
        derived.put(self.conn, {key: said[key] for key in self.fresh}, fresh=True)
        self._update({key: said[key] for key in self.changed})

    def _update(self, changed: dict[int, AnnotatedArticle]) -> None:
        for key, article in changed.items():
            held = self.by_id[article.id]
            self.conn.execute(
                update(ARTICLES)
                .where(ARTICLES.c.key == key)
                .values(version=held.version, sha256=article.page.sha256)
            )
        put_anew(self.conn, changed)
