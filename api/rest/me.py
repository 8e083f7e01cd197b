"""`/v1/me`: the signed-in member."""

from fastapi import APIRouter, Response

from api import bodies
from api.answering import as_reply, send
from api.parts import TheParts
from api.patience import PatientRoute
from api.replays import Reply
from api.rest.tokens import TheSession

router = APIRouter(prefix="/v1/me", tags=["me"], route_class=PatientRoute)


@router.get("", response_model=bodies.Me)
async def me(parts: TheParts, signed_in: TheSession) -> Response:
    """Who is signed in, and how."""
    return send(as_reply(await parts.sessions.me(signed_in)))


@router.delete("/session", status_code=204)
async def log_out(parts: TheParts, signed_in: TheSession) -> Response:
    """End this session."""
    await parts.sessions.end(signed_in)
    return send(Reply(204))
