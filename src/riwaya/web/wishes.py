"""What a person wishes in a form, or a program in a record, as the decisions that it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection

from riwaya import keeping
from riwaya.errors import UsageError
from riwaya.kept import DecisionKind, KeptDecision
from riwaya.limits import DECIDER_CHARS, DECISION_CHARS
from riwaya.records import Record
from riwaya.store import deciding, decisions, overview, reading
from riwaya.web.deciding import Wish
from riwaya.web.routing import route

Fields = Mapping[str, str]
Decided = tuple[KeptDecision, ...]
_UNREADABLE: Final = re.compile("[\0\ud800-\udfff]")
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "comparison": ("leave", "join"),
    "article": ("leave", "date", "hide", "speaker", "hide_statement"),
}
"""What can be decided on the page of which resource."""


class NewDecision(Record, frozen=True, forbid_unknown_fields=True):
    """A decision as a program wishes it: as `KeptDecision`, and `who` is needed. The server adds
    when it was made, and its id."""

    kind: DecisionKind
    article: str
    who: str
    other: str | None = None
    statement: str | None = None
    words: str | None = None
    speaker: str | None = None
    start: str | None = None
    end: str | None = None
    why: str | None = None


class NewUndo(Record, frozen=True, forbid_unknown_fields=True):
    """Who takes a decision back, and why."""

    who: str
    why: str | None = None


def mark_of(words: str) -> str:
    """The words of a statement as a short mark, by which a form names them."""
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def checked(text: str, most: int = DECISION_CHARS) -> str:
    """A text that somebody sent. Refuses (UsageError) one that is too long, or has NUL or a lone
    surrogate in it.

    >>> checked("  ليلى ")
    'ليلى'
    """
    if len(text) > most:
        raise UsageError("text_too_long", "", str(most))
    if _UNREADABLE.search(text):
        raise UsageError("text_unreadable", "")
    return text.strip()


def decider(text: str) -> str:
    """Who decides. Refuses (UsageError, `needs_who`) nobody."""
    name = checked(text, DECIDER_CHARS)
    if not name:
        raise UsageError("needs_who", "")
    return name


def of_record(given: NewDecision) -> Wish:
    """The wish of a program. Refuses (UsageError) a text that cannot be kept."""
    for name, text in msgspec.structs.asdict(given).items():
        if isinstance(text, str):
            checked(text, len(text) if name == "words" else DECISION_CHARS)
    fields = msgspec.structs.asdict(given) | {"who": None, "why": None}
    return lambda _: (KeptDecision(**fields),)


def of_form(resource: str, name: str, fields: Fields) -> Wish:
    """The wish of a form on the page of an event or an article with this id. Refuses (UsageError)
    a form that is not ours, or not filled in."""
    kind = fields.get("kind", "")
    if kind not in _KINDS.get(resource, ()):
        raise UsageError("needs_choice", name)
    made: Mapping[str, Callable[[str, Fields], Wish]] = {
        "leave": _leave, "join": _join, "date": _date, "hide": _hide, "speaker": _speaker,
        "hide_statement": _hide_statement,
    }  # fmt: skip
    wish = made[kind](name, fields)

    def of_what_is_shown(conn: Connection) -> Decided:
        if resource == "article" and kind != "hide" and overview.is_hidden(conn, name):
            raise UsageError("hidden", name)
        return wish(conn)

    return of_what_is_shown


def _leave(name: str, fields: Fields) -> Wish:
    """On the page of an event with an `account`, or of an article with an `event`."""
    account, event = fields.get("account"), fields.get("event")
    article, left = (account, name) if account else (name, event)
    if not article or not left or (account and event):
        raise UsageError("needs_choice", name)

    def wish(conn: Connection) -> Decided:
        try:
            return keeping.leaving(conn, left, article)
        except UsageError as error:
            if error.code not in ("not_in_event", "alone_in_event"):
                raise
            return _decided_before(conn, article, "different", error)

    return wish


def _join(name: str, fields: Fields) -> Wish:
    other = fields.get("other", "")
    if not other:
        raise UsageError("needs_choice", name)

    def wish(conn: Connection) -> Decided:
        try:
            return keeping.joining(conn, name, named(other))
        except UsageError as error:
            if error.code != "same_event":
                raise
            first = reading.event(conn, name).articles[0]
            return _decided_before(conn, first, "same", error)

    return wish


def _decided_before(
    conn: Connection, article: str, kind: DecisionKind, error: UsageError
) -> Decided:
    """What was decided of pairs with an article last, where that is why there is nothing left to
    decide: the form was sent twice. Else refuses with the error."""
    found = [
        one for one in decisions.every(conn, article)
        if one.kind == kind and one.article == article and one.undone is None
    ]  # fmt: skip
    if not found:
        raise error
    return tuple(one for one in deciding.made_with(conn, found[-1]) if one.undone is None)


def named(text: str) -> str:
    """The id in the address of a page of ours, or what is one already.

    >>> named("http://127.0.0.1:8765/ar/events/0d3f9a7c11e2?show=1#contested")
    '0d3f9a7c11e2'
    >>> named("مقال-٧")
    'مقال-٧'
    """
    if "/" not in text:
        return text
    try:
        found = route(urlsplit(text).path)
    except ValueError:
        return text
    known = found is not None and found.resource.name in ("comparison", "event", "article")
    return found.path["id"] if found is not None and known else text


def _date(name: str, fields: Fields) -> Wish:
    start, end = fields.get("start", ""), fields.get("end", "")
    if fields.get("unknown"):
        start = end = ""
    elif not start and not end:
        raise UsageError("needs_day", name)
    days = [_day(one) for one in (start or end, end or start) if one]
    if days != sorted(days):
        raise UsageError("days_reversed", name, " … ".join(days))
    first, last = (days[0], days[1]) if days else (None, None)
    return lambda _: (KeptDecision(kind="date", article=name, start=first, end=last),)


def _day(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise UsageError("bad_date", "", text[:40])


def _hide(name: str, _: Fields) -> Wish:
    return lambda _: (KeptDecision(kind="hide", article=name),)


def _speaker(name: str, fields: Fields) -> Wish:
    speaker = None if fields.get("unknown") else fields.get("speaker") or None
    if speaker is None and not fields.get("unknown"):
        raise UsageError("needs_speaker", name)

    def wish(conn: Connection) -> Decided:
        statement, words = _statement(conn, name, fields)
        return (
            KeptDecision(
                kind="speaker", article=name, statement=statement, words=words, speaker=speaker
            ),
        )

    return wish


def _hide_statement(name: str, fields: Fields) -> Wish:
    def wish(conn: Connection) -> Decided:
        for one in decisions.standing(conn, [name]).get(name, ()):
            if (
                one.kind == "hide" and one.words is not None
                and one.statement == fields.get("statement")
                and mark_of(one.words) == fields.get("mark")
            ):  # fmt: skip
                return (one,)
        statement, words = _statement(conn, name, fields)
        return (KeptDecision(kind="hide", article=name, statement=statement, words=words),)

    return wish


def _statement(conn: Connection, name: str, fields: Fields) -> tuple[str, str]:
    """The id and the words of the statement that a form is about: the page may have been read
    anew since it was shown."""
    article = reading.article(conn, name)
    alike = [
        (said.id, words) for said in article.statements
        if mark_of(words := decisions.words_of(article, said)) == fields.get("mark")
    ]  # fmt: skip
    if not alike:
        raise UsageError("no_statement", name)
    return next((one for one in alike if one[0] == fields.get("statement")), alike[0])
