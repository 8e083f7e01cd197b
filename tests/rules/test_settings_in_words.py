"""Settings as people write, list and misspell them."""

import re
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs
from test_service_links import COMPLETE

from command import run_doorstep
from doorstep.errors import ConfigurationError
from doorstep.process.configuration import checked, mail_server
from doorstep.settings import Settings, load
from doorstep.settings.connections import Peer
from doorstep.settings.listing import listed, without_password
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import MailSettings, WorkerSettings

_SECRET = "correct-horse"


def test_every_setting_says_what_it_means() -> None:
    silent = [one.name for one in listed(Settings()) if len(one.meaning) < 20]

    assert silent == []


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("600", 600), ("10m", 600), ("1h30m", 5400), ("2d", 172_800), ("90S", 90)],
)
def test_a_time_is_seconds_or_a_duration(
    written: str, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_LOGIN_TTL", written)

    assert load().login_ttl == seconds


@pytest.mark.parametrize("written", ["0", "0m", "-5", "10 minutes", "m", "1m1h", "1.5"])
def test_other_times_are_refused_in_words(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_LOGIN_TTL", written)

    with pytest.raises(ConfigurationError, match="DOORSTEP_LOGIN_TTL: must be"):
        load()


@pytest.mark.parametrize("case", [str.lower, str.upper, str.capitalize])
def test_words_are_taken_in_any_case(
    case: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {
        "LOG_LEVEL": "debug",
        "TEMPORAL_TLS": "off",
        "ALLOW_PLAINTEXT": "temporal, smtp",
        "SMTP_URL": f"smtp://mailpit?starttls={case('off')}",
    }
    for name, value in words.items():
        taken = value if "://" in value else case(value)
        monkeypatch.setenv(f"DOORSTEP_{name}", taken)

    settings = load()

    assert (settings.log_level, settings.temporal_tls) == ("DEBUG", False)
    assert settings.allow_plaintext == {Peer.temporal, Peer.smtp}
    assert mail_server(MailSettings.of(settings)).is_unencrypted


def test_no_words_of_a_library_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "API_PORT": "x",
        "API_CONNECTIONS": "3",
        "LOG_LEVEL": "loud",
        "TEMPORAL_TLS": "perhaps",
        "INTERNAL_PORT": "70000",
        "SMTP_CONNECTIONS": "",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(f"DOORSTEP_{name}", value)

    with pytest.raises(ConfigurationError) as raised:
        load()

    assert sorted(str(raised.value).splitlines()) == [
        "DOORSTEP_API_CONNECTIONS: must be 16 or more",
        "DOORSTEP_API_PORT: must be a whole number",
        "DOORSTEP_INTERNAL_PORT: must be 65535 or less",
        "DOORSTEP_LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR",
        "DOORSTEP_TEMPORAL_TLS: must be on or off",
    ]


def test_a_misspelled_setting_is_named_with_the_one_that_was_meant() -> None:
    named = ["DOORSTEP_LOGIN_TTTL", "doorstep_smtp_urls", "DOORSTEP_LUNCH", "PATH"]

    said = unknown_variables(dict.fromkeys([*named, "DOORSTEP_KEYS"], "x"))

    assert [re.findall(r"(?i)doorstep_\w+", text) for text in said] == [
        ["DOORSTEP_LOGIN_TTTL", "DOORSTEP_LOGIN_TTL"],
        ["DOORSTEP_LUNCH"],
        ["doorstep_smtp_urls", "DOORSTEP_SMTP_URL"],
    ]


def test_a_start_logs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (COMPLETE | {"DOORSTEP_LOGIN_TTTL": "5"}).items():
        monkeypatch.setenv(name, value)

    with capture_logs() as logged:
        checked(load(), WorkerSettings)

    (line,) = logged
    assert (line["event"], line["log_level"]) == ("unknown setting", "warning")
    assert "DOORSTEP_LOGIN_TTL" in line["said"]


async def test_the_doctor_warns_of_it() -> None:
    _, printed = await run_doorstep("doctor", **COMPLETE, DOORSTEP_LOGIN_TTTL="5")

    (line,) = [line for line in printed.splitlines() if "LOGIN_TTTL" in line]
    assert line.startswith("warning")
    assert "DOORSTEP_LOGIN_TTL" in line


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://jo:{_SECRET}@db/doorstep", "postgresql://jo:•••@db/doorstep"),
        (f"smtp://jo:a/{_SECRET}@b@mail:587", "smtp://jo:•••@mail:587"),
        (f"smtp://:{_SECRET}@mail", "smtp://:•••@mail"),
        (f"postgresql://db/x?password={_SECRET}", "postgresql://db/x?password=•••"),
        (f"postgresql://db/x?p%61ssword={_SECRET}", "postgresql://db/x?password=•••"),
        (f"host=db password={_SECRET}", "•••"),
        ("postgresql:///doorstep?host=/run", "postgresql:///doorstep?host=/run"),
    ],
)
def test_passwords_in_addresses_are_hidden(url: str, shown: str) -> None:
    assert without_password(url) == shown


def test_no_secret_is_listed() -> None:
    settings = Settings(
        database_url=f"postgresql:///d?host=/run&password={_SECRET}",
        smtp_url=f"smtp://jo:{_SECRET}@127.0.0.1",
        keys=f"k1:{_SECRET}",
        temporal_api_key=_SECRET,
    )

    shown = "\n".join(map(str, listed(settings)))

    assert _SECRET not in shown
    assert len(re.findall("•••", shown)) == 4
