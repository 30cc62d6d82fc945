"""One extractor, run over pages in a process of its own.

    PYTHON extraction_peers.py list     which of the tools this interpreter has, as JSON
    PYTHON extraction_peers.py run NAME pages on standard input, answers on standard output, as JSON

Input is `{"pages": [markup, ...], "rounds": N}`; the answer has for each page the text, the title
and the least CPU time of the rounds, in seconds.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = tuple[str | None, str | None]
Extract = Callable[[str], Answer]

TOOLS = {
    "riwaya": "riwaya", "trafilatura": "trafilatura", "trafilatura precision": "trafilatura",
    "newspaper4k": "newspaper4k", "resiliparse": "resiliparse",
}  # fmt: skip


def riwaya() -> Extract:
    """The article with its metadata and typed furniture."""
    from riwaya.errors import InputRefused
    from riwaya.extract import extract
    from riwaya.records import Origin, Page

    def run(markup: str) -> Answer:
        try:
            found = extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=markup))
        except InputRefused:
            return None, None
        return found.body, found.title

    return run


def trafilatura(**options: Any) -> Extract:
    """Body and metadata, with its own defaults or for precision."""
    from trafilatura import bare_extraction

    def run(markup: str) -> Answer:
        found = bare_extraction(markup, with_metadata=True, **options)
        return (found.text, found.title) if found is not None else (None, None)

    return run


def newspaper4k() -> Extract:
    """Body and metadata, with the language named, which it needs."""
    from newspaper import Article

    def run(markup: str) -> Answer:
        article = Article("https://news.example/a", language="ar")
        article.download(input_html=markup)
        article.parse()
        return article.text, article.title

    return run


def resiliparse() -> Extract:
    """Main content alone: it reads no metadata but the title."""
    from resiliparse.extract.html2text import extract_plain_text

    def run(markup: str) -> Answer:
        return extract_plain_text(markup, main_content=True, comments=False), None

    return run


def make(name: str) -> Extract:
    """The extractor of that name."""
    makers: dict[str, Callable[[], Extract]] = {
        "riwaya": riwaya, "trafilatura": trafilatura, "newspaper4k": newspaper4k,
        "trafilatura precision": lambda: trafilatura(favor_precision=True),
        "resiliparse": resiliparse,
    }  # fmt: skip
    return makers[name]()


def listed() -> dict[str, str]:
    """The tools that are here, with their versions."""
    found = {}
    for name, distribution in TOOLS.items():
        try:
            found[name] = importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def answer(name: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """What a tool gives for each page; a page that breaks it gives nothing and says so."""
    extract = make(name)
    found = []
    for markup in given["pages"]:
        best, text, title, broke = float("inf"), None, None, None
        for _ in range(given["rounds"]):
            start = time.process_time()
            try:
                text, title = extract(markup)
            except Exception as error:  # noqa: BLE001 - a peer may break in any way
                broke = type(error).__name__
            best = min(best, time.process_time() - start)
        found.append({"text": text, "title": title, "seconds": best, "broke": broke})
    return found


def main() -> None:
    """The command line."""
    if sys.argv[1] == "list":
        print(json.dumps(listed()))
        return
    json.dump(answer(sys.argv[2], json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
