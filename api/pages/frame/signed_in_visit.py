"""A visitor who is signed in."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Annotated, TypeAlias

from fastapi import Depends

from api.actions.sessions import administrator
from api.edge.client import Client, TheClient
from api.edge.problems import Problem
from api.pages.frame.addresses import page_to_return_to, sign_in_address
from api.pages.frame.cookies import Cookie
from api.pages.frame.flash import Flash
from api.pages.frame.proofs import proved
from api.pages.frame.visit import Redirect, TheVisit, Visit, known
from doorstep.db.signed_in import SignedIn
from doorstep.rules.stages import Application, ApplicationId

_BY_ITSELF = "doorstep-refresh"
"""Sent by a page that reloads itself, so that it does not keep an idle session
alive.
"""


@dataclass(frozen=True)
class Membership(Visit):
    """The language is the member's own, unless one was chosen."""

    signed_in: SignedIn = field(kw_only=True)


async def find_session(visit: Visit, application: ApplicationId) -> SignedIn | None:
    """The live session of this browser in one application."""
    token = visit.cookie(Cookie.session_of(application))
    used = _BY_ITSELF not in visit.request.headers
    try:
        return await visit.parts.sessions.authenticate(token, used=used)
    except Problem:
        return None


async def live_session(visit: Visit) -> SignedIn | None:
    """That of this browser for clients: one of Doorstep's own applications counts."""
    for token in session_tokens(visit):
        with suppress(Problem):
            return await visit.parts.sessions.authenticate(token)
    return None


def session_tokens(visit: Visit) -> list[str]:
    """Those that this browser may have a session for clients by, the best one first."""
    cookies = (Cookie.session, Cookie.web_console, Cookie.admin_center)
    return [token for each in cookies if (token := visit.cookie(each))]


async def _in(visit: Visit, application: Application, client: Client) -> Membership:
    signed_in = await find_session(visit, application)
    if signed_in is None or signed_in.session.application != application:
        raise await _to_sign_in(visit, application)
    membership = Membership(
        visit.request,
        visit.parts,
        visit.pages,
        visit.language_for(signed_in.member),
        signed_in.account,
        signed_in=signed_in,
    )
    known(membership, visit.request)  # for the page that asks for another proof
    signed_in = await proved(membership, signed_in, client)
    return known(replace(membership, signed_in=signed_in), visit.request)


async def _to_sign_in(visit: Visit, application: Application) -> Redirect:
    """After the end of a session, the sign-in page says so, and knows who it was."""
    page = sign_in_address(application, page_to_return_to(visit.request))
    if not (token := visit.cookie(Cookie.session_of(application))):
        return Redirect(page)
    email = await visit.parts.sessions.address_of(token)
    typed = {"email": email} if email else {}
    return Redirect(page, Flash("sign-in", "session-over"), typed)


async def _member(visit: TheVisit, client: TheClient) -> Membership:
    return await _in(visit, Application.web_console, client)


async def _admin(visit: TheVisit, client: TheClient) -> Membership:
    membership = await _in(visit, Application.admin_center, client)
    administrator(membership.signed_in)
    return membership


TheMember: TypeAlias = Annotated[Membership, Depends(_member)]
TheAdmin: TypeAlias = Annotated[Membership, Depends(_admin)]
