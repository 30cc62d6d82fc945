"""The same pages out of an archive on PostgreSQL."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from riwaya.cli import sample_files
from riwaya.keeping import added, regroup
from riwaya.pipeline import Settings
from riwaya.store import opened
from riwaya.web.app import application
from riwaya.web.deciding import desk
from riwaya.web.sources import reading

from ..store.conftest import _database, postgres  # noqa: F401, TID252 - fixtures


def _filled(address: str) -> str:
    """An archive of the bundled sample; its address."""
    made = _database(address)
    with opened(made, create=True) as archive:
        for _ in added(archive, sample_files(), Settings()):
            pass
        regroup(archive)
    return made


def test_every_page_is_answered(postgres: str) -> None:  # noqa: F811 - the fixture
    made = _filled(postgres)
    with reading(made) as sources:
        client = TestClient(application(sources), base_url="http://127.0.0.1")
        event = client.get("/v1/events?accounts=3").json()["items"][0]
        story = client.get("/v1/storylines").json()["items"][0]["id"]
        for address in (
            "/events", "/events?view=growing", "/events?view=contested", f"/events/{event['id']}",
            "/storylines", f"/storylines/{story}", "/articles", f"/articles/{event['articles'][0]}",
            "/speakers", "/speaker?name=فؤاد الدبس", "/outlets", "/outlet?name=المرصاد",
            "/search?q=الميناء", "/search?q=قال&kind=statement", "/decisions",
        ):  # fmt: skip
            for end in ("", ".json", ".csv"):
                path, _, query = address.partition("?")
                start = "/ar" if not end else ""
                found = client.get(f"{start}{path}{end}?{query}", headers={"accept": "text/html"})
                assert found.status_code == 200, (address, end, found.text[:200])
        before = sources.state()
        with opened(made) as archive:
            for _ in added(archive, [__file__.replace(".py", ".none")], Settings()):
                pass
        assert sources.state() == before
        with pytest.raises(Exception, match="read-only"), sources.archive.reading() as conn:
            conn.exec_driver_sql("DELETE FROM decisions")


def test_decisions_are_kept_and_taken_back(postgres: str) -> None:  # noqa: F811 - the fixture
    made = _filled(postgres)
    with reading(made) as sources, desk(made) as writing:
        own = {"base_url": "http://127.0.0.1", "headers": {"origin": "http://127.0.0.1"}}
        client = TestClient(application(sources, desk=writing), **own)
        event = client.get("/v1/events?accounts=3").json()["items"][0]
        account = event["articles"][-1]
        fields = {"kind": "leave", "account": account, "who": "ليلى الحداد"}
        kept = client.post(f"/ar/events/{event['id']}", data=fields)
        assert kept.status_code == 200, kept.text[-500:]
        assert writing.following.wait(60)
        assert account not in client.get(f"/v1/events/{event['id']}").json()["articles"]
        for one in client.get("/v1/decisions").json()["items"]:
            assert one["article"] == account
            undone = client.post(f"/v1/decisions/{one['id']}/undo", json={"who": "ليلى"})
            assert undone.status_code == 200, undone.text
        assert writing.following.wait(60)
        assert client.get(f"/v1/events/{event['id']}").json()["articles"] == event["articles"]
        with opened(made) as other, other.writing():
            refused = client.post("/v1/decisions", json={
                "kind": "hide", "article": account, "who": "ليلى",
            })  # fmt: skip
        assert (refused.status_code, refused.json()["code"]) == (503, "archive_busy")
