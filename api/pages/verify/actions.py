"""The acts of `/verify`: each is done, then the page shows where the login stands."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Response

from api.edge import bodies
from api.edge.attempts import Attempt
from api.edge.client import TheClient
from api.edge.problems import Problem
from api.pages.frame.addresses import sign_in_address
from api.pages.frame.error_pages import ActRoute
from api.pages.frame.flash import Said
from api.pages.frame.forms import TheForm, filled, typed_code
from api.pages.frame.visit import Elsewhere
from api.pages.verify.flow_visit import TheWalk, Walk

router = APIRouter(prefix="/verify", route_class=ActRoute, include_in_schema=False)
_LOOKS_AFTER_THE_MAIL = (0.2, 0.3, 0.5, 1.0)


@router.post("/code")
async def submit_code(form: TheForm, walk: TheWalk, client: TheClient) -> Response:
    code = typed_code(form)
    logins = walk.parts.logins
    return walk.enter(await logins.submit_code(walk.flow, code, client, Attempt.new()))


@router.post("/session")
async def renew_session(_form: TheForm, walk: TheWalk) -> Response:
    """For the browser that never got the answer to its right code."""
    try:
        return walk.enter(await walk.parts.logins.renew_session(walk.flow))
    except Problem:
        address = sign_in_address(walk.flow.row.application)
        raise Elsewhere(address, Said("sign-in", "flow-ended")) from None


@router.post("/cancel")
async def cancel(_form: TheForm, walk: TheWalk) -> Response:
    await walk.parts.logins.cancel(walk.flow, Attempt.new())
    return walk.go("/verify")


@router.post("/setup")
async def begin_setup(_form: TheForm, walk: TheWalk) -> Response:
    logins = walk.parts.logins
    enrollment_id, _ = await logins.begin_setup(walk.flow, Attempt.new())
    await _see_the_mail_off(walk, enrollment_id)
    return walk.go("/verify")


@router.post("/resend")
async def resend(form: TheForm, walk: TheWalk) -> Response:
    flow = await walk.enrollment(form)
    await walk.parts.enrollments.resend(flow, Attempt.new())
    await _see_the_mail_off(walk, flow.row.id)
    return walk.go("/verify", Said("resend", "email-sent"))


@router.post("/email-code")
async def submit_email_code(form: TheForm, walk: TheWalk) -> Response:
    flow, code = await walk.enrollment(form), typed_code(form)
    await walk.parts.enrollments.submit_email_code(flow, code, Attempt.new())
    return walk.go("/verify")


@router.post("/continue")
async def advance(form: TheForm, walk: TheWalk) -> Response:
    flow = await walk.enrollment(form)
    left = filled(bodies.Continue, form).stage
    await walk.parts.enrollments.advance(flow, left, Attempt.new())
    return walk.go("/verify")


@router.post("/setup-code")
async def submit_setup_code(
    form: TheForm, walk: TheWalk, client: TheClient
) -> Response:
    flow, code = await walk.enrollment(form), typed_code(form)
    await walk.parts.enrollments.submit_setup_code(flow, code, client, Attempt.new())
    return walk.go("/verify/done")


@router.post("/cancel-setup")
async def cancel_setup(form: TheForm, walk: TheWalk) -> Response:
    flow = await walk.enrollment(form)
    await walk.parts.enrollments.cancel(flow, Attempt.new())
    return walk.go("/verify", Said("cancel-setup", "setup-cancelled"))


async def _see_the_mail_off(walk: Walk, enrollment_id: UUID) -> None:
    """Most mails leave within a moment; the next page can say so at once then."""
    for pause in _LOOKS_AFTER_THE_MAIL:
        await asyncio.sleep(pause)
        enrollment = await walk.parts.enrollments.read_again(enrollment_id)
        if enrollment.email.status != "sending":
            return
