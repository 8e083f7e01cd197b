"""`/v1/enrollments`: setting up an authenticator."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.request_body import described, later_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.answered_once import answered_once
from api.rest.tokens import TheEnrollment, TheEnrollmentAct, TheEnrollmentEnd
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/enrollments/{enrollment_id}",
    tags=["enrollments"],
    route_class=TimeLimitedRoute,
)
_Code = Annotated[bodies.CodeBody, Depends(later_body(bodies.CodeBody))]
_Nothing = Annotated[bodies.Nothing, Depends(later_body(bodies.Nothing))]
_Continue = Annotated[bodies.Continue, Depends(later_body(bodies.Continue))]


@router.get("", response_model=bodies.Enrollment)
async def read_setup(parts: TheParts, flow: TheEnrollment) -> Response:
    """Read the stage of the setup and the status of its email."""
    return send(as_reply(parts.enrollments.read(flow)))


@router.post(
    "/resend",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.Nothing),
)
@answered_once("resend")
async def resend_email(
    parts: TheParts, flow: TheEnrollmentAct, _body: _Nothing
) -> Reply:
    """Send the email again with a new code. The previous code stops working."""
    return as_reply(await parts.enrollments.resend(flow))


@router.post(
    "/email-code",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.CodeBody),
)
@answered_once("email-code")
async def submit_email_code(
    parts: TheParts, flow: TheEnrollmentAct, body: _Code
) -> Reply:
    """Verify the mailbox with the emailed code."""
    return as_reply(await parts.enrollments.submit_email_code(flow, body.code))


@router.post(
    "/continue",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.Continue),
)
@answered_once("continue")
async def advance_setup(
    parts: TheParts, flow: TheEnrollmentAct, body: _Continue
) -> Reply:
    """Continue from the stage named in the body. Repeating changes nothing."""
    return as_reply(await parts.enrollments.advance(flow, body.stage))


@router.get("/authenticator", response_model=bodies.Authenticator)
async def read_authenticator(parts: TheParts, flow: TheEnrollment) -> Response:
    """Read what an authenticator app needs. Available only during setup."""
    return send(as_reply(parts.authenticators.shown(flow.setup)))


@router.post(
    "/setup-code",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.CodeBody),
)
@answered_once("setup-code")
async def submit_setup_code(
    parts: TheParts,
    client: TheClient,
    flow: TheEnrollmentAct,
    body: _Code,
) -> Reply:
    """Confirm the new device with its first code."""
    return as_reply(await parts.enrollments.submit_setup_code(flow, body.code, client))


@router.delete("", status_code=204, response_model=None)
@answered_once("cancel")
async def cancel_setup(parts: TheParts, flow: TheEnrollmentEnd) -> Reply:
    """Cancel the setup. A previous device keeps working."""
    await parts.enrollments.cancel(flow)
    return Reply(204)
