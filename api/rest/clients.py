"""`/v1/account/clients`: the applications of the account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.edge import client_bodies as bodies
from api.edge.bodies import Nothing, Page
from api.edge.ids import parse_client_id, parse_id
from api.edge.lists import ListRequest
from api.edge.problems import Problem, malformed
from api.edge.request_body import described, json_body
from api.edge.responses import as_reply, send
from api.edge.time_limit import TimeLimitedRoute
from api.parts import TheParts
from api.rest.paging import described_list, query_limit
from api.rest.tokens import TheAdministrator
from doorstep.rules.clients import CLIENT_ID
from doorstep.transactions.kept_answers import Reply

router = APIRouter(
    prefix="/v1/account/clients", tags=["account"], route_class=TimeLimitedRoute
)


async def _list_request(request: Request) -> ListRequest[str]:
    cursor = request.query_params.get("cursor")
    if cursor is not None:
        try:
            parse_client_id(cursor)
        except Problem:
            raise malformed("id", "query", "cursor") from None
    return ListRequest(query_limit(request), cursor)


@router.get(
    "",
    response_model=Page[bodies.Client],
    openapi_extra=described_list(ids={"type": "string", "pattern": CLIENT_ID}),
)
async def list_clients(
    parts: TheParts,
    admin: TheAdministrator,
    asked: Annotated[ListRequest[str], Depends(_list_request)],
) -> Response:
    """List the account's applications, oldest first."""
    return send(as_reply(await parts.clients.page(admin, asked)))


@router.post(
    "",
    status_code=201,
    response_model=bodies.AddedClient,
    openapi_extra=described(bodies.NewClient),
)
async def add_client(
    parts: TheParts,
    admin: TheAdministrator,
    body: Annotated[bodies.NewClient, Depends(json_body(bodies.NewClient))],
) -> Response:
    """Register an application. Its secret is in this answer only."""
    return send(as_reply(await parts.clients.add(admin, body), 201))


@router.get("/{client_id}", response_model=bodies.Client)
async def read_client(
    parts: TheParts, admin: TheAdministrator, client_id: str
) -> Response:
    """Read an application."""
    found = await parts.clients.read(admin, parse_client_id(client_id))
    return send(as_reply(found))


@router.patch(
    "/{client_id}",
    response_model=bodies.Client,
    openapi_extra=described(bodies.ClientChange),
)
async def change_client(
    parts: TheParts,
    admin: TheAdministrator,
    client_id: str,
    body: Annotated[bodies.ClientChange, Depends(json_body(bodies.ClientChange))],
) -> Response:
    """Change any of an application's fields. Disabling ends its tokens."""
    changed = await parts.clients.change(admin, parse_client_id(client_id), body)
    return send(as_reply(changed))


@router.delete("/{client_id}", status_code=204)
async def remove_client(
    parts: TheParts, admin: TheAdministrator, client_id: str
) -> Response:
    """Remove an application, its secrets and its tokens."""
    await parts.clients.remove(admin, parse_client_id(client_id))
    return send(Reply(204))


@router.post(
    "/{client_id}/secrets",
    status_code=201,
    response_model=bodies.NewSecret,
    openapi_extra=described(Nothing),
)
async def add_client_secret(
    parts: TheParts,
    admin: TheAdministrator,
    client_id: str,
    _body: Annotated[Nothing, Depends(json_body(Nothing))],
) -> Response:
    """Make a second secret. It is in this answer only; the first one goes on working
    until it is deleted.
    """
    new = await parts.clients.add_secret(admin, parse_client_id(client_id))
    return send(as_reply(new, 201))


@router.delete("/{client_id}/secrets/{secret_id}", status_code=204)
async def end_client_secret(
    parts: TheParts, admin: TheAdministrator, client_id: str, secret_id: str
) -> Response:
    """Delete a secret: it stops working at once."""
    await parts.clients.end_secret(
        admin, parse_client_id(client_id), parse_id(secret_id)
    )
    return send(Reply(204))
