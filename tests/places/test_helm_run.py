"""The Helm chart's processes, run on this machine to a sign-in with a code."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.testing import WorkflowEnvironment
from test_kubernetes_page import documented_values

from chart import container, environment, pods, rendered
from cli.up.binaries import program
from cli.up.cluster import Cluster
from deployment import PASSWORDS, Host, databases, finished_journey
from doorstep.rules.seal import new_entry
from mail_server import MailServer

_MOUNTED = "/etc/doorstep/secrets"


@pytest.fixture(params=["", "1.5.0"])
async def host(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Host]:
    """Replaces the nodes: what is mounted in a pod is in a folder here. Flows are
    pinned to a release, or not.
    """
    values = documented_values() | {"worker": {"version": request.param}}
    values["settings"] |= {
        "TEMPORAL_ADDRESS": temporal.client.service_client.config.target_host,
        "TEMPORAL_NAMESPACE": temporal.client.namespace,
        "TASK_QUEUE": f"doorstep-{uuid4()}",
    }
    values["listenOn"] = "127.0.0.1"
    found = dict(pods(rendered(values)))
    async with databases(cluster, PASSWORDS) as socket:
        _write_secrets(tmp_path, socket, mail_server)
        host = Host(
            Path(program("doorstep")).parent,
            {
                name: {
                    variable: value.replace(_MOUNTED, str(tmp_path))
                    for variable, value in environment(pod).items()
                }
                for name, pod in found.items()
            },
            {name: container(pod)["args"] for name, pod in found.items()},
            mail_server,
        )
        yield host
        await host.end()


def _write_secrets(folder: Path, socket: str, mail: MailServer) -> None:
    owner, application = (
        f"postgresql://{role}:{PASSWORDS[f'{name}_PASSWORD']}@/doorstep?host={socket}"
        for role, name in (("doorstep_owner", "OWNER"), ("doorstep", "APPLICATION"))
    )
    secrets = {
        "DATABASE_URL": application,
        "MIGRATION_URL": owner,
        "SMTP_URL": mail.url,
        "KEYS": new_entry("k20260301"),
    }
    for name, value in secrets.items():
        (folder / name).write_text(f"{value}\n")
        (folder / name).chmod(0o440)


async def test_pods_of_the_chart_lead_to_a_code_and_stop_in_order(host: Host) -> None:
    person = await finished_journey(host, "doctor")

    assert person.session_token
