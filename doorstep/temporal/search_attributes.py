"""The search attributes of a namespace: which it has, and making those it lacks.

Whoever operates Temporal may not let us: Temporal Cloud and others permit it to
administrators only. Then they are made by people.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import CountWorkflowExecutionsRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from doorstep.errors import ConfigurationError
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES

_KEYWORD = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
_NAMES = [key.name for key in SEARCH_ATTRIBUTES]
_NOT_OURS = (
    RPCStatusCode.PERMISSION_DENIED,
    RPCStatusCode.UNIMPLEMENTED,
    RPCStatusCode.UNAUTHENTICATED,
)
_FULL = "cannot have more than"
_OTHER_TYPE = "invalid value type"
"""In messages: the status of both is that of any invalid request."""


@dataclass(frozen=True)
class Lacking:
    """The names that are missing, and those that exist with another type; and whether
    Temporal lets only others create them.
    """

    missing: tuple[str, ...] = ()
    of_another_type: tuple[str, ...] = ()
    by_others: bool = False


async def lacking(client: Client) -> Lacking:
    """Asks the operator service, or, where that is refused, by searches. Raises
    RPCError.
    """
    try:
        known = await _listed(client)
    except RPCError as error:
        if error.status not in _NOT_OURS:
            raise
        return await _by_searches(client)
    missing = (name for name in _NAMES if name not in known)
    others = (name for name in _NAMES if known.get(name, _KEYWORD) != _KEYWORD)
    return Lacking(tuple(missing), tuple(others))


async def register_search_attributes(client: Client) -> None:
    """Make the missing ones; idempotent.

    Raises ConfigurationError with what people have to do, if they have to, and
    RPCError.
    """
    found = await lacking(client)
    if found.missing:
        await _add(client, found.missing)
    if found.of_another_type:
        raise ConfigurationError(other_type(found.of_another_type, client.namespace))


def other_type(names: Sequence[str], namespace: str) -> str:
    return (
        f"The namespace {namespace} has {', '.join(names)} with another type than "
        "Keyword, and flows cannot start. Rename or remove them, or use a namespace of "
        "Doorstep's own, and run `doorstep temporal register`."
    )


def to_be_made(names: Sequence[str], namespace: str) -> str:
    """What to make where, by whom may."""
    cloud = " ".join(f'--sa "{name}=Keyword"' for name in names)
    own = " ".join(f"--name {name}" for name in names)
    return (
        f"Create these search attributes in the namespace {namespace}, each of type "
        f"Keyword: {', '.join(names)}. On Temporal Cloud: in its UI, in the settings "
        f"of the namespace, or by `tcld namespace search-attributes add --namespace "
        f"{namespace} {cloud}`. Elsewhere, as an administrator of Temporal: `temporal "
        f"operator search-attribute create --namespace {namespace} --type Keyword "
        f"{own}`."
    )


async def _listed(client: Client) -> dict[str, "IndexedValueType.ValueType"]:
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return dict(answer.custom_attributes)


async def _by_searches(client: Client) -> Lacking:
    """Each by a search for it, as those who search flows do."""
    missing: list[str] = []
    others: list[str] = []
    for name in _NAMES:
        request = CountWorkflowExecutionsRequest(
            namespace=client.namespace, query=f'{name} = "none"'
        )
        try:
            await client.workflow_service.count_workflow_executions(request)
        except RPCError as error:
            if error.status is not RPCStatusCode.INVALID_ARGUMENT:
                raise
            (others if _OTHER_TYPE in error.message else missing).append(name)
    return Lacking(tuple(missing), tuple(others), by_others=True)


async def _add(client: Client, names: tuple[str, ...]) -> None:
    request = AddSearchAttributesRequest(
        namespace=client.namespace, search_attributes=dict.fromkeys(names, _KEYWORD)
    )
    try:
        await client.operator_service.add_search_attributes(request)
    except RPCError as error:
        if error.status in _NOT_OURS:
            raise ConfigurationError(
                f"Temporal does not let Doorstep create search attributes "
                f"({error.status.name}). {to_be_made(names, client.namespace)}"
            ) from error
        if _FULL in error.message:
            raise ConfigurationError(await _full(client, names)) from error
        if error.status is not RPCStatusCode.ALREADY_EXISTS:  # by another process
            raise


async def _full(client: Client, names: tuple[str, ...]) -> str:
    known = await _listed(client)
    others = [name for name, kind in sorted(known.items()) if kind == _KEYWORD]
    return (
        f"The namespace {client.namespace} has no room for {len(names)} more search "
        f"attributes of type Keyword: {', '.join(names)}. It has {len(others)}: "
        f"{', '.join(others)}. Temporal on PostgreSQL, MySQL or SQLite stores at most "
        "ten for a namespace. Use a namespace of Doorstep's own, or remove some that "
        "nobody searches any more: `temporal operator search-attribute remove "
        f"--namespace {client.namespace} --name …`."
    )
