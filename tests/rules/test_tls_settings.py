"""TLS settings: plain text off loopback needs two of them."""

import ssl
from pathlib import Path

import pytest
from pydantic import ValidationError
from structlog.testing import capture_logs
from temporalio.service import TLSConfig

from certificate_authority import CertificateAuthority
from doorstep.errors import ConfigurationError
from doorstep.process.configuration import checked, plaintext_peers
from doorstep.rules.seal import new_entry
from doorstep.settings import Settings, load
from doorstep.settings.connections import Peer
from doorstep.settings.processes import WorkerSettings
from doorstep.temporal.client import temporal_tls
from doorstep.wires.database_url import check_address, tls_for
from doorstep.wires.smtp_url import SmtpServer

AWAY = "postgresql://doorstep:hunter2@db.acme.test/doorstep"


def settings(**logged: object) -> WorkerSettings:
    usual = {
        "keys": new_entry("test"),
        "database_url": AWAY,
        "temporal_address": "temporal.acme.test:7233",
        "smtp_url": "smtp://mail.acme.test",
    }
    return WorkerSettings.model_validate({**usual, **logged})


@pytest.mark.parametrize(
    "url",
    [
        AWAY,
        f"{AWAY}?sslmode=verify-full",
        "postgresql://db/doorstep",
        "postgresql://10.0.0.7:5433/doorstep",
        "postgresql://[2001:db8::1]:5433/doorstep",
        "postgresql://doorstep@/doorstep?host=db.acme.test",
        "postgresql://localhost,db.acme.test/doorstep",
        "postgresql://localhost/doorstep?host=db.acme.test",
        "postgresql://db.acme.test/doorstep?host=/run/postgresql",
        "postgresql://localhost.acme.test/doorstep",
    ],
)
def test_C2_off_loopback_the_database_is_encrypted_and_its_name_verified(
    url: str,
) -> None:
    check_address(url, plaintext_allowed=False)

    context = tls_for(url)

    assert isinstance(context, ssl.SSLContext)
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


def test_C2_the_database_host_of_the_environment_counts_where_the_url_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "db.acme.test")

    assert isinstance(tls_for("postgresql:///doorstep"), ssl.SSLContext)
    assert tls_for("postgresql:///doorstep?host=/run/postgresql") is None


@pytest.mark.parametrize("mode", ["allow", "prefer", "require", "verify-ca"])
def test_C2_a_mode_that_verifies_no_name_is_always_refused(
    mode: str,
) -> None:
    with pytest.raises(ConfigurationError, match=f"DOORSTEP_DATABASE_URL: .*{mode}"):
        check_address(f"{AWAY}?sslmode={mode}", plaintext_allowed=True)


def test_C2_a_plain_database_needs_two_settings() -> None:
    url = f"{AWAY}?sslmode=disable"

    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT=postgres"):
        settings(database_url=url)
    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT=postgres"):
        settings(database_url=url, allow_plaintext="temporal, smtp")
    permitted = settings(database_url=url, allow_plaintext="temporal,postgres")

    assert plaintext_peers(permitted) == [Peer.postgres]
    assert tls_for(url) is False


def test_C2_permitting_plain_text_alone_changes_nothing() -> None:
    permitted = settings(allow_plaintext="temporal,postgres,smtp")

    assert plaintext_peers(permitted) == []
    assert temporal_tls(permitted) is True


def test_C2_temporal_is_encrypted_off_loopback_and_with_an_api_key() -> None:
    near = {"temporal_address": "127.0.0.1:7233"}

    assert temporal_tls(settings()) is True
    assert temporal_tls(settings(temporal_address="temporal:7233")) is True
    assert temporal_tls(settings(**near)) is False
    assert temporal_tls(settings(**near, temporal_api_key="k")) is True
    assert temporal_tls(settings(**near, temporal_tls=True)) is True


