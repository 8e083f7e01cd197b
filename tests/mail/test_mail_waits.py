"""SMTP timeouts as in RFC 5321 4.5.3.2, so that a slow reply causes no second copy."""

from datetime import datetime, timedelta

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import ActivityTaskScheduledEventAttributes
from temporalio.client import Client
from test_mail_smtp import mail

from doorstep.errors import MailDelayed
from doorstep.mail.smtp import Smtp
from doorstep.rules.smtp_waits import LONGEST_TRY, RFC_5321, SmtpWaits
from doorstep.rules.task_queues import mail_queue, notice_queue
from journey import Journey, enrolled
from service import Service
from smtp_servers import scripted_server
from waiting import until
from worker import running_worker

_MOMENT, _AGE = timedelta(seconds=0.1), timedelta(seconds=60)
_SCHEDULED = EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED


def test_H4_row11_timeouts_are_at_least_those_of_rfc_5321() -> None:
    minutes = timedelta(minutes=1)

    assert RFC_5321.command >= 5 * minutes  # the greeting, MAIL and RCPT
    assert RFC_5321.data >= 10 * minutes  # the end of the message
    greeting_to_rcpt, message = 6 * RFC_5321.command, 2 * RFC_5321.data
    assert greeting_to_rcpt + message <= LONGEST_TRY


@pytest.mark.parametrize("verb", ["DATA", "."])
async def test_H4_row11_the_message_has_a_longer_timeout_than_commands(
    verb: str,
) -> None:
    waits = SmtpWaits(command=_MOMENT, data=_AGE)

    async with scripted_server(after={verb: 0.3}) as (peer, url):
        await Smtp.from_url(url, waits).send(mail())

    assert peer.received.count("DATA") == 1


@pytest.mark.parametrize("verb", ["greeting", "EHLO", "MAIL", "RCPT"])
async def test_H4_row11_each_command_has_its_whole_timeout(verb: str) -> None:
    waits = SmtpWaits(command=_AGE, data=_MOMENT)

    async with scripted_server(after={verb: 0.3}) as (peer, url):
        await Smtp.from_url(url, waits).send(mail())
    with pytest.raises(MailDelayed, match=r"^smtp timeout$"):
        async with scripted_server(after={verb: 0.3}) as (_, url):
            await Smtp.from_url(url, SmtpWaits(command=_MOMENT)).send(mail())

    assert peer.received.count("DATA") == 1


async def _activities(
    client: Client, flow: str
) -> dict[str, ActivityTaskScheduledEventAttributes]:
    history = await client.get_workflow_handle(flow).fetch_history()
    scheduled = (
        event.activity_task_scheduled_event_attributes
        for event in history.events
        if event.event_type == _SCHEDULED
    )
    return {each.activity_type.name: each for each in scheduled}


async def test_H4_H5_row11_row13_mail_activities_have_that_timeout_and_own_queues(
    service: Service,
) -> None:
    person = await enrolled(service)
    notice_id = await until(
        lambda: service.pool.fetchval("select id from notices where sent_at <= now()"),
        bool,
    )

    of_setup = await _activities(
        service.client, f"enrollment/{person.enrollment['id']}"
    )
    of_notice = await _activities(service.client, f"notice/{notice_id}")

    queue = service.settings.task_queue
    code, notice = of_setup["send_verification_email"], of_notice["send_notice"]
    assert code.task_queue.name == mail_queue(queue)
    assert notice.task_queue.name == notice_queue(queue)
    for scheduled in (code, notice):
        assert scheduled.start_to_close_timeout.ToTimedelta() >= 2 * RFC_5321.data
        assert scheduled.heartbeat_timeout.ToTimedelta() <= timedelta(seconds=10)
    assert "note_email_accepted" not in of_setup


async def test_E1_H4_row12_code_expires_its_lifetime_after_acceptance(
    own_service: Service,
) -> None:
    service, pool = own_service, own_service.pool
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    service.mail.delay = 0.5
    await person.begin_setup()
    await service.mail.accepting.wait()
    flows, *_ = service.worker.all
    await flows.shutdown()  # while the message is in transfer
    accepted = "select accepted_at from emails"
    await until(lambda: pool.fetchval(accepted), bool)
    await pool.execute(
        """
        update emails set accepted_at = accepted_at - interval '603 seconds',
            asked_at = asked_at - interval '603 seconds'
        """
    )
    accepted_at = await pool.fetchval(accepted)

    async with running_worker(service.settings):
        late = await person.submit_email_code(service.mail.codes()[-1])
        setup = await person.read_enrollment()

    assert late.status_code == 422
    assert datetime.fromisoformat(setup["email"]["sent_at"]) == accepted_at
    assert setup["email"]["status"] == "sent"
    assert len(service.mail.codes(person.email)) == 1
