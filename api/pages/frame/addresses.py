"""Addresses of pages: where things are, and which page a request was about."""

import re

from fastapi import Request

from doorstep.rules.stages import Application

HOME = {Application.web_console: "/", Application.admin_center: "/admin-center"}
_OWN = re.compile(r"/(?![/\\])[!-~]*")


def sign_in_address(application: Application) -> str:
    return f"/sign-in?application={application}"


def page_of(request: Request) -> str:
    """The page asked for; for an act the one above it, which shows what came of it.

    From the request line alone: `request.url` is made with the Host header.
    """
    if request.method != "GET":
        return page_above(request)
    query = request.scope["query_string"].decode("ascii", "ignore")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def page_above(request: Request) -> str:
    """The address that an act's path begins with."""
    return str(request.scope["path"]).rpartition("/")[0] or "/"


def own_address(text: str) -> str:
    """The text where it leads to a page of ours, else the first page."""
    return text if _OWN.fullmatch(text) else "/"
