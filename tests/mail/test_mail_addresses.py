"""A mail server's name with several addresses, the first of which may be silent."""

import pytest
from test_mail_smtp import mail

from black_hole import CLOSED, black_hole, resolving
from doorstep.errors import MailDelayed
from doorstep.mail.smtp import Smtp
from smtp_servers import scripted_server

_HOST = "mail.acme.test"


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "closed"])
async def test_a_mail_goes_to_the_first_address_that_answers(
    silent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scripted_server() as (peer, url):
        port = int(url.rpartition(":")[2])
        with black_hole(port) as silent_one:
            first = silent_one if silent else CLOSED[0]
            with resolving(monkeypatch, _HOST, first, "127.0.0.1"):
                smtp = Smtp.from_url(f"smtp://{_HOST}:{port}?starttls=required")
                with pytest.raises(MailDelayed, match=r"^smtp tls$"):
                    await smtp.send(mail())  # it was reached, and has no STARTTLS

    assert peer.received == ["EHLO doorstep.test"]


async def test_a_name_of_which_no_address_answers_delays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with scripted_server() as (_, url):
        port = int(url.rpartition(":")[2])
    with (
        resolving(monkeypatch, _HOST, *CLOSED),
        pytest.raises(MailDelayed, match=r"^smtp connect$"),
    ):
        await Smtp.from_url(f"smtp://{_HOST}:{port}").send(mail())
