"""A mail server that hangs delays mail only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from aiosmtpd.smtp import SMTP, Envelope, Session
from temporalio import workflow
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from uuid_utils.compat import uuid7

from activities.notice_mails import NoticeMails
from doorstep.db.notices import Notice, Notices
from doorstep.db.writes import write_together
from doorstep.mail.smtp import Smtp
from doorstep.messages.flows import EnrollmentStart, NoticeStart
from doorstep.process.readiness import Readiness
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import Application, LoginStage
from doorstep.rules.task_queues import logout_queue, mail_queue, notice_queue
from doorstep.temporal.notice_starts import start_notice
from doorstep.temporal.pollers import unworked
from doorstep.why.explanations import Reason
from doorstep.why.facts import TemporalFacts
from doorstep.why.reasons import explain
from doorstep.why.words import sentence
from journey import Journey
from mail_server import MailServer
from seeding import member_id_of, rows_of
from service import MEMBER, Service, running_service
from waiting import until
from why_answers import why, why_later

_MORE_THAN_A_WORKER_HAS_SLOTS = 110


@dataclass
class SilentServer:
    """Accepts every connection and sends nothing; counts its connections."""

    port: int = 0
    connections: int = 0
    most: int = 0
    _going: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._hang, "127.0.0.1", 0)
        async with server:
            yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self._going.set()

    async def count(self) -> int:
        return self.connections

    async def _hang(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.connections += 1
        self.most = max(self.most, self.connections)
        gone, going = asyncio.create_task(reader.read()), self._going.wait()
        over = asyncio.create_task(going)
        await asyncio.wait((gone, over), return_when=asyncio.FIRST_COMPLETED)
        for task in (gone, over):
            task.cancel()
        self.connections -= 1
        writer.close()


class HoldsNotices(MailServer):
    """Accepts verification mails, and never replies to the end of a notice."""

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        if b"Email Verification" not in content:
            self.accepting.set()
            await asyncio.sleep(600)
        return await super().handle_DATA(server, session, envelope)


async def _many_set_ups(service: Service, count: int) -> None:
    """Setups of another member that wait for their mail."""
    ring = KeyRing.parse(service.settings.keys)
    policy, at = service.settings.enrollment_policy, service.clock()
    member_id = await service.add_member("kim@acme.test")
    async with service.pool.acquire() as connection:
        rows = await rows_of(connection, member_id, at)
        for _ in range(count):
            login = await rows.login(LoginStage.setting_up)
            setup = await rows.enrollment(login)
            await rows.email(setup, ring)
            start = EnrollmentStart(
                enrollment_id=setup.id,
                login_id=login.id,
                account_id=setup.account_id,
                member_id=member_id,
                application=Application.web_console,
                replaces_device=False,
                started_at=setup.started_at,
                expires_at=setup.expires_at,
                policy=policy,
            )
            await service.client.start_workflow(
                "Enrollment",
                start,
                id=f"enrollment/{setup.id}",
                task_queue=service.settings.task_queue,
            )


async def _new_notice(service: Service) -> NoticeStart:
    member_id = await member_id_of(service.pool, MEMBER)
    notice = Notice(
        uuid7(), service.account_id, member_id, "device_reset", service.clock()
    )
    async with service.pool.acquire() as connection:
        await write_together(connection, Notices.inserted(notice))
    return NoticeStart(
        notice_id=notice.id,
        account_id=notice.account_id,
        member_id=member_id,
        kind=notice.kind,
    )


async def test_H5_row13_hanging_mail_server_delays_no_ending(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    silent = SilentServer()
    async with (
        silent.open() as url,
        running_service(
            database_url, temporal, mail_server, smtp_url=url, smtp_connections=5
        ) as service,
    ):
        await service.require_two_step()
        await _many_set_ups(service, _MORE_THAN_A_WORKER_HAS_SLOTS)
        person = Journey(service)
        await person.start()
        await person.begin_setup()

        cancelled = await person.delete(person.enrollment_path)
        left = await person.delete(person.login_path)

        assert (cancelled.status_code, left.status_code) == (204, 204)
        assert silent.most == 4  # the fifth connection is for notices


async def test_H5_row13_mail_of_an_ended_set_up_is_cancelled_at_once(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    silent = SilentServer()
    async with (
        silent.open() as url,
        running_service(database_url, temporal, mail_server, smtp_url=url) as service,
    ):
        await service.require_two_step()
        person = Journey(service)
        await person.start()
        await person.begin_setup()
        await until(silent.count, lambda seen: seen == 1)

        await person.delete(person.enrollment_path)

        await until(silent.count, lambda seen: seen == 0)


async def test_H5_row13_verification_mail_does_not_wait_for_notices(
    database_url: str, temporal: WorkflowEnvironment
) -> None:
    holding = HoldsNotices()
    await holding.start()
    async with running_service(
        database_url, temporal, holding, smtp_connections=2
    ) as service:
        await service.require_two_step()
        for _ in range(20):
            await start_notice(
                service.client, service.settings.task_queue, await _new_notice(service)
            )
        await holding.accepting.wait()
        person = Journey(service)
        await person.start()
        await person.begin_setup()

        code = await person.email_code()

        assert (await person.submit_email_code(code)).status_code == 200
    await holding.stop()


async def test_row13_why_shows_since_when_a_mail_waits_for_the_server(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    silent = SilentServer()
    async with (
        silent.open() as url,
        running_service(
            database_url, temporal, mail_server, smtp_url=url, smtp_connections=2
        ) as service,
    ):
        await service.require_two_step()
        other = "kim@acme.test"
        await service.add_member(other)
        for email in (MEMBER, other):  # the second finds no free connection
            person = Journey(service, email)
            await person.start()
            await person.begin_setup()
            await until(silent.count, lambda seen: seen == 1)

        found = [
            await why_later(service, timedelta(seconds=30), email)
            for email in (MEMBER, other)
        ]

        assert {each.explanation.reason for each in found} == {Reason.mail_server_slow}
        assert found[0].explanation.since is not None


@workflow.defn(name="EarlierRelease", sandboxed=False)
class EarlierRelease:
    """Sends its notice on the queue of the flows."""

    @workflow.run
    async def run(self, notice: NoticeStart) -> None:
        await workflow.execute_activity(
            "send_notice",
            notice,
            task_queue=workflow.info().task_queue.removesuffix("-earlier"),
            start_to_close_timeout=timedelta(seconds=60),
        )


async def test_row13_mail_of_an_earlier_release_is_sent_from_its_queue(
    service: Service,
) -> None:
    queue = f"{service.settings.task_queue}-earlier"
    async with Worker(service.client, task_queue=queue, workflows=[EarlierRelease]):
        await service.client.execute_workflow(
            "EarlierRelease",
            await _new_notice(service),
            id=f"earlier/{uuid7()}",
            task_queue=queue,
        )

    assert len(service.mail.messages) == 1


async def test_row13_mail_queues_without_a_worker_are_named(
    service: Service,
) -> None:
    queue = f"only-flows-{uuid7()}"
    settings = service.settings.model_copy(update={"task_queue": queue})
    readiness = Readiness(settings, service.client, service.clock)
    smtp = Smtp.from_url(service.mail.url)

    async with Worker(
        service.client,
        task_queue=queue,
        workflows=[EarlierRelease],
        activities=[NoticeMails(service.pool, smtp, "a@acme.test").send],
    ):
        idle = await until(
            lambda: unworked(service.client, queue, service.clock()),
            lambda idle: queue not in idle,
        )
        missing = await readiness.missing()

    assert idle == [mail_queue(queue), notice_queue(queue), logout_queue(queue)]
    assert missing == f"a worker on the task queue {mail_queue(queue)}"


async def test_row13_why_names_the_mail_queue_without_a_worker(
    service: Service,
) -> None:
    await service.mail.stop()
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    facts = (await why(service)).facts
    assert facts is not None

    explanation = explain(
        facts, TemporalFacts(mail_polled=False, mail_queue="doorstep-mail")
    )

    assert explanation.reason is Reason.no_worker
    assert "doorstep-mail" in sentence(explanation)
