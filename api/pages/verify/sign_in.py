"""Signing in, and out again."""

from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote, unquote

from fastapi import APIRouter, Response

from api.actions.authorizations import Browser
from api.edge import bodies
from api.edge.client import Client, TheClient
from api.edge.problems import Problem
from api.pages.frame.addresses import HOME, asked_at, page_inside, sign_in_address
from api.pages.frame.asking import asked_by
from api.pages.frame.client_return import refuse
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import find_session, live_session
from api.pages.frame.visit import TheVisit, Visit
from api.pages.verify.flow_visit import SECONDS_KEPT, has_running_login
from api.pages.verify.returning import asked_here, not_an_application, over
from api.texts.problems import ProblemKind
from doorstep.db.authorization_facts import AuthorizationFacts
from doorstep.db.signed_in import SignedIn
from doorstep.errors import RowChanged
from doorstep.rules.authorization import AuthorizationRefused
from doorstep.rules.clients import FirstFactor
from doorstep.rules.stages import Application, is_client

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_OTHER = {
    Application.web_console: Application.admin_center,
    Application.admin_center: Application.web_console,
}


@router.get("/sign-in")
async def ask(visit: TheVisit) -> Response:
    if "request" in visit.request.query_params:
        named = visit.request.query_params["request"]
        facts = await asked_here(visit, visit.request.query_params)
        answered = facts.request.answered_at is not None
        if answered or facts.client.first_factor is not FirstFactor.doorstep:
            return over(asked_by(visit, facts.client, facts.request.parameters))
        return await _show_asked(visit, facts, named)
    application = _application(visit.request.query_params.get("application"))
    if await find_session(visit, application):
        return visit.go(HOME[application])
    response = await _show(visit, application)
    page = _page_asked_for(visit, application)
    if page != HOME[application]:
        visit.pages.jar.put(response, Cookie.page, quote(page), seconds=SECONDS_KEPT)
    elif visit.cookie(Cookie.page):
        visit.pages.jar.drop(response, Cookie.page)
    return response


@router.post("/sign-in")
async def sign_in(form: TheForm, visit: TheVisit, client: TheClient) -> Response:
    if "request" in form:
        return await _sign_in_to_client(form, visit, client)
    application = _application(form.get("application"))
    try:
        typed = filled(bodies.Credentials, form, application=application)
        login = await visit.parts.logins.open(typed, client)
    except Problem as problem:
        return await _refuse(visit, application, problem, form)
    return await _go_on(visit, login)


async def _go_on(visit: Visit, login: bodies.Login) -> Response:
    response = visit.go("/verify")
    if login.session:
        response = await visit.enter(login)
    if login.session is None or is_client(login.application):
        flow = f"{login.id}.{login.flow_token}"
        visit.pages.jar.put(response, Cookie.flow, flow, seconds=SECONDS_KEPT)
    return response


async def _sign_in_to_client(form: Form, visit: Visit, caller: Client) -> Response:
    """With the request of the form, which this browser has made."""
    facts = await asked_here(visit, form)
    visit, parts = asked_by(visit, facts.client, facts.request.parameters), visit.parts
    if facts.request.answered_at is not None:
        return over(visit)
    token, session = visit.cookie(Cookie.browser), await live_session(visit)
    try:
        browser = Browser(token, session, caller)
        carrying = parts.authorizations.carrying(facts, browser)
        typed = filled(bodies.Credentials, form, application=facts.client.id)
        login = await parts.logins.open(typed, caller, carrying)
    except AuthorizationRefused as refused:
        asked = facts.request.parameters
        return refuse(visit, facts.client, asked, refused, after_form=True)
    except Problem as problem:
        return await _refuse_asked(visit, facts, problem, form)
    except RowChanged:  # it was answered at the same time
        return over(visit)
    return await _go_on(visit, login)


async def _show_asked(
    visit: Visit,
    facts: AuthorizationFacts,
    named: str,
    *,
    typed: Form | None = None,
    status: int = HTTPStatus.OK,
    flash: Flash | None = None,
) -> Response:
    hint = facts.request.parameters.login_hint or ""
    visit = asked_by(visit, facts.client, facts.request.parameters)
    return visit.show(
        "asked/sign_in.html",
        status=status,
        flash=flash,
        here=asked_at(named),
        typed=typed,
        defaults={"email": hint},
        named=named,
    )


async def _refuse_asked(
    visit: Visit, facts: AuthorizationFacts, problem: Problem, typed: Form
) -> Response:
    named = typed["request"]
    if problem.kind is ProblemKind.not_an_application:
        return not_an_application(visit, named, problem.status)
    response = await _show_asked(
        visit,
        facts,
        named,
        typed=typed,
        status=problem.status,
        flash=visit.flash(problem, "sign-in"),
    )
    return _with_wait(response, problem)


@router.post("/sign-out")
async def sign_out(form: TheForm, visit: TheVisit) -> Response:
    application = _application(form.get("application"))
    signed_in = await find_session(visit, application)
    return await left(visit, application, signed_in, Flash("sign-in", "signed-out"))


async def left(
    visit: Visit,
    application: Application,
    signed_in: SignedIn | None,
    flash: Flash,
    typed: Form = MappingProxyType({}),
) -> Response:
    """The session of the browser has ended, and the sign-in page says why."""
    if signed_in:
        await visit.parts.sessions.end(signed_in)
    response = visit.go(sign_in_address(application), flash, typed)
    visit.pages.jar.drop(response, Cookie.session_of(application))
    if not await has_running_login(visit):
        visit.pages.jar.drop(response, Cookie.flow)
    return response


async def _show(
    visit: Visit,
    application: Application,
    *,
    typed: Form | None = None,
    status: int = HTTPStatus.OK,
    flash: Flash | None = None,
) -> Response:
    return visit.show(
        "sign_in.html",
        status=status,
        flash=flash,
        here=sign_in_address(application, _page_asked_for(visit, application)),
        application=application,
        typed=typed,
        signed_in_elsewhere=await find_session(visit, _OTHER[application]) is not None,
        has_running_login=await has_running_login(visit),
    )


def _page_asked_for(visit: Visit, application: Application) -> str:
    """By the address, or after a refusal by the cookie."""
    asked = visit.request.query_params.get("page", "")
    if visit.request.method == "POST":
        asked = unquote(visit.cookie(Cookie.page))
    return page_inside(application, asked)


async def _refuse(
    visit: Visit, application: Application, problem: Problem, typed: Form
) -> Response:
    """The form again, with the address that was typed."""
    flash = visit.flash(problem, "sign-in")
    response = await _show(
        visit, application, typed=typed, status=problem.status, flash=flash
    )
    return _with_wait(response, problem)


def _with_wait(response: Response, problem: Problem) -> Response:
    if "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response


def _application(text: str | None) -> Application:
    """The Web Console, unless the text names the Admin Center."""
    asked = text == Application.admin_center.value
    return Application.admin_center if asked else Application.web_console
