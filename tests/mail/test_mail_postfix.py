"""Mail through a real mail server: Postfix, with STARTTLS and authentication."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import pytest

from certificate_authority import CertificateAuthority
from doorstep.errors import MailDelayed, MailDenied, MailError
from doorstep.mail.addresses import parse_sender
from doorstep.mail.message import MailKind, compose
from doorstep.mail.smtp import Smtp
from mail_server import MailServer, code_in
from page_states import NOW
from postfix import PASSWORD, USER, missing, running_postfix
from trials.ports import free_port

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@dataclass(frozen=True)
class Postfix:
    """Its port, and the inbox that it relays to."""

    port: int
    authority: CertificateAuthority
    inbox: MailServer
    log: Path

    def url(self, password: str = PASSWORD, host: str = "localhost") -> str:
        known = f"starttls=required&ca_file={self.authority.file}"
        return f"smtp://{USER}:{quote(password)}@{host}:{self.port}?{known}"


@pytest.fixture(scope="module")
async def postfix(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Postfix]:
    """With an inbox of its own: it delivers whenever it likes."""
    authority, port, inbox = (
        CertificateAuthority(tmp_path_factory.mktemp("authority")),
        free_port(),
        MailServer(),
    )
    certificate = authority.certificate("localhost")
    await inbox.start()
    async with running_postfix(certificate, port, inbox.port) as log:
        yield Postfix(port, authority, inbox, log)
    await inbox.stop()


def _mail(to: str = "jo@acme.test") -> EmailMessage:
    return compose(
        MailKind.email_verification,
        to=to,
        language="de",
        sender="Doorstep <no-reply@doorstep.test>",
        message_id_local="7.1",
        date=NOW,
        context={
            "account": "Café & Söhne",
            "member": "Zoë",
            "application": "Web Console",
            "code": "012345",
            "minutes": 10,
            "link": "https://doorstep.example/invitation/x",
            "until": "12 March 2026",
        },
    )


async def test_M1_C2_mail_through_postfix_is_encrypted_and_authenticated(
    postfix: Postfix,
) -> None:
    sent = _mail()

    await Smtp.from_url(postfix.url()).send(sent)
    await postfix.inbox.wait_for(1)

    (came,) = postfix.inbox.messages
    assert code_in(came) == "012345"
    for header in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"):
        assert came[header] == sent[header]
    assert [part.get_content_type() for part in came.walk()] == [
        part.get_content_type() for part in sent.walk()
    ]
    received = str(message_from_bytes(came.as_bytes(), policy=default)["Received"])
    assert "ESMTPSA" in received  # with TLS and authentication
    assert f"sasl_username={USER}" in postfix.log.read_text()


async def test_C2_postfix_accepts_nothing_without_the_right_password(
    postfix: Postfix,
) -> None:
    before = len(postfix.inbox.messages)

    with pytest.raises(MailError) as raised:
        await Smtp.from_url(postfix.url(password="wrong")).send(_mail())

    assert isinstance(raised.value, MailDelayed)
    assert raised.value.code == "smtp 535 5.7.8"
    assert len(postfix.inbox.messages) == before


async def test_C2_postfix_under_another_name_is_not_trusted(postfix: Postfix) -> None:
    with pytest.raises(MailError) as raised:
        await Smtp.from_url(postfix.url(host="127.0.0.1")).send(_mail())

    assert raised.value.code == "smtp tls"


async def test_M1_row14_postfix_without_relaying_is_found_without_a_mail(
    postfix: Postfix,
) -> None:
    before = len(postfix.inbox.messages)
    unknown_client = Smtp.from_url(
        postfix.url().replace(f"{USER}:{quote(PASSWORD)}@", "")
    )
    sender = parse_sender("Doorstep <no-reply@doorstep.test>")

    with pytest.raises(MailDenied, match=r"^smtp 554 5\.7\.1$"):
        await unknown_client.send(_mail())
    _, (denied,) = await unknown_client.examine(sender, (sender,))
    _, (taken,) = await Smtp.from_url(postfix.url()).examine(sender, (sender,))

    assert isinstance(denied, MailDenied)
    assert taken is None
    assert len(postfix.inbox.messages) == before
