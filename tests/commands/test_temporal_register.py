"""`doorstep temporal register` and the doctor, where Temporal does not let them."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from grpc import StatusCode
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from changed_settings import changed
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from doorstep.settings.processes import WorkerSettings
from namespaces import bare_namespace
from temporal_front import OPERATOR, Front, Refusal, temporal_front
from waiting import until

_NAMES = [key.name for key in SEARCH_ATTRIBUTES]
_REFUSED = [StatusCode.PERMISSION_DENIED, StatusCode.UNIMPLEMENTED]
_KEYWORD = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
_INT = IndexedValueType.INDEXED_VALUE_TYPE_INT


@pytest.fixture
async def namespace(temporal: WorkflowEnvironment) -> str:
    return await bare_namespace(temporal.client)


@pytest.fixture
async def front(temporal: WorkflowEnvironment) -> AsyncIterator[Front]:
    address = temporal.client.service_client.config.target_host
    async with temporal_front(address) as front:
        yield front


async def register(address: str, namespace: str, queue: str) -> tuple[int, str]:
    return await run_doorstep(
        "temporal",
        "register",
        DOORSTEP_TEMPORAL_ADDRESS=address,
        DOORSTEP_TEMPORAL_NAMESPACE=namespace,
        DOORSTEP_TASK_QUEUE=queue,
    )


async def add(
    client: Client,
    namespace: str,
    names: list[str],
    kind: "IndexedValueType.ValueType" = _KEYWORD,
) -> None:
    await client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=namespace, search_attributes=dict.fromkeys(names, kind)
        )
    )


async def until_searched(client: Client, namespace: str, names: list[str]) -> None:
    """The server keeps what it knew of a namespace for a moment."""
    there = Client(client.service_client, namespace=namespace)

    async def searched() -> bool:
        try:
            await there.count_workflows(" or ".join(f'{name} = "x"' for name in names))
        except RPCError:
            return False
        return True

    await until(searched, bool)


@pytest.mark.parametrize("status", _REFUSED, ids=lambda status: str(status.name))
async def test_who_may_not_register_is_told_what_to_create_where(
    temporal: WorkflowEnvironment, front: Front, namespace: str, status: StatusCode
) -> None:
    front.refusals[OPERATOR] = Refusal(status)
    queue = f"refused-{uuid4()}"

    code, output = await register(front.address, namespace, queue)

    assert code == 1
    assert all(name in output for name in _NAMES)
    assert f"tcld namespace search-attributes add --namespace {namespace}" in output
    assert f"--namespace {namespace} --type Keyword --name {_NAMES[0]}" in output
    there = Client(temporal.client.service_client, namespace=namespace)
    schedule = await there.get_schedule_handle(f"purge-{queue}").describe()
    assert schedule.id == f"purge-{queue}"


async def test_nothing_is_left_to_do_once_others_have_created_them(
    temporal: WorkflowEnvironment, front: Front, namespace: str
) -> None:
    front.refusals[OPERATOR] = Refusal(StatusCode.PERMISSION_DENIED)
    await add(temporal.client, namespace, _NAMES)
    await until_searched(temporal.client, namespace, _NAMES)

    code, output = await register(front.address, namespace, "refused")

    assert (code, "registered" in output) == (0, True)


async def test_the_doctor_says_what_is_missing_without_the_operator_service(
    settings: WorkerSettings,
    temporal: WorkflowEnvironment,
    front: Front,
    namespace: str,
) -> None:
    front.refusals[OPERATOR] = Refusal(StatusCode.UNIMPLEMENTED)
    await add(temporal.client, namespace, _NAMES[1:])
    await until_searched(temporal.client, namespace, _NAMES[1:])
    there = changed(
        settings, temporal_address=front.address, temporal_namespace=namespace
    )

    found = (await findings_of(there))["search attributes"]

    assert found.state == "failed"
    assert _NAMES[0] in found.summary
    assert _NAMES[1] not in found.summary
    assert "tcld" in found.remedy


async def test_a_namespace_without_room_for_keywords_is_told_in_words(
    temporal: WorkflowEnvironment, namespace: str
) -> None:
    others = [f"Other{number}" for number in range(8)]
    await add(temporal.client, namespace, others)

    code, output = await register(
        temporal.client.service_client.config.target_host, namespace, "full"
    )

    assert code == 1
    assert "no room for 5 more search attributes of type Keyword" in output
    assert ", ".join(others) in output


async def test_an_attribute_of_another_type_is_told_by_its_name(
    settings: WorkerSettings, temporal: WorkflowEnvironment, namespace: str
) -> None:
    await add(temporal.client, namespace, _NAMES[:1], _INT)

    code, output = await register(
        temporal.client.service_client.config.target_host, namespace, "typed"
    )
    found = await findings_of(changed(settings, temporal_namespace=namespace))

    assert code == 1
    assert f"has {_NAMES[0]} with another type than Keyword" in output
    assert _NAMES[0] in found["search attributes"].summary


async def test_a_missing_namespace_is_told_in_one_sentence(
    temporal: WorkflowEnvironment,
) -> None:
    address = temporal.client.service_client.config.target_host

    code, output = await register(address, "nowhere", "lost")

    assert code == 1
    assert "the namespace nowhere does not exist, or was deleted" in output
    assert output.count("\n") == 0
