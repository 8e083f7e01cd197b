"""Compares the histories in Temporal with the database, and replays them.

No flow failed, none disagrees with its row, and each replays from its history.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowHistory,
)
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import Replayer

from doorstep.db.pool import Pool, present
from doorstep.temporal.executions import describe, status
from worker import WORKFLOWS

_RUNNING = "running"
_ENDED_WELL = ("completed", "canceled")
_HARMLESS = (
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_FAILOVER_CLOSE_COMMAND,
    WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_UPDATE,
)
_DEADLOCK = "[TMPRL1101]"
"""The SDK's deadlock detection: the worker got no CPU for two seconds, and the task is
retried."""
_AT_ONCE = 8
_ENDS_WITHIN = 30
_FLOWS = """
    select '{kind}/' || id as workflow_id from {kind}s where exists (
        select from events where {kind}_id = {kind}s.id
    )
"""
_ERASURES = "select 'erasure/' || id as workflow_id from members where name = 'Erased'"
_RECOVERIES = "select 'recovery/' || id as workflow_id from recoveries"
_ADDRESSES = "select 'address/' || id as workflow_id from address_changes"
_INVITATIONS = "select 'invitation/' || id as workflow_id from invitations"
_LOGOUTS = """
    select 'logout/' || session_id || '/' || client_id as workflow_id
    from session_clients where told_at is not null or failed_at is not null
"""
_SINGLE_SIGN_ONS = f"{_FLOWS.format(kind='login')} and ended_at = started_at"
_ENDING = (_ERASURES, _LOGOUTS, _SINGLE_SIGN_ONS)
_QUERIES = (
    *(_FLOWS.format(kind=kind) for kind in ("login", "enrollment")),
    *(_RECOVERIES, _ADDRESSES, _INVITATIONS),
)
_ROW = """
    select stage, ended_at is not null as ended
    from (
        select 'login/' || id as workflow_id, stage, ended_at from logins
        union all select 'enrollment/' || id, stage, ended_at from enrollments
        union all select 'recovery/' || id, stage, ended_at from recoveries
        union all select 'address/' || id, stage, ended_at from address_changes
        union all select 'invitation/' || id, stage, ended_at from invitations
    ) as flows
    where workflow_id = $1
"""
_SIGNED_IN = """
    select exists (
        select from logins where 'login/' || id = $1 and stage = 'signed_in'
    )
"""


async def prove_histories(pool: Pool, client: Client) -> list[str]:
    """One line for each flow whose history and row disagree."""
    limit = asyncio.Semaphore(_AT_ONCE)

    async def look(workflow_id: str) -> list[str]:
        async with limit:
            return [line async for line in _violations(client, workflow_id, pool)]

    ending, flows = await _ids(pool, _ENDING), await _ids(pool, _QUERIES)
    found = [await _of_one_that_ends(client, workflow_id) for workflow_id in ending]
    rest = [each for each in flows if each not in ending]
    found += await asyncio.gather(*(look(workflow_id) for workflow_id in rest))
    return [line for lines in found for line in lines]


async def _ids(pool: Pool, queries: Sequence[str]) -> list[str]:
    return [r["workflow_id"] for query in queries for r in await pool.fetch(query)]


async def _of_one_that_ends(client: Client, workflow_id: str) -> list[str]:
    """What it was for is done, so it has ended, or does at once."""
    handle = client.get_workflow_handle(workflow_id)
    try:
        await asyncio.wait_for(handle.result(), _ENDS_WITHIN)
    except (RPCError, WorkflowFailureError, TimeoutError) as error:
        return [f"{workflow_id} has not come to its end: {error!r}"]
    history = await handle.fetch_history()
    lines = [f"{workflow_id} failed a task: {one}" for one in _failed_tasks(history)]
    if fault := await _replay_fault(history):
        lines.append(f"{workflow_id} does not replay: {fault}")
    return lines


async def _violations(
    client: Client, workflow_id: str, pool: Pool
) -> AsyncIterator[str]:
    """The row is read last: it is never behind its flow, which may end meanwhile."""
    handle = client.get_workflow_handle(workflow_id)
    try:
        history = await handle.fetch_history()
        found = status(await describe(client, workflow_id))
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        if await pool.fetchval(_SIGNED_IN, handle.id):
            yield f"{handle.id} has signed in, and was never started"
        return  # its start was answered 503, and nobody has its token
    row = present(await pool.fetchrow(_ROW, handle.id))
    stage, ended = row["stage"], row["ended"]
    if found not in (_RUNNING, *_ENDED_WELL):
        yield f"{handle.id} is {found}"
    for cause in _failed_tasks(history):
        yield f"{handle.id} failed a task: {cause}"
    if fault := await _replay_fault(history):
        yield f"{handle.id} does not replay: {fault}"
    if found == _RUNNING:
        noted = await (_ending(client, handle) if ended else _queried(handle))
        if noted != stage:
            yield f"{handle.id} is in {noted}, its row in {stage}"
    elif found in _ENDED_WELL and not ended:
        yield f"{handle.id} has ended, its row is in {stage}"


async def _queried(handle: WorkflowHandle[object, object]) -> object:
    try:
        return _stage(await handle.query("state"))
    except RPCError as error:
        return f"no answer ({error.message})"


async def _ending(client: Client, handle: WorkflowHandle[object, object]) -> object:
    """Its verdict was committed and lost on the way: it ends as its row did.

    It would do so at its deadline; the signal makes it do so now.
    """
    await handle.signal("end_now", "committed")
    try:
        return _stage(await asyncio.wait_for(handle.result(), _ENDS_WITHIN))
    except TimeoutError:
        pending = (await describe(client, handle.id)).pending_activities
        waits = [f"{one.activity_type.name}, try {one.attempt}" for one in pending]
        return f"no end {_ENDS_WITHIN} s after the signal (waits for {waits})"


async def _replay_fault(history: WorkflowHistory) -> Exception | None:
    """The error of a worker that replays the flow from its history."""
    replayer = Replayer(workflows=WORKFLOWS, data_converter=pydantic_data_converter)
    replay = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    return replay.replay_failure


def _stage(state: object) -> object:
    return state["stage"] if isinstance(state, dict) else None


def _failed_tasks(history: WorkflowHistory) -> list[str]:
    failed = [
        event.workflow_task_failed_event_attributes
        for event in history.events
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
    ]
    return [
        f"{WorkflowTaskFailedCause.Name(one.cause)} {one.failure.message}"
        for one in failed
        if one.cause not in _HARMLESS and _DEADLOCK not in one.failure.message
    ]
