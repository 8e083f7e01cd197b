"""`/v1/enrollments`: setting up an authenticator."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.attempts import TheAttempt
from api.edge.client import TheClient
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.tokens import TheEnrollment
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/enrollments/{enrollment_id}",
    tags=["enrollments"],
    route_class=TimeLimitedRoute,
)
_Code = Annotated[bodies.CodeBody, Depends(json_body(bodies.CodeBody))]
_Nothing = Annotated[bodies.Nothing, Depends(json_body(bodies.Nothing))]
_Continue = Annotated[bodies.Continue, Depends(json_body(bodies.Continue))]


@router.get("", response_model=bodies.Enrollment)
async def read(parts: TheParts, enrollment: TheEnrollment) -> Response:
    """Where the set-up stands, and how far its email has come."""
    return send(as_reply(await parts.enrollments.read(enrollment)))


@router.post(
    "/resend",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.Nothing),
)
async def resend(
    parts: TheParts, enrollment: TheEnrollment, _body: _Nothing, attempt: TheAttempt
) -> Response:
    """Send the email again with a new code; the earlier one stops working."""

    async def act() -> Reply:
        return as_reply(await parts.enrollments.resend(enrollment, attempt))

    return send(await parts.replays.once(enrollment.row.id, attempt, "resend", act))


@router.post(
    "/email-code",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.CodeBody),
)
async def submit_email_code(
    parts: TheParts, enrollment: TheEnrollment, body: _Code, attempt: TheAttempt
) -> Response:
    """Prove the mailbox."""

    async def act() -> Reply:
        return as_reply(
            await parts.enrollments.submit_email_code(enrollment, body.code, attempt)
        )

    asked = f"email-code/{body.code}"
    return send(await parts.replays.once(enrollment.row.id, attempt, asked, act))


@router.post(
    "/continue",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.Continue),
)
async def advance(
    parts: TheParts, enrollment: TheEnrollment, body: _Continue, attempt: TheAttempt
) -> Response:
    """Leave the stage that the body names; a repeat changes nothing."""

    async def act() -> Reply:
        return as_reply(
            await parts.enrollments.advance(enrollment, body.stage, attempt)
        )

    asked = f"continue/{body.stage}"
    return send(await parts.replays.once(enrollment.row.id, attempt, asked, act))


@router.get("/authenticator", response_model=bodies.Authenticator)
async def authenticator(parts: TheParts, enrollment: TheEnrollment) -> Response:
    """What an authenticator app needs; only while it is set up."""
    return send(as_reply(await parts.authenticators.show(enrollment)))


@router.post(
    "/setup-code",
    response_model=bodies.Enrollment,
    openapi_extra=described(bodies.CodeBody),
)
async def submit_setup_code(
    parts: TheParts,
    client: TheClient,
    enrollment: TheEnrollment,
    body: _Code,
    attempt: TheAttempt,
) -> Response:
    """Confirm the new device with its first code."""

    async def act() -> Reply:
        enrollments = parts.enrollments
        return as_reply(
            await enrollments.submit_setup_code(enrollment, body.code, client, attempt)
        )

    asked = f"setup-code/{body.code}"
    return send(await parts.replays.once(enrollment.row.id, attempt, asked, act))


@router.delete("", status_code=204)
async def cancel(
    parts: TheParts, enrollment: TheEnrollment, attempt: TheAttempt
) -> Response:
    """Give the set-up up; an earlier device keeps working."""

    async def act() -> Reply:
        await parts.enrollments.cancel(enrollment, attempt)
        return Reply(204)

    return send(await parts.replays.once(enrollment.row.id, attempt, "cancel", act))
