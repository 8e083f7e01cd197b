"""`/reset-password`: one address, which shows the page of the reset's stage.

Before the code from the mailbox was right nothing depends on whose address it is, the
language neither.
"""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Response

from api.actions.recoveries import RecoveryFlow
from api.edge.client import TheClient
from api.edge.ids import parse_id
from api.edge.password_bodies import ForgottenPassword, RecoveredPassword
from api.edge.problems import Problem
from api.pages.frame.cookies import Cookie
from api.pages.frame.error_pages import ActRoute, PageRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled, typed_code
from api.pages.frame.visit import Redirect, TheVisit, Visit
from doorstep.rules.stages import RecoveryStage

_ADDRESS = "/reset-password"
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
        return _ask(visit)
    if flow.row.stage_at(visit.parts.clock()) is RecoveryStage.set_password:
        return await _choose(visit, flow)
    reset = visit.parts.recoveries.read(flow)
    return visit.show("recovery/code.html", step=reset.stage, reset=reset)


@pages.post(_ADDRESS)
async def forget(form: TheForm, visit: TheVisit, client: TheClient) -> Response:
    """A refused form is shown again with the address, which a cookie must not have."""
    try:
        email = filled(ForgottenPassword, form).email
        reset = await visit.parts.recoveries.open(email, client)
    except Problem as problem:
        response = _ask(visit, form.get("email", ""), problem)
        if "retry_after" in problem.extra:
            response.headers["Retry-After"] = str(problem.extra["retry_after"])
        return response
    response = visit.go(_ADDRESS)
    seconds = int((reset.expires_at - visit.parts.clock()).total_seconds())
    value = f"{reset.id}.{reset.flow_token}"
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
    return _over(visit, "password-recovered")


def _over(visit: Visit, slug: str) -> Response:
    response = visit.go("/sign-in", Flash("sign-in", slug))
    visit.pages.jar.drop(response, Cookie.recovery)
    return response


def _ask(visit: Visit, email: str = "", problem: Problem | None = None) -> Response:
    return visit.show(
        "recovery/ask.html",
        step="reset-password",
        status=problem.status if problem else 200,
        flash=visit.flash(problem, "forgot-password") if problem else None,
        here=_ADDRESS,
        email=email,
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
        email=flow.rows.member.email if flow.rows.member else "",
        expires_at=flow.row.expires_at,
    )


async def _found(visit: Visit) -> RecoveryFlow | None:
    """None unless one runs in this browser."""
    reset_id, _, token = visit.cookie(Cookie.recovery).partition(".")
    try:
        flow = await visit.parts.recoveries.authorise(parse_id(reset_id), token)
    except Problem:
        return None
    return None if flow.row.over(visit.parts.clock()) else flow


router.include_router(pages)
router.include_router(acts)
