"""A pod next to services named like ours: their variables are not settings."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from cli.up.environment import given
from command import run_doorstep
from doorstep.errors import ConfigurationError
from doorstep.process.configuration import checked
from doorstep.rules.seal import new_entry
from doorstep.settings import SETTINGS_FILE, load
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import WorkerSettings
from doorstep.wires.service_links import ignored_links

LINK = "tcp://10.96.4.7:8000"
COMPLETE = {
    "DOORSTEP_DATABASE_URL": "postgresql:///doorstep?host=/nowhere",
    "DOORSTEP_TEMPORAL_ADDRESS": "127.0.0.1:1",
    "DOORSTEP_SMTP_URL": "smtp://127.0.0.1:1",
    "DOORSTEP_KEYS": new_entry("test"),
}


def links(
    service: str, address: str = "10.96.4.7", port: int = 8000, protocol: str = "TCP"
) -> dict[str, str]:
    """The variables that Kubernetes sets for a service, and Docker's `--link` too."""
    whole = f"[{address}]" if ":" in address else address
    each = f"{service}_PORT_{port}_{protocol}"
    link = f"{protocol.lower()}://{whole}:{port}"
    return {
        f"{service}_SERVICE_HOST": address,
        f"{service}_SERVICE_PORT": str(port),
        f"{service}_SERVICE_PORT_HTTP": str(port),
        f"{service}_PORT": link,
        each: link,
        f"{each}_PROTO": protocol.lower(),
        f"{each}_PORT": str(port),
        f"{each}_ADDR": address,
    }


@pytest.fixture
def in_a_pod(monkeypatch: pytest.MonkeyPatch) -> None:
    """Next to services named doorstep, doorstep-api, doorstep-worker and so on."""
    for service in ("", "_API", "_WORKER", "_INTERNAL", "_UP_UI", "_DATABASE", "_SMTP"):
        address = "fd00:10:96::7" if service == "_UP_UI" else "10.96.4.7"
        for name, value in links(f"DOORSTEP{service}", address).items():
            monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("in_a_pod")
def test_row29_variables_of_service_links_are_ignored() -> None:
    settings = load()

    assert (settings.api_port, settings.internal_port) == (8000, None)
    assert (settings.up_ui_port, settings.api_host) == (8233, "127.0.0.1")
    assert settings.model_fields_set == set()


@pytest.mark.usefixtures("in_a_pod")
def test_row29_exactly_the_settings_are_named_once_each() -> None:
    api, internal, ui = ignored_links(load())

    for said, *facts in (
        (api, "DOORSTEP_API_PORT", LINK, "8000"),
        (internal, "DOORSTEP_INTERNAL_PORT", "off"),
        (ui, "DOORSTEP_UP_UI_PORT", "tcp://[fd00:10:96::7]:8000", "8233"),
    ):
        assert all(fact in said for fact in facts)


def test_row29_a_start_logs_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (COMPLETE | links("DOORSTEP_API")).items():
        monkeypatch.setenv(name, value)

    with capture_logs() as logged:
        checked(load(), WorkerSettings)

    (line,) = logged
    assert (line["event"], line["log_level"]) == ("service link", "warning")
    assert "DOORSTEP_API_PORT" in line["said"]
    assert "enableServiceLinks: false" in line["remedy"]


async def test_row29_the_doctor_warns_of_it() -> None:
    _, logged = await run_doorstep("doctor", **COMPLETE, **links("DOORSTEP_API"))

    (line,) = [line for line in logged.splitlines() if "service link" in line]
    assert line.startswith("warning")
    assert LINK in line
    assert "enableServiceLinks: false" in line


def test_row29_settings_of_a_data_folder_replace_a_service_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SETTINGS_FILE).write_text("DOORSTEP_API_PORT='21000'\n")
    monkeypatch.setenv("DOORSTEP_API_PORT", LINK)

    assert load(tmp_path).api_port == 21000
    assert "DOORSTEP_API_PORT" not in given()


@pytest.mark.parametrize(
    "value", ["tcp://", "tcp://10.96.4.7", "http://10.96.4.7:80", f"{LINK}/x", "x8000"]
)
def test_row29_other_invalid_values_are_still_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("DOORSTEP_API_PORT", value)

    with pytest.raises(ConfigurationError, match="DOORSTEP_API_PORT: "):
        load()


def test_row29_a_link_is_a_link_in_the_other_protocols_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for protocol in ("udp", "sctp"):
        monkeypatch.setenv("doorstep_api_port", f"{protocol}://10.96.4.7:8000")

        assert load().api_port == 8000
        assert len(ignored_links(load())) == 1


@pytest.mark.parametrize(
    "service", ["", "_API", "_WORKER", "_INTERNAL", "_LOGIN_TTL", "_UP_UI", "_1"]
)
@pytest.mark.parametrize("protocol", ["TCP", "UDP", "SCTP"])
def test_row29_no_variable_of_a_service_is_called_misspelled(
    service: str, protocol: str
) -> None:
    variables = links(f"DOORSTEP{service}", protocol=protocol)

    assert list(unknown_variables(variables)) == []


@pytest.mark.parametrize(
    "name",
    [
        *("API_PORTS", "WEB_PORT", "API_PORT_NUMBER", "SMTP_PORT", "API_PORT_HTTP"),
        *("INTERNAL_HOSTS", "SERVICE_PORTS", "API_PORT_8000", "DATABASE_HOST"),
    ],
)
def test_row29_what_no_service_sets_is_named(name: str) -> None:
    said = list(unknown_variables({f"DOORSTEP_{name}": "8000"}))

    assert len(said) == 1
    assert f"DOORSTEP_{name}" in said[0]
