"""What the commands print: JSON bytes, short text for a terminal, and notices on stderr."""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO, TextIO

import msgspec

from riwaya.errors import UsageError
from riwaya.records import AnnotatedArticle, Article, Event, Time, When


def stdin() -> BinaryIO | None:
    """The bytes of standard input, None where it is closed."""
    return sys.stdin.buffer if sys.stdin is not None else None


def write(data: str | bytes) -> None:
    """Put UTF-8 on stdout. A reader that has gone away ends the program quietly, as SIGPIPE
    would (exit status 141). Raises UsageError where nothing can be written."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if sys.stdout is None:
        raise UsageError("unwritable", "stdout", "it is closed")
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        raise SystemExit(141) from None
    except OSError as error:
        _silence(sys.stdout)
        raise UsageError("unwritable", "stdout", error.strerror or "") from None


def _silence(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere: it would fail once more when the program ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Stdout:
    """Standard output as a place to write lines to; each is there at once."""

    def write(self, data: bytes, /) -> None:
        """Take a line."""
        write(data)

    def flush(self) -> None:
        """Nothing is held back."""


def write_json(value: object) -> None:
    """One JSON value on a line of its own."""
    write(json_line(value))


def json_line(value: object) -> bytes:
    """One JSON value and a line end. Lone surrogates (a file name that is not UTF-8) become `?`."""
    try:
        line = msgspec.json.encode(value)
    except UnicodeEncodeError:
        plain = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
        line = plain.encode("utf-8", "replace")
    return line + b"\n"


def notice(text: str) -> None:
    """One line on stderr. Where nobody can read it, the work goes on."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.buffer.write(one_line(text).encode("utf-8", "replace") + b"\n")
        sys.stderr.buffer.flush()
    except OSError:
        _silence(sys.stderr)


def one_line(text: str) -> str:
    """As `printable`, without line ends: a file name must not write a message of its own.

    >>> one_line("خبر\\nrefused: all.html")
    'خبر refused: all.html'
    """
    return " ".join(printable(text).splitlines())


def printable(text: str) -> str:
    """Text without control characters, so that a page or a file name cannot steer a terminal."""
    kept = "\n\t\u200c\u200d"
    return "".join(char for char in text if char.isprintable() or char in kept)


def argument(text: str) -> str:
    """A word of the command line as UTF-8, whatever the locale took it for."""
    return os.fsencode(text).decode("utf-8", "replace")


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
