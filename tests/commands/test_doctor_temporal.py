"""The doctor's checks of Temporal, with each fault provoked."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from certificate_authority import CertificateAuthority
from changed_settings import changed
from cli.doctor.examination import examine
from cli.doctor.temporal_clock import REMEDY, examine_clock
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.settings.processes import WorkerSettings
from namespaces import bare_namespace
from service import Service
from tls_proxies import temporal_tls_proxy


async def test_a_missing_worker_fails(settings: WorkerSettings) -> None:
    found = await findings_of(settings)

    assert found["worker"].state == "failed"
    assert "doorstep worker" in found["worker"].remedy
    assert found["search attributes"].state == "ok"


async def test_a_worker_that_has_stopped_polling_fails(service: Service) -> None:
    def later() -> datetime:
        return system_clock() + timedelta(minutes=2)

    found = {f.check: f for f in await examine(service.settings, later)}

    assert found["worker"].state == "failed"


async def test_a_namespace_with_too_short_retention_fails(
    settings: WorkerSettings, temporal: WorkflowEnvironment
) -> None:
    name = await bare_namespace(temporal.client, kept_for=timedelta(hours=1))

    found = await findings_of(changed(settings, temporal_namespace=name))

    assert found["namespace"].state == "failed"
    assert "--retention 30d" in found["namespace"].remedy


async def test_a_missing_namespace_fails(settings: WorkerSettings) -> None:
    found = await findings_of(changed(settings, temporal_namespace="nowhere"))

    assert found["namespace"].state == "failed"
    assert "namespace create -n nowhere" in found["namespace"].remedy
    assert "worker" not in found


async def test_missing_search_attributes_fail(
    settings: WorkerSettings, temporal: WorkflowEnvironment
) -> None:
    name = await bare_namespace(temporal.client)

    found = await findings_of(changed(settings, temporal_namespace=name))

    assert found["namespace"].state == "ok"
    assert found["search attributes"].state == "failed"
    assert "DoorstepStage" in found["search attributes"].summary
    assert "doorstep temporal register" in found["search attributes"].remedy


@pytest.mark.parametrize(
    ("seconds", "state", "apart"),
    [(0, "ok", 0), (2, "ok", 2), (30, "failed", 30), (-30, "failed", 30)],
)
async def test_a_skewed_clock_of_temporal_fails(
    settings: WorkerSettings, seconds: int, state: str, apart: int
) -> None:
    def off() -> datetime:
        return system_clock() + timedelta(seconds=seconds)

    found = {finding.check: finding for finding in await examine(settings, off)}

    clock = found["temporal clock"]
    (shown,) = map(int, re.findall(r"(\d+) s\b", clock.summary))
    assert clock.state == state
    assert apart - 2 <= shown <= apart


async def test_an_unknown_clock_of_temporal_is_named(
    temporal: WorkflowEnvironment,
) -> None:
    found = await examine_clock(temporal.client, system_clock, patience=0)

    assert (found.check, found.state) == ("temporal clock", "warning")
    assert found.remedy == REMEDY


async def test_an_unavailable_temporal_fails(settings: WorkerSettings) -> None:
    found = await findings_of(changed(settings, temporal_address="127.0.0.1:1"))

    assert found["temporal"].state == "failed"
    assert "127.0.0.1:1" in found["temporal"].summary


async def test_C2_permitted_plain_text_is_warned_of(
    settings: WorkerSettings,
) -> None:
    permitted = changed(
        settings,
        temporal_address="127.1:1",
        temporal_tls="off",
        allow_plaintext="temporal",
    )

    assert (await findings_of(permitted))["plain text"].state == "warning"


async def test_C2_a_failing_handshake_is_told_from_an_unavailable_server(
    settings: WorkerSettings, tmp_path: Path
) -> None:
    address = settings.temporal_address
    authority = CertificateAuthority(tmp_path)
    encrypted = (await findings_of(changed(settings, temporal_tls=True)))["temporal"]
    async with temporal_tls_proxy(address, authority.server("localhost")) as port:
        there = changed(settings, temporal_address=f"localhost:{port}")
        plain = (await findings_of(there))["temporal"]
        distrusted = (await findings_of(changed(there, temporal_tls=True)))["temporal"]

    assert {encrypted.state, plain.state, distrusted.state} == {"failed"}
    assert "TLS handshake" in encrypted.summary
    assert "DOORSTEP_TEMPORAL_TLS=on" in plain.summary
    assert "DOORSTEP_TEMPORAL_TLS_CA_FILE" in distrusted.summary


@pytest.mark.parametrize("name", ["temporal_tls_ca_file", "temporal_tls_cert_file"])
async def test_C2_a_file_without_certificates_is_named_by_its_setting(
    settings: WorkerSettings, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("nothing")
    values = {name: file}
    if name == "temporal_tls_cert_file":
        values["temporal_tls_key_file"] = file

    found = (await findings_of(changed(settings, **values)))["temporal"]

    assert found.state == "failed"
    assert found.summary.startswith(f"DOORSTEP_{name.upper()}")