@pytest.mark.parametrize(
    "address",
    [
        "http://temporal.acme.test:7233",
        "https://temporal.acme.test:7233",
        "HTTP://127.0.0.1:7233",
        "//temporal.acme.test:7233",
        "temporal.acme.test:7233/path",
        "temporal.acme.test:7233?tls=off",
        "me:hunter2@temporal.acme.test:7233",
        "127.0.0.1:7233@temporal.acme.test:7233",
        "temporal.acme.test:",
        "temporal.acme.test:0",
        "temporal.acme.test:65536",
        "temporal.acme.test:+7233",
        "temporal.acme.test:٧",
        "temporal.acme.test:7233\n",
        " temporal.acme.test:7233",
        "temporal..acme.test:7233",
        "::1:7233",
        "[::1:7233",
        "[localhost]:7233",
        ":7233",
    ],
)
def test_C2_a_temporal_address_is_a_host_and_a_port_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DOORSTEP_TEMPORAL_ADDRESS", address)
    monkeypatch.setenv("DOORSTEP_TEMPORAL_API_KEY", "k")

    with pytest.raises(ConfigurationError, match=r"\[::1\]:7233") as raised:
        load()

    assert "DOORSTEP_TEMPORAL_ADDRESS: " in str(raised.value)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    "address",
    [
        "temporal.acme.test:7233",
        "temporal_1:1",
        "127.0.0.1:65535",
        "[2001:db8::1]:7233",
        "[::1]:7233",
        "temporal.acme.test",
    ],
)
def test_a_temporal_address_is_used_as_given(address: str) -> None:
    assert settings(temporal_address=address).temporal_address == address


def test_C2_a_plain_temporal_needs_two_settings() -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT=temporal"):
        temporal_tls(settings(temporal_tls="off"))
    permitted = settings(temporal_tls="off", allow_plaintext="temporal")

    assert temporal_tls(permitted) is False
    assert plaintext_peers(permitted) == [Peer.temporal]


@pytest.mark.parametrize(
    "named", [{"temporal_api_key": "k"}, {"temporal_tls_server_name": "x"}]
)
def test_C2_an_api_key_is_never_sent_in_plain_text(named: dict[str, str]) -> None:
    contradictory = settings(temporal_tls="off", allow_plaintext="temporal", **named)

    with pytest.raises(ConfigurationError, match="DOORSTEP_TEMPORAL_TLS=off"):
        temporal_tls(contradictory)


def test_a_client_certificate_comes_with_its_key(tmp_path: Path) -> None:
    file = CertificateAuthority(tmp_path).certificate("client")
    whole = {"temporal_tls_cert_file": file, "temporal_tls_key_file": file}

    assert isinstance(temporal_tls(settings(**whole)), TLSConfig)
    with pytest.raises(ConfigurationError, match="TLS_KEY_FILE"):
        temporal_tls(settings(temporal_tls_cert_file=file))
    with pytest.raises(ConfigurationError, match="TLS_CA_FILE"):
        temporal_tls(settings(temporal_tls_ca_file=tmp_path / "none.pem"))


def test_C2_plain_mail_needs_two_settings() -> None:
    url = "smtp://mailpit:1025?starttls=off"

    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT=smtp"):
        SmtpServer.from_url(url)
    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT=smtp"):
        plaintext_peers(settings(smtp_url=url))
    assert plaintext_peers(settings(smtp_url=url, allow_plaintext="smtp")) == [
        Peer.smtp
    ]


def test_C2_a_start_reports_every_missing_setting_at_once() -> None:
    with pytest.raises(ConfigurationError) as raised:
        checked(Settings.model_validate({"mail_from": "nobody"}), WorkerSettings)

    for name in ("KEYS", "DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "MAIL_FROM"):
        assert f"DOORSTEP_{name}" in str(raised.value)


def test_C2_permitted_plain_text_is_logged_at_startup() -> None:
    permitted = settings(temporal_tls="off", allow_plaintext="temporal")

    with capture_logs() as logged:
        checked(permitted, WorkerSettings)

    assert logged == [
        {"event": "plaintext", "log_level": "warning", "wire": "temporal"}
    ]


def test_errors_of_settings_do_not_show_a_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTEP_ALLOW_PLAINTEXT", "hunter2")

    with pytest.raises(ConfigurationError, match="DOORSTEP_ALLOW_PLAINTEXT") as raised:
        load()
    with pytest.raises(ValidationError) as invalid:
        Settings.model_validate({"api_port": "hunter2"})

    assert "hunter2" not in str(raised.value)
    assert "hunter2" not in str(invalid.value)


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("ALLOW_PLAINTEXT", "hunter2,hunter3", "must be temporal, postg"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "10.0.0.1/8 has host bits set"),
        ("PUBLIC_URL", "ftp://acme.test", "must be an http or https URL"),
    ],
)
def test_errors_of_settings_use_the_settings_names(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"DOORSTEP_{variable}", value)

    with pytest.raises(ConfigurationError) as raised:
        load()

    assert len(str(raised.value).splitlines()) == 1
    assert str(raised.value).startswith(f"DOORSTEP_{variable}: {sentence}")
