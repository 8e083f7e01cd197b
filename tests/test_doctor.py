"""`doorstep doctor`: what it says of real parts, and of settings."""

import json

import pytest

from command import doorstep
from doorstep.settings import Settings
from examined import but, findings
from service import Service

SAMPLE = "k1:" + "A" * 43 + "="


async def test_nothing_fails_where_everything_is_there(service: Service) -> None:
    found = await findings(service.settings)

    warnings = {name for name, finding in found.items() if finding.state == "warning"}
    assert [finding for finding in found.values() if finding.state == "failed"] == []
    assert warnings <= {"database role"}
    assert set(found) == {
        *("settings", "keys", "public URL", "database", "clock", "migrations"),
        *("database role", "temporal", "namespace", "search attributes", "worker"),
        *("audit linking", "addresses", "temporal clock", "mail server"),
    }
    assert "220 mail.test" in found["mail server"].said
    assert service.mail.messages == []


async def test_C2_a_sample_key_fails(settings: Settings) -> None:
    found = await findings(but(settings, keys=SAMPLE))

    assert found["keys"].state == "failed"
    assert "DOORSTEP_KEYS: the key 'k1' is not random" in found["keys"].said


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("https://login.acme.test", "ok"),
        ("http://localhost:8000", "ok"),
        ("http://login.acme.test", "failed"),
    ],
)
async def test_C2_a_public_url_in_plain_fails_off_loopback(
    settings: Settings, url: str, state: str
) -> None:
    assert (await findings(but(settings, public_url=url)))["public URL"].state == state


async def test_the_command_tells_in_lines_or_json_without_a_secret() -> None:
    environment = {
        "DOORSTEP_DATABASE_URL": "postgresql://doorstep:hunter2@127.0.0.1:1/d",
        "DOORSTEP_SMTP_URL": "smtp://doorstep:hunter2@127.0.0.1:1",
        "DOORSTEP_TEMPORAL_ADDRESS": "127.0.0.1:1",
        "DOORSTEP_KEYS": SAMPLE,
    }

    code, lines = await doorstep("doctor", **environment)
    json_code, document = await doorstep("doctor", "--json", **environment)

    told = json.loads(document)
    assert (code, json_code, told["ok"]) == (1, 1, False)
    assert len(lines.splitlines()) == len(told["checks"])
    assert set(told["checks"][0]) == {"check", "state", "said", "mend"}
    for secret in ("hunter2", "A" * 43):
        assert secret not in lines + document


async def test_settings_that_do_not_fit_are_a_finding() -> None:
    code, said = await doorstep("doctor", DOORSTEP_API_PORT="0")

    assert code == 1
    assert said.startswith("failed   settings")
    assert "DOORSTEP_API_PORT" in said
