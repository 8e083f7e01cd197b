"""Real SMTP sessions on loopback: what is sent, and what replies mean."""

import asyncio
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from certificate_authority import CertificateAuthority
from doorstep.errors import MailDelayed, MailError, MailRefused
from doorstep.mail.smtp import Smtp
from doorstep.rules.smtp_waits import RFC_5321, SmtpWaits
from smtp_servers import HANGS_UP, SILENCE, real_server, scripted_server

_MOMENT = timedelta(seconds=0.1)
_IMPATIENT = SmtpWaits(command=_MOMENT, data=_MOMENT, goodbye=_MOMENT)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    folder: Path = tmp_path_factory.mktemp("authority")
    return CertificateAuthority(folder)


def mail(to: str = "max@acme.test") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Doorstep <no-reply@doorstep.test>"
    message["To"] = to
    message["Subject"] = "Hello"
    message.set_content("Good morning.\n")
    return message


async def failure(
    url: str, to: str = "max@acme.test", waits: SmtpWaits = RFC_5321
) -> MailError:
    with pytest.raises(MailError) as raised:
        await Smtp.from_url(url, waits).send(mail(to))
    return raised.value


async def test_a_mail_is_handed_over_to_its_one_recipient() -> None:
    async with real_server() as (inbox, port):
        await Smtp.from_url(f"smtp://127.0.0.1:{port}").send(mail())

    (envelope,) = inbox.taken
    assert envelope.mail_from == "no-reply@doorstep.test"
    assert envelope.rcpt_tos == ["max@acme.test"]


async def test_the_greeting_names_the_senders_domain_without_looking_it_up() -> None:
    async with scripted_server() as (peer, url):
        await Smtp.from_url(url).send(mail())

    assert peer.received[0] == "EHLO doorstep.test"
    assert peer.received[-1] == "QUIT"


async def test_an_address_of_any_script_goes_to_a_server_that_takes_it() -> None:
    async with real_server() as (inbox, port):
        await Smtp.from_url(f"smtp://127.0.0.1:{port}").send(mail("jörg@acme.test"))

    assert inbox.taken[0].rcpt_tos == ["jörg@acme.test"]


async def test_an_address_that_the_server_cannot_take_is_refused() -> None:
    async with scripted_server() as (peer, url):
        error = await failure(url, "jörg@acme.test")

    assert isinstance(error, MailRefused)
    assert error.code == "smtp utf8"
    assert not any(line.startswith("MAIL") for line in peer.received)


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "."])
async def test_a_4xx_reply_delays_and_keeps_only_its_numbers(verb: str) -> None:
    async with scripted_server({verb: "451 4.7.1 max@acme.test is greylisted"}) as (
        _,
        url,
    ):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == str(error) == "smtp 451 4.7.1"
    assert error.detail == "max@acme.test is greylisted"


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "."])
async def test_a_5xx_reply_refuses(verb: str) -> None:
    async with scripted_server({verb: "550 5.1.1 no such mailbox"}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailRefused)
    assert error.code == "smtp 550 5.1.1"


async def test_a_refusal_counts_even_if_the_server_hangs_after_it() -> None:
    async with scripted_server({"RCPT": "550 5.1.1 no", "RSET": SILENCE}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailRefused)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("550 no", "smtp 550"),
        ("550 5.1.1.evil.test no", "smtp 550"),
        ("550-5.7.1 no\r\n550 5.7.1 really", "smtp 550 5.7.1"),
    ],
)
async def test_nothing_but_a_status_gets_into_the_code(answer: str, code: str) -> None:
    async with scripted_server({"RCPT": answer}) as (_, url):
        assert (await failure(url)).code == code


async def test_the_text_of_a_reply_is_bounded_and_storable() -> None:
    words = "\0\x1b" + "é" * 400
    async with scripted_server({"RCPT": f"550 {words}"}) as (_, url):
        detail = (await failure(url)).detail

    assert detail.isprintable()
    assert len(detail) <= 500


