"""The inbox that tests share: each finds its own mails only."""

from cli.interventions import change_password
from mail_server import MailServer
from row_deletion import RowDeletion
from service import MEMBER, EmptyService
from waiting import in_time


async def test_mail_that_is_under_way_when_a_test_ends_does_not_come(
    shared_service: EmptyService,
    delete_served_rows: RowDeletion,
    mail_server: MailServer,
) -> None:
    mail_server.delay = 600
    async with shared_service.with_acme(mail_server) as service:
        await change_password(service.settings, MEMBER, "staple battery horse", "lost")
        await in_time(mail_server.accepting.wait())

    await mail_server.until_nothing_comes()

    await delete_served_rows()
    assert not shared_service.acts()
    assert mail_server.messages == []
