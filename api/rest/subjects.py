"""`/v1/subjects`: the people of an application that keeps its own passwords."""

from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, Request, Response

from api.edge import bodies
from api.edge.problems import malformed, not_found
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.subject_bodies import NewSubject, Subject
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.client_tokens import TheSubjectsClient
from api.rest.paging import TheListRequest, described_list
from doorstep.rules.people import TwoStep
from doorstep.rules.subjects import EXTERNAL_ID, external_id_in
from doorstep.transactions.kept_answers import Reply

_PREFIX = "/v1/subjects"
router = APIRouter(prefix=_PREFIX, tags=["subjects"], route_class=TimeLimitedRoute)
_ONE = "/{external_id:path}"
"""One segment as it was sent: an id may have an encoded slash."""
_EXTERNAL_ID = {
    "name": "external_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": EXTERNAL_ID},
    "description": "The application's own id of the person, percent-encoded.",
}
_TWO_STEP = {
    "name": "two_step",
    "in": "query",
    "schema": {"type": "string", "enum": list(TwoStep)},
    "description": "Only people in this state.",
}


def _named(request: Request) -> str | None:
    sent = request.scope["raw_path"].decode("latin-1")
    segment = sent[len(f"{_PREFIX}/") :].partition("?")[0]
    if "/" in segment:
        raise not_found()
    return external_id_in(segment)


async def _known(request: Request, _calling: TheSubjectsClient) -> str:
    """Of somebody who may exist."""
    if (external_id := _named(request)) is None:
        raise not_found()
    return external_id


async def _given(request: Request, _calling: TheSubjectsClient) -> str:
    """Of somebody who may be created."""
    if (external_id := _named(request)) is None:
        raise malformed("external_id", "path", "external_id")
    return external_id


async def _two_step(request: Request) -> TwoStep | None:
    text = request.query_params.get("two_step")
    if text is not None and text not in list(TwoStep):
        expected = ", ".join(f"'{each}'" for each in TwoStep)
        raise malformed("enum", "query", "two_step", expected=expected)
    return TwoStep(text) if text else None


_Known: TypeAlias = Annotated[str, Depends(_known)]
_Given: TypeAlias = Annotated[str, Depends(_given)]


@router.get(
    "",
    response_model=bodies.Page[Subject],
    openapi_extra=described_list(_TWO_STEP),
)
async def list_subjects(
    parts: TheParts,
    calling: TheSubjectsClient,
    asked: TheListRequest,
    two_step: Annotated[TwoStep | None, Depends(_two_step)],
) -> Response:
    """List the application's people and their two-step verification."""
    page = await parts.applications.subjects.page(calling, asked, two_step)
    return send(as_reply(page))


@router.get(_ONE, response_model=Subject, openapi_extra={"parameters": [_EXTERNAL_ID]})
async def read_subject(
    parts: TheParts, calling: TheSubjectsClient, named: _Known
) -> Response:
    """Read one of the application's people."""
    return send(as_reply(await parts.applications.subjects.read(calling, named)))


@router.put(
    _ONE,
    response_model=Subject,
    responses={201: {"model": Subject, "description": "A new person."}},
    openapi_extra={**described(NewSubject), "parameters": [_EXTERNAL_ID]},
)
async def put_subject(
    parts: TheParts,
    calling: TheSubjectsClient,
    named: _Given,
    body: Annotated[NewSubject, Depends(json_body(NewSubject))],
) -> Response:
    """Create a person, or change one. A new address ends a setup in progress."""
    subject, created = await parts.applications.subjects.put(calling, named, body)
    return send(as_reply(subject, 201 if created else 200))


@router.delete(_ONE, status_code=204, openapi_extra={"parameters": [_EXTERNAL_ID]})
async def erase_subject(
    parts: TheParts, calling: TheSubjectsClient, named: _Known
) -> Response:
    """Lock a person out at once and erase everything that names them."""
    await parts.applications.subjects.erase(calling, named)
    return send(Reply(204))
