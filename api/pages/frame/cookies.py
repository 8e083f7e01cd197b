"""The cookies of the pages and their attributes."""

from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request, Response

from doorstep.rules.stages import Application, ApplicationId, is_client


class Cookie(StrEnum):
    """All cookies that the pages set."""

    flow = "flow"
    session = "session"
    recovery = "recovery"
    web_console = "web-console"
    admin_center = "admin-center"
    flash = "said"
    form = "form"
    language = "language"
    page = "page"
    typed = "typed"
    browser = "browser"

    @classmethod
    def session_of(cls, application: ApplicationId) -> "Cookie":
        """Clients share that of the browser's session."""
        if is_client(application):
            return cls.session
        return cls[Application(application).name]


@dataclass(frozen=True)
class CookieJar:
    """Sets and reads cookies; `secure` everywhere but on loopback without TLS."""

    secure: bool

    def name(self, cookie: Cookie) -> str:
        return f"{'__Host-' if self.secure else ''}doorstep-{cookie}"

    def read(self, request: Request, cookie: Cookie) -> str:
        return request.cookies.get(self.name(cookie), "")

    def put(
        self,
        response: Response,
        cookie: Cookie,
        value: str,
        *,
        seconds: int | None = None,
    ) -> None:
        """Without `seconds` it is a session cookie of the browser."""
        response.set_cookie(
            self.name(cookie),
            value,
            max_age=seconds,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def drop(self, response: Response, cookie: Cookie) -> None:
        self.put(response, cookie, "", seconds=0)
