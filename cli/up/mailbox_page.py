"""The page of the mailbox, and its JSON for scripts.

Mails hold codes, and arbitrary HTML. So only requests whose Host is loopback are
answered, and the HTML of a mail runs no script and loads nothing.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route

from cli.up.mail_folder import MailFolder
from cli.up.stored_mail import StoredMail
from doorstep.i18n import format_moment
from doorstep.rules.addresses import mailbox

_TEMPLATES = Path(__file__).parent / "templates"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def mailbox_page(folder: MailFolder) -> Starlette:
    page = _Page(folder)
    return Starlette(
        routes=[
            Route("/", page.list),
            Route("/mailbox.css", page.style),
            Route("/mails/{id}", page.mail),
            Route("/mails/{id}/html", page.html_part),
            Route("/mails/{id}/source", page.source),
            Route("/api/messages", page.messages, methods=["GET"]),
            Route("/api/messages", page.clear, methods=["DELETE"]),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
        ],
    )


class _Page:
    def __init__(self, folder: MailFolder) -> None:
        self._folder = folder
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["moment"] = lambda at: format_moment(at, "en")

    async def list(self, _request: Request) -> Response:
        return self._html("mailbox.html", mails=self._folder.newest_first())

    async def style(self, _request: Request) -> Response:
        return FileResponse(_TEMPLATES / "mailbox.css", headers=_HEADERS)

    async def mail(self, request: Request) -> Response:
        return self._html("mail.html", mail=self._wanted(request))

    async def html_part(self, request: Request) -> Response:
        headers = {**_HEADERS, "Content-Security-Policy": _MAIL_POLICY}
        return HTMLResponse(self._wanted(request).html, headers=headers)

    async def source(self, request: Request) -> Response:
        source = self._folder.source(self._wanted(request))
        return PlainTextResponse(source, headers=_HEADERS)

    async def messages(self, request: Request) -> Response:
        """The newest first; `to` filters by address."""
        wanted = request.query_params.get("to")
        return JSONResponse(
            [
                _as_json(mail)
                for mail in self._folder.newest_first()
                if wanted is None or _is_for(mail, wanted)
            ],
            headers=_HEADERS,
        )

    async def clear(self, _request: Request) -> Response:
        self._folder.clear()
        return Response(status_code=204, headers=_HEADERS)

    def _wanted(self, request: Request) -> StoredMail:
        mail = self._folder.find(request.path_params["id"])
        if mail is None:
            raise HTTPException(404, "This mail is no longer here.")
        return mail

    def _html(self, template: str, **shown: object) -> Response:
        html = self._templates.get_template(template).render(shown)
        headers = {**_HEADERS, "Content-Security-Policy": _PAGE_POLICY}
        return HTMLResponse(html, headers=headers)


def _is_for(mail: StoredMail, address: str) -> bool:
    """A plus sign that was not escaped in the query arrives as a space."""
    return mailbox(mail.to) == mailbox(address.strip().replace(" ", "+"))


def _as_json(mail: StoredMail) -> dict[str, str | None]:
    return {
        "id": mail.id,
        "to": mail.to,
        "from": mail.sender,
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "html": mail.html,
    }
