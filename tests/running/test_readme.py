"""The commands in README work as described."""

import asyncio
import re
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

from up import Up, running_up

ROOT = Path(__file__).parent.parent.parent


async def test_journey_by_curl_runs_as_written(tmp_path: Path) -> None:
    async with running_up(tmp_path / "data") as up:
        printed = await _printed(_journey(up))

    assert '"stage":"signed_in"' in printed
    assert '"amr":["pwd","otp","mfa"]' in printed


def _journey(up: Up) -> str:
    found = re.search(
        r"<!-- journey -->\n```bash\n(.*?)```",
        (ROOT / "README.md").read_text(),
        re.DOTALL,
    )
    assert found is not None
    elsewhere = {
        "http://127.0.0.1:8000": up.url,
        "http://127.0.0.1:8025": up.mailbox,
        "DATA=.doorstep": f"DATA={up.folder}",
    }
    script = found[1]
    for written, here in elsewhere.items():
        assert written in script
        script = script.replace(written, here)

    return script


async def _printed(script: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "bash", "-euo", "pipefail", "-c", script, cwd=ROOT, stdout=PIPE, stderr=STDOUT
    )
    printed = (await process.communicate())[0].decode()
    assert process.returncode == 0, printed
    return printed
