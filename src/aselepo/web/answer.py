"""Answers of the server: bytes with a mark of their content, and the headers that guard them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aselepo.core.canonical import canonical
from aselepo.web.codes import FOREIGN_HOST

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
"""Nothing is asked of any other host, no script stands in a page."""
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A report is one file with its styles inside; it runs nothing."""
GUARDS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """A body with its mark; a reader who holds the same bytes already gets none.

    A page that names its view still changes with the software, so it is asked for anew each time;
    the mark makes that cheap.
    """
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    common = {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept-Language"}
    known = {item.strip().removeprefix("W/") for item in _known(request).split(",")}
    if status == 200 and (mark in known or "*" in known):
        return Response(status_code=304, headers=common)
    return Response(
        body, status_code=status, media_type=media_type, headers=common | (headers or {})
    )


def as_json(request: Request, value: object, *, status: int = 200) -> Response:
    """Canonical JSON: the same value gives the same bytes."""
    return answer(request, canonical(value).encode(), "application/json", status=status)


def _known(request: Request) -> str:
    return request.headers.get("if-none-match", "")


class Guard:
    """Adds the guarding headers, and answers only under the server's own names.

    A page of a stranger could otherwise point a name of its own at this machine and read what the
    reader's browser can reach.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        self.app = app
        self.hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = _name(Headers(scope=scope).get("host", ""))
        if self.hosts is not None and host not in self.hosts:
            problem = FOREIGN_HOST.at("Host", f"{host[:80]!r} is no name of this server")
            refusal = Response(
                canonical({"problems": [problem.as_dict()]}),
                status_code=421,
                media_type="application/json",
                headers=GUARDS,
            )
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in GUARDS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()
