from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.authenticator import Authenticator
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    enrollment_id: UUID,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/enrollments/{enrollment_id}/authenticator".format(
            enrollment_id=quote(str(enrollment_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Authenticator | Problem | None:
    if response.status_code == 200:
        response_200 = Authenticator.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Authenticator | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    enrollment_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Authenticator | Problem]:
    """Read what an authenticator app needs

     Read what an authenticator app needs. Available only during setup.

    Args:
        enrollment_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Authenticator | Problem]
    """

    kwargs = _get_kwargs(
        enrollment_id=enrollment_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    enrollment_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Authenticator | Problem | None:
    """Read what an authenticator app needs

     Read what an authenticator app needs. Available only during setup.

    Args:
        enrollment_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Authenticator | Problem
    """

    return sync_detailed(
        enrollment_id=enrollment_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    enrollment_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Response[Authenticator | Problem]:
    """Read what an authenticator app needs

     Read what an authenticator app needs. Available only during setup.

    Args:
        enrollment_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Authenticator | Problem]
    """

    kwargs = _get_kwargs(
        enrollment_id=enrollment_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    enrollment_id: UUID,
    *,
    client: AuthenticatedClient,
) -> Authenticator | Problem | None:
    """Read what an authenticator app needs

     Read what an authenticator app needs. Available only during setup.

    Args:
        enrollment_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Authenticator | Problem
    """

    return (
        await asyncio_detailed(
            enrollment_id=enrollment_id,
            client=client,
        )
    ).parsed
