"""What the commands print: JSON bytes, short text for a terminal, and notices on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import msgspec
from rich.console import Console

from riwaya.errors import MESSAGES
from riwaya.records import AnnotatedArticle, Article, Event, Refusal, Time, When

_NOTICES = {
    "en": ("refused: {where}: {why}", "{done} done, {refused} refused"),
    "ar": ("مرفوض: {where}: {why}", "أُنجز {done}، ورُفض {refused}"),
}


def write(data: str | bytes) -> None:
    """Put UTF-8 on stdout. A reader that has gone away ends the program quietly, as SIGPIPE
    would (exit status 141)."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None


def write_json(value: object) -> None:
    """One JSON value on a line of its own. Lone surrogates (a file name that is not UTF-8) are
    printed as `?`."""
    try:
        line = msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        line = plain.encode("utf-8", "replace")
    write(line + b"\n")


def notice(text: str) -> None:
    """One line on stderr."""
    sys.stderr.buffer.write(printable(text).encode("utf-8", "replace") + b"\n")
    sys.stderr.buffer.flush()


def printable(text: str) -> str:
    """Text without control characters, so that a page or a file name cannot steer a terminal."""
    kept = "\n\t\u200c\u200d"
    return "".join(char for char in text if char.isprintable() or char in kept)


def argument(text: str) -> str:
    """A word of the command line as UTF-8, whatever the locale took it for."""
    return os.fsencode(text).decode("utf-8", "replace")


def say_refusal(refusal: Refusal, language: str) -> None:
    """Name a refused input with its reason."""
    line = _NOTICES[language][0]
    notice(line.format(where=refusal.where, why=reason(refusal, language)))


def reason(refusal: Refusal, language: str) -> str:
    """Why an input was refused, in English or Arabic."""
    if language == "en":
        return refusal.message
    english, arabic = MESSAGES[refusal.code]
    before, _, after = english.partition("{detail}")
    return arabic.format(detail=refusal.message.removeprefix(before).removesuffix(after))


def say_counts(done: int, refused: int, language: str) -> None:
    """The closing line of a run."""
    notice(_NOTICES[language][1].format(done=done, refused=refused))


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[], None]]:
    """A counter on stderr, only where that is a terminal; yields what to call per input."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda: None
        return
    numbers = count(1)
    with console.status("riwaya") as status:
        yield lambda: status.update(f"riwaya: {next(numbers)}")


def day(when: When | None) -> str:
    """A date of a page as one value, "?" if unknown."""
    if when is None:
        return "?"
    return when.start if when.start == when.end else f"{when.start}/{when.end}"


def article_text(article: Article) -> str:
    """An article for reading: a head of known facts and the body."""
    facts = f"[{article.id}] {article.outlet or '?'} · {day(article.published)}"
    head = [article.title or "(بلا عنوان)", facts]
    signed = "، ".join((*article.byline, *article.editor, *article.credit))
    head += [signed] if signed else []
    return printable("\n".join([*head, "", article.body, "", ""]))


def annotated_text(article: AnnotatedArticle) -> str:
    """The statements, times and figures of an article, one a line, in its own words."""
    body = article.body
    lines = [article.title or "(بلا عنوان)"]
    for one in article.statements:
        who = one.speaker.name or one.speaker.text or "؟"
        said = " ".join(body[one.content.start : one.content.end].split())
        nested = "  " if one.parent else ""
        lines.append(f"  {nested}{who} · {one.cue.text} · {one.stance}: {said}")
    lines += [f"  {time_text(time)}" for time in article.times]
    lines += [f"  {one.text} = {one.value:g} {one.of or ''}" for one in article.figures]
    return printable("\n".join([*lines, "", ""]))


def time_text(time: Time) -> str:
    """A time expression with what it denotes, or what it could."""
    value = time.value or (" | ".join(time.candidates) + " ?" if time.candidates else "?")
    marks = ["inferred"] if time.inferred else []
    marks += [time.note] if time.note else []
    return f"{time.text} = {value}" + (f" ({', '.join(marks)})" if marks else "")


def event_text(event: Event) -> str:
    """An event and its articles."""
    when = event.start or " | ".join(event.candidates) or "?"
    names = "".join(f"  {name}\n" for name in event.articles)
    return printable(f"{event.title or '(بلا عنوان)'} · {when}\n{names}")
