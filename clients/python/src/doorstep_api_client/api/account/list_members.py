from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_members_role import ListMembersRole
from ...models.list_members_two_step import ListMembersTwoStep
from ...models.page_member import PageMember
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    query: str | Unset = UNSET,
    two_step: ListMembersTwoStep | Unset = UNSET,
    role: ListMembersRole | Unset = UNSET,
    group: UUID | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_cursor: str | Unset = UNSET
    if not isinstance(cursor, Unset):
        json_cursor = str(cursor)
    params["cursor"] = json_cursor

    params["query"] = query

    json_two_step: str | Unset = UNSET
    if not isinstance(two_step, Unset):
        json_two_step = two_step.value

    params["two_step"] = json_two_step

    json_role: str | Unset = UNSET
    if not isinstance(role, Unset):
        json_role = role.value

    params["role"] = json_role

    json_group: str | Unset = UNSET
    if not isinstance(group, Unset):
        json_group = str(group)
    params["group"] = json_group

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/account/members",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageMember | Problem | None:
    if response.status_code == 200:
        response_200 = PageMember.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[PageMember | Problem]:
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
    query: str | Unset = UNSET,
    two_step: ListMembersTwoStep | Unset = UNSET,
    role: ListMembersRole | Unset = UNSET,
    group: UUID | Unset = UNSET,
) -> Response[PageMember | Problem]:
    """List the members and their two-step verification

     List the members and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        query (str | Unset):
        two_step (ListMembersTwoStep | Unset):
        role (ListMembersRole | Unset):
        group (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageMember | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        query=query,
        two_step=two_step,
        role=role,
        group=group,
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
    query: str | Unset = UNSET,
    two_step: ListMembersTwoStep | Unset = UNSET,
    role: ListMembersRole | Unset = UNSET,
    group: UUID | Unset = UNSET,
) -> PageMember | Problem | None:
    """List the members and their two-step verification

     List the members and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        query (str | Unset):
        two_step (ListMembersTwoStep | Unset):
        role (ListMembersRole | Unset):
        group (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageMember | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        query=query,
        two_step=two_step,
        role=role,
        group=group,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    query: str | Unset = UNSET,
    two_step: ListMembersTwoStep | Unset = UNSET,
    role: ListMembersRole | Unset = UNSET,
    group: UUID | Unset = UNSET,
) -> Response[PageMember | Problem]:
    """List the members and their two-step verification

     List the members and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        query (str | Unset):
        two_step (ListMembersTwoStep | Unset):
        role (ListMembersRole | Unset):
        group (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageMember | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        query=query,
        two_step=two_step,
        role=role,
        group=group,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: UUID | Unset = UNSET,
    query: str | Unset = UNSET,
    two_step: ListMembersTwoStep | Unset = UNSET,
    role: ListMembersRole | Unset = UNSET,
    group: UUID | Unset = UNSET,
) -> PageMember | Problem | None:
    """List the members and their two-step verification

     List the members and their two-step verification.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (UUID | Unset):
        query (str | Unset):
        two_step (ListMembersTwoStep | Unset):
        role (ListMembersRole | Unset):
        group (UUID | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageMember | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            query=query,
            two_step=two_step,
            role=role,
            group=group,
        )
    ).parsed
