"""`/reset-password`: one address, which shows the page of the reset's stage.

Before the code from the mailbox was right nothing depends on whose address it is, the
language neither.
"""

from typing import Annotated, TypeAlias
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, Depends, Response

from api.actions.recoveries import RecoveryFlow
from api.edge.client import TheClient
from api.edge.ids import parse_id
from api.edge.password_bodies import ForgottenPassword, RecoveredPassword
from api.edge.problems import Problem
from api.pages.frame.addresses import asked_at
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import Form, TheForm, filled, typed_code
from api.pages.frame.visit import Redirect, TheVisit, Visit
from doorstep.rules.stages import RecoveryStage

_ADDRESS = "/reset-password"
_LONGEST = 3000
"""Characters: a cookie has 4096 bytes."""
router = APIRouter(include_in_schema=False)
pages = APIRouter(route_class=PageRoute)
acts = APIRouter(prefix=_ADDRESS, route_class=ActRoute)


async def _running(visit: TheVisit) -> RecoveryFlow:
    """That of the cookie; without one, the form that asks for it."""
    flow = await _found(visit)
    if flow is None:
        raise Redirect(_ADDRESS, Flash("reset-password", "reset-ended"))
    return flow


_TheFlow: TypeAlias = Annotated[RecoveryFlow, Depends(_running)]


@pages.get(_ADDRESS)
async def step(visit: TheVisit) -> Response:
    flow = await _found(visit)
    if flow is None:
        return _ask(visit, visit.request.query_params)
    if flow.row.stage_at(visit.parts.clock()) is RecoveryStage.set_password:
        return await _choose(visit, flow)
    reset = visit.parts.recoveries.read(flow)
    return visit.show("recovery/code.html", step=reset.stage, reset=reset)


@pages.post(_ADDRESS)
async def forget(form: TheForm, visit: TheVisit, client: TheClient) -> Response:
    """A refused form is shown again with the address."""
    try:
        email = filled(ForgottenPassword, form).email
        reset = await visit.parts.recoveries.open(email, client)
    except Problem as problem:
        response = _ask(visit, form, problem)
        if "retry_after" in problem.extra:
            response.headers["Retry-After"] = str(problem.extra["retry_after"])
        return response
    response = visit.go(_ADDRESS)
    seconds = int((reset.expires_at - visit.parts.clock()).total_seconds())
    value = f"{reset.id}.{reset.flow_token}.{_short(form.get('request', ''))}"
    visit.pages.jar.put(response, Cookie.recovery, value, seconds=seconds)
    return response


@acts.post("/resend")
async def resend(_form: TheForm, visit: TheVisit, flow: _TheFlow) -> Response:
    await visit.parts.recoveries.resend(flow)
    return visit.go(_ADDRESS, Flash("resend", "email-sent"))


@acts.post("/email-code")
async def submit_code(form: TheForm, visit: TheVisit, flow: _TheFlow) -> Response:
    await visit.parts.recoveries.submit_code(flow, typed_code(form))
    return visit.go(_ADDRESS)


@acts.post("/cancel")
async def cancel(_form: TheForm, visit: TheVisit, flow: _TheFlow) -> Response:
    await visit.parts.recoveries.cancel(flow)
    return _over(visit, "reset-cancelled")


@pages.post(f"{_ADDRESS}/password")
async def set_password(form: TheForm, visit: TheVisit, flow: _TheFlow) -> Response:
    """A weak password is told at its field."""
    try:
        new = filled(RecoveredPassword, form).new
        await visit.parts.recoveries.set_password(flow, new)
    except Problem as problem:
        if await _found(visit) is None:
            raise Redirect(_ADDRESS, Flash("reset-password", "reset-ended")) from None
        return await _choose(visit, flow, problem)
    return _over(visit, "password-recovered", _address(flow))


def _over(visit: Visit, slug: str, email: str = "") -> Response:
    *_, named = _cookie(visit)
    page = asked_at(unquote(named)) if named else "/sign-in"
    response = visit.go(page, Flash("sign-in", slug), {"email": email})
    visit.pages.jar.drop(response, Cookie.recovery)
    return response


def _short(named: str) -> str:
    """A request that fits into a cookie: a longer one is forgotten."""
    return quote(named) if len(named) <= _LONGEST else ""


def _ask(visit: Visit, given: Form, problem: Problem | None = None) -> Response:
    """With the request of the client, if one has sent the person here."""
    named = given.get("request", "")
    query = f"?{urlencode({'request': named})}" if named else ""
    return visit.show(
        "recovery/ask.html",
        step="reset-password",
        status=problem.status if problem else 200,
        flash=visit.flash(problem, "forgot-password") if problem else None,
        here=f"{_ADDRESS}{query}",
        typed=given if problem else None,
        defaults={"email": ""},
        named=named,
        sign_in=asked_at(named) if named else "/sign-in",
    )


async def _choose(
    visit: Visit, flow: RecoveryFlow, problem: Problem | None = None
) -> Response:
    rules = await visit.parts.recoveries.rules(flow)
    return visit.show(
        "recovery/password.html",
        step=RecoveryStage.set_password,
        status=problem.status if problem else 200,
        flash=visit.flash(problem, "set-password") if problem else None,
        here=_ADDRESS,
        fewest=rules.fewest,
        email=_address(flow),
        expires_at=flow.row.expires_at,
    )


def _address(flow: RecoveryFlow) -> str:
    return flow.rows.member.email if flow.rows.member else ""


async def _found(visit: Visit) -> RecoveryFlow | None:
    """None unless one runs in this browser."""
    reset_id, token, _ = _cookie(visit)
    try:
        flow = await visit.parts.recoveries.authorise(parse_id(reset_id), token)
    except Problem:
        return None
    return None if flow.row.over(visit.parts.clock()) else flow


def _cookie(visit: Visit) -> tuple[str, str, str]:
    """The reset, its token, and the request of the client that it is to return to."""
    reset_id, _, rest = visit.cookie(Cookie.recovery).partition(".")
    token, _, named = rest.partition(".")
    return reset_id, token, named


router.include_router(pages)
router.include_router(acts)
