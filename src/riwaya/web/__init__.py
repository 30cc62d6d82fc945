"""The server: an archive to read in a browser, and for programs under `/v1`.

It reads; only a server that was started to take decisions (`deciding.desk`) writes, and nothing but
them. `app.application` is the ASGI application, `serving.serve` runs it."""

from __future__ import annotations

from riwaya.errors import UsageError

try:
    import starlette as _  # noqa: F401
except ModuleNotFoundError:
    raise UsageError("needs_extra", "riwaya.web", "web") from None
