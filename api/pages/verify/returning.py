"""The end of a login for a client: with a code, or without one, back to it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from api.actions.authentication_needs import unmet
from api.edge.ids import parse_id
from api.edge.problems import Problem
from api.pages.frame.addresses import asked_at
from api.pages.frame.asking import asked_by
from api.pages.frame.client_return import hand_over, refuse, with_query
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm
from api.pages.frame.visit import Redirect, TheVisit, Visit
from doorstep.db.authorization_facts import AuthorizationFacts
from doorstep.rules.authorization import AuthorizationError, AuthorizationRefused
from doorstep.rules.clients import FirstFactor
from doorstep.transactions.authorization_codes import (
    Issued,
    NotIssued,
    begins_again_at,
)

router = APIRouter(prefix="/verify", route_class=PageRoute, include_in_schema=False)
_ASK_AGAIN = (
    NotIssued.too_late,
    NotIssued.session_over,
    NotIssued.too_weak,
    NotIssued.not_signed_in,
)


@router.get("/return")
async def give_code(visit: TheVisit) -> Response:
    """After a right password or code. A reload gives a new code, while the client has
    not used the first.
    """
    facts = await asked_here(visit, visit.request.query_params)
    token = visit.cookie(Cookie.browser)
    answer = await visit.parts.authorizations.issue(facts, token)
    visit = asked_by(visit, facts.client, facts.request.parameters)
    if isinstance(answer, Issued):
        asked, given = facts.request.parameters, {"code": answer.code}
        if asked.hint_subject is not None:
            hints = visit.parts.oauth.hints
            given = {"id_token": await hints.answer(facts.client, asked)}
        return hand_over(visit, facts.client, asked, given, after_form=True)
    return _without_code(visit, facts, answer)


@router.get("/decline")
async def ask_to_decline(visit: TheVisit) -> Response:
    """For who opens the address of the act."""
    given = visit.request.query_params
    facts = await asked_here(visit, given)
    visit = asked_by(visit, facts.client, facts.request.parameters)
    named = {name: given[name] for name in ("request", "login") if name in given}
    return visit.show("asked/decline.html", step="decline", named=named)


@router.post("/decline")
async def decline(form: TheForm, visit: TheVisit) -> Response:
    """Back to the client without having signed in."""
    facts = await asked_here(visit, form)
    await visit.parts.authorizations.waiting.decline(facts)
    visit = asked_by(visit, facts.client, facts.request.parameters)
    refused = AuthorizationRefused(
        AuthorizationError.access_denied, "the person went back without signing in"
    )
    return _refused(visit, facts, refused)


@router.get("/not-an-application")
async def show_not_an_application(visit: TheVisit) -> Response:
    """The page of a refused sign-in once more, such as in another language."""
    given = visit.request.query_params
    facts = await asked_here(visit, given)
    visit = asked_by(visit, facts.client, facts.request.parameters)
    return not_an_application(visit, given.get("request", ""))


def not_an_application(visit: Visit, named: str, status: int = 200) -> Response:
    return visit.show(
        "asked/not_an_application.html",
        step="not-an-application",
        status=status,
        here=f"/verify/not-an-application?{urlencode({'request': named})}",
        named=named,
    )


async def asked_here(visit: Visit, given: Mapping[str, str]) -> AuthorizationFacts:
    """The request that a form or an address names, or the login that carries it; raises
    Redirect if it is over.
    """
    waiting, token = visit.parts.authorizations.waiting, visit.cookie(Cookie.browser)
    try:
        if request := given.get("request"):
            return await waiting.read(request, token)
        return await waiting.carried_by(parse_id(given.get("login", "")), token)
    except Problem:
        raise Redirect("/sign-in", Flash("sign-in", "flow-ended")) from None


def _without_code(visit: Visit, facts: AuthorizationFacts, why: NotIssued) -> Response:
    client = facts.client
    if why in _ASK_AGAIN:
        return _again(visit, facts, why)
    match why:
        case NotIssued.unmet:
            return _refused(visit, facts, unmet())
        case NotIssued.another_member:
            refused = AuthorizationRefused(
                AuthorizationError.login_required, "somebody else has signed in"
            )
            return _refused(visit, facts, refused)
        case NotIssued.client_gave_up:
            begin = begins_again_at(client)
            iss = {"iss": visit.parts.settings.public_url}
            address = with_query(begin, iss) if begin else None
            return visit.show("asked/again.html", step="again", address=address)
    return visit.show("asked/done.html", step=why)


def _again(visit: Visit, facts: AuthorizationFacts, why: NotIssued) -> Response:
    running = facts.login is not None and facts.login.ended_at is None
    if why is NotIssued.not_signed_in and running:
        return visit.go("/verify")
    if facts.client.first_factor is FirstFactor.doorstep:
        return visit.go(asked_at(str(facts.request.id)))
    return over(visit)


def over(visit: Visit) -> Response:
    """Only the client can begin it again."""
    return visit.show("asked/refused.html", step="request-over", slug="request-over")


def _refused(
    visit: Visit, facts: AuthorizationFacts, refused: AuthorizationRefused
) -> Response:
    asked = facts.request.parameters
    return refuse(visit, facts.client, asked, refused, after_form=True)
