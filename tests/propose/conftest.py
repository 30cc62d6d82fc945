"""Invented accounts of one invented event, and a language model that says what a test wants."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from riwaya.pipeline import Settings, run
from riwaya.records import AnnotatedArticle, Comparison

ACCOUNTS = (
    {
        "id": "manara",
        "outlet": "المنارة اليوم",
        "title": "انهيار مبنى بحي النخيل",
        "text": "أعلن الدفاع المدني مقتل سبعة أشخاص في انهيار مبنى سكني بحي النخيل.\n\n"
        "وتأخرت سيارات الإسعاف ساعتين كاملتين عن موقع الحادث.\n\n"
        "ولم يكن المبنى مرخصا من البلدية. وخرج السكان إلى الشارع. وخرج السكان من المدرسة.",
        "event": "b",
    },
    {
        "id": "sawt",
        "outlet": "صوت المدينة",
        "title": "مبنى حي النخيل",
        "text": "أفاد الدفاع المدني بمقتل تسعة أشخاص في انهيار المبنى السكني بحي النخيل.\n\n"
        "ووصلت فرق الطوارئ بعد دقائق معدودة من البلاغ الأول.\n\n"
        "ونفى المحافظ سالم العبدلي وجود مخالفات في بناء العمارة المنهارة.",
        "event": "b",
    },
    {
        "id": "tariq",
        "outlet": "آفاق",
        "title": "مأساة حي النخيل",
        "text": "انهار مبنى سكني في حي النخيل ليلة أمس.\n\nوقالت البلدية إن التحقيق بدأ اليوم.",
        "event": "b",
    },
)
LATE = ("A1", "وتأخرت سيارات الإسعاف ساعتين كاملتين عن موقع الحادث")
SOON = ("A2", "ووصلت فرق الطوارئ بعد دقائق معدودة من البلاغ الأول")


def compared(accounts: Any = ACCOUNTS) -> tuple[Comparison, tuple[AnnotatedArticle, ...]]:
    """The comparison of accounts that are given as records, and the articles."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in accounts)
    result = run(["-"], Settings(stdin=io.BytesIO(lines.encode())))
    assert not result.refusals
    return result.comparisons[0], result.articles


def proposal(a: tuple[str, str], b: tuple[str, str], relation: str = "contradicts") -> Any:
    """A proposal in the form that is asked for."""
    sides = ({"account": label, "quote": quote} for label, quote in (a, b))
    return dict(zip(("a", "b"), sides, strict=True)) | {"relation": relation}


def completion(content: Any, **more: Any) -> bytes:
    """The answer of a server whose model wrote `content`."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, **more}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def http(body: bytes, status: str = "200 OK", *fields: str) -> bytes:
    """A whole HTTP answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


@dataclass
class Model:
    """A server on this machine: what it was sent, and where it is."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def asked(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.requests[-1].partition(b"\r\n\r\n")[2])


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536)
    head = data.partition(b"\r\n\r\n")[0].lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(data) < len(head) + 4 + length:
        data += connection.recv(65_536)
    return data


@contextlib.contextmanager
def serving(answer: bytes | Callable[[socket.socket], None]) -> Iterator[Model]:
    """A server that gives each request `answer`, or hands its connection to it."""
    listener = socket.create_server(("127.0.0.1", 0))
    model = Model(listener.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                model.requests.append(_request(connection))
                connection.sendall(answer) if isinstance(answer, bytes) else answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@pytest.fixture(scope="session")
def case() -> tuple[Comparison, tuple[AnnotatedArticle, ...]]:
    return compared()
