"""Mail through Exim and OpenSMTPD as Debian has them, with STARTTLS and authentication.

Postfix: `mail/test_mail_postfix.py`.
"""

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import pytest
from temporalio.testing import WorkflowEnvironment

from certificate_authority import CertificateAuthority
from doorstep.errors import MailDenied
from doorstep.mail.addresses import parse_sender
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from doorstep.wires.smtp_url import SmtpServer
from journey import Journey
from mail_server import MailServer
from mail_servers import PASSWORD, TOKEN, USER, Runs, Wanted, exim, opensmtpd
from page_states import NOW
from service import MEMBER, running_service
from trials.ports import free_port
from waiting import until_true

_SENDER = "Doorstep <no-reply@doorstep.test>"


@dataclass(frozen=True)
class Relay:
    """A mail server, and the inbox that it relays to."""

    port: int
    authority: CertificateAuthority
    inbox: MailServer
    log: Path

    def url(self, sign_in: str = f"{USER}:{quote(PASSWORD)}@") -> str:
        known = f"starttls=required&ca_file={self.authority.file}"
        return f"smtp://{sign_in}localhost:{self.port}?{known}"

    def received(self) -> str:
        """Of the mail that came last, how the relay received it."""
        came = self.inbox.messages[-1].as_bytes()
        return str(message_from_bytes(came, policy=default)["Received"])


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    return CertificateAuthority(tmp_path_factory.mktemp("authority"))


async def _relay(runs: Runs, authority: CertificateAuthority) -> AsyncIterator[Relay]:
    inbox, port = MailServer(), free_port()
    await inbox.start()
    wanted = Wanted(authority.certificate("localhost"), port, inbox.port)
    async with runs(wanted) as log:
        yield Relay(port, authority, inbox, log)
    await inbox.stop()


@pytest.fixture(params=[exim, opensmtpd], ids=["Exim", "OpenSMTPD"])
async def relay(
    request: pytest.FixtureRequest, authority: CertificateAuthority
) -> AsyncIterator[Relay]:
    async for relay in _relay(request.param, authority):
        yield relay


@pytest.fixture
async def of_exim(authority: CertificateAuthority) -> AsyncIterator[Relay]:
    async for relay in _relay(exim, authority):
        yield relay


async def test_M1_C2_the_code_of_a_setup_arrives_and_is_accepted(
    relay: Relay, database_url: str, temporal: WorkflowEnvironment
) -> None:
    running = running_service(database_url, temporal, relay.inbox, smtp_url=relay.url())
    async with running as service:
        await service.require_two_step()
        person = Journey(service)
        await person.start()
        await person.begin_setup()
        await until_true(lambda: bool(relay.inbox.codes(MEMBER)))
        moved = await person.submit_email_code(relay.inbox.codes(MEMBER)[-1])

    assert moved.json()["stage"] == "install_app"
    assert "ESMTPSA" in relay.received().upper()  # with TLS and authentication


async def test_C2_nothing_is_accepted_without_the_right_password(relay: Relay) -> None:
    wrong = Smtp.from_url(relay.url(f"{USER}:wrong@"))
    nobody = Smtp.from_url(relay.url(""))
    sender = parse_sender(_SENDER)

    with pytest.raises(MailDenied, match=r"^smtp 535"):
        await wrong.examine(sender, (sender,))
    with pytest.raises(MailDenied):
        await nobody.send(_mail())

    assert relay.inbox.messages == []


async def test_an_access_token_is_accepted_instead_of_a_password(
    of_exim: Relay,
) -> None:
    prints = (sys.executable, "-c", f"print({TOKEN!r})")
    server = SmtpServer.from_url(of_exim.url(f"{USER}@"), token_command=prints)

    await Smtp(server).send(_mail())
    await of_exim.inbox.wait_for(1)

    assert f"A=xoauth2:{USER}" in of_exim.log.read_text()


async def test_C2_a_refused_access_token_is_for_the_operator_to_fix(
    of_exim: Relay,
) -> None:
    prints = (sys.executable, "-c", "print('another')")
    server = SmtpServer.from_url(of_exim.url(f"{USER}@"), token_command=prints)

    with pytest.raises(MailDenied, match=r"^smtp 535"):
        await Smtp(server).send(_mail())

    assert of_exim.inbox.messages == []


def _mail() -> EmailMessage:
    return compose(
        MailKind.device_reset,
        to="jo@acme.test",
        language="de",
        sender=_SENDER,
        message_id_local="7.1",
        date=NOW,
        context={"account": "Café & Söhne", "member": "Zoë"},
    )
