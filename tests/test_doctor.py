"""`doorstep doctor`: what it says of real parts, and of each fault made real."""

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
)
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from authority import Authority
from command import doorstep
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.doctor import temporal as temporal_checks
from doorstep.doctor.examination import examine
from doorstep.doctor.findings import Finding
from doorstep.local.cluster import OWNER, Cluster
from doorstep.seal import KeyRing, new_entry
from doorstep.settings import Settings
from mail_server import MailServer
from seeding import give_device, new_member
from service import Service, service_settings
from smtp_peers import real

SAMPLE = "k1:" + "A" * 43 + "="


def but(settings: Settings, **others: object) -> Settings:
    """The same with these settings instead."""
    said = {name: getattr(settings, name) for name in settings.model_fields_set}
    return Settings.model_validate({**said, **others})


async def findings(settings: Settings) -> dict[str, Finding]:
    """By check, the worst of each."""
    found = await examine(settings, system_clock)
    order = ["ok", "warning", "failed"]
    return {
        finding.check: finding
        for finding in sorted(found, key=lambda finding: order.index(finding.state))
    }


@pytest.fixture
def settings(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> Settings:
    """Everything is there but a worker."""
    address = temporal.client.service_client.config.target_host
    return service_settings(database_url, address, mail_server)


@pytest.fixture
async def bare_namespace(temporal: WorkflowEnvironment) -> str:
    """Without search attributes."""
    name = f"bare-{uuid4()}"
    retention = Duration()
    retention.FromTimedelta(timedelta(days=1))
    services = temporal.client.workflow_service
    await services.register_namespace(
        RegisterNamespaceRequest(
            namespace=name, workflow_execution_retention_period=retention
        )
    )
    async with asyncio.timeout(30):
        while True:
            try:
                await services.describe_namespace(
                    DescribeNamespaceRequest(namespace=name)
                )
            except RPCError:
                await asyncio.sleep(0.2)
            else:
                break
    return name


async def test_nothing_fails_where_everything_is_there(service: Service) -> None:
    found = await findings(service.settings)

    warnings = {name for name, finding in found.items() if finding.state == "warning"}
    assert [finding for finding in found.values() if finding.state == "failed"] == []
    assert warnings <= {"database role"}
    assert set(found) == {
        *("settings", "keys", "public URL", "database", "clock", "migrations"),
        *("database role", "temporal", "namespace", "search attributes", "worker"),
        "mail server",
    }
    assert "220 mail.test" in found["mail server"].said
    assert service.mail.messages == []


async def test_a_worker_that_is_missing_fails(settings: Settings) -> None:
    found = await findings(settings)

    assert found["worker"].state == "failed"
    assert "doorstep worker" in found["worker"].mend
    assert found["search attributes"].state == "ok"


async def test_a_worker_that_has_not_called_for_a_while_fails(service: Service) -> None:
    def later() -> datetime:
        return system_clock() + timedelta(minutes=2)

    found = {f.check: f for f in await examine(service.settings, later)}

    assert found["worker"].state == "failed"


async def test_a_namespace_that_forgets_too_soon_fails(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporal_checks, "_SHORTEST_RETENTION", timedelta(days=3650))

    found = await findings(settings)

    assert found["namespace"].state == "failed"
    assert "--retention 30d" in found["namespace"].mend


async def test_a_namespace_that_is_missing_fails(settings: Settings) -> None:
    found = await findings(but(settings, temporal_namespace="nowhere"))

    assert found["namespace"].state == "failed"
    assert "namespace create -n nowhere" in found["namespace"].mend
    assert "worker" not in found


async def test_search_attributes_that_are_missing_fail(
    settings: Settings, bare_namespace: str
) -> None:
    found = await findings(but(settings, temporal_namespace=bare_namespace))

    assert found["namespace"].state == "ok"
    assert found["search attributes"].state == "failed"
    assert "DoorstepStage" in found["search attributes"].said
    assert "doorstep temporal register" in found["search attributes"].mend


async def test_a_temporal_that_is_away_fails(settings: Settings) -> None:
    found = await findings(but(settings, temporal_address="127.0.0.1:1"))

    assert found["temporal"].state == "failed"
    assert "127.0.0.1:1" in found["temporal"].said


async def test_a_database_that_is_away_fails(settings: Settings) -> None:
    away = "postgresql://doorstep:hunter2@127.0.0.1:1/doorstep"

    found = await findings(but(settings, database_url=away))

    assert found["database"].state == "failed"
    assert "hunter2" not in str(found)


async def test_migrations_that_are_pending_fail(
    settings: Settings, empty_url: str
) -> None:
    found = await findings(but(settings, database_url=empty_url))

    assert found["migrations"].state == "failed"
    assert "0001_first_tables.sql" in found["migrations"].said
    assert "doorstep migrate" in found["migrations"].mend


async def test_a_role_that_may_change_audit_events_is_warned_of(
    settings: Settings, cluster: Cluster
) -> None:
    name = settings.required("database_url").partition("://")[2].partition("@")[0]
    owner = await asyncpg.connect(cluster.address(OWNER, name))
    before = (await findings(settings))["database role"]
    await owner.execute(f"grant update, delete on events to {name}")
    try:
        after = (await findings(settings))["database role"]
    finally:
        await owner.execute(f"revoke update, delete on events from {name}")
        await owner.close()

    assert before.state == "ok"
    assert after.state == "warning"
    assert f"{name} may update or delete audit events" in after.said


async def test_a_clock_that_is_off_fails(settings: Settings) -> None:
    def ahead() -> datetime:
        return system_clock() + timedelta(seconds=10)

    found = {finding.check: finding for finding in await examine(settings, ahead)}

    assert found["clock"].state == "failed"
    assert "10 s apart" in found["clock"].said


async def test_C2_a_sample_key_fails(settings: Settings) -> None:
    found = await findings(but(settings, keys=SAMPLE))

    assert found["keys"].state == "failed"
    assert "DOORSTEP_KEYS: the key 'k1' is not random" in found["keys"].said


async def test_C1_an_old_key_is_told_with_what_to_do_about_it(
    settings: Settings, pool: Pool
) -> None:
    older = new_entry("older")
    ring = KeyRing.parse(older)
    at = system_clock()
    await give_device(pool, ring, await new_member(pool, at), at)
    newer = new_entry("newer")

    used = await findings(but(settings, keys=f"{newer},{older}"))
    missing = await findings(but(settings, keys=newer))
    await pool.execute("update devices set status = 'reset', sealed_secret = null")
    unused = await findings(but(settings, keys=f"{newer},{older}"))

    assert used["old keys"].state == "warning"
    assert "doorstep keys rotate" in used["old keys"].mend
    assert missing["old keys"].state == "failed"
    assert unused["old keys"].said == "older is no longer used."


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


@pytest.mark.parametrize(
    ("password", "state"), [("p%40ss%20word", "ok"), ("hunter2", "failed")]
)
async def test_C2_the_mail_servers_tls_and_sign_in_are_tried(
    settings: Settings, tmp_path: Path, password: str, state: str
) -> None:
    authority = Authority(tmp_path)
    async with real(starttls=authority.server("localhost"), guarded=True) as (_, port):
        host = f"doorstep:{password}@localhost:{port}"
        url = f"smtp://{host}?starttls=required&ca_file={authority.file}"
        found = (await findings(but(settings, smtp_url=url)))["mail server"]
        distrusted = f"smtp://{host}?starttls=required"
        other = (await findings(but(settings, smtp_url=distrusted)))["mail server"]

    assert found.state == state
    assert ("signed in" if state == "ok" else "smtp 535 5.7.8") in found.said
    assert other.state == "failed"
    assert "ca_file" in other.mend
    assert password not in str(found)


async def test_C2_what_may_travel_in_plain_is_warned_of(settings: Settings) -> None:
    permitted = but(
        settings,
        temporal_address="127.1:1",
        temporal_tls="off",
        allow_plaintext="temporal",
    )

    assert (await findings(permitted))["plain text"].state == "warning"


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
