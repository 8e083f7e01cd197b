from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.password_reset import PasswordReset
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    reset_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/password-resets/{reset_id}".format(
            reset_id=quote(str(reset_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PasswordReset | Problem | None:
    if response.status_code == 200:
        response_200 = PasswordReset.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PasswordReset | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    reset_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[PasswordReset | Problem]:
    """The current stage of the reset

     The current stage of the reset.

    Args:
        reset_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PasswordReset | Problem]
    """

    kwargs = _get_kwargs(
        reset_id=reset_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    reset_id: UUID,
    *,
    client: AuthenticatedClient,
) -> PasswordReset | Problem | None:
    """The current stage of the reset

     The current stage of the reset.

    Args:
        reset_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset | Problem
    """

    return sync_detailed(
        reset_id=reset_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    reset_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[PasswordReset | Problem]:
    """The current stage of the reset

     The current stage of the reset.

    Args:
        reset_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PasswordReset | Problem]
    """

    kwargs = _get_kwargs(
        reset_id=reset_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    reset_id: UUID,
    *,
    client: AuthenticatedClient,
) -> PasswordReset | Problem | None:
    """The current stage of the reset

     The current stage of the reset.

    Args:
        reset_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PasswordReset | Problem
    """

    return (
        await asyncio_detailed(
            reset_id=reset_id,
            client=client,
        )
    ).parsed
