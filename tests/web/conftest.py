"""A small archive: the bundled sample, and three invented accounts that are hard to show."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the server is an extra: pip install 'riwaya[web]'")

import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from riwaya.cli import sample_files
from riwaya.keeping import added, regroup
from riwaya.kept import KeptDecision
from riwaya.pipeline import Settings
from riwaya.store import opened
from riwaya.web.app import application
from riwaya.web.deciding import Desk, desk
from riwaya.web.sources import Sources, reading

LONG = (
    "أعلن المتحدث الرسمي باسم وزارة الداخلية والبلديات والتنمية المحلية في مؤتمر صحفي عقده مساء "
    "اليوم في العاصمة أن عدد ضحايا الحادث الأليم الذي وقع صباح الأحد على الطريق الدولي الرابط بين "
    "المحافظتين الشمالية والجنوبية ارتفع إلى أربعة عشر قتيلا وثلاثين جريحا بينهم أطفال ونساء"
)
EVIL = '<script>alert(1)</script> "X" تحظر \u202eالنشر\u202c <img src=x onerror=alert(1)>'
MIXED = 'CNN: مقتل 15 في "الواحة" (iPhone 15)'
BODY = (
    "قال المتحدث باسم وزارة الداخلية سالم الراوي إن {n} أشخاص قتلوا في الحادث الذي وقع صباح "
    "الأحد على طريق الواحة. وأضاف الراوي: «لن نتهاون مع أي مقصر». ونفى محافظ الواحة نبيل الصافي "
    "أن يكون {denied}. وأعلنت شركة OpenAI في 5/3/2024 عن GPT-4.\n\n"
    "وأكدت الهيئة العامة للطرق أن أعمال الصيانة بدأت في ٣ آذار ٢٠٢٤."
)
HARD = [
    {"text": BODY.format(n="تسعة", denied="الطريق مغلقا"), "title": LONG, "event": "e",
     "outlet": "وكالة أنباء الواحة الوطنية المستقلة للإعلام والنشر والتوزيع والدراسات",
     "published": "2024-03-10", "url": "https://waha.example/1", "id": "long"},
    {"text": BODY.format(n="12", denied="الحادث متعمدا"), "title": EVIL, "event": "e",
     "outlet": '<b>"X"</b>\u202e', "published": "2024-03-10", "url": "javascript:alert(1)",
     "id": "evil"},
    {"text": BODY.format(n="١٥", denied="عدد القتلى 15"), "title": MIXED, "event": "e",
     "outlet": "CNN بالعربية", "published": "2024-03-11", "id": "a/b?c#d"},
    {"text": "نفت وزارة الصحة في الواحة أن يكون المستشفى قد أغلق أبوابه. وقالت الوزيرة منى الحلبي "
     "إن المستشفى يعمل بكامل طاقته منذ الأحد.", "id": "hidden"},
]  # fmt: skip


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive in a file."""
    folder = tmp_path_factory.mktemp("web")
    lines = folder / "hard.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in HARD), encoding="utf-8")
    changed = {**HARD[0], "text": HARD[0]["text"].replace("تسعة", "عشرة")}
    again = folder / "again.jsonl"
    again.write_text(json.dumps(changed), encoding="utf-8")
    made = str(folder / "riwaya.db")
    with opened(made, create=True) as archive:
        for inputs in ([*sample_files(), str(lines)], [str(again)]):
            for _ in added(archive, inputs, Settings(), clock=lambda: "2024-03-12T00:00:00+00:00"):
                pass
        archive.decide(KeptDecision(kind="hide", article="hidden", who="سلمى", why="مكرر"))
        archive.decide(KeptDecision(kind="date", article="evil", start="2024-03-09"))
        regroup(archive)
    return made


@pytest.fixture(scope="session")
def sources(place: str) -> Iterator[Sources]:
    """The archive, opened as the server opens it."""
    with reading(place) as opened_sources:
        yield opened_sources


@pytest.fixture(scope="session")
def client(sources: Sources) -> Iterator[TestClient]:
    """Who asks the server."""
    with TestClient(
        application(sources), base_url="http://127.0.0.1", follow_redirects=False
    ) as made:
        yield made


@pytest.fixture(scope="session")
def hard(client: TestClient) -> str:
    """The id of the event whose accounts are hard to show."""
    return str(client.get("/v1/articles/long").json()["in_event"])


@pytest.fixture(scope="session")
def port(client: TestClient) -> str:
    """The id of the event of the sample with most accounts."""
    found = client.get("/v1/events?accounts=4").json()["items"]
    return str(found[0]["id"])


@pytest.fixture(scope="session")
def addresses(client: TestClient, hard: str, port: str) -> list[str]:
    """A page of each kind, without its language."""
    story = client.get("/v1/storylines").json()["items"][0]["id"]
    return [
        "/events", "/events?view=growing", "/events?view=contested", "/events?accounts=2",
        f"/events/{hard}", f"/events/{hard}?show=1&copies=1", f"/events/{port}", "/storylines",
        f"/storylines/{story}", "/articles", f"/articles?event={port}", "/articles/long?at=4-20",
        "/articles/long?version=2&against=1", "/articles/evil", "/articles/a%2Fb%3Fc%23d",
        "/speakers", "/speaker?name=سالم الراوي", "/speaker?name=فؤاد الدبس&stance=promise",
        "/outlets", "/outlet?name=CNN بالعربية", '/outlet?name=<b>"X"</b>\u202e', "/search",
        "/search?q=الميناء", "/search?q=الميناء&kind=statement", "/search?q=لا يوجد أبدا",
        "/decisions",
    ]  # fmt: skip


@pytest.fixture
def copied(place: str, tmp_path: Path) -> str:
    """A copy of the archive, to decide in."""
    folder = shutil.copytree(Path(place).parent, tmp_path / "copied")
    return str(folder / "riwaya.db")


@pytest.fixture
def both(copied: str) -> Iterator[tuple[Sources, Desk]]:
    """The copy as a server opens it that takes decisions."""
    with reading(copied) as opened_sources, desk(copied) as made:
        yield opened_sources, made


@pytest.fixture
def decider(both: tuple[Sources, Desk]) -> Iterator[TestClient]:
    """Who takes decisions: a browser that is on a page of the server."""
    with TestClient(
        application(both[0], desk=both[1]), base_url="http://127.0.0.1", follow_redirects=False,
        headers={"origin": "http://127.0.0.1"},
    ) as made:  # fmt: skip
        yield made


@pytest.fixture
def deciding_server(both: tuple[Sources, Desk]) -> Iterator[str]:
    """The address of a server that takes decisions, for browsers."""
    yield from running(application(both[0], desk=both[1]))


@pytest.fixture(scope="session")
def server(sources: Sources) -> Iterator[str]:
    """The address of a server that runs, for browsers."""
    yield from running(application(sources))


def running(app: Starlette) -> Iterator[str]:
    """The address of an application while it runs."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    started = uvicorn.Server(config)
    thread = threading.Thread(target=started.run, daemon=True)
    thread.start()
    while not started.started:
        time.sleep(0.02)
    number = started.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{number}"
    started.should_exit = True
    thread.join(10)


TEMPLATES = Path(__file__).parents[2] / "src" / "riwaya" / "web" / "templates"
