"""The same pages out of an archive on PostgreSQL."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from riwaya.cli import sample_files
from riwaya.keeping import added, regroup
from riwaya.pipeline import Settings
from riwaya.store import opened
from riwaya.web.app import application
from riwaya.web.sources import reading

from ..store.conftest import _database, postgres  # noqa: F401, TID252 - fixtures


def test_every_page_is_answered(postgres: str) -> None:  # noqa: F811 - the fixture
    made = _database(postgres)
    with opened(made, create=True) as archive:
        for _ in added(archive, sample_files(), Settings()):
            pass
        regroup(archive)
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
