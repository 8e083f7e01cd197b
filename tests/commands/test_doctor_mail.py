"""The doctor's checks of mail servers, with each fault provoked."""

from pathlib import Path

import pytest

from certificate_authority import CertificateAuthority
from changed_settings import changed
from cli.doctor.mail import Remedy
from doctor_findings import findings_of
from doorstep.settings.processes import WorkerSettings
from mail_server import MailServer
from smtp_servers import real_server, scripted_server


@pytest.mark.parametrize(
    ("password", "state"), [("p%40ss%20word", "ok"), ("hunter2", "failed")]
)
async def test_C2_tls_and_authentication_of_the_mail_server_are_tried(
    settings: WorkerSettings, tmp_path: Path, password: str, state: str
) -> None:
    authority = CertificateAuthority(tmp_path)
    async with real_server(starttls=authority.server("localhost"), guarded=True) as (
        _,
        port,
    ):
        host = f"doorstep:{password}@localhost:{port}"
        url = f"smtp://{host}?starttls=required&ca_file={authority.file}"
        found = (await findings_of(changed(settings, smtp_url=url)))["mail server"]
        distrusted = f"smtp://{host}?starttls=required"
        other = (await findings_of(changed(settings, smtp_url=distrusted)))[
            "mail server"
        ]

    assert found.state == state
    assert ("smtp 535 5.7.8" in found.summary) is (state == "failed")
    assert other.state == "failed"
    assert "ca_file" in other.remedy
    assert password not in str(found)


PASS = "me:hunter2@"
OFFERS = "250-peer.test\r\n250 "


@pytest.mark.parametrize(
    ("answers", "sign_in", "remedy"),
    [
        ({"greeting": "554 5.3.2 not here"}, "", Remedy.operator),
        ({"greeting": "421 4.3.2 later"}, "", Remedy.operator),
        ({"EHLO": "550 5.7.1 no"}, "", Remedy.operator),
        ({"EHLO": "550 Access denied - Invalid HELO name"}, "", Remedy.ehlo),
        ({"EHLO": f"{OFFERS}8BITMIME"}, PASS, Remedy.auth),
        ({"EHLO": f"{OFFERS}AUTH XOAUTH2"}, PASS, Remedy.auth),
        (
            {"EHLO": f"{OFFERS}AUTH PLAIN", "AUTH": "535 5.7.8 wrong"},
            PASS,
            Remedy.sign_in,
        ),
        (
            {"EHLO": f"{OFFERS}AUTH PLAIN", "AUTH": "454 4.7.0 later"},
            PASS,
            Remedy.operator,
        ),
    ],
)
async def test_each_reply_of_a_mail_server_has_its_remedy(
    settings: WorkerSettings, answers: dict[str, str], sign_in: str, remedy: Remedy
) -> None:
    async with scripted_server(answers) as (_, plain):
        url = plain.replace("//", f"//{sign_in}")
        found = (await findings_of(changed(settings, smtp_url=url)))["mail server"]

    assert found.state == "failed"
    assert found.remedy is remedy
    assert "hunter2" not in found.summary


@pytest.mark.parametrize(
    ("answers", "check", "remedy"),
    [
        (
            {"MAIL": "553 5.7.1 not owned by user"},
            "mail server",
            Remedy.sender,
        ),
        (
            {"RCPT": "454 4.7.1 <a@b.test>: Relay access denied"},
            "mail",
            Remedy.relay,
        ),
        ({"RCPT": "550 relay not permitted"}, "mail", Remedy.relay),
        (
            {"RCPT": "504 5.5.2 <localhost>: Helo command rejected: need a full name"},
            "mail",
            Remedy.ehlo,
        ),
        ({"RCPT": "550 5.7.54 Unable to relay"}, "mail", Remedy.relay),
    ],
)
async def test_M1_row14_a_server_that_denies_our_mail_is_found_without_a_mail(
    settings: WorkerSettings, answers: dict[str, str], check: str, remedy: Remedy
) -> None:
    async with scripted_server(answers) as (peer, url):
        found = (await findings_of(changed(settings, smtp_url=url)))[check]

    assert found.state == "failed"
    assert found.remedy is remedy
    assert "DATA" not in peer.received


async def test_M1_row14_recipients_are_tried_and_reset(
    settings: WorkerSettings,
) -> None:
    async with scripted_server() as (peer, url):
        found = (await findings_of(changed(settings, smtp_url=url)))["mail"]

    assert found.state == "ok"
    sender = "MAIL FROM:<no-reply@doorstep.test>"
    assert peer.received == [
        "EHLO doorstep.test",
        *(sender, "RCPT TO:<no-reply@doorstep.test>", "RSET"),
        *(sender, "RCPT TO:<postmaster@example.com>", "RSET"),
        "QUIT",
    ]


@pytest.mark.parametrize(
    "answer", ["550 5.1.1 no such user", "450 4.2.0 Greylisted", "556 5.1.10 nullMX"]
)
async def test_M1_row14_failures_of_an_address_are_no_finding(
    settings: WorkerSettings, answer: str
) -> None:
    async with scripted_server({"RCPT": answer}) as (_, url):
        found = await findings_of(changed(settings, smtp_url=url))

    assert (found["mail server"].state, found["mail"].state) == ("ok", "ok")


async def test_M1_row14_a_server_that_relays_nothing_is_warned_of(
    settings: WorkerSettings,
) -> None:
    only_own = {"RCPT TO:<postmaster@example.com>": "554 5.7.1 Relay access denied"}
    async with scripted_server(only_own) as (_, url):
        found = (await findings_of(changed(settings, smtp_url=url)))["mail"]

    assert found.state == "warning"
    assert found.remedy is Remedy.relay


async def test_C2_a_mail_server_without_required_tls_has_its_remedy(
    settings: WorkerSettings, mail_server: MailServer
) -> None:
    for url in (
        f"smtp://127.0.0.1:{mail_server.port}?starttls=required",
        f"smtps://127.0.0.1:{mail_server.port}",
    ):
        found = (await findings_of(changed(settings, smtp_url=url)))["mail server"]

        assert found.state == "failed"
        assert found.remedy is Remedy.tls


async def test_C2_a_mail_server_of_another_name_is_found_by_its_certificate(
    settings: WorkerSettings, tmp_path: Path
) -> None:
    authority = CertificateAuthority(tmp_path)
    async with real_server(at_once=authority.server("localhost")) as (_, port):
        for url in (
            f"smtps://localhost:{port}",
            f"smtps://127.0.0.1:{port}?ca_file={authority.file}",
        ):
            found = (await findings_of(changed(settings, smtp_url=url)))["mail server"]

            assert found.remedy is Remedy.certificate


@pytest.mark.parametrize(
    ("prints", "remedy"), [("echo", Remedy.command), ("/nowhere", Remedy.command)]
)
async def test_a_command_that_gives_no_token_is_named(
    settings: WorkerSettings, prints: str, remedy: Remedy
) -> None:
    async with scripted_server({"EHLO": f"{OFFERS}AUTH XOAUTH2"}) as (_, plain):
        chosen = {
            "smtp_url": plain.replace("//", "//me@"),
            "smtp_token_command": prints,
        }
        found = (await findings_of(changed(settings, **chosen)))["mail server"]

    assert found.state == "failed"
    assert "smtp token" in found.summary
    assert found.remedy is remedy
