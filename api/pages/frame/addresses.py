"""Addresses of pages, and the page that a request belongs to."""

import re
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request

from doorstep.rules.stages import Application, ApplicationId

HOME: dict[ApplicationId, str] = {
    Application.web_console: "/",
    Application.admin_center: "/admin-center",
}
_OF_A_MEMBER = ("/", "/security", "/sessions")
"""The pages of the Web Console."""
_OWN = re.compile(r"/(?![/\\])[!-~]*")


def sign_in_address(application: ApplicationId, page: str = "") -> str:
    """`page` is the one to return to, if it is not the application's first."""
    address = f"/sign-in?application={application}"
    if page in ("", HOME[application]):
        return address
    return f"{address}&page={quote(page, safe='')}"


def asked_at(named: str) -> str:
    """The sign-in page of a client's request, as it is named in addresses and forms."""
    return f"/sign-in?{urlencode({'request': named})}"


def page_of(request: Request) -> str:
    """The requested page; for a form action the page above it, which shows the result.

    From the path alone: `request.url` contains the Host header.
    """
    if request.method != "GET":
        return page_above(request)
    query = request.scope["query_string"].decode("ascii", "ignore")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def page_to_return_to(request: Request) -> str:
    """The requested page; for a form action the page with the form.

    Of the Referer, which pages of others do not send along with our cookies, only path
    and query count; without one it is the page above.
    """
    if request.method == "GET":
        return page_of(request)
    try:
        form = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return page_above(request)
    page = f"{form.path}?{form.query}" if form.query else form.path
    return page if _OWN.fullmatch(page) else page_above(request)


def path_of(address: str) -> str:
    """Of an address of ours, without its query."""
    return address.partition("?")[0]


def page_above(request: Request) -> str:
    """The address of the page whose form the action belongs to."""
    return str(request.scope["path"]).rpartition("/")[0] or "/"


def page_inside(application: ApplicationId, text: str) -> str:
    """The text if it is the address of a page of the application, else its first page.

    So nobody is led to another site, or to where they did not sign in.
    """
    admin_center, page = HOME[Application.admin_center], own_address(text)
    if application == Application.web_console:
        return page if page in _OF_A_MEMBER else HOME[application]
    return page if f"{page}/".startswith(f"{admin_center}/") else admin_center


def own_address(text: str) -> str:
    """The text if it is the address of one of our pages, else the first page."""
    return text if _OWN.fullmatch(text) else "/"
