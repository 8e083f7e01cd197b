"""DOORSTEP_SMTP_URL: which URLs are accepted, and that none silently means plain
text.
"""

import ssl
from pathlib import Path

import pytest

from doorstep.errors import ConfigurationError
from doorstep.wires.hosts import NO_HOST
from doorstep.wires.smtp_url import SmtpServer


def test_a_full_url_is_parsed_with_reserved_characters() -> None:
    server = SmtpServer.from_url("smtp://me%40acme.test:p%2Fss%3A@mail.acme.test:2525")

    assert (server.host, server.port) == ("mail.acme.test", 2525)
    assert (server.username, server.password) == ("me@acme.test", "p/ss:")


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.acme.test", 587),
        ("smtps://mail.acme.test", 465),
        ("smtp://localhost", 25),
        ("smtp://[::1]", 25),
    ],
)
def test_a_missing_port_is_the_default(url: str, port: int) -> None:
    assert SmtpServer.from_url(url).port == port


@pytest.mark.parametrize(
    ("url", "starttls", "at_once"),
    [
        ("smtp://mail.acme.test", True, False),
        ("smtp://192.0.2.1:25", True, False),
        ("smtp://mailpit:1025", True, False),
        ("smtp://localhost.acme.test", True, False),
        ("smtp://localhost", False, False),
        ("smtp://127.0.0.1:1025", False, False),
        ("smtp://127.0.0.1:1025?starttls=required", True, False),
        ("smtps://127.0.0.1", False, True),
        ("smtps://mail.acme.test", False, True),
    ],
)
def test_C2_off_loopback_mail_is_encrypted_unless_asked(
    url: str, starttls: bool, at_once: bool
) -> None:
    server = SmtpServer.from_url(url)

    assert (server.starttls, server.tls_at_once) == (starttls, at_once)
    assert (server.tls is not None) == (starttls or at_once)


def test_C2_certificates_and_their_names_are_checked() -> None:
    tls = SmtpServer.from_url("smtp://mail.acme.test").tls

    assert tls is not None
    assert tls.check_hostname
    assert tls.verify_mode is ssl.CERT_REQUIRED


def test_plain_text_in_a_private_network_must_be_permitted() -> None:
    url = "smtp://mailpit:1025?starttls=off"

    assert not SmtpServer.from_url(url, plaintext_allowed=True).starttls


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.acme.test?starttls=off",
        "smtp://192.0.2.1?starttls=off",
        "smtp://[2001:db8::1]?starttls=off",
        "smtp://me:pass@mailpit:1025?starttls=off",
    ],
)
def test_C2_plain_text_elsewhere_cannot_be_permitted(url: str) -> None:
    with pytest.raises(ConfigurationError, match="starttls=off"):
        SmtpServer.from_url(url, plaintext_allowed=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.acme.test:587",
        "http://mail.acme.test",
        "smtp://",
        "smtp://mail.acme.test:port",
        "smtp://mail.acme.test:99999",
        "smtp://me:hunter2@[mail.acme.test",
        "smtp://me:hunter2@mail.acme.test/inbox",
        "smtp://me:hunter2@mail.acme.test#x",
        "smtp://me:hunter2@mail.acme.test?tls=on",
        "smtp://me:hunter2@mail.acme.test?starttls=maybe",
        "smtp://me:hunter2@mail.acme.test?starttls=required&starttls=off",
        "smtps://me:hunter2@mail.acme.test?starttls=required",
        "smtp://me:hunter2@mail.acme.test?ca_file=/nowhere.pem",
        "smtp://hunter2@mail.acme.test",
    ],
)
def test_an_invalid_url_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^DOORSTEP_SMTP_URL: ") as raised:
        SmtpServer.from_url(url)

    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("mail.acme.test:0", "a port must be a number from 1 to 65535"),
        ("mail.acme.test:99999", "a port must be"),
        ("mail.acme.test:port", "a port must be"),
        ("a..b", NO_HOST),
        (".acme.test:587", NO_HOST),
        (f"{'a' * 64}.test", NO_HOST),
    ],
)
def test_an_invalid_server_name_is_refused(host: str, why: str) -> None:
    for url in (f"smtp://me:hunter2@{host}", f"smtps://me:hunter2@{host}"):
        with pytest.raises(ConfigurationError, match=why) as raised:
            SmtpServer.from_url(url)

        assert str(raised.value).startswith("DOORSTEP_SMTP_URL: ")
        assert "hunter2" not in str(raised.value)


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("nothing")

    with pytest.raises(ConfigurationError, match="ca_file"):
        SmtpServer.from_url(f"smtp://mail.acme.test?ca_file={file}")


def test_a_password_does_not_show_in_a_log() -> None:
    assert "hunter2" not in repr(
        SmtpServer.from_url("smtps://me:hunter2@mail.acme.test")
    )
