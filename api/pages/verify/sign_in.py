"""Signing in, and out again."""

from http import HTTPStatus
from urllib.parse import quote, unquote

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.problems import Problem
from api.pages.frame.addresses import HOME, page_inside, sign_in_address
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled
from api.pages.frame.signed_in_visit import find_session
from api.pages.frame.visit import TheVisit, Visit
from api.pages.verify.flow_visit import SECONDS_KEPT, has_running_login
from doorstep.rules.stages import Application

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_OTHER = {
    Application.web_console: Application.admin_center,
    Application.admin_center: Application.web_console,
}


@router.get("/sign-in")
async def ask(visit: TheVisit) -> Response:
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
    application = _application(form.get("application"))
    try:
        typed = filled(bodies.Credentials, form, application=application)
        login = await visit.parts.logins.open(typed, client)
    except Problem as problem:
        return await _refuse(visit, application, problem, form)
    if login.session:
        return visit.enter(login)
    response = visit.go("/verify")
    flow = f"{login.id}.{login.flow_token}"
    visit.pages.jar.put(response, Cookie.flow, flow, seconds=SECONDS_KEPT)
    return response


@router.post("/sign-out")
async def sign_out(form: TheForm, visit: TheVisit) -> Response:
    application = _application(form.get("application"))
    signed_in = await find_session(visit, application)
    if signed_in:
        await visit.parts.sessions.end(signed_in)
    response = visit.go(sign_in_address(application), Flash("sign-in", "signed-out"))
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
    if "retry_after" in problem.extra:
        response.headers["Retry-After"] = str(problem.extra["retry_after"])
    return response


def _application(text: str | None) -> Application:
    """The Web Console, unless the text names the Admin Center."""
    asked = text == Application.admin_center.value
    return Application.admin_center if asked else Application.web_console
