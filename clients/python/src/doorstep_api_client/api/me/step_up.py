from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.session_facts import SessionFacts
from ...models.step_up import StepUp
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: StepUp,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/me/step-up",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SessionFacts | None:
    if response.status_code == 200:
        response_200 = SessionFacts.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

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
) -> Response[Problem | SessionFacts]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: StepUp,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SessionFacts]:
    """Prove again who is there, for acts that answer `step-up-required`

     Prove again who is there, for acts that answer `step-up-required`.

    A code of the authenticator, or the password of a member who has none. It counts for
    five minutes in this session, as signing in does; `auth_time` stays.

    Args:
        idempotency_key (str | Unset):
        body (StepUp): A code of the authenticator; the password of a member who has none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionFacts]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: StepUp,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SessionFacts | None:
    """Prove again who is there, for acts that answer `step-up-required`

     Prove again who is there, for acts that answer `step-up-required`.

    A code of the authenticator, or the password of a member who has none. It counts for
    five minutes in this session, as signing in does; `auth_time` stays.

    Args:
        idempotency_key (str | Unset):
        body (StepUp): A code of the authenticator; the password of a member who has none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionFacts
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: StepUp,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SessionFacts]:
    """Prove again who is there, for acts that answer `step-up-required`

     Prove again who is there, for acts that answer `step-up-required`.

    A code of the authenticator, or the password of a member who has none. It counts for
    five minutes in this session, as signing in does; `auth_time` stays.

    Args:
        idempotency_key (str | Unset):
        body (StepUp): A code of the authenticator; the password of a member who has none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionFacts]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: StepUp,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SessionFacts | None:
    """Prove again who is there, for acts that answer `step-up-required`

     Prove again who is there, for acts that answer `step-up-required`.

    A code of the authenticator, or the password of a member who has none. It counts for
    five minutes in this session, as signing in does; `auth_time` stays.

    Args:
        idempotency_key (str | Unset):
        body (StepUp): A code of the authenticator; the password of a member who has none.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionFacts
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
