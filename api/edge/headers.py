"""The headers of every response; HEAD gets them alone."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(form_action: str = "'self'") -> str:
    """`form_action` is where forms may be sent to."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; "
        f"form-action {form_action}; base-uri 'none'; frame-ancestors 'none'"
    )


_USUAL = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": content_security_policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_ONE_YEAR = 365 * 24 * 3600
API_HEADERS = {"Doorstep-Version": "0.2"}
"""The release without its patch, which would tell strangers what is not fixed here."""


def every_answers(*, https: bool) -> dict[str, str]:
    """`no-store` unless an answer says otherwise."""
    kept = {"Strict-Transport-Security": f"max-age={_ONE_YEAR}"} if https else {}
    return {**_USUAL, **kept}


class SecurityHeaders:
    """ASGI middleware: adds the headers that a response does not set itself."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = every_answers(https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                of_api = scope["path"].startswith("/v1/")
                self._add(MutableHeaders(scope=message), of_api=of_api)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _add(self, headers: MutableHeaders, *, of_api: bool) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if of_api:
            headers.update(API_HEADERS)


class HeadAsGet:
    """ASGI middleware: `HEAD` wherever `GET` is (RFC 9110 9.3.2).

    Routes see a GET, and the response body is dropped.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        get = {**scope, "method": "GET"}
        try:
            await self._app(get, receive, send_head)
        finally:
            scope["route"] = get.get("route")
