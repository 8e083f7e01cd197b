"""What the doctor says of mail servers, and of each fault made real."""

from pathlib import Path

import pytest

from authority import Authority
from doorstep.settings import Settings
from examined import but, findings
from smtp_peers import real


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
