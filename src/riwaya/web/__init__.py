"""The server: an archive to read in a browser, and for programs under `/v1`.

It reads and never writes. `app.application` is the ASGI application, `serving.serve` runs it."""

from __future__ import annotations

from riwaya.errors import UsageError

try:
    import starlette as _  # noqa: F401
except ModuleNotFoundError:
    raise UsageError("needs_extra", "riwaya.web", "web") from None
