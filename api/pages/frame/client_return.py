"""The answer to a client, which the browser carries to its redirect URI.

Browsers compare `form-action` with every address that a form's answer redirects to, the
client's own further ones included, and Chromium stops silently. So after a form of ours
it is a page that goes on by itself, with a link; a redirect only where no form came
before.
"""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.edge.headers import content_security_policy
from api.edge.oauth_metrics import OK, count_request, note_client
from api.pages.frame.visit import Visit
from doorstep.db.clients import Client
from doorstep.rules.authorization import (
    AuthorizationParameters,
    AuthorizationRefused,
    ResponseMode,
)

_SEE_OTHER = 303


def hand_over(
    visit: Visit,
    client: Client,
    asked: AuthorizationParameters,
    answer: Mapping[str, str],
    *,
    after_form: bool,
) -> Response:
    """With `state` and `iss` (RFC 9207)."""
    note_client(visit.request, client.kind)
    count_request(visit.request, "authorize", answer.get("error", OK))
    visit = replace(visit, asking=client)
    known = {} if asked.state is None else {"state": asked.state}
    values = {**answer, **known, "iss": visit.parts.settings.public_url}
    if asked.response_mode is ResponseMode.form_post:
        return _form(visit, asked.redirect_uri, values)
    address = with_query(asked.redirect_uri, values)
    if not after_form:
        return RedirectResponse(address, _SEE_OTHER)
    return visit.show("asked/return.html", step="return", address=address)


def refuse(
    visit: Visit,
    client: Client,
    asked: AuthorizationParameters,
    refused: AuthorizationRefused,
    *,
    after_form: bool,
) -> Response:
    """Tell the client an error in place of a code (RFC 6749 4.1.2.1)."""
    answer = {"error": refused.error.value, "error_description": refused.description}
    return hand_over(visit, client, asked, answer, after_form=after_form)


def with_query(address: str, values: Mapping[str, str]) -> str:
    """Added to the query that it may have (RFC 6749 3.1.2)."""
    parts = urlsplit(address)
    joint = "&" if parts.query else "" if address.endswith("?") else "?"
    return f"{address}{joint}{urlencode(values)}"


def _form(visit: Visit, address: str, values: Mapping[str, str]) -> Response:
    """A form that is sent to the client by itself (OAuth 2.0 Form Post Response Mode):
    the one page whose `form-action` names somebody else.

    Its scheme too: the client may redirect to an origin that is not known here, as
    those do that sign people in for others.
    """
    response = visit.show(
        "asked/form_post.html",
        step="form-post",
        address=address,
        values=values,
    )
    parts = urlsplit(address)
    policy = content_security_policy(f"{parts.scheme}://{parts.netloc} {parts.scheme}:")
    response.headers["Content-Security-Policy"] = policy
    return response
