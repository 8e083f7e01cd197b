"""The real workflows with fake activities, on the time-skipping server."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from uuid_utils.compat import uuid7

from doorstep.messages.flows import (
    EnrollmentEnded,
    EnrollmentStart,
    LoginStart,
    LogoutEnded,
    LogoutStart,
    NoticeStart,
)
from doorstep.messages.search_attributes import attributes
from doorstep.rules.clients import new_client_id
from doorstep.rules.policy import EnrollmentPolicy, LoginPolicy
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage
from doorstep.rules.task_queues import logout_queue, mail_queue, notice_queue
from fake_activities import Fakes
from replaying import flow_replays
from simulated_flows import SimulatedEnrollment, SimulatedLogin
from waiting import until_true
from worker import WORKFLOWS
from workflows.activity_options import TASK_TIMEOUT
from workflows.enrollment import EnrollmentWorkflow
from workflows.login import LoginWorkflow
from workflows.logout import LogoutWorkflow
from workflows.notice import NoticeWorkflow

POLICY = LoginPolicy()
SETUP = EnrollmentPolicy()


@dataclass(frozen=True)
class Simulation:
    """Starts flows and skips time."""

    environment: WorkflowEnvironment
    task_queue: str
    fakes: Fakes
    flows: list[str] = field(default_factory=list)

    async def now(self) -> datetime:
        return await self.environment.get_current_time()

    async def skip(self, duration: timedelta) -> None:
        await self.environment.sleep(duration)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Until the fake activities have recorded it."""
        await until_true(happened)

    async def login(
        self, stage: LoginStage = LoginStage.code_required
    ) -> SimulatedLogin:
        """A waiting login, whose first workflow task is over."""
        start = LoginStart(
            login_id=uuid7(),
            account_id=uuid7(),
            member_id=uuid7(),
            application=Application.web_console,
            stage=stage,
            started_at=await self.now(),
            policy=POLICY,
        )
        self.fakes.facts.home = stage
        self.fakes.facts.latest = start.started_at + POLICY.longest
        handle = await self.environment.client.start_workflow(
            LoginWorkflow.run,
            start,
            id=f"login/{start.login_id}",
            task_queue=self.task_queue,
            task_timeout=TASK_TIMEOUT,
            search_attributes=attributes(
                stage, start.account_id, start.member_id, start.application
            ),
        )
        self.flows.append(handle.id)
        await handle.query(LoginWorkflow.state)
        return SimulatedLogin(handle, start, self.now, self.running)

    async def enrollment(self) -> SimulatedEnrollment:
        """A setup without a running login; its first mail is being sent."""
        at = await self.now()
        start = EnrollmentStart(
            enrollment_id=uuid7(),
            login_id=uuid7(),
            account_id=uuid7(),
            member_id=uuid7(),
            application=Application.web_console,
            replaces_device=False,
            started_at=at,
            expires_at=at + SETUP.lifetime,
            policy=SETUP,
        )
        handle = await self.environment.client.start_workflow(
            EnrollmentWorkflow.run,
            start,
            id=f"enrollment/{start.enrollment_id}",
            task_queue=self.task_queue,
            task_timeout=TASK_TIMEOUT,
        )
        self.flows.append(handle.id)
        await handle.query(EnrollmentWorkflow.state)
        return SimulatedEnrollment(handle, self.fakes, self.now)

    async def notice(self, kind: str) -> WorkflowHandle[NoticeWorkflow, None]:
        start = notice_start(kind)
        handle = await self.environment.client.start_workflow(
            NoticeWorkflow.run,
            start,
            id=f"notice/{start.notice_id}",
            task_queue=self.task_queue,
        )
        self.flows.append(handle.id)
        return handle

    async def logout(self) -> WorkflowHandle[LogoutWorkflow, LogoutEnded]:
        start = LogoutStart(
            session_id=uuid7(),
            client_id=new_client_id(),
            member_id=uuid7(),
            account_id=uuid7(),
        )
        handle = await self.environment.client.start_workflow(
            LogoutWorkflow.run,
            start,
            id=f"logout/{start.session_id}/{start.client_id}",
            task_queue=self.task_queue,
        )
        self.flows.append(handle.id)
        return handle

    def running(self, enrollment_id: UUID) -> SimulatedEnrollment:
        """A setup that a login has started; waiting for its end skips no time."""
        handle: WorkflowHandle[EnrollmentWorkflow, EnrollmentEnded] = (
            self.environment.client.get_workflow_handle(
                f"enrollment/{enrollment_id}", result_type=EnrollmentEnded
            )
        )
        self.flows.append(handle.id)
        return SimulatedEnrollment(handle, self.fakes, self.now)

    def how_setups_ended(self) -> list[EnrollmentStage]:
        return [ended.stage for ended in self.fakes.facts.setups.values()]


def notice_start(kind: str = "device_added") -> NoticeStart:
    return NoticeStart(
        notice_id=uuid7(), account_id=uuid7(), member_id=uuid7(), kind=kind
    )


async def setting_up(
    simulation: Simulation, home: LoginStage = LoginStage.setup_required
) -> tuple[SimulatedLogin, SimulatedEnrollment]:
    login = await simulation.login(home)
    return login, await login.begin_setup()


@asynccontextmanager
async def running_simulation(
    environment: WorkflowEnvironment,
) -> AsyncIterator[Simulation]:
    """With a worker of its own; at the end every flow is replayed."""
    fakes = Fakes()
    simulation = Simulation(environment, f"simulation-{uuid4()}", fakes)
    queue, throttle = simulation.task_queue, timedelta(milliseconds=50)
    async with AsyncExitStack() as workers:
        for name in (
            queue,
            *(of(queue) for of in (mail_queue, notice_queue, logout_queue)),
        ):
            worker = Worker(
                environment.client,
                task_queue=name,
                workflows=WORKFLOWS if name == queue else (),
                activities=fakes.activities(),
                max_heartbeat_throttle_interval=throttle,
            )
            await workers.enter_async_context(worker)
        yield simulation
        for workflow_id in dict.fromkeys(simulation.flows):
            await flow_replays(environment.client, workflow_id)
            await _stop(environment.client.get_workflow_handle(workflow_id))


async def _stop(handle: WorkflowHandle[Any, Any]) -> None:
    """A flow without a worker would stop time skipping for the tests that follow."""
    with suppress(RPCError):  # it has ended
        await handle.terminate()
