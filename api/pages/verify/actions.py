"""The form actions of `/verify`; each redirects to the page of the login's stage."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.problems import Problem
from api.pages.frame.addresses import sign_in_address
from api.pages.frame.error_pages import ActRoute
from api.pages.frame.flash import Flash
from api.pages.frame.forms import TheForm, filled, typed_app_code, typed_code
from api.pages.frame.visit import Redirect
from api.pages.verify.flow_visit import FlowVisit, TheFlowVisit

router = APIRouter(prefix="/verify", route_class=ActRoute, include_in_schema=False)
_POLLS_FOR_MAIL = (0.2, 0.3, 0.5, 1.0)


@router.post("/code")
async def submit_code(
    form: TheForm, visit: TheFlowVisit, client: TheClient
) -> Response:
    code = typed_app_code(form)
    logins = visit.parts.logins
    return await visit.enter(await logins.submit_code(visit.flow, code, client))


@router.post("/session")
async def renew_session(_form: TheForm, visit: TheFlowVisit) -> Response:
    """For a browser that did not receive the answer to its right code."""
    try:
        login = await visit.parts.logins.renew_session(visit.flow)
    except Problem:
        address = sign_in_address(visit.flow.row.application)
        raise Redirect(address, Flash("sign-in", "flow-ended")) from None
    return await visit.enter(login)


@router.post("/cancel")
async def cancel(_form: TheForm, visit: TheFlowVisit) -> Response:
    await visit.parts.logins.cancel(visit.flow)
    return visit.go("/verify")


@router.post("/setup")
async def begin_setup(_form: TheForm, visit: TheFlowVisit) -> Response:
    logins = visit.parts.logins
    enrollment_id, _ = await logins.begin_setup(visit.flow)
    await _wait_for_mail(visit, enrollment_id)
    return visit.go("/verify")


@router.post("/resend")
async def resend(form: TheForm, visit: TheFlowVisit) -> Response:
    flow = await visit.enrollment(form)
    await visit.parts.enrollments.resend(flow)
    await _wait_for_mail(visit, flow.row.id)
    return visit.go("/verify", Flash("resend", "email-sent"))


@router.post("/email-code")
async def submit_email_code(form: TheForm, visit: TheFlowVisit) -> Response:
    flow, code = await visit.enrollment(form), typed_code(form)
    await visit.parts.enrollments.submit_email_code(flow, code)
    return visit.go("/verify")


@router.post("/continue")
async def advance(form: TheForm, visit: TheFlowVisit) -> Response:
    flow = await visit.enrollment(form)
    left = filled(bodies.Continue, form).stage
    await visit.parts.enrollments.advance(flow, left)
    return visit.go("/verify")


@router.post("/setup-code")
async def submit_setup_code(
    form: TheForm, visit: TheFlowVisit, client: TheClient
) -> Response:
    flow, code = await visit.enrollment(form), typed_code(form)
    await visit.parts.enrollments.submit_setup_code(flow, code, client)
    return visit.go("/verify/done")


@router.post("/cancel-setup")
async def cancel_setup(form: TheForm, visit: TheFlowVisit) -> Response:
    flow = await visit.enrollment(form)
    await visit.parts.enrollments.cancel(flow)
    return visit.go("/verify", Flash("cancel-setup", "setup-cancelled"))


async def _wait_for_mail(visit: FlowVisit, enrollment_id: UUID) -> None:
    """Most mails are sent within a moment; then the next page can say so at once."""
    for pause in _POLLS_FOR_MAIL:
        await asyncio.sleep(pause)
        enrollment = await visit.parts.enrollments.read_again(enrollment_id)
        if enrollment.email.status != "sending":
            return