async def test_421_at_any_point_delays() -> None:
    async with scripted_server({".": "421 4.3.2 shutting down"}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp 421 4.3.2"


async def test_a_server_that_requires_authentication_delays() -> None:
    async with scripted_server({"MAIL": "530 5.7.0 authenticate first"}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp 530 5.7.0"


async def test_a_server_that_refuses_every_connection_delays() -> None:
    async with scripted_server({"greeting": "554 5.3.2 not here"}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp 554 5.3.2"


async def test_no_server_delays() -> None:
    async with scripted_server() as (_, url):
        pass

    error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp connect"


async def test_a_host_that_does_not_exist_delays() -> None:
    error = await failure("smtps://nowhere.invalid")

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp connect"


@pytest.mark.parametrize("verb", ["greeting", "EHLO", "RCPT", "DATA", "."])
async def test_a_server_that_hangs_up_delays(verb: str) -> None:
    async with scripted_server({verb: HANGS_UP}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp connect"


@pytest.mark.parametrize("verb", ["greeting", "EHLO", "MAIL", "."])
async def test_a_server_that_hangs_delays(verb: str) -> None:
    async with scripted_server({verb: SILENCE}) as (_, url):
        error = await failure(url, waits=_IMPATIENT)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp timeout"


async def test_a_server_with_an_endless_reply_delays() -> None:
    async with scripted_server({"MAIL": "how are you?"}) as (_, url):
        error = await failure(url)

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp protocol"


@pytest.mark.parametrize("goodbye", [HANGS_UP, SILENCE, "500 no"])
async def test_a_failing_quit_does_not_undo_acceptance(
    goodbye: str | None,
) -> None:
    async with scripted_server({"QUIT": goodbye}) as (_, url):
        await Smtp.from_url(url, _IMPATIENT).send(mail())


async def test_C2_nothing_is_sent_in_plain_text_without_required_starttls() -> None:
    async with scripted_server() as (peer, url):
        error = await failure(f"{url}?starttls=required")

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp tls"
    assert peer.received == ["EHLO doorstep.test"]


async def test_C2_a_server_that_refuses_its_own_starttls_gets_nothing() -> None:
    greeting = "250-peer.test\r\n250 STARTTLS"
    async with scripted_server({"EHLO": greeting, "STARTTLS": "502 5.5.1 no"}) as (
        peer,
        url,
    ):
        error = await failure(f"{url}?starttls=required")

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp 502 5.5.1"
    assert peer.received == ["EHLO doorstep.test", "STARTTLS"]


async def test_C2_starttls_with_a_private_authority_is_encrypted(
    authority: CertificateAuthority,
) -> None:
    context = authority.server("localhost")
    async with real_server(starttls=context) as (inbox, port):
        url = f"smtp://localhost:{port}?starttls=required&ca_file={authority.file}"
        await Smtp.from_url(url).send(mail())

    assert inbox.encrypted == [True]


@pytest.mark.parametrize(
    ("host", "knows_authority"), [("other.test", True), ("localhost", False)]
)
async def test_C2_a_certificate_of_another_name_or_authority_is_not_trusted(
    authority: CertificateAuthority, host: str, knows_authority: bool
) -> None:
    trust = f"&ca_file={authority.file}" if knows_authority else ""
    async with real_server(starttls=authority.server(host)) as (inbox, port):
        error = await failure(f"smtp://localhost:{port}?starttls=required{trust}")

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp tls"
    assert inbox.taken == []


async def test_C2_smtps_is_encrypted_from_the_first_byte(
    authority: CertificateAuthority,
) -> None:
    async with real_server(at_once=authority.server("localhost")) as (inbox, port):
        url = f"smtps://localhost:{port}?ca_file={authority.file}"
        await Smtp.from_url(url).send(mail())
        wrong = await failure(f"smtps://127.0.0.1:{port}?ca_file={authority.file}")

    assert len(inbox.taken) == 1
    assert wrong.code == "smtp tls"


@pytest.mark.parametrize(
    ("password", "code"), [("p%40ss%20word", None), ("wrong", "smtp 535 5.7.8")]
)
async def test_failing_authentication_is_for_the_operator_to_fix(
    authority: CertificateAuthority, password: str, code: str | None
) -> None:
    context = authority.server("localhost")
    async with real_server(starttls=context, guarded=True) as (inbox, port):
        address = f"doorstep:{password}@localhost:{port}"
        url = f"smtp://{address}?starttls=required&ca_file={authority.file}"
        result = await asyncio.gather(
            Smtp.from_url(url).send(mail()), return_exceptions=True
        )

    assert [getattr(error, "code", None) for error in result] == [code]
    assert not any(isinstance(error, MailRefused) for error in result)
    assert len(inbox.taken) == (code is None)


async def test_a_server_without_authentication_delays() -> None:
    async with scripted_server() as (_, url):
        error = await failure(url.replace("//", "//doorstep:secret@"))

    assert isinstance(error, MailDelayed)
    assert error.code == "smtp auth"
