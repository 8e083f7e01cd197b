"""docs/deploying/temporal-cloud.md, against a gateway that stands in for the Cloud."""

import re
import shlex
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from grpc import StatusCode
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from certificate_authority import CertificateAuthority
from cli.up.binaries import program
from cli.up.temporal import LEAN
from command import run_doorstep
from documented_commands import ROOT, lines_of
from doorstep.messages.search_attributes import SEARCH_ATTRIBUTES
from journey import Journey
from mail_server import MailServer
from service import running_service
from temporal_front import OPERATOR, Front, Refusal, Tls, temporal_front
from trials.ports import free_port
from waiting import PATIENCE_SECONDS, until

PAGE = ROOT / "docs/deploying/temporal-cloud.md"
_KEY = "a key of the service account"


@pytest.fixture(scope="module")
async def temporal() -> AsyncIterator[WorkflowEnvironment]:
    """Without search attributes, as a new namespace of the Cloud."""
    async with await WorkflowEnvironment.start_local(
        port=free_port(),
        dev_server_existing_path=program("temporal"),
        data_converter=pydantic_data_converter,
        dev_server_log_level="error",
        dev_server_extra_args=LEAN,
        dev_server_startup_timeout=timedelta(seconds=PATIENCE_SECONDS),
    ) as environment:
        yield environment


@pytest.fixture
async def front(temporal: WorkflowEnvironment, tmp_path: Path) -> AsyncIterator[Front]:
    tls = Tls(CertificateAuthority(tmp_path).certificate("localhost"))
    address = temporal.client.service_client.config.target_host
    async with temporal_front(address, tls) as front:
        front.api_keys = {_KEY}
        front.refusals[OPERATOR] = Refusal(StatusCode.PERMISSION_DENIED)
        yield front


@pytest.fixture
def there(front: Front, tmp_path: Path) -> dict[str, str]:
    """The settings of the page, with the stand-in's address and authority."""
    key = tmp_path / "temporal-api-key"
    key.write_text(f"{_KEY}\n")
    lines = re.findall(r"^(DOORSTEP_\w+)=(\S+)$", PAGE.read_text(), re.MULTILINE)
    documented = dict(lines[:3])
    assert list(documented) == [
        "DOORSTEP_TEMPORAL_ADDRESS",
        "DOORSTEP_TEMPORAL_NAMESPACE",
        "DOORSTEP_TEMPORAL_API_KEY_FILE",
    ]
    return documented | {
        "DOORSTEP_TEMPORAL_ADDRESS": front.address,
        "DOORSTEP_TEMPORAL_NAMESPACE": "default",
        "DOORSTEP_TEMPORAL_API_KEY_FILE": str(key),
        "DOORSTEP_TEMPORAL_TLS_CA_FILE": str(tmp_path / "authority.pem"),
    }


def test_the_page_names_every_search_attribute_with_its_type() -> None:
    (line,) = (line for line in lines_of(PAGE) if line.startswith("tcld"))

    assert [word for word in shlex.split(line) if "=" in word] == [
        f"{key.name}=Keyword" for key in SEARCH_ATTRIBUTES
    ]


async def test_the_page_leads_to_a_finished_journey(
    there: dict[str, str],
    front: Front,
    temporal: WorkflowEnvironment,
    database_url: str,
    mail_server: MailServer,
) -> None:
    early, told = await run_doorstep("temporal", "register", **there)
    await _create_as_the_page_says(temporal)

    async def registered() -> int:
        return (await run_doorstep("temporal", "register", **there))[0]

    assert (early, "tcld namespace search-attributes add" in told) == (1, True)
    await until(registered, lambda code: code == 0)
    front.presented.clear()
    settings: dict[str, Any] = {
        name.removeprefix("DOORSTEP_").lower(): value for name, value in there.items()
    }
    async with running_service(
        database_url, temporal, mail_server, **settings, temporal_api_key=_KEY
    ) as service:
        await service.require_two_step()
        person = Journey(service)
        await person.start()
        await person.set_up()
        signed_in = await person.sign_in_after_setup()

    assert signed_in.json()["session"]["amr"] == ["pwd", "otp", "mfa"]
    assert set(front.presented) == {_KEY}


async def _create_as_the_page_says(temporal: WorkflowEnvironment) -> None:
    """What `tcld` does on the Cloud."""
    (line,) = (line for line in lines_of(PAGE) if line.startswith("tcld"))
    names = [word.partition("=")[0] for word in shlex.split(line) if "=Keyword" in word]
    keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
    await temporal.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace="default", search_attributes=dict.fromkeys(names, keyword)
        )
    )
