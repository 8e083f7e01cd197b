from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_subjects_two_step import ListSubjectsTwoStep
from ...models.page_subject import PageSubject
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    two_step: ListSubjectsTwoStep | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_cursor: str | Unset = UNSET
    if not isinstance(cursor, Unset):
        json_cursor = str(cursor)
    params["cursor"] = json_cursor

    json_two_step: str | Unset = UNSET
    if not isinstance(two_step, Unset):
        json_two_step = two_step.value

    params["two_step"] = json_two_step

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/subjects",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageSubject | Problem | None:
    if response.status_code == 200:
        response_200 = PageSubject.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageSubject | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    two_step: ListSubjectsTwoStep | Unset = UNSET,
) -> Response[PageSubject | Problem]:
    """List the application's people and their two-step verification

     List the application's people and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        two_step (ListSubjectsTwoStep | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSubject | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        two_step=two_step,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    two_step: ListSubjectsTwoStep | Unset = UNSET,
) -> PageSubject | Problem | None:
    """List the application's people and their two-step verification

     List the application's people and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        two_step (ListSubjectsTwoStep | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSubject | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        two_step=two_step,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    two_step: ListSubjectsTwoStep | Unset = UNSET,
) -> Response[PageSubject | Problem]:
    """List the application's people and their two-step verification

     List the application's people and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        two_step (ListSubjectsTwoStep | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSubject | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        two_step=two_step,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    two_step: ListSubjectsTwoStep | Unset = UNSET,
) -> PageSubject | Problem | None:
    """List the application's people and their two-step verification

     List the application's people and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        two_step (ListSubjectsTwoStep | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSubject | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            two_step=two_step,
        )
    ).parsed
