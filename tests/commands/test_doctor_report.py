"""The report of `doorstep doctor` for programs: exit codes and `--json`."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from cli.doctor import examination
from cli.doctor.findings import Finding
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.clock import Clock
from doorstep.settings import Settings
from doorstep.settings.processes import WorkerSettings
from service import Service

_Text = Annotated[str, Field(min_length=1)]


class _Check(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    check: _Text
    state: Literal["ok", "warning", "failed"]
    said: _Text
    mend: str


class _Report(BaseModel):
    """As docs/operating.md has it: what programs may rely on."""

    model_config = ConfigDict(extra="forbid", strict=True)
    ok: bool
    worst: Literal["ok", "warning", "failed"]
    checks: Annotated[list[_Check], Field(min_length=1)]


def _environment(settings: WorkerSettings, **others: str) -> dict[str, str]:
    given = {
        "DATABASE_URL": settings.database_url,
        "TEMPORAL_ADDRESS": settings.temporal_address,
        "TASK_QUEUE": settings.task_queue,
        "SMTP_URL": settings.smtp_url,
        "MAIL_FROM": settings.mail_from,
        "KEYS": settings.keys,
        **others,
    }
    return {f"DOORSTEP_{name}": value for name, value in given.items()}


@pytest.mark.parametrize(
    ("others", "options", "code", "worst"),
    [
        ({}, ("--strict",), 0, "ok"),
        ({"SMTP_URL": "smtp://127.0.0.1:1"}, (), 1, "failed"),
        ({"SMTP_URL": "smtp://127.0.0.1:1"}, ("--strict",), 1, "failed"),
        ({"PUBLIC_URL": "https://acme.test"}, (), 0, "warning"),
        ({"PUBLIC_URL": "https://acme.test"}, ("--strict",), 3, "warning"),
        ({"DATABASE_URL": "mysql://localhost"}, (), 1, "failed"),
    ],
)
async def test_the_exit_code_tells_the_severity(
    service: Service,
    others: dict[str, str],
    options: tuple[str, ...],
    code: int,
    worst: str,
) -> None:
    environment = _environment(service.settings, **others)

    ended, document = await run_doorstep("doctor", "--json", *options, **environment)

    report = _Report.model_validate_json(document)
    assert (ended, report.worst, report.ok) == (code, worst, code != 1)
    assert worst in {check.state for check in report.checks}
    assert all(check.mend for check in report.checks if check.state == "warning")


async def test_a_check_that_fails_itself_leaves_the_others_their_findings(
    settings: WorkerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: Settings, __: Clock) -> list[Finding]:
        raise TypeError("jo@acme.test")

    monkeypatch.setattr(examination, "examine_temporal", broken)

    found = await findings_of(settings)

    assert found["temporal"].state == "failed"
    assert "TypeError" in found["temporal"].summary
    assert "jo@acme.test" not in str(found)
    assert found["mail server"].state == "ok"
