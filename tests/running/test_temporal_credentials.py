"""Credentials of Temporal that are renewed on disk: no restart, and no flow fails."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from grpc import StatusCode
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

import worker
from certificate_authority import CertificateAuthority
from changed_settings import changed
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.errors import PollingFailed
from doorstep.process.loop_health import LoopHealth
from doorstep.process.readiness import Readiness
from doorstep.process.renewing import renewing
from doorstep.settings.processes import WorkerSettings
from doorstep.telemetry import OFF
from doorstep.temporal.client import connect
from temporal_front import Front, Refusal, Tls, temporal_front
from waiting import until

_LOOKED_EACH = 0.05


@pytest.fixture
def authority(tmp_path: Path) -> CertificateAuthority:
    return CertificateAuthority(tmp_path)


@pytest.fixture
async def front(
    temporal: WorkflowEnvironment, authority: CertificateAuthority
) -> AsyncIterator[Front]:
    """Over TLS, with a certificate of every client."""
    tls = Tls(authority.certificate("localhost"), clients=authority.file)
    address = temporal.client.service_client.config.target_host
    async with temporal_front(address, tls) as front:
        yield front


@pytest.fixture
async def front_with_keys(
    temporal: WorkflowEnvironment, authority: CertificateAuthority
) -> AsyncIterator[Front]:
    """Over TLS, with an API key of every client."""
    address = temporal.client.service_client.config.target_host
    tls = Tls(authority.certificate("localhost"))
    async with temporal_front(address, tls) as front:
        front.api_keys = {"first"}
        yield front


class Process:
    """A worker as `doorstep worker` runs it, whose credentials are in files."""

    def __init__(self, settings: WorkerSettings, client: Client) -> None:
        self.settings = settings
        self.client = client

    async def missing(self) -> str | None:
        return await Readiness(self.settings, self.client, system_clock).missing()

    async def ready(self) -> bool:
        return await self.missing() is None


@asynccontextmanager
async def running(settings: WorkerSettings) -> AsyncIterator[Process]:
    health = LoopHealth()
    async with AsyncExitStack() as stack:
        client = await connect(settings, lazy=True)
        process = Process(settings, client)
        renewal = await stack.enter_async_context(
            renewing(settings, client, OFF, health, each=_LOOKED_EACH)
        )
        await Readiness(settings, client, system_clock).wait(needs_worker=False)
        workers = await stack.enter_async_context(
            worker.running_worker(settings, health=health, client=client)
        )
        renewal.serve(workers)
        await until(process.ready, bool)
        yield process


async def until_presented(process: Process, front: Front, name: str) -> None:
    async def presented() -> bool:
        await process.missing()  # a call
        return name in front.presented

    await until(presented, bool)


async def test_C2_a_renewed_certificate_is_used_without_a_restart(
    settings: WorkerSettings,
    front: Front,
    authority: CertificateAuthority,
    tmp_path: Path,
) -> None:
    file = tmp_path / "client.pem"
    shutil.copy(authority.certificate("first"), file)
    there = with_certificate(settings, front, authority, file)
    async with running(there) as process:
        assert set(front.presented) == {"first"}

        file.write_text("half of a certif")
        assert await process.missing() is None
        shutil.copy(authority.certificate("second"), file)
        await until_presented(process, front, "second")
        await until(partial(presented_by_a_purge, process, front), {"second"}.__eq__)
        assert await process.missing() is None


async def test_C2_a_renewed_api_key_is_used_without_a_restart(
    settings: WorkerSettings,
    front_with_keys: Front,
    authority: CertificateAuthority,
    tmp_path: Path,
) -> None:
    front, file = front_with_keys, tmp_path / "key"
    file.write_text("first\n")
    there = with_key(settings, front, authority, file)
    async with running(there) as process:
        front.api_keys = {"first", "second"}
        file.write_text("second\n")
        await until_presented(process, front, "second")
        front.api_keys = {"second"}
        await until(partial(presented_by_a_purge, process, front), {"second"}.__eq__)


async def test_C2_a_key_revoked_too_early_is_told_and_recovered_from(
    settings: WorkerSettings,
    front_with_keys: Front,
    authority: CertificateAuthority,
    tmp_path: Path,
) -> None:
    front, file = front_with_keys, tmp_path / "key"
    file.write_text("first\n")
    there = with_key(settings, front, authority, file)
    async with running(there) as process:
        front.api_keys = {"second"}

        told = await until(process.missing, bool)
        file.write_text("second\n")
        await until(process.ready, bool)
        await purge(process)

    assert told
    assert "refuses this client" in told
    assert "UNAUTHENTICATED" in told
    assert "first" not in told


async def test_a_worker_that_temporal_refuses_ends_without_its_process(
    settings: WorkerSettings, front_with_keys: Front, authority: CertificateAuthority
) -> None:
    """`worker.run` then starts another, as after a minute of refused polls."""
    there = changed(
        settings,
        temporal_address=front_with_keys.address,
        temporal_tls_ca_file=authority.file,
        temporal_api_key="first",
    )
    client = await connect(there)
    front_with_keys.refusals["DescribeNamespace"] = Refusal(
        StatusCode.PERMISSION_DENIED
    )

    with pytest.raises(PollingFailed):
        async with worker.running_worker(there, client=client):
            await asyncio.Event().wait()

    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_C2_an_expired_certificate_is_told_with_its_date(
    settings: WorkerSettings,
    front: Front,
    authority: CertificateAuthority,
) -> None:
    file = authority.certificate("old", valid_for=timedelta(minutes=-1))
    there = with_certificate(settings, front, authority, file)
    day = f"{system_clock() - timedelta(minutes=1):%Y-%m-%d}"
    client = await connect(there, lazy=True)

    missing = await Readiness(there, client, system_clock).missing(needs_worker=False)
    found = (await findings_of(there))["temporal certificate"]

    assert missing
    assert f"DOORSTEP_TEMPORAL_TLS_CERT_FILE expired on {day}" in missing
    assert (found.state, day in found.summary) == ("failed", True)


async def test_C2_a_certificate_that_expires_soon_is_warned_of(
    settings: WorkerSettings, front: Front, authority: CertificateAuthority
) -> None:
    file = authority.certificate("soon")
    there = with_certificate(settings, front, authority, file)

    found = (await findings_of(there))["temporal certificate"]

    assert found.state == "warning"


def with_certificate(
    settings: WorkerSettings, front: Front, authority: CertificateAuthority, file: Path
) -> WorkerSettings:
    return changed(
        settings,
        temporal_address=front.address,
        temporal_tls_ca_file=authority.file,
        temporal_tls_cert_file=file,
        temporal_tls_key_file=file,
    )


def with_key(
    settings: WorkerSettings, front: Front, authority: CertificateAuthority, file: Path
) -> WorkerSettings:
    return changed(
        settings,
        temporal_address=front.address,
        temporal_tls_ca_file=authority.file,
        temporal_api_key=file.read_text().strip(),
        temporal_api_key_file=file,
    )


async def presented_by_a_purge(process: Process, front: Front) -> set[str]:
    """A poll that was asked for meanwhile still comes with what was before."""
    front.presented.clear()
    await purge(process)
    return set(front.presented)


async def purge(process: Process) -> None:
    """A flow from its start to its end, by what the process presents now."""
    await process.client.execute_workflow(
        "Purge", id="purge", task_queue=process.settings.task_queue
    )
