"""The composition root of the worker: task queues and background loops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

import structlog
from temporalio.client import Client
from temporalio.worker import (
    PollerBehaviorSimpleMaximum,
    UnsandboxedWorkflowRunner,
    Worker,
    WorkflowRunner,
)

from activities.assembly import Activities, activities
from activities.failure_interceptor import PlainFailures
from doorstep.audit.event_metrics import EventMetrics
from doorstep.audit.linking import link_events
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.errors import PollingFailed
from doorstep.mail.addresses import parse_sender
from doorstep.mail.smtp import Smtp
from doorstep.process.backlog_gauges import BacklogGauges
from doorstep.process.configuration import mail_server
from doorstep.process.enrollment_gauges import EnrollmentGauges
from doorstep.process.health_listener import STOPPING, listening
from doorstep.process.login_start_sweep import sweep_login_starts
from doorstep.process.loop_health import LoopHealth
from doorstep.process.memory import returning_memory, settle, share_one_heap
from doorstep.process.readiness import Readiness
from doorstep.process.renewing import renewing
from doorstep.process.repeating import repeating
from doorstep.process.service_manager import tell_ready
from doorstep.process.sweeps import sweeping
from doorstep.process.watched_pool import watched_pool
from doorstep.rules.seal import KeyRing
from doorstep.rules.task_queues import logout_queue, mail_queue, notice_queue
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF, Telemetry, running_telemetry
from doorstep.temporal.client import connect
from doorstep.temporal.deployment import build_id_of, deployment_of
from doorstep.temporal.fresh_runs import FreshRuns
from doorstep.temporal.login_starts import LoginStarter
from doorstep.temporal.renewal import Renewal
from doorstep.temporal.workers import Workers
from doorstep.transactions.kept_answers import forget_session_tokens
from doorstep.transactions.password_budget import forget_old_tries
from doorstep.transactions.repeated_events import write_repeated
from workflows.activity_options import TASK_TIMEOUT
from workflows.address_change import AddressChangeWorkflow
from workflows.enrollment import EnrollmentWorkflow
from workflows.erasure import ErasureWorkflow
from workflows.invitation import InvitationWorkflow
from workflows.login import LoginWorkflow
from workflows.logout import LogoutWorkflow
from workflows.notice import NoticeWorkflow
from workflows.purge import PurgeWorkflow
from workflows.recovery import RecoveryWorkflow

WORKFLOWS: list[type] = [
    LoginWorkflow,
    EnrollmentWorkflow,
    NoticeWorkflow,
    PurgeWorkflow,
    ErasureWorkflow,
    LogoutWorkflow,
    RecoveryWorkflow,
    AddressChangeWorkflow,
    InvitationWorkflow,
]
UNSANDBOXED = UnsandboxedWorkflowRunner()
"""Production does without the sandbox, which costs half of the worker's processor time;
tests run and replay workflows in it.
"""

_log = structlog.get_logger(__name__)
_GRACE = timedelta(seconds=5)
_GRACE_OF_MAIL = timedelta(seconds=7)
"""A transfer that is cancelled is sent twice; the process is killed after 8 s."""
_CANCELLED_WITHIN = timedelta(seconds=1)
_NOTICES_OF_CONNECTIONS = 5
_CLIENTS_AT_ONCE = 20
_AGAIN_AFTER = 1.0
"""Seconds, after Temporal has refused its polls."""
_MEASURED_EACH = 15.0
_WRITTEN_EACH = 10.0
_FORGOTTEN_EACH = 60.0


def build_worker(
    client: Client,
    task_queue: str,
    bound: Activities,
    version: str | None = None,
    runner: WorkflowRunner = UNSANDBOXED,
) -> Worker:
    def evict(run_id: str) -> None:
        worker._bridge_worker.request_workflow_eviction(run_id)  # noqa: SLF001  the SDK has no public way

    worker = Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=bound,
        workflow_runner=FreshRuns(runner=runner, evict=evict),
        interceptors=[PlainFailures()],
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
        graceful_shutdown_timeout=_GRACE,
        build_id=build_id_of(version),
        deployment_config=deployment_of(task_queue, version),
    )
    return worker


def build_sending_workers(
    client: Client, settings: WorkerSettings, bound: Activities
) -> list[Worker]:
    """One for verification mails, one for notices and one for telling clients, so that
    none delays the others.

    Those of mail open at most DOORSTEP_SMTP_CONNECTIONS connections together.
    """
    of_notices = max(settings.smtp_connections // _NOTICES_OF_CONNECTIONS, 1)
    queues = {
        mail_queue(settings.task_queue): settings.smtp_connections - of_notices,
        notice_queue(settings.task_queue): of_notices,
        logout_queue(settings.task_queue): _CLIENTS_AT_ONCE,
    }
    return [
        Worker(
            client,
            task_queue=queue,
            activities=bound,
            max_concurrent_activities=connections,
            activity_task_poller_behavior=PollerBehaviorSimpleMaximum(maximum=2),
            interceptors=[PlainFailures()],
            max_heartbeat_throttle_interval=_CANCELLED_WITHIN,
            graceful_shutdown_timeout=_GRACE_OF_MAIL,
            build_id=build_id_of(settings.deployment_version),
            deployment_config=deployment_of(
                settings.task_queue, settings.deployment_version
            ),
        )
        for queue, connections in queues.items()
    ]


@asynccontextmanager
async def running_worker(
    settings: WorkerSettings,
    telemetry: Telemetry = OFF,
    health: LoopHealth | None = None,
    *,
    client: Client | None = None,
    runner: WorkflowRunner = UNSANDBOXED,
) -> AsyncIterator[Workers]:
    """Open connections and poll the task queues within the context.

    `client` is the one of this process, if there is one, and connected.
    """
    health = health or LoopHealth(system_clock, telemetry.meter)
    ring = KeyRing.parse(settings.keys)
    smtp = Smtp(mail_server(settings))
    parse_sender(settings.mail_from)
    opened = watched_pool(
        settings.database_url,
        whose="worker's",
        most=settings.database_connections,
        health=health,
    )
    async with opened as pool:
        client = client or await connect(settings, telemetry)
        bound = activities(settings, pool, ring, smtp, client, meter=telemetry.meter)
        flows = build_worker(
            client, settings.task_queue, bound, settings.deployment_version, runner
        )
        eager = settings.deployment_version is None
        starter = LoginStarter(client, settings.task_queue, TASK_TIMEOUT, eager)
        workers = Workers([flows, *build_sending_workers(client, settings, bound)])
        async with (
            workers.running(),
            sweeping(pool, client, settings, system_clock, health),
            sweep_login_starts(pool, system_clock, starter, health),
            _loops(settings, pool, telemetry, health),
        ):
            yield workers


@asynccontextmanager
async def _loops(
    settings: WorkerSettings, pool: Pool, telemetry: Telemetry, health: LoopHealth
) -> AsyncIterator[None]:
    """The background loops of a worker, running within the context."""
    event_metrics = EventMetrics(telemetry.meter) if telemetry.counts else None
    setups = EnrollmentGauges(pool, system_clock, telemetry.meter)
    backlog = BacklogGauges(pool, system_clock, telemetry.meter)
    write, forget = (
        partial(act, pool, system_clock)
        for act in (write_repeated, forget_session_tokens)
    )
    tries = partial(forget_old_tries, pool, system_clock, settings.password_policy)
    async with (
        link_events(pool, system_clock, event_metrics, health),
        repeating("writing of repeated events", write, _WRITTEN_EACH, health),
        repeating("count of setups", setups.measure, _MEASURED_EACH, health),
        repeating("count of what waits", backlog.measure, _MEASURED_EACH, health),
        repeating("forgetting of session tokens", forget, _FORGOTTEN_EACH, health),
        repeating("forgetting of tries", tries, _FORGOTTEN_EACH, health),
    ):
        yield


async def run(settings: WorkerSettings) -> None:
    """Wait until ready, work until cancelled, then finish the tasks in progress."""
    stopping = asyncio.Event()
    share_one_heap()
    async with running_telemetry(settings, "doorstep-worker") as telemetry:
        client = await connect(settings, telemetry, lazy=True)
        readiness = Readiness(settings, client, system_clock)
        health = LoopHealth(system_clock, telemetry.meter)

        async def missing() -> str | None:
            if stopping.is_set():
                return STOPPING
            return await readiness.missing() or health.missing()

        async with (
            returning_memory(health),
            listening(settings, missing, telemetry.exposition, health),
            renewing(settings, client, telemetry, health) as renewal,
        ):
            while True:
                await readiness.wait(needs_worker=False)
                # Connected by now: a worker takes no lazy client.
                running = running_worker(settings, telemetry, health, client=client)
                with suppress(PollingFailed):
                    await _work(running, renewal, stopping)
                stopping.clear()
                _log.error("temporal refuses the worker, which starts again")
                await asyncio.sleep(_AGAIN_AFTER)


async def _work(
    running: AbstractAsyncContextManager[Workers],
    renewal: Renewal,
    stopping: asyncio.Event,
) -> None:
    """Until cancelled. Raises PollingFailed."""
    async with running as workers:
        renewal.serve(workers)
        settle()
        tell_ready()
        try:
            await stopping.wait()
        finally:
            stopping.set()
