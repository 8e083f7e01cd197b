from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.app_code_body import AppCodeBody
from ...models.login import Login
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    login_id: UUID,
    *,
    body: AppCodeBody,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/logins/{login_id}/code".format(
            login_id=quote(str(login_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Login | Problem | None:
    if response.status_code == 200:
        response_200 = Login.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 423:
        response_423 = Problem.from_dict(response.json())

        return response_423

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Login | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    login_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AppCodeBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Login | Problem]:
    """Sign in with a code from the authenticator app

     Sign in with a code from the authenticator app.

    Args:
        login_id (UUID):
        idempotency_key (str | Unset):
        body (AppCodeBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Login | Problem]
    """

    kwargs = _get_kwargs(
        login_id=login_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    login_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AppCodeBody,
    idempotency_key: str | Unset = UNSET,
) -> Login | Problem | None:
    """Sign in with a code from the authenticator app

     Sign in with a code from the authenticator app.

    Args:
        login_id (UUID):
        idempotency_key (str | Unset):
        body (AppCodeBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Login | Problem
    """

    return sync_detailed(
        login_id=login_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    login_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AppCodeBody,
    idempotency_key: str | Unset = UNSET,
) -> Response[Login | Problem]:
    """Sign in with a code from the authenticator app

     Sign in with a code from the authenticator app.

    Args:
        login_id (UUID):
        idempotency_key (str | Unset):
        body (AppCodeBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Login | Problem]
    """

    kwargs = _get_kwargs(
        login_id=login_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    login_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AppCodeBody,
    idempotency_key: str | Unset = UNSET,
) -> Login | Problem | None:
    """Sign in with a code from the authenticator app

     Sign in with a code from the authenticator app.

    Args:
        login_id (UUID):
        idempotency_key (str | Unset):
        body (AppCodeBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Login | Problem
    """

    return (
        await asyncio_detailed(
            login_id=login_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
