"""Greylisting: Postfix asks Debian's postgrey, which refuses each mail at first."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from temporalio.testing import WorkflowEnvironment

from certificate_authority import CertificateAuthority
from doorstep.why.explanations import Reason
from journey import Journey
from mail_server import MailServer
from postfix import PASSWORD, USER, missing, running_postfix
from postgrey import running_postgrey
from service import MEMBER, running_service
from trials.ports import free_port
from waiting import until
from why_answers import text_of, why_at_last

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


async def test_M1_a_greylisted_code_shows_as_waiting_and_arrives_later(
    database_url: str, temporal: WorkflowEnvironment, tmp_path: Path
) -> None:
    """It never shows as failed, and its lifetime begins when it is accepted."""
    authority, inbox = CertificateAuthority(tmp_path), MailServer()
    port, policy = free_port(), free_port()
    await inbox.start()
    known = f"starttls=required&ca_file={authority.file}"
    url = f"smtp://{USER}:{quote(PASSWORD)}@localhost:{port}?{known}"
    statuses: list[str] = []
    with TemporaryDirectory(prefix="postgrey-") as folder:
        async with (
            running_postgrey(Path(folder), policy, seconds=4),
            running_postfix(
                authority.certificate("localhost"), port, inbox.port, policy=policy
            ),
            running_service(database_url, temporal, inbox, smtp_url=url) as service,
        ):
            await service.require_two_step()
            person = Journey(service)
            await person.start()
            await person.begin_setup()
            found = await why_at_last(service, Reason.mail_put_off)

            async def status() -> str:
                setup = await person.read_enrollment()
                statuses.append(setup["email"]["status"])
                return statuses[-1]

            await until(status, lambda seen: seen == "sent")
            await inbox.wait_for(1)  # of the relay, which delivers when it likes
            (code,) = inbox.codes(MEMBER)
            moved = await person.submit_email_code(code)
    await inbox.stop()

    assert "smtp 450 4.2.0" in text_of(found)
    assert "(greylisting)" in text_of(found)
    assert set(statuses) <= {"retrying", "sent"}
    assert moved.json()["stage"] == "install_app"
