"""`/v1/verifications`: a code for a person whose password the application checked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.edge import bodies
from api.edge.client import TheClient
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.subject_bodies import Verification
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.client_tokens import TheVerificationsClient

router = APIRouter(
    prefix="/v1/verifications", tags=["subjects"], route_class=TimeLimitedRoute
)


@router.post(
    "",
    status_code=201,
    response_model=bodies.Login,
    openapi_extra=described(Verification),
)
async def open_verification(
    parts: TheParts,
    calling: TheVerificationsClient,
    client: TheClient,
    body: Annotated[Verification, Depends(json_body(Verification))],
) -> Response:
    """Start a login for a person whose password the application has checked.

    It goes on as any login, and ends without a session.
    """
    login = await parts.applications.verifications.open(calling, body, client)
    return send(as_reply(login, 201))
