"""The metrics of a mail server that denies our mail."""

from temporalio.testing import WorkflowEnvironment

from journey import Journey
from mail_server import MailServer
from observed_service import observed_service
from waiting import until


async def test_row14_denied_mail_is_counted_separately(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> None:
    mail_server.answer = "550 5.7.54 Unable to relay"
    async with observed_service(database_url, temporal, mail_server) as observed:

        async def outcomes() -> set[str]:
            samples = await observed.metrics()
            counted = (each for each in samples if each.startswith("doorstep_mails_"))
            return {
                each.partition('outcome="')[2].partition('"')[0] for each in counted
            }

        await observed.service.require_two_step()
        person = Journey(observed.service)
        await person.start()
        await person.begin_setup()

        seen = await until(outcomes, bool)

    assert seen == {"denied"}
