"""The only file that calls Temporal: starts, updates and signals of flows.

Every call is bounded; whatever keeps Temporal or a worker from answering is
the one problem `temporarily-unavailable`. A refusal by a validator is an Outcome.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID

import structlog
from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError
from temporalio.workflow import UpdateMethodMultiParam
from uuid_utils.compat import uuid7

from api.edge.flow_faults import (
    FlowFull as FlowFull,  # noqa: PLC0414  for all who call a flow
)
from api.edge.flow_faults import FlowGone as FlowGone  # noqa: PLC0414  the same
from api.edge.flow_faults import (
    UpdateRejected as UpdateRejected,  # noqa: PLC0414  the same
)
from api.edge.problems import Problem, unavailable
from doorstep.errors import Overloaded
from doorstep.messages.flows import (
    Act,
    Ended,
    EnrollmentReply,
    ErasureStart,
    InvitationStart,
    LoginReply,
    LoginStart,
    NoticeStart,
    Outcome,
)
from doorstep.rules.bounded_queue import BoundedQueue
from doorstep.rules.time_limits import TimeLimits
from doorstep.temporal.erasures import start_erasure
from doorstep.temporal.executions import closed_at, describe, signal_end
from doorstep.temporal.flow_backlog import FlowBacklog
from doorstep.temporal.invitations import start_invitation
from doorstep.temporal.login_starts import LoginStarter
from doorstep.temporal.notice_starts import start_notice
from doorstep.temporal.pollers import unworked
from doorstep.temporal.rpc_faults import is_full, is_gone, is_paused, was_dropped
from doorstep.temporal.rpc_words import exhausted
from doorstep.why.engine import next_try_at
from workflows.activity_options import TASK_TIMEOUT
from workflows.enrollment import EnrollmentWorkflow
from workflows.login import LoginWorkflow

_MOST_STARTS = 10
_AT_ONCE = 32
"""Acts in progress in one process: twice what keeps a core busy. More would only wait
for each other at Temporal, where nobody is refused."""
_TURNED_AWAY = (Outcome.wrong_stage, Outcome.flow_ended)
_DROPPED = 0.05
"""Seconds until a dropped update is retried; doubled with each retry."""
_Result = TypeVar("_Result")
_Flow = TypeVar("_Flow")
_Act = TypeVar("_Act", bound=Act)
_Start = TypeVar("_Start")
Update: TypeAlias = UpdateMethodMultiParam[[_Flow, _Act], Coroutine[Any, Any, _Result]]
"""A method of a workflow, so that mypy checks its argument and its result. Those below
are quoted where they are used: Python 3.11.2 cannot fill in their argument.
"""
LoginUpdate: TypeAlias = Update[LoginWorkflow, _Act, LoginReply]
EnrollmentUpdate: TypeAlias = Update[EnrollmentWorkflow, _Act, EnrollmentReply]
Starter: TypeAlias = Callable[[Client, str, _Start, timedelta], Awaitable[None]]
_log = structlog.get_logger(__name__)


class Flows:
    """The workflows of logins and enrollments, by their ids."""

    def __init__(
        self,
        client: Client,
        task_queue: str,
        limits: TimeLimits,
        refused: Callable[[], None] = lambda: None,
        *,
        eager: bool = False,
    ) -> None:
        """`eager`: a worker of this process has this client."""
        self._client = client
        self._task_queue = task_queue
        self._limits = limits
        self._logins = LoginStarter(client, task_queue, TASK_TIMEOUT, eager)
        self.queue = BoundedQueue(
            _AT_ONCE, 0.05, longest_wait=limits.act_turn, refused=refused
        )
        self.backlog = FlowBacklog(client, task_queue, longest_wait=limits.act_turn)

    async def start_login(self, start: LoginStart) -> None:
        """It is not refused for load: its password has taken a turn already."""
        await self._bounded(
            self._in_turn(
                lambda: self._logins.start(start, self._limits.call), sure=True
            )
        )

    async def unworked(self, at: datetime) -> list[str]:
        """The task queues that no worker polls."""
        return await self._bounded(unworked(self._client, self._task_queue, at))

    async def start(self, flow: Starter[_Start], start: _Start) -> None:
        """`flow` starts a workflow of its kind; it is refused where it would wait."""
        await self._bounded(
            self._in_turn(
                lambda: flow(self._client, self._task_queue, start, TASK_TIMEOUT)
            )
        )

    async def begun(self, enrollment_id: UUID) -> bool:
        """Whether a setup that runs by its row has a workflow, which is not queried;
        where Temporal does not answer, the row decides.
        """
        call = describe(self._client, f"enrollment/{enrollment_id}", self._limits.call)
        try:
            return closed_at(await self._bounded(call)) is None
        except FlowGone:
            return False
        except Problem:
            return True

    async def mail_tried_again_at(self, enrollment_id: UUID) -> datetime | None:
        """The next retry of a delayed mail; in the past while a try is running."""
        call = describe(self._client, f"enrollment/{enrollment_id}", self._limits.call)
        return next_try_at(await self._bounded(call))

    async def act_on_login(
        self, login_id: UUID, update: "LoginUpdate[_Act]", act: _Act
    ) -> LoginReply:
        flow: WorkflowHandle[LoginWorkflow, Any]
        flow = self._client.get_workflow_handle(f"login/{login_id}")
        return await self._update(flow, update, act)

    async def act_on_enrollment(
        self, enrollment_id: UUID, update: "EnrollmentUpdate[_Act]", act: _Act
    ) -> EnrollmentReply:
        flow: WorkflowHandle[EnrollmentWorkflow, Any]
        flow = self._client.get_workflow_handle(f"enrollment/{enrollment_id}")
        return await self._update(flow, update, act)

    async def act_on(
        self,
        _kind: type[_Flow],
        workflow_id: str,
        update: "Update[_Flow, _Act, _Result]",
        act: _Act,
    ) -> _Result:
        """The same of a flow of another kind."""
        flow = self._client.get_workflow_handle(workflow_id)
        return await self._update(flow, update, act)

    async def signal_end(self, login_ids: Iterable[UUID], reason: Ended) -> None:
        """Signals running logins whose rows have ended."""
        await self.signal_ended((f"login/{each}" for each in login_ids), reason)

    async def signal_ended(
        self, workflow_ids: Iterable[str], reason: Ended = Ended.committed
    ) -> None:
        """The same of any flows, by the ids of their workflows, all at once."""
        flows = (self._end_flow(each, reason) for each in workflow_ids)
        await asyncio.gather(*flows)

    async def _end_flow(self, workflow_id: str, reason: Ended) -> None:
        with suppress(Problem, FlowGone):
            await self._bounded(
                signal_end(self._client, workflow_id, reason, self._limits.call)
            )

    async def start_notices(self, notices: Sequence[NoticeStart]) -> None:
        """Those that a caller can wait for; the notice sweep starts the rest."""
        for notice in notices[:_MOST_STARTS]:
            await self.start_notice(notice)

    async def start_notice(self, notice: NoticeStart) -> None:
        """At once where Temporal answers; otherwise the notice sweep starts it."""
        await self._if_it_answers(start_notice(self._client, self._task_queue, notice))

    async def start_invitations(self, starts: Sequence[InvitationStart]) -> None:
        """The same of invitations, which have a sweep too."""
        for start in starts[:_MOST_STARTS]:
            begun = start_invitation(self._client, self._task_queue, start)
            await self._if_it_answers(begun)

    async def start_erasure(self, start: ErasureStart) -> None:
        """At once where Temporal answers; otherwise the sweep of erasures starts it."""
        await self._if_it_answers(start_erasure(self._client, self._task_queue, start))

    async def _update(
        self,
        flow: WorkflowHandle[_Flow, Any],
        update: Update[_Flow, _Act, _Result],
        act: _Act,
    ) -> _Result:
        """Retried where a signal for the flow arrived while the update was processed:
        Temporal drops an update whose workflow task it has to repeat. The verdict is
        recorded, and the retry gets the same one.
        """
        update_id = str(uuid7())

        async def call() -> _Result:
            pause = _DROPPED
            while True:
                try:
                    answered = await flow.execute_update(
                        update, act, id=update_id, rpc_timeout=self._limits.call
                    )
                except RPCError as error:
                    if not was_dropped(error):
                        raise
                    await asyncio.sleep(pause)
                    pause *= 2
                else:  # typed by the SDK as what the method returns, not awaited
                    return cast("_Result", answered)

        return await self._bounded(self._in_turn(call))

    async def _in_turn(
        self, call: Callable[[], Awaitable[_Result]], *, sure: bool = False
    ) -> _Result:
        """Acts that would wait too long are refused before they reach Temporal."""
        async with self.queue.turn(known=True, sure=sure):
            return await call()

    async def _if_it_answers(self, call: Awaitable[None]) -> None:
        with suppress(Problem):
            await self._bounded(call)

    async def _bounded(self, call: Awaitable[_Result]) -> _Result:
        try:
            async with asyncio.timeout(self._limits.act.total_seconds()):
                return await call
        except WorkflowUpdateFailedError as failure:
            raise _of_update(failure.cause) from None
        except RPCError as error:
            raise _of_rpc(error) from None
        except Overloaded as overloaded:
            raise unavailable(overloaded.seconds) from None
        except (
            TimeoutError,
            RuntimeError,  # raised by the lazy client while it cannot connect
            WorkflowUpdateRPCTimeoutOrCancelledError,
        ) as error:
            _log.warning("temporal does not answer", fault=type(error).__name__)
            raise unavailable() from None


def _of_update(cause: BaseException | None) -> Exception:
    if isinstance(cause, ApplicationError) and cause.type in _TURNED_AWAY:
        return UpdateRejected(Outcome(cause.type), str(cause.details[0]))
    kind = getattr(cause, "type", None) or type(cause).__name__
    _log.warning("update failed", fault=kind)
    return unavailable()


def _of_rpc(error: RPCError) -> Exception:
    if is_gone(error):
        return FlowGone()
    if is_full(error):
        _log.error("a flow has taken all the updates that Temporal allows a run")
        return FlowFull()
    if is_paused(error):
        _log.warning("an operator paused the flow")
        return unavailable()
    fault = exhausted(error) or error.status.name
    _log.warning("temporal does not answer", fault=fault)
    return unavailable()
