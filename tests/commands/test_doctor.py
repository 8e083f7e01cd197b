"""`doorstep doctor`: its checks of running servers and of settings."""

import json

import pytest
import structlog

from changed_settings import changed
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.process.configuration import checked
from doorstep.settings.processes import ApiSettings, WorkerSettings
from service import Service

SAMPLE = "k1:" + "A" * 43 + "="


async def test_nothing_fails_where_everything_is_in_order(service: Service) -> None:
    found = await findings_of(service.settings)

    warnings = {name for name, finding in found.items() if finding.state == "warning"}
    assert [finding for finding in found.values() if finding.state == "failed"] == []
    assert warnings <= {"database role", "password hashing"}  # cheap in tests
    assert set(found) == {
        *("settings", "keys", "public URL", "trusted proxies", "database", "clock"),
        *("migrations", "time limits", "connections"),
        *("database role", "temporal", "namespace", "search attributes", "worker"),
        *("audit linking", "background work", "addresses", "applications"),
        *("collations", "connections", "time limits"),
        *("temporal clock", "signing keys", "password hashing"),
        *("mail server", "mail"),
    }
    assert "220 mail.test" in found["mail server"].summary
    assert service.mail.messages == []


async def test_C2_a_sample_key_fails(settings: WorkerSettings) -> None:
    found = await findings_of(changed(settings, keys=SAMPLE))

    assert found["keys"].state == "failed"
    assert "DOORSTEP_KEYS" in found["keys"].summary


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://login.acme.test", "ok"),
        ("http://localhost:8000", "ok"),
        ("http://login.acme.test", "failed"),
    ],
)
async def test_C2_a_public_url_in_plain_fails_off_loopback(
    settings: WorkerSettings, url: str, state: str
) -> None:
    assert (await findings_of(changed(settings, public_url=url)))[
        "public URL"
    ].state == state


@pytest.mark.parametrize(
    ("others", "state", "fact"),
    [
        ({}, "ok", ""),
        ({"trusted_proxies": "10.213.33.1"}, "ok", "10.213.33.1/32."),
        ({"trusted_proxies": "127.0.0.1,::1"}, "ok", "127.0.0.1/32, ::1/128."),
        ({"trusted_proxies": "0.0.0.0/0"}, "warning", "4,294,967,296"),
        (
            {"trusted_proxies": "127.0.0.1", "api_host": "::"},
            "warning",
            "listens on ::",
        ),
        (
            {"trusted_proxies": "::1", "api_host": "10.0.0.8"},
            "warning",
            "Only loopback",
        ),
        ({"trusted_proxies": "127.0.0.1,10.0.0.7", "api_host": "::"}, "ok", "10.0.0.7"),
        ({"trusted_proxies": "172.16.0.0/12"}, "warning", "1,048,576"),
        ({"trusted_proxies": "127.0.0.1,fd00::/8"}, "warning", "fd00::/8"),
        ({"public_url": "https://login.acme.test"}, "warning", ""),
    ],
)
async def test_H2_row9_trusting_a_wide_network_or_no_proxy_is_warned_of(
    settings: WorkerSettings, others: dict[str, str], state: str, fact: str
) -> None:
    found = (await findings_of(changed(settings, **others)))["trusted proxies"]

    assert found.state == state
    assert fact in found.summary
    assert ("DOORSTEP_TRUSTED_PROXIES" in found.remedy) is (state == "warning")


def test_H2_row9_each_start_warns_of_a_wide_network(settings: WorkerSettings) -> None:
    with structlog.testing.capture_logs() as logged:
        checked(changed(settings, trusted_proxies="10.0.0.0/8,10.1.1.1"), ApiSettings)

    assert [
        (line["event"], line["network"], line["setting"], line["log_level"])
        for line in logged
    ] == [
        (
            "wide trusted network",
            "10.0.0.0/8",
            "DOORSTEP_TRUSTED_PROXIES",
            "warning",
        )
    ]


def test_H2_each_start_warns_if_only_loopback_is_trusted(
    settings: WorkerSettings,
) -> None:
    everywhere = changed(settings, trusted_proxies="127.0.0.1", api_host="::")
    with structlog.testing.capture_logs() as logged:
        checked(everywhere, ApiSettings)

    assert [(line["event"], line["listens_on"]) for line in logged] == [
        ("only loopback is trusted", "::")
    ]


@pytest.mark.parametrize("command", ["api", "worker", "serve", "doctor"])
async def test_a_path_in_the_public_url_is_refused_in_words(command: str) -> None:
    code, printed = await run_doorstep(
        command, DOORSTEP_PUBLIC_URL="https://acme.example/doorstep/"
    )

    assert code == 1
    assert "DOORSTEP_PUBLIC_URL: must have no path" in printed
    assert "a host name of its own" in printed


async def test_the_command_tells_in_lines_or_json_without_a_secret() -> None:
    environment = {
        "DOORSTEP_DATABASE_URL": "postgresql://doorstep:hunter2@127.0.0.1:1/d",
        "DOORSTEP_SMTP_URL": "smtp://doorstep:hunter2@127.0.0.1:1",
        "DOORSTEP_TEMPORAL_ADDRESS": "127.0.0.1:1",
        "DOORSTEP_KEYS": SAMPLE,
    }

    code, lines = await run_doorstep("doctor", **environment)
    json_code, document = await run_doorstep("doctor", "--json", **environment)

    report = json.loads(document)
    assert (code, json_code, report["ok"]) == (1, 1, False)
    assert len(lines.splitlines()) == len(report["checks"])
    assert set(report["checks"][0]) == {"check", "state", "said", "mend"}
    for secret in ("hunter2", "A" * 43):
        assert secret not in lines + document


async def test_invalid_settings_are_a_finding() -> None:
    code, output = await run_doorstep("doctor", DOORSTEP_API_PORT="0")

    assert code == 1
    assert output.startswith("failed   settings")
    assert "DOORSTEP_API_PORT" in output
