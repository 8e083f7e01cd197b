"""The browser's part of an authorization request: its cookie, and the client's name on
the pages on the way.
"""

from dataclasses import replace
from typing import TypeVar

from fastapi import Response

from api.pages.frame.cookies import Cookie
from api.pages.frame.visit import Visit
from doorstep.db.clients import Client
from doorstep.rules.authorization import AuthorizationParameters
from doorstep.rules.tokens import looks_like_token, new_token

SECONDS_KEPT = 86400
_Visit = TypeVar("_Visit", bound=Visit)


def browser_token(visit: Visit) -> str:
    """That of this browser, or a new one."""
    kept = visit.cookie(Cookie.browser)
    return kept if looks_like_token(kept) else new_token()


def keep_browser(visit: Visit, response: Response, token: str) -> Response:
    """One for all its requests, in however many tabs."""
    visit.pages.jar.put(response, Cookie.browser, token, seconds=SECONDS_KEPT)
    return response


def asked_by(
    visit: _Visit, client: Client, asked: AuthorizationParameters | None
) -> _Visit:
    """The visit for this client: a language that was chosen here goes before the one
    that the client asks for.
    """
    language = visit.language
    if asked and asked.language and not visit.language_chosen:
        language = asked.language.value
    return replace(visit, language=language, asking=client)
