"""The composition root of the worker: what the activities are built with."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from activities.email_codes import EmailCodes
from activities.failures import PlainFailures
from activities.login_codes import LoginCodes
from activities.logins import LoginEndings
from activities.mails import Mails
from activities.notices import NoticeStarts
from activities.purges import Purges
from activities.setup_codes import SetupCodes
from activities.setups import Setups
from doorstep.clock import system_clock
from doorstep.configuration import mail_server
from doorstep.db.pool import Pool, open_pool
from doorstep.deployment import deployment_of
from doorstep.fresh_runs import FreshRuns
from doorstep.internal import STOPPING, listening
from doorstep.linking import link_events
from doorstep.login_sweep import sweep_logins
from doorstep.mail.addresses import parse_sender
from doorstep.mail.smtp import Smtp
from doorstep.purge import Retention
from doorstep.readiness import Readiness
from doorstep.repeating import repeating
from doorstep.running_setups import RunningSetups
from doorstep.seal import KeyRing
from doorstep.settings import Settings
from doorstep.sweep import sweep_notices
from doorstep.tally import Tally
from doorstep.telemetry import OFF, Telemetry, telemetry
from doorstep.temporal import connect
from doorstep.transactions.repeated_events import write_repeated
from doorstep.transactions.session_tokens import forget_session_tokens
from workflows.enrollment import EnrollmentWorkflow
from workflows.login import LoginWorkflow
from workflows.notice import NoticeWorkflow
from workflows.purge import PurgeWorkflow

WORKFLOWS: list[type] = [
    LoginWorkflow,
    EnrollmentWorkflow,
    NoticeWorkflow,
    PurgeWorkflow,
]
_GRACE = timedelta(seconds=5)
_MEASURED_EACH = 15.0
_WRITTEN_EACH = 10.0
_FORGOTTEN_EACH = 60.0


def activities(
    settings: Settings, pool: Pool, ring: KeyRing, smtp: Smtp, client: Client
) -> list[Callable[..., Any]]:
    """Every activity, bound to what it touches."""
    logins, endings = LoginCodes(pool, ring), LoginEndings(pool)
    setups, emails = Setups(pool, ring), EmailCodes(pool, ring)
    mails = Mails(pool, ring, smtp, settings.mail_from, client)
    devices, notices = SetupCodes(pool, ring), NoticeStarts(client, settings.task_queue)
    purges = Purges(settings.required("database_url"), ring, Retention.of(settings))
    return [
        logins.judge,
        endings.end,
        setups.open,
        setups.move,
        setups.end,
        emails.request,
        emails.judge,
        devices.judge,
        mails.send_code,
        mails.note_accepted,
        mails.send_notice,
        notices.start,
        purges.purge,
    ]


def build_worker(
    client: Client,
    task_queue: str,
    bound: list[Callable[..., Any]],
    version: str | None = None,
) -> Worker:
    def evict(run_id: str) -> None:
        worker._bridge_worker.request_workflow_eviction(run_id)  # noqa: SLF001  the SDK has no other door

    worker = Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=bound,
        workflow_runner=FreshRuns(evict=evict),
        interceptors=[PlainFailures()],
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=2),
        graceful_shutdown_timeout=_GRACE,
        deployment_config=deployment_of(task_queue, version),
    )
    return worker


@asynccontextmanager
async def running_worker(
    settings: Settings, told: Telemetry = OFF
) -> AsyncIterator[Worker]:
    """A worker with its own connections, polling within the context."""
    ring = KeyRing.parse(settings.required("keys"))
    smtp = Smtp(mail_server(settings))
    parse_sender(settings.mail_from)
    pool = await open_pool(settings.required("database_url"))
    client = await connect(settings, told)
    bound = activities(settings, pool, ring, smtp, client)
    tally = Tally(told.meter) if told.counts else None
    setups = RunningSetups(pool, system_clock, told.meter)
    async with (
        pool,
        build_worker(
            client, settings.task_queue, bound, settings.deployment_version
        ) as worker,
        sweep_notices(pool, client, settings.task_queue, system_clock),
        sweep_logins(pool, system_clock),
        link_events(pool, system_clock, tally),
        repeating(
            "writing of repeated events",
            partial(write_repeated, pool, system_clock),
            _WRITTEN_EACH,
        ),
        repeating("count of set-ups", setups.measure, _MEASURED_EACH),
        repeating(
            "forgetting of session tokens",
            partial(forget_session_tokens, pool, system_clock),
            _FORGOTTEN_EACH,
        ),
    ):
        yield worker


async def run(settings: Settings) -> None:
    """Wait for what it needs, then work until cancelled and finish what is in hand."""
    leaving = asyncio.Event()
    async with telemetry(settings, "doorstep-worker") as told:
        client = await connect(settings, told, lazy=True)
        readiness = Readiness(settings, client, system_clock)

        async def missing() -> str | None:
            return STOPPING if leaving.is_set() else await readiness.missing()

        async with listening(settings, missing, told.exposition):
            await readiness.wait(needs_worker=False)
            async with running_worker(settings, told):
                try:
                    await leaving.wait()
                finally:
                    leaving.set()
