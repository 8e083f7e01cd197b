"""Authentication of a client's own credential, by what its token is good for."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from api.actions.calling_clients import account_of
from api.actions.sessions import administrator
from api.edge.client import TheClient
from api.parts import TheParts, bearer
from doorstep.db.accounts import Account
from doorstep.db.calling_clients import CallingClient
from doorstep.rules.clients import Scope

_Calling: TypeAlias = Callable[[Request, TheParts, TheClient], Awaitable[CallingClient]]
_Reading: TypeAlias = Callable[[Request, TheParts, TheClient], Awaitable[Account]]


def _with(scope: Scope) -> _Calling:
    async def calling(
        request: Request, parts: TheParts, client: TheClient
    ) -> CallingClient:
        found = await parts.applications.calls.authenticate(
            bearer(request.headers), scope, client
        )
        if found.account:
            request.state.language = found.account.language.value
        return found

    return calling


def _reading(scope: Scope) -> _Reading:
    """An administrator's session, or a client with the scope."""

    async def reading(request: Request, parts: TheParts, client: TheClient) -> Account:
        token = bearer(request.headers)
        if calling := await parts.applications.calls.find(token):
            account = account_of(parts.applications.calls.admit(calling, scope, client))
        else:
            account = administrator(await parts.sessions.authenticate(token)).account
        request.state.language = account.language.value
        return account

    return reading


TheSubjectsClient: TypeAlias = Annotated[CallingClient, Depends(_with(Scope.subjects))]
TheVerificationsClient: TypeAlias = Annotated[
    CallingClient, Depends(_with(Scope.verifications))
]
TheMembersReader: TypeAlias = Annotated[Account, Depends(_reading(Scope.members_read))]
TheEventsReader: TypeAlias = Annotated[Account, Depends(_reading(Scope.events_read))]
