"""`/v1/account/enrollments`: the running setups, for administrators."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Request, Response

from api.edge import bodies
from api.edge.ids import parse_id
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.paging import TheListRequest, described_list
from api.rest.tokens import TheAdministrator
from doorstep import i18n
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/account/enrollments", tags=["account"], route_class=TimeLimitedRoute
)


async def _language(request: Request, admin: TheAdministrator) -> str:
    wanted = request.headers.get("accept-language")
    return i18n.pick(wanted, admin.account.language.value)


_TheLanguage: TypeAlias = Annotated[str, Depends(_language)]


def _worded(reply: Reply, language: str) -> Response:
    """An answer that holds sentences."""
    response = send(reply)
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language"})
    return response


@router.get(
    "",
    response_model=bodies.Page[bodies.RunningSetup],
    openapi_extra=described_list(),
)
async def list_setups(
    parts: TheParts,
    admin: TheAdministrator,
    language: _TheLanguage,
    asked: TheListRequest,
) -> Response:
    """List setups in progress, oldest first, and what each is waiting for."""
    page = await parts.running_enrollments.oldest(admin, language, asked)
    return _worded(as_reply(page), language)


@router.get("/{enrollment_id}", response_model=bodies.RunningSetup)
async def read_running_setup(
    parts: TheParts,
    admin: TheAdministrator,
    language: _TheLanguage,
    enrollment_id: str,
) -> Response:
    """Read a setup in progress and what it is waiting for."""
    setup = await parts.running_enrollments.one(
        admin, parse_id(enrollment_id), language
    )
    return _worded(as_reply(setup), language)


@router.post(
    "/{enrollment_id}/resend",
    response_model=bodies.RunningSetup,
    openapi_extra=described(bodies.Nothing),
)
async def resend_for_member(
    parts: TheParts,
    admin: TheAdministrator,
    language: _TheLanguage,
    enrollment_id: str,
    _body: Annotated[bodies.Nothing, Depends(json_body(bodies.Nothing))],
) -> Response:
    """Send the member's email again with a new code, within the member's limits."""
    setup_id = parse_id(enrollment_id)
    await parts.running_enrollments.resend(admin, setup_id)
    setup = await parts.running_enrollments.one(admin, setup_id, language)
    return _worded(as_reply(setup), language)


@router.post(
    "/{enrollment_id}/cancel",
    status_code=204,
    openapi_extra=described(bodies.ResetReason),
)
async def cancel_for_member(
    parts: TheParts,
    admin: TheAdministrator,
    enrollment_id: str,
    body: Annotated[bodies.ResetReason, Depends(json_body(bodies.ResetReason))],
) -> Response:
    """Cancel a setup. The member can start over; a previous device keeps working."""
    await parts.running_enrollments.cancel(admin, parse_id(enrollment_id), body.reason)
    return send(Reply(204))
